"""The library in one call: typed, without global state, every span where it says."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from pipeline import extract
from pipeline.errors import SourceError
from pipeline.model import Item, Plan, Span
from pipeline.split.markup import strip_markup
from tests.command import ROOT, SEED


@pytest.fixture(scope="module")
def plan() -> Plan:
    return extract(SEED)


TEXT = SEED.read_text(encoding="utf-8")


def printed(span: Span) -> str:
    raw = TEXT[span.start : span.end]
    start = span.start + len(raw) - len(raw.lstrip())
    return strip_markup(TEXT, start, start + len(raw.strip())).passage.text


def items(plan: Plan) -> Iterator[Item]:
    def walk(nested: tuple[Item, ...]) -> Iterator[Item]:
        for item in nested:
            yield item
            yield from walk(item.items)

    for fiche in plan.fiches:
        for section in fiche.sections:
            yield from walk(section.items)


def test_every_span_slices_to_what_it_says(plan: Plan) -> None:
    for fiche in plan.fiches:
        for referent in fiche.referents:
            assert printed(referent.span) == referent.name
        for date in fiche.dates:
            assert printed(date.span) == date.text
        for partner in fiche.partners:
            assert printed(partner.span) == partner.name
        for funding in fiche.funding:
            for amount in funding.amounts:
                assert printed(amount.span) == amount.text
    for item in items(plan):
        assert printed(item.span) == item.text
        for mention in item.mentions:
            assert printed(mention.span) == mention.text


def test_values_stand_inside_their_fiche_and_in_printed_order(plan: Plan) -> None:
    for fiche in plan.fiches:
        for values in (fiche.referents, fiche.sections, fiche.dates, fiche.calendar, fiche.partners, fiche.funding):
            starts = [value.span.start for value in values]
            assert starts == sorted(starts)
            assert all(fiche.span.start <= value.span.start < value.span.end <= fiche.span.end for value in values)


def test_every_reference_leads_somewhere(plan: Plan) -> None:
    entities = {entity.id for entity in (*plan.people, *plan.organisations, *plan.places)}
    fiches = {fiche.id for fiche in plan.fiches}
    assert len(fiches) == len(plan.fiches)
    assert {axe.id for axe in plan.axes} >= {fiche.axe_id for fiche in plan.fiches if fiche.axe_id}
    assert {fiche_id for axe in plan.axes for fiche_id in axe.fiche_ids} <= fiches
    for fiche in plan.fiches:
        assert {referent.entity_id for referent in fiche.referents} <= entities
        assert {partner.entity_id for partner in fiche.partners if partner.entity_id} <= entities
    assert {mention.entity_id for item in items(plan) for mention in item.mentions} <= entities


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert extract(SEED).model_dump_json() == extract(str(SEED)).model_dump_json()


def test_a_file_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        extract(ROOT / "source" / "nowhere.txt")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import pipeline", "pydantic"),
        ("from pipeline import extract; extract('source/rtes-2022.txt', ner='none')", "spacy"),
        ("from pipeline import extract; extract('source/rtes-2022.txt')", "spacy.lang.fr"),
    ],
)
def test_what_is_not_needed_is_not_imported(code: str, absent: str) -> None:
    subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nassert {absent!r} not in sys.modules"], cwd=ROOT, check=True
    )
