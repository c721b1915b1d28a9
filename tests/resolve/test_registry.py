"""One entity whatever the spelling, two where they differ."""

import pytest

from pipeline.model import Entity, EntityKind, Occurrence, OccurrenceKind, Span
from pipeline.resolve.acronyms import is_acronym_of
from pipeline.resolve.registry import Registry, slug
from pipeline.resolve.titles import same_title

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def entities(
    names: list[str], kind: EntityKind = BODY, as_: OccurrenceKind = OccurrenceKind.MENTION
) -> list[tuple[str, tuple[str, ...]]]:
    registry = Registry()
    for place, name in enumerate(names):
        span = Span(start=place * 100, end=place * 100 + len(name))
        registry.add(name, kind, Occurrence(fiche_id=None, as_=as_, role=None, span=span))
    found, _ = registry.resolve()
    return [(entity.name, entity.variants) for entity in found[kind]]


def bodies_of(text: str, names: list[str], title: list[str] | None = None) -> dict[str, Entity]:
    """Read bodies in a text, where each name is given in printed order; the entities by name."""
    registry = Registry()
    start = 0
    for name in names:
        start = text.index(name, start)
        span = Span(start=start, end=start + len(name))
        registry.add(name, BODY, Occurrence(fiche_id=None, as_=OccurrenceKind.MENTION, role=None, span=span))
        start += len(name)
    registry.note_title(title or [])
    found, _ = registry.resolve(text)
    return {entity.name: entity for entity in found[BODY]}


ONE = [
    ["Benoît Ézanno-Pic", "Benoit Ezanno-Pic", "BENOÎT ÉZANNO-PIC"],
    ["Société Vélo", "SOCIETE VELO"],
    ["UrScop", "URSCOP", "l'UrScop"],
    ["Fabrique du Lin", "la Fabrique du Lin", "Fabrique  du lin"],
    ["Fabrique du Cœur", "FABRIQUE DU COEUR", "Fabrique du Coeur"],
    ["IO - BFC", "IO-BFC"],
    ["DREETS", "Dreets", "la DREETS"],
    ["association Pain Levé", "Pain Levé"],
    ["Institut rural d'agroforesterie (IRA)", "IRA"],
    ["IRA (Institut rural d'agroforesterie)", "IRA", "Institut rural d’agroforesterie"],
    ["Mouvement rural (MR)", "MR"],
    ["Office rural des semences", "ORS"],
    ["Fédération nationale des Moulins Ruraux", "Fédération des Moulins ruraux"],
    ["Communauté de communes du Val Marnais", "Communauté de communes du Val Marnnais"],
    ["Communauté de communes du Val Marnais", "CC du Val Marnais", "Communauté de Communes Val Marnais"],
    ["Communauté d'agglomération du Val", "CA du Val", "Val Agglomération"],
    ["Département du Gers", "CD 32", "Conseil départemental du Gers", "Conseil général du Gers"],
    ["Région PACA", "Région Provence-Alpes-Côte d'Azur", "Conseil régional PACA", "Région Sud"],
    ["Région Bretagne", "Région de Bretagne", "Conseil régional de Bretagne"],
    ["Ville de Saint-Ormin", "Commune de St-Ormin", "Mairie de Saint Ormin"],
    ["Métropole de Rouvres", "Rouvres Métropole"],
]
TWO = [
    ["CRESS Bretagne", "CRESS Normandie"],
    ["Université de Lyon 1", "Université de Lyon 2"],
    ["Ville de Vannes", "Ville de Rennes"],
    ["Ville de Vannes", "Vannes Agglomération"],
    ["Villes de France", "Ville de France-sur-Mer"],
    ["Communauté de communes du Pays de Redon", "Communauté de communes du Pays de Retz"],
    ["Communauté de communes du Val", "Communauté d'agglomération du Val"],
    ["Département de la Loire", "Département du Loiret"],
    ["Département de la Loire", "Préfecture de la Loire"],
    ["CA Bretagne", "Communauté d'agglomération Bretagne"],
    ["Mouvement rural", "MR"],
    ["IRA", "Institut rural"],
]
TWO_PEOPLE = [
    ["Marie Durand", "Marie Durant"],
    ["Claire Lefèvre", "Claire Lefebvre"],
    ["Paul Roy", "Paule Roy"],
    ["Paul Roy", "Jean Roy"],
    ["Jean Roy", "Jean Roi"],
    ["Paul Roy", "J. Roy"],
    ["Tiphaine Roy", "Th. Roy"],
    ["Mme Claude Roy", "M. Roy"],
]


