"""A little of `make fuzz` in every test run, all that it ever found, and what it says when it finds something."""

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import FichesError, SourceError
from pipeline.model import Plan
from pipeline.read import Document
from pipeline.run import extract_document
from tests.command import SMALL
from tests.fuzz import __main__ as fuzz
from tests.fuzz import engine, mutate
from tests.fuzz.engine import Findings, by_chance, kind_of, smaller, wrong_with
from tests.fuzz.oracles import WITHOUT_MODEL, hold_plan, hold_text
from tests.fuzz.targets import CORPUS, ROOT, TARGETS, Target, examples

# Read in a fraction of a second each, so that every branch of the mutations is met.
INPUTS = {"names": 6, "child": 6, "pdf": 15, "exports": 4, "results": 15, "corrections": 200}
FEW = 25


@pytest.mark.parametrize("name", TARGETS)
def test_inputs_that_nobody_wrote(name: str, tmp_path: Path) -> None:
    read = by_chance(TARGETS[name], examples(name), Findings(tmp_path, name), 0, 300, INPUTS.get(name, FEW))
    assert read == INPUTS.get(name, FEW)
    assert [path.read_text("utf-8") for path in sorted(tmp_path.glob("*.txt"))] == []


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_has_examples_and_changes_them_the_same_way_twice(name: str) -> None:
    assert examples(name)
    for data in examples(name):
        one, other = (TARGETS[name].change(data, random.Random(3)) for _ in range(2))
        assert one == other


def test_the_corpus_is_small_and_all_of_it_is_read() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} <= set(TARGETS)
    assert all(path.stat().st_size < 10_000 for path in files)


def test_no_change_of_an_input_fails_however_often() -> None:
    """Changes build on changes: what has become empty, no text or no archive is changed all the same."""
    chance = random.Random(5)
    for name, target in TARGETS.items():
        data = examples(name)[0]
        for _ in range(60):
            data = target.change(data, chance)[:4_000]
        for hostile in (b"", b"\0", b"PK\x03\x04", b"%PDF", b"<", b"\n", b"[]", b"{}"):
            assert isinstance(target.change(hostile, chance), bytes)


def planted(data: bytes) -> None:
    """A reader with a mistake of each kind."""
    if b"loop" in data:
        while True:
            pass
    if b"refused" in data:
        raise SourceError("not-text", "this is no plan: read another")
    if b"two lines" in data:
        raise SourceError("not-text", "this is no plan:\nread another")
    assert b"wrong" not in data, "a wrong word"
    data.decode("ascii")


def test_what_is_wrong_is_found_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target(planted, mutate.text)
    assert wrong_with(target, b"fine") is None
    assert wrong_with(target, b"refused") is None
    assert isinstance(wrong_with(target, b"two lines"), SourceError)
    found = wrong_with(target, b"a wrong one")
    assert isinstance(found, AssertionError)
    assert kind_of(found) == kind_of(wrong_with(target, b"wrong again"))  # type: ignore[arg-type]
    other = wrong_with(target, "é".encode())
    assert isinstance(other, UnicodeDecodeError)
    assert kind_of(other) != kind_of(found)
    monkeypatch.setattr(engine, "_SECONDS", 0.2)
    slow = wrong_with(target, b"loop")
    assert slow is not None
    assert kind_of(slow) == "too-slow"


def test_of_each_mistake_the_smallest_input_is_kept(tmp_path: Path) -> None:
    target, findings = Target(planted, mutate.text), Findings(tmp_path, "planted")
    for data in (b"a wrong word in a row", b"wrong", b"a wrong one"):
        error = wrong_with(target, data)
        assert error is not None
        findings.keep(data, error)
    kept = [path for path in tmp_path.iterdir() if path.suffix != ".txt"]
    assert [path.read_bytes() for path in kept] == [b"wrong"]
    assert "a wrong word" in kept[0].with_name(kept[0].name + ".txt").read_text("utf-8")


def test_an_input_is_made_smaller() -> None:
    data = b"one line\nand one with a wrong word\nand a last one\n"
    assert smaller(Target(planted, mutate.text), data, time.monotonic() + 20) == b"wrong"


def test_the_command_reads_and_says_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = [sys.executable, "-m", "tests.fuzz", "manifest", "--seconds", "1", "--engine", "chance"]
    run = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert re.fullmatch(r"manifest: 1 s, read \d+\n", run.stdout)
    wrong = subprocess.run([*arguments[:3], "nosuch"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "no such target: nosuch" in wrong.stderr


def test_a_process_that_died_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "findings"
    folder.mkdir()

    def died(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if command[3] == "text":
            (folder / "text.current").write_bytes(b"what it died of")
            (folder / "text-kept").write_bytes(b"read without a mistake by now")
            (folder / "text-kept.txt").write_text("a mistake")
        return subprocess.CompletedProcess(command, -11 if command[3] == "text" else 1)

    monkeypatch.setattr(fuzz, "CACHE", tmp_path)
    monkeypatch.setattr(fuzz, "ROOT", tmp_path)
    monkeypatch.setattr(fuzz.subprocess, "run", died)
    monkeypatch.setattr(sys, "argv", ["fuzz", "--seconds", "2", "text", "html"])
    assert fuzz.main() == 1
    said = capsys.readouterr().out
    assert "found: findings/text-died" in said
    assert "html: the process ended with code 1" in said
    assert (folder / "text-died").read_bytes() == b"what it died of"
    assert not (folder / "text-kept").exists()


def test_a_finding_is_read_again_and_made_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(TARGETS, "planted", Target(planted, mutate.text))
    path = tmp_path / "input"
    path.write_bytes(b"one line\na wrong word\n")
    monkeypatch.setattr(sys, "argv", ["fuzz", "planted", "--input", str(path), "--smaller"])
    assert fuzz.main() == 1
    assert path.with_name("input.small").read_bytes() == b"wrong"
    assert "a wrong word" in capsys.readouterr().out
    path.write_bytes(b"fine")
    assert fuzz.main() == 0


def spoilt(plan: Plan, change: Callable[[dict[str, Any]], None]) -> Plan:
    told = plan.model_dump(mode="json")
    change(told)
    return Plan.model_validate_json(json.dumps(told))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda plan: plan["fiches"][0]["partners"][0]["span"].update(
                start=plan["fiches"][0]["partners"][0]["span"]["start"] - 14
            ),
            "is not in",
        ),
        (lambda plan: plan["fiches"][0]["sections"][0]["items"][0].update(text="Autre chose"), "is not in"),
        (lambda plan: plan["fiches"][0].update(title="Un autre titre"), "is not in"),
        (lambda plan: plan["coverage"].update(assigned=1), "neither assigned"),
        (lambda plan: plan["source"].update(characters=1), None),
        (lambda plan: plan["fiches"][0]["span"].update(end=10**6), "span of|stands at"),
    ],
)
def test_a_wrong_result_is_seen(change: Callable[[dict[str, Any]], None], said: str | None) -> None:
    document = Document("plan.txt", "text", "0" * 64, "utf-8", SMALL)
    extraction = extract_document(document, WITHOUT_MODEL)
    hold_plan(extraction)
    with pytest.raises((AssertionError, FichesError), match=said):
        hold_plan(replace(extraction, plan=spoilt(extraction.plan, change)))


def test_a_text_that_is_not_canonical_is_seen() -> None:
    for text in ("", " \n", "a\rb", "a\0", "e\u0301", "\ufeffa"):
        with pytest.raises(AssertionError):
            hold_text(text)
    with pytest.raises(UnicodeEncodeError):
        hold_text("\ud800")
