"""The corrections files that the documentation shows are valid, and do what it says."""

import re
from pathlib import Path

import pytest

from pipeline.corrections.entries import ACTIONS
from pipeline.corrections.fields import FIELDS
from pipeline.corrections.file import dump_corrections, parse_corrections
from pipeline.model import Origin
from tests.command import ROOT
from tests.corrections.plans import corrected, written

ENGLISH = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
FRENCH = (ROOT / "docs" / "revue.md").read_text(encoding="utf-8")


def block(page: str, kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


PLAN = block(ENGLISH, "text")


@pytest.mark.parametrize("page", [ENGLISH, FRENCH])
def test_the_example_applies_whole(page: str, tmp_path: Path) -> None:
    text = block(page, "yaml")
    plan = corrected(text, PLAN)
    assert [one.message for one in plan.diagnostics if one.code == "correction-not-applied"] == []
    assert [one.code for one in plan.diagnostics if one.code == "uncertain"] == []
    fiche = plan.fiches[0]
    assert (fiche.referents[0].name, fiche.referents[0].origin) == ("Odile Crozet-Valle", Origin.CORRECTED)
    assert "Terres Vives" in {entity.name for entity in plan.organisations}
    written(plan, PLAN, tmp_path)
    read = parse_corrections(text, "x")
    assert parse_corrections(dump_corrections(read.entries, "x", read.head), "x").entries == read.entries


def test_what_the_long_example_does() -> None:
    fiche = corrected(block(ENGLISH, "yaml"), PLAN).fiches[0]
    assert fiche.title == "Un jardin pour tous"
    assert [one.name for one in fiche.partners] == ["Ville de Tarance", "association Terres Vives", "Terre Vive"]
    assert fiche.dates[0].values[0].precision == "season"


def test_every_entry_and_field_is_described() -> None:
    for name in ACTIONS:
        assert f"| `{name}: " in ENGLISH
    for family, fields in FIELDS.items():
        assert f"`{family.value}`" in ENGLISH
        for name in fields.model_fields:
            assert f"`{name}`" in ENGLISH, (family, name)
