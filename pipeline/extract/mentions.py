"""Read the names in running text: this module brings the entity reader every item, and what the plan declares.

In: a found plan. Out: the same with the names of each item. spaCy is loaded here, when there is something to read.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.entities import PrintedEntity, read_entities
from pipeline.extract.found import FoundName, FoundPlan
from pipeline.extract.kinds import doubtful, with_kinds
from pipeline.extract.names import concepts
from pipeline.extract.plan import item_passages, with_names
from pipeline.listing import is_body_shaped
from pipeline.model import EntityKind, Origin, PartnerKind, ReferentKind, SectionKind
from pipeline.span import Passage
from pipeline.vocabulary.folding import fold_label

# Where an entry of a list begins and ends.
_BEFORE = re.compile(r"(?:^|[,;:/&(–-]|\b(?:et|puis))\s*(?:l[ae]s?\s|l['’])?$")
_BEHIND = re.compile(r"\s*(?:$|[,;/&().]|(?:et|puis)\b)")
_NEAR = 12


def read_names(plan: FoundPlan, model: str, bodies: Iterable[str] = ()) -> FoundPlan:
    """Add the persons, organisations and places that items name, and settle what doubtful referents are.

    Args:
        plan: what was read so far.
        model: `ours`, an installed spaCy pipeline, the path of one, or several joined by `+`.
        bodies: names of organisations that a user declares.
    """
    plan = _with_seen_kinds(plan, model)
    passages = list(item_passages(plan))
    if not passages:
        return plan
    # `IE - EFC` in a list of partners is `IE-EFC` in a sentence.
    known = {(spelled, label) for name, label in _declared(plan) for spelled in (name, name.replace(" - ", "-"))}
    known |= {(name, "organisation") for name in bodies}
    return with_names(plan, _read(passages, sorted(known), model))


def _with_seen_kinds(plan: FoundPlan, model: str) -> FoundPlan:
    """Ask the model, last of all, whether a referent is a person or a body: `Pilote : Urbalys`."""
    unknown = doubtful(plan)
    if not unknown:
        return plan
    seen: dict[str, ReferentKind] = {}
    said = (f"{label} : {name}" for name, label in unknown.items())
    for name, entities in zip(unknown, read_entities(said, [], model), strict=True):
        labels = {entity.label for entity in entities if entity.text == name}
        if labels == {EntityKind.ORGANISATION}:
            seen[name] = ReferentKind.ORGANISATION
        elif labels == {EntityKind.PERSON}:
            seen[name] = ReferentKind.PERSON
    return with_kinds(plan, seen)


def _read(
    passages: list[tuple[Passage, SectionKind]], known: list[tuple[str, str]], model: str
) -> Iterator[tuple[FoundName, ...]]:
    # A status is one word with a capital, which a model takes for a name: `Réalisé`.
    texts = ("" if kind is SectionKind.STATUS else passage.text for passage, kind in passages)
    for (passage, kind), entities in zip(passages, read_entities(texts, known, model), strict=True):
        located = kind is SectionKind.TERRITORY
        yield tuple(
            FoundName(
                EntityKind.PLACE if located and _is_entry(passage.text, entity) else entity.label,
                entity.text,
                entity.origin,
                passage.span(entity.start, entity.end),
            )
            for entity in entities
        )


def _is_entry(text: str, entity: PrintedEntity) -> bool:
    """`Lauzès, Sabadel-Latronquière` below `Territoire`: what a model guesses to be an entry of the list is a place."""
    entry = _BEFORE.search(text[max(0, entity.start - _NEAR) : entity.start]) and _BEHIND.match(text, entity.end)
    return entity.origin is Origin.NER and bool(entry) and not is_body_shaped(entity.text)


def _declared(plan: FoundPlan) -> Iterator[tuple[str, str]]:
    """The names that the plan gives as referents, partners and funders, with what they are."""
    listed = [referents for _, referents in plan.entries] + [fiche.referents for fiche in plan.fiches]
    for referents in listed:
        for referent in referents:
            yield referent.name, "person" if referent.kind is ReferentKind.PERSON else "organisation"
    for fiche in plan.fiches:
        for partner in fiche.partners:
            if partner.kind is PartnerKind.NAMED:
                yield partner.name, "organisation"
        for each in fiche.funding:
            if each.funder and not _is_fund(each.funder):
                yield each.funder, "organisation"


def _is_fund(name: str) -> bool:
    """`FEADER : 10 000 €`, `Programme LEADER`, `Fonds vert`: what money is called, and no body that gives it."""
    acronyms, programmes = concepts()
    words = [word for word in re.split(r"[\s/-]+", name) if fold_label(word) != "programme"]
    return name in programmes or name in acronyms or all(word in acronyms for word in words)
