"""A gold with a slip in it is refused with a sentence that says where; so is a plan outside the contract."""

import pytest
from evaluate_mistakes import ITEM
from evaluate_sample import GOLD, SPAN, Edit, as_plan, changed, gold_with, put

from pipeline.errors import FichesError
from pipeline.evaluate import evaluate


@pytest.mark.parametrize(
    ("edit", "code", "words"),
    [
        (put("fiche", []), "gold-unknown-key", "'fiche'"),
        (put("axes.0.titel", "x"), "gold-unknown-key", "axes[0] has the unknown key 'titel'"),
        (put("fiches.0.span", SPAN), "gold-unknown-key", "'span'"),
        (put(f"{ITEM}.0.items.0.dates", []), "gold-unknown-key", "'dates'"),
        (put("fiches.0.funding.0.amounts.0.vat", 1), "gold-unknown-key", "fiches[0].funding[0].amounts"),
        (put("fiches.0.status.note", ""), "gold-unknown-key", "'note'"),
        (put("entities.events", []), "gold-unknown-key", "'events'"),
        (put("fiches.1.id", "fiche-1"), "gold-duplicate", "'fiche-1' is given 2 times"),
        (put("axes.1.id", "axe-1"), "gold-duplicate", "axes"),
        (put("entities.people", ["Ève Morin", "Ève MORIN"]), "gold-duplicate", "entities.people"),
        (lambda gold: gold["fiches"][1].pop("id"), "gold-key-missing", "fiches[1] has no 'id'"),
        (lambda gold: gold["fiches"][1].pop("dates"), "gold-list-missing", "fiches[1] has no 'dates'"),
        (put("fiches.1.referents", "x"), "gold-value", "fiches[1].referents must be a list"),
        (put("fiches.1", "x"), "gold-value", "fiches[1]"),
        (put("axes", {}), "gold-value", "axes must be a list"),
        (put("fiches.0.title", {"text": "x"}), "gold-value", "fiches[0].title"),
        (put("fiches.0.dates.0.values", "2024"), "gold-value", "fiches[0].dates[0].values"),
        (put("fiches.0.sections.0.label", None), "gold-value", "label must be a text"),
        (put("entities.people", [{"name": "x"}]), "gold-value", "entities.people[0]"),
        (put("diagnostics.0.code", "text-unassigned"), "gold-code", "text-unassigned"),
    ],
)
def test_a_gold_that_cannot_be_measured_against(edit: Edit, code: str, words: str) -> None:
    with pytest.raises(FichesError) as caught:
        evaluate(gold_with(edit), as_plan(GOLD))
    assert caught.value.code == code
    assert words in str(caught.value)


def test_a_plan_that_does_not_keep_the_contract() -> None:
    with pytest.raises(FichesError) as caught:
        evaluate(GOLD, changed(lambda plan: plan["fiches"][0]["dates"][0].pop("text")))
    assert caught.value.code == "plan-key-missing"
