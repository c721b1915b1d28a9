"""The passage of a fiche that answers a question: one of its items, or a line between them.

In: a fiche of the index. Out: the printed passage with most of what was asked in it, and where that stands.
"""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.collection.question import Question
from pipeline.collection.words import words_of


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place that answers, in the canonical text; `what` says what it is: a word, a person, a date …"""

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the canonical text as printed."""

    text: str
    start: int
    end: int
    page: int | None
    marks: tuple[Mark, ...]


class Passages:
    """Finds the passages of answers."""

    def __init__(
        self,
        base: sqlite3.Connection,
        question: Question,
        wanted: Sequence[Sequence[Sequence[str]]],
        named: Mapping[str, frozenset[int] | None],
    ) -> None:
        """Take the index, and what is asked of it: terms of each word of each phrase, entities of each name."""
        self._base, self._question, self._named = base, question, named
        self._wanted = [[frozenset(terms) for terms in phrase] for phrase in wanted]
        self._plan: tuple[int, str] = (0, "")

    def best(self, fiche: int) -> Passage:
        """Give the passage that answers most of the question; of two equal ones the first."""
        plan, start, end = self._base.execute(
            "SELECT plan, span_start, span_end FROM fiches WHERE fiche = ?", (fiche,)
        ).fetchone()
        text = self._text(plan)
        marks = sorted({*self._word_marks(text, start, end), *self._value_marks(fiche)})
        best: tuple[int, int, int | None] = (start, start, None)
        most = (-1, 0)
        found: tuple[Mark, ...] = ()
        for passage in self._passages(fiche, text, start, end):
            inside = tuple(mark for mark in marks if passage[0] <= mark.start and mark.end <= passage[1])
            weight = len({mark.what for mark in inside}), len(inside)
            if weight > most:
                best, most, found = passage, weight, inside
        shown = tuple(Mark(mark.start, mark.end, mark.what.partition(" ")[0]) for mark in found)
        return Passage(text[best[0] : best[1]], best[0], best[1], best[2], tuple(dict.fromkeys(shown)))

    def _text(self, plan: int) -> str:
        if self._plan[0] != plan:
            (packed,) = self._base.execute("SELECT text FROM plans WHERE plan = ?", (plan,)).fetchone()
            self._plan = plan, zlib.decompress(packed).decode("utf-8")
        return self._plan[1]

    def _passages(self, fiche: int, text: str, start: int, end: int) -> Iterator[tuple[int, int, int | None]]:
        """Give the items, and the lines between them: heading, labels, referents."""
        position = start
        items = self._base.execute(
            "SELECT span_start, span_end, page FROM passages WHERE fiche = ? ORDER BY span_start, span_end", (fiche,)
        )
        for first, last, page in items:
            yield from ((*line, page) for line in _lines(text, position, first))
            yield first, last, page
            position = max(position, last)
        yield from ((*line, None) for line in _lines(text, position, end))

    def _word_marks(self, text: str, start: int, end: int) -> Iterator[Mark]:
        if not self._wanted:
            return
        words = list(words_of(text, start, end))
        for number, phrase in enumerate(self._wanted):
            for first in range(len(words) - len(phrase) + 1):
                run = words[first : first + len(phrase)]
                if all(word.terms.term in terms for word, terms in zip(run, phrase, strict=True)):
                    yield Mark(run[0].start, run[-1].end, f"word {number}")

    def _value_marks(self, fiche: int) -> Iterator[Mark]:
        for name, entities in self._named.items():
            if entities is not None:
                rows = self._base.execute(
                    "SELECT span_start, span_end, entity, funder FROM occurrences WHERE fiche = ?", (fiche,)
                )
                yield from (
                    Mark(start, end, name)
                    for start, end, entity, funder in rows
                    if entity in entities and (funder or name != "funder")
                )
        question = self._question
        if question.first or question.last:
            rows = self._base.execute(
                "SELECT span_start, span_end FROM dates WHERE fiche = ? AND last >= ? AND first <= ?",
                (fiche, question.first or "", question.last or "9999-12-31"),
            )
            yield from (Mark(start, end, "date") for start, end in rows)
        if question.least is not None or question.most is not None:
            least = -1e308 if question.least is None else question.least
            most = 1e308 if question.most is None else question.most
            funders = self._named["funder"]
            rows = self._base.execute(
                "SELECT span_start, span_end, entity FROM amounts WHERE fiche = ? AND high >= ? AND low <= ?",
                (fiche, least, most),
            )
            yield from (
                Mark(start, end, "amount") for start, end, entity in rows if funders is None or entity in funders
            )


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the lines of a stretch that say something, without the white space around them."""
    position = start
    for line in text[start:end].splitlines(keepends=True):
        said = line.strip()
        if any(c.isalnum() for c in said):
            first = position + line.index(said)
            yield first, first + len(said)
        position += len(line)
