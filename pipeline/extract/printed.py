"""A name as a text prints it: what readers, judge and agreement pass to each other."""

from dataclasses import dataclass

from pipeline.model import EntityKind, Origin

# Who is believed when two readers see different names of the same length.
TRUST = {Origin.DECLARED: 3, Origin.GAZETTEER: 2, Origin.RULE: 1, Origin.NER: 0}

# What the pipelines of others call our three labels.
LABELS = {
    **{label.value: label for label in EntityKind},
    "PER": EntityKind.PERSON,
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "LOC": EntityKind.PLACE,
    "GPE": EntityKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class PrintedEntity:
    """A name in a text: `text[start:end]` is what was printed, half-open, in code points of that text."""

    start: int
    end: int
    text: str
    label: EntityKind
    origin: Origin
