"""Read who is in charge from the lines under referent labels.

In: a label and the passages behind it. Out: one found referent a name, with note and year. A bracket that adds
a person (`(et Ana Bo en 2022)`) gives that person too; any other bracket, and a function behind a comma, is a
note on the name before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.listing import (
    cut_list,
    is_body_shaped,
    is_function,
    is_person_shaped,
    never_joins,
    one_body,
    trim,
)
from pipeline.model import ReferentKind, Role, Span
from pipeline.span import Passage
from pipeline.split.outline import RawReferents
from pipeline.vocabulary.folding import fold_label
from pipeline.vocabulary.words import folded_words

_YEAR = re.compile(r"\s*[,(]?\s*(?:en|pour|depuis|à partir de|jusqu['’]en)?\s*\b((?:19|20)\d\d)\)?$", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:et|puis|avec|ainsi que|&|\+)\s+(?=[A-ZÀ-ÖØ-Þ])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundReferent:
    """A referent as read: the entity is not resolved yet."""

    role: Role
    label: str
    name: str
    kind: ReferentKind
    note: str | None
    year: int | None
    span: Span


def read_referents(lines: Iterable[RawReferents]) -> tuple[FoundReferent, ...]:
    """Read all referents of a fiche or of an entry of the contents, in printed order."""
    found: list[FoundReferent] = []
    for line in lines:
        for passage in line.names:
            found.extend(_read_passage(line, passage))
    return tuple(found)


def _read_passage(line: RawReferents, passage: Passage) -> Iterable[FoundReferent]:
    text = passage.text
    assert line.hit.known is not None
    assert line.hit.known.meaning.role is not None
    bodies = line.hit.known.meaning.bodies
    found: list[FoundReferent] = []
    notes: dict[int, list[str]] = defaultdict(list)
    for listed in cut_list(text, one_body if bodies else _joins, slashes=True):
        words = text[listed.start : listed.end]
        if fold_label(words) in folded_words("none") or not any(char.isalpha() for char in words):
            continue
        if found and not bodies and is_function(words) and not is_person_shaped(words):
            notes[len(found) - 1].append(words)
            continue
        year = _YEAR.search(words)
        start, end = trim(text, listed.start, listed.start + year.start() if year else listed.end)
        if start >= end:
            continue
        note, others, bracket_year = _bracket(line, passage, listed.bracket, bodies)
        found.append(
            FoundReferent(
                role=line.hit.known.meaning.role,
                label=line.label,
                name=text[start:end],
                kind=_kind(text[start:end], bodies),
                note=note,
                year=int(year[1]) if year else bracket_year,
                span=passage.span(start, end),
            )
        )
        found.extend(others)
    for place, functions in notes.items():
        before = found[place].note
        found[place] = replace(found[place], note=", ".join([before, *functions] if before else functions))
    return found


def _joins(left: str, right: str) -> bool:
    """Persons are always two; the bodies that stand among them may hold an `et`."""
    last = re.split(r"[,;]", left)[-1].strip()
    return one_body(left, right) if is_body_shaped(last) else never_joins(left, right)


def _bracket(
    line: RawReferents, passage: Passage, place: tuple[int, int], bodies: bool
) -> tuple[str | None, list[FoundReferent], int | None]:
    """Read a bracket behind a name: another person, a year, or a note."""
    start, end = place
    inside = passage.text[start:end].strip()
    if not inside:
        return None, [], None
    year = _YEAR.search(inside)
    if year is not None and year.start() == 0:
        return None, [], int(year[1])
    also = _ALSO.match(passage.text, start, end)
    if also is not None:
        inner_end = start + len(passage.text[start:end])
        inner_year = _YEAR.search(passage.text[also.end() : inner_end])
        begin, stop = trim(passage.text, also.end(), also.end() + inner_year.start() if inner_year else inner_end)
        name = passage.text[begin:stop]
        if is_person_shaped(name) or is_body_shaped(name):
            assert line.hit.known is not None
            assert line.hit.known.meaning.role is not None
            other = FoundReferent(
                line.hit.known.meaning.role, line.label, name, _kind(name, bodies), None,
                int(inner_year[1]) if inner_year else None, passage.span(begin, stop),
            )  # fmt: skip
            return None, [other], None
    return inside, [], None


def _kind(name: str, bodies: bool) -> ReferentKind:
    if is_person_shaped(name) and not (bodies and is_body_shaped(name)):
        return ReferentKind.PERSON if not bodies or not name.split()[-1].islower() else ReferentKind.ORGANISATION
    return ReferentKind.ORGANISATION if bodies or is_body_shaped(name) or len(name.split()) > 1 else ReferentKind.PERSON
