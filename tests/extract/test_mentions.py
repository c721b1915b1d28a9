"""Names in the items of a whole plan: what it declares elsewhere decides with the lists and rules."""

import pytest

from pipeline import Options
from pipeline.read import Document
from pipeline.run import extract_document

PLAN = """Fiche action n° 1 : Ouvrir

Pilote : Ana Bo
Contexte :
- {item}
Partenaires : ADEME, PMI de la Mée
Plan de financement :
- {funder} : 10 000 €
- Région Bretagne : 5 000 €

Fiche action n° 2 : Fermer

Pilote : Odile Crozet
Objectifs : rien
"""


def mentions(item: str = "rien", funder: str = "CAF") -> list[str]:
    document = Document("plan.txt", "text", "0" * 64, "utf-8", PLAN.format(item=item, funder=funder))
    plan = extract_document(document, Options(ner="ours")).plan
    found = [item for section in plan.fiches[0].sections for item in section.items]
    return [mention.text for item in found for mention in item.mentions]


@pytest.mark.parametrize("funder", ["FEADER", "FSE+", "LEADER", "DETR", "Fonds vert", "FEDER-FSE", "Programme LEADER"])
def test_funds_and_programmes_that_pay_are_no_bodies(funder: str) -> None:
    assert mentions(funder=funder) == ["ADEME", "PMI de la Mée", "Région Bretagne"]


@pytest.mark.parametrize("funder", ["CAF", "Fonds de dotation Orvance", "Fondation Orvance", "ANCT"])
def test_bodies_that_pay_are_named(funder: str) -> None:
    assert mentions(funder=funder) == ["ADEME", "PMI de la Mée", funder, "Région Bretagne"]
