"""Bring the printed segments of a page into reading order, bullets in front of their lines.

In: the segments of one page in the order of its content stream. Out: the same in reading order. The stream's
order is kept where it makes sense: programs write what they were given in its order. Where it leaps about the
page, the order is cut along gutters and lines instead.
"""

import re
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.blocks import Run
from pipeline.read.pdf_lines import Columns, find_columns, same_line
from pipeline.read.pdf_page import Page, Segment

# A bullet or number that is painted apart from its text.
LONE_BULLET = re.compile(
    r"\s*(?:[•·‣▪▫■□●○◦◆◇►▶▸➢➤➔→✓✔❖⁃o\-–—*\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0a8]|\d{1,2}[.)])\s*"
)

_HEADING_SIZE = 1.15


def by_line(segments: Sequence[Segment]) -> list[Segment]:
    """Order segments line by line."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.base):
        if rows and same_line(rows[-1][0], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [segment for row in rows for segment in sorted(row, key=lambda s: s.x0)]


def with_bullets(segments: list[Segment], page: Page) -> list[Segment]:
    """Put bullets that are painted apart, before, behind or as a shape, in front of their line."""
    lone = [s for s in segments if len(s.text.strip()) <= 3 and LONE_BULLET.fullmatch(s.text)]
    bare = {id(s) for s in lone}
    rest = [s for s in segments if id(s) not in bare]
    rows: dict[int, list[int]] = {}
    for index, segment in enumerate(rest):
        for key in range(int(segment.base / 4) - 1, int(segment.base / 4) + 2):
            rows.setdefault(key, []).append(index)

    def beside(x1: float, base: float, reach: float) -> int | None:
        near = [
            i for i in rows.get(int(base / 4), ())
            if abs(rest[i].base - base) < 0.45 * rest[i].size and -1 < rest[i].x0 - x1 < reach
        ]  # fmt: skip
        return min(near, key=lambda i: rest[i].x0) if near else None

    fronts: dict[int, Segment] = {}
    strays: list[Segment] = []
    for segment in lone:
        found = beside(segment.x1, segment.base, 50.0)
        if found is not None and found not in fronts:
            fronts[found] = segment
        else:
            strays.append(segment)
    for x0, top, x1, bottom in page.dots:
        middle = (top + bottom) / 2
        for lift in (3.0, 0.0, 6.0):
            found = beside(x1, middle + lift, 30.0)
            if found is not None and found not in fronts and rest[found].top < middle < rest[found].bottom:
                dot = Segment(page.number, x0, x1, top, bottom, rest[found].base, rest[found].size, [Run("•")])
                fronts[found] = dot
                break
    ordered: list[Segment] = []
    for index, segment in enumerate(rest):
        if index in fronts:
            ordered.append(fronts[index])
        ordered.append(segment)
    return ordered + strays


def in_reading_order(segments: list[Segment], usual: Columns | None = None) -> tuple[list[Segment], Columns]:
    """Give the segments of a page in reading order, and its columns."""
    columns = find_columns([s for s in segments if not LONE_BULLET.fullmatch(s.text)], usual)
    if not segments:
        return [], columns
    if len(columns.spans) == 1:
        jumps = sum(1 for a, b in pairwise(segments) if b.base < a.base - 0.5 * a.size)
        return (_below_headings(segments) if jumps <= 1 else by_line(segments)), columns
    return (_below_headings(segments) if _is_sensible(segments, columns) else _cut(segments, columns)), columns


def _below_headings(segments: list[Segment]) -> list[Segment]:
    """Put what was painted first, as browsers do with a box that floats, below the headings that stand above it."""
    jump = next((i for i, (a, b) in enumerate(pairwise(segments), 1) if b.base < a.base - 0.5 * a.size), 0)
    if not jump or segments[jump].base >= segments[0].top:
        return segments
    first, rest = segments[:jump], segments[jump:]
    x0, x1, size = min(s.x0 for s in first), max(s.x1 for s in first), max(s.size for s in first)
    above = deque(i for i, s in enumerate(rest) if s.x0 < x1 - 2 and (s.x1 > x0 + 2 or s.size > _HEADING_SIZE * size))
    ordered: list[Segment] = []
    done = 0
    for segment in first:
        while above and rest[above[0]].base < segment.top:
            ordered.extend(rest[done : above[0] + 1])
            done = above.popleft() + 1
        ordered.append(segment)
    return [*ordered, *rest[done:]]


def _is_sensible(segments: Sequence[Segment], columns: Columns) -> bool:
    """Say whether the content stream reads column by column.

    Cut where it jumps back up the page or to another column, its stretches don't overlap each other, and it
    does not hop from column to column on one line.
    """
    hops = 0
    stretches: list[list[float]] = []
    for index, segment in enumerate(segments):
        above = segments[index - 1] if index else None
        fresh = True
        if above is not None:
            elsewhere = columns.of(above) != columns.of(segment)
            hops += elsewhere and same_line(above, segment)
            fresh = elsewhere or segment.base < above.base - 0.5 * above.size
        if fresh:
            stretches.append([segment.x0, segment.top, segment.x1, segment.bottom])
        else:
            last = stretches[-1]
            stretches[-1] = [
                min(last[0], segment.x0),
                min(last[1], segment.top),
                max(last[2], segment.x1),
                max(last[3], segment.bottom),
            ]
    if hops > 3 or len(stretches) > 60:
        return False
    overlaps = sum(
        1
        for index, one in enumerate(stretches)
        for other in stretches[:index]
        if min(one[2], other[2]) - max(one[0], other[0]) > 2 and min(one[3], other[3]) - max(one[1], other[1]) > 4
    )
    return overlaps <= len(stretches) // 8


def _cut(segments: list[Segment], columns: Columns) -> list[Segment]:
    """Order by bands between lines that cross the gutters, column by column within each."""
    ordered: list[Segment] = []
    band: list[Segment] = []

    def close() -> None:
        for index in range(len(columns.spans)):
            ordered.extend(s for s in band if columns.of(s) == index)
        band.clear()

    for segment in by_line(segments):
        if columns.of(segment) < 0:
            close()
            ordered.append(segment)
        else:
            band.append(segment)
    close()
    return ordered
