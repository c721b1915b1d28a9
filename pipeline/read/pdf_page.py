"""What PDFium says of one page: printed segments with their place, rulings, small marks, tags.

In: an open PDFium document. Out: frozen `Page` values in points from the page's top left corner, turned
upright. PDFium is not thread-safe: one process reads one file. Its pages are closed as soon as they are read.
"""

import ctypes
import math
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.read.blocks import Run
from pipeline.read.document import Strip

# Wider gaps than this many type sizes part cells, columns or an entry from its page number.
_WIDE_GAP = 1.5
_SPACE_GAP = 0.2
FAREST = 20_000.0  # points; the largest page that PDF allows has 14,400
_SPACES = " \xa0\u2002\u2003\u2009\u202f\t"


@dataclass(frozen=True, slots=True)
class Look:
    """How one text object is printed, and which tag it belongs to (-1: none)."""

    size: float
    bold: bool
    italic: bool
    tag: int
    is_artifact: bool
    upright: bool


@dataclass(slots=True)
class Segment:
    """Letters on one line without a wide gap between them."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    runs: list[Run]
    tag: int = -1
    is_artifact: bool = False
    note: str = ""  # the number of the footnote that the line opens

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)

    @property
    def all_bold(self) -> bool:
        """True when every letter is bold."""
        return all(run.bold for run in self.runs if run.text.strip(" :\xa0"))


@dataclass(slots=True)
class Page:
    """One page. `rulings` are thin lines as (x0, top, x1, bottom), `dots` small filled shapes."""

    number: int
    width: float
    height: float
    segments: list[Segment] = field(default_factory=list)
    rulings: list[tuple[float, float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: float = 0.0  # share of the page that the largest picture covers


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


# The plain pointers of these are three times as fast as the typed ones, and each is called once a character.
_text_object = _prototype(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_unicode = _prototype(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_loose_box = _prototype(
    pdfium.FPDFText_GetLooseCharBox,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.POINTER(pdfium.FS_RECTF),
)
_double = ctypes.POINTER(ctypes.c_double)
_origin = _prototype(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, _double, _double)


def read_page(page: Any, number: int, *, use_tags: bool = True) -> Page:
    """Read one page that PDFium has loaded; `number` counts from 1. Without tags, all text is untagged."""
    frame = Frame(page)
    result = Page(number, frame.width, frame.height)
    text = pdfium.FPDFText_LoadPage(page)
    if text:
        try:
            _read_text(text, frame, result, use_tags)
        finally:
            pdfium.FPDFText_ClosePage(text)
    return result


class Frame:
    """Turns PDF coordinates into points from the top left corner of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        rect = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, rect)
        self._left, self._bottom, self._right, self._top = rect.left, rect.bottom, rect.right, rect.top
        self.turn = pdfium.FPDFPage_GetRotation(page) % 4
        width, height = abs(rect.right - rect.left), abs(rect.top - rect.bottom)
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Give (x0, top, x1, bottom) of a PDF rectangle."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give (x, y from the top) of a PDF point."""
        if self.turn == 0:
            return x - self._left, self._top - y
        if self.turn == 1:
            return y - self._bottom, x - self._left
        if self.turn == 2:
            return self._right - x, y - self._bottom
        return self._top - y, self._right - x


