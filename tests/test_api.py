"""The library in one call: typed values, spans that slice to what they say, nothing heavy imported before use."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract
from pipeline.errors import FichesError
from pipeline.model import Item, Plan
from pipeline.options import Options
from pipeline.split.markup import strip_markup
from pipeline.vocabulary.folding import fold
from tests.command import ROOT, SEED, SMALL


@pytest.fixture(scope="module")
def plan() -> Plan:
    return extract(SEED)


@pytest.fixture(scope="module")
def text() -> str:
    return SEED.read_text(encoding="utf-8")


def read(text: str, start: int, end: int) -> str:
    """A stretch as it reads: markup gone, white space folded."""
    return strip_markup(text, start, end).passage.text


def items(found: tuple[Item, ...]) -> Iterator[Item]:
    for item in found:
        yield item
        yield from items(item.items)


def values(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a plan's JSON that has a span."""
    if isinstance(node, dict):
        if isinstance(node.get("span"), dict):
            yield path, node
        for key, inner in node.items():
            yield from values(inner, f"{path}.{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from values(inner, f"{path}[{index}]")


def test_the_result_is_typed(plan: Plan) -> None:
    assert isinstance(plan, Plan)
    assert plan.fiches[0].kind == "fiche"
    assert plan.fiches[0].referents[0].span.start > 0
    assert extract(str(SEED), Options(ner="none")).fiches[0].title == plan.fiches[0].title


def test_every_span_slices_to_what_it_says(plan: Plan, text: str) -> None:
    checked = 0
    for path, value in values(plan.model_dump(mode="json")):
        span = value["span"]
        assert 0 <= span["start"] < span["end"] <= len(text), path
        printed = text[span["start"] : span["end"]]
        assert printed == printed.strip(), (path, printed)
        said = None
        if "occurrences" not in path:
            if re.search(r"\.(referents|partners)\[\d+\]$", path):
                said = value["name"]
            elif re.search(r"\.(dates|items|mentions|amounts)\[\d+\]$|\.(start_date|end_date|status|priority)$", path):
                said = value["text"]
        if said is not None:
            checked += 1
            assert read(text, span["start"], span["end"]) == said, path
    assert checked > 700


def test_entities_are_named_where_they_say(plan: Plan, text: str) -> None:
    for entity in (*plan.people, *plan.organisations, *plan.places):
        names = {fold(name) for name in (entity.name, *entity.variants, entity.acronym or "")} - {""}
        for occurrence in entity.occurrences:
            printed = fold(read(text, occurrence.span.start, occurrence.span.end))
            assert any(name in printed or printed in name for name in names), (entity.name, printed)


def test_order_and_nesting(plan: Plan) -> None:
    for one, other in pairwise(plan.fiches):
        assert one.span.end <= other.span.start
    for fiche in plan.fiches:
        inside = range(fiche.span.start, fiche.span.end + 1)
        for section, after in zip_longest(fiche.sections, fiche.sections[1:]):
            assert section.span.start in inside
            assert section.span.end in inside
            assert after is None or section.span.end <= after.span.start
            found = list(items(section.items))
            for item, below in zip_longest(found, found[1:]):
                assert section.span.start <= item.span.start < item.span.end <= section.span.end
                assert below is None or item.span.end <= below.span.start
                for each in (*item.dates, *item.mentions):
                    assert item.span.start <= each.span.start < each.span.end <= item.span.end
        for family in (fiche.referents, fiche.dates, fiche.partners, fiche.funding, fiche.calendar):
            starts = [each.span.start for each in family]
            assert starts == sorted(starts)
            assert all(each.span.start in inside and each.span.end in inside for each in family)


def test_ids_are_unique_and_meet(plan: Plan) -> None:
    entities = [each.id for each in (*plan.people, *plan.organisations, *plan.places)]
    fiches = [fiche.id for fiche in plan.fiches]
    axes = [axe.id for axe in plan.axes]
    for ids in (entities, fiches, axes):
        assert len(set(ids)) == len(ids)
    for path, value in values(plan.model_dump(mode="json")):
        assert value.get("entity_id") is None or value["entity_id"] in entities, path
        assert value.get("fiche_id") is None or value["fiche_id"] in fiches, path
        assert value.get("axe_id") is None or value["axe_id"] in axes, path


def test_every_error_has_a_code_and_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FichesError) as caught:
        extract(tmp_path / "gone.txt")
    assert caught.value.code == "unreadable"
    (tmp_path / "plan.txt").write_text("Bonjour.\n", encoding="utf-8")
    with pytest.raises(FichesError) as caught:
        extract(tmp_path / "plan.txt")
    assert caught.value.code == "no-fiche"


def test_two_calls_do_not_know_of_each_other(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "plan.txt").write_text(SMALL, encoding="utf-8")
    extract(tmp_path / "plan.txt")
    assert extract(SEED) == plan


HEAVY = ("spacy", "thinc", "numpy", "pandas", "pydantic", "jsonschema", "rapidfuzz", "rich", "typer", "regex")


def imported_by(code: str, *, whole: bool = False) -> set[str]:
    """Give the packages that a program has imported at its end, or the whole names of all modules."""
    script = f"import json, sys\n{code}\nprint(json.dumps(list(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name if whole else name.partition(".")[0] for name in json.loads(run.stdout)}


def test_the_function_stays_where_it_is() -> None:
    """The stage of the same name, once imported, would stand in its place."""
    import pipeline
    from pipeline.extract.dates import find_dates

    assert pipeline.extract is extract
    assert pipeline.extract(SEED, Options(ner="none")) == pipeline.extract(SEED, Options(ner="none"))
    assert find_dates("en 2022")


def test_import_costs_nothing() -> None:
    assert imported_by("import pipeline").isdisjoint(HEAVY)


def test_without_names_spacy_is_never_imported() -> None:
    assert imported_by(
        f"from pipeline import Options, extract; extract({str(SEED)!r}, Options(ner='none'))"
    ).isdisjoint(HEAVY[:4])
    assert "spacy" in imported_by(f"from pipeline import extract; extract({str(SEED)!r})")
    assert "spacy.lang.fr" not in imported_by(f"from pipeline import extract; extract({str(SEED)!r})", whole=True)
