"""Write a file whole or not at all: beside its place, then renamed, so that a reader never meets half of one."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import FichesError


class WriteError(FichesError):
    """The output folder cannot be written."""


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a place beside `path` to write to; it takes the place of `path` once all went well, else it goes.

    Raises:
        OSError: when the folder cannot be written, or the disk is full.
    """
    # A short name, as the longest that a file can have is that of `path` perhaps.
    handle, name = tempfile.mkstemp(prefix=".fiches-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        temporary.chmod(0o644)
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Do the same in a folder that is made where it does not exist, for what a user asked to write.

    Raises:
        WriteError: when the folder cannot be made or written, the disk is full, or a device or folder is in the place.
    """
    try:
        if path.exists() and not path.is_file():
            # A rename would put a file in the place of `/dev/null`, for the whole machine.
            kind = "a folder" if path.is_dir() else "a device"
            raise WriteError(
                "out-not-writable", f"cannot write {path}, which is {kind}; choose another place with --out"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path) as ready:
            yield ready
    except OSError as error:
        raise WriteError(
            "out-not-writable",
            f"cannot write {path}: {error.strerror or error}; choose another place with --out",
        ) from error
