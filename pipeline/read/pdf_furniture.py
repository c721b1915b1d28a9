"""Find running heads, running feet and page numbers.

In: all pages, one after the other. Out: for each page, the segments that belong to the page and not to the text:
the same line, digits masked, in the outer tenth of at least a third of the pages; a bare page number there on any
two. The number of a fiche, where each begins a page, is the heading: it is furniture on the pages that only repeat it.
"""

import re
from collections.abc import Iterator

from pipeline.read.pdf_page import Page, Segment
from pipeline.vocabulary import shipped
from pipeline.vocabulary.folding import fold

_OUTER = 0.1
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:page|p\.?)?\s*[-–—|]?\s*\d{1,4}\s*[-–—|]?\s*(?:(?:/|sur|of|de)\s*\d{1,4})?", re.IGNORECASE)
_ANY_NUMBER = "#"
# `Fiche-action n°3`, `MESURE 1.2`, `Action TE-01`, folded
_UNIT = "|".join(map(re.escape, shipped().headings["fiche"]))
_FICHE = re.compile(rf"(?:{_UNIT})(?: n)?(?: [a-z]{{1,3}})?(?: [a-z]?\d{{1,3}}[a-z]?){{1,3}}")

# What a line reads like and, for one at the side, the height it stands at.
_Key = tuple[str, int]
_NO_HEIGHT = -1


class Furniture:
    """What pages have in common: shown all of them, it tells each page's furniture from its text."""

    def __init__(self) -> None:
        self._pages = 0
        self._met: dict[_Key, int] = {}  # on how many pages
        self._verdicts: dict[_Key, bool] = {}
        self._opened: dict[str, int] = {}  # the page on which each number of a fiche is printed first

    def read(self, page: Page) -> None:
        """Take note of one page."""
        self._pages += 1
        for key in {key for key, _ in _candidates(page)}:
            self._met[key] = self._met.get(key, 0) + 1
        for (_, height), line in _candidates(page):
            if height == _NO_HEIGHT and _FICHE.fullmatch(words := _words(line)):
                self._opened.setdefault(words, page.number)

    def of(self, page: Page) -> set[int]:
        """Give the `id` of each segment of a page that is furniture, once all pages were read."""
        return {
            id(segment)
            for key, line in _candidates(page)
            if self._is_furniture(key) and self._opened.get(_words(line)) != page.number
            for segment in line
        }

    def _is_furniture(self, key: _Key) -> bool:
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = self._judge(*key)
        return known

    def _judge(self, text: str, height: int) -> bool:
        met = self._met.get((text, height), 0)
        third = -(-self._pages // 3)
        if height != _NO_HEIGHT:
            return met >= max(3, third) and any(map(str.isalnum, text))
        if text == _ANY_NUMBER:
            return met >= 2
        # `Objectifs :` opens pages by chance, and often.
        is_label = shipped().exact_label(text.strip().rstrip(": ")) is not None
        return met >= max(2 if self._pages < 4 else 3, third) and not is_label


def _words(line: list[Segment]) -> str:
    return fold(" ".join(segment.text.strip() for segment in line))


def _candidates(page: Page) -> Iterator[tuple[_Key, list[Segment]]]:
    for line in _outer_lines(page):
        text = " ".join(segment.text for segment in line)
        # Masked whole: `Page 1 / 9` and `Page 10 / 12` are one line.
        masked = _ANY_NUMBER if _NUMBER.fullmatch(text.strip()) else _DIGITS.sub("#", text)
        yield (masked, _NO_HEIGHT), line
    for segment in page.segments:
        if segment.x1 < _OUTER * page.width or segment.x0 > (1 - _OUTER) * page.width:
            yield (_DIGITS.sub("#", segment.text), max(round(segment.base / 4), 0)), [segment]


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
