"""Cut the rows of tables into logical lines.

In: the place of a row's cells. Out: `| label | value<br>value |` as a label with its first value and a line for each
further one, so does a row of two such pairs; any other row as one line that knows where its cells stand.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.split.line import LEAD, NUMBERED, Line
from pipeline.split.markup import strip_markup
from pipeline.split.separated import Place, separated_cells
from pipeline.vocabulary.folding import fold_label
from pipeline.vocabulary.words import values_of_field

_PIPE = re.compile(r"(?<!\\)\|")
_HELD = values_of_field("status") | values_of_field("priority")
_TAB = re.compile(r"\t")
_GAP = re.compile(r"[ \xa0]*\t\s*|[ \xa0]{3,}")
# A row of two labels or more with their values has so many cells.
_PAIRS, _MOST_PAIRS = 4, 8
# A head of years has so many.
_YEARS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
# In a cell in quotes, as spreadsheets save them, a line's end is one too.
_BREAK = re.compile(r"<br\s?/?>|\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a table: where it stands, the place of each cell, its table's number, the blank lines above."""

    start: int
    end: int
    cells: tuple[Place, ...]
    table: int
    blank_before: int


def cut_cells(text: str, start: int, end: int, mark: str) -> tuple[Place, ...]:
    """Give the place of every cell of a row, without surrounding blanks; an empty cell is an empty place.

    Args:
        text: the canonical text.
        start, end: the row.
        mark: what parts its cells: a bar, a tab, a semicolon or a comma.
    """
    if mark in ";,":
        return tuple(separated_cells(text, start, end, mark))
    tabs = mark == "\t"
    edges = [mark.span() for mark in (_TAB if tabs else _PIPE).finditer(text, start, end)]
    inner = [start, *(edge for mark in edges for edge in mark), end]
    cells = [_trimmed(text, *place) for place in zip(inner[::2], inner[1::2], strict=True)]
    if not tabs:
        # what stands outside of the first and the last bar is no cell, unless something is written there
        cells = cells[1 if cells[0][0] == cells[0][1] else 0 :]
        cells = cells[: -1 if cells and cells[-1][0] == cells[-1][1] else None]
    return tuple(cells)


def _trimmed(text: str, start: int, end: int) -> Place:
    ink = text[start:end]
    begin = start + len(ink) - len(ink.lstrip())
    return begin, max(begin, start + len(ink.rstrip()))


def table_lines(text: str, row: RowPlace, opens_label: Callable[[str], bool]) -> Iterator[Line]:
    """Read a row.

    Args:
        text: the canonical text.
        row: the row.
        opens_label: tells whether a printed text starts with a label of the plan.
    """
    filled = [cell for cell in row.cells if cell[0] < cell[1]]
    if not filled:
        return
    if len(row.cells) == len(filled) == 2:
        yield from _labelled(text, row, filled[0], filled[1])
    elif _are_pairs(text, row.cells, opens_label):
        for label, value in zip(row.cells[::2], row.cells[1::2], strict=True):
            first = label == row.cells[0]
            yield from _labelled(text, row if first else replace(row, blank_before=0), label, value)
    else:
        whole = _cell_line(text, row, (filled[0][0], filled[-1][1]), blank_before=row.blank_before)
        if whole is not None:
            length = _label_of_years(text, row.cells, opens_label)
            yield replace(whole, start=row.start, end=row.end, cells=row.cells, label_cell=length)


def is_row_of_bullets(text: str, row: RowPlace, opens_label: Callable[[str], bool]) -> bool:
    """`| • CAF | • ADEME |`: a list in columns, where no label is printed as an entry."""
    signs = [LEAD.match(text, *cell) for cell in row.cells if cell[0] < cell[1]]
    one = len(signs) > 1 and len({sign["bullet"] for sign in signs if sign is not None}) == 1
    return one and all(sign and sign["bullet"] for sign in signs) and not opens_label(text[slice(*row.cells[0])])


def bullet_lines(text: str, row: RowPlace) -> Iterator[Line]:
    """Read a row of such a list, an entry a part of a cell."""
    blank_before = row.blank_before
    for cell in row.cells:
        for line in cell_lines(text, row, cell):
            yield replace(line, cell_part=False, blank_before=blank_before)
            blank_before = 0


def _label_of_years(text: str, cells: Sequence[Place], opens_label: Callable[[str], bool]) -> int:
    """`| Calendrier | 2024 | 2025 | 2026 |`: how long the label is that stands in front of years."""
    label, *years = (text[start:end] for start, end in cells)
    if len(years) < _YEARS or not all(_YEAR.fullmatch(year.strip("*_ ")) for year in years) or not opens_label(label):
        return 0
    return len(strip_markup(text, *cells[0]).passage.text)


