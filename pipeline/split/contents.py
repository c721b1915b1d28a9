"""Find and read the table of contents.

The contents are the first run of headings that either carry a page number or come again further on with a
body; what stands among them without either (a working group that has no body) belongs to them too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.model import FicheKind
from pipeline.split.body import part, split_body
from pipeline.split.headings import Heading
from pipeline.split.labels import LabelHit, labels_within
from pipeline.split.outline import RawEntry, RawReferents
from pipeline.vocabulary.folding import fold

if TYPE_CHECKING:
    from pipeline.split.build import Draft


def contents_end(headings: Sequence[Heading], labels: Mapping[int, LabelHit], line_count: int) -> int:
    """Give the line at which the body starts; 0 without table of contents.

    Args:
        headings: all headings of fiches, commissions and groups, in order.
        labels: the labels of the document.
        line_count: number of lines.
    """
    sections = sorted(i for i, hit in labels.items() if not hit.is_referent)
    ends = [heading.line for heading in headings[1:]] + [line_count]
    has_body = [
        bisect_left(sections, end) > bisect_left(sections, heading.line)
        for heading, end in zip(headings, ends, strict=True)
    ]
    later: dict[tuple[str, str], int] = {}
    for index, heading in enumerate(headings):
        later[_key(heading)] = index
    count = 0
    listed = 0
    for index, heading in enumerate(headings):
        if heading.page is not None or (not has_body[index] and later[_key(heading)] > index):
            count, listed = index + 1, listed + 1
        elif has_body[index]:
            break
    if not listed:
        return headings[0].line if headings else 0
    seen = {_key(heading) for heading in headings[:count]}
    while count < len(headings) and not has_body[count] and _key(headings[count]) not in seen:
        count += 1
    return headings[count].line if count < len(headings) else line_count


def _key(heading: Heading) -> tuple[str, str]:
    if heading.number is not None:
        return heading.word, heading.number
    return heading.kind, str(heading.title[1] - heading.title[0])


def read_entries(
    draft: Draft, start: int, end: int, axe_places: Mapping[int, int]
) -> tuple[tuple[RawEntry, ...], tuple[int, ...]]:
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
    return tuple(entries), tuple(entry.end for entry in entries)


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


def same_heading(one: str | None, other: str | None) -> bool:
    """Say whether two titles are the same words."""
    return fold(one or "") == fold(other or "")
