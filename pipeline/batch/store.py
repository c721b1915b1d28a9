"""The folder of a batch: shards and their indexes, the lock, and what is written when a run closes.

    shards/ID.jsonl         a line a document: {"key": …, "plan": the contract's JSON, "text": its canonical text}
    shards/ID.index.jsonl   a row a document: its key, what came of it, where its line stands
    manifest.jsonl          a row a file of the list, in the list's order
    quarantine.jsonl        the rows of the manifest that gave no plan

A shard's name comes from the keys in it: the same documents, the same file.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import FichesError
from pipeline.write.lock import held

Row = dict[str, Any]

_INDEX = ".index.jsonl"
_HALF_WRITTEN = ".tmp"


class Part(NamedTuple):
    """One of several runs that share a list and a folder: every `of`-th shard, from the `number`-th on."""

    number: int
    of: int


WHOLE = Part(1, 1)


class BatchError(FichesError):
    """What stops a whole batch; what is done stays done."""


def shard_name(keys: Sequence[str]) -> str:
    """Give the name of the shard that holds these documents."""
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Store:
    """The folder that a batch writes to, and which of several runs writes there."""

    out: Path
    part: Part = WHOLE

    @property
    def shards(self) -> Path:
        """Give the folder of shards."""
        return self.out / "shards"

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Make the folder and hold it, so that no second run writes the same shards.

        Raises:
            BatchError: when another run holds it, or it cannot be written.
        """
        if sys.platform == "win32":
            raise BatchError("platform", "fiches batch needs Linux or macOS; on Windows, use its Linux (WSL)")
        with contextlib.ExitStack() as locks:
            try:
                self.shards.mkdir(parents=True, exist_ok=True)
                locks.enter_context(held(self.out / ".lock", shared=self.part != WHOLE))
                locks.enter_context(held(self.out / f".lock-{self.part.number}-of-{self.part.of}"))
                self._sweep()
            except BlockingIOError:
                raise BatchError(
                    "busy",
                    f"{self.out}: another run writes there; wait for its end or choose another folder with --out",
                ) from None
            except OSError as error:
                raise self.unwritable(error) from error
            yield

    def _sweep(self) -> None:
        """Remove what a run that was killed left half-written: any, or the same part, since others may be writing."""
        whose = "" if self.part == WHOLE else self._mark
        for folder in (self.out, self.shards):
            for path in folder.glob(f".{whose}*{_HALF_WRITTEN}"):
                path.unlink(missing_ok=True)

    @property
    def _mark(self) -> str:
        return f"{self.part.number}-of-{self.part.of}."

    def unwritable(self, error: OSError) -> BatchError:
        """Say that the folder cannot be written, and that nothing is lost."""
        return BatchError(
            "out-not-writable",
            f"{self.out}: cannot be written ({error.strerror}); free space or access and start again, "
            "what is done is kept",
        )

    def states(self) -> Iterator[tuple[str, str, str]]:
        """Give key, state and shard of every document that an index lists."""
        for path in sorted(self.shards.glob(f"*{_INDEX}")):
            for row in _rows_of(path):
                yield row["key"], row["state"], path.name.removesuffix(_INDEX)

    def rows(self, shard: str) -> list[Row]:
        """Give the index of a shard: a row a document, in the order in which they were read."""
        return [{**row, "shard": shard} for row in _rows_of(self.shards / f"{shard}{_INDEX}")]

    def close(self, rows: Iterable[Row]) -> int:
        """Write the manifest and the quarantine.

        Args:
            rows: one a file of the list, in its order.

        Returns:
            how many files gave no plan.

        Raises:
            BatchError: when the folder cannot be written.
        """
        manifest, quarantine = (self.out / part_name(name, self.part) for name in ("manifest", "quarantine"))
        count = 0
        try:
            with self._beside(manifest) as whole, self._beside(quarantine) as failed:
                for row in rows:
                    line = dump(row)
                    whole.write(line)
                    if row["state"] != "done":
                        failed.write(line)
                        count += 1
        except OSError as error:
            raise self.unwritable(error) from error
        return count

    def write_shard(self, name: str, lines: Iterable[tuple[Row, bytes]]) -> Path:
        """Write a shard and, once it is whole, its index.

        Args:
            name: what `shard_name` gives.
            lines: the index row of each document, with its line (empty for one that gave no plan).

        Returns:
            the index.

        Raises:
            BatchError: when the folder cannot be written.
        """
        index = self.shards / f"{name}{_INDEX}"
        rows: list[Row] = []
        try:
            with self._beside(self.shards / f"{name}.jsonl") as file:
                for row, line in lines:
                    placed = {"offset": file.tell(), "length": len(line)} if line else {}
                    file.write(line)
                    rows.append({**row, **placed})
            with self._beside(index) as file:
                file.writelines(dump(row) for row in rows)
        except OSError as error:
            raise self.unwritable(error) from error
        return index

    @contextlib.contextmanager
    def _beside(self, path: Path) -> Iterator[Any]:
        """Write a file under a name of its own, rename it when it is whole and on the disk."""
        # No process number: two containers that share the folder have the same ones.
        handle, name = tempfile.mkstemp(prefix=f".{self._mark}{path.name}.", suffix=_HALF_WRITTEN, dir=path.parent)
        temporary = Path(name)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - an open handle, no path
                yield file
                temporary.chmod(0o644)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


class Stored(NamedTuple):
    """A document of a batch: its row in the manifest, and its line, read when asked for."""

    row: Row
    path: Path

    def line(self) -> bytes:
        """Give the document's line: JSON with `key`, `plan` and `text`.

        Raises:
            BatchError: when the shard is not what the manifest says.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(self.row["offset"])
                line = file.read(self.row["length"])
        except OSError as error:
            raise BatchError("unreadable", f"{self.path}: cannot be read ({error.strerror})") from error
        if len(line) != self.row["length"] or not line.endswith(b"\n"):
            raise BatchError("shard-damaged", f"{self.path}: is not what its index says; remove both, run again")
        return line


def documents(out: Path) -> Iterator[Stored]:
    """Give every plan of a batch's manifests, in their order, a document that stands in several of them once.

    Raises:
        BatchError: when the folder holds no finished batch, or a manifest is damaged.
    """
    manifests = sorted(out.glob("manifest*.jsonl"))
    if not manifests:
        raise BatchError("no-batch", f"{out}: holds no batch; give a folder that `fiches batch` wrote")
    seen: set[str] = set()
    for manifest in manifests:
        for row in _rows_of(manifest):
            if row["state"] == "done" and row["key"] not in seen:
                seen.add(row["key"])
                yield Stored(row, out / "shards" / f"{row['shard']}.jsonl")


def dump(row: Row) -> bytes:
    """Give a row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogateescape") + b"\n"


def _rows_of(path: Path) -> Iterator[Row]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield json.loads(line.decode("utf-8", "surrogateescape"))
                except ValueError as error:
                    raise BatchError("index-damaged", f"{path}, line {number}: is damaged; remove the file") from error
    except OSError as error:
        raise BatchError("unreadable", f"{path}: cannot be read ({error.strerror})") from error


def part_name(name: str, part: Part) -> str:
    """Give the name of a list that each part writes for itself."""
    return f"{name}.jsonl" if part == WHOLE else f"{name}-{part.number}-of-{part.of}.jsonl"
