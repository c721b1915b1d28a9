"""Which plans a collection is made of, each with an id that no other one has.

In: folders that `fiches batch` wrote. Out: their plans in the order of the folders and manifests, each read when its
turn comes. A document that stands in several batches is taken from the first one that is named.
"""

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pydantic import ValidationError

from pipeline.batch.store import BatchError, Stored, documents, dump
from pipeline.model import Model, Plan
from pipeline.resolve.registry import slug
from pipeline.write.load import LoadError, check_plan, parse_plan, uncollected

_PART = re.compile(r"manifest(?:-(?P<number>\d+)-of-(?P<of>\d+))?\.jsonl")
_SCHEMA = """
CREATE TABLE listed (
    number INTEGER PRIMARY KEY, shard BLOB NOT NULL, row BLOB NOT NULL, base TEXT NOT NULL, name BLOB NOT NULL,
    sha256 TEXT NOT NULL, key TEXT NOT NULL, batch INTEGER NOT NULL
);
CREATE INDEX listed_document ON listed (name, sha256, batch);
CREATE TABLE taken (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A plan of the collection: its number from 1, itself under its id in the collection, what the batch says of it."""

    number: int
    plan: Plan
    text: str
    key: str
    path: str
    metadata: dict[str, str]


class _Line(Model):
    key: str
    plan: Plan
    text: str


def list_documents(base: sqlite3.Connection, batches: Sequence[Path]) -> tuple[int, int]:
    """Note all plans of batches, so that ids can be given before the first one is read.

    Returns:
        how many plans there are, and how many more were the same document once again.

    Raises:
        BatchError: when a folder holds no batch, or a manifest is damaged.
    """
    base.executescript(_SCHEMA)
    met = 0
    for number, batch in enumerate(batches):
        _check_parts(batch)
        rows: list[Any] = []
        for stored in documents(batch):
            path = stored.row["path"]
            name = PurePath(path).name
            shard = os.fsencode(stored.path)
            document = os.fsencode(name), stored.row["sha256"]
            rows.append((shard, dump(stored.row), slug(PurePath(name).stem), *document, stored.row["key"], number))
            if len(rows) == 1000:
                met += _note(base, rows)
        met += _note(base, rows)
    base.execute("CREATE INDEX listed_base ON listed (base)")
    (count,) = base.execute("SELECT count(*) FROM listed").fetchone()
    return count, met - count


def _check_parts(batch: Path) -> None:
    """Refuse a batch of which a part is not read yet, or that holds the manifests of several divisions.

    Those of an earlier division may list plans that have changed since: nothing says which are the later ones.
    """
    found = [_PART.fullmatch(path.name) for path in sorted(batch.glob("manifest*.jsonl"))]
    parts = [(int(each["number"] or 1), int(each["of"] or 1)) for each in found if each is not None]
    divisions = sorted({of for _, of in parts})
    if len(divisions) > 1:
        raise BatchError(
            "several-divisions",
            f"{batch}: holds the manifests of runs in {' and in '.join(map(str, divisions))} parts; "
            "keep those of the last run and remove the others, what is read is kept",
        )
    for of in divisions:
        absent = sorted(set(range(1, of + 1)) - {number for number, _ in parts})
        if absent:
            raise BatchError(
                "part-missing",
                f"{batch}: part {absent[0]} of {of} is not read ({len(absent)} such parts); "
                f"run `fiches batch` with --shard {absent[0]}/{of}, then merge again",
            )


def _note(base: sqlite3.Connection, rows: list[Any]) -> int:
    base.executemany(
        "INSERT INTO listed (shard, row, base, name, sha256, key, batch) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"
        " WHERE NOT EXISTS (SELECT 1 FROM listed WHERE name = ?4 AND sha256 = ?5 AND batch < ?7)",
        rows,
    )
    count = len(rows)
    rows.clear()
    return count


def read_documents(base: sqlite3.Connection) -> Iterator[Document]:
    """Read the plans that were noted, one after the other.

    Raises:
        BatchError: when a shard is damaged or of another version.
    """
    twin = "EXISTS (SELECT 1 FROM listed AS other WHERE other.base = listed.base AND other.number <> listed.number"
    copy = f"{twin} AND other.sha256 = listed.sha256)"
    rows = base.execute(
        f"SELECT number, shard, row, base, iif({copy}, key, sha256), {twin}) FROM listed ORDER BY number"
    )
    for number, shard, row, wanted, told_by, has_twin in rows:
        stored = Stored(json.loads(row.decode("utf-8", "surrogateescape")), Path(os.fsdecode(shard)))
        identity = _identity(base, wanted, told_by, has_twin=bool(has_twin))
        with uncollected():
            line = _parsed(stored)
            plan = line.plan if line.plan.id == identity else line.plan.model_copy(update={"id": identity})
        path = os.fsencode(stored.row["path"]).decode("utf-8", "replace")
        yield Document(number, plan, line.text, line.key, path, stored.row["metadata"])


def _identity(base: sqlite3.Connection, wanted: str, told_by: str, *, has_twin: bool) -> str:
    """Give the id of a plan: of two `plan.pdf` each gets the beginning of its file's SHA-256 behind its name.

    What a plan is called does not hang on which of the two comes first, nor on how many there are. One file that a
    batch read twice, beside other corrections, is told by the beginning of its key.
    """
    length = 8
    identity = f"{wanted}-{told_by[:length]}" if has_twin else wanted
    while base.execute("INSERT OR IGNORE INTO taken VALUES (?)", (identity,)).rowcount == 0:
        rest = f"-{length}" if length > len(told_by) else ""
        identity = f"{wanted}-{told_by[:length]}{rest}"  # the name of another plan ends so
        length += 1
    return identity


def _parsed(stored: Stored) -> _Line:
    content = stored.line()
    place = f"{stored.path}, the line at byte {stored.row['offset']}"
    try:
        line = _Line.model_validate_json(content)
        if len(line.text) != line.plan.source.characters:
            raise LoadError("other-text", "holds another text than its plan was read from")
        check_plan(line.plan)
    except ValidationError as error:
        raise _damaged(place, _reason(content, error)) from error
    except LoadError as error:
        raise _damaged(place, str(error)) from error
    return line


def _reason(content: bytes, error: ValidationError) -> str:
    """Say why a line is none: the reason of its plan where it has one."""
    try:
        parse_plan(json.dumps(json.loads(content)["plan"]).encode())
    except LoadError as found:
        return str(found)
    except (ValueError, TypeError, KeyError, RecursionError):
        return "is damaged"
    return f"is damaged ({error.error_count()} places)"


def _damaged(place: str, reason: str) -> BatchError:
    return BatchError(
        "shard-damaged", f"{place}: {reason}; remove that shard and its index, run the batch again and merge again"
    )


def digest(text: str) -> str:
    """Give eight hexadecimal digits that tell a text from most others."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
