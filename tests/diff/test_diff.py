"""What changed from one plan to the next, on plans where a person sees it at once."""

import json
from typing import Any

import pytest

from pipeline.diff import Diff, FicheName, diff_plans
from pipeline.model import Plan
from pipeline.write.changes import changes_parts, changes_text
from pipeline.write.report.changes import changes_section
from tests.diff.build import fiche, item, plan
from tests.write.sample import sample_plan

BIKES = [
    "Créer un réseau de pistes cyclables entre les gares et les zones d'emploi",
    "Ouvrir une maison du vélo avec atelier de réparation participatif",
    "Former les agents à la conduite du vélo cargo",
]
FOOD = [
    "Approvisionner les cantines scolaires en légumes biologiques du canton",
    "Recenser les terres agricoles disponibles pour des maraîchers",
    "Organiser un marché nocturne de producteurs au printemps",
]
HEAT = [
    "Isoler les combles des groupes scolaires",
    "Remplacer les chaudières au fioul par une chaufferie bois",
    "Équiper les gymnases de thermostats programmables",
]
OLD = plan(
    2031,
    fiche(
        "1",
        "Mobilité douce",
        people={"Odile Marchebois": "board", "Paul Quintal": "team"},
        planned=BIKES,
        partners=["Roue Libre"],
    ),
    fiche(
        "2",
        "Alimentation locale",
        people={"Aminata Sorel": "board"},
        planned=FOOD,
        partners=["Bio Ombre", "Terre Vive"],
        funders=["Région Ambre"],
    ),
    fiche("3", "Sobriété des bâtiments", people={"Gaspard d'Ivry": "lead"}, planned=HEAT, funders=["Fonds Chaleur"]),
    fiche("4", "Journal interne", people={"Paul Quintal": "team"}, planned=["Paraître chaque mois sur l'intranet"]),
)
NEW = plan(
    2032,
    fiche(
        "3",
        "Mobilités douces et actives",
        people={"Odile Marchebois": "contributor", "Lucie Vandamme": "board"},
        context=BIKES[:1],
        done=["La maison du vélo et son atelier de réparation participatif ont ouvert en mars"],
        planned=["Poursuivre le réseau de pistes cyclables entre les gares et les zones d'emploi"],
        partners=["Roue Libre", "Velopolis"],
    ),
    fiche(
        "1",
        "L'alimentation locale",
        people={"Aminata Sorél": "board"},
        done=FOOD[:1],
        planned=FOOD[1:2],
        partners=["Bio Ombre"],
        funders=["Région Ambre", "Banque Verte"],
    ),
    fiche("2", "Sobriété des bâtiments", people={"Gaspard d'Ivry": "lead"}, planned=HEAT, funders=["Fonds Chaleur"]),
    fiche("5", "Accueil des stagiaires", people={"Lucie Vandamme": "lead"}, planned=["Rédiger un livret d'accueil"]),
)


@pytest.fixture(scope="module")
def diff() -> Diff:
    return diff_plans(OLD, NEW)


def ids(fiches: tuple[FicheName, ...]) -> list[str]:
    return [one.id for one in fiches]


def test_fiches_are_known_again_by_meaning(diff: Diff) -> None:
    assert [(pair.old.id, pair.new.id) for pair in diff.kept] == [
        ("fiche-1", "fiche-3"),
        ("fiche-2", "fiche-1"),
        ("fiche-3", "fiche-2"),
    ]
    assert (ids(diff.added), ids(diff.dropped)) == (["fiche-5"], ["fiche-4"])
    assert len(diff.renumbered) == 3
    assert [pair.old.id for pair in diff.retitled] == ["fiche-1"], "an article alone is no other title"
    assert (diff.split, diff.merged) == ((), ())


def test_people(diff: Diff) -> None:
    assert [one.name for one in diff.people_came] == ["Lucie Vandamme"]
    assert [one.name for one in diff.people_left] == ["Paul Quintal"]
    assert ids(diff.people_left[0].fiches) == ["fiche-1", "fiche-4"]
    assert [(one.name, one.old, one.new) for one in diff.roles_changed] == [
        ("Odile Marchebois", ("board",), ("contributor",))
    ]


def test_partners_and_funders(diff: Diff) -> None:
    assert [one.name for one in diff.partners_came] == ["Velopolis"]
    assert [one.name for one in diff.partners_left] == ["Terre Vive"]
    assert [one.name for one in diff.funders_came] == ["Banque Verte"]
    assert diff.funders_left == ()


def test_actions(diff: Diff) -> None:
    assert [one.text for one in diff.actions_done] == [BIKES[1], FOOD[0]]
    assert [one.text for one in diff.actions_continued] == [BIKES[0], FOOD[1], *HEAT]
    assert [one.text for one in diff.actions_vanished] == [BIKES[2], FOOD[2], "Paraître chaque mois sur l'intranet"]
    assert diff.actions_done[0].found_in is not None
    assert diff.actions_done[0].found_in.id == "fiche-3"


