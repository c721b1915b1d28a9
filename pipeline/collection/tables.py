"""The tables of a collection: those of the exports, and which entities of its plans are one.

In: rows, table by table. Out: one Parquet file a table, written in row groups so that memory does not grow, and one
DuckDB file made of these.

DuckDB gets no keys: it would hold the index of each in memory. That keys are unique and refer to what is there has been
seen to when the plans were read.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.collection.union import Evidence
from pipeline.write.extras import library
from pipeline.write.parquet import COMPRESSION, ROWS, record_batch, schema_of
from pipeline.write.sql import DUCKDB, create, literal, quoted
from pipeline.write.tables import TABLES, ForeignKey, Kind, Row, Table
from pipeline.write.tables.document import PLANS
from pipeline.write.tables.parties import ENTITY
from pipeline.write.tables.spec import PLAN_ID, TO_ENTITY, Column, key, optional

_BATCH = 2_000  # rows of Python objects; a row group waits as Arrow arrays, which are a tenth of that
_DUCKDB_MEMORY = "256MB"


class Certainty(StrEnum):
    """How sure it is that an entity of a plan is the entity of the collection."""

    CERTAIN = "certain"
    LIKELY = "likely"


_CERTAIN = frozenset({Evidence.ALONE, Evidence.IDS, Evidence.KNOWN})


def certainty(why: Evidence) -> Certainty:
    """Give how sure a reason is."""
    return Certainty.CERTAIN if why in _CERTAIN else Certainty.LIKELY


_ID = key("collection_entity_id", "Identifiant", "The entity, unique in the collection", Kind.STRING)
COLLECTION_PLANS = replace(
    PLANS,
    columns=(
        *PLANS.columns,
        key("path", "Chemin", "The file, as the batch was given it", Kind.STRING),
        key("batch_key", "Clé", "What the file held and what read it, as in the batch's manifest", Kind.STRING),
        optional("metadata", Kind.OBJECT, "Métadonnées", "What the list that the batch was given says of the file"),
    ),
)
COLLECTION_ENTITIES = Table(
    "collection_entities",
    "Personnes, structures, lieux de la collection",
    "One row a person, organisation or place, whatever the number of plans that name it",
    (
        _ID,
        *ENTITY.columns,
        key("name_key", "Clé du nom", "The same for all of one name: homonyms share it", Kind.STRING),
        key("plan_count", "Plans", "How many plans name it"),
        key("occurrence_count", "Occurrences", "How often it is named"),
    ),
    ("collection_entity_id",),
    lambda _: (),
)  # fmt: skip
ENTITY_LINKS = Table(
    "entity_links",
    "Rattachement des noms",
    "Which entity of the collection each entity of a plan is, and why",
    (
        PLAN_ID,
        key("entity_id", "Identifiant du nom", "The entity of the plan, as in `entities`", Kind.STRING),
        _ID,
        Column("certainty", Kind.STRING, "Certitude", "How sure it is that they are one", enum=Certainty),
        Column("evidence", Kind.STRING, "Raison", "Why they are one", enum=Evidence),
    ),
    ("plan_id", "entity_id"),
    lambda _: (),
    (
        TO_ENTITY,
        ForeignKey(("collection_entity_id",), "collection_entities", ("collection_entity_id",)),
    ),
)
COLLECTION_TABLES: tuple[Table, ...] = (
    *(COLLECTION_PLANS if table is PLANS else table for table in TABLES),
    COLLECTION_ENTITIES,
    ENTITY_LINKS,
)


class ParquetTables:
    """Writes the tables of a collection side by side; a context that closes them."""

    def __init__(self, folder: Path) -> None:
        """Open the files.

        Raises:
            MissingLibraryError: when pyarrow is not installed.
            OSError: when the folder cannot be written.
        """
        self._arrow = library("pyarrow", "collection")
        parquet = library("pyarrow.parquet", "collection")
        self._open = contextlib.ExitStack()
        self._files: dict[str, _File] = {}
        for table in COLLECTION_TABLES:
            schema = schema_of(self._arrow, table)
            path = folder / f"{table.name}.parquet"
            writer = self._open.enter_context(parquet.ParquetWriter(str(path), schema, compression=COMPRESSION))
            self._files[table.name] = _File(self._arrow, table, schema, writer)

    def __enter__(self) -> "ParquetTables":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            for file in self._files.values():
                file.finish()
        self._open.close()

    def add(self, table: Table, rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        self._files[table.name].add(rows)


class _File:
    """One table on its way to its file: rows, then Arrow batches, then row groups."""

    def __init__(self, arrow: Any, table: Table, schema: Any, writer: Any) -> None:
        self._arrow, self._table, self._schema, self._writer = arrow, table, schema, writer
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._waiting = 0

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == _BATCH:
                self._pack()
                if self._waiting >= ROWS:
                    self._write()

    def finish(self) -> None:
        self._pack()
        self._write()

    def _pack(self) -> None:
        if self._rows:
            self._batches.append(record_batch(self._arrow, self._table, self._schema, self._rows))
            self._waiting += len(self._rows)
            self._rows.clear()

    def _write(self) -> None:
        if self._batches:
            table = self._arrow.Table.from_batches(self._batches)
            self._writer.write_table(table, row_group_size=self._waiting)
            self._batches.clear()
            self._waiting = 0


def write_database(folder: Path, out: Path) -> None:
    """Make a DuckDB file of the Parquet files in a folder.

    Raises:
        MissingLibraryError: when DuckDB is not installed.
        OSError: when it cannot be written.
    """
    duckdb = library("duckdb", "collection")
    settings = {"threads": 1, "memory_limit": _DUCKDB_MEMORY, "temp_directory": str(folder / ".duckdb")}
    base = duckdb.connect(str(out), config=settings)
    try:
        with _as_os_error(duckdb):
            for table in COLLECTION_TABLES:
                base.execute(create(replace(table, key=(), foreign_keys=()), DUCKDB, ""))
                base.execute(
                    f"INSERT INTO {quoted(table.name)} "
                    f"SELECT * FROM read_parquet({literal(folder / f'{table.name}.parquet')})"
                )
    finally:
        base.close()


@contextlib.contextmanager
def _as_os_error(duckdb: Any) -> Iterator[None]:
    try:
        yield
    except duckdb.IOException as error:
        raise OSError(str(error).partition("\n")[0]) from error
