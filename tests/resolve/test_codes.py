"""Codes of places: those that a name has for certain, and those that the plan around a name decides."""

from pathlib import Path

import pytest

from pipeline.model import Entity, EntityKind, Occurrence, OccurrenceKind, Span
from pipeline.resolve.codes import with_codes
from pipeline.resolve.communes import Communes, read_communes

PLACE, BODY = EntityKind.PLACE, EntityKind.ORGANISATION
COMMUNES = read_communes(Path(__file__).with_name("v_commune_2024.csv"))


def codes(
    text: str, places: list[str], bodies: list[str] | None = None, *, communes: Communes | None = COMMUNES,
    title: str | None = None,
) -> list[dict[str, str]]:  # fmt: skip
    """Give the codes of the entities that a text names, places first; `[Lot]` marks the place `Lot`."""
    plain = text.replace("[", "").replace("]", "")

    def entity(name: str, kind: EntityKind) -> Entity:
        spans = []
        start = plain.find(name)
        if f"[{name}]" in text:
            before = text[: text.index(f"[{name}]")]
            start = len(before.replace("[", "").replace("]", ""))
        if start >= 0:
            spans.append(Span(start=start, end=start + len(name)))
        occurrences = tuple(
            Occurrence(fiche_id=None, as_=OccurrenceKind.MENTION, role=None, span=span) for span in spans
        )
        return Entity(
            id=name.casefold().encode("ascii", "ignore").decode().replace(" ", "-").replace("'", "-"),
            name=name, variants=(), kind=kind, acronym=None, ids={}, occurrences=occurrences,
        )  # fmt: skip

    given = {
        PLACE: tuple(entity(name, PLACE) for name in places),
        BODY: tuple(entity(name, BODY) for name in bodies or []),
        EntityKind.PERSON: (),
    }
    found = with_codes(given, plain, title, communes)
    return [each.ids for kind in (PLACE, BODY) for each in found[kind]]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Provence-Alpes-Côte d'Azur", {"iso3166_2": "FR-PAC"}),
        ("Région PACA", {"iso3166_2": "FR-PAC"}),
        ("Région Sud", {"iso3166_2": "FR-PAC"}),
        ("Ile de France", {"iso3166_2": "FR-IDF"}),
        ("GRAND EST", {"iso3166_2": "FR-GES"}),
        ("Poitou-Charentes", {"iso3166_2": "FR-NAQ"}),
        ("Région Centre", {"iso3166_2": "FR-CVL"}),
        ("Ille-et-Vilaine", {"iso3166_2": "FR-35"}),
        ("Département du Lot", {"iso3166_2": "FR-46"}),
        ("Guadeloupe", {"iso3166_1": "GP", "iso3166_2": "FR-971"}),
        ("Nouvelle-Calédonie", {"iso3166_1": "NC", "iso3166_2": "FR-NC"}),
        ("Belgique", {"iso3166_1": "BE"}),
        ("Etats-Unis", {"iso3166_1": "US"}),
        ("Viêt Nam", {"iso3166_1": "VN"}),
        ("Europe", {}),
        ("Centre", {}),
        ("Lot", {}),
        ("Luxembourg", {}),
    ],
)
def test_a_territory_has_its_code(name: str, ids: dict[str, str]) -> None:
    assert codes(name, [name], communes=None) == [ids]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("dans la [Loire]", "Loire", "FR-42"),
        ("le département de la [Loire]", "Loire", "FR-42"),
        ("actions menées en [Isère]", "Isère", "FR-38"),
        ("[Lot] (46)", "Lot", "FR-46"),
        ("dans les Vosges et le [Gers]", "Gers", "FR-32"),
        ("les bords de [Loire]", "Loire", None),
        ("dans les parcs et la [Loire]", "Loire", None),
        ("la vallée du [Lot]", "Lot", None),
        ("un séminaire à [Vienne]", "Vienne", None),
        ("dans la [Vienne]", "Vienne", "FR-86"),
    ],
)
def test_a_river_has_none_unless_the_text_means_the_departement(text: str, name: str, code: str | None) -> None:
    assert codes(text, [name], communes=None)[0].get("iso3166_2") == code


