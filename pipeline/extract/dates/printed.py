"""What a printed date says, before anything is known of its year."""

from dataclasses import dataclass
from enum import StrEnum


class Grain(StrEnum):
    """What a point names."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    SEASON = "season"
    YEAR = "year"
    PART = "part"  # début, mi-, fin of a year, or of a month where `month` is given
    YEARS = "years"  # 2018-2021


@dataclass(frozen=True, slots=True)
class Point:
    """One date as printed.

    `start` and `end` are its place. `number` is the month, quarter, semester (1, 2) or season (1 spring to
    4 winter); `days` the days of a month that are listed; `day_range` that they are the ends of a range;
    `part` is `early`, `mid`, `late`; `last_year` the end of a range of years.
    """

    start: int
    end: int
    grain: Grain
    year: int | None = None
    number: int = 0
    days: tuple[int, ...] = ()
    day_range: bool = False
    part: str = ""
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A whole date expression: points that are listed, or the two ends of a range.

    `bound` is `since` (`depuis`, `à partir de`), `until` (`d'ici`, `jusqu'en`), or nothing.
    """

    start: int
    end: int
    text: str
    points: tuple[Point, ...]
    is_range: bool = False
    bound: str = ""

    @property
    def needs_year(self) -> bool:
        """True when no point of it prints a year."""
        return all(point.year is None for point in self.points)
