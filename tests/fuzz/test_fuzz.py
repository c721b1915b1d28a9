"""A little of `make fuzz` in every test run, all that it ever found, and what it says when it finds something."""

import random
import time
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from tests.fuzz import engine, mutate
from tests.fuzz.engine import Findings, by_chance, kind_of, smaller, wrong_with
from tests.fuzz.targets import CORPUS, TARGETS, Target, examples

# Read in a fraction of a second each, so that every branch of the mutations is met.
INPUTS = {"names": 6, "child": 6, "pdf": 15}
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
