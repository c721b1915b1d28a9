"""Names in the items of a whole plan: what it declares elsewhere decides with the lists and rules."""

from collections.abc import Iterable, Iterator
from importlib import import_module

import pytest

from pipeline import Options
from pipeline.extract.printed import PrintedEntity
from pipeline.model import EntityKind, Origin
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


@pytest.mark.parametrize(
    "funder", ["FEADER", "FSE+", "LEADER", "DETR", "FPRNM", "Fonds vert", "FEDER-FSE", "Programme LEADER"]
)
def test_funds_and_programmes_that_pay_are_no_bodies(funder: str) -> None:
    assert mentions(funder=funder) == ["ADEME", "PMI de la Mée", "Région Bretagne"]


@pytest.mark.parametrize("funder", ["CAF", "Fonds de dotation Orvance", "Fondation Orvance", "ANCT"])
def test_bodies_that_pay_are_named(funder: str) -> None:
    assert mentions(funder=funder) == ["ADEME", "PMI de la Mée", funder, "Région Bretagne"]


@pytest.mark.parametrize(
    ("printed", "label", "kind"),
    [
        ("Crozes, Val-Melrand", "Territoire", "place"), ("Val-Melrand et Crozes", "Communes concernées", "place"),
        ("Crozes, Val-Melrand", "Description", "organisation"), ("le siège du Val-Melrand", "Lieu", "organisation"),
    ],
)  # fmt: skip
def test_a_guess_in_a_list_of_places_is_one(
    printed: str, label: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guessed(texts: Iterable[str], *_: object) -> Iterator[tuple[PrintedEntity, ...]]:
        for text in texts:
            start = text.find("Val-Melrand")
            body = PrintedEntity(start, start + 11, "Val-Melrand", EntityKind.ORGANISATION, Origin.NER)
            yield (body,) if start >= 0 else ()

    monkeypatch.setattr(import_module("pipeline.extract.mentions"), "read_entities", guessed)
    text = PLAN.format(item="rien", funder="CAF").replace("Objectifs : rien", f"Objectifs : rien\n{label} : {printed}")
    plan = extract_document(Document("plan.txt", "text", "0" * 64, "utf-8", text), Options(ner="ours")).plan
    items = [item for section in plan.fiches[1].sections for item in section.items]
    assert [mention.label.value for item in items for mention in item.mentions] == [kind]
