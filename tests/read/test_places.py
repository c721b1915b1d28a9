"""Pages and boxes of PDF values: what a viewer highlights is what was printed there."""

import ctypes

import pypdfium2.raw as pdfium
import pytest

from pipeline.read import read_document
from pipeline.read.document import Box, Boxes, Document, Strip
from tests.fixtures.plan import MADE

VARIANTS = [
    "eau-column.pdf",
    "eau-column-tagged.pdf",
    "eau-columns.pdf",
    "eau-office-tagged.pdf",
    "eau-typst.pdf",
]
PRINTED = [
    "Bruno Castaing",
    "60 000 € HT",
    "Fédération de pêche",
    "mi-décembre",
    "Jean-Noël Quéméner",
    "3 000 à 5 000 euros",
]


def under(document: Document, page: int, boxes: tuple[Box, ...]) -> str:
    """What PDFium itself finds under the boxes."""
    data = (MADE / document.name).read_bytes()
    pdfium.FPDF_InitLibrary()
    source = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    loaded = pdfium.FPDF_LoadPage(source, page - 1)
    text = pdfium.FPDFText_LoadPage(loaded)
    height = pdfium.FPDF_GetPageHeightF(loaded)
    found = []
    for x0, top, x1, bottom in boxes:
        place = (x0 + 0.3, height - top, x1 - 0.3, height - bottom)
        count = pdfium.FPDFText_GetBoundedText(text, *place, None, 0)
        buffer = (ctypes.c_ushort * count)()
        pdfium.FPDFText_GetBoundedText(text, *place, buffer, count)
        found.append(bytes(buffer).decode("utf-16-le").rstrip("\0"))
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(loaded)
    pdfium.FPDF_CloseDocument(source)
    return " ".join(" ".join(found).split())


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("printed", PRINTED)
def test_boxes_hold_what_the_text_says(variant: str, printed: str) -> None:
    document = read_document(MADE / variant)
    assert document.boxes is not None
    start = document.text.replace("\xa0", " ").find(printed)
    assert start >= 0
    page = document.page(start)
    assert page is not None
    boxes = document.boxes.of(start, start + len(printed))
    assert 1 <= len(boxes) <= 2
    seen = under(document, page, boxes).replace("\xa0", " ")
    assert seen.replace("-", "").replace("\u2010", "").replace(" ", "") == printed.replace("-", "").replace(" ", "")


def test_pages_rise_and_begin_with_the_text() -> None:
    document = read_document(MADE / "eau-column.pdf")
    assert document.page_starts is not None
    assert document.page_starts[0] == 0 or document.text[: document.page_starts[0]].strip("# *") == ""
    assert list(document.page_starts) == sorted(document.page_starts)
    assert document.page(len(document.text) - 1) == len(document.page_starts)


def test_formats_without_pages_have_none() -> None:
    document = read_document(MADE / "eau-careful.docx")
    assert document.page_starts is None
    assert document.boxes is None
    assert document.page(10) is None


def test_a_value_that_a_page_end_cuts_gives_the_boxes_of_its_first_page() -> None:
    from array import array

    def strip(page: int, top: float) -> Strip:
        return Strip(page, top, top + 10, array("f", (0, 5, 10)))

    boxes = Boxes()
    for start, placed in ((0, strip(1, 0)), (2, strip(1, 20)), (4, strip(2, 0))):
        boxes.add(start, placed)
    assert boxes.of(0, 6) == ((0, 0, 10, 10), (0, 20, 10, 30))
    assert boxes.of(1, 3) == ((5, 0, 10, 10), (0, 20, 5, 30))
    assert boxes.of(5, 6) == ((5, 0, 10, 10),)
    assert boxes.of(9, 12) == ()
