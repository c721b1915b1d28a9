"""Read the typed fields of a fiche: status, priority, start and end date.

In: the items under a label that gives the field. Out: the first value that they print, or nothing. A word that
is no known status gives none: the section keeps it.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from pipeline.extract.dates import Element, Period, PrintedDate, Unit
from pipeline.extract.found import FoundDate, FoundItem, FoundStatus
from pipeline.model import PriorityValue, StatusValue
from pipeline.span import Passage
from pipeline.vocabulary import read_toml
from pipeline.vocabulary.folding import fold_label

_SERIAL = re.compile(r"\s*(\d{5})(?:[.,]0+)?\s*")
_SERIAL_ORIGIN = date(1899, 12, 30)
_FIRST_SERIAL = (date(1970, 1, 1) - _SERIAL_ORIGIN).days
_LAST_SERIAL = (date(2099, 12, 31) - _SERIAL_ORIGIN).days
_TICKED = re.compile(r"(?:☒|☑|✔|✓|\[[xX]\])\s*([^☐☒☑✔✓\[\]]+)")


def read_status(passages: Iterable[Passage], field: str) -> FoundStatus | None:
    """Read a status or priority.

    Args:
        passages: the items under the label.
        field: `status` or `priority`.
    """
    for passage in passages:
        ticked = _TICKED.search(passage.text)
        start, end = ticked.span(1) if ticked else (0, len(passage.text))
        printed = passage.text[start:end].strip(" .,;:-–—")
        value = _value(printed, field)
        if value is not None:
            begin = passage.text.index(printed, start)
            return FoundStatus(value, printed, passage.span(begin, begin + len(printed)))
    return None


def read_field_date(items: Iterable[FoundItem]) -> FoundDate | None:
    """Read the date under a `Date de début` or `Échéance` label: the first one printed."""
    return next((each for item in items for each in item.dates), None)


def read_serial(passage: Passage) -> FoundDate | None:
    """Read the day that a spreadsheet's serial number stands for: `46174` under `Date de fin` is 1 June 2026.

    Spreadsheets count days from 30 December 1899; only numbers between 1970 and 2099 are taken.
    """
    match = _SERIAL.fullmatch(passage.text)
    if match is None or not _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        return None
    day = _SERIAL_ORIGIN + timedelta(days=int(match[1]))
    start, end = match.span(1)
    element = Element(Period(Unit.DAY, day.year, day.month, day.day))
    printed = PrintedDate(start, end, match[1], (element,))
    return FoundDate(printed, match[1], passage.span(start, end), None, serial=True)


def _value(printed: str, field: str) -> StatusValue | PriorityValue | None:
    """Find the longest known word that opens the text, else that stands in it."""
    key = fold_label(printed)
    opening = [(len(word), value) for word, value in _words(field) if key == word or key.startswith(word + " ")]
    if opening:
        return max(opening)[1]
    within = [(len(word), value) for word, value in _words(field) if len(word) > 3 and f" {word} " in f" {key} "]
    return max(within)[1] if within and len(key.split()) <= 12 else None


@cache
def _words(field: str) -> tuple[tuple[str, StatusValue | PriorityValue], ...]:
    kind = StatusValue if field == "status" else PriorityValue
    table = read_toml("status.toml")[field]
    feminine = {word: value for value, words in table.items() for word in words}
    pairs = [(fold_label(form), kind(value)) for word, value in feminine.items() for form in (word, word + "e")]
    return tuple(dict(pairs).items())
