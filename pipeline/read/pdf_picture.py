"""Paint pages of a PDF file, for a program that recognises letters in pictures.

In: the file's bytes and the numbers of pages. Out: grey pictures in PGM, 300 dots an inch, fewer where a page is so
large that the picture would be.
"""

import ctypes
import math
from collections.abc import Iterable, Iterator

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.read.package import damaged

DOTS = 300  # an inch
_MOST_PIXELS = 30_000_000  # A3 has 17 million
_WHITE = 0xFFFFFFFF


def scale_of(width: float, height: float) -> float:
    """Give the pixels a point of a page's picture."""
    scale = DOTS / 72
    return min(scale, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))


def paint(data: bytes, numbers: Iterable[int]) -> Iterator[bytes]:
    """Paint pages, counted from 1; one that cannot be loaded is white.

    Raises:
        SourceError: `damaged-source`.
    """
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise damaged("PDF file")
    for number in numbers:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        yield _painted(page) if page else b"P5\n1 1\n255\n\xff"
        if page:
            pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def _painted(page: object) -> bytes:
    points = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = scale_of(*points)
    width, height = (max(round(length * scale), 1) for length in points)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    pdfium.FPDFBitmap_Destroy(bitmap)
    rows = b"".join(pixels[row * stride : row * stride + width] for row in range(height))
    return b"P5\n%d %d\n255\n" % (width, height) + rows
