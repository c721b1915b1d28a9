"""The workbook for Territoires en Transitions, read as its importer reads it."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Fiche, Plan
from pipeline.write.load import LoadedPlan
from pipeline.write.tet import COLUMNS, write_tet
from pipeline.write.tet_cells import funded, listed, shortened
from tests.write.sample import sample_plan

openpyxl = pytest.importorskip("openpyxl")
HEADERS = """Axe (x)|Sous-axe (x.x)|Sous-sous axe (x.x.x)|Titre de l'action|Titre de la sous-action|Descriptif
|Instances de gouvernance|Objectifs|Indicateurs liés|Structure pilote|Moyens humains et techniques|Partenaires
|Direction ou service pilote|Personne pilote|Élu·e référent·e|Participation Citoyenne|Financements
|Financeur 1|Montant € HT|Financeur 2|Montant € HT|Financeur 3|Montant € HT|Budget prévisionnel total € HT
|Statut|Niveau de priorité|Date de début|Date de fin""".replace("\n", "").split("|")
# How the importer cuts lists.
SEPARATOR = re.compile(r',(?![^()]*\))(?=(?:(?:[^"]*"){2})*[^"]*$)(?![^«]*»)')


def read(path: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book if sheet["A2"].value == HEADERS[0])
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[1] == HEADERS
    assert rows[0][0]
    assert all(rows[2])
    return rows[3:]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("tet") / "plan.xlsx"
    write_tet([sample_plan(4)], path)
    names = [f"{header} {number}" if header.startswith("Montant") else header for number, header in enumerate(HEADERS)]
    return [dict(zip(names, row, strict=True)) for row in read(path)]


def test_actions(rows: list[dict[str, Any]]) -> None:
    actions = [row for row in rows if not row["Titre de la sous-action"]]
    assert [row["Titre de l'action"] for row in actions] == [fiche.title for fiche in sample_plan(4).plan.fiches]
    first = actions[0]
    assert (first["Axe (x)"], first["Sous-axe (x.x)"], first["Sous-sous axe (x.x.x)"]) == (
        "1 SE DÉPLACER",
        "1.1 À VÉLO",
        None,
    )
    assert actions[2]["Axe (x)"] is None
    assert (first["Statut"], first["Niveau de priorité"]) == ("En cours", "Élevé")
    assert (first["Date de début"], first["Date de fin"]) == (datetime(2031, 3, 12), None)
    assert (first["Élu·e référent·e"], first["Personne pilote"]) == ("Thibaut Kerouédan", "Gaspard d'Ivry")
    assert (first["Structure pilote"], first["Direction ou service pilote"]) == ("CAPE", None)
    assert first["Partenaires"] == "Banque du Littoral, des chercheurs (à confirmer)"
    assert first["Budget prévisionnel total € HT"] == 60000
    assert first["Financeur 1"] is None, "one of its two sums is a range"
    assert "3 000 à 15 000 € par projet" in first["Financements"]


def test_sub_actions(rows: list[dict[str, Any]]) -> None:
    below = rows[1:4]
    assert {row["Titre de l'action"] for row in below} == {rows[0]["Titre de l'action"]}
    assert [row["Statut"] for row in below] == ["Réalisé", "À venir", "À venir"]
    assert below[0]["Titre de la sous-action"] == "Diagnostic partagé"
    assert below[1]["Descriptif"] == "- préparer la salle\n- inviter les habitants"
    assert (below[1]["Date de début"], below[1]["Date de fin"]) == (datetime(2031, 4, 1), datetime(2031, 4, 30))


def test_columns_are_the_importers() -> None:
    assert [column[0] for column in COLUMNS] == HEADERS


@pytest.mark.parametrize(
    "names",
    [
        ["Ville, service voirie", "CAPE"],
        ['Association "Terre', "CAPE"],
        ["Réseau (A, B", "CAPE"],
        ["Les « amis, CAPE", "Fin"],
        ["Réseau (A, B)", "L'« école, vive »", "CAPE"],
    ],
)
def test_lists_come_apart_where_they_were_put_together(names: list[str]) -> None:
    assert len([name for name in SEPARATOR.split(listed(names)) if name.strip()]) == len(names)


def test_titles_fit_and_are_told_apart(tmp_path: Path) -> None:
    write_tet([sample_plan(2, titles={1: "x" * 400, 2: "x" * 400})], tmp_path / "plan.xlsx")
    titles = [row[3] for row in read(tmp_path / "plan.xlsx") if not row[4]]
    assert len(set(titles)) == 2
    assert all(len(title) <= 300 for title in titles)
    assert shortened("a\n b") == "a b"


def changed(**given: Any) -> Fiche:
    plan = sample_plan(1).plan.model_dump(mode="json")
    plan["fiches"][0] |= given
    return Plan.model_validate(plan).fiches[0]


def test_money_goes_where_it_is_true() -> None:
    amount = sample_plan(1).plan.fiches[0].funding[1].amounts[0].model_dump(mode="json")
    base = sample_plan(1).plan.fiches[0].funding[0].model_dump(mode="json")

    def money(*amounts: dict[str, Any]) -> Any:
        return funded(changed(funding=[{**base, "amounts": list(amounts)}]))

    assert money(amount, amount).funders == (("Atelier du Vent", 120000),)
    assert money({**amount, "tax": "HT"}).funders
    for other in ({"tax": "TTC"}, {"max": 70000}, {"per": "par an"}, {"currency": "CHF"}):
        assert money({**amount, **other}).funders == ()
    assert "60 000 €" in money({**amount, "tax": "TTC"}).text


def test_same_bytes_and_dates_in_disorder(tmp_path: Path) -> None:
    late = {**sample_plan(1).plan.fiches[0].model_dump(mode="json")["start_date"]}
    values = [{**late["values"][0], "start": "2030-01-01", "end": "2030-01-01"}]
    plan = sample_plan(1).plan.model_dump(mode="json")
    plan["fiches"][0]["end_date"] = {**late, "values": values}
    loaded = LoadedPlan(Plan.model_validate(plan), None, Path("plan.json"))
    for name in ("one", "two"):
        write_tet([loaded], tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert read(tmp_path / "one.xlsx")[0][26:] == [None, None]
