"""Read the date that a person gives: words in French that the grammar reads as if printed there, or days.

In: what is printed at the place, what the entry says, the year of the context. Out: the values of a `DateMention`,
or nothing where the words are no date.
"""

import re

from pipeline.corrections.fields import DateFields
from pipeline.extract.dates import find_dates, resolve_date
from pipeline.model import DateMention, DateValue, Origin, Precision, Span

_MARKUP = re.compile(r"[*_]{1,3}|\\(?=\W)")


def plain(printed: str) -> str:
    """Give a stretch of the canonical text without emphasis marks, white space folded."""
    return " ".join(_MARKUP.sub("", printed).split())


def read_date(words: str, year: int | None) -> tuple[tuple[DateValue, ...], bool] | None:
    """Read words that are one date: its values, and whether the year is the context's."""
    found = find_dates(words)
    if not found and year is not None:
        found = find_dates(f"{words} {year}")  # `mars` alone is a date only where its surroundings say so
        named = len(found) == 1 and found[0].start < len(words.rstrip())  # not the year alone
        resolved = resolve_date(found[0], year) if named else None
        return (resolved.values, True) if resolved and resolved.values else None
    if len(found) != 1:
        return None
    resolved = resolve_date(found[0], year)
    return (resolved.values, resolved.year_inferred) if resolved.values and resolved.problem is None else None


def date_mention(printed: str, span: Span, fields: DateFields, year: int | None) -> DateMention | None:
    """Make the date that a person says stands at a place.

    Args:
        printed: the text of the place.
        span: the place.
        fields: what the entry says; nothing, where the print itself is the date.
        year: the year of the section, or the plan's.
    """
    text = plain(printed)
    if not text:
        return None
    if fields.start is not None:
        values: tuple[DateValue, ...] = (_days(fields.start, fields.end or fields.start, fields.precision),)
        inferred = False
    else:
        read = read_date(fields.reads or text, year)
        if read is None:
            return None
        values, inferred = read
    return DateMention(text=text, span=span, year_inferred=inferred, values=values, origin=Origin.CORRECTED)


def _days(start: str, end: str, precision: Precision | None) -> DateValue:
    said = precision or (Precision.DAY if start == end else Precision.RANGE)
    shorter = {Precision.MONTH: start[:7], Precision.YEAR: start[:4], Precision.DAY: start}
    edtf = shorter.get(said) or (start if start == end else f"{start}/{end}")
    return DateValue(start=start, end=end, precision=said, modifier=None, edtf=edtf)
