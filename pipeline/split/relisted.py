"""Find the lines that print headings of the body again and otherwise, as contents do.

`1. Former ..... 2`, `Action 1 : Former` or `Former` above `Fiche-action n°1` / `Former les agents`. In: the chosen
headings and the lines. Out: the entries as headings of the same family.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model import FicheKind
from pipeline.split.bare import ALONE, read_bare
from pipeline.split.contents import paged
from pipeline.split.heading import Heading
from pipeline.split.headings import HeadingGrammar
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.pages import page_of
from pipeline.vocabulary.folding import fold
from pipeline.vocabulary.titles import alike, title_words

# Titles are those of one fiche when they share more than this part of their words.
_ALIKE = 0.5
# Lines printed alike are entries when at least this part of them has the title of a fiche; without number and page,
# when they are as many as this part of the fiches.
_MOST = 0.5
# A title is compared with so many others, of its number or without.
_COMPARED = 100


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that may be an entry: how it is printed, whether it has the title of a fiche, the number of one, or none.

    `form` is empty for a title alone.
    """

    heading: Heading
    form: str
    like: bool
    numbered: bool
    titled: bool


def repeated(lines: Sequence[Line], chosen: Mapping[int, Heading], text: str) -> Iterator[Heading]:
    """Find the lines that repeat the number and title of a chosen heading without its mark, as contents do."""

    def key(heading: Heading) -> tuple[str | None, str]:
        return heading.number, fold(lines[heading.line].text[slice(*heading.title)])

    titles = {key(heading) for heading in chosen.values() if not heading.word}
    for i, line in enumerate(lines if titles else ()):
        heading = read_bare(i, line, text, marked=True) if i not in chosen else None
        if heading is not None and key(heading) in titles:
            yield heading


def listed_entries(
    lines: Sequence[Line],
    text: str,
    grammar: HeadingGrammar,
    chosen: Mapping[int, Heading],
    labels: Mapping[int, LabelHit],
    pages: Mapping[int, re.Match[str]],
) -> Iterator[Heading]:
    """Find the entries above the first fiche that has a body, where nothing else lists the fiches.

    Args:
        lines: the document.
        text: its canonical text.
        grammar: the patterns of headings.
        chosen: the fiches' headings.
        labels: the document's labels.
        pages: the pages that only their rise tells.
    """
    body = _with_body(chosen, labels, len(lines))
    words = {heading.word for heading in body}
    first = body[0].line if body else 0
    above = {i: chosen[i] for i in chosen if i < first and chosen[i].word in words}
    reader = _Reader(lines, text, grammar, body, {heading.number for heading in above.values()}, labels)
    found = [
        entry
        for i in range(first if reader.by_title else 0)
        if i not in above
        and not (i in labels and labels[i].is_referent)
        and (entry := reader.read(i, pages.get(i))) is not None
    ]
    for printed, entries in groupby(sorted(found, key=lambda entry: entry.form), key=lambda entry: entry.form):
        own = list(entries)
        like = [entry.heading.line for entry in own if entry.like]
        if len(like) < 2 or len(like) < _MOST * sum(entry.titled for entry in own):
            continue
        # `1  Former   60 jours` / `2  Planter   45`: the last column of a table holds no pages
        printed_pages = [entry.heading.page for entry in own if entry.heading.page]
        if printed_pages != sorted(printed_pages):
            continue
        enough = printed or len(own) >= _MOST * len(body)
        for entry in own:
            line = entry.heading.line
            inside = entry.like or not entry.titled or like[0] < line < like[-1] or (entry.numbered and line > like[0])
            if inside and (enough or entry.heading.page):
                yield entry.heading


