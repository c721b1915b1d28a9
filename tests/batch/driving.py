"""Start a batch as another process, and look at the processes that it starts."""

import subprocess
import sys
from pathlib import Path

from tests.batch.plans import write_plans
from tests.command import ROOT


def driver(folder: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
    """Start `fiches batch` with poisonable readers and two workers."""
    command = [sys.executable, "-m", "tests.batch.drive", "batch", str(folder), "--out", str(out)]
    chosen = ["--ner", "none", "--workers", "2", "--quiet", *options]
    return subprocess.Popen([*command, *chosen], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def children(pid: int) -> list[int]:
    """Give the processes that a process has started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []  # it has ended


def slow_plans(folder: Path, count: int) -> list[Path]:
    """Write plans of which every fifth takes its reader half a second."""
    paths = write_plans(folder, count, fiches=1)
    for path in paths[::5]:
        path.write_text(path.read_text(encoding="utf-8") + "SLOW", encoding="utf-8")
    return paths
