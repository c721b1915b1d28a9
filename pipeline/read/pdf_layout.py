"""Give an untagged page its reading order and its paragraphs back.

In: the segments of one page without furniture. Out: its blocks, columns one after the other, ruled tables in
their place.
"""

import itertools
import operator
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from pipeline.hyphens import Words
from pipeline.read.blocks import Block, Cell, Paragraph, Run
from pipeline.read.pdf_items import hold_items, mark_items, needs_year
from pipeline.read.pdf_lines import Columns, find_columns, is_full, join, same_line, usual_columns
from pipeline.read.pdf_order import LONE_BULLET, by_line, in_reading_order, with_bullets
from pipeline.read.pdf_page import Page, Segment
from pipeline.read.pdf_printed import CLOSED, Line, PrintedTable
from pipeline.read.pdf_tables import Grid, Margins, find_grids
from pipeline.vocabulary import shipped

_BULLET = re.compile(r"\s*(?:[•·‣▪▫■□●○◦◆◇►▶▸➢➤➔→✓✔❖⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0a8]|[-–—*o>](?=\s))\s*")
# `3. Planter`, `c. Qui pilote ?`; `Fiche action n°4`, the unit of a plan by its number
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[.)]\s+\S|[a-z][.)]\s+[A-ZÀ-Ý]|[A-ZÉ][\w’'-]*(?:[ \xa0-][\w’'-]+){0,3}[ \xa0][nN]°[ \xa0]?\d)"
)
# `Fiche-action 2 - Lire`
_UNIT = re.compile(r"\s*[A-ZÉ][\w’'-]*(?:[ \xa0-][\w’'-]+){0,3}[ \xa0]\d{1,2}(?:\.\d{1,2}){0,3}[ \xa0][-–—:][ \xa0]")
_NEEDS_MORE = re.compile(
    r"(?:\b(?:et|ou|de|du|des|le|la|les|à|au|aux|en|pour|par|sur|avec|dans|un|une)|[ld]['’])\Z", re.IGNORECASE
)
# `Planter des haies ........ 4`, `Planter des haies      4`; `Planter des haies, page 4`, which a sentence may end with
_NAMES_PAGE = re.compile(r"\bp(?:age|\.)\s*\d{1,3}\s*\Z")
_OPENS_INSIDE = ("«", "“", "(", "[")
_LONGEST_LABEL = 60
_DASH = re.compile(r"\s[-–—]\s")
_WITHIN = re.compile(r"[.;] ([A-ZÀ-Ý][^.;:]{2,50}?)\s?: ")
_FEW = 3
_NEVER_FIRST = (":", ";", "?", "!", "»", ")", "%", "€")
_ENTRIES = 3  # of contents, at least
_DASHES = ("-", "–", "—")


class End(Enum):
    """What a line end is."""

    WRAP = "wrap"
    LINE = "line"
    PARAGRAPH = "paragraph"


