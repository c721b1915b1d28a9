"""Settle whether a referent whose name alone does not tell is a person or a body, from the rest of the plan.

In: a found plan, and names of organisations that a user declares. Out: the same with the kinds changed that the
plan itself decides: `Jura Habitat` is a partner elsewhere, `Terres Vives` stands under `Structure pilote`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.extract.found import FoundPlan
from pipeline.extract.known import is_surely_person
from pipeline.extract.people import FoundReferent
from pipeline.model import PartnerKind, ReferentKind
from pipeline.vocabulary.folding import fold


def with_settled_kinds(plan: FoundPlan, declared: Iterable[str]) -> FoundPlan:
    """Give the plan with the doubtful referents settled.

    Args:
        plan: what was read.
        declared: names of organisations that a user declares; they count before any shape.
    """
    given = frozenset(map(fold, declared))
    bodies = given | frozenset(map(fold, _bodies(plan)))
    persons = frozenset(
        word
        for each in _referents(plan)
        if each.kind is ReferentKind.PERSON and each.sure
        for word in (fold(each.name), fold(each.name).split()[-1])
    )

    def settled(referents: tuple[FoundReferent, ...]) -> tuple[FoundReferent, ...]:
        return tuple(_settled(each, given, bodies, persons) for each in referents)

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
