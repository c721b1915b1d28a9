"""A logical line of the canonical text: what the stage's modules hand to one another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.span import Passage

_LEAD = r"""
    (?P<heading>\#{1,6}(?=[ \t]))?[ \t]*
    (?P<bullet>
        (?:[-*+•◦▪‣●○■□►➢➔→▶▸►➤⇒❖✓✔✅☐☑☒◾◽❏❑★>»:–—·∙\uf0b7\uf0a7]\ufe0f?|[-=]>|o(?=[ \t\xa0])
        | [‐‑‒―−⁃◆◇◼◻⬧⬥⚫⚪⬤⦿➜➝➞➙⇨↳✗✘›\uf0d8\uf0fc\uf076\uf02d\uf0a8\uf06f]
        # what is left of Wingdings' arrows, ticks and squares where the font is gone
        | [Øü§¤](?=[ \t\xa0]+[^\W\d_]) | [vq](?=[ \t\xa0]+[A-ZÀ-ÖØ-ÞŒ]))(?=[ \t\xa0]+\S)
        | [•◦▪‣●■►➢➔❖✓✔◾\uf0b7\uf0a7](?=\w)
"""
LEAD = re.compile(_LEAD + ")?", re.VERBOSE)
# The same in a document that glues its dashes to the words: `-Voir`.
_GLUED_LEAD = re.compile(_LEAD + r"| [-–](?=[^\W_]))?", re.VERBOSE)
_GLUED = re.compile(r"[-–][^\W\d_]")
# So many lines make a habit.
_HABIT = 3
# `1. `, `b) `, `(3) `, `4/ `, `5° `, `iii) `, `6- `
NUMBERED = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})\)|(?:\d{1,3}|[a-z]|[ivx]{2,4})[./]|\d°|\d{1,2}-)[ \t\xa0]+(?=\S)"
)
# What parts the columns of a list, and the boxes of `☐ À venir   ☒ En cours`, which are none.
_GAP = re.compile(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{3,}|[ \xa0]{1,2}(?=[•◦▪‣●○■□►➢▶▸❖◾◽\uf0b7\uf0a7])")
_BOXES = "☐☑☒✔✓✅✗✘□■○●◯◻◼"
_COUNT = re.compile(r"\d+|[a-z]+")


def bullets_beside(text: str, start: int, end: int) -> tuple[int, ...]:
    """Give where further entries of a list begin on the line of the first: `• ADEME`, a gap, `• CAF`.

    Args:
        text: the canonical text.
        start, end: the line.
    """
    sign = text[start]
    if sign.isupper():
        return ()
    counts = sign.isdecimal() or sign == "(" or (sign.islower() and not text[start + 1 : start + 2].isalpha())
    if not counts and text.find(f"{sign} ", start + 1, end) < 0 and text.find("\t", start, end) < 0:
        return ()  # most lines
    own = _entry(text, start, end)
    if not own:
        return ()
    found = tuple(gap.end() for gap in _GAP.finditer(text, start, end) if _entry(text, gap.end(), end) == own)
    boxes = own in _BOXES and any(box in _BOXES and box != own for box in text[start:end])
    return found if not boxes else ()


def _entry(text: str, start: int, end: int) -> str:
    """Give the bullet at a place, numbers and letters masked, so that those of one list are the same."""
    lead = LEAD.match(text, start, end)
    if lead is not None and lead["bullet"]:
        return "" if lead["heading"] else lead["bullet"]
    number = NUMBERED.match(text, start, end)
    return _COUNT.sub("#", number[0].strip()) if number is not None else ""


def lead_of(printed: Iterable[str]) -> re.Pattern[str]:
    """Give the pattern of what a line of a document begins with, from how its printed lines do."""
    glued = sum(_GLUED.match(line) is not None for line in printed)
    return _GLUED_LEAD if glued >= _HABIT else LEAD


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line.

    `start` and `end` hold all of it in the canonical text, bullet included; `indent` counts columns before the
    bullet; `heading` is the Markdown level, 0 for none; `number` is the printed number of a numbered bullet;
    `bold_prefix` is how much of the passage its opening bold covers; `italic` tells that all of it is in italics;
    `blank_before` counts blank lines above;
    `label_cell` is where the first cell of a two-cell table row ends in the passage, 0 elsewhere;
    `cell_part` tells a line that goes on with a cell behind a `<br>`; `table` counts the document's tables from 1 (0
    outside of them), and the first line of a row has the places of its `cells` in the canonical text, empty ones too.
    """

    start: int
    end: int
    passage: Passage
    indent: int
    heading: int
    bullet: str
    bold_prefix: int
    all_bold: bool
    broken: bool
    blank_before: int
    label_cell: int = 0
    cell_part: bool = False
    table: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    italic: bool = False
    text: str = field(init=False, repr=False, compare=False)
    """The line as it reads; kept, as it is asked for twenty times."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.passage.text)

    @property
    def capitals(self) -> bool:
        """True when all its letters are capitals, and there are enough to tell."""
        return in_capitals(self.text)


def in_capitals(text: str) -> bool:
    """Say whether all letters are capitals, of which there are enough to tell."""
    return sum(map(str.isupper, text)) > 3 and text.upper() == text
