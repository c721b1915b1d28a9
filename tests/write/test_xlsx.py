"""The workbook: readable, complete, with dates and sums that a spreadsheet can reckon with."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.tables import TABLES
from pipeline.write.xlsx import write_workbook
from tests.write.sample import sample_plan

openpyxl = pytest.importorskip("openpyxl")
FORMULA = '=HYPERLINK("http://exemple.invalid";"ici")'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("xlsx") / "plan.xlsx"
    write_workbook([sample_plan(titles={1: FORMULA, 2: "a\x00b\x0bc"})], path)
    return openpyxl.load_workbook(path)


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    head, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_a_sheet_a_table(book: Any) -> None:
    plan = sample_plan().plan
    expected = {table.title: len(list(table.rows(plan))) for table in TABLES if table.sheet}
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == expected
    for sheet in book:
        assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("A2", True)
        assert all(cell.font.b for cell in sheet[1])


def test_dates_sums_words(book: Any) -> None:
    calendar = rows(book, "Calendrier")
    assert calendar[0]["Premier jour"] == datetime(2031, 1, 1)
    assert book["Calendrier"]["F2"].number_format == "dd/mm/yyyy"
    assert [row["Montant"] for row in rows(book, "Montants")][:3] == [12500.5, 3000, 60000]
    assert {row["Rôle"] for row in rows(book, "Référents")} == {"Référent élu ou CA", "Référent équipe", "Pilote"}
    assert rows(book, "Partenaires")[0]["Membres"] == "Odile Marchebois, Gaspard d'Ivry"
    assert rows(book, "Référents")[3]["Fiche"].startswith("2 – ")


def test_text_stays_text(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert rows(book, "Fiches")[0]["Titre"] == FORMULA


def test_same_bytes_and_long_cells(tmp_path: Path) -> None:
    plan = sample_plan(2, titles={1: "é" * 40_000})
    for name in ("one", "two"):
        write_workbook([plan, sample_plan(name="autre")], tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert len(rows(book, "Fiches")[0]["Titre"]) == 32_767
    assert {row["Plan"] for row in rows(book, "Fiches")} == {"plan-montclair", "autre"}