def test_a_body_of_the_departement_tells_what_its_name_means() -> None:
    assert codes("Loire", ["Loire"], ["Département de la Loire"], communes=None)[0] == {"iso3166_2": "FR-42"}
    assert codes("Gers", ["Gers"], ["CAF du Gers"], communes=None)[0] == {"iso3166_2": "FR-32"}
    assert codes("Loire", ["Loire"], ["Syndicat de la Loire"], communes=None)[0] == {}


def test_a_country_that_is_a_town_too_needs_its_preposition() -> None:
    assert codes("au [Luxembourg]", ["Luxembourg"], communes=None) == [{"iso3166_1": "LU"}]
    assert codes("à [Luxembourg]", ["Luxembourg"], communes=None) == [{}]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("à [Auch]", "Auch", "32013"),
        ("A [AUCH]", "AUCH", "32013"),
        ("au [Mans]", "Mans", "72181"),
        ("[SAINT-ETIENNE]", "SAINT-ETIENNE", "42218"),
        ("à [Saint-Martin] (32)", "Saint-Martin", "32389"),
        ("à [Saint-Martin] (65392)", "Saint-Martin", "65392"),
        ("à [Saint-Martin] (Hautes-Pyrénées)", "Saint-Martin", "65392"),
        ("à [Saint-Martin], dans le Gers", "Saint-Martin", "32389"),
        ("32300 [Saint-Martin]", "Saint-Martin", "32389"),
        ("à [Saint-Martin]", "Saint-Martin", None),
        ("à [Saint-Martin] (31)", "Saint-Martin", None),
        ("à [Auch] (65)", "Auch", None),
        ("la [Loue]", "Loue", None),
        ("à [Cologne]", "Cologne", None),
        ("la commune de [Cologne]", "Cologne", "32106"),
        ("à [Cologne] (32)", "Cologne", "32106"),
        ("à [Vienne]", "Vienne", None),
        ("la ville de [Vienne]", "Vienne", "38544"),
        ("en [Mayenne]", "Mayenne", None),
        ("à [Paris]", "Paris", "75056"),
        ("à [Rouvres]", "Rouvres", None),
    ],
)
def test_a_commune_has_the_code_that_the_text_leaves_no_doubt_of(text: str, name: str, code: str | None) -> None:
    assert codes(text, [name])[0].get("insee") == code


@pytest.mark.parametrize(
    ("bodies", "title", "code"),
    [
        (["Département du Gers"], None, "32389"),
        (["CD 65"], None, "65392"),
        (["Préfecture du Gers"], None, "32389"),
        (["Chambre d'agriculture du Gers"], None, "32389"),
        ([], "Plan climat des Hautes-Pyrénées", "65392"),
        ([], "Plan du département du Gers", "32389"),
        (["CD 32", "CD 65"], None, None),
        (["CD 31"], None, None),
        # a plan of many départements decides for none
        (["CD 32", "CD 01", "CD 02", "CD 03"], None, None),
    ],
)
def test_of_homonyms_the_departement_of_the_plan_decides(
    bodies: list[str], title: str | None, code: str | None
) -> None:
    assert codes("à Saint-Martin", ["Saint-Martin"], bodies, title=title)[0].get("insee") == code


def test_the_only_commune_of_a_name_may_still_be_another_place() -> None:
    # a hamlet of the Gers that bears the name of a village of the Ariège
    assert codes("Bastide", ["Bastide"], ["CD 32"])[0] == {}
    assert codes("Bastide", ["Bastide"])[0] == {"insee": "09042"}
    assert codes("Le Mans", ["Le Mans"], ["CD 32"])[0] == {"insee": "72181"}


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("Ville d'Auch", {"insee": "32013"}),
        ("Commune de Condom", {"insee": "32107"}),
        ("Mairie du Mans", {"insee": "72181"}),
        ("Ville de La Rochelle", {"insee": "17300"}),
        ("Ville de la Rochelle", {"insee": "17300"}),
        ("ville des Abymes", {"insee": "97101"}),
        ("Ville de Saint-Martin", {}),
        ("Auch Agglomération", {}),
        ("Région Bretagne", {}),
        ("Département du Gers", {}),
        ("CCAS d'Auch", {}),
    ],
)
def test_a_commune_as_a_body_is_that_commune_and_no_other_body_is_its_territory(body: str, ids: dict[str, str]) -> None:
    assert codes(body, [], [body]) == [ids]
