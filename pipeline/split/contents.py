"""Find and read the table of contents.

The contents are a run of headings that carry a page number, or, at the start of the document, that come again
further on with a body; what stands among them without either (a working group that has no body) belongs to them too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import FicheKind
from pipeline.split.body import part, split_body
from pipeline.split.heading import Heading
from pipeline.split.labels import LabelHit, labels_within
from pipeline.split.line import Line
from pipeline.split.markup import strip_markup
from pipeline.split.outline import RawEntry, RawReferents
from pipeline.split.pages import page_of
from pipeline.vocabulary import KnownLabel
from pipeline.vocabulary.folding import fold

if TYPE_CHECKING:
    from pipeline.split.draft import Draft

# A page glued to the last word, or one blank behind it; so many lines in a row make a run.
_LOOSE_PAGE = re.compile(r"(?<=[^\W\d]|[)»!?.’'])\s?(?P<page>[1-9]\d{0,2})$")
_LOOSE_RUN = 4
# Axes stand between the entries without page.
_LOOSE_GAP = 2
# The head of a table stands so many characters above its first row.
_HEAD_WITHIN = 1000
# An entry takes so many lines.
_MOST_LINES = 4


def contents_runs(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Find the stretches of lines that are table of contents, most often one or none.

    Returns:
        (first line, line behind the last) of each, axe headings right above the first entry included.
    """
    listed, lines = draft.listed, draft.lines
    headings = [heading for heading in draft.headings if heading.line not in listed]
    whole = [(listed.start, listed.stop)] if listed.again else []
    if not headings:
        return tuple(whole)
    sections = sorted(i for i, hit in draft.labels.items() if not hit.is_referent and i not in draft.axes)
    ends = [heading.line for heading in headings[1:]] + [len(lines)]
    has_body = [
        heading.line in draft.rows or bisect_left(sections, end) > bisect_left(sections, heading.line)
        for heading, end in zip(headings, ends, strict=True)
    ]
    keys = [_key(draft, heading) for heading in headings]
    last_of = {key: index for index, key in enumerate(keys)}
    runs: list[tuple[int, int]] = []
    index, opening = 0, not whole
    while index < len(headings):
        stop = index
        for position in range(index, len(headings)):
            if has_body[position]:
                break
            if headings[position].page is not None or (opening and last_of[keys[position]] > position):
                stop = position + 1
            elif not opening:
                break
        if stop > index:
            seen = set(keys[index:stop])
            while stop < len(headings) and not has_body[stop] and keys[stop] not in seen:
                stop += 1
            runs.append((index, stop))
        index, opening = max(stop, index + 1), False
    found = [
        (
            _axes_above(draft, headings[first].line),
            _axes_above(draft, headings[last].line) if last < len(headings) else len(lines),
        )
        for first, last in runs
    ]
    return tuple(sorted(whole + found))


def loose_pages(lines: Sequence[Line], candidates: Container[int]) -> dict[int, re.Match[str]]:
    """Find page numbers that only their rise tells: `Mesure 3. Ouvrir un guichet5` in a run of such lines.

    Args:
        lines: the document.
        candidates: the lines that may be headings; at least half of a run are.

    Returns:
        where the page stands, by line.
    """
    found: dict[int, re.Match[str]] = {}
    run: list[tuple[int, re.Match[str]]] = []
    for i in range(len(lines) + _LOOSE_GAP + 1):
        match = _loose_page(lines[i]) if i < len(lines) else None
        if match is not None and (not run or int(match["page"]) >= int(run[-1][1]["page"])):
            run.append((i, match))
            continue
        if match is None and run and i - run[-1][0] <= _LOOSE_GAP:
            continue
        rising = len(run) >= _LOOSE_RUN and run[0][1]["page"] != run[-1][1]["page"]
        if rising and sum(line in candidates for line, _ in run) * 2 >= len(run):
            found |= dict(run)
        run = [(i, match)] if match is not None else []
    return found


def _loose_page(line: Line) -> re.Match[str] | None:
    if line.bullet or not line.text[-1].isdigit():
        return None
    return _LOOSE_PAGE.search(line.text, max(0, len(line.text) - 8))


def paged(heading: Heading, page: re.Match[str] | None) -> Heading:
    """Give a heading without page the one that `loose_pages` found on its line."""
    if page is None or heading.page is not None:
        return heading
    start, end = heading.title
    title = (start, min(end, page.start("page"))) if end else (0, 0)
    return replace(heading, page=int(page["page"]), title=title if title[0] < title[1] else (0, 0))


def _axes_above(draft: Draft, line: int) -> int:
    """Give the first of the axe headings right above a line, else the line."""
    while line and line - 1 in draft.axes:
        line -= 1
    return line


def _key(draft: Draft, heading: Heading) -> tuple[str, str]:
    if heading.number is not None:
        return heading.word, heading.number
    return heading.kind, fold(draft.lines[heading.line].text[slice(*heading.title)])


