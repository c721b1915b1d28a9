"""Printed lines without bullets: entries of a list, or pieces of one that was wrapped."""

import pytest

from tests.split.shown import TITLES, outline, sections

WIDE = "Il fait noir dans les rues de la ville basse, et personne ne sait pourquoi les lampes y sont éteintes."
WRAPPED = """La ville basse est noire depuis que les lampes sont éteintes, et les habitants
demandent que l'on rallume les plus proches des écoles. Les commerçants et les
cafetiers le demandent aussi, et la mairie a réuni tout le monde avant de lancer
le chantier."""


def plan(context: str, fields: str) -> dict[str, list[str]]:
    block = f"\n\nPilote : Ana Bo\nContexte :\n{context}\n\n{fields}\nBudget : 10 k€\n\n"
    return sections(outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches[0])


@pytest.mark.parametrize(
    ("label", "entries"),
    [
        ("Partenaires", ["CAF du Gers", "Ville d'Ostrea", "Jeunesse et Loisirs", "associations de parents d'élèves"]),
        (
            "Partenaires",
            [
                "CAF / ADIL / GRETA du Gers",
                "Communauté urbaine d'Ostrea-la-Mer et Chambre d'agriculture du Gers",
                "agences d'intérim",
            ],
        ),
        ("Public visé", ["habitants", "associations locales", "écoles"]),
        ("Indicateurs", ["nombre de lampes", "nombre d'étoiles comptées"]),
    ],
)
@pytest.mark.parametrize("form", ["{} :\n", "{}\n", "**{}**\n\n", "**{} :**\n", "### {}\n\n"])
def test_short_lines_below_a_label_are_entries_where_nothing_is_wrapped(
    label: str, entries: list[str], form: str
) -> None:
    printed = "\n".join(entries)
    assert plan(WIDE, f"{form.format(label)}{printed}\n")[label] == entries


@pytest.mark.parametrize(
    "text",
    [
        "Les jeunes partent\nfaute de logement.",  # a sentence
        "Voir mieux la nuit\net dormir",  # a linking word
        "Voir mieux la nuit,\ndormir",
        "- Voir mieux\nla nuit",
    ],
)
def test_small_letters_go_on_where_they_may(text: str) -> None:
    assert plan(WIDE, f"Objectifs :\n{text}\n")["Objectifs"] == [text.replace("\n", " ").removeprefix("- ")]


def test_small_letters_go_on_where_lines_are_wrapped() -> None:
    assert plan(WRAPPED, "Partenaires :\nCAF du Gers et\nassociations\nde parents\n")["Partenaires"] == [
        "CAF du Gers et associations de parents"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Partenaires : CAF du Gers (ingénierie), CPTS de la Vallée\nSanté, MSA du Gers et familles volontaires",
        "Partenaires : CAF du Gers, Ville d'Ostrea, bailleurs, association\nDroit au Toit",
        "Partenaires : CAF du Gers ; Ville d'Ostrea ; CPTS de la Vallée\nSanté ; MSA du Gers",
        "Partenaires : CAF du Gers / Ville d'Ostrea / CPTS de la Vallée\nSanté / MSA du Gers",
    ],
)
def test_a_wrapped_list_goes_on_wherever_its_line_was_broken(text: str) -> None:
    assert plan(WRAPPED, f"{text}\n")["Partenaires"] == [text.replace("\n", " ").removeprefix("Partenaires : ")]


@pytest.mark.parametrize("text", ["ADEME, CAF\nVille d'Ostrea, Région", "Ville d'Ostrea\nRégion"])
def test_a_short_line_was_not_wrapped(text: str) -> None:
    assert plan(WRAPPED, f"Partenaires :\n{text}\n")["Partenaires"] == text.split("\n")


@pytest.mark.parametrize("context", ["Il fait noir.", WIDE, WRAPPED])
@pytest.mark.parametrize(
    "text",
    ["CAF du Gers, bailleurs, association\nDroit au Toit", "CAF / collectif\nPain Levé", "ADEME ; réseau\nOstrea"],
)
def test_a_line_that_ends_with_a_head_waits_for_its_name(context: str, text: str) -> None:
    assert plan(context, f"Partenaires : {text}\n")["Partenaires"] == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    "text", ["CAF, associations\nVille d'Ostrea", "Association\nVille d'Ostrea", "CAF, mairie\nVal d'Ostrea"]
)
def test_a_head_in_the_plural_or_alone_waits_for_none(text: str) -> None:
    assert plan(WIDE, f"Partenaires :\n{text}\n")["Partenaires"] == text.split("\n")
