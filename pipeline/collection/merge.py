"""Make one collection of batches.

    collection.json   what it holds, in numbers
    plans.jsonl       a line a plan: its id, its place, what the list said of it, the plan, its canonical text
    fiches.jsonl      a line a fiche, as `fiches export jsonl` writes them
    parquet/          a file a table
    plans.duckdb      the same tables in one file
    search.sqlite     what `fiches search` asks

The same batches give the same bytes, but for DuckDB, which gives every file an identifier by chance.
"""

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from pipeline import __version__
from pipeline.collection.entities import Member, Names
from pipeline.collection.folder import replacing_folder
from pipeline.collection.index import Index
from pipeline.collection.layout import ABOUT, SEARCH
from pipeline.collection.listing import Document, digest, list_documents, read_documents
from pipeline.collection.tables import (
    COLLECTION_ENTITIES,
    COLLECTION_PLANS,
    COLLECTION_TABLES,
    ENTITY_LINKS,
    ParquetTables,
    certainty,
    write_database,
)
from pipeline.collection.union import Evidence
from pipeline.model import SCHEMA_VERSION
from pipeline.resolve.keys import entity_key
from pipeline.resolve.registry import best_spelling, slug
from pipeline.vocabulary.folding import plain_typography
from pipeline.write.extras import library
from pipeline.write.jsonl import fiche_lines

_CACHE = -32_000  # kilobytes of pages of each base that stay in memory
_LONGEST_SLUG = 60
_NAMED = """
CREATE TABLE clusters (root INTEGER PRIMARY KEY, kind TEXT, slug TEXT, whose TEXT, cells TEXT, spellings TEXT);
CREATE TABLE ids_of (root INTEGER PRIMARY KEY, id TEXT UNIQUE);
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """How far a merge is: plans of the batches, those that are through, and what they hold."""

    total: int
    plans: int = 0
    fiches: int = 0
    repeated: int = 0
    entities: int = 0


def merge(batches: Sequence[Path], out: Path) -> Generator[Merged, None, None]:
    """Make a collection.

    Args:
        batches: folders that `fiches batch` wrote.
        out: the collection's folder, replaced when it is there.

    Yields:
        the state after each plan, and at the end.

    Raises:
        BatchError: when a folder holds no batch, or a shard is damaged.
        MissingLibraryError: when DuckDB, pyarrow or the stemmer is not installed.
        WriteError: when the folder cannot be written or holds something else.
    """
    for needed in ("duckdb", "pyarrow", "snowballstemmer"):
        library(needed, "collection")
    with replacing_folder(out, ABOUT) as ready, _base(ready / ".work") as base:
        total, repeated = list_documents(base, batches)
        state = Merged(total, repeated=repeated)
        names, index = Names(base), Index(base, ready / SEARCH)
        base.executescript(_NAMED)
        base.execute("BEGIN")
        (ready / "parquet").mkdir()
        with ParquetTables(ready / "parquet") as tables:
            for now in _read_plans(base, ready, tables, names, index, state):
                state = now
                yield state
            names.resolve()
            entities = _write_entities(base, tables, names, index)
        index.finish()
        base.execute("COMMIT")
        write_database(ready / "parquet", ready / "plans.duckdb")
        state = Merged(total, state.plans, state.fiches, repeated, entities)
        (ready / ABOUT).write_text(_about(state), encoding="utf-8")
        base.close()
        (ready / ".work").unlink()
    yield state


@contextlib.contextmanager
def _base(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a base that is thrown away."""
    base = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_CACHE}"):
            base.execute(f"PRAGMA {setting}")
        yield base
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error  # a full disk
    finally:
        base.close()


def _read_plans(
    base: sqlite3.Connection, out: Path, tables: ParquetTables, names: Names, index: Index, state: Merged
) -> Iterator[Merged]:
    plans, fiches = ((out / name).open("w", encoding="utf-8", newline="\n") for name in ("plans.jsonl", "fiches.jsonl"))
    with plans, fiches:
        for document in read_documents(base):
            plan = document.plan
            _write_plan(document, plans)
            fiches.writelines(fiche_lines(plan))
            for table in COLLECTION_TABLES:
                rows = table.rows(plan)
                if table is COLLECTION_PLANS:
                    rows = ((*row, document.path, document.key, document.metadata or None) for row in rows)
                tables.add(table, rows)
            index.add(document, names.add(document.number, plan))
            state = Merged(state.total, state.plans + 1, state.fiches + len(plan.fiches), state.repeated)
            yield state