@dataclass(slots=True)
class Layout:
    """What holds for the whole document: its words, its usual type size and line pitch."""

    words: Words
    size: float = 10.0
    pitch: float = 1.2  # of the type size
    columns: Columns | None = None  # those of most pages, where they have several
    in_lines: bool = False  # a cell was seen that holds items a line
    labels_run_on: bool = False  # labels stand within lines: `… Odile Crozet. Partenaires : …`
    _run_on: int = 0
    _opening: int = 0
    _sizes: Counter[float] = field(default_factory=Counter)
    _pitches: Counter[float] = field(default_factory=Counter)
    _columns: list[Columns] = field(default_factory=list)

    def measure(self, page: Page) -> None:
        """Take note of one page: of all, before the blocks of any are asked for."""
        for above, segment in itertools.pairwise(page.segments):
            self._sizes[round(segment.size * 2) / 2] += len(segment.text)
            drop = (segment.base - above.base) / max(segment.size, 1)
            if 0.9 < drop < 2.5 and abs(segment.size - above.size) < 0.3:
                self._pitches[round(drop, 1)] += 1
        for segment in page.segments:
            if ":" in segment.text:
                self._opening += _opens_with_label(segment.text, "")
                self._run_on += sum(_is_label(found[1]) for found in _WITHIN.finditer(segment.text))
        if page.segments:
            self._columns.append(find_columns(page.segments))

    def settle(self) -> None:
        """Say what most pages have."""
        self.labels_run_on = self._run_on > max(self._opening, _FEW)
        self.columns = usual_columns(self._columns)
        if self._sizes:
            self.size = self._sizes.most_common(1)[0][0]
        if self._pitches:
            self.pitch = self._pitches.most_common(1)[0][0]

    def page_blocks(self, page: Page, segments: Sequence[Segment]) -> list[Block]:
        """Give the blocks of one page."""
        segments = with_bullets(list(segments), page)
        grids = [grid for grid in find_grids(page.rulings) if _is_table(grid, segments)]
        outside: list[Segment] = []
        anchors: dict[int, int] = {}
        for segment in (piece for one in segments for piece in _cut_at_sides(one, grids)):
            taken = next((i for i, grid in enumerate(grids) if grid.take(segment)), None)
            if taken is None:
                outside.append(segment)
            else:
                anchors.setdefault(taken, len(outside))
        ordered, columns = in_reading_order(outside, self.columns)
        lines = _lines(ordered, columns)
        blocks: list[Block] = []
        tables = sorted((self._place(grids[i], lines), i) for i in anchors)
        at = 0
        for place, index in tables:
            blocks.extend(self._paragraphs(lines[at:place]))
            blocks.append(self._table(grids[index]))
            at = place
        blocks.extend(self._paragraphs(lines[at:]))
        return blocks

    def _place(self, grid: Grid, lines: Sequence[Line]) -> int:
        """Give the line before which a table stands: the first below it in its column."""
        for index, line in enumerate(lines):
            if line.first.top >= grid.bottom - 4 and line.first.x0 < grid.x1 and line.last.x1 > grid.x0:
                return index
        return len(lines)

    def _table(self, grid: Grid) -> PrintedTable:
        table = PrintedTable(bottom=grid.bottom, is_open=grid.is_open)
        margins = grid.margins()
        for row in grid.rows:
            printed: list[list[Line]] = []
            for cell in row:
                ordered = sorted(cell.segments, key=lambda s: (round(s.base / 3), s.x0))
                own = margins.get(cell.column, Margins(cell.x0, cell.x1))
                lines = _lines(by_line(ordered), Columns(((own.left, own.right),)))
                for line in lines if own.is_loose else ():
                    line.left, line.right = line.first.x0, line.first.x0 + own.right - own.left
                printed.append(lines)
            table.lines.append(printed)
        groups = [[self._groups(lines) for lines in printed] for printed in table.lines]
        self.in_lines |= any(map(hold_items, itertools.chain.from_iterable(groups)))
        for row, printed_groups in zip(grid.rows, groups, strict=True):
            cells = [
                Cell(self._marked(group), continues=cell.continues)
                for cell, group in zip(row, printed_groups, strict=True)
            ]
            if len(cells) == 1 and len(grid.rows) > 1:
                cells[0].columns = 2
            table.rows.append(cells)
        return table

    def _paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        return [self._paragraph(group) for group in self._groups(lines)]

    def cell_blocks(self, lines: Sequence[Line]) -> list[Block]:
        """Give what the lines of a cell say, where an item may open behind a full line."""
        return self._marked(self._groups(lines))

    def _marked(self, groups: list[list[Line]]) -> list[Block]:
        mark_items(groups, self.words, in_lines=self.in_lines)
        return [self._paragraph(group) for group in groups]

    def _groups(self, lines: Sequence[Line]) -> list[list[Line]]:
        """Group the lines of each paragraph."""
        groups: list[list[Line]] = []
        led = [line.leads_to_page for line in lines]
        named = [_NAMES_PAGE.search(line.text) is not None for line in lines]
        are_contents = sum(map(operator.or_, led, named)) >= _ENTRIES
        ends = [leads or (names and are_contents) for leads, names in zip(led, named, strict=True)]
        for line, after_entry in zip(lines, [False, *ends], strict=False):
            end = self._line_end(groups[-1], line) if groups else End.PARAGRAPH
            if end is End.WRAP and after_entry:
                end = End.LINE
            if end is End.PARAGRAPH:
                groups.append([line])
            else:
                line.is_broken = end is End.LINE
                groups[-1].append(line)
        return groups

    def _paragraph(self, group: list[Line]) -> Paragraph:
        first = group[0]
        segments: list[Segment] = []
        breaks: set[int] = set()
        for line in group:
            if line.is_broken:
                breaks.add(len(segments))
            segments.extend(line.segments)
        runs = join(segments, self.words, breaks)
        if first.first.note:
            runs.insert(0, Run(f"[^{first.first.note}]: "))
        return Paragraph(runs, indent=first.first.x0 - first.left, size=first.first.size)

    def _line_end(self, group: Sequence[Line], line: Line) -> "End":
        """Say what the line end above a line is: a wrap, the author's own, or the end of the paragraph."""
        above, first = group[-1], group[0]
        size = max(line.first.size, above.first.size)
        if line.bullet and _is_dash_inside(group, line):
            return End.WRAP
        if line.bullet or _NUMBERED.match(line.text) or line.first.note:
            return End.PARAGRAPH
        if not self.labels_run_on and _opens_with_label(line.text, above.text):
            return End.PARAGRAPH
        if line.text.lstrip()[:1] in _NEVER_FIRST and line.text.strip() and above.column == line.column:
            return End.WRAP  # `pour` / `:`, parted at a no-break space
        if abs(above.first.size - line.first.size) > 0.6:
            return End.PARAGRAPH
        if above.all_bold != line.all_bold and self._changes_look(above, line):
            return End.PARAGRAPH
        # Headings keep off the margin (padding, balanced lines): a tenth of the measure is allowed them.
        heads = above.first.size > 1.15 * self.size and above.all_bold == line.all_bold
        full = is_full(above.last, line.first, above.right - (0.1 * (above.right - above.left) if heads else 0))
        below = 0 < line.first.base - above.first.base < (self.pitch + 0.35) * size
        is_same = above.column == line.column or (below and abs(line.first.x0 - above.first.x0) < 3)
        if not is_same or line.first.base < above.first.base:
            goes_on = (not _is_closed(above.text) and (line.first.text[:1].islower() or not first.all_bold)) or (
                first.bullet and not line.bullet and _hangs(first, line) and first.text_x - first.left > size
            )
            return End.WRAP if full and goes_on else End.PARAGRAPH
        drop = line.first.base - above.first.base
        if drop > (self.pitch + 0.35) * size:
            return End.PARAGRAPH
        if first.bullet:
            # `- outiller les équipes, sans se` / `substituer à elles`, typed, goes on below its dash
            typed = abs(line.first.x0 - first.first.x0) < 1.0 and full and not _is_closed(above.text)
            if not _hangs(first, line):
                return End.WRAP if typed else End.PARAGRAPH
            if full:
                return End.WRAP
            if _is_closed(above.text):
                return End.PARAGRAPH
            opens = line.text.lstrip()
            return End.LINE if opens[:1].islower() else End.WRAP if opens.startswith(_OPENS_INSIDE) else End.PARAGRAPH
        if full and (_ends_capitals(above.text, line.text) or _UNIT.match(line.text)):
            return End.LINE
        if not full:
            below = abs(line.first.x0 - above.first.x0) < 2
            if below and above.all_bold and line.all_bold and _goes_on_small(above, line):
                return End.WRAP  # a heading of two lines, whatever its pitch
            tight = below and drop < (self.pitch + 0.12) * size
            return End.LINE if tight and not above.all_bold and not line.all_bold else End.PARAGRAPH
        # A first line may be indented or hang out; the others stand on one margin.
        beside = group[1] if len(group) > 1 else above
        reach = 3.0 if len(group) > 1 else 45.0
        shift = (line.first.x0 - line.left) - (beside.first.x0 - beside.left)
        return End.WRAP if abs(shift) < reach or line.left != beside.left else End.PARAGRAPH

    def _changes_look(self, above: Line, line: Line) -> bool:
        """Bold that stops at a line end opens a new paragraph, unless it stops there by chance."""
        if above.all_bold:
            return above.text.rstrip().endswith(CLOSED) or not line.first.text[:1].islower()
        return not above.last.runs[-1].bold

    def continues_over(self, last: Paragraph, following: Paragraph) -> bool:
        """Say whether a paragraph goes on at the top of the next page."""
        text, then = last.text.rstrip(), following.text.lstrip()
        if (
            following.heading
            or following.marker
            or not text
            or not then
            or _BULLET.match(then)
            or _NUMBERED.match(then)
        ):
            return False
        if then[0] in _NEVER_FIRST:
            return True
        if abs(last.size - following.size) > 0.6 or (last.all_bold != following.all_bold and not then[0].islower()):
            return False
        cut = text.endswith(("-", "\u2010", ",")) or _NEEDS_MORE.search(text) is not None
        return not text.endswith(CLOSED) and (then[0].islower() or cut or needs_year(text, then))