@pytest.mark.parametrize("names", ONE, ids=lambda names: names[0])
def test_spellings_of_one_body_are_one_entity(names: list[str]) -> None:
    assert len(entities(names)) == 1


@pytest.mark.parametrize("names", TWO, ids=lambda names: " | ".join(names))
def test_two_bodies_stay_two(names: list[str]) -> None:
    assert len(entities(names)) == 2


@pytest.mark.parametrize("names", TWO_PEOPLE, ids=lambda names: " | ".join(names))
def test_two_people_stay_two(names: list[str]) -> None:
    assert len(entities(names, PERSON)) == 2


@pytest.mark.parametrize(
    "names",
    [
        ["Lucie Le Guen", "LE GUEN Lucie", "Lucie LE GUEN"],
        ["Lucie Le Guen", "Mme Le Guen", "Mme Lucie Le Guen"],
        ["Karim Benali", "M. Benali", "K. Benali", "Benali"],
        ["Jean-Pierre Roy", "J.-P. Roy", "J. Roy", "Roy", "Jean Pierre ROY"],
        ["Anne Marie Roy", "Mme Roy", "A. Roy"],
        ["Thierry Roy", "Th. Roy"],
        ["A. Roy", "Roy"],
        ["ROY Paul", "Roy", "M. Roy"],
        ["Anaïs Lettier", "Anais Letier"],
    ],
    ids=lambda names: " | ".join(names),
)
def test_spellings_of_one_person_are_one_entity(names: list[str]) -> None:
    assert len(entities(names, PERSON)) == 1


def test_a_surname_that_two_people_bear_is_neither() -> None:
    assert len(entities(["Jean Roy", "Paul Roy", "M. Roy"], PERSON)) == 3
    assert len(entities(["Claude Roy", "M. Roy", "Mme Roy"], PERSON)) == 3


def test_of_two_people_of_one_surname_the_fiche_decides() -> None:
    registry = Registry()
    printed = [("Jean Roy", "1"), ("Paul Roy", "2"), ("M. Roy", "1"), ("Roy", "2"), ("Roy", "3"), ("Roy", "4")]
    keys = [
        (PERSON, registry.add(name, PERSON, Occurrence(fiche_id=f"fiche-{fiche}", as_=OccurrenceKind.MENTION, role=None,
                                                       span=Span(start=place * 10, end=place * 10 + 3))))
        for place, (name, fiche) in enumerate(printed)
    ]  # fmt: skip
    found, ids = registry.resolve()
    assert [ids[key] for key in keys] == ["jean-roy", "paul-roy", "jean-roy", "paul-roy", "roy", "roy"]
    assert [entity.name for entity in found[PERSON]] == ["Jean Roy", "Paul Roy", "Roy"]


def test_the_title_of_a_person_is_no_part_of_the_name() -> None:
    assert entities(["Mme Odile Crozet", "Odile Crozet"], PERSON) == [("Odile Crozet", ())]


def test_a_whole_name_is_better_than_a_short_one() -> None:
    assert entities(["P. Durand", "M. Durand", "Paul Durand"], PERSON) == [("Paul Durand", ("M. Durand", "P. Durand"))]


