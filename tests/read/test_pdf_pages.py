"""What stands at the top of pages, and the lines of contents, told from the text of a PDF without tags."""

from array import array

import pytest

from pipeline.hyphens import Words
from pipeline.read.blocks import Paragraph, Run
from pipeline.read.document import Strip
from pipeline.read.formats import read_format, reader_of
from pipeline.read.pdf_furniture import Furniture
from pipeline.read.pdf_layout import Layout
from pipeline.read.pdf_page import Page, Segment
from tests.fixtures.hostile import page_pdf

WIDTH = 5.0  # of a letter
BODY = "Recenser les mares de la vallée et publier un atlas qui serve aux communes"


def at(page: int, x0: float, base: float, text: str) -> Segment:
    edges = array("f", (x0 + WIDTH * place for place in range(len(text) + 1)))
    run = Run(text, strip=Strip(page, base - 10, base + 2, edges))
    return Segment(page, x0, edges[-1], base - 10, base + 2, base, 10.0, [run])


def kept(*pages: tuple[str, ...]) -> list[list[str]]:
    """Print the lines of each page from its top, the last one at its foot, and give those that are no furniture."""
    made = []
    for number, (head, *text, foot) in enumerate(pages, 1):
        printed = [(60, head), *((160 + 13 * i, line) for i, line in enumerate(text)), (800, foot)]
        made.append(Page(number, 595.0, 842.0, [at(number, 63, base, line) for base, line in printed]))
    furniture = Furniture()
    for page in made:
        furniture.read(page)
    return [[s.text for s in page.segments if id(s) not in furniture.of(page)] for page in made]


@pytest.mark.parametrize(
    "heading", ["Fiche-action n°{}", "FICHE ACTION N° {}", "Mesure {}", "Action 1.{}", "Action TE-0{}"]
)
def test_the_number_of_a_fiche_that_opens_a_page_is_its_heading(heading: str) -> None:
    pages = [(heading.format(n), "Planter des haies", BODY, BODY, f"GAL du Pays – page {n}") for n in range(1, 5)]
    assert kept(*pages) == [[heading.format(n), "Planter des haies", BODY, BODY] for n in range(1, 5)]


def test_a_page_that_only_repeats_the_number_of_its_fiche_has_it_as_a_head() -> None:
    pages = [(f"Fiche-action n°{n // 2}", BODY, BODY, BODY, f"GAL du Pays – page {n}") for n in range(2, 8)]
    assert [len(page) for page in kept(*pages)] == [4, 3] * 3


@pytest.mark.parametrize("head", ["Plan d'action – {}", "Plan 2031, page {}", "{}", "Fiches actions – {}"])
def test_a_head_with_the_number_of_the_page_is_furniture(head: str) -> None:
    pages = [(head.format(n), BODY, BODY, BODY, "Pays") for n in range(1, 5)]
    assert kept(*pages) == [[BODY] * 3] * 4


def read(*lines: str, x1: float = 540.0) -> list[str]:
    """Give the lines that a page's text has, its widest printed line as wide as the page."""
    segments: list[Segment] = []
    for place, line in enumerate(lines):
        words, _, number = line.partition("\t")
        segments.append(at(1, 63, 60 + 13 * place, words))
        if number:
            segments.append(at(1, x1 - WIDTH * len(number), 60 + 13 * place, number))
    page = Page(1, 595.0, 842.0, segments)
    layout = Layout(Words())
    layout.measure(page)
    layout.settle()
    blocks = [block for block in layout.page_blocks(page, page.segments) if isinstance(block, Paragraph)]
    return [line for block in blocks for line in block.text.split("\n")]


@pytest.mark.parametrize(
    "leader", ["\t{}", " " + "." * 60 + " {}", " " + ". " * 30 + "{}", " " + "…" * 60 + " {}", " " + "_" * 60 + " {}"]
)
def test_an_entry_of_the_contents_ends_with_its_page(leader: str) -> None:
    titles = ("1.1 Relier les communes", "1.2 Franchir la rivière", "AXE 2 – APAISER", "2.1 Étendre les zones 30")
    entries = [title + leader.format(page) for page, title in enumerate(titles, 3)]
    assert read("SOMMAIRE", *entries) == ["SOMMAIRE", *entries]


def test_a_page_that_words_name_ends_an_entry_where_several_do() -> None:
    long = "Ouvrir de nouveaux bains aux gens du quartier, et les faire connaître de tous ceux"
    entries = [f"Mesure {n} – {long[: 60 + n]}, page {n}" for n in range(2, 6)]
    assert read(*entries) == entries
    wrapped = (f"{long} qui n'ont pas l'eau, voir page 12", "du guide que le réseau a tiré à mille exemplaires")
    assert read(*wrapped) == [" ".join(wrapped)]


FULL = "Recenser les mares de la vallée et publier un atlas qui serve aux communes et aux écoles du pays"


@pytest.mark.parametrize(
    ("above", "below", "parts"),
    [
        (f"{FULL} aussi", "CALENDRIER", True),
        (f"{FULL} aussi", "Calendrier prévisionnel", True),
        (f"{FULL} aussi.", "Partenaires", True),
        (f"{FULL} aussi.", "c. Qui pilote ?", True),
        (FULL.upper()[:90], "Plan d'actions 2024-2030", True),
        (f"{FULL} avec les", "Partenaires", False),
        (f"{FULL}, Lune,", "PARTENAIRES", False),
        (f"{FULL} aussi", "Partenaires", False),
        (f"{FULL[:60]} COMMISSION TRANSVERSALE :", "COMMUNICATION", False),
    ],
)
def test_a_label_alone_below_a_full_line(above: str, below: str, parts: bool) -> None:
    assert read(above, below) == ([above, below] if parts else [f"{above} {below}"])


def test_an_entry_goes_on_below_its_typed_bullet() -> None:
    above = "- outiller les équipes, salarié·es comme bénévoles, de la vallée et des communes, sans se"
    assert read(above, "substituer à elles") == [f"{above} substituer à elles"]


def printed(*lines: str) -> str:
    """Read a page of lines, in which `~` leaps over six tenths of the type size."""
    shown = "".join(f"[({line.replace('~', ') -600 (')})] TJ T* " for line in lines)
    data = page_pdf(f"BT /F 10 Tf 13 TL 50 700 Td {shown} ET".encode("latin-1"))
    return read_format(data, reader_of("pdf"))[0].text


PROSE = ("Recenser les mares de la ville et de ses communes,", "publier un atlas qui serve aux habitants de la ville.")


@pytest.mark.parametrize("label", ["Statut~", "Statut ~"])
def test_a_leap_to_the_next_tab_stop_is_a_tab(label: str) -> None:
    assert "Statut\tEn cours\n" in printed(*PROSE, f"{label}En cours")


@pytest.mark.parametrize("line", ["Statut~: en cours", "1.1~Planter", "Les~mots~de cette~ligne"])
def test_other_leaps_are_none(line: str) -> None:
    assert line.replace("~", " ") in printed(*PROSE, line)


def test_justified_lines_have_no_tabs() -> None:
    assert "\t" not in printed(*(line.replace(" ", " ~", 2) for line in PROSE * 3))
