"""Which people and bodies of different plans are one: never more than what the plans say."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pipeline.collection.entities import Names
from pipeline.collection.merge import merge
from pipeline.collection.naming import is_full_name, nature, vocabulary
from pipeline.collection.union import Evidence, Union
from pipeline.model import Entity, EntityKind, Plan
from pipeline.options import Options
from pipeline.resolve.registry import slug
from pipeline.run import extract_file
from tests.collection.test_merge import batch, rows

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


def fiche(pilot: str, partners: str, more: str = "") -> str:
    return f"Fiche action n° 1 : Ouvrir un jardin\n\nPilote : {pilot}\n\nPartenaires : {partners}\n\n{more}\n"


def collection(tmp_path: Path, *plans: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Merge plans and give, by plan and name, the entity of the collection and the reason."""
    (tmp_path / "in").mkdir(exist_ok=True)
    for number, text in enumerate(plans, 1):
        (tmp_path / "in" / f"p{number}.txt").write_text(text, encoding="utf-8")
    list(merge([batch([tmp_path / "in"], tmp_path / "batch")], tmp_path / "all"))
    names = {(row["plan_id"], row["entity_id"]): row["name"] for row in rows(tmp_path / "all", "entities")}
    links = rows(tmp_path / "all", "entity_links")
    assert len(links) == len(names)
    known = {row["collection_entity_id"] for row in rows(tmp_path / "all", "collection_entities")}
    assert {row["collection_entity_id"] for row in links} == known
    return {
        (row["plan_id"], names[row["plan_id"], row["entity_id"]]): (row["collection_entity_id"], row["evidence"])
        for row in links
    }


def one(found: dict[tuple[str, str], tuple[str, str]], *named: tuple[str, str]) -> set[str]:
    return {found[each][0] for each in named}


def test_the_examples_of_the_vocabulary() -> None:
    for expected, names in vocabulary()["examples"].items():
        wrong = [name for name in names if nature(name, EntityKind.ORGANISATION) != expected]
        assert not wrong, expected


def test_bodies_of_a_name_are_one_and_what_each_place_has_is_not(tmp_path: Path) -> None:
    found = collection(
        tmp_path,
        fiche("Odile Crozet", "Ville de Tarance, CCAS, ADEME, association Terres-Vives"),
        fiche("Karim Bellec", "ville de TARANCE, CCAS, Agence de la transition écologique, association Terres Vives"),
    )
    by_plan = [{name: each for (plan, name), each in found.items() if plan == wanted} for wanted in ("p1", "p2")]
    assert by_plan[0]["ADEME"][0] == by_plan[1]["Agence de la transition écologique"][0]
    assert by_plan[0]["ADEME"][1] == "known"
    assert by_plan[0]["Ville de Tarance"] == by_plan[1]["ville de TARANCE"]
    assert by_plan[0]["Ville de Tarance"][1] == "name"
    assert by_plan[0]["association Terres-Vives"][0] == by_plan[1]["association Terres Vives"][0]
    assert by_plan[0]["CCAS"][0] != by_plan[1]["CCAS"][0]
    entities = {row["collection_entity_id"]: row for row in rows(tmp_path / "all", "collection_entities")}
    ccas = [entities[each["CCAS"][0]] for each in by_plan]
    assert ccas[0]["name_key"] == ccas[1]["name_key"]
    agency = entities[by_plan[0]["ADEME"][0]]
    assert (agency["name"], agency["plan_count"]) == ("Agence de la transition écologique", 2)
    assert json.loads(agency["variants"]) == ["ADEME"]
    certain = {row["evidence"]: row["certainty"] for row in rows(tmp_path / "all", "entity_links")}
    assert (certain["known"], certain["name"], certain["alone"]) == ("certain", "likely", "certain")


def test_a_name_alone_makes_no_two_people_one(tmp_path: Path) -> None:
    found = collection(
        tmp_path,
        fiche("Odile Crozet", "Ville de Tarance, ADEME"),
        fiche("Odile CROZET", "Ville de Rouvres, ADEME"),
        fiche("Odile Crozet", "Ville de Tarance, Enedis"),
        fiche("M. Crozet", "Ville de Tarance"),
    )
    names = {plan: name for plan, name in found if "rozet" in name.casefold()}
    first, second, third, short = (found[plan, names[plan]] for plan in ("p1", "p2", "p3", "p4"))
    assert first == third
    assert first[1] == "company"
    assert second[0] not in {first[0], short[0]}
    assert short[0] != first[0]


