"""The calendar: valid, exact about what is approximate, with names that survive a change of date."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Plan
from pipeline.write.ics import write_calendar
from pipeline.write.load import LoadedPlan
from tests.write.sample import sample_plan

icalendar = pytest.importorskip("icalendar")


def events(path: Path, *plans: LoadedPlan) -> list[Any]:
    write_calendar(plans or [sample_plan(9)], path / "plan.ics")
    return list(icalendar.Calendar.from_ical((path / "plan.ics").read_bytes()).walk("VEVENT"))


def test_days_ranges_and_approximate_dates(tmp_path: Path) -> None:
    found = {str(event["x-fiches-precision"]): event for event in events(tmp_path)}
    assert set(found) == {"DAY", "MONTH", "QUARTER", "SEASON", "SEMESTER", "PART", "RANGE", "YEAR"}
    day, ranged, month = found["DAY"], found["RANGE"], found["MONTH"]
    assert ((day["dtend"].dt - day["dtstart"].dt).days, day["status"]) == (1, "CONFIRMED")
    assert (ranged["dtstart"].dt, ranged["dtend"].dt) == (date(2031, 6, 2), date(2031, 6, 5))
    assert (month["dtstart"].dt, month["dtend"].dt) == (date(2031, 4, 1), date(2031, 5, 1))
    assert (month["status"], str(month["summary"])[:2]) == ("TENTATIVE", "≈ ")
    assert "Date approximative : avril 2031" in month["description"]
    assert "L'année n'est pas imprimée" in ranged["description"]


def test_an_event_says_fiche_people_and_print(tmp_path: Path) -> None:
    first = events(tmp_path)[0]["description"]
    assert first.startswith("comité de pilotage à Montclair\n\nFiche action 1 : Sobriété énergétique 1\n")
    assert "Référent technique : Gaspard d'Ivry (volet rural)" in first
    assert "« 1er semestre 2031 »" in first


def test_names_of_events_are_unique_and_stay(tmp_path: Path) -> None:
    before = [str(event["uid"]) for event in events(tmp_path)]
    assert len(set(before)) == len(before)
    moved = sample_plan(9).plan.model_dump_json().replace("2031-", "2032-")
    after = events(tmp_path, LoadedPlan(Plan.model_validate_json(moved), None, Path("plan.json")))
    assert [str(event["uid"]) for event in after] == before


def test_lines_are_short_and_text_is_inert(tmp_path: Path) -> None:
    title = "é😀" * 100 + "\nBEGIN:VEVENT\r\n;,\\ \x00"
    found = events(tmp_path, sample_plan(1, titles={1: title}))
    raw = (tmp_path / "plan.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", raw)
    assert all("é😀" * 100 + "\nBEGIN:VEVENT" in event["description"] for event in found)


def test_same_bytes(tmp_path: Path) -> None:
    events(tmp_path)
    first = (tmp_path / "plan.ics").read_bytes()
    events(tmp_path)
    assert first == (tmp_path / "plan.ics").read_bytes()


def test_years_in_a_sentence_are_no_appointment(tmp_path: Path) -> None:
    plan = sample_plan(1).plan.model_dump(mode="json")
    action = plan["fiches"][0]["sections"][2]["items"][0]
    long = {"start": "2031-01-01", "end": "2033-12-31", "precision": "range", "modifier": None, "edtf": "2031/2033"}
    before = len(events(tmp_path, sample_plan(1)))
    action["dates"][0]["values"] = [long]
    after = events(tmp_path, LoadedPlan(Plan.model_validate(plan), None, Path("plan.json")))
    assert len(after) == before - 1
