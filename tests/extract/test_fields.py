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
    ],
)
def test_calendar_entries_that_share_a_line(line: str, entries: list[tuple[str, str]]) -> None:
    text = f"Fiche action n° 1 : Ouvrir un jardin\n\nPilote : Ana Bo\nCalendrier : {line}\nPartenaires : ADEME\n"
    document = Document("plan.txt", "text", "0" * 64, "utf-8", text)
    plan = extract_document(document, Options(ner="none")).plan
    found = plan.fiches[0].calendar
    assert [(", ".join(date.text for date in entry.dates), entry.text) for entry in found] == entries
    assert all(entry.text.rstrip(".") in text[entry.span.start : entry.span.end] for entry in found)
