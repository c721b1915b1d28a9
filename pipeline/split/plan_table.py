"""Read tables that hold a whole plan, a row a fiche: the head names the labels, the cells are their values.

In: the lines of tables. Out: which rows are fiches, and what each holds. A head holds for the tables below it that have
as many columns and none of their own; a row without title goes on with the one above.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.model import FicheKind, SectionKind
from pipeline.span import Passage
from pipeline.split.bare import read_bare
from pipeline.split.body import part
from pipeline.split.cell_labels import cell_habit, labelled_lines
from pipeline.split.fiche_row import Column, FicheRow
from pipeline.split.heading import AxeHeading, Heading, Source
from pipeline.split.headings import HeadingGrammar
from pipeline.split.labels import LabelHit
from pipeline.split.line import LEAD, Line
from pipeline.split.markup import strip_markup
from pipeline.split.outline import RawAxe
from pipeline.split.separated import Place
from pipeline.split.tables import RowPlace
from pipeline.vocabulary import KnownLabel, Vocabulary
from pipeline.vocabulary.folding import fold_label

# A head names so many of its columns by words that are known.
_KNOWN_COLUMNS = 0.5
# Labels that may name what gathers the rows too, where their cells are merged or come again.
_GATHERING_LABELS = {SectionKind.OBJECTIVES, SectionKind.CONTEXT, SectionKind.OTHER}
# So many rows with titles of their own tell which column has the titles.
_TITLES = 2
_KNOWN_BESIDE = 3
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NO_ROW = RowPlace(0, 0, (), 0, 0)
_TOTALS = {"total", "sous total", "total general"}


@dataclass(frozen=True, slots=True)
class PlanTables:
    """The rows that are fiches by their first line, the axes among the rows, the lines of the heads."""

    fiches: Mapping[int, FicheRow]
    axes: Mapping[int, AxeHeading]
    heads: frozenset[int]

    def headings(self, lines: Sequence[Line]) -> Iterator[Heading]:
        """Give the rows as candidate headings."""
        for i, row in self.fiches.items():
            end = len(lines[i].text)
            yield Heading(i, FicheKind.FICHE, "", row.number, (0, end), None, 0, end, Source.TABLE)


class _Reader:
    """Reads the tables of one document."""

    def __init__(self, text: str, lines: Sequence[Line], grammar: HeadingGrammar, vocabulary: Vocabulary) -> None:
        self.text = text
        self.lines = lines
        self.grammar = grammar
        self.vocabulary = vocabulary
        self.fiches: dict[int, FicheRow] = {}
        self.axes: dict[int, AxeHeading] = {}
        self.heads: set[int] = set()
        rows = [self._place(line) for line in lines if len(line.cells) > 1]
        self.habit = cell_habit(text, rows, vocabulary)

    def read(self) -> PlanTables:
        columns: tuple[Column, ...] = ()
        rows = [i for i, line in enumerate(self.lines) if line.cells]
        tables = [list(group) for _, group in groupby(rows, key=lambda i: self.lines[i].table)]
        heads = self._titled(
            tables,
            [self._head(table[0]) or self._numbered_head(table) or self._labelled_head(table) for table in tables],
        )
        for table, head in zip(tables, heads, strict=True):
            if head:
                columns = () if self._is_of_labels(table[1:]) else head
                if columns:
                    self.heads.add(table[0])
                table = table[1:]
            columns = self._with_axes(table, columns)
            if columns and all(len(self.lines[i].cells) == len(columns) for i in table):
                self._rows(table, columns)
            elif not head:
                columns = ()
        return PlanTables(self.fiches, self.axes, frozenset(self.heads))

    def _cell(self, place: Place) -> str:
        return strip_markup(self.text, *place).passage.text if place[0] < place[1] else ""

    def _head(self, line: int) -> tuple[Column, ...]:
        return _columns([self._cell(cell) for cell in self.lines[line].cells], self.vocabulary)

    def _titled(
        self, tables: Sequence[Sequence[int]], heads: Sequence[tuple[Column, ...]]
    ) -> Iterator[tuple[Column, ...]]:
        """Give each table's head with the column that the rows of all tables with that head show to be the titles'."""
        below: dict[tuple[str, ...], list[tuple[Place, ...]]] = defaultdict(list)
        for table, head in zip(tables, heads, strict=True):
            own = (self.lines[i].cells for i in table[1:])
            below[_labels(head)] += [cells for cells in own if head and len(cells) == len(head)]
        distinct = {labels: head for head in heads if (labels := _labels(head))}
        read = {labels: self._retitled(below[labels], head) for labels, head in distinct.items()}
        yield from (read.get(_labels(head), head) for head in heads)

    def _retitled(self, rows: Sequence[tuple[Place, ...]], columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """`| Objectif opérationnel | Actions | Pilote |`: where a cell lists several actions, it is no title.

        The column on its left is, where each row has another one, with a number or not.
        """
        title = next((at for at, column in enumerate(columns) if column.is_title), 0)
        listing = sum(self._is_list(row[title]) for row in rows)
        for at, column in enumerate(columns[:title]):
            cells = [row[at] for row in rows]
            own = {self._cell(cell) for cell in cells}
            if column.is_number or len(own) < max(len(rows), _TITLES) or "" in own or any(map(self._is_list, cells)):
                continue
            several = listing * 2 >= len(rows) or (listing > 0 and self._are_numbered(cells))
            several = several or (columns[title].is_plural and self._are_numbered(cells))
            if several and not self._are_numbered([row[title] for row in rows]):
                known = self.vocabulary.label(columns[title].label)
                read = list(columns)
                read[at] = Column(column.label, None, is_title=True)
                read[title] = Column(columns[title].label, known)
                return tuple(read)
        return columns

    def _is_list(self, cell: Place) -> bool:
        """`Former<br>Informer`, `- Former - Informer`: several entries in one cell."""
        printed = self.text[slice(*cell)]
        return _BREAK.search(printed) is not None or LEAD.match(printed)["bullet"] is not None  # type: ignore[index]

    def _are_numbered(self, cells: Sequence[Place]) -> bool:
        """Say whether cells are titles with numbers, each its own: `1.1 Former`, `1.2 Informer`."""
        lines = (self._line(strip_markup(self.text, *cell).passage, _NO_ROW) for cell in cells)
        read = (read_bare(0, line, self.text, marked=True) for line in lines)
        return len({heading.number for heading in read if heading is not None}) == len(cells)

    def _numbered_head(self, table: Sequence[int]) -> tuple[Column, ...]:
        """`| Levier | Descriptif | Pilote | Échéance |`: whatever its word, the first column has numbered titles."""
        first, *rows = (self.lines[i].cells for i in table)
        if len(rows) < _TITLES or len(first) < _KNOWN_BESIDE or any(len(row) != len(first) for row in rows):
            return ()
        printed = [self._cell(cell) for cell in first]
        known = [self.vocabulary.label(text.strip(" :*")) for text in printed[1:]]
        in_charge = any(each.meaning.role is not None for each in known if each is not None)
        if not printed[0] or not all(known) or not in_charge or not self._are_numbered([row[0] for row in rows]):
            return ()
        fields = zip(printed[1:], known, strict=True)
        return (Column(printed[0], None, is_title=True), *(Column(text.strip(" :*"), each) for text, each in fields))

    def _labelled_head(self, table: Sequence[int]) -> tuple[Column, ...]:
        """`| Action | Ce que nous ferons |` where the cells below open with labels: the head needs none."""
        first, *rows = (self.lines[i] for i in table)
        if not self.habit.keys or any(len(row.cells) != len(first.cells) for row in rows):
            return ()
        inner = sum(any(any(self._parts(row, cell, None)[1]) for cell in row.cells) for row in rows)
        if not inner or inner * 2 < len(rows):
            return ()
        printed = [self._cell(cell) for cell in first.cells]
        if columns := _columns(printed, self.vocabulary, labelled=True):
            return columns
        cells = [row.cells[0] for row in rows]
        titles = {self._cell(cell) for cell in cells if not self._is_list(cell)}
        own = inner == len(rows) == len(titles) and "" not in titles
        if len(rows) < _TITLES or not all(printed) or not (own or self._are_numbered(cells)):
            return ()
        fields = (Column(text.strip(" :*"), self.vocabulary.label(text.strip(" :*"))) for text in printed[1:])
        return (Column(printed[0], None, is_title=True), *fields)

    def _place(self, line: Line) -> RowPlace:
        return RowPlace(line.start, line.end, line.cells, line.table, line.blank_before)

    def _parts(self, line: Line, cell: Place, column: KnownLabel | None) -> tuple[list[Line], list[LabelHit | None]]:
        return labelled_lines(self.text, self._place(line), cell, column, self.habit, self.vocabulary)

    def _is_of_labels(self, rows: Sequence[int]) -> bool:
        """`| Action | Pilote |` may be the first row of a table of labels and values."""
        firsts = [self._cell(self.lines[i].cells[0]) for i in rows if self.lines[i].cells]
        known = sum(bool(text) and self.vocabulary.label(text.strip(" :")) is not None for text in firsts)
        return known * 2 > len(firsts)

    def _with_axes(self, table: Sequence[int], columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """`Objectif` on the left of the titles gathers rows where its cells are merged or come again."""
        title = next((at for at, column in enumerate(columns) if column.is_title), 0)
        read = list(columns)
        for at, column in enumerate(columns[:title]):
            if column.known is None or column.known.kind not in _GATHERING_LABELS or not column.axe:
                continue
            printed = [self._cell(self.lines[i].cells[at]) for i in table if at < len(self.lines[i].cells)]
            if any(below in ("", above) for above, below in pairwise(printed)):
                read[at] = replace(column, known=None)
        return tuple(read)

    def _rows(self, table: Sequence[int], columns: Sequence[Column]) -> None:
        current: FicheRow | None = None
        above: dict[int, RawAxe] = {}
        for place, i in enumerate(table):
            line = self.lines[i]
            stop = table[place + 1] if place + 1 < len(table) else i + 1
            while stop < len(self.lines) and place + 1 == len(table) and self.lines[stop].cell_part:
                stop += 1
            row = self._place(line)
            filled = [at for at, (start, end) in enumerate(line.cells) if start < end]
            at = next(at for at, column in enumerate(columns) if column.is_title)
            title, below = self._title(line, line.cells[at])
            if filled == [0] and (axe := self._axe(i, line, bare=not columns[0].is_title)) is not None:
                self.axes[i] = axe
                current = None
                above = {}
                continue
            if fold_label(self._cell(line.cells[0])) in _TOTALS:
                self.heads.add(i)
                current = None
                continue
            if title[0] < title[1]:
                current = self._fiche(i, stop, row, columns, title)
                above = self._own_axes(i, row, columns, above)
                current.axes = tuple(above[at] for at in sorted(above))
                self.fiches[i] = current
            elif current is not None:
                current.stop = stop
            else:
                continue
            cells = [
                (column, cell)
                for column, cell in zip(columns, line.cells, strict=True)
                if not (column.is_title or column.is_number or column.gathers)
                and any(map(str.isalnum, self._cell(cell)))
            ]
            cells[:0] = [(columns[at], below)] if below[0] < below[1] else []
            current.cells += cells
            current.parts += [self._parts(line, cell, column.known) for column, cell in cells]

    def _title(self, line: Line, cell: Place) -> tuple[Place, Place]:
        """`**1.1 Titre**<br>Pilote : Ana Bo`: the title of a row, and what its cell says below it."""
        printed, hits = self._parts(line, cell, None)
        first = next((i for i, hit in enumerate(hits) if hit is not None), 0)
        if not first:
            return cell, (cell[1], cell[1])
        return (cell[0], printed[first - 1].end), (printed[first].start, cell[1])

    def _fiche(self, i: int, stop: int, row: RowPlace, columns: Sequence[Column], cell: Place) -> FicheRow:
        title = strip_markup(self.text, *cell).passage
        number = next((self._cell(c) for column, c in zip(columns, row.cells, strict=True) if column.is_number), "")
        heading = self.grammar.numbered_title(i, self._line(title, row), self.text)
        if heading is not None and heading.title[1]:
            title = part(title, *heading.title)
        own = (heading.number if heading else None) or ""
        return FicheRow(i, stop, _bare_number(number) or own or None, title if title.text else None)

    def _own_axes(
        self, i: int, row: RowPlace, columns: Sequence[Column], above: Mapping[int, RawAxe]
    ) -> dict[int, RawAxe]:
        """Read the cells that name a row's axes; an empty one is that of the row above."""
        found = dict(above)
        for at, (column, (start, end)) in enumerate(zip(columns, row.cells, strict=True)):
            if not column.gathers or start == end:
                continue
            line = self._line(strip_markup(self.text, start, end).passage, row)
            read = self.grammar.axe(i, line, self.text) or self.grammar.numbered_title(i, line, self.text)
            number, title = (read.number, line.text[slice(*read.title)]) if read else (None, line.text)
            own = RawAxe(column.axe, number, title.strip(" :–—-.") or None, False, 0, start, end, False)
            if at not in found or (found[at].number, found[at].title) != (own.number, own.title):
                found = {outer: axe for outer, axe in found.items() if outer < at}
            found[at] = own
        return found

    def _line(self, passage: Passage, row: RowPlace) -> Line:
        return Line(row.start, row.end, passage, 0, 0, "", 0, all_bold=False, broken=False, blank_before=0)

    def _axe(self, i: int, line: Line, *, bare: bool) -> AxeHeading | None:
        """`| AXE 1 : HABITAT | | |`: the only cell of a row, where the titles stand in another column or it says so."""
        axe = self.grammar.axe(i, replace(line, cells=()), self.text)
        if axe is not None:
            return axe
        numbered = self.grammar.numbered_title(i, line, self.text)
        if numbered is not None and (bare or numbered.word not in ("", "fiche", "action")):
            return AxeHeading(i, numbered.word, numbered.number, numbered.title, False, 0, None)
        if bare and len(line.cells) > 2:
            return AxeHeading(i, "", None, (0, len(line.text)), False, 0, None)
        return None