def test_the_best_spelling_is_accented_and_not_shouted() -> None:
    assert entities(["BENOIT EZANNO", "Benoit Ezanno", "Benoît Ézanno"], PERSON)[0] == (
        "Benoît Ézanno",
        ("BENOIT EZANNO", "Benoit Ezanno"),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("avec l'Office rural des semences (ORS), puis l'ORS", ["Office rural des semences", "ORS", "ORS"]),
        ("l'Office rural des semences (**ORS**) ; ORS", ["Office rural des semences", "ORS"]),
        ("avec l'ORS (Office rural des semences) et l'Office rural des semences", ["ORS", "Office rural des semences"]),
        ("Mouvement rural – MR, MR", ["Mouvement rural", "MR", "MR"]),
        ("MR : Mouvement rural ; MR", ["MR", "Mouvement rural", "MR"]),
        ("le MR, ou Mouvement rural", ["MR", "Mouvement rural"]),
    ],
)
def test_an_acronym_is_what_it_is_printed_beside(text: str, names: list[str]) -> None:
    found = bodies_of(text, names)
    long = max(names, key=len)
    short = min(names, key=len)
    assert list(found) == [long]
    assert found[long].acronym == short
    assert found[long].variants in ((short,), ())


def test_an_acronym_of_two_bodies_is_neither() -> None:
    text = "Mouvement rural (MR), Maison rouge (MR), MR"
    assert len(bodies_of(text, ["Mouvement rural", "Maison rouge", "MR"])) == 3
    assert len(entities(["Office rural des semences", "Office régional du sport", "ORS"])) == 3


def test_an_acronym_that_is_known_for_another_body_is_that_one() -> None:
    # no plan's initials make another body of the ANCT
    assert len(entities(["Association nordique des chiens de traîneau", "ANCT"])) == 2


PARTNER, MENTION = OccurrenceKind.PARTNER, OccurrenceKind.MENTION


@pytest.mark.parametrize(
    ("names", "as_", "title", "count"),
    [
        (["Métropole de Rouvres", "Métropole"], PARTNER, [], 1),
        (["Rouvres Métropole", "la Métropole"], PARTNER, [], 1),
        (["Communauté de communes du Val", "Communauté de communes", "CC"], PARTNER, [], 1),
        (["Région Bretagne", "la Région", "Conseil régional"], PARTNER, [], 1),
        (["Département du Gers", "CD", "Conseil départemental"], PARTNER, [], 1),
        (["Réseau des moulins", "réseau"], PARTNER, [], 1),
        # two of a kind: the title decides, else nobody
        (["Région Bretagne", "Région Normandie", "Région"], PARTNER, [], 3),
        (["Réseau des moulins", "Réseau des lavoirs", "réseau"], PARTNER, ["Réseau des moulins"], 2),
        (["réseau", "ADEME"], PARTNER, ["Réseau des moulins"], 2),
        # a body that only running text names says nothing of whose plan it is
        (["Région Bretagne", "Région"], MENTION, [], 2),
        (["Métropole"], PARTNER, [], 1),
    ],
)
def test_a_short_form_is_the_body_that_the_plan_declares(
    names: list[str], as_: OccurrenceKind, title: list[str], count: int
) -> None:
    registry = Registry()
    for place, name in enumerate(names):
        span = Span(start=place * 100, end=place * 100 + len(name))
        registry.add(name, BODY, Occurrence(fiche_id=None, as_=as_, role=None, span=span))
    registry.note_title(title)
    assert len(registry.resolve()[0][BODY]) == count


def test_the_body_of_the_title_gives_its_whole_name() -> None:
    found = bodies_of("le réseau", ["réseau"], ["Réseau des moulins"])
    assert [(entity.name, entity.variants) for entity in found.values()] == [("Réseau des moulins", ("réseau",))]
    assert not bodies_of("", [], ["Réseau des moulins"])


@pytest.mark.parametrize(
    "names",
    [
        ["Région PACA", "PACA", "Provence-Alpes-Côte d'Azur", "PROVENCE ALPES COTE D'AZUR"],
        ["Île-de-France", "Ile de France", "IDF"],
        ["St-Ormin", "Saint-Ormin", "Saint Ormin"],
        ["Département du Lot", "Lot"],
    ],
)
def test_spellings_of_one_place_are_one_entity(names: list[str]) -> None:
    assert len(entities(names, PLACE)) == 1


def test_a_former_region_is_not_the_one_it_became_part_of() -> None:
    assert len(entities(["Bourgogne", "Bourgogne-Franche-Comté"], PLACE)) == 2


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
