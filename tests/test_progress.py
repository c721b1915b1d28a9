"""The bar of a long file: on a terminal, told of pages; nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, fiches
from tests.read.test_long import long_pdf

pty = pytest.importorskip("pty", reason="terminals of this kind are Unix's")


def test_a_pipe_gets_no_bar(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long_pdf(45, tagged=False))
    run = fiches("extract", path, "--out", tmp_path, "--ner", "none")
    assert "no fiche" in run.stderr
    assert "pages" not in run.stderr


@pytest.mark.parametrize("quiet", [False, True])
def test_a_terminal_gets_one_unless_told_to_be_quiet(tmp_path: Path, *, quiet: bool) -> None:
    path = tmp_path / "long [1].pdf"
    path.write_bytes(long_pdf(45, tagged=False))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(path), "--out", str(tmp_path), "--ner", "none"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([*command, *["--quiet"] * quiet], cwd=ROOT, env=environment, stderr=theirs) as running:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass  # how a terminal says that nobody writes any more
    os.close(ours)
    assert running.returncode == 1
    assert (b"45/45" in shown) is not quiet