def is_head_of_plan(cells: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Say whether a row is the head of a table with a row a fiche."""
    return bool(_columns(cells, vocabulary))


def _columns(printed: Sequence[str], vocabulary: Vocabulary, *, labelled: bool = False) -> tuple[Column, ...]:
    """Read a row as the head of a plan's table, or nothing: one column of titles, and labels, there or in the cells."""
    keys = [fold_label(text) for text in printed]
    words = vocabulary.headings
    titles = {fold_label(word) for kind in ("title", "title_column") for word in words[kind]}
    title = next((i for i, key in enumerate(keys) if key in titles), None)
    if title is None or len(printed) < 2 or any(len(text) > 80 for text in printed):
        return ()
    numbers = {fold_label(word) for word in words["number_column"]}
    axes = {fold_label(word) for word in words["axe"]}
    columns = tuple(
        Column(
            text.strip(" :*"),
            None if i == title or not text else vocabulary.label(text.strip(" :*")),
            is_title=i == title,
            is_number=i != title and key in numbers,
            axe=key if i != title and key in axes else "",
        )
        for i, (text, key) in enumerate(zip(printed, keys, strict=True))
    )
    known = sum(column.known is not None and not column.is_number for column in columns)
    told = known + sum(column.is_title or column.is_number or column.gathers for column in columns)
    return columns if labelled or (known and told >= _KNOWN_COLUMNS * sum(map(bool, printed))) else ()


def _labels(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.label for column in columns)


def _bare_number(printed: str) -> str:
    """`Action n° 1.2`, `1.2.`: the number alone."""
    words = printed.replace("°", " ").split()
    return words[-1].strip(".:)") if words else ""


def read_plan_tables(text: str, lines: Sequence[Line], grammar: HeadingGrammar, vocabulary: Vocabulary) -> PlanTables:
    """Find the tables whose rows are fiches."""
    return _Reader(text, lines, grammar, vocabulary).read()
