"""Count how much of the canonical text went into something."""

import re
from collections.abc import Iterable

from pipeline.model import Coverage, Span

_BLANK = re.compile(r"\s+")


def measure_coverage(text: str, assigned: Iterable[tuple[int, int]]) -> Coverage:
    """Compare the text's non-blank characters with the stretches that belong to something.

    Args:
        text: the canonical text.
        assigned: (start, end) of what was read, in any order, overlaps allowed.
    """
    covered = missed = at = 0
    unassigned: list[Span] = []
    for start, end in (*_merged(assigned), (len(text), len(text))):
        missed += _note(unassigned, text, at, start)
        covered += _ink(text[start:end])
        at = end
    total = covered + missed
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


def _note(unassigned: list[Span], text: str, start: int, end: int) -> int:
    """Add a stretch without its outer blanks, joined to the last one where only blanks stand between; count its ink."""
    missed = text[start:end]
    if not missed or missed.isspace():
        return 0
    begin = start + len(missed) - len(missed.lstrip())
    stop = start + len(missed.rstrip())
    if unassigned and not text[unassigned[-1].end : begin].strip():
        unassigned[-1] = Span(start=unassigned[-1].start, end=stop)
    else:
        unassigned.append(Span(start=begin, end=stop))
    return _ink(missed)


def _ink(text: str) -> int:
    """Count the characters that are not blank."""
    return len(text) - sum(map(len, _BLANK.findall(text)))
