"""Rows of tables that are fiches: what they hold, and each as the same raw fiche that headings and labels give."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import FicheKind
from pipeline.span import Passage
from pipeline.split.body import split_body
from pipeline.split.items import build_items
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.outline import RawAxe, RawFiche, RawReferents, RawSection
from pipeline.split.separated import Place
from pipeline.vocabulary import KnownLabel, Vocabulary


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: `label` is its head as printed, `axe` the word of what gathers fiches."""

    label: str
    known: KnownLabel | None
    is_title: bool = False
    is_number: bool = False
    axe: str = ""

    @property
    def is_plural(self) -> bool:
        """True for `Actions`, `Mesures proposées`."""
        return self.label.split(" ")[0].casefold().endswith("s")

    @property
    def gathers(self) -> bool:
        """True when its cells name what gathers the rows."""
        return self.axe != "" and self.known is None


@dataclass(slots=True)
class FicheRow:
    """A row that is a fiche: the cells of each column, those of the rows that go on with it included.

    `axes` are those of its columns, the outermost first; `parts` are the lines of each cell, with the labels that they
    open with.
    """

    line: int
    stop: int
    number: str | None
    title: Passage | None
    cells: list[tuple[Column, Place]] = field(default_factory=list)
    axes: tuple[RawAxe, ...] = ()
    parts: list[tuple[list[Line], list[LabelHit | None]]] = field(default_factory=list)

    @property
    def known(self) -> tuple[KnownLabel, ...]:
        """The known labels under which something is written."""
        within = [hit.known for _, hits in self.parts for hit in hits if hit is not None and hit.known is not None]
        opening = [hits[0] if hits else None for _, hits in self.parts]
        above = [column.known for (column, _), hit in zip(self.cells, opening, strict=True) if hit is None]
        return (*(known for known in above if known is not None), *within)


def row_fiche(lines: Sequence[Line], row: FicheRow, axe: int | None, vocabulary: Vocabulary, *, near: bool) -> RawFiche:
    """Give a row as a raw fiche.

    Args:
        lines: the document.
        row: the row.
        axe: the place of its axe in the outline.
        vocabulary: to find further labels within a line.
        near: whether the axe's heading stands right above.
    """
    referents: list[RawReferents] = []
    sections: list[RawSection] = []
    for (column, cell), (printed, hits) in zip(row.cells, row.parts, strict=True):
        first = next((i for i, hit in enumerate(hits) if hit is not None), len(hits))
        values = printed[:first]
        hit = LabelHit(0, 0, 0, column.known)
        end = values[-1].end if values and first < len(hits) else cell[1]
        if values and hit.is_referent:
            referents.append(RawReferents(column.label, hit, tuple(line.passage for line in values), cell[0], end))
        elif values:
            items = build_items([(line, line.passage) for line in values])
            sections.append(RawSection(column.label, hit, items, cell[0], cell[0], end, in_list=False))
        if first < len(hits):
            named, labelled = split_body(printed[first:], hits[first:], vocabulary)
            referents += named
            sections += labelled
    start, end = lines[row.line].start, lines[row.stop - 1].end
    return RawFiche(
        kind=FicheKind.FICHE,
        number=row.number,
        title=row.title,
        axe=axe,
        axe_above=near,
        referents=tuple(referents),
        sections=tuple(sections),
        heading=(start, end),
        start=start,
        end=end,
        broken=(),
    )
