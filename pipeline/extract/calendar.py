"""Read calendar entries: when, and what happens.

In: the items of a calendar section with their dates. Out: one entry an item that has a date; an item that is
only a date (`2023 :`) gives it to the items nested in it. An item without any date gives no entry.
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.found import FoundDate, FoundEntry, FoundItem

_LEAD = re.compile(r"^(?:le|les|en|au|aux|à|à la|à l['’]|dès|courant|vers|dans|l['’]|d['’]|de|du)?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:[:\-–—,;=>→.]|\s)*")
_MARKS = frozenset(" :-–—,;(")
_LAST_WORD = re.compile(r"\b(?:le|les|en|au|à|à la|à l['’]|d['’]ici|dès)$", re.IGNORECASE)
_LONGEST_WORD = 8


def read_calendar(items: Iterable[FoundItem], above: Sequence[FoundDate] = ()) -> tuple[FoundEntry, ...]:
    """Read the entries of a calendar section.

    Args:
        items: its items.
        above: dates of the item that these are nested in, when it is only a date.
    """
    entries: list[FoundEntry] = []
    for item in items:
        passage = item.raw.passage
        if item.dates:
            text = _without_dates(passage.text, [(d.printed.start, d.printed.end) for d in item.dates])
            if text or not item.items:
                entries.append(FoundEntry(_leading(item), text, passage.span()))
            entries.extend(read_calendar(item.items, item.dates if not text else ()))
        else:
            if above:
                entries.append(FoundEntry(tuple(above), passage.text, passage.span()))
            entries.extend(read_calendar(item.items, above))
    return tuple(entries)


def _leading(item: FoundItem) -> tuple[FoundDate, ...]:
    """The dates the entry is about: those before the colon when some stand there, else all of them."""
    text = item.raw.passage.text
    colon = text.find(" :") if " :" in text else text.find(":")
    before = tuple(date for date in item.dates if colon == -1 or date.printed.end <= colon)
    starts = before and _LEAD.match(text[: before[0].printed.start])
    return before if starts else item.dates


def _without_dates(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Take a leading or closing date off: `mars 2022 : Publication`, `Publication (mars 2022)`."""
    start, end = places[0]
    if _LEAD.match(text[:start]):
        for next_start, next_end in places[1:]:
            if re.fullmatch(r"\s*(?:[,;&/]|et|puis|ou)\s*(?:le|en)?\s*", text[end:next_start]):
                end = next_end
            else:
                break
        return text[end:][_BETWEEN.match(text[end:]).end() :].strip()  # type: ignore[union-attr]  # matches always
    start, end = places[-1]
    if text[end:].strip(" ).;,") == "":
        return text[: _without_link(text, start)].strip()
    return text.strip()


def _without_link(text: str, end: int) -> int:
    """Give where the text before a closing date ends, without what links the two: `Publication (d'ici `."""
    while True:
        spaced = end
        while end and text[end - 1] in _MARKS:
            end -= 1
        word = _LAST_WORD.search(text, max(0, end - _LONGEST_WORD), end) if end < spaced and text[end] == " " else None
        if word is None:
            return end
        end = word.start()
