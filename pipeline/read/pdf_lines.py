"""Join printed segments into lines and lines into paragraphs' runs.

A line end is one of three: the wrap of a paragraph (the next word did not fit before the right margin), the
author's own (it would have fitted), or a word cut by a hyphen. Whether the hyphen is the word's own is asked
of the document's other words: `Anne-Laure` and `co-construction` keep theirs, `publica-tion` loses it.
"""

import itertools
import re
from array import array
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeline.hyphens import HYPHENS, Words
from pipeline.read.blocks import Run, part
from pipeline.read.document import Strip
from pipeline.read.pdf_page import Segment

_SAME_LINE = 0.35  # of the type size
_UNBROKEN = re.compile(r"[^ \t]*(?: [:;!?»])*")  # no program opens a line with `:`
_COLUMN_BIN = 2.0
_NARROWEST_GUTTER = 6.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The text columns of one page: their left and right margins, from left to right."""

    spans: tuple[tuple[float, float], ...]

    def of(self, segment: Segment) -> int:
        """Give the column a segment stands in, -1 for one that crosses a gutter."""
        for index, (left, right) in enumerate(self.spans):
            if segment.x0 >= left - 3 and segment.x1 <= right + 3:
                return index
        return -1

    def margins(self, segment: Segment) -> tuple[float, float]:
        """Give a segment's margins: its column's, the page's for one that crosses a gutter."""
        index = self.of(segment)
        if index < 0:
            return self.spans[0][0], self.spans[-1][1]
        return self.spans[index]


def usual_columns(pages: Sequence[Columns]) -> Columns | None:
    """Give the columns that most pages with several have; nothing where fewer than a third have several."""
    several = [columns for columns in pages if len(columns.spans) > 1]
    if 3 * len(several) < len(pages) or not several:
        return None
    # Margins that differ by a few points are the same; the widest of them is the one that lines end at.
    shapes = [tuple((round(left / 20), round(right / 20)) for left, right in columns.spans) for columns in several]
    shape = Counter(shapes).most_common(1)[0][0]
    alike = [columns.spans for columns, own in zip(several, shapes, strict=True) if own == shape]
    return Columns(
        tuple((min(left for left, _ in spans), max(right for _, right in spans)) for spans in zip(*alike, strict=True))
    )


def find_columns(segments: Sequence[Segment], usual: Columns | None = None) -> Columns:
    """Find the gutters that hardly any line of the usual size crosses.

    Args:
        segments: those of one page.
        usual: the columns of the other pages; a page with too few lines to tell (the last) has them too.
    """
    found = _own_columns(segments)
    if usual is None or len(found.spans) > 1:
        return found
    crossing = sum(1 for segment in segments if usual.of(segment) < 0)
    return usual if crossing <= len(segments) / 12 else found


def _own_columns(segments: Sequence[Segment]) -> Columns:
    lines = [segment for segment in segments if segment.x1 - segment.x0 > 12]
    if not lines:
        return Columns(((0.0, 10_000.0),))
    usual = Counter(round(s.size) for s in lines).most_common(1)[0][0]
    body = [s for s in lines if s.size < 1.25 * usual + 1]
    left, right = min(s.x0 for s in body), max(s.x1 for s in body)
    spans: list[tuple[float, float]] = []
    rest = body
    for gutter in _gutters(body, left, right):
        inside = [s for s in rest if s.x1 <= gutter + _COLUMN_BIN]
        beyond = [s for s in rest if s.x0 >= gutter - _COLUMN_BIN]
        enough = max(4, 0.15 * len(body))
        if len(inside) < enough or len(beyond) < enough:
            continue
        if min(s.x0 for s in beyond) - max(s.x1 for s in inside) < _NARROWEST_GUTTER:
            continue
        spans.append((min(s.x0 for s in inside), max(s.x1 for s in inside)))
        rest = beyond
    spans.append((min(s.x0 for s in rest), max(s.x1 for s in rest)))
    return Columns(tuple(spans))


