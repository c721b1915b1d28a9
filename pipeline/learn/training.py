"""Turn accepted fiches into spaCy's training data for the entity model.

In: reviewed plans. Out: one document a printed line of every fiche that a person accepted, with the names in it:
those that were read, without those that a person deleted, with those added. Lines of other fiches are left out:
nobody said that they name nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.learn.reviewed import Reviewed
from pipeline.model import Fiche

Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and the names in it: start, end, label."""

    text: str
    names: tuple[Name, ...]


def training_lines(plans: Iterable[Reviewed]) -> list[Line]:
    """Give the lines of all accepted fiches."""
    return [line for plan in plans for fiche in plan.accepted_fiches() for line in _lines(plan, fiche)]


def docbin(lines: Iterable[Line]) -> bytes:
    """Give lines as spaCy's `DocBin`; a name that does not align with tokens is missing there, not absent."""
    from spacy.tokens import DocBin

    from pipeline.extract.entities import plain
    from pipeline.extract.language import blank

    nlp = blank()
    made = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    for line in lines:
        doc = nlp.make_doc(plain(line.text))
        found = [(doc.char_span(start, end, label=label), start, end) for start, end, label in line.names]
        missing = [doc.char_span(start, end, alignment_mode="expand") for span, start, end in found if span is None]
        names = [span for span, _, _ in found if span is not None]
        taken = {token.i for span in names for token in span}
        unsure = [span for span in missing if span is not None and not any(token.i in taken for token in span)]
        doc.set_ents(names, missing=unsure, default="outside")
        made.add(doc)
    return made.to_bytes()


def _lines(plan: Reviewed, fiche: Fiche) -> Iterator[Line]:
    text = plan.reading.document.text
    names = _names(plan, fiche)
    start = fiche.span.start
    for line in text[fiche.span.start : fiche.span.end].split("\n"):
        end = start + len(line)
        if line.strip():
            here = tuple((a - start, b - start, label) for a, b, label in names if start <= a and b <= end)
            yield Line(line, here)
        start = end + 1


def _names(plan: Reviewed, fiche: Fiche) -> list[Name]:
    """Give what is named in a fiche, the longest of names that overlap."""
    corrected = plan.corrected.plan
    found: set[Name] = set()
    for entity in (*corrected.people, *corrected.organisations, *corrected.places):
        for one in entity.occurrences:
            if one.fiche_id == fiche.id:
                found.add((one.span.start, one.span.end, entity.kind.value))
    kept: list[Name] = []
    for name in sorted(found, key=lambda name: (name[0] - name[1], name)):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in kept):
            kept.append(name)
    return sorted(kept)
