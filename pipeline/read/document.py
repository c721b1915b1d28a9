"""What every reader gives: one canonical text, and where each character stands on the pages that have it.

In: the canonical text and, for sources with pages, the printed strips it was made of. Out: `Document`, whose
`boxes` turns a stretch of text into rectangles. Nothing is searched for: a character without a strip (markup,
a space between joined lines) has no place on the page.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Boxes:
    """The printed strips of a canonical text in order, as columns of numbers: a long plan has a million.

    The strip `i` starts at the offset `starts[i]`; its edges begin at `firsts[i]` in `edges`.
    """

    starts: "array[int]" = field(default_factory=lambda: array("I"))
    pages: "array[int]" = field(default_factory=lambda: array("I"))
    tops: "array[float]" = field(default_factory=lambda: array("d"))
    bottoms: "array[float]" = field(default_factory=lambda: array("d"))
    firsts: "array[int]" = field(default_factory=lambda: array("I"))
    edges: "array[float]" = field(default_factory=lambda: array("f"))

    def add(self, start: int, strip: Strip) -> None:
        """Take the strip that is written at an offset, behind all that were taken before."""
        self.starts.append(start)
        self.pages.append(strip.page)
        self.tops.append(round(strip.top, 3))
        self.bottoms.append(round(strip.bottom, 3))
        self.firsts.append(len(self.edges))
        self.edges.extend(strip.edges)

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
            edge = self.firsts[index]
            behind = self.firsts[index + 1] if index + 1 < len(self.firsts) else len(self.edges)
            low = max(start - first, 0)
            high = min(end - first, behind - edge - 1)
            if high <= low:
                continue
            if page is None:
                page = self.pages[index]
            elif self.pages[index] != page:
                break
            x0, x1, top, bottom = self.edges[edge + low], self.edges[edge + high], self.tops[index], self.bottoms[index]
            last = lines[-1] if lines else None
            # Runs of one line differ by their ascenders; the next line starts further left.
            if last is not None and top < last[3] and bottom > last[1] and x0 > last[2] - 3:
                lines[-1] = [last[0], min(last[1], top), max(last[2], x1), max(last[3], bottom)]
            else:
                lines.append([x0, top, x1, bottom])
        return tuple(_rounded(line) for line in lines)


def _rounded(line: list[float]) -> Box:
    x0, y0, x1, y1 = (round(value, 2) for value in line)
    return (x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class Document:
    """A source as its reader gives it.

    `name` is the file's name without folder; `text` the canonical text; `page_starts` the canonical offset at
    which each page starts, `None` where the source has no pages; `boxes` is `None` without positions; `ocr_pages`
    are the pages, from 1, whose letters were recognised in a picture; `unread` the kinds of what the source shows and
    is not in the text: `chart`, `diagram`, `object`, `chunk`.
    """

    name: str
    format: Format
    sha256: str
    encoding: str | None
    text: str
    page_starts: tuple[int, ...] | None = None
    boxes: Boxes | None = None
    ocr_pages: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def pages(self) -> int | None:
        """Number of pages, where the source has pages."""
        return len(self.page_starts) if self.page_starts is not None else None

    def page(self, offset: int) -> int | None:
        """Give the page, from 1, that a canonical offset stands on."""
        if not self.page_starts:
            return None
        return max(bisect_right(self.page_starts, offset), 1)

    @property
    def recognised(self) -> dict[int, tuple[int, int]]:
        """Where the text of each page that was recognised starts and ends."""
        starts = (*(self.page_starts or ()), len(self.text))
        return {page: (starts[page - 1], starts[page]) for page in self.ocr_pages if starts[page - 1] < starts[page]}
