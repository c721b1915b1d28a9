"""Web pages in, blocks out.

What belongs to the site, not to the plan, is left out (see `html_furniture`): menus, banners, scripts, hidden elements.
Nothing is fetched: images, frames and style sheets beside the page are not looked at, its own for a few words only.
"""

import codecs
import re

from lxml import etree, html

from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table, go_on_below
from pipeline.read.html_furniture import is_dropped, main_element
from pipeline.read.html_styles import apply_classes
from pipeline.read.package import MOST_DEPTH, damaged
from pipeline.read.text import Decoded, decode, without_mojibake

_WHAT = "web page"
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,40})", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]{0,200}encoding=[\"']([A-Za-z0-9_\-]{2,40})")
_NULLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")

_BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "hr",
    "html",
    "main",
    "p",
    "pre",
    "section",
    "summary",
    "caption",
    "legend",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dir",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*\w+\s+level(\d)", re.IGNORECASE)
_MARGIN = re.compile(r"margin-left\s*:\s*([\d.]+)(pt|cm|in|px)", re.IGNORECASE)
_LIST_CLASS = re.compile(r"\blst-[\w-]{1,80}-(\d)(?!\S)")  # Google Docs' lists stand side by side, however deep
_POINTS = {"pt": 1.0, "cm": 28.35, "in": 72.0, "px": 0.75}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def decode_html(data: bytes) -> Decoded:
    """Decode a web page: by its mark, by what it declares, else as any text.

    Raises:
        SourceError: as `pipeline.read.text.decode`.
    """
    declared = _CHARSET.search(data[:4096]) or _XML_CHARSET.match(data[:400])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared is not None and not marked and b"\0" not in data:
        name = declared[1].decode("ascii").lower()
        name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name  # as browsers do
        try:
            return Decoded(without_mojibake(data.decode(codecs.lookup(name).name)), codecs.lookup(name).name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # the page declares what it is not: judge by the bytes
    return decode(data)


def read_html(text: str) -> list[Block]:
    """Read the blocks of a web page.

    Raises:
        SourceError: `damaged-source` for what no parser makes a page of.
    """
    cleaned = _NULLS.sub("", _XML_HEAD.sub("", text))
    try:
        root = html.document_fromstring(
            cleaned,
            parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(_WHAT) from error
    apply_classes(root)
    reader = _Reader()
    top = main_element(root)
    reader.block(top, Run(""), 0, inside=top is not root)
    reader.flush()
    return reader.found


class _Reader:
    """Walks the elements and gathers blocks."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._open: Paragraph | None = None
        self._lists: list[tuple[str, int, int]] = []  # marker kind, count and level of each open list
        self._serial = 0

    def flush(self) -> None:
        """End the paragraph that is open."""
        if self._open is not None and not self._open.is_blank:
            self.found.append(self._open)
        self._open = None

    def _text(self, text: str | None, look: Run, preformatted: bool) -> None:
        if not text:
            return
        folded = text if preformatted else _SPACE.sub(" ", text)
        if self._open is None:
            if not folded.strip(" \n\t"):
                return
            self._open = Paragraph()
        self._open.runs.append(Run(folded, look.bold, look.italic))

    def block(
        self, element: etree._Element, look: Run, depth: int, *, inside: bool, preformatted: bool = False
    ) -> None:
        """Read an element and what is in it."""
        if depth > MOST_DEPTH:
            raise damaged(_WHAT)
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or is_dropped(element, tag, inside):
            return
        if tag == "br":
            if self._open is not None:
                self._open.runs.append(Run("\n"))
            return
        look = _look(element, tag, look)
        if tag == "sup" and _is_note_call(element):
            return
        is_block = tag in _BLOCKS
        if is_block and not (tag in ("p", "div") and self._is_fresh_entry()):
            self.flush()
        inside = inside or tag in ("main", "article")
        if tag == "table":
            self._table(element, look, depth, inside)
        elif tag in ("ul", "ol", "dir"):
            self._list(element, tag, look, depth, inside)
        else:
            self._open_for(element, tag)
            self._children(element, look, depth, inside, preformatted or tag == "pre")
        if is_block and not (tag in ("p", "div") and self._is_fresh_entry()):
            self.flush()

    def _is_fresh_entry(self) -> bool:
        """True while a list entry is open and has no text yet: `<li><p>text` is one paragraph."""
        return self._open is not None and bool(self._open.marker) and self._open.is_blank

    def _open_for(self, element: etree._Element, tag: str) -> None:
        if tag in _HEADINGS:
            self._open = Paragraph(heading=_HEADINGS[tag])
        elif tag == "p":
            style = element.get("style") or ""
            margin = _MARGIN.search(style)
            listed = _WORD_LIST.search(style)
            if self._open is None:
                self._open = Paragraph()
            if margin is not None:
                self._open.indent = min(float(margin[1][:8].rstrip(".") or 0), 9999.0) * _POINTS[margin[2].lower()]
            if listed is not None:
                self._open.level = int(listed[1]) - 1
        elif tag == "li":
            kind, count, level = self._lists[-1] if self._lists else ("ul", 0, 0)
            value = (element.get("value") or "").strip()
            count = int(value) if value.isdecimal() and len(value) < 6 else count + 1
            if self._lists:
                self._lists[-1] = (kind, count, level)
            marker = f"{count}." if kind == "ol" else "-"
            self._open = Paragraph(
                marker=marker,
                list_id=f"list{self._serial}",
                level=level,
                indent=18.0 * level,
            )

    def _children(self, element: etree._Element, look: Run, depth: int, inside: bool, preformatted: bool) -> None:
        self._text(element.text, look, preformatted)
        for inner in element:
            self.block(inner, look, depth + 1, inside=inside, preformatted=preformatted)
            self._text(inner.tail, look, preformatted)

    def _list(self, element: etree._Element, tag: str, look: Run, depth: int, inside: bool) -> None:
        if not self._lists:
            self._serial += 1
        start = (element.get("start") or "1").strip()
        count = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
        said = _LIST_CLASS.search(element.get("class") or "")
        level = int(said[1]) + 1 if said is not None else self._lists[-1][2] + 1 if self._lists else 1
        self._lists.append(("ol" if tag == "ol" else "ul", count, level))
        self._children(element, look, depth, inside, preformatted=False)
        self.flush()
        self._lists.pop()

    def _table(self, element: etree._Element, look: Run, depth: int, inside: bool) -> None:
        table = Table()
        below: dict[int, int] = {}  # rows that the cell above still covers, by column
        for row in _rows(element):
            cells: list[Cell] = []
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                column = go_on_below(cells, below, column)
                reader = _Reader()
                plain = Run("", bold=False, italic=look.italic)
                reader._children(cell, _look(cell, "td", plain), depth + 1, inside, preformatted=False)
                reader.flush()
                columns = _count(cell.get("colspan"))
                cells.append(Cell(reader.found, cell.tag == "th", columns))
                below[column] = _count(cell.get("rowspan")) - 1
                column += columns
            go_on_below(cells, below, column)
            if cells:
                table.rows.append(cells)
        for caption in element.iterchildren("caption"):
            self.block(caption, look, depth + 1, inside=inside)
        self.found.append(table)


def _count(value: str | None) -> int:
    number = (value or "").strip()
    return max(int(number), 1) if number.isdecimal() and len(number) < 4 else 1


def _rows(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for inner in table:
        if inner.tag == "tr":
            rows.append(inner)
        elif inner.tag in ("thead", "tbody", "tfoot"):
            rows.extend(inner.iterchildren("tr"))
    return rows


def _look(element: etree._Element, tag: str, look: Run) -> Run:
    bold, italic = look.bold, look.italic
    if tag in ("b", "strong", "dt"):
        bold = True
    elif tag in ("i", "em", "cite"):
        italic = True
    style = element.get("style")
    if style:
        if _BOLD_STYLE.search(style):
            bold = True
        elif _LIGHT_STYLE.search(style):
            bold = False
        if _ITALIC_STYLE.search(style):
            italic = True
    return Run("", bold, italic)


def _is_note_call(element: etree._Element) -> bool:
    """`<sup>1</sup>` or `<sup><a href="#fn1">…`: a call, unlike `1<sup>er</sup>` and `m<sup>2</sup>`."""
    text = "".join(str(part) for part in element.itertext()).strip(" []()")
    linked = any(isinstance(inner.tag, str) and inner.tag == "a" for inner in element.iter())
    above = element.getparent()
    return text.isdecimal() and (linked or (above is not None and above.tag == "a"))