def _are_pairs(text: str, cells: Sequence[Place], opens_label: Callable[[str], bool]) -> bool:
    """`| Pilote | Ana Bo | Échéance | 2030 |`."""
    if len(cells) % 2 or not _PAIRS <= len(cells) <= _MOST_PAIRS:
        return False
    printed = [text[start:end] for start, end in cells]
    known = [bool(cell) and opens_label(cell) for cell in printed]
    # `Statut | À venir`, `Date de fin | Fin 2027`: what a field may hold is no label there
    held = [any(map(str.isdigit, cell)) or fold_label(cell) in _HELD for cell in printed]
    values = [is_label and not is_held for is_label, is_held in zip(known, held, strict=True)]
    return all(known[::2]) and not any(values[1::2])


def labelled_pairs(text: str, start: int, end: int, opens_label: Callable[[str], bool]) -> tuple[Place, ...]:
    """Cut a line of labels with their values: `Statut`, a tab or a wide gap, `En cours`, another, `Priorité`, …

    Args:
        text: the canonical text.
        start, end: the line.
        opens_label: tells whether a printed text starts with a label of the plan.
    """
    edges = [start, *(edge for gap in _GAP.finditer(text, start, end) for edge in gap.span()), end]
    cells = list(zip(edges[::2], edges[1::2], strict=True))
    # `Échéance : 2031`, a gap, `Budget : 10 k€` are read by their colons
    if not _are_pairs(text, cells, opens_label) or any(":" in text[b:e].rstrip(" :") for b, e in cells[::2]):
        return ()
    return tuple((label[0], value[1]) for label, value in zip(cells[::2], cells[1::2], strict=True))


def _labelled(text: str, row: RowPlace, label: Place, value: Place) -> Iterator[Line]:
    """One label with its value; the line breaks in the value part it."""
    places = cell_parts(text, value)
    first = places[0] if places else value
    head = _cell_line(text, row, (label[0], first[1]), blank_before=row.blank_before)
    if head is None:
        return
    cell = strip_markup(text, *label).passage.text
    end = row.end if len(places) < 2 and value == row.cells[-1] else head.end
    yield replace(head, start=row.start if label == row.cells[0] else head.start, end=end, label_cell=len(cell),
                  cells=row.cells)  # fmt: skip
    for place in places[1:]:
        if (line := _cell_line(text, row, place)) is not None:
            last = place == places[-1] and value == row.cells[-1]
            yield replace(_bulleted(text, line), end=row.end if last else line.end, cell_part=True)


def field_lines(text: str, head: RowPlace, row: RowPlace) -> Iterator[Line]:
    """Read a row whose head names a field a column: `Pilote` with `Ana Bo` below it, `Échéance` with its own."""
    for label, value in zip(head.cells, row.cells, strict=True):
        if label[0] < label[1] and (line := _cell_line(text, head, label, blank_before=head.blank_before)) is not None:
            yield line
            yield from cell_lines(text, row, value) if value[0] < value[1] else ()


def cell_parts(text: str, cell: Place) -> list[Place]:
    """Give the places of the parts of a cell that `<br>` makes."""
    breaks = [match.span() for match in _BREAK.finditer(text, *cell)]
    edges = [cell[0], *(edge for span in breaks for edge in span), cell[1]]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(begin, end) for begin, end in pairs if text[begin:end].strip()]


def cell_lines(text: str, row: RowPlace, cell: Place) -> Iterator[Line]:
    """Read a cell as lines: its paragraphs and bullets."""
    for place in cell_parts(text, cell):
        if (line := _cell_line(text, row, place)) is not None:
            yield replace(_bulleted(text, line), cell_part=True)


def _cell_line(text: str, row: RowPlace, place: Place, *, blank_before: int = 0) -> Line | None:
    begin, end = _trimmed(text, *place)
    marked = strip_markup(text, begin, end)
    if not marked.passage.text:
        return None
    return Line(
        start=begin,
        end=end,
        passage=marked.passage,
        indent=begin - place[0],
        heading=0,
        bullet="",
        bold_prefix=marked.bold_prefix,
        all_bold=False,
        broken=marked.broken,
        blank_before=blank_before,
        table=row.table,
    )


def _bulleted(text: str, line: Line) -> Line:
    """`Trois chantiers :<br>- loger<br>- étendre`: a part of a cell may be a bullet."""
    lead = LEAD.match(text, line.start, line.end)
    number = NUMBERED.match(text, line.start, line.end)
    bullet = (lead["bullet"] if lead else None) or (number[0].strip() if number else "")
    if not bullet:
        return line
    content = number.end() if number else line.start + len(bullet)
    content, end = _trimmed(text, content, line.end)
    marked = strip_markup(text, content, end)
    return replace(line, bullet=bullet, passage=marked.passage, bold_prefix=marked.bold_prefix)
