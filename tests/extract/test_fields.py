"""The corpus of statuses and priorities; calendar entries that share a line."""

import tomllib
from pathlib import Path

import pytest

from pipeline import Options
from pipeline.extract.fields import read_status
from pipeline.read import Document
from pipeline.run import extract_document
from pipeline.span import Passage

CASES = tomllib.loads((Path(__file__).parents[1] / "corpus" / "status.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("field", "case"), [(field, case) for field, cases in CASES.items() for case in cases])
def test_corpus(field: str, case: dict[str, str]) -> None:
    found = read_status([Passage(case["text"], (0,), (0,))], field)
    assert (found.value.value if found else "") == case["value"]
    if found is not None:
        assert found.text == case.get("said", case["text"])
        assert case["text"][found.span.start : found.span.end] == found.text


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("T1 2025 : concertation ; 2026-2028 : travaux", [("T1 2025", "concertation"), ("2026-2028", "travaux")]),
        ("mars 2025 : étude, juin 2025 : travaux.", [("mars 2025", "étude"), ("juin 2025", "travaux.")]),
        ("mars 2025 : étude ; en juin 2025, travaux", [("mars 2025", "étude"), ("juin 2025", "travaux")]),
        ("mars 2025 : ateliers les 3, 10 et 17 mars 2025", [("mars 2025", "ateliers les 3, 10 et 17 mars 2025")]),
        ("étude en mars 2025 ; travaux", [("mars 2025", "étude en mars 2025 ; travaux")]),
        ("T1 2025 (étude), 3 mai 2026 (travaux).", [("T1 2025", "étude"), ("3 mai 2026", "travaux")]),
        ("en 2025 (étude) et en 2026", [("2025, 2026", "(étude) et en 2026")]),
        ("T1 2025 (étude), T2 2025, T3 2025", [("T1 2025, T2 2025, T3 2025", "(étude), T2 2025, T3 2025")]),
    ],
)
def test_calendar_entries_that_share_a_line(line: str, entries: list[tuple[str, str]]) -> None:
    text = f"Fiche action n° 1 : Ouvrir un jardin\n\nPilote : Ana Bo\nCalendrier : {line}\nPartenaires : ADEME\n"
    document = Document("plan.txt", "text", "0" * 64, "utf-8", text)
    plan = extract_document(document, Options(ner="none")).plan
    found = plan.fiches[0].calendar
    assert [(", ".join(date.text for date in entry.dates), entry.text) for entry in found] == entries
    assert all(entry.text.rstrip(".") in text[entry.span.start : entry.span.end] for entry in found)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Agenda 2030 de Luz : ce que nous ferons en 2026", 2026), ("Agenda 2030 de Luz", None),
        ("Plan d'action 2026 pour une ville sobre à l'horizon 2040", 2026), ("Plan d'action 2026", 2026),
        ("Cap 2035 : programme d'actions 2027", 2027), ("Plan d'actions 2026-2028", None),
    ],
)  # fmt: skip
def test_a_plan_is_for_the_year_that_its_title_names(title: str, year: int | None) -> None:
    text = (
        f"{title}\n\nFiche action n° 1 : Ouvrir un jardin\n\nPilote : Ana Bo\nCalendrier : mars\nPartenaires : ADEME\n"
    )
    assert (
        extract_document(Document("plan.txt", "text", "0" * 64, "utf-8", text), Options(ner="none")).plan.year == year
    )