def _with_body(chosen: Mapping[int, Heading], labels: Mapping[int, LabelHit], end: int) -> list[Heading]:
    """Give the headings with a section below, in order."""
    sections = sorted(i for i, hit in labels.items() if hit.known and not hit.is_referent and i not in chosen)
    order = sorted(chosen)
    return [
        chosen[i]
        for i, after in zip(order, [*order[1:], end][: len(order)], strict=True)
        if chosen[i].page is None and bisect_left(sections, after) > bisect_left(sections, i)
    ]


class _Reader:
    """Reads lines as entries for the fiches of a body but those that have an entry."""

    def __init__(
        self,
        lines: Sequence[Line],
        text: str,
        grammar: HeadingGrammar,
        body: Sequence[Heading],
        known: set[str | None],
        labels: Mapping[int, LabelHit],
    ) -> None:
        self._lines, self._text, self._grammar, self._body = lines, text, grammar, body
        self._by_number: dict[str, list[tuple[Heading, str]]] = {}
        self.by_title: dict[frozenset[str], Heading] = {}
        for heading in body:
            if heading.number is not None and heading.number in known:
                continue
            title = lines[heading.line].text[slice(*heading.title)] if heading.title[1] else ""
            below = heading.line + 1
            if not title and below < len(lines) and below not in labels:
                title = lines[below].text
            if heading.number:
                self._by_number.setdefault(heading.number, []).append((heading, fold(title)))
            if title:
                self.by_title.setdefault(title_words(title), heading)
        self._titles = [" ".join(words) for words in self.by_title][:_COMPARED]

    def read(self, i: int, page: re.Match[str] | None) -> _Entry | None:
        """Read a line as an entry: by its number and title, else by its title alone."""
        line = self._lines[i]
        if line.cells or self._grammar.axe(i, line, self._text) is not None:
            return None
        numbered = self._grammar.numbered_title(i, line, self._text) or self._alone(i, line)
        # `1. Former` lists fiches without number too
        if numbered is not None and (self._by_number or not line.bullet):
            return self._numbered(paged(numbered, page))
        named = self._grammar.named(i, line, self._text, plain=True)
        if named is not None and named.kind is not FicheKind.FICHE:
            return None  # `Commission Formation`
        return self._by_its_title(i, line, page, named.title[0] if named is not None else 0)

    def _alone(self, i: int, line: Line) -> Heading | None:
        """`n°11 page 12`, whose title the contents leave out."""
        page, end = page_of(line, self._text)
        match = ALONE.fullmatch(line.text[:end].rstrip())
        if match is None or not (match["sign"] or page is not None):
            return None
        first = self._body[0]
        return replace(
            first, line=i, word="", number=match["number"], title=(0, 0), page=page or 0, level=0, inline=end
        )

    def _numbered(self, entry: Heading) -> _Entry:
        title = self._lines[entry.line].text[slice(*entry.title)].strip(" :–—-.") if entry.title[1] else ""
        same = self._by_number.get(entry.number or "", [])[:_COMPARED]
        words = fold(title)
        like = next((h for h, own in same if words and own and alike(words, own) > _ALIKE), None)
        known = like or self._body[0]
        heading = replace(entry, kind=known.kind, word=known.word, source=known.source, page=entry.page or 0)
        return _Entry(heading, f"{entry.word} ", like is not None, bool(same), bool(title))

    def _by_its_title(self, i: int, line: Line, loose: re.Match[str] | None, start: int) -> _Entry | None:
        """Read a title without number, behind the fiche's word from `start` on."""
        page, end = page_of(line, self._text)
        if page is None and loose is not None:
            page, end = int(loose["page"]), loose.start("page")
        words = title_words(line.text[start:end])
        same = self.by_title.get(words)
        if not words or (same is None and page is None and not start):
            return None
        like = same is not None or any(alike(" ".join(words), title) > _ALIKE for title in self._titles)
        heading = replace(
            same or self._body[0], line=i, number=None, title=(start, end), page=page or 0, level=0, inline=end
        )
        return _Entry(heading, "fiche" if start else "", like, numbered=False, titled=True)
