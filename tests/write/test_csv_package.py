"""The data package: valid for the validator of data portals, whole, inert in spreadsheets, the same every time."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.write.csv_package import DESCRIPTOR, inert, restored, write_package
from tests.write.rebuild import rebuild
from tests.write.sample import sample_plan

FORMULA = '=HYPERLINK("http://exemple.invalid";"ici")'


def plans() -> list[Any]:
    return [sample_plan(pages=True, titles={1: FORMULA, 2: "'-1+1"}), sample_plan(2, name="autre", title=None)]


def read_package(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a package as a stranger would: by its descriptor alone."""
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    casts: dict[str, Any] = {
        "string": restored,
        "date": str,
        "integer": int,
        "number": float,
        "boolean": {"true": True, "false": False}.__getitem__,
        "array": json.loads,
        "object": json.loads,
    }
    tables = {}
    for resource in package["resources"]:
        fields = {field["name"]: casts[field["type"]] for field in resource["schema"]["fields"]}
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            tables[resource["name"].replace("-", "_")] = [
                {name: fields[name](cell) if cell else None for name, cell in row.items()}
                for row in csv.DictReader(file)
            ]
    return tables


def test_plans_come_back_whole(tmp_path: Path) -> None:
    loaded = plans()
    write_package(loaded, tmp_path)
    assert rebuild(read_package(tmp_path)) == [one.plan for one in loaded]


def test_frictionless_finds_nothing(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    write_package(plans(), tmp_path)
    report = frictionless.validate(str(tmp_path / DESCRIPTOR))
    assert report.valid, report.flatten(["type", "note", "rowNumber"])
    assert sum(task.stats["rows"] for task in report.tasks) > 200


def test_frictionless_sees_a_broken_link(tmp_path: Path) -> None:
    """A fiche taken away from its table is missed: the keys are declared, and declared rightly."""
    frictionless = pytest.importorskip("frictionless")
    write_package([sample_plan()], tmp_path)
    path = tmp_path / "fiches.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("fiche-2", "fiche-99"), encoding="utf-8", newline="")
    report = frictionless.validate(str(tmp_path / DESCRIPTOR))
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_package(plans(), tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell]
    assert "'" + FORMULA.replace('"', '""') in (tmp_path / "fiches.csv").read_text(encoding="utf-8")


@given(st.text() | st.text(alphabet="'=+-@\t\r\nx"))
def test_inert_and_back(text: str) -> None:
    assert restored(inert(text)) == text
    assert inert(text)[:1] not in tuple("=+-@\t\r\n") or not text


def test_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_package(plans(), tmp_path / name)
    first = sorted((tmp_path / "one").iterdir())
    assert len(first) == 25
    assert all(path.read_bytes() == (tmp_path / "two" / path.name).read_bytes() for path in first)
