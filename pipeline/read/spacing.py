"""Find headings that are printed bold and no larger than the text, by the space that stands above and below them.

In: blocks with their places, in reading order. Out: whether a block is such a heading, asked in the same order. One
line says nothing: a print (bold, of one size) is that of headings where most of its lines stand nearer to what follows
than to what is above.
"""

from collections import Counter
from itertools import pairwise

from pipeline.read.blocks import Block, Paragraph
from pipeline.vocabulary import shipped

_LONGEST = 120
_ENOUGH = 3
_NEARER = 1.2
_MOST = 0.5
_SAME = 1.0  # points: lines of one print do not stand as far apart on every page
_SENTENCE = (".", ",", ";", "!", "?", "…")
_NO_LINE, _MAYBE, _FITS = range(3)


class Spacing:
    """The bold lines of a document and the space around them."""

    def __init__(self) -> None:
        self._kinds = bytearray()  # of each block
        self._near: Counter[float] = Counter()  # by size: the lines that stand nearer to what follows
        self._measured: Counter[float] = Counter()
        self._before: Block | None = None
        self._last: Block | None = None
        self._asked = 0

    def read(self, block: Block | None) -> None:
        """Take note of a block, of none at the end."""
        if self._last is not None:
            self._kinds.append(self._measure(self._last, block))
        self._before, self._last = self._last, block

    def _measure(self, block: Block, below: Block | None) -> int:
        if not isinstance(block, Paragraph) or not _is_bold_line(block):
            return _NO_LINE
        above_it = None if _is_bold_line(self._before) else _gap(self._before, block)
        below_it = None if _is_bold_line(below) else _gap(block, below)
        if above_it is None or below_it is None:
            return _FITS  # at a page's edge, or among others of its kind
        self._measured[_print(block)] += 1
        self._near[_print(block)] += above_it > below_it * _NEARER
        return _FITS if above_it > below_it - _SAME else _MAYBE

    def next_is_heading(self, block: Block) -> bool:
        """Say whether the next block is a bold line that heads what follows."""
        self._asked += 1
        if self._kinds[self._asked - 1] != _FITS or not isinstance(block, Paragraph):
            return False
        near = self._near[_print(block)]
        return near >= _ENOUGH and near >= _MOST * self._measured[_print(block)]


def _print(block: Paragraph) -> float:
    return round(block.size * 2) / 2


def _is_bold_line(block: Block | None) -> bool:
    """One printed line, bold, that is no entry, no sentence and no label with its value."""
    if not isinstance(block, Paragraph) or block.marker or not block.size or not block.all_bold:
        return False
    text = block.text.strip()
    if len(text) > _LONGEST or not text[:1].isalnum() or text.endswith(_SENTENCE):
        return False
    strips = [run.strip for run in block.runs if run.strip is not None]
    if not strips or any(abs(one.bottom - other.bottom) > block.size / 2 for one, other in pairwise(strips)):
        return False
    label, colon, value = text.partition(":")
    return not (colon and value.strip() and shipped().exact_label(label.strip()) is not None)


def _gap(above: Block | None, below: Block | None) -> float | None:
    """Give the space between two paragraphs of one page, the lower one below the other."""
    if not isinstance(above, Paragraph) or not isinstance(below, Paragraph):
        return None
    ends = [run.strip for run in above.runs if run.strip is not None]
    starts = [run.strip for run in below.runs if run.strip is not None]
    if not ends or not starts or ends[-1].page != starts[0].page:
        return None
    gap = starts[0].top - ends[-1].bottom
    return gap if gap >= 0 else None
