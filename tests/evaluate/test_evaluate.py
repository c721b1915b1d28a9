"""The evaluator measures what it says: the mistakes of every family, exactly counted."""

import copy
import json
from pathlib import Path

import pytest
from evaluate_mistakes import ITEM, MISTAKES, PERFECT
from evaluate_sample import GOLD, Edit, Json, as_plan, changed, drop, put

from pipeline.evaluate import FAMILIES, Error, Report, Score, evaluate

SEED_GOLD = Path(__file__).parents[1] / "gold" / "rtes-2022.json"


def wrong(report: Report) -> dict[str, Score]:
    """Give the families that are not perfect."""
    return {family: score for family, score in report.families.items() if score.fp or score.fn}


def test_perfect() -> None:
    report = evaluate(GOLD, as_plan(GOLD))
    assert report.families == {family: Score(count, 0, 0) for family, count in PERFECT.items()}
    assert tuple(report.families) == FAMILIES
    assert report.errors == ()
    assert all((score.precision, score.recall, score.f1) == (1, 1, 1) for score in report.families.values())


def test_perfect_on_the_published_plan() -> None:
    gold = json.loads(SEED_GOLD.read_text(encoding="utf-8"))
    report = evaluate(gold, as_plan(gold))
    assert wrong(report) == {}
    assert report.families["items"].tp == 268
    assert report.families["mentions"].tp == 203
    assert "status" not in report.families


@pytest.mark.parametrize(("edit", "expected"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES])
def test_mistakes_are_counted_exactly(edit: Edit, expected: dict[str, Score]) -> None:
    report = evaluate(GOLD, changed(edit))
    assert wrong(report) == expected
    for family, score in expected.items():
        kinds = [error.kind for error in report.errors if error.family == family]
        assert (kinds.count("extra"), kinds.count("missing")) == (score.fp, score.fn)


def test_every_family_has_a_mistake() -> None:
    assert {family for _, _, expected in MISTAKES for family in expected} == set(FAMILIES)


def test_typography_is_no_mistake() -> None:
    plan = changed(
        put("axes.0.title", "**L'EAU :**"),
        put("fiches.0.title", "ZONES\u00a0humides."),
        put("fiches.0.referents.0.name", "E\u0300ve  MORIN"),
        put("fiches.0.sections.0.label", "ACTIONS 2024 :"),
        put(f"{ITEM}.0.text", "Curer  l'étang de\u202fBrave en juin"),
        put("fiches.0.partners.0.name", "le Val vivant"),
        put("organisations.0.name", "L’agence du Val"),
    )
    assert wrong(evaluate(GOLD, plan)) == {}


def test_order_does_not_count() -> None:
    def turn(plan: Json) -> None:
        fiche = plan["fiches"][0]
        for entries in (
            plan["axes"],
            plan["toc"],
            plan["fiches"],
            fiche["referents"],
            fiche["dates"],
            plan["people"],
        ):
            entries.reverse()

    assert wrong(evaluate(GOLD, changed(turn))) == {}


def test_a_fiche_that_the_gold_does_not_have() -> None:
    report = evaluate(GOLD, changed(put("fiches.0.id", "fiche-9")))
    assert report.families["fiches"] == Score(1, 1, 1)
    for family in ("referents", "sections", "items", "dates", "calendar", "partners", "funding", "mentions"):
        score = report.families[family]
        assert score.fp == score.fn > 0, family


def test_fiches_without_number_may_be_named_after_their_titles() -> None:
    gold = copy.deepcopy(GOLD)
    gold["fiches"][0]["number"] = None
    plan = as_plan(gold)
    for fiche in plan["fiches"]:
        fiche["id"] = "fiche-zones-humides" if fiche["id"] == "fiche-1" else fiche["id"]
    for entry in (*plan["toc"], *plan["diagnostics"]):
        entry["fiche_id"] = "fiche-zones-humides" if entry["fiche_id"] == "fiche-1" else entry["fiche_id"]
    plan["axes"][0]["fiche_ids"] = ["fiche-zones-humides"]
    assert evaluate(gold, plan).errors == ()


def test_errors_are_readable() -> None:
    plan = changed(put("fiches.0.referents.1.year", None), put("toc.1.referents.0.role", "team"), put("title", "Eau"))
    luc = "name: Luc Petit; kind: person"
    assert evaluate(GOLD, plan).errors == (
        Error("plan", "extra", None, "title: Eau"),
        Error("referents", "missing", "fiche-2", "contents, fiche 2: role: board; " + luc),
        Error("referents", "missing", "fiche-1", f"role: team; label: Suivi; {luc}; note: étangs; year: 2024"),
        Error("referents", "extra", "fiche-2", "contents, fiche 2: role: team; " + luc),
        Error("referents", "extra", "fiche-1", f"role: team; label: Suivi; {luc}; note: étangs"),
    )


def test_only_what_the_gold_gives_is_compared() -> None:
    gold = copy.deepcopy(GOLD)
    del gold["title"], gold["diagnostics"], gold["entities"]["places"]
    for axe in gold["axes"]:
        del axe["title"]
    del gold["fiches"][0]["referents"][0]["label"]
    for fiche in gold["fiches"]:
        del fiche["calendar"], fiche["status"]
    plan = changed(
        put("title", "Eau"),
        put("axes.0.title", "L'air"),
        put("fiches.0.referents.0.label", "Autre"),
        put("fiches.0.calendar", []),
        put("fiches.0.status", None),
        drop("places"),
        drop("diagnostics"),
    )
    report = evaluate(gold, plan)
    assert wrong(report) == {}
    assert {"calendar", "diagnostics"}.isdisjoint(report.families)
    assert report.families["status"].tp == 2


def test_a_value_with_few_fields_leaves_the_fuller_match_to_the_other() -> None:
    gold = {"fiches": [{"id": "fiche-1", "referents": [{"name": "Ève Morin"}, {"name": "Ève Morin", "role": "board"}]}]}
    plan = changed(
        drop("fiches", 1),
        put("fiches.0.referents.1.name", "Ève Morin"),
        put("fiches.0.referents.1.role", "team"),
    )
    assert evaluate(gold, plan).families["referents"] == Score(2, 0, 0)


def test_empty() -> None:
    empty: Json = {
        "year": None, "title": None, "axes": [], "toc": [], "fiches": [], "diagnostics": [],
        "entities": {"people": [], "organisations": [], "places": []},
    }  # fmt: skip
    nothing = evaluate(empty, as_plan(empty))
    assert nothing.families == dict.fromkeys(FAMILIES, Score(0, 0, 0))
    assert all(score.f1 == score.precision == score.recall == 1 for score in nothing.families.values())
    too_much = evaluate(empty, as_plan(GOLD))
    assert too_much.families == {family: Score(0, count, 0) for family, count in PERFECT.items()}
    too_little = evaluate(GOLD, as_plan(empty))
    assert too_little.families == {family: Score(0, 0, count) for family, count in PERFECT.items()}
    assert evaluate({}, as_plan(GOLD)).families == {}


def test_figures() -> None:
    score = Score(tp=6, fp=2, fn=4)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 / 3)
    assert (Score(0, 0, 3).precision, Score(0, 0, 3).recall, Score(0, 0, 3).f1) == (0, 0, 0)
    assert (Score(0, 3, 0).precision, Score(0, 3, 0).recall, Score(0, 3, 0).f1) == (0, 0, 0)
