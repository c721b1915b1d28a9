"""Find headings that are only printed larger, where nothing else says what is a heading.

In: blocks with type sizes. Out: the same blocks, `heading` set: the largest size is level 1, and so on.
"""

from collections import Counter

from pipeline.read.blocks import Block, Paragraph, paragraphs

_LONGEST = 180
_MOST_LEVELS = 4


def headings_by_size(blocks: list[Block]) -> None:
    """Set heading levels by type size, unless the document has headings of its own."""
    found = [block for block in paragraphs(blocks) if block.size and not block.is_blank]
    if not found or any(block.heading for block in found):
        return
    letters: Counter[float] = Counter()
    for block in found:
        letters[_rounded(block.size)] += len(block.text)
    body = letters.most_common(1)[0][0]
    large = [block for block in blocks if isinstance(block, Paragraph) and _is_larger(block, body)]
    sizes = sorted({_rounded(block.size) for block in large}, reverse=True)[:_MOST_LEVELS]
    # A title set once above everything else would push every other heading down.
    for block in large:
        if _rounded(block.size) in sizes:
            block.heading = sizes.index(_rounded(block.size)) + 1


def _is_larger(block: Paragraph, body: float) -> bool:
    if not block.size or block.marker or block.is_blank or len(block.text) > _LONGEST or "\n" in block.text:
        return False
    return block.size > body * 1.15 or (block.all_bold and block.size >= body + 0.4)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
