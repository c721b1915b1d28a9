"""Two runs, several plans, the floor and the table: gains and losses cannot be swapped."""

from pathlib import Path

import pytest
from evaluate_mistakes import MISTAKES
from evaluate_sample import GOLD, again, as_plan, changed, drop, gold_with, put

from pipeline.errors import FichesError
from pipeline.evaluate import (
    FAMILIES,
    Change,
    Error,
    Report,
    Score,
    below_floor,
    compare,
    evaluate,
    evaluate_corpus,
    format_table,
    read_floor,
)


def test_gains_and_losses_are_not_swapped() -> None:
    poor = evaluate(GOLD, changed(put("fiches.0.referents.0.role", "team"), again("organisations")))
    other = evaluate(GOLD, changed(drop("places"), again("organisations")))
    changes = compare(before=poor, after=other)
    start = "label: Élue référente; name: Ève Morin; kind: person"
    assert changes["referents"] == Change(
        gains=(
            Error("referents", "missing", "fiche-1", f"role: board; {start}"),
            Error("referents", "extra", "fiche-1", f"role: team; {start}"),
        ),
        losses=(),
    )
    assert changes["entities"] == Change(gains=(), losses=(Error("entities", "missing", None, "places: name: Brave"),))
    assert all(change == Change((), ()) for name, change in changes.items() if name not in ("referents", "entities"))


def test_gains_and_losses_mirror_each_other() -> None:
    perfect = evaluate(GOLD, as_plan(GOLD))
    for _, edit, expected in MISTAKES:
        spoilt = evaluate(GOLD, changed(edit))
        for family, score in expected.items():
            better, worse = compare(spoilt, perfect)[family], compare(perfect, spoilt)[family]
            assert (len(better.gains), len(better.losses)) == (score.fp + score.fn, 0)
            assert (len(worse.gains), len(worse.losses)) == (0, score.fp + score.fn)


def test_equal_errors_are_counted() -> None:
    once, twice = (evaluate(GOLD, changed(*[again("places")] * times)) for times in (1, 2))
    error = Error("entities", "extra", None, "places: name: Brave")
    assert compare(once, twice)["entities"] == Change(gains=(), losses=(error,))
    assert compare(twice, once)["entities"] == Change(gains=(error,), losses=())


def test_runs_against_different_golds_are_not_compared() -> None:
    with pytest.raises(FichesError) as caught:
        compare(evaluate(GOLD, as_plan(GOLD)), evaluate(gold_with(drop("toc")), as_plan(GOLD)))
    assert caught.value.code == "gold-differs"


def test_corpus_adds_up() -> None:
    spoilt, fine = changed(drop("fiches.0.dates"), again("places")), as_plan(GOLD)
    small = {"fiches": GOLD["fiches"]}
    report = evaluate_corpus([("a", GOLD, spoilt), ("b", GOLD, fine), ("c", small, fine)])
    assert report.families["dates"] == Score(5, 0, 1)
    assert report.families["entities"] == Score(8, 1, 0)
    assert tuple(report.families) == FAMILIES
    assert report.files["a"] == evaluate(GOLD, spoilt)
    assert "entities" not in report.files["c"].families
    assert [(error.file, error.family, error.kind) for error in report.errors] == [
        ("a", "dates", "missing"),
        ("a", "entities", "extra"),
    ]


def test_a_gain_in_one_file_does_not_hide_a_loss_in_another() -> None:
    spoilt, fine = changed(drop("places")), as_plan(GOLD)
    before = evaluate_corpus([("a", GOLD, spoilt), ("b", GOLD, fine)])
    after = evaluate_corpus([("a", GOLD, fine), ("b", GOLD, spoilt)])
    error = Error("entities", "missing", None, "places: name: Brave")
    assert compare(before, after)["entities"] == Change((error._replace(file="a"),), (error._replace(file="b"),))


def test_corpus_refuses() -> None:
    with pytest.raises(FichesError, match="two plans are called 'a'"):
        evaluate_corpus([("a", GOLD, as_plan(GOLD))] * 2)
    with pytest.raises(FichesError, match=r"^b: the gold cannot be used"):
        evaluate_corpus([("b", {"fiche": []}, as_plan(GOLD))])
    assert evaluate_corpus([]) == Report({}, ())


def test_floor() -> None:
    report = evaluate(GOLD, changed(drop("fiches.0.dates")))
    assert below_floor(report, {"dates": 2 / 3, "items": 1.0}) == []
    assert below_floor(report, {"dates": 0.67, "items": 1}) == ["dates: F1 0.6667 is below its floor 0.6700"]
    small = evaluate({"fiches": [{"id": "fiche-1"}]}, changed())
    assert below_floor(small, {"dates": 0.5}) == ["dates: not measured, the gold does not give it"]


def test_floor_file(tmp_path: Path) -> None:
    path = tmp_path / "floor.toml"
    path.write_text(
        "[plan-a]\ndates = 0.9\nmentions-overlap = 1\n[plan-b]\ndate = 0.9\n[plan-c]\ndates = 90\n", "utf-8"
    )
    assert read_floor(path, "plan-a") == {"dates": 0.9, "mentions-overlap": 1.0}
    for name, code in (("plan-b", "floor-wrong"), ("plan-c", "floor-wrong"), ("plan-d", "floor-missing")):
        with pytest.raises(FichesError) as caught:
            read_floor(path, name)
        assert caught.value.code == code
    with pytest.raises(FichesError) as caught:
        read_floor(tmp_path / "none.toml", "plan-a")
    assert caught.value.code == "floor-unreadable"


def test_table() -> None:
    report = Report({"dates": Score(3, 1, 0), "mentions-overlap": Score(1200, 0, 1200)}, ())
    assert format_table(report) == (
        "family               tp     fp     fn  precision  recall     F1\n"
        "dates                 3      1      0      0.750   1.000  0.857\n"
        "mentions-overlap   1200      0   1200      1.000   0.500  0.667"
    )