def body(name: str, acronym: str | None = None) -> Entity:
    return Entity(
        id=slug(name), name=name, variants=(), kind=EntityKind.ORGANISATION, acronym=acronym, ids={}, occurrences=()
    )


def reasons(plan: Plan, *plans: list[Entity]) -> dict[tuple[int, str], tuple[int, str]]:
    """Give the set and the reason of each body, by the number of its plan and its name."""
    base = sqlite3.connect(":memory:")
    names = Names(base)
    for number, bodies in enumerate(plans, 1):
        names.add(number, plan.model_copy(update={"id": f"p{number}", "people": (), "organisations": tuple(bodies)}))
    names.resolve()
    found = base.execute("SELECT document, name, root, why FROM members JOIN names USING (number)")
    return {(document, name): (root, why) for document, name, root, why in found}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(fiche("Odile Crozet", "Enedis"), encoding="utf-8")
    return extract_file(path, Options(ner="none")).plan


SORV = "Société Ombrevive Recherche Valorisation"


def test_an_acronym_stands_for_what_is_printed_beside_it(plan: Plan) -> None:
    found = reasons(plan, [body(SORV, "SORV")], [body("SORV")], [body(SORV), body("MJC")], [body("MJC")])
    assert len({found[1, SORV][0], found[2, "SORV"][0], found[3, SORV][0]}) == 1
    assert found[2, "SORV"][1] == "acronym"
    assert found[3, "MJC"][0] != found[4, "MJC"][0]


def test_an_acronym_of_two_bodies_stands_for_neither(plan: Plan) -> None:
    found = reasons(plan, [body(SORV, "SORV")], [body("Syndicat Orvanne Rail Vitesse", "SORV")], [body("SORV")])
    assert found[3, "SORV"][1] == "acronym"  # a syndicat is of one place: its acronym says nothing elsewhere
    found = reasons(plan, [body(SORV, "SORV")], [body("Société Orvanne Rail Vitesse", "SORV")], [body("SORV")])
    assert found[3, "SORV"][1] == "alone"


def test_a_short_acronym_needs_two_plans_that_print_it(plan: Plan) -> None:
    long = "Mouvement Rouvres"
    assert reasons(plan, [body(long, "MR")], [body("MR")])[2, "MR"][1] == "alone"
    assert reasons(plan, [body(long, "MR")], [body(long, "MR")], [body("MR")])[3, "MR"][1] == "acronym"


def test_the_acronym_of_a_local_body_stays_in_its_plan(plan: Plan) -> None:
    long = "Communauté de communes du Pays de Lunelle"
    assert reasons(plan, [body(long, "CCPL")], [body("CCPL")])[2, "CCPL"][1] == "alone"


@pytest.mark.parametrize(
    ("name", "full"), [("Odile Crozet", True), ("M. Roy", False), ("O. Crozet", False), ("J.-P. Roy", False)]
)
def test_full_names(name: str, full: bool) -> None:
    assert is_full_name(name) is full


def test_identifiers_keep_apart_what_they_tell_apart() -> None:
    union = Union()
    one, two, none = union.add({"insee": "32013"}), union.add({"insee": "65001"}), union.add({})
    union.join([one, two, none], Evidence.NAME)
    assert len({union.root(number) for number in (one, two, none)}) == 3
    same = union.add({"insee": "32013", "geonames": "1"})
    union.join([one, same], Evidence.IDS)
    assert union.root(same) == union.root(one)
    assert union.why(same) is Evidence.IDS
    union.join([none, same], Evidence.NAME)
    assert union.root(none) == union.root(one)


def test_homonyms_have_ids_that_do_not_hang_on_their_number(tmp_path: Path) -> None:
    plans = [fiche("Odile Crozet", "Ville de Tarance"), fiche("Odile Crozet", "Ville de Rouvres")]
    before = collection(tmp_path, *plans)
    after: Any = collection(tmp_path, *plans, fiche("Odile Crozet", "Ville de Valombre"))
    person = {plan: before[plan, "Odile Crozet"][0] for plan in ("p1", "p2")}
    assert {plan: after[plan, "Odile Crozet"][0] for plan in ("p1", "p2")} == person
    assert all(each.startswith("odile-crozet-") for each in person.values())
