"""Write a file whole or not at all: beside its place, then renamed."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.write.files import WriteError


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place beside `path` to write to; it takes the place of `path` once all went well, else it goes.

    Raises:
        WriteError: when the folder cannot be made or written, the disk is full, or a device or folder is in the place.
    """
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            # A rename would put a file in the place of `/dev/null`, for the whole machine.
            kind = "a folder" if path.is_dir() else "a device"
            raise WriteError(
                "out-not-writable", f"cannot write {path}, which is {kind}; choose another place with --out"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:64]}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        temporary.chmod(0o644)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise WriteError(
            "out-not-writable",
            f"cannot write {path}: {error.strerror or error}; choose another place with --out",
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
