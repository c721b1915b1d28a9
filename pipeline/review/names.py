"""Decisions about names: several are one, one is several, one is written otherwise.

In: the session, entities of the corrected plan, a form's words. Out: the entries of the session with the decision
in them. A second decision on the same names takes the place of the first, so that the file never contradicts
itself.
"""

from collections.abc import Sequence
from typing import Any

from pipeline.corrections.anchor import anchor_at
from pipeline.corrections.entries import ChangeEntity, Entry, Merge, Split
from pipeline.corrections.fields import EntityFields
from pipeline.model import Entity, EntityKind
from pipeline.resolve.keys import entity_key
from pipeline.review.decide import FormError
from pipeline.review.session import Session

LISTS = {
    EntityKind.ORGANISATION: "organisations",
    EntityKind.PERSON: "people",
    EntityKind.PLACE: "places",
}


def entities(session: Session, kind: EntityKind) -> tuple[Entity, ...]:
    """Give the entities of a kind as they are now."""
    found: tuple[Entity, ...] = getattr(session.corrected.plan, LISTS[kind])
    return found


def find_entity(session: Session, identity: str) -> Entity:
    """Give an entity by its id."""
    for kind in LISTS:
        for entity in entities(session, kind):
            if entity.id == identity:
                return entity
    raise FormError("Ce nom n'existe plus : il a peut-être été réuni à un autre.")


def merge_names(session: Session, identities: Sequence[str], into: str) -> str:
    """Make several entities one."""
    found = [find_entity(session, identity) for identity in dict.fromkeys(identities)]
    if len(found) < 2:
        raise FormError("Cochez au moins deux noms à réunir.")
    kind = found[0].kind
    if any(entity.kind is not kind for entity in found):
        raise FormError("Une personne, une structure et un lieu ne se réunissent pas.")
    best = " ".join(into.split()) or found[0].name
    names: dict[str, None] = {}
    taken: list[Merge] = []
    for entity in found:
        # A name that an earlier merge gave may be printed nowhere: those that it reunited are.
        made = [one for one in session.entries if isinstance(one, Merge) and _made_by(one, entity)]
        taken += made
        names |= dict.fromkeys(name for one in made for name in one.names) or {entity.name: None}
    kept: list[Entry] = [entry for entry in session.entries if not any(entry is one for one in taken)]
    session.decide([*kept, Merge(merge=kind, names=tuple(names), into=best)])
    return f"{' et '.join(f'« {entity.name} »' for entity in found)} sont réunis."


def _made_by(entry: Merge, entity: Entity) -> bool:
    """Say whether an entity is what a merge made."""
    keys = {entity_key(name, entity.kind) for name in (entity.name, *entity.variants)}
    return entry.merge is entity.kind and entity_key(entry.best, entry.merge) in keys


def rename(session: Session, identity: str, name: str, acronym: str) -> str:
    """Write an entity's name otherwise."""
    entity = find_entity(session, identity)
    name, acronym = " ".join(name.split()), " ".join(acronym.split())
    if not name:
        raise FormError("Un nom ne peut pas être vide.")
    to: dict[str, Any] = {}
    if name != entity.name:
        to["name"] = name
    if (acronym or None) != entity.acronym:
        to["acronym"] = acronym or None
    if not to:
        raise FormError("Rien n'a été changé dans ce nom.")
    kept: list[Entry] = []
    was = entity.name
    for entry in session.entries:
        if isinstance(entry, Merge) and "name" in to and _made_by(entry, entity):
            kept.append(entry.model_copy(update={"into": to.pop("name"), "raw": ""}))
        elif isinstance(entry, ChangeEntity) and entry.rename is entity.kind and entry.to.given().get("name") == was:
            was = entry.name
            to = {**entry.to.given(), **to}
        else:
            kept.append(entry)
    if to:
        kept.append(ChangeEntity(rename=entity.kind, name=was, to=EntityFields.model_validate(to)))
    session.decide(kept)
    return f"« {entity.name} » s'écrit maintenant « {name} »."


def split_name(session: Session, identity: str, places: Sequence[str], into: str) -> str:
    """Say that some occurrences name another one."""
    entity = find_entity(session, identity)
    into = " ".join(into.split())
    if not into:
        raise FormError("Donnez le nom de l'autre personne, structure ou lieu.")
    if entity_key(into, entity.kind) == entity_key(entity.name, entity.kind):
        raise FormError("Le nom de l'autre doit être différent.")
    spans = {f"{one.span.start}-{one.span.end}": one.span for one in entity.occurrences}
    chosen = [spans[place] for place in dict.fromkeys(places) if place in spans]
    if not chosen:
        raise FormError("Cochez les endroits où l'autre est nommé.")
    if len(chosen) == len(spans):
        raise FormError("Tous les endroits sont cochés : corrigez plutôt le nom.")
    anchors = tuple(anchor_at(session.text, span.start, span.end) for span in chosen)
    entry = Split(split=entity.kind, name=entity.name, occurrences=anchors, into=into)
    session.decide([*session.entries, entry])
    return f"« {into} » est séparé de « {entity.name} »."
