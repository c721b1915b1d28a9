"""Find list entries that were typed by hand, and how deep every entry is nested.

In: blocks in reading order. Out: the same blocks, typed bullets taken off their text into `marker`, `depth`
set. Depth is what the entries of one stretch show among themselves: the level within one list, the
indentation between different ones, another typed sign at the same one; the outermost entry has depth 0 whatever its
level was called.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table, cut_front, split_lines

# `- a`, `– a`, `• a`, Word's Symbol and Wingdings signs, `o` only before a tab or no-break spaces.
_TYPED = re.compile(
    r"""
    (?P<lead>[ \t\xa0]*)
    (?P<sign>[-–—•·‣▪▫■□●○◦◆◇►▶▸>➢➤➔→✓✔❖∙⁃*\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0a8\uf06f]|o(?=\t|\xa0))
    (?P<gap>[ \t\xa0\u2002-\u200a\u202f]+)(?=\S)
    """,
    re.VERBOSE,
)
# Signs that nobody types but as a bullet may touch their text: `•Jardins`.
_GLUED = re.compile(r"(?P<lead>[ \t\xa0]*)(?P<sign>[•‣▪■●◦►▶▸➢➤✓✔❖⁃\uf0b7\uf0a7\uf0d8\uf0fc])(?P<gap>)(?=\w|[«\"(])")
# `– Janvier : étude` / `- juin : travaux`: a word processor turns some into the others
_DASHES = "-–—⁃\uf02d"
_SPACE_WIDTH = 3.5  # points: a space of 12-point text; one more nests
_TAB_WIDTH = 36.0
_SAME_INDENT = 3.0


def settle_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Mark typed list entries and set the depth of all, block by block."""
    path: list[Paragraph] = []
    for given in blocks:
        if isinstance(given, Table):
            given.rows = _merged_rows(given.rows)
            for row in given.rows:
                for cell in row:
                    cell.blocks = list(settle_lists(cell.blocks))
            path.clear()
            yield given
            continue
        for block in _untyped(given):
            if block.marker:
                while path and not _is_deeper(block, path):
                    path.pop()
                block.depth = len(path)
                path.append(block)
            elif not block.is_blank:
                path.clear()
            yield block


def _merged_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Give what stands beside a label of several rows, or one that a page end cut, to that label's row."""
    merged: list[list[Cell]] = []
    for row in rows:
        above = merged[-1] if merged else None
        is_head = len(merged) == 1 and above is not None and all(_is_bold(cell) for cell in above)
        if above is None or len(row) != 2 or len(above) != 2 or row[0].text.strip() or is_head:
            merged.append(row)
            continue
        blocks, more = above[1].blocks, row[1].blocks
        if blocks and more and joined_over_page_end(blocks[-1], more[0]):
            more = more[1:]
        blocks.extend(more)
    return merged


def _is_bold(cell: Cell) -> bool:
    return cell.is_heading or all(isinstance(block, Paragraph) and block.all_bold for block in cell.blocks)


def joined_over_page_end(last: Block, first: Block) -> bool:
    """Join a paragraph to the one before where a page end cut it in two; say whether it did."""
    if not isinstance(last, Paragraph) or not isinstance(first, Paragraph) or not _is_cut(last, first):
        return False
    last.runs = [*last.runs, Run(" ", last.runs[-1].bold and first.runs[0].bold), *first.runs]
    return True


def _is_cut(last: Paragraph, first: Paragraph) -> bool:
    if not last.runs or not first.runs:
        return False
    if first.marker or first.heading or _typed(first.text):
        return False
    above, below = last.runs[-1].strip, first.runs[0].strip
    if above is None or below is None or above.page == below.page:
        return False
    return first.text.lstrip()[:1].islower() and not last.text.rstrip().endswith((".", "!", "?", ":", ";"))


def _is_deeper(entry: Paragraph, path: list[Paragraph]) -> bool:
    above = path[-1]
    if entry.list_id and entry.list_id == above.list_id:
        return entry.level > above.level
    if abs(entry.indent - above.indent) > _SAME_INDENT:
        return entry.indent > above.indent
    if entry.sign and above.sign and entry.level == above.level:
        # `● A` / `○ a`: another sign opens a level, a sign met above closes to it
        return all(entry.sign != known.sign for known in path)
    return entry.level > above.level


def _untyped(paragraph: Paragraph) -> list[Paragraph]:
    """Turn typed bullets into list entries; a paragraph of lines that open with them is cut there."""
    if paragraph.heading:
        return [paragraph]
    text = paragraph.text
    if "\n" in text and not paragraph.marker:
        lines = text.split("\n")
        if sum(1 for line in lines if _typed(line)) >= (1 if _typed(lines[0]) else 2):
            return _joined_wraps([_one(line) for line in split_lines(paragraph)])
    return [_one(paragraph)]


def _joined_wraps(lines: list[Paragraph]) -> list[Paragraph]:
    """Give a line without bullet back to the entry above it, as a line of that entry."""
    entries: list[Paragraph] = []
    for line in lines:
        if entries and entries[-1].marker and not line.marker:
            entries[-1].runs = [*entries[-1].runs, Run("\n"), *line.runs]
        else:
            entries.append(line)
    return entries


def _typed(text: str) -> re.Match[str] | None:
    return _TYPED.match(text) or _GLUED.match(text)


def _one(paragraph: Paragraph) -> Paragraph:
    found = _typed(paragraph.text)
    if found is None:
        return paragraph
    lead = found["lead"]
    paragraph.sign = "-" if found["sign"] in _DASHES else found["sign"]
    if not paragraph.marker:
        width = sum(_TAB_WIDTH if char == "\t" else _SPACE_WIDTH for char in lead)
        paragraph.marker = "-"
        paragraph.indent += width
    elif paragraph.marker != "-" and found["sign"] in "-–—*·":
        return paragraph  # a numbered entry that opens with a dash
    paragraph.runs = cut_front(paragraph.runs, found.end())
    return paragraph
