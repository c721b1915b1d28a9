"""OpenDocument texts (.odt, .fodt's package form) in, blocks out.

Read from `content.xml` and the styles: headings with the numbers their outline counts, lists, tables, frames,
notes. Tracked deletions, comments and hidden text are not read; macros and embedded objects never opened.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table
from pipeline.read.numbering import ListLevel, Numbering
from pipeline.read.package import MOST_DEPTH, Package, attribute, child, damaged, encrypted, local

_WHAT = "OpenDocument text"
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}
_SIMPLE_NUMBER = re.compile(r"\d{1,3}[.)]")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in|px)")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
_MOST_ANCESTORS = 20
_MOST_REPEATS = 200
_DROPPED = {
    "annotation",
    "annotation-end",
    "tracked-changes",
    "ruby-text",
    "script",
    "hidden-text",
    "hidden-paragraph",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "placeholder",
}
_SHAPES = {"g", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line"}


def read_odt(data: bytes) -> list[Block]:
    """Read the blocks of an OpenDocument text.

    Raises:
        SourceError: `damaged-source`, `encrypted-source`, `hostile-source` or `source-too-large`.
    """
    package = Package(data, _WHAT)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.bytes_of("META-INF/manifest.xml"):
        raise encrypted()
    content = package.xml("content.xml")
    styles = _Styles()
    for root in (package.optional_xml("styles.xml"), content):
        if root is not None:
            styles.read(root)
    text = child(content, "body", "text")
    if text is None:
        raise damaged(_WHAT)
    reader = _Reader(styles)
    blocks = reader.blocks(text, 0)
    return blocks + reader.notes


@dataclass(slots=True)
class _Look:
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool = False
    size: float = 0.0
    indent: float = 0.0
    list_style: str | None = None
    outline: int = 0


@dataclass(slots=True)
class _Styles:
    elements: dict[str, etree._Element] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    _looks: dict[str, _Look] = field(default_factory=dict)

    def read(self, root: etree._Element) -> None:
        for part in ("font-face-decls", "styles", "automatic-styles"):
            for element in child(root, part) if child(root, part) is not None else ():  # type: ignore[union-attr]
                name = local(element)
                if name == "style":
                    self.elements[attribute(element, "name") or ""] = element
                elif name in ("list-style", "outline-style"):
                    list_id = "outline" if name == "outline-style" else attribute(element, "name") or ""
                    self.numbering.lists[list_id] = _levels(element)
                    self.numbering.abstract_of[list_id] = list_id

    def look(self, name: str | None) -> _Look:
        if name is None:
            return _Look()
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._resolve(name)
        return known

    def _resolve(self, name: str) -> _Look:
        chain: list[etree._Element] = []
        at: str | None = name
        while at is not None and at in self.elements and len(chain) < _MOST_ANCESTORS:
            chain.append(self.elements[at])
            at = attribute(chain[-1], "parent-style-name")
        look = _Look()
        for element in reversed(chain):
            list_style = attribute(element, "list-style-name")
            look.list_style = list_style if list_style is not None else look.list_style
            outline = attribute(element, "default-outline-level")
            if outline is not None:
                look.outline = int(outline) if outline.isdecimal() and len(outline) < 3 else 0
            properties = child(element, "text-properties")
            if properties is not None:
                weight, slant = attribute(properties, "font-weight"), attribute(properties, "font-style")
                look.bold = look.bold if weight is None else weight in ("bold", "600", "700", "800", "900")
                look.italic = look.italic if slant is None else slant in ("italic", "oblique")
                look.hidden = attribute(properties, "display") == "none" or look.hidden
                look.size = _points(attribute(properties, "font-size")) or look.size
            paragraph = child(element, "paragraph-properties")
            if paragraph is not None and attribute(paragraph, "margin-left") is not None:
                look.indent = _points(attribute(paragraph, "margin-left")) + _points(
                    attribute(paragraph, "text-indent")
                )
        return look


def _points(value: str | None) -> float:
    found = _LENGTH.fullmatch(value or "")
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


def _levels(element: etree._Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for inner in element:
        number = attribute(inner, "level") or "1"
        at = min(int(number), 9) - 1 if number.isdecimal() and int(number) else 0
        name = local(inner)
        if name.endswith(("-bullet", "-image")):
            levels[at] = ListLevel("bullet", "•")
        elif name.endswith("-number") or name == "outline-level-style":
            shown = attribute(inner, "display-levels") or "1"
            count = min(int(shown), at + 1) if shown.isdecimal() and int(shown) else 1
            text = ".".join(f"%{level + 1}" for level in range(at + 1 - count, at + 1))
            kind = _FORMATS.get(attribute(inner, "num-format") or "", "decimal")
            numbers = text if kind != "none" else ""
            label = (attribute(inner, "num-prefix") or "") + numbers + (attribute(inner, "num-suffix") or "")
            label = attribute(inner, "num-list-format") or label
            start = attribute(inner, "start-value") or "1"
            # LibreOffice writes the whole label as `%1%.%2%.`
            levels[at] = ListLevel(
                kind,
                re.sub(r"%(\d)%", r"%\1", label),
                int(start) if start.isdecimal() and len(start) < 6 else 1,
            )
        if at in levels:
            alignment = child(inner, "list-level-properties", "list-level-label-alignment")
            if alignment is not None:
                levels[at].indent = _points(attribute(alignment, "margin-left")) + _points(
                    attribute(alignment, "text-indent")
                )
    return levels


@dataclass(slots=True)
class _Reader:
    styles: _Styles
    notes: list[Block] = field(default_factory=list)
    _counted: dict[str, list[int]] = field(default_factory=dict)  # how far each list with a name came

    def blocks(self, parent: etree._Element, depth: int) -> list[Block]:
        """Read all that stands under `parent`."""
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)
        found: list[Block] = []
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                found.extend(self._paragraph(element, name, depth, None))
            elif name == "list":
                found.extend(self._list(element, depth, None, 0))
            elif name == "table":
                found.append(self._table(element, depth))
            elif name == "numbered-paragraph":
                number = attribute(element, "level") or "1"
                level = min(int(number), 9) - 1 if number.isdecimal() and int(number) else 0
                for inner in element:
                    if local(inner) in ("p", "h"):
                        found.extend(
                            self._paragraph(inner, local(inner), depth, (attribute(element, "style-name"), level))
                        )
            elif name == "frame":
                found.extend(self._frame(element, depth))
            elif name not in _DROPPED and attribute(element, "display") != "none":  # a hidden section
                found.extend(self.blocks(element, depth + 1))
        return found

    def _list(self, element: etree._Element, depth: int, style: str | None, level: int) -> list[Block]:
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)
        style = attribute(element, "style-name") or style
        counts = self.styles.numbering.counts(style or "")
        if not level:
            self._begin(element, counts)
        found: list[Block] = []
        for item in element:
            is_entry = local(item) == "list-item"
            first = True
            start = attribute(item, "start-value") or ""
            if start.isdecimal() and len(start) < 6:
                counts[min(level, 8)] = int(start) - 1
            for inner in item:
                name = local(inner)
                if name == "list":
                    found.extend(self._list(inner, depth + 1, style, level + 1))
                elif name in ("p", "h"):
                    found.extend(
                        self._paragraph(inner, name, depth + 1, (style, level) if is_entry and first else None)
                    )
                    first = False
                else:
                    found.extend(
                        self.blocks(inner, depth + 1)
                        if name not in ("table", "frame")
                        else self._other(inner, name, depth)
                    )
        if not level:
            for known in (attribute(element, "id"), attribute(element, "continue-list")):
                self._counted[known or ""] = list(counts)
        return found

    def _begin(self, element: etree._Element, counts: list[int]) -> None:
        """A list counts from the start again, but for one that says which it goes on with."""
        continued = self._counted.get(attribute(element, "continue-list") or "")
        if continued is not None and attribute(element, "continue-list"):
            counts[:] = continued
        elif attribute(element, "continue-numbering") != "true":
            counts[:] = [0] * len(counts)

    def _other(self, element: etree._Element, name: str, depth: int) -> list[Block]:
        return [self._table(element, depth + 1)] if name == "table" else self._frame(element, depth + 1)

    def _frame(self, element: etree._Element, depth: int) -> list[Block]:
        box = child(element, "text-box")
        return self.blocks(box, depth + 1) if box is not None else []

    def _paragraph(
        self, element: etree._Element, name: str, depth: int, listed: tuple[str | None, int] | None
    ) -> list[Block]:
        look = self.styles.look(attribute(element, "style-name"))
        runs: list[Run] = []
        anchored: list[Block] = []
        self._inline(element, look, runs, anchored, depth)
        paragraph = Paragraph(runs, indent=look.indent, size=look.size)
        outline = attribute(element, "outline-level") or "1"
        if name == "h":
            paragraph.heading = min(int(outline), 9) if outline.isdecimal() and int(outline) else 1
        elif (attribute(element, "style-name") or "") in ("Title", "Titre"):
            paragraph.heading = 1
        if paragraph.is_blank:
            return anchored if listed is not None else [paragraph, *anchored]
        if paragraph.heading:
            self._outline(paragraph, element, listed)
        elif listed is not None:
            self._entry(paragraph, listed)
        return [paragraph, *anchored]

    def _outline(self, paragraph: Paragraph, element: etree._Element, listed: tuple[str | None, int] | None) -> None:
        """Put in front of a heading the number of the list that it stands in, else that of its level."""
        numbering = self.styles.numbering
        style, level = listed or ("", 0)
        if not numbering.lists.get(style or ""):
            style, level = "outline", paragraph.heading - 1
        if attribute(element, "is-list-header") == "true" or style not in numbering.lists:
            return
        label = numbering.next_label(style, min(level, 8))
        if label and label != "-" and not paragraph.text.startswith(label):
            paragraph.runs.insert(0, Run(f"{label} "))

    def _entry(self, paragraph: Paragraph, listed: tuple[str | None, int]) -> None:
        style, level = listed
        style = style or ""
        shape = self.styles.numbering.level(style, min(level, 8))
        if shape is not None and shape.indent:
            paragraph.indent = shape.indent
        paragraph.level, paragraph.list_id = level, f"{style}-list"
        label = self.styles.numbering.next_label(style, min(level, 8)) if shape is not None else "-"
        if label == "-" or _SIMPLE_NUMBER.fullmatch(label):
            paragraph.marker = label
        elif label:
            paragraph.runs.insert(0, Run(f"{label} ", bold=paragraph.all_bold))

    def _inline(self, parent: etree._Element, look: _Look, runs: list[Run], anchored: list[Block], depth: int) -> None:
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)

        def put(text: str | None) -> None:
            if text and not look.hidden:
                runs.append(Run(text, bool(look.bold), bool(look.italic)))

        put(_folded(parent.text))
        for element in parent:
            match local(element):
                case "s":
                    count = attribute(element, "c") or "1"
                    put(" " * (min(int(count), _MOST_REPEATS) if count.isdecimal() else 1))
                case "tab":
                    put("\t")
                case "line-break":
                    put("\n")
                case "note":
                    self._note(element, depth)
                case "frame":
                    anchored.extend(self._frame(element, depth + 1))
                case name if name in _SHAPES:
                    anchored.extend(self.blocks(element, depth + 1))
                case "span" | "a" | "ruby" | "ruby-base" | "meta" | "bookmark-ref":
                    self._inline(element, self._over(look, attribute(element, "style-name")), runs, anchored, depth + 1)
                case name if name in _DROPPED:
                    pass
                case _:  # fields: what they show
                    self._inline(element, look, runs, anchored, depth + 1)
            put(_folded(element.tail))

    def _over(self, look: _Look, name: str | None) -> _Look:
        own = self.styles.look(name)
        return _Look(
            look.bold if own.bold is None else own.bold,
            look.italic if own.italic is None else own.italic,
            look.hidden or own.hidden,
            own.size or look.size,
        )

    def _note(self, element: etree._Element, depth: int) -> None:
        body = child(element, "note-body")
        if body is None:
            return
        number = len(self.notes) + 1
        runs: list[Run] = []
        for block in self.blocks(body, depth + 1):
            if isinstance(block, Paragraph) and not block.is_blank:
                runs.extend([Run(" ")] * bool(runs) + block.runs)
        self.notes.append(Paragraph([Run(f"[^{number}]: "), *runs]))

    def _table(self, element: etree._Element, depth: int) -> Table:
        table = Table()
        self._rows(element, table, depth, is_heading=False)
        return table

    def _rows(self, parent: etree._Element, table: Table, depth: int, *, is_heading: bool) -> None:
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)
        for element in parent:
            name = local(element)
            if name in ("table-header-rows", "table-rows", "table-row-group"):
                self._rows(element, table, depth + 1, is_heading=name == "table-header-rows")
            elif name == "table-row":
                cells: list[Cell] = []
                spanned = 0
                for cell in element:
                    if local(cell) == "covered-table-cell":
                        if spanned:
                            spanned -= 1
                        else:
                            cells.append(Cell(continues=True))  # under a cell that spans rows
                    elif local(cell) == "table-cell":
                        width = attribute(cell, "number-columns-spanned") or "1"
                        columns = int(width) if width.isdecimal() and len(width) < 4 else 1
                        spanned = columns - 1
                        cells.append(Cell(self.blocks(cell, depth + 1), is_heading, columns))
                if cells:
                    table.rows.append(cells)


def _folded(text: str | None) -> str | None:
    return re.sub(r"[ \t\r\n]+", " ", text) if text else text
