"""Hold a file of a lock: the system's own, which goes with the process, however that ends."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock while the context lasts; whoever holds it may remove its file before leaving.

    Args:
        path: its file, made where there is none.
        shared: whether others may hold it too, who share it likewise.

    Raises:
        BlockingIOError: when another process holds it.
        OSError: when the folder cannot be written, or knows no locks.
    """
    with path.open("a+b") as file:  # also for reading: NFS shares no lock of a file opened for writing alone
        _lock(file, shared=shared)
        if os.fstat(file.fileno()).st_nlink == 0:  # removed between opening and locking: what is held is no file's
            raise BlockingIOError(f"{path} was removed just now")
        yield


def _lock(file: BinaryIO, *, shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # knows no shared locks
        except PermissionError as error:
            raise BlockingIOError(str(error)) from error
    else:
        import fcntl

        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
