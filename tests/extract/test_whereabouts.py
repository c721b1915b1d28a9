"""Places that the words around them tell, and what stands where a place may and is none."""

import pytest

from pipeline.extract.printed import PrintedEntity
from pipeline.extract.whereabouts import with_places
from pipeline.model import EntityKind, Origin

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def read(text, *guesses, origin=Origin.NER):
    """Give the names of a text in which `guesses`, each (name, label), were seen."""
    seen = []
    for name, label in guesses:
        start = text.index(name)
        seen.append(PrintedEntity(start, start + len(name), name, label, origin))
    return [(name.text, name.label) for name in with_places([text], [seen])[0]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Chantiers-écoles à Lanombre", "Lanombre"),
        ("un voyage à Bourg-en-Tarance du 7 au 10 avril", "Bourg-en-Tarance"),
        ("À voir : la halle, à La Roche-Crozes.", "La Roche-Crozes"),
        ("un test à Tarance à partir de mai", "Tarance"),
    ],
)
def test_something_is_at_a_place(text, place):
    assert read(text) == [(place, PLACE)]


@pytest.mark.parametrize(
    "text",
    [
        "une étude confiée à Klaro", "confier l'animation du réseau à Klaro", "adhérer à Klaro", "faire appel à Klaro",
        "diffusion de l'Appel à Manifestation", "avec La Boîte à Clous", "une fête à Noël", "l'accès à Internet",
        "à Paul Orvance", "à ADEME", "à Klaro des Eaux", "à Val de Crozes",
    ],
)  # fmt: skip
def test_what_is_given_to_somebody_or_inside_a_name_is_no_place(text):
    assert read(text) == []


def test_from_a_place_to_another():
    assert read("du sentier, de Crozes à Tarance", ("Crozes", PLACE)) == [("Crozes", PLACE), ("Tarance", PLACE)]


@pytest.mark.parametrize(
    "text",
    [
        "Crozes, Orvance, La Roche-Tarance",
        "entre Orvance, Crozes et Tarance",
        "lieux : Orvance ou Crozes",
        "de Crozes et de Tarance",
    ],
)
def test_beside_places_stand_places(text):
    assert {label for _, label in read(text, ("Crozes", PLACE))} == {PLACE}
    assert len(read(text, ("Crozes", PLACE))) == text.count("ance") + 1


def test_a_guess_among_more_places_is_one():
    seen = (("Crozes", PLACE), ("Tarance", PLACE), ("Orvance", BODY))
    assert read("Crozes, Tarance, Orvance", *seen)[2] == ("Orvance", PLACE)
    assert read("Crozes, Orvance", ("Crozes", PLACE), ("Orvance", BODY))[1] == ("Orvance", BODY)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("la crèche Les Lucioles, à Crozes", ("Crozes", PLACE)),
        ("Grand Est et La Réunion", ("La Réunion", PLACE)),
        ("Crozes et Pays de la Mée", ("Crozes", PLACE)),
        ("Crozes, Anne Orvance", ("Crozes", PLACE)),
        ("Klaro, Orvance", ("Klaro", BODY)),
    ],
)
def test_what_stands_beside_a_place_and_is_none(text, seen):
    assert read(text, seen) == [seen]


def test_what_is_known_stays():
    names = (("Crozes", PLACE), ("Tarance", PLACE), ("Klaro", BODY))
    assert read("Crozes, Tarance et Klaro", *names, origin=Origin.DECLARED) == list(names)


def test_a_place_and_a_day():
    assert read("Crozes, le 21 novembre", ("Crozes", BODY)) == [("Crozes", PLACE)]
    assert read("Webinaire, le 21 novembre") == []
