"""Make a folder whole or not at all: beside its place, then renamed."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.write.atomic import WriteError


@contextlib.contextmanager
def replacing_folder(path: Path, mark: str) -> Iterator[Path]:
    """Give a folder beside `path` to fill; it takes the place of `path` once all went well, else it goes.

    Args:
        path: the folder; what is there is replaced only when it is empty or holds the mark.
        mark: the name of a file that every such folder holds.

    Raises:
        WriteError: when something else is at `path`, or the folder cannot be made or written, or the disk is full.
    """
    path = path.absolute()
    temporary: Path | None = None
    try:
        if path.exists() and not (path.is_dir() and (not any(path.iterdir()) or (path / mark).is_file())):
            raise WriteError(
                "out-not-writable", f"{path}: holds something else, which would be lost; choose another --out"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name[:64]}.", dir=path.parent))
        temporary.chmod(0o755)
        yield temporary
        _swap(temporary, path)
    except OSError as error:
        raise WriteError(
            "out-not-writable", f"cannot write {path}: {error.strerror or error}; choose another place with --out"
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _swap(new: Path, path: Path) -> None:
    """Put a folder in the place of another one, which is moved aside first: no system replaces a full folder."""
    if not path.exists():
        new.rename(path)
        return
    old = new.with_name(f"{new.name}.old")
    path.rename(old)
    try:
        new.rename(path)
    finally:
        if not path.exists():  # the disk, or a signal that stops the command
            old.rename(path)
    shutil.rmtree(old, ignore_errors=True)
