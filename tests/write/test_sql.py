"""The databases: whole, with keys that hold."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.sql import write_duckdb, write_sqlite
from pipeline.write.tables import TABLES, Kind
from tests.write.rebuild import rebuild
from tests.write.sample import sample_plan

ODD = {1: "\\N", 2: "un \"titre\", 'cité'\nsur deux lignes", 3: "\\N et"}


def connect(path: Path, kind: str) -> Any:
    return (
        sqlite3.connect(path) if kind == "sqlite" else pytest.importorskip("duckdb").connect(str(path), read_only=True)
    )


def read(base: Any) -> dict[str, list[dict[str, Any]]]:
    casts: dict[Kind, Callable[[Any], Any]] = {
        Kind.ARRAY: json.loads,
        Kind.OBJECT: json.loads,
        Kind.BOOLEAN: bool,
        Kind.DATE: str,
    }
    found = {}
    for table in TABLES:
        order = ", ".join(f'"{name}"' for name in table.key if name not in ("fiche_id", "axe_id"))
        rank = '"rank"' if table.name in ("fiches", "axes") else order
        rows = base.execute(f'SELECT * FROM "{table.name}" ORDER BY {rank}').fetchall()
        found[table.name] = [
            {
                column.name: cell if cell is None else casts.get(column.kind, lambda value: value)(cell)
                for column, cell in zip(table.columns, row, strict=True)
            }
            for row in rows
        ]
    return found


@pytest.mark.parametrize(("kind", "write"), [("sqlite", write_sqlite), ("duckdb", write_duckdb)])
def test_plans_come_back_whole(tmp_path: Path, kind: str, write: Callable[..., None]) -> None:
    if kind == "duckdb":
        pytest.importorskip("duckdb")
    loaded = [
        sample_plan(pages=True, titles=ODD),
        sample_plan(2, name="autre", title=None),
        sample_plan(0, name="vide"),
    ]
    path = tmp_path / "l'été.db"
    write(loaded, path)
    with closing(connect(path, kind)) as base:
        assert rebuild(read(base)) == sorted((one.plan for one in loaded), key=lambda plan: plan.id)


def test_sqlite_holds_its_keys(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sqlite([sample_plan()], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with closing(sqlite3.connect(tmp_path / "one")) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError), base:
            base.execute("DELETE FROM fiches WHERE fiche_id = 'fiche-1'")


def test_duckdb_knows_dates_and_keys(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_duckdb([sample_plan()], tmp_path / "one.duckdb")
    with closing(duckdb.connect(str(tmp_path / "one.duckdb"))) as base:
        assert base.execute('SELECT max("end") FROM date_values').fetchall() == [(date(2031, 12, 31),)]
        with pytest.raises(duckdb.ConstraintException):
            base.execute("DELETE FROM fiches WHERE fiche_id = 'fiche-1'")


def test_what_was_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.sqlite"
    path.write_text("before")
    monkeypatch.setattr("pipeline.write.sql.TABLES", TABLES[3:])
    with pytest.raises(sqlite3.Error):
        write_sqlite([sample_plan()], path)
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.sqlite"]
