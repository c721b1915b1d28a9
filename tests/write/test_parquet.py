"""Parquet: whole, typed, the same every time."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.parquet import write_parquet
from pipeline.write.tables import TABLES
from tests.write.rebuild import rebuild
from tests.write.sample import sample_plan

parquet = pytest.importorskip("pyarrow.parquet")
LISTS = {column.name for table in TABLES for column in table.columns if column.kind in ("array", "object")}


def cell(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return json.loads(value) if name in LISTS and value is not None else value


def test_plans_come_back_whole_and_the_same(tmp_path: Path) -> None:
    loaded = [sample_plan(pages=True), sample_plan(2, name="autre", title=None)]
    for name in ("one", "two"):
        write_parquet(loaded, tmp_path / name)
    read = {}
    for table in TABLES:
        path = tmp_path / "one" / f"{table.name}.parquet"
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        rows = parquet.read_table(path).to_pylist()
        read[table.name] = [{name: cell(name, value) for name, value in row.items()} for row in rows]
    assert rebuild(read) == [one.plan for one in loaded]


def test_types_and_descriptions(tmp_path: Path) -> None:
    write_parquet([sample_plan(0)], tmp_path)
    schema = parquet.read_schema(tmp_path / "date_values.parquet")
    assert str(schema.field("start").type) == "date32[day]"
    assert schema.field("start").metadata[b"description"].startswith(b"First day")
    assert str(parquet.read_schema(tmp_path / "amounts.parquet").field("value").type) == "double"
