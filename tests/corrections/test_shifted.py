"""Corrections in another order, or of a source that changed: the same words are corrected, or the loss reported."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corrections.file import parse_corrections
from pipeline.model import DiagnosticCode, Origin, Plan
from pipeline.run import finish
from tests.corrections.plans import ALL, PLAN, corrected, lost, reading, written, yaml_of


def shown(plan: Plan) -> list[object]:
    return [
        (
            one.id,
            [(r.name, r.origin) for r in one.referents],
            [(p.name, p.origin) for p in one.partners],
            [(d.text, d.values, d.origin) for d in one.dates],
            one.status and one.status.value,
        )
        for one in plan.fiches
    ]


def test_the_order_of_entries_does_not_matter(tmp_path: Path) -> None:
    plan = corrected(yaml_of(*ALL))
    assert lost(plan) == []
    written(plan, PLAN, tmp_path)
    for seed in range(5):
        shuffled = random.Random(seed).sample(ALL, len(ALL))
        assert corrected(yaml_of(*shuffled)) == plan


@pytest.mark.parametrize("where", ["top", "between", "everywhere"])
def test_corrections_find_their_place_when_the_source_shifts(where: str) -> None:
    lines = "Une ligne de plus, sans rien à lire.\n" * 10
    text = {
        "top": lines + "\n" + PLAN,
        "between": PLAN.replace("Objectifs :\n", "Contexte :\n\n" + lines + "\nObjectifs :\n"),
        "everywhere": PLAN.replace("\n\n", "\n\n\n").replace("Cose\n", "Cose, Mairie\n"),
    }[where]
    plan = corrected(yaml_of(*ALL), text)
    assert lost(plan) == []
    if where != "everywhere":
        assert shown(plan) == shown(corrected(yaml_of(*ALL)))
    for one in plan.fiches:
        for partner in one.partners:
            if partner.origin is Origin.CORRECTED:
                assert text[partner.span.start : partner.span.end] == "une station"


LINES = [place for place in range(len(PLAN)) if PLAN[place] == "\n"]
NOISE = st.sampled_from(
    ["Une ligne de plus.", "Cose", "Pilote : Odile Crozet", "- mars 2031", "", "Partenaires : Cose, Cose"]
)


@given(edits=st.lists(st.tuples(st.sampled_from(LINES), NOISE, st.integers(0, 40)), min_size=1, max_size=4))
@settings(max_examples=40)
def test_whatever_happens_to_the_source_nothing_is_corrected_elsewhere(edits: list[tuple[int, str, int]]) -> None:
    """Lines put in and taken out: a correction stands on the words that it quotes, or is reported."""
    text = PLAN
    for place, line, cut in sorted(edits, reverse=True):
        text = text[:place] + "\n" + line + text[min(len(text), place + cut) :]
    plan = finish(reading(text), parse_corrections(yaml_of(*ALL), "plan.corrections.yaml")).plan
    quoted_ = {"Bruno Tavel", "une station", "juin 2031", "les usagers", "en cours"}
    found = 0
    for one in plan.fiches:
        values = (*one.referents, *one.partners, *one.dates, *((one.status,) if one.status else ()))
        for value in values:
            if value.origin is Origin.CORRECTED:
                found += 1
                # A value may be cut otherwise now: it is then the only one that shares the passage.
                printed = " ".join(text[value.span.start : value.span.end].split())
                assert any(printed in passage or passage in printed for passage in quoted_), printed
    settled = sum(one.code is DiagnosticCode.UNCERTAIN for one in plan.diagnostics)
    assert found + len(lost(plan)) + settled >= len(ALL) - 2 or not plan.fiches
