"""Write plans as a database in one file, with keys and foreign keys: SQLite by the standard library, or DuckDB.

Both get the same statements; dates are `DATE` (ISO texts in SQLite, which has no such type), lists are JSON texts.
DuckDB checks a foreign key before the rows of the same statement are in, so that a table cannot refer to itself there.
The same plans give the same bytes in SQLite; DuckDB gives every file an identifier by chance, which nothing can set.
"""

import csv
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.write.atomic import replacing
from pipeline.write.extras import library
from pipeline.write.load import LoadedPlan
from pipeline.write.tables import TABLES, Cell, Kind, Table

SQLITE = {Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL", Kind.BOOLEAN: "INTEGER", Kind.DATE: "TEXT"}
DUCKDB = {Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE", Kind.BOOLEAN: "BOOLEAN", Kind.DATE: "DATE"}
NULL = "\x1fN\x1f"  # white space is folded in all that is extracted, so that no value is this


def write_sqlite(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write an SQLite database."""
    with replacing(out) as ready:
        base = sqlite3.connect(ready, isolation_level=None)
        try:
            base.execute("PRAGMA foreign_keys = ON")
            base.execute("PRAGMA journal_mode = OFF")  # the file is thrown away if anything goes wrong
            base.execute("BEGIN")
            for table in TABLES:
                base.execute(create(table, SQLITE, " DEFERRABLE INITIALLY DEFERRED"))
                marks = ", ".join("?" * len(table.columns))
                base.executemany(
                    f"INSERT INTO {quoted(table.name)} VALUES ({marks})", _cells(table, plans, _for_sqlite)
                )
            for table in TABLES:
                for statement in _indexes(table):
                    base.execute(statement)
            base.execute("COMMIT")
        finally:
            base.close()


def write_duckdb(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write a DuckDB database.

    Raises:
        MissingLibraryError: when DuckDB is not installed.
    """
    duckdb = library("duckdb", "duckdb")
    with replacing(out) as ready, tempfile.TemporaryDirectory(dir=ready.parent) as folder:
        ready.unlink()  # DuckDB refuses an empty file
        base = duckdb.connect(config={"threads": 1})
        try:
            # The least block there is: each key of each table takes at least one, 256 KiB by default.
            base.execute(f"ATTACH {literal(ready)} AS plans (BLOCK_SIZE 16384)")
            base.execute("USE plans")
            for table in TABLES:
                links = tuple(link for link in table.foreign_keys if link.table != table.name)
                base.execute(create(replace(table, foreign_keys=links), DUCKDB, ""))
                _fill(base, table, plans, Path(folder) / "rows.csv")
        finally:
            base.close()


def _fill(base: Any, table: Table, plans: Sequence[LoadedPlan], path: Path) -> None:
    """Fill a table from a text file: row by row through Python takes DuckDB minutes for a large plan."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(_cells(table, plans, _for_text))
    options = f"HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '{NULL}', ALLOW_QUOTED_NULLS true"
    base.execute(f"COPY {quoted(table.name)} FROM {literal(path)} (FORMAT csv, AUTO_DETECT false, {options})")


def create(table: Table, types: dict[Kind, str], suffix: str) -> str:
    """Give the statement that makes a table.

    Args:
        table: the table.
        types: the names of types; a kind that is not there is `TEXT`.
        suffix: what stands behind each foreign key.
    """
    lines = [
        f"{quoted(column.name)} {types.get(column.kind, 'TEXT')}{' NOT NULL' if column.required else ''}"
        for column in table.columns
    ]
    if table.key:
        lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    lines += [
        f"FOREIGN KEY ({_listed(link.columns)}) REFERENCES {quoted(link.table)} ({_listed(link.target)}){suffix}"
        for link in table.foreign_keys
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _indexes(table: Table) -> Iterator[str]:
    """Index what points elsewhere and is not already the beginning of the key."""
    for number, link in enumerate(table.foreign_keys, 1):
        if link.columns != table.key[: len(link.columns)]:
            name = quoted(f"{table.name}_{number}")
            yield f"CREATE INDEX {name} ON {quoted(table.name)} ({_listed(link.columns)})"


def _cells(table: Table, plans: Sequence[LoadedPlan], cell: Callable[[Cell], Any]) -> Iterator[list[Any]]:
    for row in chain.from_iterable(table.rows(one.plan) for one in plans):
        yield [cell(value) for value in row]


def _for_sqlite(cell: Cell) -> Any:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, tuple | dict) else cell


def _for_text(cell: Cell) -> Any:
    if cell is None:
        return NULL
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return _for_sqlite(cell)


def literal(path: Path) -> str:
    """Give a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Give a name of our own as one of SQL."""
    return f'"{name}"'


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))
