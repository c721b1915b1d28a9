"""A batch from its list to its manifest.

In: the list of files, what they are read with, an engine. Out: the folder that `store` describes. Progress comes out
as values; whoever runs the batch shows them.
"""

import contextlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.batch.engines import Engine
from pipeline.batch.keys import document_key, hash_of
from pipeline.batch.shard import Reading, Shard
from pipeline.batch.sources import Source
from pipeline.batch.store import WHOLE, Part, Row, Store

SHARD = 25  # documents: small enough to lose, large enough that its files and its place in a queue cost nothing


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: files of the list, those that are through, of these those without plan, those done before."""

    total: int
    through: int = 0
    failed: int = 0
    skipped: int = 0


def run_batch(
    sources: Sequence[Source],
    out: Path,
    reading: Reading,
    engine: Engine,
    *,
    part: Part = WHOLE,
    retry: bool = False,
) -> Generator[Progress, None, None]:
    """Read what is not done yet, and write the manifest. Closed before its end, it gives up what is under way.

    Args:
        sources: the list.
        out: the folder.
        reading: what documents are read with.
        engine: where they are read.
        part: the shards of the list that this run reads.
        retry: read what is in quarantine again.

    Yields:
        the state after each shard.

    Raises:
        BatchError: when another run writes there, or the folder cannot be written; what is done stays done.
    """
    store = Store(out, part)
    with store.opened():
        yield from _Batch(sources, store, reading).run(engine, retry=retry)


class _Batch:
    """One run.

    `keys` has the key of each file of the list, by its place in the list, `unread` why a file has none; `shards`
    says in which shard the row of each key stands.
    """

    def __init__(self, sources: Sequence[Source], store: Store, reading: Reading) -> None:
        part = store.part
        starts = range((part.number - 1) * SHARD, len(sources), part.of * SHARD)
        self.places = [range(start, min(start + SHARD, len(sources))) for start in starts]
        self.sources, self.store, self.reading = sources, store, reading
        self.keys: dict[int, str] = {}
        self.unread: dict[int, str] = {}
        self.shards: dict[str, str] = {}
        self.under_way: dict[Shard, list[int]] = {}
        self.progress = Progress(sum(map(len, self.places)))

    def run(self, engine: Engine, *, retry: bool) -> Iterator[Progress]:
        """Read and close."""
        for key, state, shard in self.store.states():
            if state == "done" or not retry:
                self.shards[key] = shard
        yield self.progress
        with contextlib.closing(engine(self._cut(), self.reading, self.store)) as written:
            for read, name in written:
                rows = self.store.rows(name)
                for place, row in zip(self.under_way.pop(read), rows, strict=True):
                    self.keys[place] = row["key"]  # another than before where the file changed while it was read
                    self.shards[row["key"]] = name
                self._count(through=len(rows), failed=sum(row["state"] != "done" for row in rows))
                yield self.progress
        failed = self.store.close(self._manifest())
        yield replace(self.progress, failed=failed)  # with those that an earlier run gave up

    def _cut(self) -> Iterator[Shard]:
        """Cut the list into shards: always at the same places, so that an interrupted run makes the same ones."""
        taken = set(self.shards)
        for places in self.places:
            documents: list[tuple[Path, str]] = []
            read: list[int] = []
            for place in places:
                path = self.sources[place].path
                try:
                    sha256 = hash_of(path)
                    key = self.keys[place] = document_key(path, sha256, self.reading.reader)
                except OSError as error:
                    self.unread[place] = error.strerror or type(error).__name__
                    continue
                if key not in taken:
                    taken.add(key)
                    documents.append((path.absolute(), sha256))  # a worker may stand in another folder
                    read.append(place)
            unread = sum(place in self.unread for place in places)
            self._count(through=len(places) - len(read), failed=unread, skipped=len(places) - len(read) - unread)
            if documents:
                shard = Shard(tuple(documents))
                self.under_way[shard] = read
                yield shard

    def _count(self, *, through: int, failed: int, skipped: int = 0) -> None:
        before = self.progress
        self.progress = Progress(
            before.total, before.through + through, before.failed + failed, before.skipped + skipped
        )

    def _manifest(self) -> Iterator[Row]:
        # Neighbours of a list stand in the same few shards.
        by_key = lru_cache(maxsize=64)(lambda shard: {row["key"]: row for row in self.store.rows(shard)})
        for places in self.places:
            for place in places:
                source = self.sources[place]
                named = {"path": str(source.path), "metadata": dict(source.metadata)}
                key = self.keys.get(place)
                if key in self.shards:
                    yield {**named, **by_key(self.shards[key])[key]}
                else:
                    reason = self.unread.get(place, "changed while it was read; run again")
                    yield {**named, "state": "unread", "reason": {"code": "unreadable", "message": reason}}
