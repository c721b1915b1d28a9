"""Write plans as Parquet: one file a table, for notebooks and data warehouses.

Lists and identifiers are JSON texts, so that a column's type does not hang on what a plan happens to hold.
"""

import json
from collections.abc import Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pipeline.write.atomic import replacing
from pipeline.write.extras import library
from pipeline.write.load import LoadedPlan
from pipeline.write.tables import TABLES, Cell, Column, Kind, Row, Table

ROWS = 50_000  # rows held in memory at a time
COMPRESSION = "zstd"


def write_parquet(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write the tables into a folder.

    Raises:
        MissingLibraryError: when pyarrow is not installed.
    """
    arrow = library("pyarrow", "parquet")
    parquet = library("pyarrow.parquet", "parquet")
    for table in TABLES:
        schema = schema_of(arrow, table)
        rows = chain.from_iterable(table.rows(one.plan) for one in plans)
        with (
            replacing(out / f"{table.name}.parquet") as ready,
            parquet.ParquetWriter(str(ready), schema, compression=COMPRESSION) as writer,
        ):
            while batch := list(islice(rows, ROWS)):
                writer.write_batch(record_batch(arrow, table, schema, batch))


def schema_of(arrow: Any, table: Table) -> Any:
    """Give the Arrow schema of a table, with what its columns are."""
    return arrow.schema(
        [_field(arrow, column) for column in table.columns], metadata={"description": table.description}
    )


def record_batch(arrow: Any, table: Table, schema: Any, rows: Sequence[Row]) -> Any:
    """Give rows of a table, at least one, as an Arrow batch."""
    arrays = [
        arrow.array(_cells(column, values), schema.field(column.name).type)
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
    ]
    return arrow.record_batch(arrays, schema=schema)


def _cells(column: Column, cells: Sequence[Cell]) -> Sequence[Any]:
    if column.kind is Kind.DATE:
        return [None if cell is None else date.fromisoformat(str(cell)) for cell in cells]
    if column.kind in (Kind.ARRAY, Kind.OBJECT):
        return [None if cell is None else json.dumps(cell, ensure_ascii=False) for cell in cells]
    return cells


def _field(arrow: Any, column: Column) -> Any:
    types = {
        Kind.INTEGER: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.BOOLEAN: arrow.bool_(),
        Kind.DATE: arrow.date32(),
    }
    described = {"title": column.title, "description": column.description}
    return arrow.field(column.name, types.get(column.kind, arrow.string()), not column.required, described)
