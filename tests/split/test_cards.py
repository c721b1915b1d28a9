"""Fiches that open with fields: one of them is the title, another the number, the same open every card."""

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline
from pipeline.vocabulary import shipped

TITLES = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")
NUMBERED = [(str(n), title) for n, title in enumerate(TITLES, 1)]
FIELDS = ("Porteur", "Durée", "Partenaires", "Description")
VALUES = ("Ana Bo", "9 mois", "ADEME, CAF", "Voir mieux la nuit.")
PLAIN = "".join(f"\n{label} : {value}" for label, value in zip(FIELDS, VALUES, strict=True))
BOLD = "".join(f"\n\n**{label} :** {value}" for label, value in zip(FIELDS, VALUES, strict=True))
BULLETS = "".join(f"\n- **{label}** : {value}" for label, value in zip(FIELDS, VALUES, strict=True))
ROWS = "".join(f"\n| {label} | {value} |" for label, value in zip(FIELDS, VALUES, strict=True))
TABS = "".join(f"\n{label}\t{value}" for label, value in zip(FIELDS, VALUES, strict=True))
RULE = f"\n\n{'=' * 30}\n\n"


def outline(form: str, between: str = "\n\n") -> Outline:
    cards = between.join(form.format(n=n, t=title) for n, title in enumerate(TITLES, 1))
    return split(f"Plan d'action lumière\n\n{cards}\n", shipped())


def fiches(plan: Outline) -> list[tuple[str | None, str | None]]:
    return [(fiche.number, fiche.title.text if fiche.title else None) for fiche in plan.fiches]


def labels(plan: Outline) -> list[list[str]]:
    return [[each.label for each in (*fiche.referents, *fiche.sections)] for fiche in plan.fiches]


@pytest.mark.parametrize(
    "form",
    [
        "Intitulé : {t}\nN° de l'action : {n}" + PLAIN, "N° de l'action : {n}\nIntitulé : {t}" + PLAIN,
        "Action n° : {n}\nTitre du projet : {t}" + PLAIN, "Nom de l'action : {t}\nRéférence : {n}" + PLAIN,
        "Réf. : {n}\nNom du projet : {t}" + PLAIN, "Code action : {n}\nLibellé de l'action : {t}" + PLAIN,
        "Intitulé de la mesure : {t}" + PLAIN + "\nRéférence : {n}", "Titre : {t}\nNuméro : {n}" + PLAIN,
        "N° de la mesure : {n}\nMesure : {t}" + PLAIN, "Dénomination : {t}\nNuméro : {n}" + PLAIN,
        "CARTE D'IDENTITÉ\nIntitulé : {t}\nN° : {n}" + PLAIN, "Mesure n° : {n}\n{t}" + PLAIN,
        "Intitulé – {t}\nNuméro – {n}" + PLAIN,
    ],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n\n", RULE, "\n------\n"], ids=("blank", "rule", "rule alone"))
def test_cards_on_lines(form: str, between: str) -> None:
    found = outline(form, between)
    assert fiches(found) == NUMBERED
    assert labels(found) == [list(FIELDS)] * 3


@pytest.mark.parametrize(
    "form",
    [
        "**Intitulé :** {t}\n\n**N° de l'action :** {n}" + BOLD, "**N° :** {n}\n\n**Nom de l'action :** {t}" + BOLD,
        "## Carte d'identité\n\n**Intitulé :** {t}\n\n**Numéro :** {n}" + BOLD, "## {t}\n\nN° : {n}\n" + BOLD,
        "- **Intitulé** : {t}\n- **N°** : {n}" + BULLETS, "## {t}\n\n- **Référence :** {n}" + BULLETS,
        "| Intitulé | {t} |\n|---|---|\n| N° de l'action | {n} |" + ROWS,
        "| N° | {n} |\n|---|---|\n| Titre du projet | {t} |" + ROWS,
        "| | |\n|---|---|\n| **Désignation** | {t} |\n| **Référence** | {n} |" + ROWS,
        "| Champ | Valeur |\n|---|---|\n| Action n° | {n} |\n| Nom de l'action | {t} |" + ROWS,
        "Intitulé\t{t}\nN°\t{n}" + TABS, "N°\t{n}\nIntitulé\t{t}" + TABS,
    ],
)  # fmt: skip
def test_cards_in_markdown_and_tables(form: str) -> None:
    found = outline(form)
    assert fiches(found) == NUMBERED
    assert labels(found) == [list(FIELDS)] * 3


def test_another_field_opens_the_cards() -> None:
    found = outline("Porteur : Ana Bo\nIntitulé : {t}\nN° : {n}\nPartenaires : ADEME, CAF\nBudget : 10 k€", RULE)
    assert fiches(found) == NUMBERED
    assert labels(found) == [["Porteur", "Partenaires", "Budget"]] * 3


def test_axes_above_cards_gather() -> None:
    found = outline("Axe {n} : Voir\n\nN° : {n}\nIntitulé : {t}" + PLAIN)
    assert fiches(found) == NUMBERED
    assert [axe.number for axe in found.axes] == ["1", "2", "3"]


def test_a_reference_that_most_fiches_share_numbers_none() -> None:
    assert [number for number, _ in fiches(outline("Intitulé : {t}\nRéférence : PCAET1" + PLAIN))] == [None] * 3


def test_what_ends_a_fiche_does_not_open_the_next() -> None:
    found = outline("Intitulé : {t}" + PLAIN + "\nLivret : bleu")
    assert labels(found)[0] == labels(found)[2] == [*FIELDS, "Livret"]


def test_titles_with_a_colon_are_no_fields() -> None:
    form = "{t} : la nuit et le jour" + PLAIN
    assert [title for _, title in fiches(outline("\n" + form))] == [f"{title} : la nuit et le jour" for title in TITLES]
