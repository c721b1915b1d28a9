"""Who and what two plans name: the same person or body is known again in another spelling."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.model import Entity, Fiche, PartnerKind, Plan
from pipeline.vocabulary.folding import fold_label

SPELLING = 92  # likeness of letters, of 100, from which two names are one name, misspelt


@dataclass(frozen=True, slots=True)
class Keys:
    """For each of two plans, the key that an entity of it goes by in both."""

    old: dict[str, str]
    new: dict[str, str]
    names: dict[str, str]


def common_keys(old: Plan, new: Plan) -> Keys:
    """Give every person and body of two plans one key, whatever its identifier and spelling in each."""
    by_spelling: dict[str, str] = {}
    old_keys: dict[str, str] = {}
    names: dict[str, str] = {}
    for entity in _entities(old):
        key = old_keys[entity.id] = f"old-{entity.id}"
        names[key] = entity.name
        for spelling in _spellings(entity):
            by_spelling.setdefault(spelling, key)
    new_keys: dict[str, str] = {}
    for entity in _entities(new):
        known = next((by_spelling[spelling] for spelling in _spellings(entity) if spelling in by_spelling), None)
        key = new_keys[entity.id] = known or _misspelt(entity, by_spelling) or f"new-{entity.id}"
        names[key] = entity.name
    return Keys(old_keys, new_keys, names)


def _entities(plan: Plan) -> Iterable[Entity]:
    return (*plan.people, *plan.organisations)


def _spellings(entity: Entity) -> list[str]:
    return [fold_label(name) for name in (entity.name, *entity.variants, *([entity.acronym] if entity.acronym else []))]


def _misspelt(entity: Entity, by_spelling: dict[str, str]) -> str | None:
    folded = fold_label(entity.name)
    if len(folded) < 8:  # too short: `CRES` and `CRESS` are two bodies
        return None
    found = process.extractOne(folded, sorted(by_spelling), scorer=fuzz.ratio, score_cutoff=SPELLING)
    return by_spelling[found[0]] if found else None


def referents(fiche: Fiche, keys: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Give who is in charge of a fiche, with their roles."""
    found: dict[str, set[str]] = {}
    for referent in fiche.referents:
        found.setdefault(keys.get(referent.entity_id, referent.entity_id), set()).add(referent.role.value)
    return {key: tuple(sorted(roles)) for key, roles in found.items()}


def partners(fiche: Fiche, keys: dict[str, str]) -> dict[str, str]:
    """Give the partners of a fiche that have a name of their own, by key."""
    named = [one for one in fiche.partners if one.kind is PartnerKind.NAMED]
    return {keys.get(one.entity_id or "", fold_label(one.name)): one.name for one in named}


def funders(fiche: Fiche, keys: dict[str, str]) -> dict[str, str]:
    """Give who pays for a fiche, by key."""
    named = [(one.entity_id, one.funder) for one in fiche.funding if one.funder is not None]
    return {keys.get(entity_id or "", fold_label(name)): name for entity_id, name in named}
