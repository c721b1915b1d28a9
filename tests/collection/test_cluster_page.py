"""What docs/cluster.md and docs/collection.md show can be given to a shell and to `fiches` as it stands."""

import re
import shlex
import subprocess

import pytest
import typer

from pipeline.cli import app
from tests.command import ROOT

PAGES = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("cluster.md", "collection.md")]
BLOCKS = [found for page in PAGES for found in re.findall(r"^```(\w*)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)]


def commands() -> list[str]:
    """Give every command of `fiches` that a block shows, whole."""
    found = []
    for _, block in BLOCKS:
        joined = re.sub(r"\\\n|(?<=\S)\n\s+(?=--)", " ", block)
        found += re.findall(r"^\s*(fiches [^\n|]*?)(?:\s*\|\|.*)?$", joined, re.MULTILINE)
    return found


@pytest.mark.parametrize("command", commands())
def test_the_command_line_takes_it(command: str) -> None:
    command = re.sub(r"\$\(\(.*?\)\)|\$SLURM_ARRAY_TASK_ID", "1", command)
    command = command.replace("$SLURM_ARRAY_TASK_COUNT", "100").replace("$SLURM_CPUS_PER_TASK", "4")
    _, name, *arguments = shlex.split(command)
    group = typer.main.get_command(app)
    group.commands[name].make_context(name, arguments)  # type: ignore[attr-defined]


def test_there_are_commands() -> None:
    assert len(commands()) == 7


def test_the_manifests_are_yaml() -> None:
    yaml = pytest.importorskip("yaml")
    kinds = [part["kind"] for language, block in BLOCKS if language == "yaml" for part in yaml.safe_load_all(block)]
    assert kinds == ["PersistentVolumeClaim", "Service", "Deployment", "Deployment", "Job", "Job"]


def test_the_scripts_are_bash() -> None:
    for language, block in BLOCKS:
        if language == "bash":
            assert subprocess.run(["bash", "-n"], input=block, text=True, check=False).returncode == 0
