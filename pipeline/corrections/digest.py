"""Tell whether a fiche still reads as it did when a person accepted it as a whole.

In: a fiche. Out: a short digest of what its values say; where they stand does not count, nor what running text
prints.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from pipeline.corrections.fields import Family
from pipeline.corrections.values import values_of
from pipeline.model import DateMention, Fiche

_DIGITS = 16
_SAID = {
    Family.REFERENT: ("name", "role", "kind", "note", "year"),
    Family.PARTNER: ("name", "kind", "members", "note", "uncertain"),
    Family.FUNDING: ("funder", "instrument", "purpose", "uncertain"),
    Family.AMOUNT: ("value", "max", "currency", "tax", "year", "per"),
    Family.CALENDAR: ("text",),
    Family.MENTION: ("label", "text"),
    Family.SECTION: ("kind", "label", "year"),
    Family.STATUS: ("value",),
    Family.PRIORITY: ("value",),
}


def digest(fiche: Fiche) -> str:
    """Give what is the same for two fiches that say the same."""
    said: list[Any] = [fiche.kind, fiche.number, fiche.title, fiche.axe_id]
    for family, names in _SAID.items():
        said.append([[getattr(value, name) for name in names] for value in values_of(fiche, family)])
    for family in (Family.DATE, Family.START_DATE, Family.END_DATE):
        said.append(_dates(values_of(fiche, family)))
    said.append([_dates(entry.dates) for entry in fiche.calendar])
    said.append([[one.period.start, one.period.end] if one.period else None for one in fiche.funding])
    return hashlib.sha256(_flat(said).encode()).hexdigest()[:_DIGITS]


def _dates(dates: Iterable[DateMention]) -> list[list[str]]:
    return [[value.edtf for value in date.values] for date in dates]


def _flat(value: Any) -> str:
    """Write nested lists so that no two of them are written alike."""
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_flat, value))}]"
    text = str(value)
    return f"{len(text)}:{text}"
