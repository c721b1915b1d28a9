"""In which order the segments of a page are read."""

from array import array

import pytest

from pipeline.hyphens import Words
from pipeline.read.blocks import Paragraph, Run
from pipeline.read.document import Strip
from pipeline.read.pdf_layout import Layout
from pipeline.read.pdf_order import in_reading_order
from pipeline.read.pdf_page import Page, Segment


def at(x0: float, base: float, text: str, size: float = 10.0) -> Segment:
    return Segment(0, x0, x0 + 5.0 * len(text), base - size, base + 2, base, size, [Run(text)])


def body(first: float, last: float) -> list[Segment]:
    return [
        at(63, base, "Recenser les mares de la vallée et publier un atlas qui serve")
        for base in range(int(first), int(last), 12)
    ]


def read(*segments: Segment) -> list[str]:
    ordered = [segment.text for segment in in_reading_order(list(segments))[0]]
    return [text for index, text in enumerate(ordered) if index == 0 or text != ordered[index - 1]]


LINE = body(0, 12)[0].text


def test_a_box_that_floats_beside_a_text_comes_below_its_heading() -> None:
    """Browsers paint floats first: `Pilote` of each fiche would stand in the fiche before."""
    floats = [at(390, 124, "Pilote"), at(390, 145, "Odile Crozet"), at(390, 424, "Pilote"), at(390, 445, "Léa Vasseur")]
    one, two = at(63, 84, "Fiche action n°1 : Inventorier", 15), at(63, 384, "Fiche action n°2 : Planter", 15)
    assert read(*floats, one, *body(120, 320), two, *body(420, 620)) == [
        one.text, "Pilote", "Odile Crozet", LINE, two.text, "Pilote", "Léa Vasseur", LINE,
    ]  # fmt: skip


def test_a_title_that_is_painted_last_comes_first() -> None:
    assert read(*body(120, 320), at(63, 84, "Fiche action n°1 : Inventorier", 15))[0].startswith("Fiche")


def test_two_columns_are_read_as_they_are_painted() -> None:
    left, right = body(120, 320), [at(390, base, "avec les communes et les écoles") for base in range(96, 320, 12)]
    assert read(*left, *right) == [LINE, right[0].text]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["Fiche-action 1 - Lire au marché et dans la salle des fêtes", "Fiche-action 2 - Lire à l'hôpital"], 2),
        (["FICHE ACTION N° 1 – Lire dans la salle des fêtes", "FICHE ACTION N° 2 – Lire la nuit"], 2),
        (["Les communes liront dans la salle des fêtes de 2031", "Avec 3 veillées par an et par commune"], 1),
        (["**FICHE ACTION N° 1 – Faire lire", "**au marché et dans la salle des fêtes"], 1),
    ],
)  # fmt: skip
def test_a_unit_opens_a_line_below_a_full_line(lines: list[str], paragraphs: int) -> None:
    assert len(printed_lines(lines)) == paragraphs


@pytest.mark.parametrize("between", [" : ", " – "])
def test_a_label_opens_a_line_below_a_full_line(between: str) -> None:
    lines = ["Monter six séjours avec les gens de la grève du Nord", f"Partenaires{between}veilleurs, gardiens"]
    assert printed_lines(lines) == lines


def test_labels_that_run_on_within_lines_open_none() -> None:
    lines = [
        "Constat : l'eau manque. Actions : six sondes au puits",
        "du bourg. Pilotage : Ana Bo. Calendrier : mai et juin",
        "2031. Statut : en cours. Priorité : haute et publique",
        "Partenaires : veilleurs, gardiens. Budget : 12 500 €.",
    ]
    assert printed_lines(lines) == [" ".join(lines)]


def printed_lines(lines: list[str]) -> list[str]:
    """What is read in lines that stand one below the other, above one that is as wide as they are."""
    words = Words()
    layout = Layout(words)
    page = Page(1, 595.0, 842.0)
    for line, text in enumerate([*lines, "", "x" * len(lines[0])]):
        if text:
            edges = array("f", [60 + 5.0 * place for place in range(len(text.lstrip("*")) + 1)])
            base = 100.0 + 12 * line
            runs = [Run(text.lstrip("*"), bold=text[0] == "*", strip=Strip(1, base - 8, base + 2, edges))]
            page.segments.append(Segment(1, 60, edges[-1], base - 8, base + 2, base, 10.0, runs))
    layout.measure(page)
    layout.settle()
    *blocks, _ = layout.page_blocks(page, page.segments)
    return [line for block in blocks if isinstance(block, Paragraph) for line in block.text.split("\n")]


def test_a_year_at_the_top_of_a_page_belongs_to_its_date() -> None:
    last, following = (
        Paragraph([Run(text)], size=10.0) for text in ("ouverture à la rentrée", "2031, vente au hangar")
    )
    assert Layout(Words()).continues_over(last, following)
    assert not Layout(Words()).continues_over(Paragraph([Run("une charte")], size=10.0), following)
