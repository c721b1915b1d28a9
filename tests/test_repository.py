"""What a stranger finds in a clone: the files that are asked for, lock files that fit, text kept as it came.

In goes the clone itself, nothing is fetched. What only git knows is skipped where there is no git.
"""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
ASKED = {"pipeline", "source", "schemas", "out", "tests", "Makefile", "pyproject.toml", "README.md"}
ALLOWED = {
    "README.fr.md",
    "NOTICE",
    ".ci",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "SECURITY.md",
    "docs",
    "requirements",
}
TARGETS = {
    "help",
    "extract",
    "report",
    "review",
    "train",
    "figures",
    "fixtures",
    "eval",
    "bench",
    "bench-batch",
    "schema",
    "test",
    "fuzz",
    "hostile",
    "check",
    "fix",
    "lock",
    "clean",
}
MAX_LINES = 400

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
RUN_TIME: list[str] = PROJECT["project"]["dependencies"]
# What each lock file is made from, as in the Makefile.
LOCKED = {
    "base": RUN_TIME + GROUPS["build"],
    "dev": RUN_TIME + GROUPS["build"] + GROUPS["dev"],
    "bench": RUN_TIME + GROUPS["build"] + GROUPS["bench"],
    "fixtures": RUN_TIME + GROUPS["build"] + GROUPS["fixtures"],
    "fuzz": RUN_TIME + GROUPS["build"] + GROUPS["fuzz"],
    "lock": GROUPS["lock"],
}


class Pin(NamedTuple):
    version: Version
    hashes: list[str]
    direct: bool  # pyproject.toml itself asks for it


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, Pin]:
    found: dict[str, Pin] = {}
    for block in re.split(r"^(?=[^\s#])", lock_text(name), flags=re.MULTILINE):
        head = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        if head:
            hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})\b", block)
            direct = re.search(r"^\s+#.*\bfiches \(pyproject\.toml", block, flags=re.MULTILINE) is not None
            found[canonicalize_name(head[1])] = Pin(Version(head[2]), hashes, direct)
    return found


def git(*arguments: str) -> str:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone, or no git here")
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # git refuses a folder that another user owns
        pytest.skip(done.stderr.strip())
    return done.stdout


def tracked(*where: str) -> list[str]:
    return [name for name in git("ls-files", "-z", "--", *where).split("\0") if name]


def test_the_top_of_the_tree_is_what_is_asked() -> None:
    top = {name.split("/")[0] for name in tracked()}
    assert top >= ASKED
    assert top <= ASKED | ALLOWED


def test_no_module_grows_past_the_limit() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "pipeline").rglob("*.py")
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


def test_plans_are_kept_byte_for_byte() -> None:
    plans = tracked("source")
    assert plans
    values = git("check-attr", "-z", "text", "--", *plans).split("\0")[2::3]
    assert values == ["unset"] * len(plans)


def test_nothing_made_is_committed() -> None:
    assert tracked("out") == ["out/.gitkeep"]
    made = [
        "out/plan.json",
        ".venv/here",
        ".cache/x",
        "fiches.egg-info/PKG-INFO",
        "pipeline/__pycache__/x.pyc",
    ]
    assert git("check-ignore", *made).splitlines() == made


@pytest.mark.parametrize("name", LOCKED)
def test_lock_files_name_no_place(name: str) -> None:
    places = r"://|\bindex\b|--find-links|--extra|--trusted-host|\.(?:org|com|io|net)\b|\s@\s|(?:^|\s)[/~]"
    assert re.findall(places, lock_text(name)) == []


@pytest.mark.parametrize("name", LOCKED)
def test_lock_files_pin_with_hashes(name: str) -> None:
    found = pins(name)
    lines = [line for line in lock_text(name).splitlines() if line and not line.startswith(("#", " "))]
    assert len(lines) == len(found) > 0
    assert [pin for pin, value in found.items() if not value.hashes] == []


@pytest.mark.parametrize("name", LOCKED)
def test_lock_files_fit_pyproject(name: str) -> None:
    """`make lock` makes them fit again."""
    found = pins(name)
    wanted = {canonicalize_name(Requirement(line).name): Requirement(line) for line in LOCKED[name]}
    assert wanted.keys() - found.keys() == set(), "declared but not pinned"
    assert {pin for pin, value in found.items() if value.direct} - wanted.keys() == set(), "pinned but not declared"
    outside = {pin for pin, line in wanted.items() if not line.specifier.contains(found[pin].version, prereleases=True)}
    assert outside == set(), "pinned outside the range declared"


@pytest.mark.parametrize("name", ["dev", "bench", "fixtures", "fuzz"])
def test_lock_files_agree(name: str) -> None:
    more = pins(name)
    assert {pin: more[pin].version for pin in pins("base")} == {
        pin: value.version for pin, value in pins("base").items()
    }


def test_the_project_is_built_with_what_is_pinned() -> None:
    assert PROJECT["build-system"]["requires"] == GROUPS["build"]


def test_the_changelog_knows_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[([^]]+)\]", changelog, flags=re.MULTILINE)
    assert {"Unreleased", PROJECT["project"]["version"]} & set(releases)
    kinds = set(re.findall(r"^### (.+)$", changelog, flags=re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_make_alone_lists_the_targets() -> None:
    if shutil.which("make") is None:
        pytest.skip("no make here")
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  ([a-z-]+) ", printed, flags=re.MULTILINE)) == TARGETS


def test_ci_runs_the_checks_and_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert re.findall(r"^make.* (check|test)\b", script.read_text(encoding="utf-8"), flags=re.MULTILINE) == [
        "check",
        "test",
    ]


def test_possessive_patterns_are_compiled_by_regex() -> None:
    """Debian 12's Python is 3.11.2, whose `re` reads possessive quantifiers wrongly: `regex` does not."""
    possessive = re.compile(r"[\w)\]}.][*+?}]\+|\(\?>")
    for path in (ROOT / "pipeline").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        patterns = re.findall(r"r[f]?\"(?:[^\"\\]|\\.)*\"", source)
        if any(possessive.search(re.sub(r"\[[^\]]*\]|\\.", "x", pattern)) for pattern in patterns):
            assert "import regex" in source, path
