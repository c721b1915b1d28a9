"""Tell what a table is and say it in lines: labels with their values, a page layout, or a real table.

In: blocks with tables. Out: paragraphs, and the tables that stay tables. A row of two cells whose left one
reads as a label (`Pilote | Direction de l'eau`) becomes `**Pilote** : Direction de l'eau`; cells that only
lay out the page give their blocks one after the other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table, part, split_lines

_LONGEST_LABEL = 80
_DATE_LIKE = re.compile(r"\b(?:19|20)\d\d\b|\bT[1-4]\b|\d{1,2}[/.]\d{1,2}", re.IGNORECASE)


@dataclass(slots=True)
class MarkdownTable:
    """A table that stays one: rows of cells of runs."""

    rows: list[list[list[Run]]]


def plain_blocks(blocks: Iterable[Block]) -> Iterator[Paragraph | MarkdownTable]:
    """Give blocks with every table said in lines or reduced to rows of runs."""
    document = list(blocks)
    _mark_heads([block.rows for block in document if isinstance(block, Table)])
    yield from _plain(document)


def _mark_heads(tables: list[list[list[Cell]]]) -> None:
    """`Rubrique | Contenu` in bold above the labels of several tables is a head, whether marked as one or not."""
    above = [rows[0] for rows in tables if len(rows) > 2 and len(rows[0]) == 2 and _is_heading_row(rows[0])]
    words = Counter(tuple(cell.text for cell in row) for row in above)
    for row in above:
        if words[tuple(cell.text for cell in row)] > 1:
            for cell in row:
                cell.is_heading = True


def _plain(blocks: Iterable[Block]) -> Iterator[Paragraph | MarkdownTable]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from _table(block)


def _table(table: Table) -> Iterator[Paragraph | MarkdownTable]:
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row)]
    rows = [[cell for cell in row if cell.text.strip() or len(row) > 1] for row in rows]
    for _, group in groupby(rows, key=_row_shape):
        yield from _rows(list(group))


def _row_shape(row: list[Cell]) -> tuple[int, bool]:
    filled = [cell for cell in row if cell.text.strip()]
    alone = len(filled) == 1 and (len(row) == 1 or filled[0].columns > 1)
    return (1 if alone else len(row)), alone


def _rows(rows: list[list[Cell]]) -> Iterator[Paragraph | MarkdownTable]:
    width = len(rows[0])
    is_layout = width <= 3 and any(_is_layout(row[0]) for row in rows)
    if width > 2 and _have_labels_of_several_rows(rows):
        for row, below in _by_label(rows):
            yield from _labelled(row[0], Cell([Table(below)]))
        return
    if _row_shape(rows[0])[1] or width == 1 or is_layout:
        for row in rows:
            for cell in row:
                yield from _loose(cell)
    elif width in (2, 4) and _are_labels(rows):
        if _names_columns(rows):
            yield MarkdownTable([[_flat(cell) for cell in rows[0]]])
            rows = rows[1:]
        for row in rows:
            for left, right in zip(row[::2], row[1::2], strict=True):
                yield from _labelled(left, right)
    elif len(rows) == 2 and _is_heading_row(rows[0]) and not _is_heading_row(rows[1]) and width > 1:
        for label, value in zip(*rows, strict=False):
            yield from _labelled(label, value)
    else:
        yield MarkdownTable([[_flat(cell) for cell in row] for row in rows])


def _have_labels_of_several_rows(rows: list[list[Cell]]) -> bool:
    """`Calendrier | 2031 | Étude` and under it `| 2032 | Travaux`: the first cell covers both rows."""
    labels = [row[0] for row in rows if not row[0].continues]
    covers = len(labels) < len(rows) and not rows[0][0].continues
    return covers and not _is_heading_row(rows[0]) and all(map(_is_strong, labels))


def _by_label(rows: list[list[Cell]]) -> Iterator[tuple[list[Cell], list[list[Cell]]]]:
    """Give each row with a label of its own, and all that stands beside that label."""
    starts = [index for index, row in enumerate(rows) if not row[0].continues]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start], [row[1:] for row in rows[start:end]]


def _loose(cell: Cell) -> Iterator[Paragraph | MarkdownTable]:
    """The blocks of a cell as if there were no table; line ends part paragraphs."""
    for block in _plain(cell.blocks):
        if isinstance(block, Paragraph):
            yield from split_lines(block)
        else:
            yield block


def _is_layout(cell: Cell) -> bool:
    """True for a cell that holds a piece of page (lists, tables, long text) where a label would be."""
    return (
        any(
            isinstance(block, Table) or block.marker or (block.heading and len(cell.blocks) > 1)
            for block in cell.blocks
        )
        or len(cell.text) > 400
    )


def _are_labels(rows: list[list[Cell]]) -> bool:
    """Say whether the cells at the left of each pair read as labels."""
    if len(rows) > 1 and _is_heading_row(rows[0]) and not any(_is_strong(row[0]) for row in rows[1:]):
        return False
    lefts = [cell for row in rows for cell in row[::2] if cell.text.strip()]
    rights = [cell for row in rows for cell in row[1::2]]
    if not lefts or any(len(cell.text) > _LONGEST_LABEL or len(cell.text.split("\n")) > 3 for cell in lefts):
        return False
    if all(_is_strong(cell) for cell in lefts):
        return len(rows[0]) == 2 or not all(_is_strong(cell) for cell in rights if cell.text.strip())
    texts = [cell.text.strip() for cell in lefts]
    if len(rows[0]) == 4:
        return all(text.endswith(":") for text in texts)
    if any(_is_strong(cell) for cell in lefts) and not _is_strong(lefts[0]):
        return False
    plain = sum(1 for text in texts if text[0].isalpha() and not text.endswith((".", ";")))
    return plain == len(texts) == len(set(texts)) or all(_DATE_LIKE.search(text) for text in texts)


def _is_strong(cell: Cell) -> bool:
    """True for a heading cell, a bold one, one in capitals or one that ends in a colon."""
    if not cell.text.strip():
        return False
    lines = [block for block in cell.blocks if isinstance(block, Paragraph) and not block.is_blank]
    return (
        cell.is_heading
        or cell.text.rstrip().endswith(":")
        or all(line.all_bold or line.heading for line in lines)
        or (cell.text.isupper() and len(cell.text.strip()) > 3)
    )


def _is_heading_row(row: list[Cell]) -> bool:
    return all(_is_strong(cell) for cell in row if cell.text.strip())


def _names_columns(rows: list[list[Cell]]) -> bool:
    """`Rubrique | Contenu` above labels and values, which are no headings."""
    head, *below = rows
    return (
        len(below) > 1
        and len(head) == 2
        and all(cell.is_heading for cell in head)
        and not any(row[1].is_heading for row in below)
    )


def _labelled(left: Cell, right: Cell) -> Iterator[Paragraph | MarkdownTable]:
    """One label with its value: on its line when that is one paragraph, else below it."""
    label = _flat(left)
    values = [block for block in _loose(right) if not (isinstance(block, Paragraph) and block.is_blank)]
    if not label:
        yield from values
        return
    while label[-1].text.rstrip(" \t\xa0:") == "" and len(label) > 1:
        label.pop()
    last = label[-1]
    bare = last.text.rstrip(" \t\xa0:")
    label[-1] = part(last, 0, len(bare))
    runs = [Run(run.text, bold=True, strip=run.strip) for run in label]
    runs = [Run(" ", strip=None) if run.text == "\n" else run for run in runs]
    first = values[0] if values else None
    # `Pilotage | (Pilote | Odile Crozet)`: labels of their own stand below
    is_flat = not any(isinstance(block, Table) for block in right.blocks)
    if isinstance(first, Paragraph) and len(values) == 1 and is_flat and not first.marker and not first.heading:
        yield Paragraph([*runs, Run(" : "), *first.runs])
    else:
        yield Paragraph([*runs, Run(" :")])
        yield from values


def _flat(cell: Cell) -> list[Run]:
    """The runs of a cell, its paragraphs parted by line ends."""
    runs: list[Run] = []
    for block in _loose(cell):
        if isinstance(block, MarkdownTable):
            for row in block.rows:
                for inner in row:
                    runs.extend([Run("\n"), *inner])
        elif not block.is_blank:
            lead = "  " * block.depth + f"{block.marker} " if block.marker else ""
            runs.extend([Run(f"\n{lead}"), *block.runs])
    if runs:
        runs[0] = Run(runs[0].text[1:])
    return [run for run in runs if run.text]
