"""What the styles of a Word document say: heading levels, lists, bold, size, through their inheritance.

In: `word/styles.xml`. Out: one resolved `Style` for each style id.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.numbering import indentation
from pipeline.read.package import attribute, child, local

_HEADING = re.compile(r"(?:heading|titre|überschrift|título)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre|titre principal)", re.IGNORECASE)
_LIST = re.compile(r"(?:list bullet|liste à puces|listepuces|list number|liste à numéros)\s*([2-5])?", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm)\s*[1-9]", re.IGNORECASE)
_MOST_ANCESTORS = 20


@dataclass(slots=True)
class Style:
    """A style with what it inherits; `None` where nothing is said."""

    heading: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    indent: float | None = None
    is_bullet: bool = False
    is_contents: bool = False


@dataclass(slots=True)
class Styles:
    """All styles of a document; the paragraph style that holds where none is named."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)

    def get(self, style_id: str | None) -> Style:
        """Give a style, the default one where it is not named or not known."""
        return self.by_id.get(style_id, self.default) if style_id is not None else self.default


def read_styles(root: etree._Element | None) -> Styles:
    """Read and resolve the styles of a document; without the part, nothing is styled."""
    styles = Styles()
    if root is None:
        return styles
    elements = {attribute(element, "styleId") or "": element for element in root if local(element) == "style"}
    base = Style()
    defaults = child(root, "docDefaults", "rPrDefault", "rPr")
    if defaults is not None:
        _read_run(base, defaults)
    for style_id, element in elements.items():
        chain = [element]
        while len(chain) < _MOST_ANCESTORS:
            parent = child(chain[-1], "basedOn")
            above = elements.get(attribute(parent, "val") or "") if parent is not None else None
            if above is None:
                break
            chain.append(above)
        style = Style(size=base.size) if attribute(element, "type") == "paragraph" else Style()
        for ancestor in reversed(chain):
            _read_style(style, ancestor)
        styles.by_id[style_id] = style
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
            styles.default = style
    return styles


def _read_style(style: Style, element: etree._Element) -> None:
    name_element = child(element, "name")
    name = (attribute(name_element, "val") if name_element is not None else "") or ""
    if (heading := _HEADING.fullmatch(name)) is not None:
        style.heading = int(heading[1])
    elif _TITLE.fullmatch(name):
        style.heading = 1
    if (listed := _LIST.fullmatch(name)) is not None:
        style.is_bullet = True
        style.list_level = int(listed[1] or 1) - 1
    if _CONTENTS.fullmatch(name):
        style.is_contents = True
        style.heading = None
    properties = child(element, "pPr")
    if properties is not None:
        read_paragraph(style, properties)
    run = child(element, "rPr")
    if run is not None:
        _read_run(style, run)


def read_paragraph(style: Style, properties: etree._Element) -> None:
    """Take what paragraph properties say into `style`."""
    for element in properties:
        match local(element):
            case "outlineLvl":
                level = attribute(element, "val") or "9"
                style.heading = int(level) + 1 if level in "012345678" and level else None
            case "numPr":
                number = child(element, "numId")
                level_element = child(element, "ilvl")
                if number is not None:
                    style.list_id = attribute(number, "val")
                if level_element is not None and (attribute(level_element, "val") or "").isdecimal():
                    style.list_level = min(int(attribute(level_element, "val") or 0), 8)
                elif number is not None and style.list_level is None:
                    style.list_level = 0
            case "ind":
                style.indent = indentation(properties) if indentation(properties) is not None else style.indent


def _read_run(style: Style, properties: etree._Element) -> None:
    for element in properties:
        match local(element):
            case "b":
                style.bold = is_on(element)
            case "i":
                style.italic = is_on(element)
            case "vanish":
                style.hidden = is_on(element)
            case "sz":
                value = attribute(element, "val") or ""
                if value.isdecimal():
                    style.size = min(int(value), 2000) / 2


def is_on(element: etree._Element) -> bool:
    """Read an on/off property; present without value means on."""
    return (attribute(element, "val") or "1").lower() not in ("0", "false", "off", "none")


def run_style(styles: Styles, paragraph: Style, properties: etree._Element | None) -> Style:
    """Give the look of a run: its own properties over its character style over its paragraph's style."""
    look = Style(bold=paragraph.bold, italic=paragraph.italic, hidden=paragraph.hidden, size=paragraph.size)
    if properties is None:
        return look
    named = child(properties, "rStyle")
    if named is not None:
        style = styles.by_id.get(attribute(named, "val") or "")
        if style is not None:
            look.bold = style.bold if style.bold is not None else look.bold
            look.italic = style.italic if style.italic is not None else look.italic
            look.hidden = style.hidden if style.hidden is not None else look.hidden
            look.size = style.size or look.size
    _read_run(look, properties)
    return look