def test_split_and_merged() -> None:
    whole = plan(
        2031, fiche("1", "Mobilité et alimentation", planned=[*BIKES, *FOOD]), fiche("2", "Bâtiments", planned=HEAT)
    )
    parts = plan(
        2032,
        fiche("1", "Mobilité", planned=BIKES),
        fiche("2", "Alimentation", planned=FOOD),
        fiche("3", "Bâtiments", planned=HEAT),
    )
    apart, together = diff_plans(whole, parts), diff_plans(parts, whole)
    assert [(ids(one.old), ids(one.new)) for one in apart.split] == [(["fiche-1"], ["fiche-1", "fiche-2"])]
    assert [(ids(one.old), ids(one.new)) for one in together.merged] == [(["fiche-1", "fiche-2"], ["fiche-1"])]
    assert apart.added == apart.dropped == together.added == together.dropped == ()
    assert apart.actions_vanished == together.actions_vanished == ()


def test_the_same_people_do_not_make_a_fiche() -> None:
    people = {"Odile Marchebois": "board"}
    before = plan(2031, fiche("1", "Mobilité douce", people=people, planned=BIKES))
    after = plan(2032, fiche("1", "Accueil des stagiaires", people=people, planned=["Rédiger un livret d'accueil"]))
    found = diff_plans(before, after)
    assert (ids(found.added), ids(found.dropped)) == (["fiche-1"], ["fiche-1"])
    untitled = plan(2032, fiche("1", None, people=people, planned=["Rédiger un livret d'accueil"]))
    assert diff_plans(plan(2031, fiche("1", None, people=people, planned=BIKES)), untitled).kept == ()


def test_spellings_known_to_the_registry() -> None:
    before = plan(2031, fiche("1", "Mobilité douce", people={"O. Marchebois": "board"}, planned=BIKES))
    after = plan(
        2032,
        fiche("1", "Mobilité douce", people={"Odile Marchebois": "board"}, planned=BIKES),
        variants={"Odile Marchebois": ["O. Marchebois"]},
    )
    found = diff_plans(before, after)
    assert (found.people_came, found.people_left, found.roles_changed) == ((), (), ())


def test_nested_actions_are_read_with_what_they_stand_in() -> None:
    before = plan(
        2031, fiche("1", "Mobilité", planned=[item("Pistes cyclables :", ["quai des Saules", "rue du Port"])])
    )
    after = plan(2032, fiche("1", "Mobilité", done=["Pistes cyclables du quai des Saules"]))
    found = diff_plans(before, after)
    assert [one.text for one in found.actions_done] == ["quai des Saules"]
    assert [one.text for one in found.actions_vanished] == ["rue du Port"]


def test_neighbours_under_one_heading_are_not_one_another() -> None:
    planned = item("Les communs :", ["webinaire sur les communs pour les mairies", "dépliant des communs"])
    before = plan(2031, fiche("1", "Les communs", planned=[planned]))
    after = plan(
        2032, fiche("1", "Les communs", done=[item("Les communs :", ["travaux avec la coopérative des communs"])])
    )
    assert len(diff_plans(before, after).actions_vanished) == 2


@pytest.mark.parametrize("one", [OLD, NEW, sample_plan(4).plan, sample_plan(0).plan])
def test_nothing_changed(one: Plan) -> None:
    found = diff_plans(one, one)
    assert [pair.old for pair in found.kept] == [pair.new for pair in found.kept]
    assert len(found.kept) == len(one.fiches)
    same = {"old", "new", "kept", "actions_done", "actions_continued", "actions_vanished"}
    assert {name for name, value in found.as_json().items() if value} <= same
    assert found.renumbered == found.retitled == ()


def test_there_and_back(diff: Diff) -> None:
    back = diff_plans(NEW, OLD)
    assert {(pair.new, pair.old) for pair in back.kept} == {(pair.old, pair.new) for pair in diff.kept}
    assert {one.name for one in back.partners_left} == {one.name for one in diff.partners_came}


def test_as_text_json_and_html(diff: Diff) -> None:
    text = changes_text(diff)
    assert text.startswith("Plan du Val d'Ombre (2031) → Plan du Val d'Ombre (2032)\n3\u00a0fiches reconduites")
    assert "  - Odile Marchebois, 3 – Mobilités douces et actives : Référent élu ou CA → Contributeur\n" in text
    assert "None" not in text
    again: dict[str, Any] = json.loads(json.dumps(diff.as_json(), ensure_ascii=False))
    assert again["kept"][0]["old"] == {"id": "fiche-1", "number": "1", "title": "Mobilité douce"}
    html = changes_section(diff)
    assert all(line.replace("'", "&#x27;") in html for part in changes_parts(diff) for line in part.lines)
