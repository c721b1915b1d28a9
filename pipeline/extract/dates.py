import re
from dataclasses import dataclass

from pipeline.model import DateValue


@dataclass(frozen=True)
class PrintedDate:
    start: int
    end: int
    text: str
    needs_year: bool = False


@dataclass(frozen=True)
class ResolvedDate:
    values: tuple
    year_inferred: bool
    problem: str | None


def find_dates(t):
    return tuple(PrintedDate(m.start(), m.end(), m[0]) for m in re.finditer(r"(?<!\d)20\d\d(?!\d)", t))


def resolve_date(p, y):
    return ResolvedDate(
        (DateValue(start=p.text + "-01-01", end=p.text + "-12-31", precision="year", modifier=None, edtf=p.text),),
        False,
        None,
    )
