"""Read the documents of one shard and write it: the same function under every engine, on any machine.

In: the documents and what they are read with. Out: the shard and its index in the batch's folder. A document that
fails is read again alone, in a process that has read nothing before; what fails every time is listed with its reason.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.keys import document_key
from pipeline.batch.store import BatchError, Row, Store, shard_name
from pipeline.batch.supervisor import Answer, Limits, Worker
from pipeline.options import Options

TRIES = 3
# Told when nothing but another try can tell whether it was the document or what happened around it.
_AGAIN = frozenset({"died", "time", "memory", "defect"})
_CODES = {"died": "reader-died", "time": "too-slow", "memory": "too-much-memory", "defect": "defect"}

_local = threading.local()


@dataclass(frozen=True, slots=True)
class Reading:
    """What every document of a batch is read with; `reader` is its fingerprint."""

    reader: str
    options: Options
    limits: Limits

    def worker(self) -> Worker:
        """Give a worker that reads so; its process starts with its first document."""
        return Worker(self.reader, self.options, self.limits)


@dataclass(frozen=True, slots=True)
class Shard:
    """The documents of a shard: each file with the SHA-256 that it had when the shard was cut."""

    documents: tuple[tuple[Path, str], ...]

    def name(self, reader: str) -> str:
        """Give its name, which its keys make."""
        return shard_name([document_key(path, sha256, reader) for path, sha256 in self.documents])


def run_shard(shard: Shard, reading: Reading, store: Store, worker: Worker | None = None) -> str:
    """Read a shard's documents and write it.

    Args:
        shard: the documents.
        reading: what they are read with.
        store: where the shard is written.
        worker: who reads them; without one, a worker that this thread keeps.

    Returns:
        its name.

    Raises:
        BatchError: when the folder cannot be written, or no document can be read here.
        StoppedError: when the worker is stopped; nothing is left of the shard.
    """
    reader = worker or _worker(reading)
    name = shard.name(reading.reader)
    store.write_shard(name, (_read(path, sha256, reader, reading) for path, sha256 in shard.documents))
    return name


def _read(path: Path, sha256: str, worker: Worker, reading: Reading) -> tuple[Row, bytes]:
    answer = worker.read(path)
    tries = 1
    while answer.state in _AGAIN and tries < TRIES:
        worker.renew()
        answer = worker.read(path)
        tries += 1
    if tries > 1:
        worker.renew()
    return _row(path, sha256, answer, tries, reading), answer.line


def _row(path: Path, sha256: str, answer: Answer, tries: int, reading: Reading) -> Row:
    facts = answer.facts
    if answer.state == "done":
        return {"key": facts.pop("key"), "state": "done", "sha256": facts.pop("sha256"), **facts}
    if answer.state == "machine":
        raise BatchError("machine", f"{path}: could not be read on this machine ({facts['message']}); free space")
    code = facts.get("code", _CODES.get(answer.state, answer.state))
    if code.startswith("model-"):
        raise BatchError(code, facts["message"])
    message = facts.get("message") or f"needs more than {reading.limits.megabytes} MB of memory"
    return {
        "key": document_key(path, sha256, reading.reader),
        "state": "quarantined",
        "sha256": sha256,
        "reason": {"code": code, "message": message},
        "tries": tries,
    }


def _worker(reading: Reading) -> Worker:
    """Give this thread's worker: one process that loads the model once, for all shards that the thread reads."""
    held: tuple[Reading, Worker] | None = getattr(_local, "held", None)
    if held is None or held[0] != reading:
        if held is not None:
            held[1].close()
        held = (reading, reading.worker())
        _local.held = held
    return held[1]
