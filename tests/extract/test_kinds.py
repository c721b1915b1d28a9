"""What a referent is where its name alone does not tell: the plan decides, then its reader, last the model."""

from pipeline import Options
from pipeline.model import ReferentKind
from pipeline.read import Document
from pipeline.run import extract_document

PLAN = """Fiche action n° 1 : Ouvrir

Pilote : {name}
Objectifs : réunir

Fiche action n° 2 : Fermer

Pilote : Odile Crozet
{line}
"""


def kind(name: str, line: str = "Objectifs : rien", ner: str = "none") -> ReferentKind:
    document = Document("plan.txt", "text", "0" * 64, "utf-8", PLAN.format(name=name, line=line))
    return extract_document(document, Options(ner=ner)).plan.fiches[0].referents[0].kind


def test_the_rest_of_the_plan_decides() -> None:
    assert kind("Rive Habitat") is ReferentKind.PERSON
    assert kind("Rive Habitat", "Partenaires : Rive Habitat, ADEME") is ReferentKind.ORGANISATION
    assert kind("Rive Habitat", "Structure porteuse : Rive Habitat") is ReferentKind.ORGANISATION
    assert kind("Rive Habitat", "Financeurs : Rive Habitat (5 000 €)") is ReferentKind.ORGANISATION
    assert kind("Crozet") is ReferentKind.PERSON


def test_the_model_is_asked_last() -> None:
    assert kind("Rive Habitat", ner="ours") is ReferentKind.ORGANISATION
    assert kind("Zoltan Kovrig", ner="ours") is ReferentKind.PERSON
    assert kind("Luc Ny", "Partenaires : Luc Ny", ner="ours") is ReferentKind.PERSON
