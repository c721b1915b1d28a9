"""Word files (.docx) in, blocks out.

Read straight from the package's XML: paragraphs, headings by style or outline level, numbers that Word
counts, lists, tables, text boxes (behind the paragraph that anchors them), links, fields' results, content
controls, footnotes, diagrams, whole documents taken in. Tracked insertions are kept, deletions dropped. Headers,
footers and comments are page furniture and not read; embedded objects, external files and macros are never opened,
objects and charts noted.
"""

import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table
from pipeline.read.docx_form import form_field, unclosed_fields
from pipeline.read.docx_parts import Parts
from pipeline.read.docx_styles import Style, Styles, read_paragraph, read_styles, run_style
from pipeline.read.numbering import Numbering, read_numbering
from pipeline.read.package import MOST_DEPTH, Package, attribute, child, damaged, local
from pipeline.read.text import decode

_WHAT = "Word file"
_MAIN = "word/document.xml"
_SIMPLE_NUMBER = re.compile(r"\d{1,3}[.)]")
_SYMBOL = re.compile(r"(?!0000|[dD][89a-fA-F])[0-9A-Fa-f]{4}")  # no half of a surrogate pair
# The boxes of `Statut : ☐ À venir ☒ En cours`.
_BOXES = {
    "wingdings": {"\uf0fe": "☒", "\uf0fd": "☒", "\uf078": "☒", "\uf0a8": "□", "\uf06f": "□"},
    "wingdings 2": {"\uf051": "☒", "\uf052": "☒", "\uf053": "☒", "\uf054": "☒", "\uf0a3": "□"},
}
# Wrappers whose children stand where they stand.
_TRANSPARENT = {
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "hyperlink",
    "fldSimple",
    "sdtContent",
    "dir",
    "bdo",
    "ruby",
    "rubyBase",
    "oMath",
    "oMathPara",
    "e",
    "num",
    "den",
}
_DROPPED = {
    "del",
    "moveFrom",
    "rt",
    "pPr",
    "sdtPr",
    "sdtEndPr",
    "rPr",
    "instrText",
    "delText",
    "delInstrText",
}


def read_docx(data: bytes, unread: list[str] | None = None, *, taken_in: bool = False) -> list[Block]:
    """Read the blocks of a Word file.

    Args:
        data: its bytes.
        unread: gets the kinds of what the file shows and is not read: `chart`, `diagram`, `object`, `chunk`.
        taken_in: it stands in another Word file; it takes in no third one.

    Raises:
        SourceError: `damaged-source`, `encrypted-source`, `hostile-source` or `source-too-large`.
    """
    package = Package(data, _WHAT)
    main = _main_part(package)
    root = package.xml(main)
    parts = _parts(package, main)

    def beside(kind: str) -> etree._Element | None:
        return package.optional_xml(parts.get(kind) or posixpath.join(posixpath.dirname(main), f"{kind}.xml"))

    body = child(root, "body")
    if body is None:
        raise damaged(_WHAT)
    shown = Parts.of(package, main)
    reader = _Reader(read_styles(beside("styles")), read_numbering(beside("numbering")), shown, taken_in)
    reader.unclosed = unclosed_fields(root)
    blocks = reader.blocks(body, 0)
    for name, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
        notes = beside(name) if any(k == kind for k, _ in reader.notes) else None
        if notes is not None:
            reader.unclosed = unclosed_fields(notes)
            blocks.extend(reader.called_notes(notes, kind))
    if unread is not None:
        unread.extend(shown.unread)
    return blocks


def _main_part(package: Package) -> str:
    """Give the name of the document part, from the package's own relations; external ones never count."""
    relations = package.optional_xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            target = posixpath.normpath((relation.get("Target") or "").lstrip("/"))
            if target in package:
                return target
    if _MAIN not in package:
        raise damaged(_WHAT)
    return _MAIN


def _parts(package: Package, main: str) -> dict[str, str]:
    """Give the document's parts by their kind: Word in the browser calls its styles `styles2.xml`."""
    folder, name = posixpath.split(main)
    relations = package.optional_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in relations if relations is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        if relation.get("TargetMode") != "External" and target in package:
            found.setdefault(posixpath.basename(relation.get("Type") or ""), target)
    return found


