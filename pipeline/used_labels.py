"""Which labels a plan uses, and what the vocabulary makes of each: what `fiches labels` shows."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.model import SectionKind
from pipeline.read import read_document
from pipeline.split import split
from pipeline.split.body import section_kind
from pipeline.split.outline import RawReferents, RawSection
from pipeline.vocabulary import Meaning
from pipeline.vocabulary.user import load_vocabulary, vocabulary_beside


@dataclass(frozen=True, slots=True)
class UsedLabel:
    """A label as a plan prints it, with what the vocabulary makes of it (None: it is unknown) and its line."""

    printed: str
    meaning: Meaning | None
    kind: SectionKind
    line: int


def labels_of(path: Path, vocabulary: Path | None = None) -> list[UsedLabel]:
    """Give every label of a plan's fiches, in printed order.

    Args:
        path: the plan.
        vocabulary: a user's words, as in `Options`.

    Raises:
        SourceError: when the file cannot be read as a plan's text.
        VocabularyError: when the vocabulary cannot be used.
    """
    document = read_document(path)
    outline = split(document.text, load_vocabulary(vocabulary or vocabulary_beside(path)))
    parts: list[RawReferents | RawSection] = []
    for fiche in outline.fiches:
        parts += [*fiche.referents, *fiche.sections]
    found = [(part.start, part.label, part.hit) for part in parts if part.hit is not None and part.label]
    return [
        UsedLabel(
            label,
            hit.known.meaning if hit.known else None,
            section_kind(hit),
            document.text.count("\n", 0, start) + 1,
        )
        for start, label, hit in sorted(found, key=lambda use: use[0])
    ]
