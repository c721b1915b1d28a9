"""Run the command line as a person does: another process, its streams and its exit code."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "source" / "rtes-2022.txt"

# A plan of a few lines, for what needs no more.
SMALL = """Fiche action n° 1 : Ouvrir un jardin partagé

Pilote : Odile Crozet

Objectifs :

- Réunir les habitants
- Planter en mars 2024

Partenaires : Ville de Tarance, association Terres Vives
"""


def fiches(
    *arguments: str | os.PathLike[str],
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    **more: Any,
) -> subprocess.CompletedProcess[str]:
    """Run `fiches` with these arguments, from a folder and in an environment."""
    command = [sys.executable, "-m", "pipeline.cli", *(os.fspath(argument) for argument in arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", **(env or {})}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=300,
        check=False,
        **pipes,
    )


def complaints(run: subprocess.CompletedProcess[str]) -> list[str]:
    """Give the messages of a run, and refuse a traceback."""
    assert "Traceback" not in run.stderr, run.stderr
    return [line for line in run.stderr.splitlines() if line.startswith("fiches: ")]
