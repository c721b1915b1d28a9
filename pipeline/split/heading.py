"""Candidate headings, of fiches and of what gathers them: what the stage's modules hand to one another."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import FicheKind


class Source(StrEnum):
    """What a candidate heading is told by."""

    KNOWN = "a word of the vocabulary and a number"
    AXE = "a word for what gathers fiches, and a number"
    ANY = "a word that numbers something"
    COUNTED = "a word that numbers other things than fiches too"
    ORDINAL = "an ordinal and a word of the vocabulary"
    BEHIND = "a word and a number behind the title"
    BARE = "a number alone"
    PLAIN = "a number alone on a plain line"
    ALONE = "a word of the vocabulary without a number"
    QUALIFIED = "a word of the vocabulary and one that qualifies it, without a number"
    STYLE = "titles printed alike right above the same labels"
    OPENING = "a label that opens every card"
    TABLE = "the rows of a table whose head names the labels"


@dataclass(frozen=True, slots=True)
class AxePart:
    """An axe that a fiche's own heading names: `start` and `end` are its place within the line's passage."""

    word: str
    number: str
    title: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A candidate heading.

    `word` is its family's word, folded (empty for a bare number); `number` as printed; `title` is the place of
    the title within the line's passage, (0, 0) for none; `page` is the page number printed behind it;
    `inline` is where a referent label follows the title on the same line (else the end of the text); `axes` are
    those that the heading names, the outermost first.
    """

    line: int
    kind: FicheKind
    word: str
    number: str | None
    title: tuple[int, int]
    page: int | None
    level: int
    inline: int
    source: Source = Source.KNOWN
    misspelt: bool = False
    axes: tuple[AxePart, ...] = ()


@dataclass(frozen=True, slots=True)
class AxeHeading:
    """A candidate heading of what gathers fiches."""

    line: int
    word: str
    number: str | None
    title: tuple[int, int]
    transversal: bool
    level: int
    page: int | None
