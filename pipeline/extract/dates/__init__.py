"""Dates in two steps: read what is printed, underspecified; then resolve it with the year that its place gives.

No clock: today's date changes nothing. Offsets count in the given text, which is one item's, markup gone.
"""

from pipeline.extract.dates.find import find_dates
from pipeline.extract.dates.printed import Grain, Point, PrintedDate
from pipeline.extract.dates.resolve import ResolvedDate, resolve_date

__all__ = ["Grain", "Point", "PrintedDate", "ResolvedDate", "find_dates", "resolve_date"]
