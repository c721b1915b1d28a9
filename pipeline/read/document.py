"""What every reader gives: one canonical text, and where each character stands on the pages that have it.

In: the canonical text and, for sources with pages, the printed strips it was made of. Out: `Document`, whose
`boxes` turns a stretch of text into rectangles. Nothing is searched for: a character without a strip (markup,
a space between joined lines) has no place on the page.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "markdown", "pdf", "docx", "odt", "html"]

# x0, y0, x1, y1 in PDF points from the page's top left corner.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of one printed line: `edges` are its characters' left edges and the last one's right edge."""

    page: int
    top: float
    bottom: float
    edges: "array[float]"


@dataclass(frozen=True, slots=True)
class Boxes:
    """The printed strips of a canonical text, by the offset at which each starts."""

    starts: tuple[int, ...]
    strips: tuple[Strip, ...]

    def of(self, start: int, end: int) -> tuple[Box, ...]:
        """Give the rectangles of `text[start:end]`, one a printed line.

        A value that a page end cuts gives the rectangles of the page it starts on: a span has one page.
        """
        lines: list[list[float]] = []
        page: int | None = None
        for index in range(max(bisect_right(self.starts, start) - 1, 0), len(self.starts)):
            first = self.starts[index]
            if first >= end:
                break
            strip = self.strips[index]
            low = max(start - first, 0)
            high = min(end - first, len(strip.edges) - 1)
            if high <= low:
                continue
            if page is None:
                page = strip.page
            elif strip.page != page:
                break
            x0, x1 = strip.edges[low], strip.edges[high]
            last = lines[-1] if lines else None
            # Runs of one line differ by their ascenders; the next line starts further left.
            if last is not None and strip.top < last[3] and strip.bottom > last[1] and x0 > last[2] - 3:
                lines[-1] = [last[0], min(last[1], strip.top), max(last[2], x1), max(last[3], strip.bottom)]
            else:
                lines.append([x0, strip.top, x1, strip.bottom])
        return tuple(_rounded(line) for line in lines)


def _rounded(line: list[float]) -> Box:
    x0, y0, x1, y1 = (round(value, 2) for value in line)
    return (x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class Document:
    """A source as its reader gives it.

    `name` is the file's name without folder; `text` the canonical text; `page_starts` the canonical offset at
    which each page starts, `None` where the source has no pages; `boxes` is `None` without positions.
    """

    name: str
    format: Format
    sha256: str
    encoding: str | None
    text: str
    page_starts: tuple[int, ...] | None = None
    boxes: Boxes | None = None

    @property
    def pages(self) -> int | None:
        """Number of pages, where the source has pages."""
        return len(self.page_starts) if self.page_starts is not None else None

    def page(self, offset: int) -> int | None:
        """Give the page, from 1, that a canonical offset stands on."""
        if not self.page_starts:
            return None
        return max(bisect_right(self.page_starts, offset), 1)
