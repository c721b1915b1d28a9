"""What PDFium says of one page: printed segments with their place, rulings, small marks, tags.

In: an open PDFium document. Out: frozen `Page` values in points from the page's top left corner, turned
upright. PDFium is not thread-safe: one process reads one file. Its pages are closed as soon as they are read.
"""

import ctypes
import math
import statistics
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.read.blocks import Run
from pipeline.read.document import Strip
from pipeline.vocabulary import shipped

# Wider gaps than this many type sizes part cells, columns or an entry from its page number.
_WIDE_GAP = 1.5
_SPACE_GAP = 0.2
FAREST = 20_000.0  # points; the largest page that PDF allows has 14,400
# A blank this many times as wide as most is a tab stop, where so few of a page and of a line are; two spaces are none.
_TAB = 1.3
_TWO_SPACES = (1.9, 2.1)
_RARE = 0.2
_MOST_TABS = 2
_SHORTEST_LABEL = 4  # letters: `1.1` and a bullet have a tab stop behind them as well
# Programs take the no-break space before these from another font.
_NO_TAB = tuple(":;?!»%€")
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
    level: bool  # exactly so: all its letters stand on one height


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
        if self.turn == 0 and x0 <= x1 and y0 <= y1:  # called once a letter
            return x0 - self._left, self._top - y1, x1 - self._left, self._top - y0
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


# One letter: itself, left, top, right, bottom, how it is printed, the line it stands on.
_Letter = tuple[str, float, float, float, float, Look, float]


class _Open:
    """The segment that is being read."""

    __slots__ = ("base", "letters", "look", "size")

    def __init__(self, letter: _Letter) -> None:
        self.letters = [letter]
        self.look = letter[5]
        self.base = letter[6]
        self.size = self.look.size

    def goes_on(self, look: Look, left: float, base: float) -> bool:
        """Say whether a character stands on the line of the segment, close behind it."""
        last = self.look
        if look is not last and (look.tag != last.tag or look.is_artifact != last.is_artifact):
            return False
        size = max(look.size, self.size)
        if abs(base - self.base) > (0.6 if min(look.size, self.size) < 0.8 * size else 0.3) * size:
            return False
        _, before, _, right, *_ = self.letters[-1]
        # The letters of a ligature share one box.
        return left > before - 0.3 * size and left - right < _WIDE_GAP * size

    def add(self, letter: _Letter, *, spaced: bool) -> None:
        """Take a letter, and the blank before it where it stands apart or PDFium saw one."""
        char, left, top, _, bottom, look, base = letter
        if look.size > self.size:
            self.base, self.size = base, look.size  # a note call or exponent came first
        last, _, _, right, _, before, _ = self.letters[-1]
        if last in _SPACES:
            if char in _SPACES:
                return
        elif char in _SPACES:
            letter = (char, min(left, right), *letter[2:])  # PDFium puts some right before the next word
        else:
            gap = left - right
            if gap >= _SPACE_GAP * look.size or (spaced and gap > 0.08 * look.size):
                self.letters.append((" ", right, top, max(left, right), bottom, before, self.base))
        self.letters.append(letter)
        self.look = look

    def close(self, page: Page) -> None:
        """Give the page its segment, cut into runs of one look."""
        note = self._take_notes()
        letters = self.letters
        while letters and letters[-1][0] in _SPACES:
            letters.pop()
        if not letters:
            return
        chars, lefts, tops, rights, bottoms, looks, _ = zip(*letters, strict=True)
        runs: list[Run] = []
        start = 0
        for end in range(1, len(letters) + 1):
            look = looks[start]
            if end < len(letters) and (
                looks[end] is look or (looks[end].bold, looks[end].italic) == (look.bold, look.italic)
            ):
                continue
            edges = array("f", lefts[start:end])
            edges.append(rights[end - 1])
            strip = Strip(page.number, min(tops[start:end]), max(bottoms[start:end]), edges)
            runs.append(Run("".join(chars[start:end]), look.bold, look.italic, strip))
            start = end
        # Of its letters, not of a larger bullet in front of them.
        sizes = Counter(look.size for look in looks)
        size = max(sizes, key=lambda one: (sizes[one], one))
        first = looks[0]
        page.segments.append(
            Segment(page.number, lefts[0], rights[-1], min(tops), max(bottoms), self.base, size, runs, first.tag,
                    first.is_artifact, note)
        )  # fmt: skip

    def _take_notes(self) -> str:
        """Take out raised digits that call a note; give the number when the line is the note itself."""
        small, high = 0.8 * self.size, self.base - 0.15 * self.size
        raised = [
            letter[5].size < small and letter[6] < high and letter[0].isdecimal() for letter in self.letters
        ]  # fmt: skip
        if not any(raised):
            return ""
        opening = "".join(letter[0] for letter, is_raised in zip(self.letters, raised, strict=True) if is_raised)
        opening = opening if raised[0] else ""
        for index, is_raised in enumerate(raised):
            # 20 m², CO₂: a unit's exponent stays
            if is_raised and index and not raised[index - 1] and self.letters[index - 1][0] == "m":
                raised[index] = False
        self.letters = [letter for letter, is_raised in zip(self.letters, raised, strict=True) if not is_raised]
        while opening and self.letters and self.letters[0][0] in _SPACES:
            self.letters.pop(0)
        return opening


