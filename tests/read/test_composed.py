"""Letters and their accents, written apart, are one letter of the canonical text, in one place."""

import unicodedata
from array import array

import pytest

from pipeline.read.blocks import Paragraph, Run
from pipeline.read.document import Strip
from pipeline.read.formats import read_format, reader_of
from pipeline.read.render import render
from tests.fixtures.build_docx import package, paragraph, run
from tests.fixtures.hostile import decomposed_pdf
from tests.fuzz.oracles import hold_rendered, hold_text


@pytest.mark.parametrize(
    "printed",
    ["Re\u0301fe\u0301rent : A", "e\u0301\u0316e", "\u1112\u1161\u11ab x", "x \uf910", "\u0915\u093c\u0958", "\u0301a"],
)
def test_a_printed_line_is_composed_where_it_stands(printed: str) -> None:
    strip = Strip(1, 10.0, 20.0, array("f", range(len(printed) + 1)))
    rendered = render([Paragraph([Run(printed, strip=strip)])], 1)
    hold_text(rendered.text)
    hold_rendered(rendered)
    assert rendered.text.strip() == unicodedata.normalize("NFC", printed)
    (first, *_, last) = rendered.boxes.edges
    assert (first, last) == (0, len(printed))


def test_an_accent_has_no_width_of_its_own() -> None:
    strip = Strip(1, 10.0, 20.0, array("f", (0, 5, 5, 10)))
    rendered = render([Paragraph([Run("e\u0301a", strip=strip)])], 1)
    assert rendered.text == "éa\n"
    assert rendered.boxes.of(1, 2) == ((5.0, 10.0, 10.0, 20.0),)


def test_a_letter_and_its_accent_in_two_runs_of_word() -> None:
    data = package(paragraph(run("Un plan re") + run("\u0301ussi")))
    assert read_format(data, reader_of("docx"))[0].text == "Un plan réussi\n"


def test_a_pdf_that_writes_accents_apart() -> None:
    """As programs of macOS do; found by `make fuzz` in a broken table of characters."""
    rendered, _ = read_format(decomposed_pdf(), reader_of("pdf"))
    hold_rendered(rendered)
    assert rendered.text.startswith("Un plan bien réussi, un plan bien réussi")
