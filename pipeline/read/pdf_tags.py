"""Read a tagged PDF by its structure: headings, paragraphs, lists, tables, notes, in the order of the tags.

In: PDFium's structure tree, page by page. Out: one tree for the document, whose elements on several pages are
whole again, then blocks. What has no tag is an artifact: running heads, decoration.
"""

import ctypes
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table
from pipeline.read.pdf_lines import Columns, Words, is_full, join, same_line
from pipeline.read.pdf_page import Segment

_HEADING = re.compile(r"H([1-6])?")
_INLINE = {
    "Span",
    "Link",
    "Reference",
    "Quote",
    "Em",
    "Strong",
    "NonStruct",
    "Code",
    "Annot",
    "BibEntry",
    "Sub",
    "Ruby",
    "RB",
    "Warichu",
    "Private",
}
_BLOCKS = {
    "L",
    "LI",
    "Table",
    "Div",
    "Sect",
    "P",
    "Title",
    "Caption",
    "TOCI",
    "LBody",
    "Lbl",
    "TD",
    "TH",
    "BlockQuote",
    "Note",
    "FENote",
    "Formula",
    "Figure",
    "Index",
    "Form",
}
_MOST_DEPTH = 60
_LONG_FAMILY = 400
_LOOK_BEYOND = 300
_MOST_COLUMNS = 60


@dataclass(slots=True)
class Node:
    """One element of the structure: what it is, its own content and its children by their place in it."""

    role: str
    children: "dict[int, Node]" = field(default_factory=dict)
    content: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # place -> (page, tag)


class TagReader:
    """Gathers the structure trees of all pages into one."""

    def __init__(self) -> None:
        self.root = Node("")
        self.tagged: set[tuple[int, int]] = set()
        self._hints: dict[tuple[int, ...], int] = {}

    def read_page(self, page: Any, number: int) -> None:
        """Add what one page holds; a page without tree adds nothing."""
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return
        try:
            for index in range(min(pdfium.FPDF_StructTree_CountChildren(tree), 10_000)):
                element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
                if element:
                    self._element(element, self.root, index, number, (index,))
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _element(self, element: Any, parent: Node, index: int, number: int, path: tuple[int, ...]) -> None:
        if len(path) > _MOST_DEPTH:
            return
        node = parent.children.get(index)
        if node is None:
            node = parent.children[index] = Node(_string(pdfium.FPDF_StructElement_GetType, element))
        for at in self._places(element, path):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                self._element(child, node, at, number, (*path, at))
                continue
            tag = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if tag >= 0 and (number, tag) not in self.tagged:
                self.tagged.add((number, tag))
                node.content.setdefault(at, []).append((number, tag))

    def _places(self, element: Any, path: tuple[int, ...]) -> Iterator[int]:
        """Give the places of the children to look at: a document's thousands, but those near this page's."""
        count = pdfium.FPDF_StructElement_CountChildren(element)
        if count <= _LONG_FAMILY:
            yield from range(max(count, 0))
            return
        start = max(self._hints.get(path, 0) - 2, 0)
        last = -1
        for at in range(start, count):
            if pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                last = at
                yield at
            elif last >= 0 and at - last > _LOOK_BEYOND:
                break
        if last >= 0:
            self._hints[path] = last
        elif start:
            yield from range(start)


def _string(function: Any, element: Any) -> str:
    size = function(element, None, 0)
    if not 2 < size <= 4096:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


