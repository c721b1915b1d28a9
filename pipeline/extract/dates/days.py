"""The calendar: which whole days a fully known period stands for, and how EDTF writes it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from types import MappingProxyType
from typing import Final

from pipeline.extract.dates.printed import Period, Unit
from pipeline.model import Modifier

# The first and last month of each part of a year: `fin 2022` is October to December.
_YEAR_PARTS: Final = MappingProxyType({Modifier.EARLY: (1, 3), Modifier.MID: (4, 9), Modifier.LATE: (10, 12)})
_THIRDS: Final = MappingProxyType({Modifier.EARLY: 0, Modifier.MID: 1, Modifier.LATE: 2})
# First day of each season by its EDTF code: (month, day); it lasts until the day before the next.
_SEASONS: Final = MappingProxyType({21: (3, 21), 22: (6, 21), 23: (9, 21), 24: (12, 21)})
# EDTF codes of the first quarter and semester less one: 33 to 36, 40 and 41.
_QUARTER_CODE: Final = 32
_SEMESTER_CODE: Final = 39
_APPROXIMATE: Final = "~"


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of whole days with its first and last EDTF terms, the same where one term says it all."""

    start: date
    end: date
    first_term: str
    last_term: str


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _between(start: date, end: date, *, months: bool, approximate: bool) -> Days:
    """Give the days from `start` to `end`, their terms written as months or as days."""
    length, sign = (7 if months else 10), (_APPROXIMATE if approximate else "")
    return Days(start, end, start.isoformat()[:length] + sign, end.isoformat()[:length] + sign)


def _months(year: int, first: int, last: int, term: str) -> Days:
    return Days(date(year, first, 1), _month_end(year, last), term, term)


def _part_of_months(year: int, first: int, last: int, modifier: Modifier) -> Days:
    """Give a third of the months from `first` to `last` (of a whole year: three, six and three months)."""
    if last - first == 11:
        begin, finish = _YEAR_PARTS[modifier]
    else:
        step = (last - first + 1) // 3
        begin = first + step * _THIRDS[modifier]
        finish = begin + step - 1
    return _between(date(year, begin, 1), _month_end(year, finish), months=True, approximate=True)


def _part_of_month(year: int, month: int, modifier: Modifier) -> Days:
    """Give the 1st to 10th, 11th to 20th or 21st to last of a month."""
    begin = 1 + 10 * _THIRDS[modifier]
    end = _month_end(year, month) if modifier is Modifier.LATE else date(year, month, begin + 9)
    return _between(date(year, month, begin), end, months=False, approximate=True)


def _season(year: int, code: int, modifier: Modifier | None) -> Days:
    """Give a season, winter running into the next year, or the month of it that the modifier names."""
    month, day = _SEASONS[code]
    if modifier is None:
        term = f"{year}-{code}"
        after = date(year + 1, 3, 21) if code == 24 else date(year, month + 3, 21)
        return Days(date(year, month, day), after - timedelta(days=1), term, term)
    offset = month - 1 + _THIRDS[modifier]
    begin = date(year + offset // 12, offset % 12 + 1, day)
    following = offset + 1
    end = date(year + following // 12, following % 12 + 1, day) - timedelta(days=1)
    return _between(begin, end, months=False, approximate=True)


def _within_month(period: Period, year: int, month: int) -> Days:
    """Give the fortnight or week of a month."""
    last = _month_end(year, month)
    if period.unit is Unit.FORTNIGHT:
        half = (1, 15) if period.index == 1 else (16, last.day)
        return _between(date(year, month, half[0]), date(year, month, half[1]), months=False, approximate=False)
    if period.index == -1:
        return _between(last - timedelta(days=6), last, months=False, approximate=True)
    start = date(year, month, 7 * (period.index or 1) - 6)
    return _between(start, start + timedelta(days=6), months=False, approximate=True)


def days_of(period: Period) -> Days:
    """Give the days of a period whose year is known.

    Raises:
        ValueError: where the calendar has no such day.
    """
    year = period.year or 0
    if not 1000 <= year < MAXYEAR:
        raise ValueError(f"no year of the calendar: {year}")
    month, index = period.month or 0, period.index or 0
    match period.unit:
        case Unit.DAY:
            day = date(year, month, period.day or 0)
            return Days(day, day, day.isoformat(), day.isoformat())
        case Unit.WEEK:
            day = date(year, month, period.day or 0)
            return _between(day, day + timedelta(days=6), months=False, approximate=False)
        case Unit.FORTNIGHT | Unit.WEEK_OF_MONTH:
            return _within_month(period, year, month)
        case Unit.SEASON:
            return _season(year, index, period.modifier)
        case Unit.DECADE:
            return Days(date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10}X", f"{year // 10}X")
        case Unit.MONTH:
            if period.modifier:
                return _part_of_month(year, month, period.modifier)
            return _months(year, month, month, f"{year}-{month:02}")
        case Unit.QUARTER:
            first, last, term = 3 * index - 2, 3 * index, f"{year}-{_QUARTER_CODE + index}"
        case Unit.SEMESTER:
            first, last, term = 6 * index - 5, 6 * index, f"{year}-{_SEMESTER_CODE + index}"
        case Unit.YEAR:
            first, last, term = 1, 12, str(year)
    if period.modifier:
        return _part_of_months(year, first, last, period.modifier)
    return _months(year, first, last, term)
