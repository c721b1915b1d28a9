"""What a printed date says, underspecified: which periods, before any year is taken from the context.

The grammar makes these values; `resolve` turns them into whole days. Nothing here reads text.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Modifier


class Unit(StrEnum):
    """How large the period is that a printed date names."""

    DAY = "day"
    WEEK = "week"  # `semaine du 12 juin`: seven days from the day printed
    WEEK_OF_MONTH = "week-of-month"
    FORTNIGHT = "fortnight"  # `première quinzaine de mai`: to the 15th, from the 16th
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


class Bound(StrEnum):
    """On which side a printed date is left open."""

    SINCE = "since"  # `depuis 2015`, `à partir de 2026`
    UNTIL = "until"  # `d'ici 2030`, `avant fin 2025`


class Problem(StrEnum):
    """Why a printed date names no days."""

    NO_YEAR = "no-year"
    INVALID = "invalid"  # 31 février, 45.13.22, du 5 au 3 mai
    RELATIVE = "relative"  # `mars dernier`: counted from a day that the plan does not print


@dataclass(frozen=True, slots=True)
class Period:
    """One named period; what was not printed is None.

    `index` is the rank of a quarter, semester, fortnight or week (-1 the last), or the EDTF code of a season.
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    index: int | None = None
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One period, or a range from the first to the last; `bound` says which side of it is open."""

    first: Period
    last: Period | None = None
    bound: Bound | None = None

    @property
    def year(self) -> int | None:
        """The first year that is printed for it."""
        return self.first.year if self.first.year is not None or self.last is None else self.last.year

    @property
    def has_year(self) -> bool:
        """Whether a year is printed for it."""
        return self.year is not None


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as it stands in a text: `text` is `source[start:end]`, offsets in code points.

    `elements` are the periods named, in printed order; years shared over a list are already in all of them.
    """

    start: int
    end: int
    text: str
    elements: tuple[Element, ...]
    relative: bool = False

    @property
    def needs_year(self) -> bool:
        """Whether part of it has no printed year, so that only the context can date it."""
        return not all(element.has_year for element in self.elements)
