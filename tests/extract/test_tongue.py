"""A plan in another language comes through, marked, and no sentence of it becomes a name."""

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.model import DiagnosticCode, Plan
from pipeline.options import Options
from pipeline.read import Document
from pipeline.run import extract_document, extract_file
from tests.vocabulary.test_tongues import FRENCH, TEXTS

HEAD = "Fiche action n° {} : Titre\n\nPilote : Odile Crozet\n\nObjectifs :\n\n- {}\n\nPartenaires :\n\n- {}\n\n"


def extracted(text: str, ner: str = "none") -> Plan:
    document = Document(name="plan.txt", format="text", sha256="0" * 64, encoding="utf-8", text=text)
    return extract_document(document, Options(ner=ner)).plan


def marked(plan: Plan) -> list[str | None]:
    return [each.fiche_id for each in plan.diagnostics if each.code is DiagnosticCode.LANGUAGE_OTHER]


@pytest.mark.parametrize("code", TEXTS)
def test_a_plan_in_another_language_is_marked_once(code: str) -> None:
    plan = extracted(HEAD.format(1, TEXTS[code], "ADEME") + HEAD.format(2, TEXTS[code], "ADEME"))
    assert len(plan.fiches) == 2
    assert marked(plan) == [None]


def test_in_a_french_plan_the_fiche_is_marked() -> None:
    french, foreign = HEAD.format(1, FRENCH, "ADEME"), HEAD.format(2, TEXTS["de"], "ADEME")
    plan = extracted(french * 3 + foreign)
    assert marked(plan) == ["fiche-2"]
    assert marked(extracted(french * 3)) == []


def test_sentences_are_no_names() -> None:
    plan = extracted(HEAD.format(1, TEXTS["en"] + " Greener Homes Trust helps the ADEME.", TEXTS["en"]), "ours")
    assert [entity.name for entity in plan.people] == ["Odile Crozet"]
    assert [entity.name for entity in plan.organisations] == ["ADEME"]
    assert [partner.entity_id for partner in plan.fiches[0].partners if "city" in partner.name] == [None]


def test_a_document_without_fiche_is_told_why(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TEXTS["en"] * 5, encoding="utf-8")
    with pytest.raises(SourceError, match=r"holds no fiche, and its text seems to be in English; only plans in French"):
        extract_file(path, Options(ner="none"))
