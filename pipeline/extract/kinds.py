"""Settle whether a referent whose name alone does not tell is a person or a body, from the rest of the plan.

In: a found plan, and names of organisations that a user declares. Out: the same with the kinds changed that the
plan itself decides: `Jura Habitat` is a partner elsewhere, `Terres Vives` stands under `Structure pilote`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.extract.found import FoundPlan
from pipeline.extract.known import is_surely_person
from pipeline.extract.people import FoundReferent
from pipeline.model import PartnerKind, ReferentKind
from pipeline.vocabulary.folding import fold

# So many persons printed in full tell how a plan prints them.
_ENOUGH = 3


def with_settled_kinds(plan: FoundPlan, declared: Iterable[str]) -> FoundPlan:
    """Give the plan with the doubtful referents settled.

    Args:
        plan: what was read.
        declared: names of organisations that a user declares; they count before any shape.
    """
    given = frozenset(map(fold, declared))
    bodies = given | frozenset(map(fold, _bodies(plan)))
    named = {fold(each.name) for each in _referents(plan) if each.kind is ReferentKind.PERSON and each.sure}
    persons = frozenset(word for name in named for word in (name, name.split()[-1]))

    def settled(referents: tuple[FoundReferent, ...]) -> tuple[FoundReferent, ...]:
        return tuple(_alone(_settled(each, given, bodies, persons)) for each in referents)

    def _alone(each: FoundReferent) -> FoundReferent:
        # Where persons are printed with their first names, a word alone is nobody's surname: `Refashion`
        full = len(named) >= _ENOUGH and " " not in each.name and not each.sure
        return replace(each, kind=ReferentKind.ORGANISATION) if full and fold(each.name) not in persons else each

    return _with_referents(plan, settled)


def doubtful(plan: FoundPlan) -> dict[str, str]:
    """Give the names of which neither shape nor plan tells what they are, each with the label above its first."""
    found: dict[str, str] = {}
    for each in _referents(plan):
        if not each.sure:
            found.setdefault(each.name, each.label)
    return found


def with_kinds(plan: FoundPlan, kinds: Mapping[str, ReferentKind]) -> FoundPlan:
    """Give the plan with the doubtful referents of these names settled."""

    def settled(referents: tuple[FoundReferent, ...]) -> tuple[FoundReferent, ...]:
        return tuple(
            each if each.sure or each.name not in kinds else replace(each, kind=kinds[each.name]) for each in referents
        )

    return _with_referents(plan, settled)


def _with_referents(
    plan: FoundPlan, settled: Callable[[tuple[FoundReferent, ...]], tuple[FoundReferent, ...]]
) -> FoundPlan:
    return replace(
        plan,
        fiches=tuple(replace(fiche, referents=settled(fiche.referents)) for fiche in plan.fiches),
        entries=tuple((entry, settled(referents)) for entry, referents in plan.entries),
    )


def _settled(
    found: FoundReferent, given: frozenset[str], bodies: frozenset[str], persons: frozenset[str]
) -> FoundReferent:
    key = fold(found.name)
    if key in given:
        return replace(found, kind=ReferentKind.ORGANISATION, sure=True)
    if found.sure:
        return found
    if key in persons:
        return replace(found, kind=ReferentKind.PERSON, sure=True)
    return replace(found, kind=ReferentKind.ORGANISATION, sure=True) if key in bodies else found


def _referents(plan: FoundPlan) -> Iterator[FoundReferent]:
    for fiche in plan.fiches:
        yield from fiche.referents
    for _, referents in plan.entries:
        yield from referents


def _bodies(plan: FoundPlan) -> Iterator[str]:
    """Give the names that stand where only bodies do, as far as they are not shaped like a person's."""
    for each in _referents(plan):
        if each.kind is ReferentKind.ORGANISATION and each.sure:
            yield each.name
    for fiche in plan.fiches:
        for partner in fiche.partners:
            if partner.kind is PartnerKind.NAMED and not is_surely_person(partner.name):
                yield partner.name
        for funding in fiche.funding:
            if funding.funder is not None and not is_surely_person(funding.funder):
                yield funding.funder
