"""Find tables that are drawn with lines and sort the printed segments into their cells.

In: the rulings of one page. Out: grids of cells; one that no line parts from the cell above goes on from it.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.read.blocks import part
from pipeline.read.pdf_page import Segment

Ruling = tuple[float, float, float, float]
Column = tuple[float, float]

_NEAR = 3.0
_MOST_RULINGS = 1500
_THIN = 2.5
_TOUCH = 1.0
_WIDEST_PADDING = 12.0
_KEPT_FREE = 0.5  # a word that would touch the margin goes to the next line
_LEAST_COLUMN = 12.0
_MOST = 0.66


@dataclass(frozen=True, slots=True)
class Margins:
    """Those of the text in a column of a table; its lines are loose where they are centred or end at its right side."""

    left: float
    right: float
    is_loose: bool = False


@dataclass(slots=True)
class GridCell:
    """One cell: its place, whether it goes on from the cell above, the segments in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    continues: bool = False
    segments: list[Segment] = field(default_factory=list)

    @property
    def column(self) -> Column:
        """The column that it stands in: its left and right side."""
        return round(self.x0, 1), round(self.x1, 1)


@dataclass(slots=True)
class Grid:
    """One ruled table: rows of cells from the top, and where it stands."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[list[GridCell]]
    is_open: bool = False  # no line closes its last row

    def holds(self, segment: Segment) -> bool:
        """Say whether a segment stands inside the table."""
        x, y = _place(segment)
        return self.x0 - 1 <= x <= self.x1 + 1 and self.top - 1 <= y <= self.bottom + 1

    def cut(self, segment: Segment) -> list[Segment]:
        """Cut a segment where a side of a cell stands between two of its words: `N°|Action`, close to each other."""
        _, y = _place(segment)
        row = next((row for row in self.rows if row[0].top - 1 <= y <= row[0].bottom + 1), [])
        sides = [cell.x0 for cell in row if segment.x0 < cell.x0 < segment.x1]
        pieces = [segment]
        for side in sides:
            pieces[-1:] = _parted(pieces[-1], side)
        return pieces

    def margins(self) -> dict[Column, Margins]:
        """Give where the text of each column starts and where it may end: as far from the one side as the other."""
        columns: dict[Column, list[Segment]] = {}
        for cell in (cell for row in self.rows for cell in row if cell.segments):
            columns.setdefault(cell.column, []).extend(cell.segments)
        margins: dict[Column, Margins] = {}
        for (x0, x1), segments in columns.items():
            starts = Counter(round(segment.x0 - x0, 1) for segment in segments)
            ends = Counter(round(x1 - segment.x1, 1) for segment in segments)
            middles = Counter(round(segment.x0 + segment.x1) for segment in segments)
            (start, at_start), (end, at_end) = starts.most_common(1)[0], ends.most_common(1)[0]
            is_loose = max(at_end, *middles.values()) > at_start
            padding = end if at_end > at_start else min(ends) if is_loose else start
            padding = min(max(padding, 0.0), _WIDEST_PADDING)
            left = min(x0 + padding, min(segment.x0 for segment in segments))
            right = min(max(segment.x1 for segment in segments), x1 + _NEAR)
            margins[x0, x1] = Margins(left, max(x1 - padding, right) - _KEPT_FREE, is_loose)
        return margins

    def take(self, segment: Segment) -> bool:
        """Put a segment into its cell; false when it stands outside the table."""
        x, y = _place(segment)
        if not self.holds(segment):
            return False
        for row in self.rows:
            for cell in row:
                if cell.x0 - 1 <= x <= cell.x1 + 1 and cell.top - 1 <= y <= cell.bottom + 1:
                    cell.segments.append(segment)
                    return True
        return False


def _place(segment: Segment) -> tuple[float, float]:
    return (segment.x0 + min(segment.x1, segment.x0 + 20)) / 2, (segment.top + segment.bottom) / 2


def _parted(segment: Segment, side: float) -> list[Segment]:
    """Cut a segment at the blank that a line across passes through; whole where it passes through a word."""
    at = 0
    for index, run in enumerate(segment.runs):
        if run.strip is None:
            return [segment]
        edges = run.strip.edges
        for place, char in enumerate(run.text):
            if edges[place] >= side - _TOUCH and not char.isspace():
                before = segment.text[: at + place]
                left = [*segment.runs[:index], *([part(run, 0, place)] if place else [])]
                while left and not left[-1].text.strip():
                    left.pop()
                end = len(left[-1].text.rstrip()) if left else 0
                if not before[-1:].isspace() or not left or left[-1].strip is None:
                    return [segment]
                if left[-1].strip.edges[end] > side + _TOUCH:
                    return [segment]
                left[-1] = part(left[-1], 0, end)
                right = [part(run, place, len(run.text)), *segment.runs[index + 1 :]]
                first = replace(segment, runs=left, x1=left[-1].strip.edges[-1])
                return [first, replace(segment, runs=right, x0=edges[place], note="")]
        at += len(run.text)
    return [segment]


def find_grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """Find the ruled tables of a page; a page with too many lines is a drawing and has none."""
    if not 4 <= len(rulings) <= _MOST_RULINGS:
        return []
    flat = _merged([r for r in rulings if r[3] - r[1] < _THIN], along=0)
    tall = _merged([r for r in rulings if r[2] - r[0] < _THIN], along=1)
    grids = [_grid(*group) for group in _connected(flat, tall)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.top)


def _merged(rulings: Sequence[Ruling], along: int) -> list[Ruling]:
    """Join collinear pieces: cell borders are often drawn cell by cell."""
    across = 1 - along
    merged: list[list[float]] = []
    for ruling in sorted(rulings, key=lambda r: (round((r[across] + r[across + 2]) / 2 / 2), r[along])):
        middle = (ruling[across] + ruling[across + 2]) / 2
        last = merged[-1] if merged else None
        start, end = ruling[along], ruling[along + 2]
        if last is not None and abs(last[0] - middle) < 2.0 and start <= last[2] + _NEAR and end >= last[1] - _NEAR:
            last[1], last[2] = min(last[1], start), max(last[2], end)
        else:
            merged.append([middle, start, end])
    if along == 0:
        return [(start, middle, end, middle) for middle, start, end in merged]
    return [(middle, start, middle, end) for middle, start, end in merged]


def _connected(flat: list[Ruling], tall: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Group the lines that touch each other."""
    group = list(range(len(flat) + len(tall)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, (x0, y, x1, _) in enumerate(flat):
        for j, (x, top, _, bottom) in enumerate(tall):
            if x0 - _NEAR <= x <= x1 + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                group[root(len(flat) + j)] = root(i)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index in range(len(group)):
        lines = groups.setdefault(root(index), ([], []))
        if index < len(flat):
            lines[0].append(flat[index])
        else:
            lines[1].append(tall[index - len(flat)])
    return [lines for lines in groups.values() if len(lines[0]) >= 2 and len(lines[1]) >= 2]


def _grid(flat: list[Ruling], tall: list[Ruling]) -> Grid | None:
    # A row that a page end cuts has no line there; its sides reach further than the last line across.
    sides = [min(line[1] for line in tall), max(line[3] for line in tall)]
    ys = _levels([line[1] for line in flat] + sides)
    tall = [*tall, *_open_sides(flat, tall, ys)]
    rows: list[list[GridCell]] = []
    for top, bottom in itertools.pairwise(ys):
        middle = (top + bottom) / 2
        xs = _levels([x for x, start, _, end in tall if start - 1 <= middle <= end + 1])
        row: list[GridCell] = []
        for x0, x1 in itertools.pairwise(xs):
            across = (x0 + x1) / 2
            is_open = not any(abs(y - top) < _NEAR and a - 1 <= across <= b + 1 for a, y, b, _ in flat)
            row.append(GridCell(x0, top, x1, bottom, continues=is_open and bool(rows)))
        if row:
            rows.append(row)
    if not rows or max(len(row) for row in rows) < 2:
        return None
    return Grid(
        min(row[0].x0 for row in rows), ys[0], max(row[-1].x1 for row in rows), ys[-1], rows,
        is_open=max(line[1] for line in flat) < ys[-1] - _NEAR,
    )  # fmt: skip


def _open_sides(flat: list[Ruling], tall: list[Ruling], ys: list[float]) -> list[Ruling]:
    """Give the sides that a table has none of, or that the page's edge cuts off: its lines across reach further."""
    left, right = min(x for x, *_ in tall), max(x for x, *_ in tall)
    start, end = min(line[0] for line in flat), max(line[2] for line in flat)
    sides: list[Ruling] = []
    if start < left - _LEAST_COLUMN and sum(line[0] < left - _LEAST_COLUMN for line in flat) >= _MOST * len(flat):
        sides.append((start, ys[0], start, ys[-1]))
    if end > right + _LEAST_COLUMN and sum(line[2] > right + _LEAST_COLUMN for line in flat) >= _MOST * len(flat):
        sides.append((end, ys[0], end, ys[-1]))
    return sides


def _levels(values: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return levels
