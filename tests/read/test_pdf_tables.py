"""Ruled tables as browsers and office programs print them: their sides, their lines, what a page end cuts."""

from array import array

import pytest

from pipeline.hyphens import Words
from pipeline.read.blocks import Block, Cell, Paragraph, Run, Table
from pipeline.read.document import Strip
from pipeline.read.lists import settle_lists
from pipeline.read.pdf_layout import Layout
from pipeline.read.pdf_page import Page, Segment
from pipeline.read.pdf_printed import PrintedTable, join_tables

LETTER = 5.0
PITCH = 12.0
PADDING = 3.0
Rows = list[list[str]]


def at(x0: float, base: float, text: str, page: int = 1) -> Segment:
    edges = array("f", [x0 + LETTER * place for place in range(len(text) + 1)])
    strip = Strip(page, base - 8, base + 2, edges)
    return Segment(page, x0, edges[-1], base - 8, base + 2, base, 10.0, [Run(text, strip=strip)])


def printed(sides: list[float], rows: Rows, number: int = 1, *, is_cut: bool = False, is_open: bool = False) -> Page:
    """A page with one table: cells of lines, the last row without a line below it when it is cut."""
    page = Page(number, 595.0, 842.0)
    top = 60.0
    drawn = sides[:-1] if is_open else sides
    for index, row in enumerate(rows):
        height = PITCH * max(len(cell.split("\n")) for cell in row) + 4
        page.rulings.append((sides[0], top, sides[-1], top))
        page.rulings += [(side, top, side, top + height) for side in drawn]
        last = top + height
        if index < len(rows) - 1 or not is_cut:
            page.rulings.append((sides[0], last, sides[-1], last))
        for side, cell in zip(sides, row, strict=False):
            for line, text in enumerate(cell.split("\n")):
                if text:
                    page.segments.append(at(side + PADDING, top + 10 + PITCH * line, text, number))
        top = last
    return page


def read(*pages: Page, near: bool = False) -> list[list[str]]:
    words = Words()
    layout = Layout(words)
    for page in pages:
        words.read(segment.text for segment in page.segments)
        if near:
            page.segments = together(page.segments)
        layout.measure(page)
    layout.settle()
    found: list[Block] = []
    for page in pages:
        for block in layout.page_blocks(page, page.segments):
            assert isinstance(block, PrintedTable)
            last = found[-1] if found else None
            if not (isinstance(last, PrintedTable) and join_tables(last, block, layout.cell_blocks)):
                found.append(block)
    assert isinstance(found[0], Table)
    return [[cell.text for cell in row] for row in found[0].rows]


def together(segments: list[Segment]) -> list[Segment]:
    """As they come from a page: what stands close on one line is one segment."""
    kept: list[Segment] = []
    for segment in segments:
        last = kept[-1] if kept else None
        if last is not None and last.base == segment.base and 0 < segment.x0 - last.x1 < 15:
            gap = Run(" ", strip=Strip(1, segment.top, segment.bottom, array("f", [last.x1, segment.x0])))
            last.runs += [gap, *segment.runs]
            last.x1 = segment.x1
        else:
            kept.append(segment)
    return kept


HEAD = ["N°", "Action", "Pilote"]
SIDES = [60.0, 80.0, 180.0, 300.0]


def test_a_side_parts_what_stands_close_to_it() -> None:
    rows = [HEAD, ["1", "Planter des haies", "Odile Crozet"]]
    assert read(printed(SIDES, rows), near=True) == rows


def test_a_word_that_runs_over_a_side_stays_whole() -> None:
    rows = [HEAD, ["1", "Planter-anticonstitutionnel", ""]]
    assert read(printed(SIDES, rows), near=True) == rows


def test_the_last_column_needs_no_side() -> None:
    """A table wider than its page, or one without sides at all."""
    rows = [HEAD, ["1", "Planter des haies", "Odile Crozet"]]
    assert read(printed(SIDES, rows, is_open=True)) == rows


def test_a_head_that_a_page_repeats_stands_once() -> None:
    one, two = [HEAD, ["1", "Planter", "Ana Bo"]], [HEAD, ["2", "Semer", "Lou Ky"]]
    assert read(printed(SIDES, one), printed(SIDES, two, 2)) == [*one, two[1]]


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize("head", [HEAD, ["", "", ""], None])
def test_a_row_that_a_page_end_cuts_is_whole(head: list[str] | None, is_cut: bool) -> None:
    """Browsers draw no line there, office programs do; a head that went with the running head is blank."""
    one = [HEAD, ["1", "Planter", "Ana Bo"], ["2", "Entretenir avec", "Lou Ky"]]
    two = [["", "agriculteurs", ""], ["3", "Semer", "Ana Bo"]]
    pages = printed(SIDES, one, is_cut=is_cut), printed(SIDES, [head, *two] if head else two, 2)
    assert read(*pages) == [*one[:2], ["2", "Entretenir avec agriculteurs", "Lou Ky"], two[1]]


