"""Tell whether a text was hard-wrapped, and where its right margin stands, from its own lines.

The evidence: a line that goes on in small letters was broken because the next word did not fit. When nearly
all such breaks sit at one margin, that margin is the wrap width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# A text of longer lines than this was not wrapped for reading.
_WIDEST = 160
_ENOUGH_BREAKS = 3
_MOST = 0.8
# A hand breaks some lines a few columns early.
_LOOSE = 3
# Lines far beyond its margin are headings and tables in a wrapped text, and fewer than its broken lines.
_BEYOND = 1.2


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The wrap width in columns (0: not wrapped) and how many columns short of it a full line may stop."""

    width: int
    slack: int

    def is_full(self, above: str, below: str) -> bool:
        """Say whether the first word of `below` would not have fitted behind `above`."""
        return len(above.rstrip()) + 1 + len(below.split(maxsplit=1)[0]) > self.width - self.slack


def measure_wrapping(rows: Sequence[tuple[str, bool]]) -> Wrapping:
    """Measure the margin of a text.

    Args:
        rows: the printed lines from their first column, each with whether it opens something: a paragraph, a bullet.
    """
    breaks = [
        (len(above.rstrip()), len(below.split(maxsplit=1)[0]))
        for (above, _), (below, opens) in pairwise(rows)
        if not opens and below.lstrip()[0].islower()
    ]
    if len(breaks) < _ENOUGH_BREAKS:
        return Wrapping(0, 0)
    width = max(length for length, _ in breaks)
    wider = sum(len(printed.rstrip()) > _BEYOND * width for printed, _ in rows)
    if width > _WIDEST or 2 * wider >= len(breaks):
        return Wrapping(0, 0)
    for slack in (_LOOSE, width // 8):
        full = sum(length + 1 + word > width - slack for length, word in breaks)
        if full >= _MOST * len(breaks):
            return Wrapping(width, slack)
    return Wrapping(0, 0)
