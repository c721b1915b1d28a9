"""A review as its users run it: the command in a process of its own, Chromium before it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, SEED

pytest.importorskip("starlette", reason="starlette is not installed: see the dev dependencies")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: see the dev dependencies")


class Running:
    """A review that runs."""

    def __init__(self, source: Path, *options: str) -> None:
        command = [
            sys.executable,
            "-u",
            "-m",
            "pipeline.cli",
            "review",
            str(source),
            "--no-open",
            "--ner",
            "none",
            *options,
        ]
        self.source = source
        self.process = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.said = ""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line
            if "http://" in line:
                break
        found = re.search(r"(http://127\.0\.0\.1:(\d+))/\?jeton=(\S+)", self.said)
        assert found is not None, self.said
        self.address, self.base, self.port, self.token = found[0], found[1], int(found[2]), found[3]

    @property
    def corrections(self) -> Path:
        return self.source.with_name(f"{self.source.stem}.corrections.yaml")

    @property
    def draft(self) -> Path:
        return self.source.with_name(f".{self.source.stem}.corrections.draft.yaml")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def end(self) -> str:
        """End it as Ctrl+C does, and give what it said."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=20)
        return self.said + said


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start reviews of plans in a folder; they end with the test."""
    running: list[Running] = []

    def begin(text: str | None = None, *options: str, name: str = "plan.txt") -> Running:
        source = tmp_path / "source" / name
        source.parent.mkdir(exist_ok=True)
        if text is not None:
            source.write_text(text, encoding="utf-8", newline="")
        elif not source.exists():
            shutil.copyfile(SEED, source)
        running.append(Running(source, *options))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.kill()
        if one.process.stderr is not None:
            one.process.stderr.close()


@pytest.fixture
def opened(visit: Callable[..., Any]) -> Callable[..., Any]:
    """Open a review in a browser."""

    def open_(running: Running, **how: Any) -> Any:
        return visit(running.address, f"{running.base}/", **how)

    return open_
