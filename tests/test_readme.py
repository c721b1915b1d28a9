"""Every command and every Python line that the READMEs show is run."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.fr.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (name, body)
        for name in READMES
        for kind, body in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))
        if kind == language
    ]


COMMANDS = sorted(
    {shlex.join(shlex.split(line, comments=True)) for _, body in blocks("sh") for line in body.splitlines()}
)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a clone holds, and an `out/` of its own."""
    place = tmp_path_factory.mktemp("clone")
    for name in ("source", "schemas", "docs"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copytree(ROOT / "tests" / "gold", place / "tests" / "gold")
    run([sys.executable, "-m", "pipeline.cli", "extract", "source", "--out", "out"], place)
    return place


def run(command: list[str], place: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_works(command: str, workplace: Path) -> None:
    words = shlex.split(command)
    if words[0] == "make":
        assert re.search(rf"^{re.escape(words[1])}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        if not (ROOT / ".venv").exists():
            pytest.skip("not run by make: there is no .venv here")
        extra = [f"OUT={workplace / 'made'}"] if words[1] == "extract" else ["ARGS=--collect-only tests/test_readme.py"]
        run(["make", words[1], *extra], ROOT)
        return
    assert words[0] == ".venv/bin/fiches"
    run([sys.executable, "-m", "pipeline.cli", *words[1:]], workplace)


@pytest.mark.parametrize(("name", "body"), blocks("python"))
def test_the_python_works(name: str, body: str, workplace: Path) -> None:
    assert "rtes-2022" in body, name
    run([sys.executable, "-c", body], workplace)


@pytest.mark.parametrize(("name", "body"), blocks("json"))
def test_the_excerpt_is_what_comes_out(name: str, body: str, workplace: Path) -> None:
    plan = json.loads((workplace / "out" / "rtes-2022.json").read_text(encoding="utf-8"))
    excerpt = json.loads(body)
    fiche = next(fiche for fiche in plan["fiches"] if fiche["id"] == excerpt["id"])
    assert holds(fiche, excerpt), name


def holds(whole: object, part: object) -> bool:
    """Say whether an abridged value stands in the whole one."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(holds(each, value) for each in whole) for value in part)
    return whole == part


def test_the_documents_that_the_readme_names_exist() -> None:
    for name in READMES:
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{name}: {target}"