def read_entries(draft: Draft, start: int, end: int, axe_places: Mapping[int, int]) -> tuple[RawEntry, ...]:
    """Read the entries printed between two lines.

    Args:
        draft: the document.
        start, end: first line of the contents, first line behind them.
        axe_places: place of each axe heading's line among the outline's axes.
    """
    entries: list[RawEntry] = []
    axe: int | None = None
    headings = {heading.line: heading for heading in draft.headings}
    heads = TableHeads(draft)
    index = start
    while index < end:
        if index in axe_places:
            axe = axe_places[index]
        if index in headings:
            own = _own_lines(draft, headings[index], end, axe_places)
            stop = own
            while stop < end and stop not in headings and stop not in axe_places and stop in draft.labels:
                stop += 1
            entries.append(_entry(draft, headings[index], own, stop, axe, heads))
            index = stop
            continue
        index += 1
    return tuple(entries)


def _own_lines(draft: Draft, heading: Heading, end: int, axe_places: Mapping[int, int]) -> int:
    """Give the line behind an entry: `ACTION 1 - CRÉER UNE LIGNE ENTRE LA GARE` / `ET LE BOURG ..... 3` is one."""
    first = heading.line
    if heading.page or draft.lines[first].table:
        return first + 1
    for i in range(first + 1, min(first + _MOST_LINES, end)):
        line = draft.lines[i]
        taken = i in draft.heads or i in axe_places or i in draft.labels or line.bullet or line.blank_before
        if taken or line.table or line.heading:
            break
        if page_of(line, draft.text)[0] is not None:
            return i + 1
    return first + 1


class TableHeads:
    """The heads of the tables that contents are printed as, read where they stand in the text."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._first = {line.table: line for line in reversed(draft.lines)}
        self._known: dict[int, tuple[KnownLabel | None, ...]] = {}

    def columns(self, line: Line) -> tuple[KnownLabel | None, ...]:
        """Give what the head of a row's table says of each column."""
        if line.table not in self._known:
            text, first = self._draft.text, self._first[line.table]
            rows = text[max(0, first.start - _HEAD_WITHIN) : first.start].split("\n")
            above = [row for row in rows[-4:] if row.startswith("|") and "--" not in row]
            printed = (above[-1] if above else text[first.start : first.end]).strip("| ").split("|")
            self._known[line.table] = tuple(self._draft.vocabulary.label(cell.strip(" *:")) for cell in printed)
        return self._known[line.table]


def _entry(draft: Draft, heading: Heading, own: int, stop: int, axe: int | None, heads: TableHeads) -> RawEntry:
    line = draft.lines[heading.line]
    title = part(line.passage, *heading.title).text if heading.title[1] else ""
    page = heading.page
    for i in range(heading.line + 1, own):
        page, behind = page_of(draft.lines[i], draft.text)
        title = f"{title.rstrip()} {draft.lines[i].text[:behind].rstrip()}"
    title = title.strip(" :–—-.|")
    referents: tuple[RawReferents, ...] = ()
    inline = next(iter(labels_within(line.text, draft.contents_words, heading.title[0])), None)
    if inline is not None and inline.is_referent:
        # `Fiche n°1 – Commerces (élue référente : Ana Bo ; référent équipe : Luc Ny) p. 2`
        end = page_of(line, draft.text)[1]
        bracket = line.text[: inline.start].endswith("(") and line.text[:end].endswith(")")
        named = replace(line, passage=part(line.passage, 0, end - bracket))
        referents, _ = split_body([named], [inline], draft.contents_words)
        title = line.text[heading.title[0] : inline.start].strip(" :–—-.|(")
    elif len(line.cells) > 1:
        referents = tuple(cell_referents(draft, line, heads))
        last = draft.text[slice(*line.cells[-1])].strip("*_ ")
        page = int(last) if not page and last.isdecimal() and len(last) < 5 else page
    lines = draft.lines[own:stop]
    below, _ = split_body(lines, [draft.labels.get(i) for i in range(own, stop)], draft.contents_words)
    return RawEntry(
        kind=heading.kind if heading.kind in FicheKind else FicheKind.OTHER,
        number=heading.number,
        title=title or None,
        page=page or None,
        axe=axe,
        referents=(*referents, *below),
        start=line.start,
        end=draft.lines[stop - 1].end,
    )


def cell_referents(draft: Draft, line: Line, heads: TableHeads) -> Iterator[RawReferents]:
    """Read who is in charge: `| Chantier n°1 : Vivre | Ana Bo |` below `| Chantier | Animation |`."""
    for known, (start, end) in zip(heads.columns(line), line.cells, strict=False):
        if known is not None and known.meaning.role is not None and start < end:
            passage = strip_markup(draft.text, start, end).passage
            yield RawReferents("", LabelHit(0, 0, 0, known), (passage,), start, end)
