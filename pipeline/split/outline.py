"""What the split stage gives: the plan's skeleton, every piece with its place, nothing interpreted yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import FicheKind
from pipeline.span import Passage
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line


@dataclass(frozen=True, slots=True)
class RawItem:
    """One bullet or paragraph, with those nested in it."""

    line: Line
    passage: Passage
    depth: int
    bullet: bool
    items: tuple["RawItem", ...]


@dataclass(frozen=True, slots=True)
class RawSection:
    """A labelled part: its label as printed, what the vocabulary says of it, its items."""

    label: str
    hit: LabelHit | None
    items: tuple[RawItem, ...]
    start: int
    label_end: int
    end: int
    in_list: bool

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Give the places of the label and of every item: what of the text this section really holds."""
        yield self.start, self.label_end
        waiting = list(self.items)
        while waiting:
            item = waiting.pop()
            yield item.line.start, item.line.end
            waiting += item.items


@dataclass(frozen=True, slots=True)
class RawReferents:
    """A label that announces who is in charge, and the passages that name them."""

    label: str
    hit: LabelHit
    names: tuple[Passage, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RawAxe:
    """One printed heading of an axe, in the contents or in the body."""

    word: str
    number: str | None
    title: str | None
    transversal: bool
    level: int
    start: int
    end: int
    in_contents: bool


@dataclass(frozen=True, slots=True)
class RawFiche:
    """One fiche of the body.

    `axe` is its place in the outline's axes; `axe_above` tells that the axe's heading stands right above, or that the
    fiche names it; `named` are the places of labels' lines that give the title and the number; `misspelt` tells that
    the heading is not printed as the others are.
    """

    kind: FicheKind
    number: str | None
    title: Passage | None
    axe: int | None
    axe_above: bool
    referents: tuple[RawReferents, ...]
    sections: tuple[RawSection, ...]
    heading: tuple[int, int]
    start: int
    end: int
    broken: tuple[tuple[int, int], ...]
    misspelt: bool = False
    named: tuple[tuple[int, int], ...] = ()

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Give the places of the heading, of the referent lines, and of what the sections hold."""
        yield self.heading
        yield from self.named
        for line in self.referents:
            yield line.start, line.end
        for section in self.sections:
            yield from section.stretches()


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry of the table of contents."""

    kind: FicheKind
    number: str | None
    title: str | None
    page: int | None
    axe: int | None
    referents: tuple[RawReferents, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FamilyReport:
    """A family of headings that was tried: how many, how many with labels below, how many labels explained, the
    labels that come again and again, whether it was `chosen`, `joined` to the chosen one or `rejected`, and why.
    """

    example: str
    told_by: str
    headings: int
    supported: int
    labels: int
    block: tuple[str, ...]
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The skeleton of a plan.

    `assigned` are the stretches of the canonical text that went into something: coverage is counted on them;
    `families` says which headings were tried for fiches.
    """

    title: str | None
    axes: tuple[RawAxe, ...]
    entries: tuple[RawEntry, ...]
    fiches: tuple[RawFiche, ...]
    assigned: tuple[tuple[int, int], ...]
    families: tuple[FamilyReport, ...] = ()
