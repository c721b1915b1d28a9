"""Find running heads, running feet and page numbers.

In: all pages. Out: the segments that belong to the pages: the same line, digits masked, in the outer tenth of
at least a third of the pages; a bare page number there on any two.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.read.pdf_page import Page, Segment
from pipeline.vocabulary import shipped

_OUTER = 0.1
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:page|p\.?)?\s*[-–—|]?\s*\d{1,4}\s*[-–—|]?\s*(?:(?:/|sur|of|de)\s*\d{1,4})?", re.IGNORECASE)


def furniture(pages: Sequence[Page]) -> set[int]:
    """Give the `id` of each segment that is furniture."""
    found: set[int] = set()
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        for line in _outer_lines(page):
            text = " ".join(segment.text for segment in line)
            # Masked whole: `Page 1 / 9` and `Page 10 / 12` are one line.
            key = "#" if _NUMBER.fullmatch(text.strip()) else _DIGITS.sub("#", text)
            places[key].extend((page.number, id(segment)) for segment in line)
    for key, where in places.items():
        on = {number for number, _ in where}
        few = 2 if key == "#" or len(pages) < 4 else 3
        if len(on) >= max(few, 0 if key == "#" else -(-len(pages) // 3)) and not _is_label(key):
            found.update(place for _, place in where)
    return found | _beside(pages)


def _is_label(text: str) -> bool:
    """`Objectifs :` opens pages by chance, and often."""
    return shipped().exact_label(text.strip().rstrip(": ")) is not None


def _beside(pages: Sequence[Page]) -> set[int]:
    """Words in the outer tenth at the left or right, at one height on at least a third of the pages."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        for segment in page.segments:
            if segment.x1 < _OUTER * page.width or segment.x0 > (1 - _OUTER) * page.width:
                key = (_DIGITS.sub("#", segment.text), round(segment.base / 4))
                places[key].append((page.number, id(segment)))
    enough = max(3, -(-len(pages) // 3))
    return {
        place
        for (text, _), where in places.items()
        if len({number for number, _ in where}) >= enough and any(map(str.isalnum, text))
        for _, place in where
    }


def _outer_lines(page: Page) -> list[list[Segment]]:
    """The lines within the outer tenth at the top and the bottom, their segments from left to right."""
    lines: list[list[Segment]] = []
    outer = [
        s for s in page.segments if s.bottom < _OUTER * page.height or s.top > (1 - _OUTER) * page.height
    ]  # fmt: skip
    for segment in sorted(outer, key=lambda s: (round(s.base, 0), s.x0)):
        if lines and abs(lines[-1][-1].base - segment.base) < 2:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    # A head's parts at left, middle and right change by themselves: each counts alone as well.
    return lines + [[segment] for line in lines if len(line) > 1 for segment in line]
