"""Lists of names are cut where names end, not where the word `et` stands."""

import pytest

from pipeline.listing import cut_list, is_function, is_person_shaped, never_joins, one_body

BODIES = [
    ("ADEME, Région Bretagne et CCI", ["ADEME", "Région Bretagne", "CCI"]),
    ("Chambre de commerce et d'industrie, ARS", ["Chambre de commerce et d'industrie", "ARS"]),
    ("Chambre de métiers et de l'artisanat et CCI", ["Chambre de métiers et de l'artisanat", "CCI"]),
    ("Ministère de l'Agriculture et de l'Alimentation", ["Ministère de l'Agriculture et de l'Alimentation"]),
    ("Fondation Orée et l'Institut du bois", ["Fondation Orée", "Institut du bois"]),
    ("ESS France et observatoires ESS", ["ESS France", "observatoires ESS"]),
    ("UDCCAS et URSCOP, Finalog et Régions de France", ["UDCCAS", "URSCOP", "Finalog", "Régions de France"]),
    ("Terre et Humanité", ["Terre et Humanité"]),
    ("association Terre et Lien ; CPIE", ["association Terre et Lien", "CPIE"]),
    ("Avelis ; Institut des lisières ; ...", ["Avelis", "Institut des lisières"]),
    ("CIRAD et l'IO - BFC, Fabrique du Lin.", ["CIRAD", "IO - BFC", "Fabrique du Lin"]),
    (
        "Des chercheurs, centres-ressources et réseaux d'accueil",
        ["chercheurs", "centres-ressources", "réseaux d'accueil"],
    ),
    ("Les Amis du Lac (antenne nord), CAF", ["Les Amis du Lac", "CAF"]),
    ("ADEME - DREAL - Département", ["ADEME", "DREAL", "Département"]),
    ("ADEME / DREAL", ["ADEME", "DREAL"]),
]
PEOPLE = [
    ("Ana Bo et Luc Ny", ["Ana Bo", "Luc Ny"]),
    ("Ana Bo, Luc Ny & Éva Roy.", ["Ana Bo", "Luc Ny", "Éva Roy"]),
    ("Ana Bo / Luc Ny", ["Ana Bo", "Luc Ny"]),
    ("Ana Bo (eau), Luc Ny (air, sols) et Éva Roy", ["Ana Bo", "Luc Ny", "Éva Roy"]),
]


@pytest.mark.parametrize(("printed", "names"), BODIES)
def test_bodies(printed: str, names: list[str]) -> None:
    assert [printed[each.start : each.end] for each in cut_list(printed, one_body)] == names


@pytest.mark.parametrize(("printed", "names"), PEOPLE)
def test_people(printed: str, names: list[str]) -> None:
    assert [printed[each.start : each.end] for each in cut_list(printed, never_joins)] == names


@pytest.mark.parametrize(
    "name",
    ["Ana Bo", "Marie-Thérèse d'Aubry", "Yannick L'Hostic", "Jean LE GOFF", "M. Durand", "DURAND Paul", "EVA Durand"],
)
def test_people_have_a_shape(name: str) -> None:
    assert is_person_shaped(name)


@pytest.mark.parametrize(
    "name",
    [
        "Service éducation", "ADEME", "Région Bretagne", "Direction des sports", "Communauté Urbaine", "les élus",
        "Ana", "ADIL du Tarn", "ADIL de l'Orne", "ADIL d'Orvance", "MAIA de la Drôme", "SNCF Gares",
    ],
)  # fmt: skip
def test_bodies_have_another(name: str) -> None:
    assert not is_person_shaped(name)


def test_functions_are_no_names() -> None:
    assert is_function("Vice-Présidente à l'eau")
    assert is_function("adjointe aux sports")
    assert not is_function("Maïté Roy")
