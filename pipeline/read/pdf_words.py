"""Words that were recognised in the pictures of a page, as the segments that a page of text has.

In: hOCR, which says where each line and each word stands, in pixels. Out: a `Page`. What a program that recognises
letters cannot see is made up for: a bullet, which it takes for a letter, is told by the gap behind it; sizes, which
it measures line by line, are evened out to those that the document has.
"""

import json
import re
from array import array
from collections.abc import Iterable, Iterator
from statistics import median_low

from lxml import etree

from pipeline.errors import SourceError
from pipeline.read.blocks import Run
from pipeline.read.document import Strip
from pipeline.read.package import damaged
from pipeline.read.pdf_page import Page, Segment
from pipeline.read.pdf_picture import scale_of
from pipeline.read.wire import packed, unpacked

_BOX = re.compile(r"\bbbox (\d+) (\d+) (\d+) (\d+)")
_SIZE = re.compile(r"\bx_size (\d+(?:\.\d+)?)")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")
# What bullets are taken for. The first open no line but as that; behind the others it takes the gap that stands behind
# a bullet: a blank has 0.25 to 0.4 of the type size.
_SURELY_BULLETS = frozenset(("•", "°", "°e", "e°", "+", "¢", "©", "®", "*", "»", "-", "–", "—"))
_MAYBE_BULLETS = frozenset("e«o.·=>")
_BULLET_GAP = 0.5
_WIDE_GAP = 1.8
_ALIKE = 0.12

_Word = tuple[str, float, float]  # its letters, left, right


def with_words(data: bytes, found: dict[int, str]) -> bytes:
    """Put what was recognised, by page, in front of a file's bytes."""
    return b"".join(packed([json.dumps(found).encode(), data]))


def without_words(data: bytes) -> tuple[dict[int, str], bytes]:
    """Take it off again."""
    found, rest = unpacked(data)
    return {int(number): str(text) for number, text in json.loads(found).items()}, rest


def read_words(page: Page, text: str) -> None:
    """Give a page that is a picture the segments that were recognised in it.

    Raises:
        SourceError: `damaged-source` for what is no hOCR.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(_CONTROLS.sub("", text).encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise damaged("text that was recognised")
    scale = scale_of(page.width, page.height)
    page.segments = [
        segment
        for line in root.iter("{*}span")
        if (line.get("class") or "").startswith("ocr_")
        for segment in _segments(line, page.number, scale)
    ]


def _segments(line: etree._Element, number: int, scale: float) -> Iterator[Segment]:
    title = line.get("title") or ""
    box, size = _BOX.search(title), _SIZE.search(title)
    words = list(_words(line, scale))
    if box is None or not words:
        return
    _, top, _, bottom = (int(edge) / scale for edge in box.groups())
    height = min(float(size[1]) / scale if size is not None else bottom - top, 200.0) or 1.0
    base_line = _BASELINE.search(title)
    base = bottom + (float(base_line[2]) / scale if base_line is not None else -0.2 * height)
    if len(words) > 1 and (
        words[0][0] in _SURELY_BULLETS
        or (words[0][0] in _MAYBE_BULLETS and words[1][1] - words[0][2] > _BULLET_GAP * height)
    ):
        words[0] = ("•", *words[0][1:])
    held: list[_Word] = []
    for word in words:
        if held and word[1] - held[-1][2] > _WIDE_GAP * height and held[0][0] != "•":
            yield _segment(held, number, top, bottom, base, height)
            held = []
        held.append(word)
    yield _segment(held, number, top, bottom, base, height)


def _words(line: etree._Element, scale: float) -> Iterator[_Word]:
    for word in line.iter("{*}span"):
        if word.get("class") != "ocrx_word":
            continue
        box = _BOX.search(word.get("title") or "")
        letters = "".join(str(part) for part in word.itertext()).strip()
        if box is not None and letters and int(box[3]) > int(box[1]):
            yield letters, int(box[1]) / scale, int(box[3]) / scale


def _segment(words: list[_Word], number: int, top: float, bottom: float, base: float, size: float) -> Segment:
    """One segment of words; within a word every letter is taken to be as wide as another."""
    edges = array("f")
    letters = ""
    for text, left, right in words:
        if letters:
            letters += " "
        letters += text
        edges.extend(left + (right - left) * index / len(text) for index in range(len(text)))
        edges.append(right)
    strip = Strip(number, top, bottom, edges)
    return Segment(number, edges[0], edges[-1], top, bottom, base, size, [Run(letters, strip=strip)])


def even_sizes(pages: Iterable[Page]) -> None:
    """Give the lines of nearly one size one size, the most usual first."""
    segments = [segment for page in pages for segment in page.segments]
    left = sorted(segment.size for segment in segments)
    usual: list[float] = []
    while left:
        middle = median_low(left)
        usual.append(middle)
        left = [size for size in left if abs(size - middle) > _ALIKE * middle]
    for segment in segments:
        size = next(size for size in usual if abs(segment.size - size) <= _ALIKE * size)
        segment.size = round(size * 2) / 2


def no_text(recognised: bool) -> SourceError:
    """The error for a file whose pages are pictures, or in whose pictures nothing was recognised."""
    if recognised:
        return SourceError("scanned-source", "no text is recognised in the scan: scan it again, upright and sharper")
    return SourceError(
        "scanned-source",
        "the PDF file is a scan without text: read it with --ocr, or make it readable with `ocrmypdf -l fra`",
    )
