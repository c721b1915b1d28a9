"""Find and read the table of contents.

The contents are a run of headings that carry a page number, or, at the start of the document, that come again
further on with a body; what stands among them without either (a working group that has no body) belongs to them too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import FicheKind
from pipeline.split.body import part, split_body
from pipeline.split.heading import Heading
from pipeline.split.labels import labels_within
from pipeline.split.line import Line
from pipeline.split.outline import RawEntry, RawReferents
from pipeline.vocabulary.folding import fold

if TYPE_CHECKING:
    from pipeline.split.draft import Draft

# A page glued to the last word, or one blank behind it; so many lines in a row make a run.
_LOOSE_PAGE = re.compile(r"(?<=[^\W\d]|[)»!?.’'])\s?(?P<page>[1-9]\d{0,2})$")
_LOOSE_RUN = 4
# Axes stand between the entries without page.
_LOOSE_GAP = 2


def contents_runs(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Find the stretches of lines that are table of contents, most often one or none.

    Returns:
        (first line, line behind the last) of each, axe headings right above the first entry included.
    """
    headings, lines = draft.headings, draft.lines
    if not headings:
        return ()
    sections = sorted(i for i, hit in draft.labels.items() if not hit.is_referent and i not in draft.axes)
    ends = [heading.line for heading in headings[1:]] + [len(lines)]
    has_body = [
        heading.line in draft.rows or bisect_left(sections, end) > bisect_left(sections, heading.line)
        for heading, end in zip(headings, ends, strict=True)
    ]
    keys = [_key(draft, heading) for heading in headings]
    last_of = {key: index for index, key in enumerate(keys)}
    runs: list[tuple[int, int]] = []
    index, opening = 0, True
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
    return tuple(
        (
            _axes_above(draft, headings[first].line),
            _axes_above(draft, headings[last].line) if last < len(headings) else len(lines),
        )
        for first, last in runs
    )


def loose_pages(lines: Sequence[Line], candidates: Mapping[int, Heading]) -> dict[int, Heading]:
    """Read page numbers that only their rise tells: `Mesure 3. Ouvrir un guichet5` in a run of such lines.

    Args:
        lines: the document.
        candidates: candidate headings by line.

    Returns:
        the candidates of such runs, with their pages.
    """
    found: dict[int, Heading] = {}
    run: list[tuple[int, re.Match[str]]] = []
    for i in range(len(lines) + _LOOSE_GAP + 1):
        match = _loose_page(lines[i]) if i < len(lines) else None
        if match is not None and (not run or int(match["page"]) >= int(run[-1][1]["page"])):
            run.append((i, match))
            continue
        if match is None and run and i - run[-1][0] <= _LOOSE_GAP:
            continue
        if len(run) >= _LOOSE_RUN and run[0][1]["page"] != run[-1][1]["page"]:
            headed = [(line, m) for line, m in run if line in candidates and candidates[line].page is None]
            if len(headed) * 2 >= len(run):
                found |= {line: _paged(candidates[line], m) for line, m in headed}
        run = [(i, match)] if match is not None else []
    return found


def _loose_page(line: Line) -> re.Match[str] | None:
    if line.bullet or not line.text[-1].isdigit():
        return None
    return _LOOSE_PAGE.search(line.text, max(0, len(line.text) - 8))


def _paged(heading: Heading, page: re.Match[str]) -> Heading:
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
    index = start
    while index < end:
        if index in axe_places:
            axe = axe_places[index]
        elif index in headings:
            stop = index + 1
            while stop < end and stop not in headings and stop not in axe_places and stop in draft.labels:
                stop += 1
            entries.append(_entry(draft, headings[index], stop, axe))
            index = stop
            continue
        index += 1
    return tuple(entries)


def _entry(draft: Draft, heading: Heading, stop: int, axe: int | None) -> RawEntry:
    line = draft.lines[heading.line]
    title = part(line.passage, *heading.title).text.strip(" :–—-.|") if heading.title[1] else ""
    referents: tuple[RawReferents, ...] = ()
    inline = next(iter(labels_within(line.text, draft.vocabulary, heading.title[0])), None)
    if inline is not None and inline.is_referent:
        shifted = [inline]
        referents, _ = split_body([line], shifted, draft.vocabulary)
        title = line.text[heading.title[0] : inline.start].strip(" :–—-.|")
    lines = draft.lines[heading.line + 1 : stop]
    below, _ = split_body(lines, [draft.labels.get(i) for i in range(heading.line + 1, stop)], draft.vocabulary)
    return RawEntry(
        kind=heading.kind if heading.kind in FicheKind else FicheKind.OTHER,
        number=heading.number,
        title=title or None,
        page=heading.page,
        axe=axe,
        referents=(*referents, *below),
        start=line.start,
        end=draft.lines[stop - 1].end,
    )
