"""Read calendar entries: when, and what happens.

In: the items of a calendar section with their dates. Out: one entry an item that has a date; an item that is
only a date (`2023 :`) gives it to the items nested in it. An item without any date gives no entry.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.found import FoundDate, FoundEntry, FoundItem
from pipeline.span import Passage

_LEAD = re.compile(r"^(?:le|les|en|au|aux|à|à la|à l['’]|dès|courant|vers|dans|l['’]|d['’]|de|du)?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:[:\-–—,;=>→.|]|\s)*")
_MARKS = frozenset(" :-–—,;(|")
_LAST_WORD = re.compile(r"\b(?:le|les|en|au|à|à la|à l['’]|d['’]ici|dès)$", re.IGNORECASE)
_LONGEST_WORD = 8
# A table of dates has a column of what happens and two of dates.
_LEAST_CELLS = 3
_CROSS = re.compile(r"[xX✓✔✗✘☑☒●■•▪◼█×*]{1,3}")
# What happens on a day is told behind a colon or in brackets.
_TOLD = re.compile(r"\s?(?::|\([^()\n]{2,200}\))")
_BRACKETED = re.compile(r"\(([^()]+)\)\s?[.;,]?")
_OPENING = re.compile(
    r"(?P<stop>[;,.])\s+(?:le |les |en |au |aux |à |à la |à l['’]|dès |l['’]|d['’]|du |de )?$", re.IGNORECASE
)


def read_calendar(items: Sequence[FoundItem], above: Sequence[FoundDate] = ()) -> tuple[FoundEntry, ...]:
    """Read the entries of a calendar section.

    Args:
        items: its items.
        above: dates of the item that these are nested in, when it is only a date.
    """
    entries: list[FoundEntry] = []
    crossed = _crossed(items)
    for place, item in enumerate(items):
        if place in crossed:
            entries += crossed[place]
            continue
        passage = item.raw.passage
        if item.dates:
            stretches = list(_stretches(passage.text, item.dates))
            read = [_entry(passage, start, end, dates) for start, end, dates in stretches]
            text = read[0].text
            if text or not item.items:
                entries.extend(read)
            entries.extend(read_calendar(item.items, item.dates if not text else ()))
        else:
            if above:
                entries.append(FoundEntry(tuple(above), passage.text, passage.span(), passage.text))
            entries.extend(read_calendar(item.items, above))
    return tuple(entries)


def _crossed(items: Sequence[FoundItem]) -> dict[int, list[FoundEntry]]:
    """Read the rows of a table of dates with crosses: `Étapes | 2024 | 2025` above `Travaux | X | `.

    Returns:
        the entries of each row, none for the head's, by the row's place among the items.
    """
    found: dict[int, list[FoundEntry]] = {}
    head: dict[int, FoundDate] = {}
    for place, item in enumerate(items):
        cells = item.raw.line.cells
        if len(cells) < _LEAST_CELLS:
            head = {}
            continue
        dates = {
            column: date
            for date in item.dates
            for column, (start, end) in enumerate(cells)
            if column and start <= date.span.start < end
        }
        if len(dates) > 1 and len(dates) == len(cells) - min(dates):
            head = dates
            found[place] = []
        elif head and len(cells) == max(head) + 1:
            passage = item.raw.passage
            words = [_inside(passage, *cell) for cell in cells]
            what, marks = " ".join(filter(None, words[: min(head)])), words[min(head) :]
            if not what or any(mark and _CROSS.fullmatch(mark) is None for mark in marks):
                continue
            when = tuple(date for column, date in sorted(head.items()) if words[column])
            found[place] = [FoundEntry(when, what, passage.span(), passage.text)] if when else []
    return found


def _inside(passage: Passage, start: int, end: int) -> str:
    """Give the words of a passage that stand in a cell."""
    return "".join(c for place, c in enumerate(passage.text) if start <= passage.origin(place) < end).strip(" |")


def _stretches(text: str, dates: Sequence[FoundDate]) -> Iterator[tuple[int, int, tuple[FoundDate, ...]]]:
    """Cut an item that holds several entries: `T1 2025 : étude ; 2026-2028 : travaux`, `2025 (étude), 2026 (pose)`.

    Where the item opens with a date and a colon or a bracket, each further date that opens a clause so opens an entry.
    """
    cuts = [0]
    first = dates[0].printed
    if _LEAD.match(text[: first.start]) and _TOLD.match(text, first.end):
        for date in dates[1:]:
            opening = _OPENING.search(text, max(0, date.printed.start - _LONGEST_WORD), date.printed.start)
            # A comma parts dates too: only what stands behind the date tells that another entry begins.
            if opening and (opening["stop"] == ";" or _TOLD.match(text, date.printed.end)):
                cuts.append(opening.end("stop"))
    for start, end in pairwise([*cuts, len(text)]):
        yield start, end, tuple(date for date in dates if start <= date.printed.start < end)


def _entry(passage: Passage, start: int, end: int, dates: tuple[FoundDate, ...]) -> FoundEntry:
    while start < end and passage.text[start] == " ":
        start += 1
    text = passage.text[start:end]
    if end < len(passage.text):
        text = text.rstrip(" ;,.")
    places = [(date.printed.start - start, date.printed.end - start) for date in dates]
    told = _without_dates(text, places)
    return FoundEntry(_leading(text, dates, places), told, passage.span(start, start + len(text)), text)


def _leading(text: str, dates: tuple[FoundDate, ...], places: Sequence[tuple[int, int]]) -> tuple[FoundDate, ...]:
    """The dates the entry is about: those before the colon when some stand there, else all of them."""
    colon = text.find(" :") if " :" in text else text.find(":")
    before = tuple(date for date, (_, end) in zip(dates, places, strict=True) if colon == -1 or end <= colon)
    starts = before and _LEAD.match(text[: places[0][0]])
    return before if starts else dates


def _without_dates(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Take a leading or closing date off: `mars 2022 : Publication`, `Publication (mars 2022)`."""
    start, end = places[0]
    if _LEAD.match(text[:start]):
        for next_start, next_end in places[1:]:
            if re.fullmatch(r"\s*(?:[,;&/]|et|puis|ou)\s*(?:le|en)?\s*", text[end:next_start]):
                end = next_end
            else:
                break
        told = text[end:][_BETWEEN.match(text[end:]).end() :].strip()  # type: ignore[union-attr]  # matches always
        bracketed = _BRACKETED.fullmatch(told)
        return bracketed[1].strip() if bracketed is not None else told
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
