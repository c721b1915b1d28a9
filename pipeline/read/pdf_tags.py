"""Read a tagged PDF by its structure: headings, paragraphs, lists, tables, notes, in the order of the tags.

In: PDFium's structure tree, page by page. Out: one tree for the document, whose elements on several pages are
whole again, then blocks. What has no tag is an artifact: running heads, decoration.
"""

import ctypes
import itertools
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.hyphens import Words
from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table, cut_front, go_on_below
from pipeline.read.pdf_lines import Columns, is_full, join, same_line
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


# The page and the tag of marked content.
_Content = tuple[int, int]


@dataclass(slots=True)
class Node:
    """One element of the structure: what it is, its children and its own content by their place in it."""

    role: str
    kids: "dict[int, Node | _Content]" = field(default_factory=dict)
    rows: int = 1  # that a cell covers
    columns: int = 1

    def elements(self) -> "Iterator[Node]":
        """Give the children that are elements, in the order in which they were met."""
        return (kid for kid in self.kids.values() if isinstance(kid, Node))

    def in_order(self) -> "Iterator[tuple[int, Node | _Content]]":
        """Give children and content by their place."""
        return ((place, self.kids[place]) for place in sorted(self.kids))


class TagReader:
    """Gathers the structure trees of all pages into one."""

    def __init__(self) -> None:
        self.root = Node("")
        # Of the page that was read last: its tags, and how many children PDFium went through for them.
        self.here: set[int] = set()
        self.looked_at = 0
        self._hints: dict[tuple[int, ...], int] = {}

    def read_page(self, page: Any, number: int) -> None:
        """Add what one page holds; a page without tree adds nothing."""
        self.here = set()
        self.looked_at = 0
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
        node = parent.kids.get(index)
        if not isinstance(node, Node):
            # A document has a million elements and thirty kinds of them.
            node = parent.kids[index] = Node(sys.intern(_string(pdfium.FPDF_StructElement_GetType, element)))
            if node.role in ("TD", "TH"):
                node.rows, node.columns = _number(element, b"RowSpan"), _number(element, b"ColSpan")
        for at in self._places(element, path):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                self._element(child, node, at, number, (*path, at))
                continue
            tag = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if tag >= 0 and tag not in self.here:
                self.here.add(tag)
                node.kids.setdefault(at, (number, tag))

    def _places(self, element: Any, path: tuple[int, ...]) -> Iterator[int]:
        """Give the places of the children to look at: a document's thousands, but those near this page's."""
        count = pdfium.FPDF_StructElement_CountChildren(element)
        self.looked_at += max(count, 0)
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


def _number(element: Any, name: bytes) -> int:
    """Give a number among the attributes of an element, 1 where it has none of the name."""
    number = ctypes.c_float()
    for index in range(min(pdfium.FPDF_StructElement_GetAttributeCount(element), 10)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name) if attributes else None
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number) and 1 <= number.value < 1000:
            return int(number.value)
    return 1


