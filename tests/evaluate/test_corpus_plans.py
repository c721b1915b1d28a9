"""No family of any plan with a gold falls below its floor; figures that were written are read again as they were."""

import json
from pathlib import Path

import pytest

from pipeline.errors import FichesError
from pipeline.evaluate import (
    GoldPlan,
    Report,
    Score,
    below_floor,
    compare_plans,
    evaluate,
    evaluate_corpus,
    figures_text,
    find_golds,
    format_plans,
    read_figures,
    read_floor,
)
from pipeline.read import SUFFIXES, read_document
from pipeline.run import extract_document

TESTS = Path(__file__).parents[1]
PLANS = list(find_golds([TESTS / "corpus" / "plans"], TESTS.parent / "source", sorted(SUFFIXES)))


@pytest.mark.parametrize("plan", PLANS, ids=[plan.name for plan in PLANS])
def test_no_family_of_a_plan_falls_below_its_floor(plan: GoldPlan) -> None:
    extracted = json.loads(extract_document(read_document(plan.source)).plan.model_dump_json(by_alias=True))
    report = evaluate(json.loads(plan.gold.read_text(encoding="utf-8")), extracted)
    assert below_floor(report, read_floor(plan.gold.parent / "floor.toml", plan.name)) == []


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    gold = {"fiches": [{"id": "fiche-1", "dates": [{"text": 'le « "2 mai" »'}]}]}
    plan = json.loads(PLANS[0].gold.read_text(encoding="utf-8"))
    empty = {key: [] for key in ("axes", "toc", "people", "organisations", "places", "diagnostics")}
    found = {**plan, **empty, "title": None, "year": None, "fiches": [{"id": "fiche-1"}]}
    found["fiches"][0].update({"dates": [], "calendar": [], "sections": []})
    before = evaluate_corpus([("plan", gold, found)])
    path = tmp_path / "figures.toml"
    path.write_text(figures_text(before), encoding="utf-8")
    again = read_figures(path)
    assert (again.families, again.errors) == (before.families, before.errors)
    found["fiches"][0]["dates"] = [{"text": 'le « "2 mai" »'}]
    after = evaluate_corpus([("plan", gold, found), ("new", gold, found)])
    changes, unknown = compare_plans(again, after)
    assert [error.value for error in changes["dates"].gains] == ['text: le « "2 mai" »']
    assert not changes["dates"].losses
    assert unknown == ("new",)


def test_what_is_no_file_of_figures_is_one_sentence(tmp_path: Path) -> None:
    for text in ("[", "[plan]\n", '[plan]\nerrors = 3\n[plan.families]\ndates = ["a"]\n'):
        path = tmp_path / "figures.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FichesError, match=r"figures\.toml: "):
            read_figures(path)


def test_golds_and_sources_are_found_together(tmp_path: Path) -> None:
    with pytest.raises(FichesError, match="holds no gold"):
        list(find_golds([tmp_path], tmp_path, [".txt"]))
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FichesError, match="has no plan beside it"):
        list(find_golds([tmp_path], tmp_path / "other", [".txt"]))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("", encoding="utf-8")
    found = list(find_golds([tmp_path], tmp_path / "other", [".txt"]))
    assert found == [GoldPlan("a", tmp_path / "a.json", tmp_path / "other" / "a.txt")]


def test_the_table_has_a_line_a_plan() -> None:
    one = Report({"dates": Score(3, 1, 0)}, ())
    report = Report({"dates": Score(3, 1, 0), "items": Score(1, 0, 0)}, (), {"plan-a": one})
    assert format_plans(report, {"plan-a": "one table"}) == (
        "plan    dates  items  layout\nplan-a  0.857      -  one table"
    )
