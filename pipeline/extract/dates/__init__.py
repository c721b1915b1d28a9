"""French dates as action plans print them: first read as printed, then resolved to whole days.

`find_dates` reads one text and takes no year; `resolve_date` gives the days, with the year of the section
where none is printed. Neither looks at a clock. Both refuse what only resembles a date.
"""

from collections.abc import Callable
from functools import cache

from pipeline.extract.dates.printed import Bound, Element, Period, PrintedDate, Problem, Unit
from pipeline.extract.dates.resolve import ResolvedDate, resolve_date

__all__ = [
    "Bound",
    "Element",
    "Period",
    "PrintedDate",
    "Problem",
    "ResolvedDate",
    "Unit",
    "find_dates",
    "resolve_date",
]


@cache
def _finder() -> Callable[[str], tuple[PrintedDate, ...]]:
    # The grammar's patterns take longer to compile than all the rest to import: not before a text comes.
    from pipeline.extract.dates.find import find_dates as find

    return find


def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """Find every date printed in running text.

    Args:
        text: one item's text, white space folded and markup stripped, in any case and typography.

    Returns:
        The dates in order, non-overlapping, the longest meaning kept whole (`du 1er au 3 juin 2022` is one),
        with offsets into `text`. What only looks like a date (1000 exemplaires, n° 3) is not among them.
    """
    return _finder()(text)