def _hangs(first: Line, line: Line) -> bool:
    """Say whether a line starts where the words of its entry's first line do, seen from its column's margin."""
    size = max(line.first.size, first.first.size)
    return abs(line.first.x0 - line.left - first.text_x + first.left) < 1.2 * size


def _goes_on_small(above: Line, line: Line) -> bool:
    return line.text.lstrip()[:1].islower() and not _is_closed(above.text)


def _is_dash_inside(group: Sequence[Line], line: Line) -> bool:
    """`… économique` / `- exemple en Bretagne …`: a dash that the wrap put in front of a line of a • entry."""
    first, above = group[0], group[-1]
    sign = first.text.lstrip()[:1]
    inside = first.bullet and sign not in _DASHES and line.text.lstrip()[:1] in _DASHES
    return (
        inside
        and abs(line.first.x0 - line.left - first.text_x + first.left) < 1.0
        and is_full(above.last, line.first, above.right)
        and line.text.lstrip(" -–—")[:1].islower()
        and not _is_closed(above.text)
    )


def _is_closed(text: str) -> bool:
    """`Objectifs :` has nothing to come on its paragraph, `Pilote : A. Autres contributeurs :` has."""
    text = text.rstrip()
    return text.endswith(CLOSED) and not (text.endswith(":") and ":" in text[:-1])


