"""Compare one year's plan with the next: fiches, people, partners, money, actions.

    from pipeline.diff import diff_plans
    diff = diff_plans(old, new)

In: two plans. Out: a `Diff`. Fiches are matched by meaning, never by their number.
"""

from collections.abc import Callable, Mapping, Sequence

from pipeline.diff.actions import outcomes
from pipeline.diff.match import Matches, match, profile
from pipeline.diff.names import Keys, common_keys, funders, partners, referents
from pipeline.diff.result import ActionChange, Diff, FicheName, Named, Pair, PlanName, Regrouped, RoleChange
from pipeline.model import Fiche, Plan
from pipeline.resolve.titles import same_title

__all__ = ["ActionChange", "Diff", "FicheName", "Named", "Pair", "PlanName", "Regrouped", "RoleChange", "diff_plans"]


def diff_plans(old: Plan, new: Plan) -> Diff:
    """Say what changed from one plan to the next."""
    keys = common_keys(old, new)
    before = [profile(fiche, frozenset(referents(fiche, keys.old))) for fiche in old.fiches]
    after = [profile(fiche, frozenset(referents(fiche, keys.new))) for fiche in new.fiches]
    matches = match(before, after)
    partner = {one: other for one, other, _ in matches.pairs}
    became = {one: [other, *matches.split.get(one, ())] for one, other in partner.items()}
    for other, extra in matches.merged.items():
        became |= {one: [other] for one in extra}
    parts = {place for extra in matches.split.values() for place in extra}
    reached = {place for places in became.values() for place in places}
    actions = _actions(old, new, became)
    people, people_gone = _named(old, new, keys, referents)
    helping, helping_gone = _named(old, new, keys, partners)
    paying, paying_gone = _named(old, new, keys, funders)
    return Diff(
        old=_plan(old),
        new=_plan(new),
        kept=tuple(_pair(old.fiches[one], new.fiches[other], score) for one, other, score in matches.pairs),
        added=tuple(_name(fiche) for place, fiche in enumerate(new.fiches) if place not in reached | parts),
        dropped=tuple(_name(fiche) for place, fiche in enumerate(old.fiches) if place not in became),
        split=_split(old, new, matches, partner),
        merged=_merged(old, new, matches, {other: one for one, other in partner.items()}),
        people_came=people,
        people_left=people_gone,
        roles_changed=tuple(_roles(old, new, partner, keys)),
        partners_came=helping,
        partners_left=helping_gone,
        funders_came=paying,
        funders_left=paying_gone,
        actions_done=actions["done"],
        actions_continued=actions["continued"],
        actions_vanished=actions["vanished"],
    )


def _plan(plan: Plan) -> PlanName:
    return PlanName(plan.id, plan.title, plan.year)


def _name(fiche: Fiche) -> FicheName:
    return FicheName(fiche.id, fiche.number, fiche.title)


def _pair(old: Fiche, new: Fiche, score: float) -> Pair:
    retitled = bool(old.title and new.title) and not same_title(old.title or "", new.title or "")
    return Pair(_name(old), _name(new), round(score, 2), old.number != new.number, retitled)


def _split(old: Plan, new: Plan, matches: Matches, partner: Mapping[int, int]) -> tuple[Regrouped, ...]:
    found = []
    for one, extra in sorted(matches.split.items()):
        parts = tuple(_name(new.fiches[place]) for place in sorted([partner[one], *extra]))
        found.append(Regrouped((_name(old.fiches[one]),), parts))
    return tuple(found)


def _merged(old: Plan, new: Plan, matches: Matches, partner: Mapping[int, int]) -> tuple[Regrouped, ...]:
    found = []
    for other, extra in sorted(matches.merged.items()):
        parts = tuple(_name(old.fiches[place]) for place in sorted([partner[other], *extra]))
        found.append(Regrouped(parts, (_name(new.fiches[other]),)))
    return tuple(found)


def _named(
    old: Plan, new: Plan, keys: Keys, names: Callable[[Fiche, dict[str, str]], Mapping[str, object]]
) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Give who only the new plan names, and who only the old one does."""
    before, after = _where(old, keys.old, names), _where(new, keys.new, names)
    came = [(key, found) for key, found in after.items() if key not in before]
    left = [(key, found) for key, found in before.items() if key not in after]
    return tuple(_one(key, found, keys) for key, found in came), tuple(_one(key, found, keys) for key, found in left)


def _where(
    plan: Plan, keys: dict[str, str], names: Callable[[Fiche, dict[str, str]], Mapping[str, object]]
) -> dict[str, list[tuple[Fiche, object]]]:
    found: dict[str, list[tuple[Fiche, object]]] = {}
    for fiche in plan.fiches:
        for key, said in names(fiche, keys).items():
            found.setdefault(key, []).append((fiche, said))
    return found


def _one(key: str, found: Sequence[tuple[Fiche, object]], keys: Keys) -> Named:
    said = found[0][1]
    name = keys.names.get(key) or (said if isinstance(said, str) else key)
    return Named(name, tuple(_name(fiche) for fiche, _ in found))


def _roles(old: Plan, new: Plan, partner: Mapping[int, int], keys: Keys) -> list[RoleChange]:
    """Give those whom both plans name and whose part in a fiche changed."""
    both = set(_where(old, keys.old, referents)) & set(_where(new, keys.new, referents))
    changes = []
    for one, other in sorted(partner.items()):
        before, after = referents(old.fiches[one], keys.old), referents(new.fiches[other], keys.new)
        for key in dict.fromkeys([*before, *after]):
            roles = before.get(key, ()), after.get(key, ())
            if key in both and roles[0] != roles[1]:
                changes.append(RoleChange(keys.names[key], _name(new.fiches[other]), *roles))
    return changes


def _actions(old: Plan, new: Plan, became: Mapping[int, Sequence[int]]) -> dict[str, tuple[ActionChange, ...]]:
    found: dict[str, list[ActionChange]] = {"done": [], "continued": [], "vanished": []}
    for place, fiche in enumerate(old.fiches):
        targets = [new.fiches[other] for other in became.get(place, ())]
        for one in outcomes(fiche, targets):
            where = _name(targets[one.place]) if one.place is not None else None
            found[one.kind].append(ActionChange(_name(fiche), one.text, where, one.found))
    return {kind: tuple(changes) for kind, changes in found.items()}