class _Open:
    """The segment that is being read."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.lefts: list[float] = []
        self.rights: list[float] = []
        self.looks: list[Look] = []
        self.tops: list[float] = []
        self.bottoms: list[float] = []
        self.bases: list[float] = []
        self.base = 0.0
        self.size = 0.0

    def add(self, char: str, box: tuple[float, float, float, float], look: Look, base: float) -> None:
        self.chars.append(char)
        self.lefts.append(box[0])
        self.rights.append(box[2])
        self.tops.append(box[1])
        self.bottoms.append(box[3])
        self.looks.append(look)
        self.bases.append(base)

    def close(self, page: Page) -> None:
        """Give the page its segment, cut into runs of one look."""
        note = self._take_notes()
        while self.chars and self.chars[-1] in _SPACES:
            self.chars.pop()
        if not self.chars:
            return
        runs: list[Run] = []
        count = len(self.chars)
        start = 0
        for end in range(1, count + 1):
            look = self.looks[start]
            if end < count and (self.looks[end].bold, self.looks[end].italic) == (look.bold, look.italic):
                continue
            edges = array("f", self.lefts[start:end])
            edges.append(self.rights[end - 1])
            strip = Strip(page.number, min(self.tops[start:end]), max(self.bottoms[start:end]), edges)
            runs.append(Run("".join(self.chars[start:end]), look.bold, look.italic, strip))
            start = end
        # Of its letters, not of a larger bullet in front of them.
        sizes = Counter(look.size for look in self.looks[:count])
        size = max(sizes, key=lambda one: (sizes[one], one))
        page.segments.append(
            Segment(
                page.number,
                self.lefts[0],
                self.rights[count - 1],
                min(self.tops[:count]),
                max(self.bottoms[:count]),
                self.base,
                size,
                runs,
                self.looks[0].tag,
                self.looks[0].is_artifact,
                note,
            )
        )

    def _take_notes(self) -> str:
        """Take out raised digits that call a note; give the number when the line is the note itself."""
        raised = [
            char.isdecimal() and look.size < 0.8 * self.size and base < self.base - 0.15 * self.size
            for char, look, base in zip(self.chars, self.looks, self.bases, strict=True)
        ]
        if not any(raised):
            return ""
        opening = (
            "".join(char for char, is_raised in zip(self.chars, raised, strict=True) if is_raised) if raised[0] else ""
        )
        for index, is_raised in enumerate(raised):
            # 20 m², CO₂: a unit's exponent stays
            if is_raised and index and not raised[index - 1] and self.chars[index - 1] == "m":
                raised[index] = False
        keep = [index for index, is_raised in enumerate(raised) if not is_raised]
        for name in ("chars", "lefts", "rights", "tops", "bottoms", "looks", "bases"):
            values = getattr(self, name)
            setattr(self, name, [values[index] for index in keep])
        while opening and self.chars and self.chars[0] in _SPACES:
            for name in ("chars", "lefts", "rights", "tops", "bottoms", "looks", "bases"):
                getattr(self, name).pop(0)
        return opening


def _read_text(text: Any, frame: Frame, page: Page, use_tags: bool) -> None:
    handle = ctypes.cast(text, ctypes.c_void_p)
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int, Look] = {}
    current = _Open()
    look: Look | None = None
    space = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = _unicode(handle, index)
        if code in (10, 13):
            space = True
            continue
        address = _text_object(handle, index)
        if address is None:  # a space that PDFium put in
            space = True
            continue
        look = looks.get(address)
        if look is None:
            look = looks[address] = _look(address, frame, use_tags)
        if not look.upright or code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        _loose_box(handle, index, rect)
        _origin(handle, index, x, y)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        base = frame.point(x.value, y.value)[1]
        if not all(abs(value) < FAREST for value in (*box, base)):  # not a number, or far off any page
            continue
        char = "-" if code == 2 else chr(code)
        if current.chars and not _goes_on(current, look, box, base):
            current.close(page)
            current = _Open()
        if not current.chars:
            if char in _SPACES:
                continue
            current.base, current.size = base, look.size
        elif look.size > current.size:
            current.base, current.size = base, look.size  # a note call or exponent came first
        gap = box[0] - current.rights[-1] if current.chars else 0.0
        if current.chars and char not in _SPACES and current.chars[-1] not in _SPACES:
            small = gap < _SPACE_GAP * look.size
            if not small or (space and gap > 0.08 * look.size):
                current.add(
                    " ",
                    (current.rights[-1], box[1], max(box[0], current.rights[-1]), box[3]),
                    current.looks[-1],
                    current.base,
                )
        space = False
        if char in _SPACES and current.chars[-1] in _SPACES:
            continue
        current.add(char, box, look, base)
    current.close(page)


def _goes_on(current: _Open, look: Look, box: tuple[float, float, float, float], base: float) -> bool:
    """Say whether a character stands on the line of the segment, close behind it."""
    last = current.looks[-1]
    if look.tag != last.tag or look.is_artifact != last.is_artifact:
        return False
    size = max(look.size, current.size)
    if abs(base - current.base) > (0.6 if min(look.size, current.size) < 0.8 * size else 0.3) * size:
        return False
    gap = box[0] - current.rights[-1]
    # The letters of a ligature share one box.
    return box[0] > current.lefts[-1] - 0.3 * size and gap < _WIDE_GAP * size


def _look(address: int, frame: Frame, use_tags: bool) -> Look:
    item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item, size)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    angle = math.atan2(matrix.b, matrix.a) + frame.turn * -math.pi / 2
    font = pdfium.FPDFTextObj_GetFont(item)
    name = _string(pdfium.FPDFFont_GetBaseFontName, font).lower() if font else ""
    weight = pdfium.FPDFFont_GetWeight(font) if font else 0
    slant = ctypes.c_int()
    if font:
        pdfium.FPDFFont_GetItalicAngle(font, slant)
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = (
        stroked
        or any(word in name for word in ("bold", "black", "heavy", "-semibold", "demi"))
        or (weight >= 600 and "regular" not in name)
    )
    italic = any(word in name for word in ("italic", "oblique")) or slant.value != 0
    tag = pdfium.FPDFPageObj_GetMarkedContentID(item) if use_tags else -1
    return Look(
        min(size.value * scale, FAREST) if size.value * scale > 0 else 1.0,
        bold,
        italic,
        tag,
        tag < 0 and _is_artifact(item),
        abs(math.sin(angle)) < 0.1 and math.cos(angle) > 0,
    )


def _is_artifact(item: Any) -> bool:
    for index in range(max(min(pdfium.FPDFPageObj_CountMarks(item), 10), 0)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        length = ctypes.c_ulong()
        buffer = (ctypes.c_ushort * 16)()
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 32, length) and bytes(buffer).startswith(
            "Artifact".encode("utf-16-le")
        ):
            return True
    return False


def _string(function: Any, handle: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    size = function(handle, buffer, 128)
    return buffer.raw[: max(min(size, 128) - 1, 0)].decode("latin-1")
