"""Find headings that are only printed larger, where nothing else says what is a heading.

In: blocks with type sizes, first all of them to measure, then each again. Out: the same blocks, `heading` set: the
largest size is level 1, and so on. Bold lines of the text's own size that `spacing` takes for headings come below all
of those; where nothing is larger, nothing tells their level, and they stay what they are.
"""

from collections import Counter

from pipeline.read.blocks import Block, Paragraph, paragraphs
from pipeline.read.spacing import Spacing

_LONGEST = 180
_MOST_LEVELS = 4


class Sizes:
    """The type sizes of a document."""

    def __init__(self) -> None:
        self._letters: Counter[float] = Counter()
        self._large: set[tuple[float, bool]] = set()  # sizes that could be headings', and whether in bold
        self._has_headings = False
        self._spacing = Spacing()
        self._levels: list[float] | None = None
        self._body = 0.0

    def read(self, block: Block) -> None:
        """Measure a block."""
        self._spacing.read(block)
        for paragraph in paragraphs([block]):
            if paragraph.size and not paragraph.is_blank:
                self._letters[_rounded(paragraph.size)] += len(paragraph.text)
                self._has_headings = self._has_headings or bool(paragraph.heading)
        if isinstance(block, Paragraph) and _may_head(block):
            self._large.add((block.size, block.all_bold))

    def mark(self, block: Block) -> Block:
        """Set a block's heading level by its size, unless the document has headings of its own."""
        if self._levels is None:
            self._spacing.read(None)
            self._body = self._letters.most_common(1)[0][0] if self._letters else 0.0
            large = {_rounded(size) for size, bold in self._large if self._is_larger(size, bold=bold)}
            self._levels = sorted(large, reverse=True)[:_MOST_LEVELS] if not self._has_headings else []
        if self._levels and isinstance(block, Paragraph) and _may_head(block):
            size = _rounded(block.size)
            if size in self._levels and self._is_larger(block.size, bold=block.all_bold):
                block.heading = self._levels.index(size) + 1
        heads = self._spacing.next_is_heading(block)
        if heads and self._levels and isinstance(block, Paragraph) and not block.heading:
            block.heading = len(self._levels) + 1
        return block

    def _is_larger(self, size: float, *, bold: bool) -> bool:
        return size > self._body * 1.15 or (bold and size >= self._body + 0.4)


def _may_head(block: Paragraph) -> bool:
    return bool(block.size) and not block.marker and not block.is_blank and "\n" not in block.text[: _LONGEST + 1] and (
        len(block.text) <= _LONGEST
    )  # fmt: skip


def _rounded(size: float) -> float:
    return round(size * 2) / 2
