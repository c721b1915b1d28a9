"""Gather what is drawn on a page: rulings of tables, small filled shapes that may be bullets, pictures.

In: PDFium's page objects. Out: boxes added to the `Page`; a page with thousands of paths is a map or a
drawing and its rulings are not looked at further.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.read.pdf_page import FAREST, Frame, Page

# More paths than this are a drawing or a map, not the rulings of tables.
_MOST_PATHS = 4000
_MOST_DEPTH = 6

Matrix = tuple[float, float, float, float, float, float]


def add_paths(handle: Any, page: Page) -> None:
    """Add what is drawn on a page that PDFium has loaded to what is known of it."""
    count = pdfium.FPDFPage_CountObjects(handle)
    if count <= _MOST_PATHS * 5:
        objects = (pdfium.FPDFPage_GetObject(handle, index) for index in range(count))
        _read_paths(objects, Frame(handle), page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)


def _read_paths(objects: Any, frame: Frame, page: Page, matrix: Matrix, depth: int) -> None:
    """Gather rulings, dots and pictures, through the forms that hold them."""
    seen = 0
    edges = tuple(ctypes.c_float() for _ in range(4))
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        x0, y0, x1, y1 = (edge.value for edge in edges)
        corners = [_applied(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        box = frame.box(min(xs), min(ys), max(xs), max(ys))
        if not all(abs(value) < FAREST for value in box):
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            seen += 1
            if seen > _MOST_PATHS:
                return
            _add_path(item, box, page)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            share = (box[2] - box[0]) * (box[3] - box[1]) / max(page.width * page.height, 1.0)
            page.pictures = max(page.pictures, min(share, 1.0))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            count = min(pdfium.FPDFFormObj_CountObjects(item), _MOST_PATHS)
            inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
            _read_paths(inner, frame, page, _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix), depth + 1)


def _add_path(item: Any, box: tuple[float, float, float, float], page: Page) -> None:
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if (height < 2.5 and width > 10) or (width < 2.5 and height > 5):
        page.rulings.append(box)
        return
    if 1.2 < width < 7.5 and abs(width - height) < 1.2:
        page.dots.append(box)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if stroke.value and width > 10 and height > 5 and pdfium.FPDFPath_CountSegments(item) <= 6:
        for edge in (
            (x0, top, x1, top),
            (x0, bottom, x1, bottom),
            (x0, top, x0, bottom),
            (x1, top, x1, bottom),
        ):
            page.rulings.append(edge)


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
