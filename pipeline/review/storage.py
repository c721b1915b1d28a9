"""The files of a review: the corrections, a draft kept at every edit, a lock that two reviews cannot hold at once.

All of them stand beside the source and are called after it; nothing else is ever written. The lock is the system's:
it goes with the process, however that ends.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.corrections import Corrections, CorrectionsError, corrections_path
from pipeline.corrections.entries import Entry
from pipeline.corrections.file import dump_corrections, load_file
from pipeline.errors import FichesError
from pipeline.write.atomic import replacing
from pipeline.write.lock import held


class ReviewError(FichesError):
    """A review that cannot begin or go on."""


class Storage:
    """Reads and writes what belongs to the review of one source."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.path = corrections_path(source)
        self.draft = source.with_name(f".{source.stem}.corrections.draft.yaml")
        self._lock = source.with_name(f".{source.stem}.review.lock")

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the review of this source.

        Raises:
            ReviewError: when another process holds it, or the folder cannot be written.
        """
        with contextlib.ExitStack() as lock:
            try:
                lock.enter_context(held(self._lock))
            except BlockingIOError as error:
                raise ReviewError(
                    "review-open",
                    f"{self.source}: is being reviewed in another window; nothing was opened, so that no decision is "
                    "written over another: go on there, or end that review first",
                ) from error
            except OSError as error:
                raise ReviewError(
                    "review-not-writable",
                    f"{self.source}: its folder cannot be written ({error.strerror}); "
                    "corrections stand beside the source",
                ) from error
            try:
                yield
            finally:
                with contextlib.suppress(OSError):  # Windows removes no file that is open; one that is left is no lock
                    self._lock.unlink()

    def version(self) -> str:
        """Give what identifies the corrections file as it is now; `none` where there is no such file."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        except FileNotFoundError:
            return "none"
        except OSError as error:
            raise CorrectionsError(
                "corrections-unreadable", f"{self.path}: cannot be read ({error.strerror}); check your access"
            ) from error

    def read(self) -> Corrections:
        """Read the corrections file."""
        return load_file(self.path)

    def read_draft(self) -> Corrections | None:
        """Read the draft that an earlier review left."""
        return load_file(self.draft) if self.draft.exists() else None

    def keep(self, entries: Sequence[Entry], head: str, version: str) -> None:
        """Keep a draft, on the disk before this returns."""
        self._write(self.draft, dump_corrections(entries, self.source.name, head, version))

    def drop_draft(self) -> None:
        """Remove the draft: all of it is in the corrections file, or was given up."""
        with contextlib.suppress(FileNotFoundError):
            self.draft.unlink()

    def save(self, entries: Sequence[Entry], head: str, version: str) -> str:
        """Write the corrections file, whole or not at all.

        Args:
            entries: the decisions.
            head: the comment above them.
            version: what the file was when they were begun.

        Returns:
            what identifies the file now.

        Raises:
            ReviewError: when somebody changed the file since; it stays as it is.
        """
        if self.version() != version:
            raise ReviewError("corrections-changed", f"{self.path}: was changed by someone else since it was read")
        self._write(self.path, dump_corrections(entries, self.source.name, head))
        self.drop_draft()
        return self.version()

    def _write(self, path: Path, text: str) -> None:
        with replacing(path) as ready, ready.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
