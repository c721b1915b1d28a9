"""Find tables that are drawn with lines and sort the printed segments into their cells.

In: the rulings of one page. Out: grids of cells; one that no line parts from the cell above goes on from it.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.read.pdf_page import Segment

Ruling = tuple[float, float, float, float]

_NEAR = 3.0
_MOST_RULINGS = 1500
_THIN = 2.5


@dataclass(slots=True)
class GridCell:
    """One cell: its place, whether it goes on from the cell above, the segments in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    continues: bool = False
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """One ruled table: rows of cells from the top, and where it stands."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[list[GridCell]]

    def take(self, segment: Segment) -> bool:
        """Put a segment into its cell; false when it stands outside the table."""
        x, y = (segment.x0 + min(segment.x1, segment.x0 + 20)) / 2, (segment.top + segment.bottom) / 2
        if not (self.x0 - 1 <= x <= self.x1 + 1 and self.top - 1 <= y <= self.bottom + 1):
            return False
        for row in self.rows:
            for cell in row:
                if cell.x0 - 1 <= x <= cell.x1 + 1 and cell.top - 1 <= y <= cell.bottom + 1:
                    cell.segments.append(segment)
                    return True
        return False


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
        if last is not None and abs(last[0] - middle) < 2.0 and ruling[along] <= last[2] + _NEAR:
            last[2] = max(last[2], ruling[along + 2])
        else:
            merged.append([middle, ruling[along], ruling[along + 2]])
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
        min(row[0].x0 for row in rows), ys[0], max(row[-1].x1 for row in rows), ys[-1], rows
    )  # fmt: skip


def _levels(values: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return levels
