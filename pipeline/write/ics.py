"""Write plans as one calendar (RFC 5545): what happens when, with the fiche, its referents and the printed words.

In the calendar stand the entries of calendar sections, the start and end dates that a fiche gives, and the dates of its
actions that no entry names. Whole years and longer are no appointments and stay out of the last kind.

A day or a printed range is certain; a month, a quarter or `fin 2022` is an event over its days, tentative, marked `≈`.

The few lines of RFC 5545 that this needs are written here: icalendar takes a millisecond an event. Tests read it back.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.model import DateMention, DateValue, Fiche, Plan, Precision
from pipeline.write.atomic import replacing
from pipeline.write.french import period, word
from pipeline.write.load import LoadedPlan
from pipeline.write.tables.walk import ACTION_SECTIONS, placed_items

# RFC 5545 asks every event for the moment it was made. The true one would make each file differ from the last.
MADE = "20000101T000000Z"
YEAR = 364  # days: `2020-2022` in a sentence says how long, not when
EXACT = frozenset({Precision.DAY, Precision.RANGE})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_FOLD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated thing of a fiche: when, as what it is known (for its identifier), what it says."""

    value: DateValue
    mention: DateMention
    known_as: str
    text: str


def write_calendar(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write the calendar."""
    with replacing(out) as ready, ready.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{_wrapped(line)}\r\n" for line in _lines(plans))


def _lines(plans: Sequence[LoadedPlan]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fiches//plans//FR", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{_text(', '.join(one.plan.title or one.plan.id for one in plans))}"
    for loaded in plans:
        for fiche in loaded.plan.fiches:
            seen: Counter[str] = Counter()
            for happening in happenings(fiche):
                seen[happening.known_as] += 1
                uid = _uid(loaded.plan, fiche, happening.known_as, seen[happening.known_as])
                yield from _event(loaded.plan, fiche, happening, uid)
    yield "END:VCALENDAR"


def happenings(fiche: Fiche) -> Iterator[Happening]:
    """Give what happens in a fiche, in printed order: its calendar, its start and end, its dated actions."""
    known: set[tuple[str, str]] = set()
    for entry in fiche.calendar:
        text = entry.text or (fiche.title or fiche.id)
        for mention in entry.dates:
            for value in mention.values:
                known.add((value.start, value.end))
                yield Happening(value, mention, f"calendar {_folded(text)}", text)
    limits = ((fiche.start_date, "Début"), (fiche.end_date, "Fin"))
    for mention, name in ((limit, name) for limit, name in limits if limit is not None):
        for value in mention.values:
            known.add((value.start, value.end))
            yield Happening(value, mention, name, f"{name} : {fiche.title or fiche.id}")
    for placed in placed_items(fiche):
        if placed.section.kind not in ACTION_SECTIONS:
            continue
        for mention in placed.item.dates:
            for value in mention.values:
                if value.precision is Precision.YEAR or _days(value) > YEAR or (value.start, value.end) in known:
                    continue
                yield Happening(value, mention, f"action {_folded(placed.item.text)}", placed.item.text)


def _days(value: DateValue) -> int:
    return (date.fromisoformat(value.end) - date.fromisoformat(value.start)).days + 1


def _folded(text: str) -> str:
    return _FOLD.sub(" ", text.casefold()).strip()


def _uid(plan: Plan, fiche: Fiche, known_as: str, number: int) -> str:
    """Name an event by what it is and not by when: one that moves keeps its name, so that a re-import moves it too."""
    digest = hashlib.sha256(f"{known_as}\n{number}".encode()).hexdigest()[:20]
    return f"{plan.id}.{fiche.id}.{digest}@fiches"


def _event(plan: Plan, fiche: Fiche, happening: Happening, uid: str) -> Iterator[str]:
    value = happening.value
    exact = value.precision in EXACT
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{MADE}"
    yield f"DTSTART;VALUE=DATE:{value.start.replace('-', '')}"
    last = date.fromisoformat(value.end)
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"  # the first day after it, says RFC 5545
    yield f"SUMMARY:{'' if exact else '≈ '}{_text(_shortened(happening.text))}"
    yield f"DESCRIPTION:{_text(chr(10).join(_description(plan, fiche, happening)))}"
    yield f"STATUS:{'CONFIRMED' if exact else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    axe = next((axe for axe in plan.axes if axe.id == fiche.axe_id), None)
    if axe is not None:
        yield f"CATEGORIES:{_text(axe.title or axe.id)}"
    yield f"X-FICHES-PRECISION:{value.precision.upper()}"
    yield "END:VEVENT"


def _description(plan: Plan, fiche: Fiche, happening: Happening) -> Iterator[str]:
    yield happening.text
    yield ""
    yield f"{word(fiche.kind)} {fiche.number or ''} : {fiche.title or fiche.id}".replace("  ", " ")
    for referent in fiche.referents:
        note = f" ({referent.note})" if referent.note else ""
        yield f"{referent.label or word(referent.role)} : {referent.name}{note}"
    yield f"Date imprimée : « {happening.mention.text} »"
    if happening.value.precision not in EXACT:
        yield f"Date approximative : {period(happening.value)}"
    if happening.mention.year_inferred:
        yield "L'année n'est pas imprimée : elle est déduite de la rubrique ou du plan."
    yield f"Plan : {plan.title or plan.id}"


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119].rstrip()}…"


def _text(value: str) -> str:
    """Write a text as RFC 5545 wants it; control characters have no place in it."""
    return _CONTROL.sub(" ", value).translate(_ESCAPES)


def _wrapped(line: str) -> str:
    """Break a line after at most 75 bytes, never inside a character."""
    if len(line) <= 75 and line.isascii():
        return line
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append("".join(piece))
            piece, size = [" "], 1
        piece.append(character)
        size += width
    return "\r\n".join([*pieces, "".join(piece)])
