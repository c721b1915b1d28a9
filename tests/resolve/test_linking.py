"""From a text to linked entities: referents, partners, funders and names in sentences meet in one registry."""

from pathlib import Path

from pipeline.model import DiagnosticCode, Plan
from pipeline.options import Options
from pipeline.read import Document
from pipeline.run import extract_document

TEXT = """Plan d'actions 2024 de la Métropole de Tarance

Fiche action n° 1 : Ouvrir un jardin partagé

Pilote : Paul Durand

Objectifs :

- M. Durand présente le projet à l'Institut régional d'administration (IRA) et à la DREETS Bretagne.
- Mme Crozet et P. Durand préparent une convention avec l'IRA, la Dreets Bretagne et la Région PACA.
- Un atelier à Saint-Martin (32), puis dans le Gers et en Belgique.
- Réunion en région PACA et en Provence-Alpes-Côte d'Azur.

Partenaires : Mouvement rural (MR), Métropole, CC du Val d'Orne, Ville de Condom, MR

Financement : la Métropole : 10 000 €, CD 32 : 5 000 €, Conseil départemental du Gers : 2 000 €

Fiche action n° 2 : Semer

Pilote : Odile Crozet

Objectifs :

- Semer

Partenaires : P. Durand, M. Durand, MR, Communauté de communes du Val d'Orne
"""


def plan() -> Plan:
    document = Document(name="plan.txt", format="text", sha256="0" * 64, encoding="utf-8", text=TEXT)
    return extract_document(document, Options(places=Path(__file__).with_name("v_commune_2024.csv"))).plan


def test_all_names_of_a_plan_are_linked() -> None:
    read = plan()
    people = {each.name: each for each in read.people}
    bodies = {each.name: each for each in read.organisations}
    places = {each.name: each.ids for each in read.places}
    assert list(people) == ["Odile Crozet", "Paul Durand"]
    assert set(bodies) == {
        "Communauté de communes du Val d'Orne",
        "Conseil départemental du Gers",
        "DREETS Bretagne",
        "Institut régional d'administration",
        "Mouvement rural",
        "Métropole de Tarance",
        "Région PACA",
        "Ville de Condom",
    }
    assert {name: each.acronym for name, each in bodies.items() if each.acronym} == {
        "Institut régional d'administration": "IRA",
        "Mouvement rural": "MR",
    }
    assert bodies["Métropole de Tarance"].variants == ("Métropole",)
    assert bodies["Ville de Condom"].ids == {"insee": "32107"}
    assert places == {
        "Belgique": {"iso3166_1": "BE"},
        "Gers": {"iso3166_2": "FR-32"},
        "Provence-Alpes-Côte d'Azur": {"iso3166_2": "FR-PAC"},
        "Saint-Martin": {"insee": "32389"},
    }


def test_every_value_leads_to_its_entity() -> None:
    read = plan()
    ids = {each.id for each in (*read.people, *read.organisations, *read.places)}
    first, second = read.fiches
    assert [partner.entity_id for partner in second.partners] == [
        "paul-durand", "paul-durand", "mouvement-rural", "communaute-de-communes-du-val-d-orne",
    ]  # fmt: skip
    assert {funding.entity_id for funding in first.funding} == {"metropole-de-tarance", "conseil-departemental-du-gers"}
    assert {m.entity_id for fiche in read.fiches for s in fiche.sections for i in s.items for m in i.mentions} <= ids


def test_a_short_name_is_no_other_spelling() -> None:
    named = [each.message for each in plan().diagnostics if each.code is DiagnosticCode.SPELLING_VARIANTS]
    assert not any("Durand" in message for message in named)


def test_a_body_that_looks_like_a_person_is_a_body_for_the_lists() -> None:
    text = TEXT.replace("Pilote : Odile Crozet", "Pilote : Odile Crozet, Cerema, Jura Solidaire, Claire Lorraine")
    document = Document(name="plan.txt", format="text", sha256="0" * 64, encoding="utf-8", text=text)
    _, second = extract_document(document, Options(ner="none")).plan.fiches
    assert [(each.name, each.kind) for each in second.referents] == [
        ("Odile Crozet", "person"),
        ("Cerema", "organisation"),
        ("Jura Solidaire", "organisation"),
        ("Claire Lorraine", "person"),
    ]
