# ruff: noqa: E501 -- markup in strings
"""Scans: refused with the way out, read with --ocr, every value marked. A tesseract of straw stands in where none is."""

import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.errors import SourceError
from pipeline.model import DiagnosticCode
from pipeline.options import Options
from pipeline.read import ocr, read_document
from pipeline.read.child import pictures
from tests.fixtures.agreement import agreement
from tests.fixtures.hostile import page_pdf, pdf
from tests.fixtures.plan import MADE, plans

SCANNED = Options(ner="none", ocr=True)
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="ocr_page" title="bbox 0 0 2479 3508">{lines}</div></body></html>
"""
PLAN = (
    "Fiche action n°1 : Planter des haies",
    "Pilote : Odile Crozet",
    "Objectifs :",
    "e   Réunir les habitants du hameau en mars 2025",
    "Budget prévisionnel : 12 000 € HT",
)


def hocr(lines: tuple[str, ...]) -> str:
    """What Tesseract says of lines: three blanks are a wide gap."""
    found = []
    for row, line in enumerate(lines):
        top, left, words = 300 + 90 * row, 250, []
        for word in line.replace("   ", " \x00 ").split(" "):
            if word == "\x00":
                left += 40
                continue
            right = left + 20 * len(word)
            words.append(f"<span class='ocrx_word' title='bbox {left} {top} {right} {top + 40}'>{word}</span>")
            left = right + 12
        title = f"bbox 250 {top} {left} {top + 40}; baseline 0 -8; x_size 44; x_descenders 8; x_ascenders 10"
        found.append(f"<span class='ocr_line' title='{title}'>{' '.join(words)}</span>")
    return PAGE.format(lines="".join(found))


def scanned(source: Path, pages: list[int], *, text_first: bool = False) -> bytes:
    """A PDF whose pages are pictures of another's."""
    objects = [b"", b""]
    kids: list[int] = []
    if text_first:
        content = b"BT /F 11 Tf 60 760 Td (Ce plan a une page de garde qui n'est pas une image du tout.) Tj 0 -14 Td (Elle dit de quoi le plan parle et qui l'a fait.) Tj ET"
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
        kids.append(3)
    for picture in pictures(source.read_bytes(), pages):
        _, size, _, pixels = picture.split(b"\n", 3)
        width, height = size.split()
        packed = zlib.compress(pixels)
        at = len(objects) + 1
        content = b"q 595 0 0 842 0 0 cm /I Do Q"
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (at + 1, at + 2),
            b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
            b"<</Type/XObject/Subtype/Image/Width %b/Height %b/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (width, height, len(packed), packed),
        ]
        kids.append(at)
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]/Count {len(kids)}>>".encode()
    return pdf(objects)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(MADE / "eau-column.pdf", [1]))
    return path


@pytest.fixture
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program that says of every picture what stands in a file."""
    said = tmp_path / "said.hocr"
    program = tmp_path / "tesseract"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --list-langs ] && echo fra && exit 0\n/usr/bin/head -c 2 | /bin/grep -q P5 || exit 1\n'
        f"/bin/cat '{said}'\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    return said


def test_a_scan_is_refused_with_both_ways_out(scan: Path) -> None:
    with pytest.raises(SourceError, match=r"--ocr.*ocrmypdf -l fra") as caught:
        read_document(scan)
    assert caught.value.code == "scanned-source"


@pytest.mark.parametrize("languages", [None, "eng osd"])
def test_without_tesseract_the_sentence_says_how(
    scan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, languages: str | None
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\necho {languages}\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program) if languages else None)
    with pytest.raises(SourceError, match="apt install tesseract-ocr tesseract-ocr-fra") as caught:
        read_document(scan, ocr=True)
    assert caught.value.code == "needs-tesseract"


def test_every_value_of_a_scan_is_marked(scan: Path, straw: Path) -> None:
    straw.write_text(hocr(PLAN))
    plan = extract(scan, SCANNED)
    assert plan.source.ocr_pages == (1,)
    assert [(d.code, d.spans[0].page) for d in plan.diagnostics if d.code is DiagnosticCode.READ_BY_OCR] == [
        (DiagnosticCode.READ_BY_OCR, 1)
    ]
    (fiche,) = plan.fiches
    assert fiche.title == "Planter des haies"
    values = [fiche.referents[0].span, fiche.dates[0].span, fiche.funding[0].amounts[0].span]
    assert all(span.page in plan.source.ocr_pages and span.boxes for span in values)
    item = next(item for section in fiche.sections for item in section.items if "habitants" in item.text)
    assert item.bullet  # an « e » before a wide gap is how Tesseract reads a bullet


def test_boxes_of_a_scan_are_where_the_word_stands(scan: Path, straw: Path) -> None:
    straw.write_text(hocr(PLAN))
    plan = extract(scan, SCANNED)
    x0, y0, x1, y1 = plan.fiches[0].referents[0].span.boxes[0]
    # `Pilote : ` is 6 and 1 letters of 20 pixels and two gaps of 12; 300 pixels an inch
    assert (x0, x1) == pytest.approx((414 * 0.24, (414 + 232) * 0.24), abs=0.5)
    assert (y0, y1) == pytest.approx((390 * 0.24, 430 * 0.24), abs=0.5)


def test_pages_of_text_stay_as_they_are(tmp_path: Path, straw: Path) -> None:
    path = tmp_path / "mixed.pdf"
    path.write_bytes(scanned(MADE / "eau-column.pdf", [1], text_first=True))
    straw.write_text(hocr(PLAN))
    assert "Crozet" not in read_document(path).text
    document = read_document(path, ocr=True)
    assert document.ocr_pages == (2,)
    assert document.text.startswith("Ce plan a une page de garde")
    assert "Odile Crozet" in document.text


def test_a_file_of_text_needs_no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert read_document(MADE / "eau-column.pdf", ocr=True) == read_document(MADE / "eau-column.pdf")


def test_what_recognises_nothing_or_fails_is_a_sentence(
    scan: Path, straw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said in (PAGE.format(lines=""), "no hOCR at all", ""):
        straw.write_text(said)
        with pytest.raises(SourceError) as caught:
            read_document(scan, ocr=True)
        assert caught.value.code in {"scanned-source", "damaged-source"}
    straw.unlink()
    with pytest.raises(SourceError, match="page 1") as caught:
        read_document(scan, ocr=True)
    assert caught.value.code == "not-recognised"
    straw.write_text(hocr(PLAN))

    def slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 1)

    monkeypatch.setattr(ocr, "_program", lambda: "tesseract")
    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(SourceError, match="page 1"):
        read_document(scan, ocr=True)


def test_a_page_as_large_as_a_field_is_painted_small() -> None:
    (picture,) = pictures(page_pdf(b"").replace(b"595 842", b"14400 14400"), [1])
    assert len(picture) < 31_000_000
    assert pictures(page_pdf(b""), [7])[0].endswith(b"\xff")


@pytest.mark.skipif(
    shutil.which("tesseract") is None or "fra" not in ocr.installed_languages("tesseract"),
    reason="Tesseract with French data reads these",
)
def test_a_real_scan_gives_nearly_the_fields_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(MADE / "eau-column.pdf", [1, 2, 3, 4]))
    document = read_document(path, ocr=True)
    assert document.ocr_pages == (1, 2, 3, 4)
    score, differing = agreement(dict(plans())["eau"].text, document.text)
    assert score >= 0.9, differing
