"""What stands on one line of a page, and tables with the lines of their cells, so that a page end can be mended.

In: two tables, the last of a page and the first of the next. Out: one, where they are: without the head that is
repeated, and with the row whole that the page end cuts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.read.blocks import Block, Cell, Table
from pipeline.read.pdf_page import Segment

_PAGE = re.compile(r"(?:p(?:age|\.)?\s*)?\d{1,3}", re.IGNORECASE)
_LEADS_TO_PAGE = re.compile(r"(?:[.…·_]{3,}| (?:[.…·_] ){3,}|\t|\s{3,})\s*(?:p(?:age|\.)?\s*)?\d{1,3}\s*\Z")
_LONGEST_PAGE = 24  # letters, with the end of what leads to it
_LONGEST_HEAD = 4
# `Axe 3 –`, with its title on the next page
_UNFINISHED = re.compile(
    r"(?:\s[-–—]|,|['’]|\b(?:et|ou|de|du|des|la|les|à|au|aux|en|pour|par|sur|avec|dans))\Z", re.IGNORECASE
)
# What ends a sentence or opens what stands below.
CLOSED = (".", "!", "?", ":", ";", "…")


@dataclass(slots=True)
class Line:
    """What stands on one line of one column. `text_x` is where its words start behind a bullet."""

    segments: list[Segment]
    column: int
    left: float
    right: float
    bullet: bool = False
    text_x: float = 0.0
    is_broken: bool = False  # the author ended the line above

    @property
    def first(self) -> Segment:
        """The segment it opens with."""
        return self.segments[0]

    @property
    def last(self) -> Segment:
        """The segment it ends with."""
        return self.segments[-1]

    @property
    def text(self) -> str:
        """Its letters."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def all_bold(self) -> bool:
        """True when every letter is bold."""
        return all(segment.all_bold for segment in self.segments)

    @property
    def leads_to_page(self) -> bool:
        """True when it ends with a number that dots or a gap lead to, as lines of contents do."""
        last = self.last
        set_apart = len(self.segments) > 1 and last.x0 - self.segments[-2].x1 > 1.5 * last.size
        is_page = set_apart and _PAGE.fullmatch(last.text.strip()) is not None
        return is_page or _LEADS_TO_PAGE.search(self.text[-_LONGEST_PAGE:]) is not None


@dataclass(slots=True)
class PrintedTable(Table):
    """A ruled table of one page. `lines` are those of its cells, `is_open` where no line closes the last row."""

    lines: list[list[list[Line]]] = field(default_factory=list)
    bottom: float = 0.0
    is_open: bool = False


def join_tables(last: PrintedTable, first: PrintedTable, cell_blocks: Callable[[Sequence[Line]], list[Block]]) -> bool:
    """Give a table what the next page has of it; say whether it goes on there at all.

    Args:
        last: the table that ends a page.
        first: the one that opens the next.
        cell_blocks: makes those of the lines of a cell that was cut.
    """
    head = _repeated(last.rows, first.rows)
    if not head and len(last.rows[-1]) != len(first.rows[0]):
        return False
    rows, lines = first.rows[head:], first.lines[head:]
    if rows and _is_cut(last, rows[0]):
        for index, cell in enumerate(last.rows[-1]):
            both = [*last.lines[-1][index], *lines[0][index]]
            cell.blocks, lines[0][index] = cell_blocks(both), both
        rows = rows[1:]
    last.rows.extend(rows)
    last.lines, last.bottom, last.is_open = lines[-1:] or last.lines, first.bottom, first.is_open
    return True


def _repeated(rows: Sequence[list[Cell]], again: Sequence[list[Cell]]) -> int:
    """Count the rows of a table's head that a page repeats; they are blank where they went with its running head."""
    count = 0
    for row, other in zip(rows[:_LONGEST_HEAD], again, strict=False):
        texts = [cell.text.strip() for cell in other]
        if any(texts) and texts != [cell.text.strip() for cell in row]:
            break
        count += 1
    return count


def _is_cut(last: PrintedTable, row: Sequence[Cell]) -> bool:
    """Say whether a row goes on with the last one: where all others have a label it has none, or half a one."""
    above = last.rows[-1]
    if len(above) != len(row) or not above[0].text.strip():
        return False
    text, then = above[0].text.rstrip(), row[0].text.strip()
    if then:
        is_whole = text.endswith(CLOSED) or not then[0].islower()
        return _UNFINISHED.search(text) is not None or (last.is_open and not is_whole)
    return last.is_open or all(one[0].text.strip() or one[0].continues for one in last.rows if len(one) == len(row))
