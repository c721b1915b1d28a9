"""The shape all formats are brought into before they become text: paragraphs, list entries, tables.

Built by the reader of each format, in reading order; `render` makes the canonical text of them.
"""

import re
from dataclasses import dataclass, field

from pipeline.read.document import Strip


@dataclass(slots=True)
class Run:
    """Letters of one look. `strip` says where they are printed: one edge more than `text` has characters."""

    text: str
    bold: bool = False
    italic: bool = False
    strip: Strip | None = None


@dataclass(slots=True)
class Paragraph:
    """A paragraph, heading or list entry; line ends that the author put in are `\\n` in its runs.

    `heading` is the level from 1, 0 for none. `marker` is what the list entry is printed with: `-` for any
    bullet, else its number (`1.`, `a)`); empty outside lists. `list_id` and `level` say which list it belongs
    to and how deep, `indent` where it starts from the margin (in points), `sign` the bullet that was typed; `depth` is
    what `lists` makes of those. `size` is the type size in points, 0 where unknown.
    """

    runs: list[Run] = field(default_factory=list)
    heading: int = 0
    marker: str = ""
    list_id: str = ""
    level: int = 0
    indent: float = 0.0
    depth: int = 0
    size: float = 0.0
    sign: str = ""

    @property
    def text(self) -> str:
        """Its letters, without markup."""
        return "".join(run.text for run in self.runs)

    @property
    def is_blank(self) -> bool:
        """True when it prints nothing."""
        return not any(run.text.strip() for run in self.runs)

    @property
    def all_bold(self) -> bool:
        """True when every letter is bold, but for a closing colon."""
        plain = "".join(run.text for run in self.runs if not run.bold)
        return not plain.strip(" \t\n\xa0:") and not self.is_blank


@dataclass(slots=True)
class Cell:
    """A table cell: what stands in it, whether it is marked as a heading, how many columns it covers."""

    blocks: "list[Block]" = field(default_factory=list)
    is_heading: bool = False
    columns: int = 1
    continues: bool = False  # goes on with the cell above it

    @property
    def text(self) -> str:
        """Its letters, one line a paragraph."""
        return "\n".join(paragraph.text for paragraph in paragraphs(self.blocks))


@dataclass(slots=True)
class Table:
    """A table, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Table


def go_on_below(cells: list[Cell], below: dict[int, int], column: int) -> int:
    """Put in the cells that go on from the rows above, and give the next free column.

    Args:
        cells: of the row, as far as it is read.
        below: how many more rows the cell above covers, by column.
        column: the next one.
    """
    while below.get(column, 0) > 0:
        below[column] -= 1
        cells.append(Cell(continues=True))
        column += 1
    return column


def paragraphs(blocks: "list[Block]") -> "list[Paragraph]":
    """Give all paragraphs, those of tables included, in reading order."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            for row in block.rows:
                for cell in row:
                    found.extend(paragraphs(cell.blocks))
    return found


def cut_front(runs: list[Run], count: int) -> list[Run]:
    """Give the runs without their first `count` characters."""
    kept: list[Run] = []
    for run in runs:
        if count >= len(run.text):
            count -= len(run.text)
            continue
        kept.append(part(run, count, len(run.text)) if count else run)
        count = 0
    return kept


def part(run: Run, start: int, end: int) -> Run:
    """Give a stretch of a run, with its place."""
    strip = run.strip
    if strip is not None:
        strip = Strip(strip.page, strip.top, strip.bottom, strip.edges[start : end + 1])
    return Run(run.text[start:end], run.bold, run.italic, strip)


def split_lines(paragraph: Paragraph) -> list[Paragraph]:
    """Give one paragraph a printed line of `paragraph`, cut at its `\\n`."""
    if "\n" not in paragraph.text:
        return [paragraph]
    lines: list[list[Run]] = [[]]
    for run in paragraph.runs:
        at = 0
        for end in (match.start() for match in re.finditer("\n", run.text)):
            lines[-1].append(part(run, at, end))
            lines.append([])
            at = end + 1
        lines[-1].append(part(run, at, len(run.text)))
    return [
        Paragraph(
            runs,
            paragraph.heading,
            paragraph.marker if not i else "",
            paragraph.list_id,
            paragraph.level,
            paragraph.indent,
            paragraph.depth,
            paragraph.size,
        )
        for i, runs in enumerate(lines)
        if any(run.text.strip() for run in runs)
    ]