def test_a_label_that_a_page_end_cuts_is_whole() -> None:
    one, two = [HEAD, ["A –", "", ""]], [["Sols", "", ""], ["3", "Semer", "Ana Bo"]]
    assert read(printed(SIDES, one), printed(SIDES, two, 2)) == [HEAD, ["A – Sols", "", ""], two[1]]


def test_two_tables_have_each_its_own_sides() -> None:
    """Office programs fit the columns of each: sides nearly below one another are two."""
    one, two = [HEAD, ["1", "Planter", "Ana Bo"]], [["2", "Semer"], ["3", "Entretenir"]]
    page, below = printed([60.0, 81.1, 180.0, 300.0], one), printed([60.0, 80.3, 300.0], two)
    page.rulings += [(x0, top + 300, x1, bottom + 300) for x0, top, x1, bottom in below.rulings]
    page.segments += [at(segment.x0, segment.base + 300, segment.text) for segment in below.segments]
    assert read(page)[:2] == one


def test_a_row_of_its_own_is_none_that_was_cut() -> None:
    one, two = [HEAD, ["1", "Planter", "Ana Bo"]], [["2", "Semer", "Lou Ky"]]
    assert read(printed(SIDES, one), printed(SIDES, two, 2)) == [*one, *two]


# 20 letters a line, the paddings are 3 each
CELL = [60.0, 120.0, 226.0]
BROKEN = "Lettre\nAtlas"  # in a row above: the document holds items a line


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Semis des parcelles\nhumides", "Semis des parcelles humides"),
        ("Région : 96 000 euros\nADEME : 88 000 euros", "Région : 96 000 euros\nADEME : 88 000 euros"),
        ("96 000 euros pour le\nDépartement de la Vère", "96 000 euros pour le Département de la Vère"),
        ("mars 2031 : semis et\nfauche\nseptembre : récolte", "mars 2031 : semis et fauche\nseptembre : récolte"),
        ("mars 2031 : semis du\npré long\nmi-2032 : fauche", "mars 2031 : semis du pré long\nmi-2032 : fauche"),
        ("mars 2031 : semis\nde mai à juin 2032 :\nrécolte", "mars 2031 : semis\nde mai à juin 2032 : récolte"),
        ("Première conférence\nJuin 2031", "Première conférence\nJuin 2031"),
        ("Nombre de familles\nNombre de visiteurs", "Nombre de familles\nNombre de visiteurs"),
        ("Semis avec le lycée\nMalherbe de la ville", "Semis avec le lycée Malherbe de la ville"),
        ("Visites avec Morbihan\nPlantation de haies", "Visites avec Morbihan\nPlantation de haies"),
        ("Accueil à France\nTravail en mars", "Accueil à France Travail en mars"),
        ("Pain pour environ 12\n000 habitants visés", "Pain pour environ 12 000 habitants visés"),
        ("9 000 € de la ville\n5 000 € de la Région", "9 000 € de la ville\n5 000 € de la Région"),
        ("Il est aidé par Grand\nEst et la ville", "Il est aidé par Grand Est et la ville"),
        ("Prêter soixante vélo\nFormer trente écoles", "Prêter soixante vélo\nFormer trente écoles"),
        ("Prix du département,\nVisites de la ferme", "Prix du département, Visites de la ferme"),
    ],
)  # fmt: skip
def test_an_item_opens_behind_a_full_line(lines: str, expected: str) -> None:
    rows = [["Actions", BROKEN], ["Suites", lines]]
    assert read(printed(CELL, rows)) == [["Actions", BROKEN], ["Suites", expected]]


def test_the_lines_of_a_column_set_to_the_right_are_wrapped_as_others() -> None:
    page = printed([60.0, 120.0, 226.0], [["Budget", ""], ["Suites\n\n\n", ""]])
    lines = ["4 500 euros", "Communauté ancienne", "de communes de Haut", "de Segonde : 13 200", "500 euros par an"]
    for line, text in enumerate(lines):
        page.segments.append(at(223 - LETTER * len(text), 70 + 16 * min(line, 1) + 12 * max(line - 1, 0), text))
    assert read(page) == [["Budget", lines[0]], ["Suites", " ".join(lines[1:])]]


def test_a_head_takes_nothing_of_a_row_without_label() -> None:
    """A page end cut the row, and the next page's part came as a table of its own."""
    cells = ("Rubrique", "Contenu"), ("", "dont les deux gymnases"), ("Suites", "Bilan")
    bold = [Cell([Paragraph([Run(text, bold=True)])]) for text in cells[0]]
    rows = [bold, *([Cell([Paragraph([Run(text)])]) for text in row] for row in cells[1:])]
    (table,) = settle_lists([Table(rows)])
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [list(row) for row in cells]


def test_text_in_which_no_item_has_a_line_is_left_whole() -> None:
    rows = [["Contexte", "Semis des parcelles 12\nPlantation de haies et\nla suite"]]
    assert (
        read(printed(CELL, [["Suites", "Un mot"], *rows]))[1][1]
        == "Semis des parcelles 12 Plantation de haies et la suite"
    )
