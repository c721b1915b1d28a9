"""Every format of one plan gives the fields that its text gives."""

import re
import shutil
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.read import read_document
from tests.fixtures.agreement import agreement, layout_agreement
from tests.fixtures.plan import MADE, plans

PLANS = dict(plans())
EXACT = ("careful.docx", "crowded.docx", "crowded.odt", "office.odt", "office.html", "bare.html", "site.html")
PDF = {
    "office-tagged.pdf": 0.995,
    "column-tagged.pdf": 0.995,
    "office-untagged.pdf": 0.99,
    "column.pdf": 0.99,
    "typst.pdf": 0.99,
    "columns.pdf": 0.995,
    "brochure.pdf": 0.995,
    "tables.pdf": 0.995,
    "tables-tagged.pdf": 0.995,
}
NOTES = re.compile(r"(?m)^\[\^\d+\]: .*\n?")


def made(name: str, variant: str) -> Path:
    path = MADE / f"{name}-{variant}"
    assert path.is_file(), f"{path} is missing: make fixtures"
    return path


def canonical(name: str, variant: str) -> str:
    return NOTES.sub("", read_document(made(name, variant)).text)


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("variant", EXACT)
def test_agrees_with_the_text(name: str, variant: str) -> None:
    score, differing = agreement(PLANS[name].text, canonical(name, variant))
    assert score >= 0.995, differing


@pytest.mark.parametrize("name", PLANS)
def test_tables_of_labels_agree_with_the_text(name: str) -> None:
    score, differing = agreement(PLANS[name].text_of_cells, canonical(name, "tables.html"))
    assert score >= 0.995, differing


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("variant", [*EXACT, "tables.html", *PDF])
def test_keeps_layout(name: str, variant: str) -> None:
    if (name, variant) == ("reseau", "typst.pdf"):
        return  # not committed: its fonts weigh more than the plan
    text, lines = canonical(name, variant), PLANS[name].lines()
    # Labels are bold paragraphs in the one and row heads in the other: only what is above them is a heading there.
    heading = "head" if variant.startswith(("crowded", "tables")) else "heading"
    for kind in ("bold", "depth", heading):
        assert layout_agreement(text, lines, kind) >= 0.97, kind


@pytest.mark.parametrize("variant", ["crowded.docx", "crowded.odt"])
def test_deleted_text_is_gone_and_notes_are_kept(variant: str) -> None:
    text = read_document(made("eau", variant)).text
    assert "supprimé par la relecture" not in text
    assert re.search(r"(?m)^\[\^1\]: Note de relecture 1$", text)


def test_site_furniture_is_left_out() -> None:
    text = read_document(made("eau", "site.html")).text
    for furniture in ("Rubrique", "cookies", "Mentions légales", "alert", "Accueil du site"):
        assert furniture not in text


@pytest.mark.parametrize(
    ("name", "variant"),
    [(name, variant) for name in PLANS for variant in PDF if (name, variant) != ("reseau", "typst.pdf")],
)
def test_pdf_agrees_with_the_text(name: str, variant: str) -> None:
    text = PLANS[name].text_of_cells if variant.startswith("tables") else PLANS[name].text
    score, differing = agreement(text, canonical(name, variant))
    assert score >= PDF[variant], differing


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice converts these")
@pytest.mark.parametrize("variant", ["office.doc", "office.rtf"])
def test_old_formats_agree_by_way_of_libreoffice(variant: str) -> None:
    score, differing = agreement(PLANS["eau"].text, canonical("eau", variant))
    assert score >= 0.995, differing


def test_old_formats_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SourceError, match="LibreOffice") as caught:
        read_document(made("eau", "office.rtf"))
    assert caught.value.code == "needs-office"
