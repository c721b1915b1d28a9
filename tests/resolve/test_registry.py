"""One entity whatever the spelling, two where they differ."""

import pytest

from pipeline.model import EntityKind, Occurrence, OccurrenceKind, Span
from pipeline.resolve.acronyms import is_acronym_of
from pipeline.resolve.registry import Registry, slug
from pipeline.resolve.titles import same_title


def entities(names: list[str], kind: EntityKind = EntityKind.ORGANISATION) -> list[tuple[str, tuple[str, ...]]]:
    registry = Registry()
    for place, name in enumerate(names):
        span = Span(start=place * 100, end=place * 100 + len(name))
        registry.add(name, kind, Occurrence(fiche_id=None, as_=OccurrenceKind.MENTION, role=None, span=span))
    found, _ = registry.resolve()
    return [(entity.name, entity.variants) for entity in found[kind]]


ONE = [
    ["Benoît Ézanno-Pic", "Benoit Ezanno-Pic", "BENOÎT ÉZANNO-PIC"],
    ["Société Vélo", "SOCIETE VELO"],
    ["UrScop", "URSCOP", "l'UrScop"],
    ["Fabrique du Lin", "la Fabrique du Lin", "Fabrique  du lin"],
    ["IO - BFC", "IO-BFC"],
    ["association Pain Levé", "Pain Levé"],
    ["Institut rural d'agroforesterie (IRA)", "IRA"],
    ["Fédération nationale des Moulins Ruraux", "Fédération des Moulins ruraux"],
    ["Communauté de communes du Val Marnais", "Communauté de communes du Val Marnnais"],
]
TWO = [
    ["CRESS Bretagne", "CRESS Normandie"],
    ["Université de Lyon 1", "Université de Lyon 2"],
    ["Ville de Vannes", "Ville de Rennes"],
    ["Communauté de communes du Pays de Redon", "Communauté de communes du Pays de Retz"],
    ["Département de la Loire", "Département du Loiret"],
]
TWO_PEOPLE = [
    ["Marie Durand", "Marie Durant"],
    ["Claire Lefèvre", "Claire Lefebvre"],
    ["Paul Roy", "Paule Roy"],
    ["Paul Roy", "Jean Roy"],
    ["Jean Roy", "Jean Roi"],
]


@pytest.mark.parametrize("names", ONE)
def test_spellings_of_one_body_are_one_entity(names: list[str]) -> None:
    assert len(entities(names)) == 1


@pytest.mark.parametrize("names", TWO)
def test_two_bodies_stay_two(names: list[str]) -> None:
    assert len(entities(names)) == 2


@pytest.mark.parametrize("names", TWO_PEOPLE)
def test_two_people_stay_two(names: list[str]) -> None:
    assert len(entities(names, EntityKind.PERSON)) == 2


@pytest.mark.parametrize(
    "names",
    [
        ["Lucie Le Guen", "LE GUEN Lucie", "Lucie LE GUEN"],
        ["Karim Benali", "M. Benali", "K. Benali"],
        ["Anaïs Lettier", "Anais Letier"],
    ],
)
def test_spellings_of_one_person_are_one_entity(names: list[str]) -> None:
    assert len(entities(names, EntityKind.PERSON)) == 1


def test_a_surname_that_two_people_bear_is_neither() -> None:
    assert len(entities(["Jean Roy", "Paul Roy", "M. Roy"], EntityKind.PERSON)) == 3


def test_the_best_spelling_is_accented_and_not_shouted() -> None:
    assert entities(["BENOIT EZANNO", "Benoit Ezanno", "Benoît Ézanno"], EntityKind.PERSON)[0] == (
        "Benoît Ézanno",
        ("BENOIT EZANNO", "Benoit Ezanno"),
    )


def test_identifiers_are_unique_and_readable() -> None:
    assert slug("Île-de-France : Œuvres") == "ile-de-france-oeuvres"


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("IRA", "Institut rural d'agroforesterie", True),
        ("CNFPT", "Centre national de la fonction publique territoriale", True),
        ("CEREMA", "Centre d'études et d'expertise sur les risques, la mobilité et l'aménagement", True),
        ("XYZ", "Institut rural d'agroforesterie", False),
        ("IRA", "Banque alimentaire", False),
    ],
)
def test_an_acronym_is_made_of_the_beginnings_of_words(short: str, long: str, same: bool) -> None:
    assert is_acronym_of(short, long) is same


@pytest.mark.parametrize(
    ("contents", "body", "same"),
    [
        ("Approche par bassins", "L'approche par bassins", True),
        ("Formes d'habitat", "Les formes d'habitat", True),
        ("PAT", "Projets Alimentaires Territoriaux - PAT", True),
        ("ÉNERGIES LOCALES", "Énergies locales", True),
        ("Nouveaux modèles d'habitat", "Les nouvelles formes d'habitat", False),
        ("PAT", "Plans vélo - PV", False),
    ],
)
def test_titles_are_compared_in_meaning(contents: str, body: str, same: bool) -> None:
    assert same_title(contents, body) is same