def _gutters(body: Sequence[Segment], left: float, right: float) -> list[float]:
    """Give the middle of each stretch that the fewest lines cover, at most one in twelve."""
    bins = max(int((min(right, left + 5000) - left) / _COLUMN_BIN), 0) + 1
    steps = [0] * (bins + 2)
    for segment in body:
        steps[min(int((segment.x0 - left) / _COLUMN_BIN), bins)] += 1
        steps[min(int((segment.x1 - left) / _COLUMN_BIN) + 1, bins + 1)] -= 1
    covers: list[int] = []
    for step in steps[:bins]:
        covers.append(step + (covers[-1] if covers else 0))
    limit = len(body) / 12
    gutters: list[float] = []
    at = 0
    while at < bins:
        if covers[at] > limit:
            at += 1
            continue
        end = at
        while end < bins and covers[end] <= limit:
            end += 1
        least = min(covers[at:end])
        # The rightmost stretch of the fewest: ragged lines thin out towards it.
        last = max(index for index in range(at, end) if covers[index] == least)
        first = last
        while first > at and covers[first - 1] == least:
            first -= 1
        gutters.append(left + (first + last + 1) / 2 * _COLUMN_BIN)
        at = end
    return gutters


def same_line(left: Segment, right: Segment) -> bool:
    """Say whether two segments stand on one line."""
    return left.page == right.page and abs(left.base - right.base) < _SAME_LINE * max(left.size, right.size)


def is_full(above: Segment, below: Segment, right_margin: float) -> bool:
    """Say whether the first word of `below` would not have fitted behind `above`."""
    if above.text.endswith(HYPHENS):
        return True
    first = _UNBROKEN.match(below.text.lstrip(" "))[0]  # type: ignore[index]  # matches anything
    edges = below.runs[0].strip.edges if below.runs[0].strip is not None else array("f")
    count = min(len(first), len(edges) - 1)
    width = edges[count] - edges[0] if count > 0 else len(first) * 0.5 * below.size
    return above.x1 + 0.2 * above.size + width > right_margin - 1.0


def join(segments: Sequence[Segment], words: Words, breaks: Container[int] = ()) -> list[Run]:
    """Join the segments of one paragraph, in order, into runs.

    Args:
        segments: its segments.
        words: the document's words.
        breaks: the places of segments before which the author ended the line; all other line ends are wraps.
    """
    runs: list[Run] = []
    stretched = _stretched(segments)
    for index, segment in enumerate(segments):
        if index:
            _link(runs, segments[index - 1], segment, words, is_break=index in breaks, is_stretched=index in stretched)
        runs.extend(segment.runs)
    return runs


def _stretched(segments: Sequence[Segment]) -> set[int]:
    """Find the segments behind a gap that is wide only because its line is justified: as wide as the one beside it."""
    found: set[int] = set()
    before = 0.0
    for index, (above, segment) in enumerate(itertools.pairwise(segments), 1):
        gap = segment.x0 - above.x1 if same_line(above, segment) else 0.0
        if gap > 0 and abs(gap - before) < 0.1 * segment.size:
            found |= {index - 1, index}
        before = gap
    return found


def _link(
    runs: list[Run], above: Segment, segment: Segment, words: Words, *, is_break: bool, is_stretched: bool
) -> None:
    """Write what stands between two segments: nothing, a space, a tab or a line end."""
    if same_line(above, segment) and segment.x0 > above.x0:
        gap = segment.x0 - above.x1
        look = runs[-1]
        if gap > 1.5 * segment.size and not is_stretched:
            runs.append(Run("\t"))
        elif gap > 0.08 * segment.size and not above.text.endswith(" "):
            edges = array("f", (above.x1, segment.x0))
            same = look.bold and segment.runs[0].bold
            runs.append(Run(" ", same, strip=Strip(above.page, above.top, above.bottom, edges)))
        return
    text = "".join(run.text for run in runs[-3:])  # the hyphen may be a segment of its own
    if text.endswith(HYPHENS) and len(text) > 1 and text[-2].isalnum() and segment.text[:1].isalnum():
        keeps = words.keeps_hyphen(text, segment.text)
        if not keeps or text[-1] != "-":
            last = runs[-1]
            runs[-1] = part(last, 0, len(last.text) - 1)
            if keeps:
                runs.append(Run("-", last.bold, last.italic))
        return
    if is_break:
        runs.append(Run("\n"))
        return
    if text.endswith("/") and text[-2:-1].isalnum():
        return  # `fonds/` / `programmes`: lines are wrapped there too
    runs.append(Run(" ", runs[-1].bold and segment.runs[0].bold, runs[-1].italic and segment.runs[0].italic))
