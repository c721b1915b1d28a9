"""Add what a review confirmed to the vocabulary beside the sources: bodies under their names, labels with their kind.

In: reviewed plans, the vocabulary's text so far. Out: its text with what it does not hold yet behind; what stands
there stays.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.entries import Accept, Add, Change, ChangeEntity, Merge
from pipeline.corrections.fields import Family, SectionFields
from pipeline.corrections.values import values_of
from pipeline.learn.reviewed import Reviewed
from pipeline.model import Entity, EntityKind, SectionKind
from pipeline.resolve.keys import entity_key
from pipeline.vocabulary.folding import fold, fold_label
from pipeline.vocabulary.user import load_vocabulary, toml_string
from pipeline.write.atomic import replacing

_NAMING = (Family.PARTNER, Family.REFERENT, Family.FUNDING, Family.MENTION)


@dataclass(frozen=True, slots=True)
class Words:
    """What people confirmed: bodies with their spellings, labels with the kind of section that they open."""

    bodies: tuple[Entity, ...]
    labels: tuple[tuple[str, SectionKind], ...]


def confirmed_words(plans: Iterable[Reviewed]) -> Words:
    """Give the bodies that a decision names, and the labels of which one gives the kind."""
    bodies: dict[str, Entity] = {}
    labels: dict[str, tuple[str, SectionKind]] = {}
    for plan in plans:
        for body in _bodies(plan):
            bodies.setdefault(entity_key(body.name, body.kind), body)
        for label, kind in _labels(plan):
            labels.setdefault(fold_label(label), (label, kind))
    return Words(tuple(bodies[key] for key in sorted(bodies)), tuple(labels[key] for key in sorted(labels)))


def _bodies(plan: Reviewed) -> list[Entity]:
    corrected = plan.corrected.plan
    spans = {
        (target.fiche_id, target.span)
        for target in plan.applied()
        if isinstance(target.entry, Accept | Add | Change)
        and target.span is not None
        and _family(target.entry) in _NAMING
    }
    keys = {
        entity_key(name, EntityKind.ORGANISATION)
        for number, entry in enumerate(plan.corrected.entries)
        if number not in plan.corrected.lost
        for name in _given(entry)
    }
    return [
        body
        for body in corrected.organisations
        if any((one.fiche_id, one.span) in spans for one in body.occurrences)
        or any(entity_key(name, body.kind) in keys for name in (body.name, *body.variants))
    ]


def _family(entry: Accept | Add | Change) -> Family:
    return entry.accept if isinstance(entry, Accept) else entry.add if isinstance(entry, Add) else entry.change


def _given(entry: object) -> tuple[str, ...]:
    if isinstance(entry, Merge) and entry.merge is EntityKind.ORGANISATION:
        return (entry.best,)
    if isinstance(entry, ChangeEntity) and entry.rename is EntityKind.ORGANISATION:
        return (entry.to.name or entry.name,)
    return ()


def _labels(plan: Reviewed) -> list[tuple[str, SectionKind]]:
    fiches = {fiche.id: fiche for fiche in plan.corrected.plan.fiches}
    found = []
    for target in plan.applied():
        entry = target.entry
        if isinstance(entry, Change) and isinstance(entry.to, SectionFields) and entry.to.kind and target.fiche_id:
            sections = values_of(fiches[target.fiche_id], Family.SECTION)
            label = next((one.label for one in sections if one.span == target.span), "")
            if fold(label):
                found.append((label, entry.to.kind))
    return found


def extended(text: str, words: Words) -> tuple[str, int]:
    """Give a vocabulary's text with these words behind, and how many are new.

    Args:
        text: the vocabulary so far, valid.
        words: what was confirmed.
    """
    own = tomllib.loads(text)
    bodies = {
        entity_key(name, EntityKind.ORGANISATION)
        for one in own.get("organisation", [])
        for name in (one["name"], *one.get("variants", []))
    }
    labels = {fold_label(form) for one in own.get("label", []) for form in one["forms"]}
    blocks = []
    for label, kind in words.labels:
        if fold_label(label) not in labels:
            blocks.append(f'[[label]]\nkind = "{kind.value}"\nforms = [{toml_string(label)}]\n')
    for body in words.bodies:
        if entity_key(body.name, EntityKind.ORGANISATION) in bodies or len(body.name) < 2:
            continue
        lines = ["[[organisation]]", f"name = {toml_string(body.name)}"]
        if body.acronym:
            lines.append(f"acronym = {toml_string(body.acronym)}")
        if body.variants:
            lines.append(f"variants = [{', '.join(map(toml_string, body.variants))}]")
        blocks.append("\n".join(lines) + "\n")
    if not blocks:
        return text, 0
    start = text.rstrip("\n") + "\n\n" if text.strip() else ""
    return start + "# Confirmed in a review.\n" + "\n".join(blocks), len(blocks)


def extend_file(path: Path, words: Words) -> int:
    """Add words to a vocabulary, whole or not at all; say how many are new.

    Raises:
        VocabularyError: when the file there is none.
        WriteError: when it cannot be written.
    """
    before = ""
    if path.exists():
        load_vocabulary(path)  # refused with its line, where it is none
        before = path.read_text(encoding="utf-8-sig")
    text, count = extended(before, words)
    if count:
        with replacing(path) as ready:
            ready.write_text(text, encoding="utf-8")
            load_vocabulary(ready)
    return count
