"""What holds after every test of batches: no process of it is left, and no file system."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.plans import wait_until


def _left(mark: str) -> list[int]:
    """Give the living processes that inherited an environment with this in it; this one was started before."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
        except OSError:
            continue  # it has ended, or is another user's
    return found


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FICHES_TEST_PLACE", str(tmp_path))
    yield
    if sys.platform == "linux":
        wait_until(lambda: not _left(f"FICHES_TEST_PLACE={tmp_path}"), seconds=20)
        assert str(tmp_path) not in Path("/proc/mounts").read_text(encoding="utf-8")