def _opens_with_label(text: str, above: str) -> bool:
    """`Partenaires : …` opens a paragraph even where the line above happens to be full, and so do `PARTENAIRES` and
    `Calendrier prévisionnel` alone and, behind a full stop, `Partenaires`; `club de prévention` / `Horizons` is a name.
    """
    label, _, value = text[:_LONGEST_LABEL].partition("\t")
    if not value:
        label, value, _ = text[:_LONGEST_LABEL].partition(":")
    if not value:
        label, *_ = _DASH.split(text[:_LONGEST_LABEL], maxsplit=1)  # `Partenaires – CRT Bretagne`
    if not label[:1].isupper():
        return False
    has_more = above.rstrip().endswith((",", "/", ":", *_DASHES)) or _NEEDS_MORE.search(above.rstrip()) is not None
    alone = len(text) < _LONGEST_LABEL and not has_more and (_is_closed(above) or text.isupper() or " " in text.strip())
    return (label != text[:_LONGEST_LABEL] or alone) and _is_label(label)


def _is_label(text: str) -> bool:
    return shipped().exact_label(text.strip()) is not None


def _ends_capitals(above: str, below: str) -> bool:
    """`STRATÉGIE POUR LA BIODIVERSITÉ` / `Plan d'actions 2024`: two lines of a title."""
    words = [word for word in above.split() if word.isalpha()]
    return len(words) > 1 and above.isupper() and below[:1].isupper() and any(map(str.islower, below))


def _is_table(grid: Grid, segments: Sequence[Segment]) -> bool:
    """A frame round the page or round one paragraph is no table."""
    cells = [cell for row in grid.rows for cell in row]
    return len(cells) >= 2 and grid.bottom - grid.top > 8 and bool(segments) and len(cells) <= 3000


def _cut_at_sides(segment: Segment, grids: Sequence[Grid]) -> list[Segment]:
    grid = next((grid for grid in grids if grid.holds(segment)), None)
    return grid.cut(segment) if grid is not None else [segment]


def _lines(segments: Sequence[Segment], columns: Columns) -> list[Line]:
    lines: list[Line] = []
    for segment in segments:
        column = columns.of(segment)
        last = lines[-1] if lines else None
        if (
            last is not None
            and same_line(last.last, segment)
            and segment.x0 > last.last.x0
            and (column in (last.column, -1) or LONE_BULLET.fullmatch(last.text))
        ):
            last.segments.append(segment)
            if last.bullet and len(last.segments) == 2 and LONE_BULLET.fullmatch(last.first.text):
                last.text_x = segment.x0
            continue
        left, right = columns.margins(segment)
        line = Line([segment], column, left, right)
        bullet = _BULLET.match(segment.text) or LONE_BULLET.fullmatch(segment.text)
        if bullet is not None:
            line.bullet = True
            edges = segment.runs[0].strip.edges if segment.runs[0].strip is not None else None
            at = min(bullet.end(), len(edges) - 1) if edges is not None else 0
            line.text_x = (
                edges[at]
                if edges is not None and bullet.end() < len(segment.text) and bullet.end() == at
                else segment.x1 + 3
            )
            if (
                edges is not None and bullet.end() > at and len(segment.runs) > 1 and segment.runs[1].strip is not None
            ) or (
                edges is not None
                and bullet.end() == len(segment.runs[0].text)
                and len(segment.runs) > 1
                and segment.runs[1].strip is not None
            ):
                line.text_x = segment.runs[1].strip.edges[0]
        lines.append(line)
    return lines
