"""Resolve a printed date into whole days, with the year of its section or plan where it prints none.

`start` and `end` are inclusive; `edtf` says what was really known (ISO 8601-2, level 2).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipeline.extract.dates.printed import Grain, Point, PrintedDate
from pipeline.model import DateValue, Modifier, Precision

# Astronomical enough for a plan: each season from the 21st to the 20th (contract).
_SEASON_STARTS = {1: (3, 21), 2: (6, 21), 3: (9, 21), 4: (12, 21)}
_SEASON_ENDS = {1: (6, 20), 2: (9, 20), 3: (12, 20), 4: (3, 20)}
_PARTS = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}
_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """The dates meant; none, with a `problem`, for what no calendar has (`31 février`) or no year tells."""

    values: tuple[DateValue, ...]
    year_inferred: bool
    problem: str | None = None


def resolve_date(printed: PrintedDate, year: int | None) -> ResolvedDate:
    """Resolve a printed date.

    Args:
        printed: what `find_dates` gives.
        year: the year of the section or plan, for a date that prints none.
    """
    known = _shared_years(printed, year)
    if known is None:
        return ResolvedDate((), False, "no-year")
    try:
        values = [value for point, own in zip(printed.points, known, strict=True) for value in _values(point, own)]
        if printed.is_range:
            values = [_range(values[0], values[-1])]
    except ValueError:
        return ResolvedDate((), False, "invalid")
    if printed.bound:
        values = [_bounded(value, printed.bound) for value in values]
    return ResolvedDate(tuple(values), printed.needs_year)


def _shared_years(printed: PrintedDate, year: int | None) -> list[int] | None:
    """Give each point its year: its own, else the next one's, else the last one's, else the given one."""
    own = [point.year for point in printed.points]
    years: list[int] = []
    for position, mine in enumerate(own):
        found = mine or next((later for later in own[position:] if later), None)
        found = found or next((earlier for earlier in reversed(own[:position]) if earlier), None) or year
        if found is None:
            return None
        years.append(found)
    if (
        printed.is_range
        and own[0] is None
        and own[-1] is not None
        and _order(printed.points[0]) > _order(printed.points[-1])
    ):
        years[0] -= 1  # `de novembre à mars 2024`
    elif printed.is_range and own[-1] is None and _order(printed.points[0]) > _order(printed.points[-1]):
        years[-1] += 1
    return years


def _order(point: Point) -> tuple[int, int]:
    scale = {Grain.QUARTER: 3, Grain.SEMESTER: 6, Grain.SEASON: 3}.get(point.grain, 1)
    return point.number * scale, point.days[0] if point.days else 0


def _value(start: date, end: date, precision: Precision, edtf: str, modifier: Modifier | None = None) -> DateValue:
    return DateValue(start=start.isoformat(), end=end.isoformat(), precision=precision, modifier=modifier, edtf=edtf)


def _values(point: Point, year: int) -> list[DateValue]:
    number = point.number
    match point.grain:
        case Grain.DAY:
            days = [date(year, number, day) for day in point.days]
            if point.day_range:
                return [_range_of(days[0], days[-1])]
            return [_value(day, day, Precision.DAY, day.isoformat()) for day in days]
        case Grain.MONTH:
            return [_value(date(year, number, 1), _month_end(year, number), Precision.MONTH, f"{year}-{number:02}")]
        case Grain.QUARTER:
            return [_months(year, 3 * number - 2, 3 * number, Precision.QUARTER, f"{year}-{32 + number}")]
        case Grain.SEMESTER:
            return [_months(year, 6 * number - 5, 6 * number, Precision.SEMESTER, f"{year}-{39 + number}")]
        case Grain.SEASON:
            start = date(year, *_SEASON_STARTS[number])
            end = date(year + (number == 4), *_SEASON_ENDS[number])
            return [_value(start, end, Precision.SEASON, f"{year}-{20 + number}")]
        case Grain.YEAR:
            return [_months(year, 1, 12, Precision.YEAR, f"{year}")]
        case Grain.YEARS:
            last = point.last_year or year
            return [_value(date(year, 1, 1), date(last, 12, 31), Precision.RANGE, f"{year}/{last}")]
        case Grain.PART:
            return [_part(point, year)]


def _part(point: Point, year: int) -> DateValue:
    modifier = Modifier(point.part)
    if not point.number:
        first, last = _PARTS[point.part]
        edtf = f"{year}-{first:02}~/{year}-{last:02}~"
        return _months(year, first, last, Precision.PART, edtf, modifier)
    month_end = _month_end(year, point.number)
    first, last = ((1, 15) if point.part == "early" else (16, 31)) if point.days else _MONTH_PARTS[point.part]
    start, end = date(year, point.number, first), date(year, point.number, min(last, month_end.day))
    return _value(start, end, Precision.PART, f"{start}~/{end}~", modifier)


def _months(
    year: int, first: int, last: int, precision: Precision, edtf: str, modifier: Modifier | None = None
) -> DateValue:
    return _value(date(year, first, 1), _month_end(year, last), precision, edtf, modifier)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _range_of(start: date, end: date) -> DateValue:
    if end < start:
        raise ValueError("a range that ends before it starts")
    return _value(start, end, Precision.RANGE, f"{start}/{end}")


def _range(first: DateValue, last: DateValue) -> DateValue:
    if last.end < first.start:
        raise ValueError("a range that ends before it starts")
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
    return _value(date.fromisoformat(first.start), date.fromisoformat(last.end), Precision.RANGE, edtf)


def _bounded(value: DateValue, bound: str) -> DateValue:
    """`depuis 2015` is open behind, `d'ici 2030` before: the days stay those of what is named, EDTF says the rest."""
    edge = value.edtf.split("/")[0 if bound == "since" else -1]
    return value.model_copy(update={"edtf": f"{edge}/.." if bound == "since" else f"../{edge}"})
