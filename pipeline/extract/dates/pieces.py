"""From a text to the pieces of dates in it: a day, a month, a year, or the bare 6 of `6 & 7.12.21`.

Each branch of the grammar has one reader here, named as its group. A reader refuses with None what has the
shape of a date and no meaning (2022-45).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pipeline.extract.dates import context
from pipeline.extract.dates.atoms import MODIFIERS, MONTHS, ORDINALS, SEASONS
from pipeline.extract.dates.grammar import CANDIDATE, PIECE
from pipeline.extract.dates.printed import Element, Period, Unit
from pipeline.extract.dates.source import Source

# Two-digit years below this are of the 2000s, from it on of the 1900s. A constant, no clock: the same text
# must give the same dates in every year.
CENTURY_PIVOT: Final = 70
# `2021-27` is a range of years; beyond this many years, `2022-45` is a number.
LONGEST_SHORT_RANGE: Final = 15


class Scale(StrEnum):
    """What pieces must have in common to be joined by a mere dash or comma."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a date at `start:end`.

    `bare` marks what is a date only in the right surroundings (a month or 16/02 alone), `pending` what means
    nothing without the piece behind it (the 6 of `6 & 7.12.21`).
    """

    start: int
    end: int
    element: Element
    scale: Scale
    bare: bool = False
    pending: bool = False


Match = re.Match[str]
Reader = Callable[[Match, Source], Piece | None]

_TWO_PARTS = MappingProxyType({"t": Unit.QUARTER, "q": Unit.QUARTER, "s": Unit.SEMESTER})
_RANKS = MappingProxyType({Unit.QUARTER: 4, Unit.SEMESTER: 2, Unit.FORTNIGHT: 2, Unit.WEEK_OF_MONTH: 4})
_PART_UNITS = MappingProxyType({"quinzaine": Unit.FORTNIGHT, "semaine": Unit.WEEK_OF_MONTH})


def full_year(digits: str) -> int:
    """Give the year that two or four printed digits mean."""
    plain = digits.lstrip("'")
    if len(plain) > 2:
        return int(plain)
    return int(plain) + (2000 if int(plain) < CENTURY_PIVOT else 1900)


def _optional_year(digits: str | None) -> int | None:
    return None if digits is None else full_year(digits)


def _day_number(printed: str) -> int:
    return 1 if printed[0] == "p" else int(printed.rstrip("er° "))


def _piece(found: Match, period: Period, scale: Scale, *, bare: bool = False, pending: bool = False) -> Piece:
    return Piece(found.start(), found.end(), Element(period), scale, bare, pending)


def _years(found: Match, first: int, last: int) -> Piece:
    element = Element(Period(Unit.YEAR, first), Period(Unit.YEAR, last))
    return Piece(found.start(), found.end(), element, Scale.YEAR)


def _ranked(unit: Unit, index: int) -> int | None:
    """Give the rank from 1 on, `dernier` counted; None where the unit has no such rank (`3e semestre`)."""
    rank = _RANKS[unit] if index == -1 and unit is not Unit.WEEK_OF_MONTH else index
    return rank if rank <= _RANKS[unit] else None


def _iso(found: Match, _: Source) -> Piece:
    day = Period(Unit.DAY, int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"]))
    return _piece(found, day, Scale.DAY)


def _dmy(found: Match, source: Source) -> Piece | None:
    day, month, year, gap = (found[f"dmy_{part}"] for part in ("day", "month", "year", "gap"))
    # Out of range, it is a misprint where it can be nothing but a date: 45.13.22, not section 1.2.41.
    valid = 1 <= int(day) <= 31 and 1 <= int(month) <= 12
    if not valid and (gap == "-" or len(day) + len(month) < 4):
        return None
    # `1.2.12` numbers a section unless the text says that it is a day: `le 6.5.22`.
    short = gap == "." and len(day) + len(month) + len(year) == 4
    if short and not context.names_a_day(source, found.start()):
        return None
    return _piece(found, Period(Unit.DAY, full_year(year), int(month), int(day)), Scale.DAY)


def _my(found: Match, _: Source) -> Piece:
    modifier = MODIFIERS[found["my_part"]] if found["my_part"] else None
    month = Period(Unit.MONTH, int(found["my_year"]), int(found["my_month"]), modifier=modifier)
    return _piece(found, month, Scale.MONTH)


def _ym(found: Match, _: Source) -> Piece | None:
    year, second = int(found["ym_year"]), int(found["ym_second"])
    if 0 < second - year % 100 <= LONGEST_SHORT_RANGE:
        return _years(found, year, year - year % 100 + second)
    return _piece(found, Period(Unit.MONTH, year, second), Scale.MONTH) if 1 <= second <= 12 else None


def _pair(found: Match, source: Source) -> Piece | None:
    left, right, gap = found["pair_left"], found["pair_right"], found["pair_gap"]
    if len(left) == 2 and gap != "." and int(right) > 12:
        first, last = full_year(left), full_year(right)
        if 0 < last - first <= LONGEST_SHORT_RANGE and context.names_years(source, found.start()):
            return _years(found, first, last)
        month = 1 <= int(left) <= 12 and gap == "/" and int(right) < CENTURY_PIVOT
        if month and context.names_a_month(source, found.start(), found.end()):
            return _piece(found, Period(Unit.MONTH, last, int(left)), Scale.MONTH)
    if gap == "-" or (gap == "." and len(left) < 2) or not (1 <= int(left) <= 31 and 1 <= int(right) <= 12):
        return None
    return _piece(found, Period(Unit.DAY, None, int(right), int(left)), Scale.DAY, bare=True)


def _dated(found: Match, _: Source) -> Piece:
    month, year = MONTHS[found["dated_month"].rstrip(".")], _optional_year(found["dated_year"])
    return _piece(found, Period(Unit.DAY, year, month, _day_number(found["dated_day"])), Scale.DAY)


def _number(found: Match, _: Source) -> Piece:
    return _piece(found, Period(Unit.DAY, day=_day_number(found["number_day"])), Scale.DAY, pending=True)


def _rank(found: Match, _: Source) -> Piece:
    # Quarter or semester: the piece behind it says which.
    index = ORDINALS[found["rank_index"]]
    return _piece(found, Period(Unit.QUARTER, index=index), Scale.QUARTER, pending=True)


def _decade(found: Match, _: Source) -> Piece:
    digits = found["decade_years"]
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _piece(found, Period(Unit.DECADE, year), Scale.YEAR)


def _part_of_year(found: Match, _: Source) -> Piece:
    modifier = MODIFIERS[found["part_of_year_part"]]
    period = Period(Unit.YEAR, int(found["part_of_year_year"]), modifier=modifier)
    return _piece(found, period, Scale.YEAR)


def _turned(found: Match, _: Source) -> Piece | None:
    unit, index = _TWO_PARTS[found["turned_unit"]], int(found["turned_index"])
    if _ranked(unit, index) is None:
        return None
    return _piece(found, Period(unit, int(found["turned_year"]), index=index), Scale(unit.value))


def _year(found: Match, source: Source) -> Piece | None:
    if context.is_quantity(source, found.start()):
        return None
    return _piece(found, Period(Unit.YEAR, int(found["year"])), Scale.YEAR)


def _month_of(found: Match) -> Period | None:
    """Read a month, or a fortnight or week of it."""
    month = MONTHS[found["month"].rstrip(".")]
    if found["part_unit"] is None:
        return Period(Unit.MONTH, month=month)
    unit = _PART_UNITS[found["part_unit"]]
    rank = _ranked(unit, ORDINALS[found["part_index"]])
    return None if rank is None else Period(unit, month=month, index=rank)


def _ranked_period(found: Match) -> Period | None:
    """Read a quarter or semester in any of its prints."""
    if found["long_unit"] or found["back_unit"]:
        letter = (found["long_unit"] or found["back_unit"])[0]  # `trim.` and `sem.` too
        index = int(found["back_index"]) if found["back_unit"] else ORDINALS[found["long_index"]]
    else:
        letter = found["short_unit"] or found["front_unit"]
        index = int(found["short_index"] or found["front_index"])
    unit = _TWO_PARTS[letter]
    rank = _ranked(unit, index)
    return None if rank is None else Period(unit, index=rank)


def _named(found: Match) -> tuple[Period | None, Scale]:
    """Read what a period is called, without its year and modifier."""
    if found["month"]:
        return _month_of(found), Scale.MONTH
    if found["return"]:
        return Period(Unit.MONTH, month=9), Scale.MONTH
    if found["season"]:
        return Period(Unit.SEASON, index=SEASONS[found["season"]]), Scale.SEASON
    if found["whole_year"]:
        return Period(Unit.YEAR), Scale.YEAR
    period = _ranked_period(found)
    return period, Scale.QUARTER if period is None else Scale(period.unit.value)


def _period(found: Match, source: Source) -> Piece | None:
    named, scale = _named(found)
    year = _optional_year(found["period_year"])
    if named is None or (found["front_unit"] and year is None):
        return None
    if found["season"] == "ete" and context.is_participle(source, found.start("season")):
        return None
    modifier = MODIFIERS[found["modifier"]] if found["modifier"] else None
    # `T1` alone may be a flat; `1er trimestre` and `fin mars` speak for themselves.
    spelt_out = modifier or found["part_unit"] or found["long_unit"] or found["back_unit"]
    bare = year is None and not spelt_out
    # The second year of `hiver 2023-2024` is the same winter; that of `été 2023-2024` is another year.
    one_year = year is not None and found["season"] not in (None, "hiver")
    end = found.end("period_year") if one_year else found.end()
    return Piece(found.start(), end, Element(replace(named, year=year, modifier=modifier)), scale, bare)


_READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "iso": _iso,
        "dmy": _dmy,
        "my": _my,
        "ym": _ym,
        "pair": _pair,
        "dated": _dated,
        "number": _number,
        "rank": _rank,
        "decade": _decade,
        "part_of_year": _part_of_year,
        "turned": _turned,
        "period": _period,
        "year": _year,
    }
)
_COUNTABLE: Final = frozenset({"dated", "period", "part_of_year", "year"})


def _without_count(found: Match, source: Source) -> Match | None:
    """Give the match without a year that counts what follows: `en mars 2000 arbres` is `mars`."""
    branch = found.lastgroup
    if branch not in _COUNTABLE:
        return found
    year = "year" if branch == "year" else f"{branch}_year"
    start, end = found.span(year)
    if end - start != 4 or not context.is_count(source, start, end):
        return found
    return PIECE.match(source.folded, found.start(), start) if branch in {"dated", "period"} else None


def read_pieces(source: Source) -> list[Piece]:
    """Give every piece of a date in the text, in order, non-overlapping."""
    pieces: list[Piece] = []
    after_number = -1
    place = 0
    while begin := CANDIDATE.search(source.folded, place):
        found = PIECE.match(source.folded, begin.start())
        if found is None:
            place = begin.start() + 1
            continue
        whole = _without_count(found, source)
        place = whole.end() if whole else found.end()
        reader = _READERS.get((whole and whole.lastgroup) or "")
        if whole and reader and not (found.lastgroup == "year" and found.start() == after_number):
            read = reader(whole, source)
            if read is not None:
                pieces.append(read)
                place = read.end
                continue
        # A year behind a number belongs to it: `2 2023`.
        number = source.folded[found.start()].isdigit() and source.folded[place - 1].isdigit()
        after_number = place + 1 if number and source.folded[place : place + 1] == " " else -1
    return pieces