@dataclass(slots=True)
class _Line:
    """A paragraph as it is gathered: its runs and the text boxes anchored in it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    parts: Parts
    taken_in: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    unclosed: set[etree._Element] = field(default_factory=set)
    _instructions: list[bool] = field(default_factory=list)  # open fields: True while in their instruction
    _held: _Line | None = None  # a paragraph whose end was deleted: it goes on in the next one

    def blocks(self, parent: etree._Element, depth: int) -> list[Block]:
        """Read all that stands under `parent`."""
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)
        found: list[Block] = []
        for element in parent:
            name = local(element)
            if name == "p":
                found.extend(self._paragraph(element, depth))
            elif name == "tbl":
                found.append(self._table(element, depth))
            elif name == "sdt":
                content = _filled(element)
                if content is not None:
                    found.extend(self.blocks(content, depth + 1))
            elif name == "AlternateContent":
                found.extend(self.blocks(_chosen(element), depth + 1))
            elif name == "altChunk":
                found.extend(self._chunk(element))
            elif name in _TRANSPARENT:
                found.extend(self.blocks(element, depth + 1))
        return found

    def _chunk(self, element: etree._Element) -> list[Block]:
        """Read a document that this one takes in whole, as programs do that put files together."""
        chunk = self.parts.chunk(element)
        if chunk is None:
            return []
        kind, data = chunk
        if kind == "html":
            from pipeline.read.html import decode_html, read_html

            return read_html(decode_html(data).text)
        if kind == "text":
            return [Paragraph([Run(line)]) for line in decode(data).text.splitlines()]
        if self.taken_in:
            self.parts.unread.append("chunk")
            return []
        return read_docx(data, self.parts.unread, taken_in=True)

    def called_notes(self, root: etree._Element, kind: str) -> list[Block]:
        """Give the text of the notes that were called, as `[^1]: …` paragraphs."""
        elements = {attribute(element, "id"): element for element in root if local(element) == kind}
        found: list[Block] = []
        for number, (called, note_id) in enumerate(self.notes, 1):
            if called != kind or note_id not in elements:
                continue
            runs: list[Run] = []
            for block in self.blocks(elements[note_id], 0):
                if isinstance(block, Paragraph) and not block.is_blank:
                    runs.extend([Run(" ")] * bool(runs) + block.runs)
            if runs:
                found.append(Paragraph([Run(f"[^{number}]: "), *runs]))
        return found

    def _paragraph(self, element: etree._Element, depth: int) -> list[Block]:
        properties = child(element, "pPr")
        style, direct = self._style(properties)
        line = self._held or _Line()
        self._held = None
        self._inline(element, style, line, depth)
        mark = child(properties, "rPr")
        if mark is not None and child(mark, "del") is not None and child(mark, "ins") is None:
            self._held = line
            return []
        size = max(line.sizes, key=lambda value: line.sizes[value]) if line.sizes else 0.0
        paragraph = Paragraph(line.runs, heading=style.heading or 0, size=size)
        if not paragraph.is_blank:
            self._number(paragraph, style, direct)
        return [paragraph, *line.boxes]

    def _style(self, properties: etree._Element | None) -> tuple[Style, Style]:
        """Give the paragraph's whole style, and what it says directly."""
        direct = Style()
        named = child(properties, "pStyle")
        base = self.styles.get(attribute(named, "val") if named is not None else None)
        if properties is None:
            return base, direct
        style = Style(
            base.heading,
            base.list_id,
            base.list_level,
            base.bold,
            base.italic,
            base.hidden,
            base.size,
            base.indent,
            base.is_bullet,
            base.is_contents,
        )
        read_paragraph(style, properties)
        read_paragraph(direct, properties)
        return style, direct

    def _number(self, paragraph: Paragraph, style: Style, direct: Style) -> None:
        """Put in front of a paragraph what Word counts for it, or make it a list entry."""
        paragraph.indent = style.indent or 0.0
        level = style.list_level or 0
        known = style.list_id is not None and style.list_id != "0" and self.numbering.is_known(style.list_id)
        if not known or style.list_id is None:
            if style.is_bullet and style.list_id != "0":
                paragraph.marker, paragraph.level = "-", level
                paragraph.list_id = "style"
            return
        shape = self.numbering.level(style.list_id, level)
        label = self.numbering.next_label(style.list_id, level)
        if direct.indent is None and shape is not None and shape.indent is not None:
            paragraph.indent = shape.indent
        if not label:
            return
        if label != "-" and (paragraph.heading or not _SIMPLE_NUMBER.fullmatch(label)):
            paragraph.runs.insert(0, Run(f"{label} ", bold=paragraph.all_bold))
            return
        if label == "-" and paragraph.heading:
            return
        paragraph.marker = label
        paragraph.list_id = self.numbering.abstract_of.get(style.list_id) or style.list_id
        paragraph.level = level

    def _inline(self, parent: etree._Element, style: Style, line: _Line, depth: int) -> None:
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, style, line, depth)
            elif name == "sdt":
                content = _filled(element)
                if content is not None:
                    self._inline(content, style, line, depth + 1)
            elif name == "AlternateContent":
                self._inline(_chosen(element), style, line, depth + 1)
            elif name == "t":  # mathematics: m:r holds m:t
                line.runs.append(Run(element.text or ""))
            elif name in _DROPPED:
                continue
            elif name in _TRANSPARENT:
                self._inline(element, style, line, depth + 1)

    def _run(self, element: etree._Element, style: Style, line: _Line, depth: int) -> None:
        look = run_style(self.styles, style, child(element, "rPr"))
        for inner in element:
            name = local(inner)
            if name == "fldChar":
                if inner not in self.unclosed:
                    self._field(attribute(inner, "fldCharType"))
                chosen = "" if look.hidden else form_field(inner)
                if chosen:
                    line.runs.append(Run(chosen, bool(look.bold), bool(look.italic)))
                continue
            if name in ("drawing", "pict", "object", "AlternateContent"):
                content = _chosen(inner) if name == "AlternateContent" else inner
                for box in content.iter("{*}txbxContent"):
                    if not any(
                        local(above) == "txbxContent" for above in box.iterancestors() if _is_inside(above, content)
                    ):
                        line.boxes.extend(self.blocks(box, depth + 1))
                line.boxes.extend(self.parts.shown(content))
                continue
            if look.hidden or any(self._instructions):
                continue
            text = _printed(inner, name)
            if name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name[:-9], attribute(inner, "id") or ""))
            elif text:
                line.runs.append(Run(text, bool(look.bold), bool(look.italic)))
                line.sizes[look.size or 0.0] = line.sizes.get(look.size or 0.0, 0) + len(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._instructions.append(True)
        elif kind == "separate" and self._instructions:
            self._instructions[-1] = False
        elif kind == "end" and self._instructions:
            self._instructions.pop()

    def _table(self, element: etree._Element, depth: int) -> Table:
        table = Table()
        for row in _children(element, "tr"):
            cells: list[Cell] = []
            row_properties = child(row, "trPr")
            if row_properties is not None and child(row_properties, "del") is not None:
                continue
            is_heading = row_properties is not None and child(row_properties, "tblHeader") is not None
            for cell in _children(row, "tc"):
                properties = child(cell, "tcPr")
                span = child(properties, "gridSpan")
                width = (attribute(span, "val") if span is not None else None) or "1"
                merge = child(properties, "vMerge")
                continues = merge is not None and (attribute(merge, "val") or "continue") == "continue"
                cells.append(
                    Cell(
                        self.blocks(cell, depth + 1),
                        is_heading,
                        int(width) if width.isdecimal() else 1,
                        continues,
                    )
                )
            if cells:
                table.rows.append(cells)
        return table


def _printed(element: etree._Element, name: str) -> str:
    match name:
        case "t":
            return element.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = attribute(element, "char") or ""
            sign = chr(int(code, 16)) if _SYMBOL.fullmatch(code) else ""
            return _BOXES.get((attribute(element, "font") or "").casefold(), {}).get(sign, sign)
    return ""


def _filled(control: etree._Element) -> etree._Element | None:
    """Give what stands in a content control; `Cliquez ici pour entrer du texte` is not what anybody wrote."""
    if child(control, "sdtPr", "showingPlcHdr") is not None:
        return None
    return child(control, "sdtContent")


def _chosen(alternate: etree._Element) -> etree._Element:
    """Give the branch to read: both say the same, the first for newer programs."""
    choice = child(alternate, "Choice")
    fallback = child(alternate, "Fallback")
    if choice is not None and (fallback is None or next(choice.iter("{*}t"), None) is not None):
        return choice
    return fallback if fallback is not None else alternate


def _is_inside(element: etree._Element, ancestor: etree._Element) -> bool:
    return element is not ancestor and any(above is ancestor for above in element.iterancestors())


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    """Give the rows of a table or the cells of a row, through content controls and tracked changes."""
    found: list[etree._Element] = []
    for inner in element:
        kind = local(inner)
        if kind == name:
            found.append(inner)
        elif kind == "sdt" or kind in _TRANSPARENT:
            found.extend(_children(inner, name))
    return found
