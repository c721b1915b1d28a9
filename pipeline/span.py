"""Where a value was read: spans of the canonical text, and cleaned passages that still know their place.

The one invariant of the project: `text[span.start:span.end]` is what was printed. A value is born with its
span; nothing is searched for afterwards.
"""

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the canonical text as it reads once markup and line breaks are gone.

    `text` is what extractors see. `starts` are the places in `text` where the correspondence with the
    canonical text jumps, `origins` the canonical offset at each of them; both begin with the passage's start.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, position: int) -> int:
        """Give the canonical offset of the character at `position` of the passage."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the canonical span of `text[start:end]`, markup between its first and last character included."""
        stop = len(self.text) if end is None else end
        if not 0 <= start < stop <= len(self.text):
            raise ValueError(f"empty or outside passage: [{start}:{stop}] of {len(self.text)}")
        return Span(start=self.origin(start), end=self.origin(stop - 1) + 1)
