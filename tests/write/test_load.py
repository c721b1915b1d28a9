"""Reading plans back: what is refused, and that the refusal is one sentence that names the file and a way out."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.files import write_plan
from pipeline.write.load import LoadError, load_plan, load_plans
from tests.write.sample import sample_plan


@pytest.fixture
def written(tmp_path: Path) -> Path:
    loaded = sample_plan()
    assert loaded.text is not None
    return write_plan(loaded.plan, loaded.text, "plan", tmp_path)[0]


def change(path: Path, **given: Any) -> None:
    """Change values of the file: `a__0__b=1` sets `plan["a"][0]["b"]`."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    for place, value in given.items():
        *way, last = [int(part) if part.isdigit() else part for part in place.split("__")]
        target = plan
        for part in way:
            target = target[part]
        target[last] = value
    path.write_text(json.dumps(plan), encoding="utf-8")


def test_a_plan_and_its_text(written: Path) -> None:
    loaded = load_plan(written)
    assert (loaded.plan, loaded.text) == (sample_plan().plan, sample_plan().text)


def test_a_missing_text_is_none(written: Path) -> None:
    written.with_suffix(".txt").unlink()
    assert load_plan(written).text is None


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("newer-version", {"schema_version": "1.2.0"}),
    ("newer-version", {"schema_version": "2.0.0", "unknown": 1}),
    ("other-version", {"schema_version": "0.9.0"}),
    ("other-version", {"schema_version": 1}),
    ("not-valid", {"unknown": 1}),
    ("not-valid", {"fiches__0__referents__0__role": "king"}),
    ("span-outside", {"fiches__0__referents__0__span__end": 10**6}),
    ("span-outside", {"fiches__1__sections__2__items__0__span": {"start": 9, "end": 4, "page": None, "boxes": []}}),
    ("span-outside", {"diagnostics__0__spans__0__end": 10**6}),
    ("too-long", {"source__pages": 10**30}),
    ("other-text", {"source__characters": 10**5}),
    ("no-such-day", {"fiches__0__dates__0__values__0__end": "2031-02-31"}),
    ("no-such-day", {"fiches__0__dates__0__values__0__end": "2030-01-01"}),
    ("dangling", {"fiches__0__axe_id": "axe-99"}),
    ("dangling", {"fiches__0__partners__0__entity_id": "nobody"}),
    ("not-unique", {"fiches__1__id": "fiche-1"}),
    ("not-a-number", {"fiches__0__funding__0__amounts__0__value": float("inf")}),
]


@pytest.mark.parametrize(
    ("code", "given"), REFUSED, ids=[f"{code}-{number}" for number, (code, _) in enumerate(REFUSED)]
)
def test_what_is_refused(written: Path, code: str, given: dict[str, Any]) -> None:
    change(written, **given)
    with pytest.raises(LoadError) as refused:
        load_plan(written)
    sentence = str(refused.value)
    assert refused.value.code == code, sentence
    assert sentence.startswith(f"{written}: ")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("not-json", b"\xff\xfe"),
        ("not-json", b"{"),
        ("not-json", b"[" * 100_000),
        ("not-a-plan", b"[]"),
        ("not-a-plan", b"{}"),
        ("not-json", b""),
    ],
)
def test_what_is_no_plan(tmp_path: Path, code: str, content: bytes) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    with pytest.raises(LoadError) as refused:
        load_plan(path)
    assert refused.value.code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"cannot be read"):
        load_plan(tmp_path / "none.json")


def test_two_plans_of_one_name(written: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(written.read_bytes())
    with pytest.raises(LoadError) as refused:
        load_plans([written, other])
    assert refused.value.code == "same-plan"