@dataclass(slots=True)
class TagBlocks:
    """Makes blocks of a structure."""

    segments: Callable[[int, int], Sequence[Segment]]  # of a page and a tag
    columns: Mapping[int, Columns]  # by page
    words: Words
    _labelled: int = 0  # list entries that have a bullet of their own, less those that have none

    def blocks(self, node: Node, level: int = -1) -> Iterator[Block]:
        """Give the blocks under an element; `level` is the depth of the list it is in, -1 outside."""
        loose: list[Segment] = []
        for _, kid in node.in_order():
            if not isinstance(kid, Node):
                loose.extend(self.segments(*kid))
                continue
            if kid.role in _INLINE and not self._holds_blocks(kid):
                loose.extend(self._inline(kid))
                continue
            if loose:
                yield self._paragraph(loose, "P")
                loose = []
            yield from self._block(kid, level)
        if loose:
            yield self._paragraph(loose, "P")

    def _block(self, node: Node, level: int) -> Iterator[Block]:
        role = node.role
        if role == "L":
            yield from self.blocks(node, level + 1)
        elif role == "LI":
            yield from self._entry(node, level)
        elif role == "Table":
            yield self._table(node)
        elif (
            role in ("P", "Title", "TOCI", "Note", "FENote", "Caption") or _HEADING.fullmatch(role)
        ) and not self._holds_blocks(node):
            segments = self._inline(node)
            if segments:
                yield self._paragraph(segments, role)
        else:
            yield from self.blocks(node, level)

    def _holds_blocks(self, node: Node) -> bool:
        return any(
            child.role in _BLOCKS or _HEADING.fullmatch(child.role)
            or (child.role in _INLINE and self._holds_blocks(child))
            for child in node.elements()
        )  # fmt: skip

    def _entry(self, node: Node, level: int) -> list[Block]:
        """A list entry: its label is the marker, its first paragraph the entry, the rest stands below it."""
        labels = [child for child in node.elements() if child.role == "Lbl"]
        label = "".join(segment.text for child in labels for segment in self._inline(child)).strip()
        bare = Node(
            "LI", {at: kid for at, kid in node.kids.items() if not (isinstance(kid, Node) and kid.role == "Lbl")}
        )
        self._labelled += bool(labels) - (not labels)
        found = list(self.blocks(bare, level))
        first = found[0] if found else None
        if not labels and self._labelled > 0 and isinstance(first, Paragraph) and first.text[:1].islower():
            return found  # where others have a bullet: what a page end cut off from the entry before
        if isinstance(first, Paragraph) and not first.marker and not first.heading:
            _as_entry(first, label, max(level, 0))
        elif label:
            found.insert(0, Paragraph([Run(label)]))
        return found

    def _table(self, node: Node) -> Table:
        table = Table()
        below: dict[int, int] = {}  # rows that the cell above still covers, by column
        for row in _rows(node):
            cells: list[Cell] = []
            column = given = 0
            for place, cell in row.in_order():
                if isinstance(cell, Node) and cell.role in ("TD", "TH"):
                    # Cells that print nothing are not in the tree.
                    for _ in range(min(place, _MOST_COLUMNS) - given):
                        column = go_on_below(cells, below, column) + 1
                        cells.append(Cell())
                    column = go_on_below(cells, below, column)
                    cells.append(Cell(list(self.blocks(cell)), cell.role == "TH", cell.columns))
                    below[column] = cell.rows - 1
                    column, given = column + cell.columns, place + 1
            go_on_below(cells, below, column)
            if cells:
                table.rows.append(cells)
        width = max((len(row) for row in table.rows), default=0)
        if width == 2:
            for made in table.rows:
                made.extend(Cell() for _ in range(2 - len(made)) if made[0].is_heading)
        return table

    def _inline(self, node: Node) -> list[Segment]:
        found: list[Segment] = []
        for _, kid in node.in_order():
            found.extend(self._inline(kid) if isinstance(kid, Node) else self.segments(*kid))
        return found

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


def _as_entry(paragraph: Paragraph, label: str, level: int) -> None:
    """Make a paragraph the entry of a list; without label its own text may open with one."""
    paragraph.marker = label if re.fullmatch(r"\d{1,3}[.)]", label) else "-"
    if label and label[0].isalnum() and paragraph.marker == "-" and len(label) > 1:
        paragraph.runs.insert(0, Run(f"{label} "))
    paragraph.level, paragraph.list_id = level, "tags"
    text = paragraph.text
    number = re.match(r"\s*(\d{1,3}[.)])\s+(?=\S)", text) if not label else None
    if number is not None:
        paragraph.marker = number[1]
        paragraph.runs = cut_front(paragraph.runs, number.end())


def _rows(node: Node) -> list[Node]:
    rows: list[Node] = []
    for _, child in node.in_order():
        if not isinstance(child, Node):
            continue
        if child.role == "TR":
            rows.append(child)
        elif child.role in ("THead", "TBody", "TFoot"):
            rows.extend(_rows(child))
    return rows