def _write_plan(document: Document, file: TextIO) -> None:
    head = {"id": document.plan.id, "path": document.path, "metadata": document.metadata, "batch_key": document.key}
    opening = json.dumps(head, ensure_ascii=False, separators=(",", ":")).removesuffix("}")
    text = json.dumps(document.text, ensure_ascii=False)
    file.write(f'{opening},"plan":{document.plan.model_dump_json()},"text":{text}}}\n')


def _write_entities(base: sqlite3.Connection, tables: ParquetTables, names: Names, index: Index) -> int:
    """Name the entities and write them, by id, and the links to them, plan by plan.

    Of two that would have one id each gets digits behind it, made of the plan and entity it was first met as.
    """
    for root, group in groupby(names.members(), key=lambda member: member.root):
        base.execute("INSERT INTO clusters VALUES (?, ?, ?, ?, ?, ?)", _cluster(root, list(group)))
    base.execute("CREATE INDEX clusters_by_slug ON clusters (slug)")
    shared = "EXISTS (SELECT 1 FROM clusters AS other WHERE other.slug = clusters.slug AND other.root <> clusters.root)"
    for root, wanted, whose, is_shared in base.execute(
        f"SELECT root, slug, whose, {shared} FROM clusters ORDER BY root"
    ):
        identity, longer = (f"{wanted}-{digest(whose)}" if is_shared else wanted), 2
        while base.execute("INSERT OR IGNORE INTO ids_of VALUES (?, ?)", (root, identity)).rowcount == 0:
            identity = f"{wanted}-{digest(whose)}-{longer}"
            longer += 1
    count = 0
    ordered = base.execute("SELECT root, id, kind, cells, spellings FROM clusters JOIN ids_of USING (root) ORDER BY id")
    for root, identity, kind, packed, spellings in ordered:
        name, acronym, variants, ids, key, *counts = json.loads(packed)
        row = identity, kind, name, acronym, tuple(variants) or None, ids or None, key, *counts
        tables.add(COLLECTION_ENTITIES, (row,))
        index.add_entity(root, identity, kind, name, json.loads(spellings))
        count += 1
    links = base.execute(
        "SELECT plan_id, entity_id, id, why FROM names JOIN members USING (number) JOIN ids_of USING (root)"
        " ORDER BY number"
    )
    tables.add(ENTITY_LINKS, ((plan, own, one, certainty(Evidence(why)), why) for plan, own, one, why in links))
    return count


def _cluster(root: int, members: list[Member]) -> tuple[Any, ...]:
    first, name = members[0], best_spelling(members[0].kind, (member.name for member in members))
    spellings = {plain_typography(each) for member in members for each in (member.name, *member.variants)}
    acronyms = Counter(member.acronym for member in members if member.acronym)
    acronym = min(acronyms, key=lambda each: (-acronyms[each], each), default=None)
    keys = {each: entity_key(each, first.kind) for each in (*sorted(spellings), *sorted(acronyms))}
    ids: dict[str, str] = {}
    for member in members:
        ids |= {scheme: value for scheme, value in member.ids.items() if scheme not in ids}
    cells = (
        name, acronym, sorted(spellings - {plain_typography(name)}), dict(sorted(ids.items())),
        entity_key(name, first.kind), len({member.plan_id for member in members}),
        sum(member.occurrences for member in members),
    )  # fmt: skip
    wanted = slug(name)[:_LONGEST_SLUG].strip("-")
    packed = (json.dumps(each, ensure_ascii=False) for each in (cells, keys))
    return root, first.kind, wanted, f"{first.plan_id}/{first.entity_id}", *packed


def _about(state: Merged) -> str:
    numbers = {name: value for name, value in asdict(state).items() if name != "total"}
    said = {"format": "1", "fiches_version": __version__, "schema_version": SCHEMA_VERSION, **numbers}
    return json.dumps(said, indent=2) + "\n"
