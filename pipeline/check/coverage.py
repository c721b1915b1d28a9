"""Count how much of the canonical text went into something."""

import re
from collections.abc import Iterable

from pipeline.model import Coverage, Span

_INK = re.compile(r"\S+")


def measure_coverage(text: str, assigned: Iterable[tuple[int, int]]) -> Coverage:
    """Compare the text's non-blank characters with the stretches that belong to something.

    Args:
        text: the canonical text.
        assigned: (start, end) of what was read, in any order, overlaps allowed.
    """
    total = covered = 0
    unassigned: list[Span] = []
    merged = iter(_merged(assigned))
    current = next(merged, None)
    for ink in _INK.finditer(text):
        start, end = ink.span()
        total += end - start
        at = start
        while at < end:
            while current is not None and current[1] <= at:
                current = next(merged, None)
            if current is None or current[0] >= end:
                _note(unassigned, text, at, end)
                at = end
            elif current[0] > at:
                _note(unassigned, text, at, current[0])
                at = current[0]
            else:
                stop = min(end, current[1])
                covered += stop - at
                at = stop
    ratio = covered / total if total else 1.0
    return Coverage(characters=total, assigned=covered, ratio=round(ratio, 6), unassigned=tuple(unassigned))


def _merged(places: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for start, end in sorted(places):
        if held is not None and start <= held[1]:
            held = (held[0], max(held[1], end))
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


def _note(unassigned: list[Span], text: str, start: int, end: int) -> None:
    """Add a stretch, joined to the last one where only blanks stand between."""
    if unassigned and not text[unassigned[-1].end : start].strip():
        unassigned[-1] = Span(start=unassigned[-1].start, end=end)
    else:
        unassigned.append(Span(start=start, end=end))