def _read_text(text: Any, frame: Frame, page: Page, use_tags: bool) -> None:
    handle = ctypes.cast(text, ctypes.c_void_p)
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int, Look] = {}
    bases: dict[int, float] = {}
    current: _Open | None = None
    spaced = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = _unicode(handle, index)
        if code in (10, 13):
            spaced = True
            continue
        address = _text_object(handle, index)
        if address is None:  # a space that PDFium put in
            spaced = True
            continue
        look = looks.get(address)
        if look is None:
            look = looks[address] = _look(address, frame, use_tags)
        if not look.upright or code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        _loose_box(handle, index, rect)
        x0, top, x1, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        base = bases.get(address)
        if base is None:
            _origin(handle, index, x, y)
            base = frame.point(x.value, y.value)[1]
            if look.level:
                bases[address] = base
        # Not a number, or far off any page.
        if not (x0 > -FAREST and x1 < FAREST and top > -FAREST and bottom < FAREST and -FAREST < base < FAREST):
            continue
        char = "-" if code == 2 else chr(code)
        letter = (char, x0, top, x1, bottom, look, base)
        if current is not None and current.goes_on(look, x0, base):
            current.add(letter, spaced=spaced)
        else:
            if current is not None:
                current.close(page)
            current = _Open(letter) if char not in _SPACES else None
        spaced = False
    if current is not None:
        current.close(page)
    _settle_tabs(page)


def _settle_tabs(page: Page) -> None:
    """`Pilote` / tab / `Ana Bo`: the next tab stop may be as near as the next word.

    A tab is wider than the page's spaces, and alone of its kind in its line; where lines are justified many are wide.
    """
    blanks = [(segment, _blanks(segment)) for segment in page.segments if " " in segment.text]
    widths = [width for _, own in blanks for _, _, width in own]
    if not widths:
        return
    usual = statistics.median(widths)
    low, high = (usual * times for times in _TWO_SPACES)
    if sum(width > _TAB * usual for width in widths) > _RARE * len(widths):
        return
    for segment, own in blanks:
        wide = [(run, at) for run, at, width in own if width > _TAB * usual]
        if not wide or len(wide) > _MOST_TABS or any(run.text[at + 1 :].startswith(_NO_TAB) for run, at in wide):
            continue
        run, at = wide[0]
        place = next(place for place, other in enumerate(segment.runs) if other is run)
        label = ("".join(other.text for other in segment.runs[:place]) + run.text[:at]).strip()
        are_two = all(low < width < high for _, _, width in own if width > _TAB * usual)
        if len(label) < _SHORTEST_LABEL or (are_two and shipped().exact_label(label) is None):
            continue
        for run, at in wide:
            run.text = f"{run.text[:at]}\t{run.text[at + 1 :]}"


def _blanks(segment: Segment) -> list[tuple[Run, int, float]]:
    """Give the run, the place and the width, in type sizes, of each space of a segment."""
    return [
        (run, at, (run.strip.edges[at + 1] - run.strip.edges[at]) / max(segment.size, 1.0))
        for run in segment.runs
        if run.strip is not None
        for at, char in enumerate(run.text)
        if char == " "
    ]


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
        frame.turn == 0 and matrix.b == 0,
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
