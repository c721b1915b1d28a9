"""Turns a printed date into whole days, with the year of the context where none is printed.

Nothing is guessed: a day that does not exist, a range that runs backwards or a missing year give a problem.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from pipeline.extract.dates.days import Days, days_of
from pipeline.extract.dates.printed import Bound, Element, Period, PrintedDate, Problem, Unit
from pipeline.model import DateValue, Precision

_PRECISIONS: Final = MappingProxyType(
    {
        Unit.DAY: Precision.DAY,
        Unit.WEEK: Precision.RANGE,
        Unit.WEEK_OF_MONTH: Precision.PART,
        Unit.FORTNIGHT: Precision.PART,
        Unit.MONTH: Precision.MONTH,
        Unit.QUARTER: Precision.QUARTER,
        Unit.SEMESTER: Precision.SEMESTER,
        Unit.SEASON: Precision.SEASON,
        Unit.YEAR: Precision.YEAR,
        Unit.DECADE: Precision.RANGE,
    }
)


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """What a printed date means: `values` in printed order, empty when `problem` says why there are none.

    `year_inferred` is true when the year of any value was the context's. A list with one impossible day keeps
    its other values beside the problem.
    """

    values: tuple[DateValue, ...]
    year_inferred: bool
    problem: Problem | None


def _range(element: Element, last: Period, year: int) -> tuple[Days, Days]:
    """Give both ends of a range; one printed year is both's, save in `du 28 décembre au 3 janvier 2023`."""
    first = element.first
    turns = (first.unit, first.month) != (last.unit, last.month) or first.unit is not Unit.DAY
    if first.year is None:
        shared = last.year or year
        begin, finish = days_of(replace(first, year=shared)), days_of(replace(last, year=shared))
        if begin.start > finish.end and turns:
            if last.year is None:
                finish = days_of(replace(last, year=year + 1))
            else:
                begin = days_of(replace(first, year=last.year - 1))
        return begin, finish
    begin, finish = days_of(first), days_of(replace(last, year=last.year or first.year))
    if last.year is None and begin.start > finish.end:
        finish = days_of(replace(last, year=first.year + 1))
    return begin, finish


def _edtf(first: str, last: str, bound: Bound | None) -> str:
    match bound:
        case Bound.SINCE:
            return f"{first}/.."
        case Bound.UNTIL:
            return f"../{last}"
        case None:
            return first if first == last else f"{first}/{last}"


def _value(element: Element, year: int) -> DateValue | Problem:
    """Give one element's days, or why it has none."""
    try:
        if element.last is None:
            period = element.first
            begin = finish = days_of(replace(period, year=period.year or year))
            precision = Precision.PART if period.modifier else _PRECISIONS[period.unit]
            modifier = period.modifier
        else:
            begin, finish = _range(element, element.last, year)
            precision, modifier = Precision.RANGE, None
    except ValueError:
        return Problem.INVALID
    if begin.start > finish.end:
        return Problem.INVALID
    return DateValue(
        start=begin.start.isoformat(),
        end=finish.end.isoformat(),
        precision=precision,
        modifier=modifier,
        edtf=_edtf(begin.first_term, finish.last_term, element.bound),
    )


def resolve_date(printed: PrintedDate, year: int | None) -> ResolvedDate:
    """Say which days a printed date means.

    Args:
        printed: a date that `find_dates` found.
        year: the year of the section or plan, for a date that prints none; None where it has none either.

    Returns:
        The values, or a problem: `no-year`, `invalid` (31 février, du 5 au 3 mai), `relative` (`mars dernier`).
    """
    if printed.relative:
        return ResolvedDate((), False, Problem.RELATIVE)
    if printed.needs_year and year is None:
        return ResolvedDate((), False, Problem.NO_YEAR)
    results = [_value(element, year or 0) for element in printed.elements]
    values = tuple(result for result in results if isinstance(result, DateValue))
    problem = next((result for result in results if isinstance(result, Problem)), None)
    return ResolvedDate(values, printed.needs_year and bool(values), problem)
