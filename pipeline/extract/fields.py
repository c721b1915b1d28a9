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
# Boxes, as Word's controls, Markdown and typewriters print them: `☐ À venir ☒ En cours`, `[x] En cours`.
_BOX = re.compile(r"(?P<full>[☒☑✔✓✅■●◉⊠▣🗹]|[\[(][xX][\])])|(?P<empty>[☐□○◯◻▢]|[\[(]\s?[\])])")
_PERCENT = re.compile(
    r"(?:[a-zà-ÿ]{2,20}ée?s?\s+à\s+)?(\d{1,3})\s?%(?:\s+(?:réalisée?|d['’]avancement|d['’]exécution))?",
    re.IGNORECASE,
)
_RATED = re.compile(r"([★+])\1{0,2}(?:[☆-]{0,2})")
_NOT_YET = re.compile(r"(?:pas|non|jamais)(?: encore)? ")
# `En retard : deux propriétaires refusent`, `Terminé. La maison a ouvert`: the first words say it
_TOLD = re.compile(r"\s?[.:;,]\s|\s[–—-]\s")
_CHOICE = re.compile(r"\s+(?:/|\||ou)\s+")


def read_status(passages: Iterable[Passage], field: str) -> FoundStatus | None:
    """Read a status or priority.

    Args:
        passages: the items under the label.
        field: `status` or `priority`.
    """
    for passage in passages:
        for start, end in _options(passage.text):
            printed = passage.text[start:end].strip(" .,;:-–—")
            value = _value(printed, field)
            if value is not None:
                opening = _TOLD.split(printed, maxsplit=1)[0]
                printed = opening if _longest(fold_label(opening), field) is value else printed
                begin = passage.text.index(printed, start)
                return FoundStatus(value, printed, passage.span(begin, begin + len(printed)))
    return None


def _options(text: str) -> list[tuple[int, int]]:
    """Give the places of what is said: the ticked options where boxes stand, else all of it."""
    boxes = list(_BOX.finditer(text))
    if not boxes or not text.strip(" .,;:-–—"):
        return [(0, len(text))]
    if not text[: boxes[0].start()].strip():
        edges = [*(box.start() for box in boxes[1:]), len(text)]
        return [(box.end(), edge) for box, edge in zip(boxes, edges, strict=True) if box["full"]]
    edges = [0, *(box.end() for box in boxes[:-1])]  # `En cours ☒ Terminé ☐`
    return [(edge, box.start()) for box, edge in zip(boxes, edges, strict=True) if box["full"]]


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
    measured = _measured(printed, field)
    if measured is not None:
        return measured
    key = fold_label(printed).replace(" n ", " ")
    choices = {_longest(fold_label(choice), field) for choice in _CHOICE.split(printed)}
    if len(choices - {None}) > 1:
        return None  # `À venir / En cours / Terminé`: nothing is chosen
    if _NOT_YET.match(key) and field == "status" and _longest(key, field) is None:
        return StatusValue.PLANNED
    found = _longest(key, field)
    if found is not None:
        return found
    within = [(len(word), value) for word, value in _words(field) if len(word) > 3 and f" {word} " in f" {key} "]
    return max(within)[1] if within and len(key.split()) <= 12 else None


def _longest(key: str, field: str) -> StatusValue | PriorityValue | None:
    opening = [(len(word), value) for word, value in _words(field) if key == word or key.startswith(word + " ")]
    return max(opening)[1] if opening else None


def _measured(printed: str, field: str) -> StatusValue | PriorityValue | None:
    """Read a status that is a share (`60 %`), a priority that is a number of signs (`+++`)."""
    share = _PERCENT.fullmatch(printed.strip())
    if field == "status" and share is not None and int(share[1]) <= 100:
        done = {0: StatusValue.PLANNED, 100: StatusValue.DONE}
        said = _longest(fold_label(printed), field)
        stopped = said is not None and said not in (StatusValue.PLANNED, StatusValue.IN_PROGRESS, StatusValue.DONE)
        return said if stopped else done.get(int(share[1]), StatusValue.IN_PROGRESS)  # `Abandonnée à 40 %`
    rated = _RATED.fullmatch(printed.strip())
    if field == "priority" and rated is not None:
        return (PriorityValue.LOW, PriorityValue.MEDIUM, PriorityValue.HIGH)[printed.count(rated[1]) - 1]
    return None


@cache
def _words(field: str) -> tuple[tuple[str, StatusValue | PriorityValue], ...]:
    kind = StatusValue if field == "status" else PriorityValue
    table = read_toml("status.toml")[field]
    feminine = {word: value for value, words in table.items() for word in words}
    pairs = [(fold_label(form), kind(value)) for word, value in feminine.items() for form in (word, word + "e")]
    return tuple(dict(pairs).items())