@dataclass(slots=True)
class TagBlocks:
    """Makes blocks of a structure."""

    segments: Mapping[tuple[int, int], Sequence[Segment]]  # by page and tag
    columns: Mapping[int, Columns]  # by page
    words: Words
    _lists: int = 0

    def blocks(self, node: Node, level: int = -1) -> list[Block]:
        """Give the blocks under an element; `level` is the depth of the list it is in, -1 outside."""
        found: list[Block] = []
        loose: list[Segment] = []

        def flush() -> None:
            if loose:
                found.append(self._paragraph(loose, "P"))
                loose.clear()

        for place in sorted({*node.children, *node.content}):
            child = node.children.get(place)
            if child is None:
                loose.extend(self._content(node.content[place]))
                continue
            if child.role in _INLINE and not self._holds_blocks(child):
                loose.extend(self._inline(child))
                continue
            flush()
            found.extend(self._block(child, level))
        flush()
        return found

    def _block(self, node: Node, level: int) -> list[Block]:
        role = node.role
        if role == "L":
            self._lists += 1
            return self.blocks(node, level + 1)
        if role == "LI":
            return self._entry(node, level)
        if role == "Table":
            return [self._table(node)]
        if role in ("P", "Title", "TOCI", "Note", "FENote", "Caption") or _HEADING.fullmatch(role):
            if self._holds_blocks(node):
                return self.blocks(node, level)
            segments = self._inline(node)
            return [self._paragraph(segments, role)] if segments else []
        return self.blocks(node, level)

    def _holds_blocks(self, node: Node) -> bool:
        return any(
            child.role in _BLOCKS or _HEADING.fullmatch(child.role)
            or (child.role in _INLINE and self._holds_blocks(child))
            for child in node.children.values()
        )  # fmt: skip

    def _entry(self, node: Node, level: int) -> list[Block]:
        """A list entry: its label is the marker, its first paragraph the entry, the rest stands below it."""
        labels = [child for child in node.children.values() if child.role == "Lbl"]
        label = "".join(segment.text for child in labels for segment in self._inline(child)).strip()
        bare = Node("LI", {at: child for at, child in node.children.items() if child.role != "Lbl"}, node.content)
        found = self.blocks(bare, level)
        first = found[0] if found else None
        if isinstance(first, Paragraph) and not first.marker and not first.heading:
            _as_entry(first, label, max(level, 0), f"tags{self._lists}")
        elif label:
            found.insert(0, Paragraph([Run(label)]))
        return found

    def _table(self, node: Node) -> Table:
        table = Table()
        for row in _rows(node):
            cells: list[Cell] = []
            for place, cell in sorted(row.children.items()):
                if cell.role in ("TD", "TH"):
                    # Cells that print nothing are not in the tree.
                    cells.extend(Cell() for _ in range(min(place, _MOST_COLUMNS) - len(cells)))
                    cells.append(Cell(self.blocks(cell), cell.role == "TH"))
            if cells:
                table.rows.append(cells)
        width = max((len(row) for row in table.rows), default=0)
        if width == 2:
            for made in table.rows:
                made.extend(Cell() for _ in range(2 - len(made)) if made[0].is_heading)
        return table

    def _inline(self, node: Node) -> list[Segment]:
        found: list[Segment] = []
        for place in sorted({*node.children, *node.content}):
            found.extend(self._content(node.content.get(place, ())))
            if place in node.children:
                found.extend(self._inline(node.children[place]))
        return found

    def _content(self, content: Sequence[tuple[int, int]]) -> list[Segment]:
        return [segment for key in content for segment in self.segments.get(key, ())]

    def _breaks(self, segments: Sequence[Segment]) -> set[int]:
        """Find the segments before which the line ended though their first word would have fitted."""
        return {
            index
            for index, (above, segment) in enumerate(itertools.pairwise(segments), 1)
            if above.page == segment.page
            and not same_line(above, segment)
            and not is_full(above, segment, self.columns[above.page].margins(above)[1])
        }

    def _paragraph(self, segments: list[Segment], role: str) -> Paragraph:
        heading = _HEADING.fullmatch(role)
        runs = join(segments, self.words, () if heading else self._breaks(segments))
        level = int(heading[1] or 1) if heading else 1 if role == "Title" else 0
        note = segments[0].note if role in ("Note", "FENote", "P") else ""
        if note:
            runs.insert(0, Run(f"[^{note}]: "))
        first = segments[0]
        left = self.columns[first.page].margins(first)[0]
        return Paragraph(runs, heading=level, indent=first.x0 - left, size=first.size)


def _as_entry(paragraph: Paragraph, label: str, level: int, list_id: str) -> None:
    """Make a paragraph the entry of a list; without label its own text may open with one."""
    paragraph.marker = label if re.fullmatch(r"\d{1,3}[.)]", label) else "-"
    if label and label[0].isalnum() and paragraph.marker == "-" and len(label) > 1:
        paragraph.runs.insert(0, Run(f"{label} "))
    paragraph.level, paragraph.list_id = level, list_id if not level else "tags"
    paragraph.list_id = "tags"
    text = paragraph.text
    number = re.match(r"\s*(\d{1,3}[.)])\s+(?=\S)", text) if not label else None
    if number is not None:
        from pipeline.read.blocks import cut_front

        paragraph.marker = number[1]
        paragraph.runs = cut_front(paragraph.runs, number.end())


def _rows(node: Node) -> list[Node]:
    rows: list[Node] = []
    for _, child in sorted(node.children.items()):
        if child.role == "TR":
            rows.append(child)
        elif child.role in ("THead", "TBody", "TFoot"):
            rows.extend(_rows(child))
    return rows
