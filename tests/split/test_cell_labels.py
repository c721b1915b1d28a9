"""Tables with a row a fiche whose cells hold further labels."""

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline
from pipeline.vocabulary import shipped

TITLES = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles", "Garder le noir")
NUMBERS = ("1.1", "1.2", "2.1", "2.2")


def outline(head: str, row: str) -> Outline:
    """Two axes, a table each."""
    rule = "|---" * (head.count("|") - 1) + "|"
    text = "# Plan d'action lumière\n"
    for axe in (0, 2):
        text += f"\n## Axe {axe // 2 + 1}. Voir\n\n{head}\n{rule}\n"
        text += "".join(row.format(t=TITLES[i], n=NUMBERS[i]) + "\n" for i in (axe, axe + 1))
    return split(text, shipped())


def fiches(plan: Outline) -> list[tuple[str | None, str | None]]:
    return [(fiche.number, fiche.title.text if fiche.title else None) for fiche in plan.fiches]


def shown(plan: Outline) -> list[tuple[str, list[str]]]:
    first = plan.fiches[0]
    return [
        *((each.label, [name.text for name in each.names]) for each in first.referents),
        *((section.label, [item.passage.text for item in section.items]) for section in first.sections),
    ]


EVERYTHING = [
    ("Pilote", ["Ana Bo"]),
    ("Modalités", ["Un atelier a lieu."]),
    ("Partenaires", ["ADEME, CAF"]),
    ("Calendrier", ["mai 2030 : étude", "juin 2030 : bilan"]),
    ("Moyens", ["10 k€"]),
]
WITHIN = "| Un atelier a lieu.<br>{b}Pilote :{b} Ana Bo<br>{b}Partenaires :{b} ADEME, CAF |"
TIMES = " {b}Calendrier :{b} mai 2030 : étude<br>juin 2030 : bilan<br>{b}Moyens :{b} 10 k€ |"


@pytest.mark.parametrize("bold", ["**", ""], ids=("bold", "plain"))
@pytest.mark.parametrize("title", ["**{n} {t}**", "{n} – {t}", "Action {n} : {t}", "**{n}**<br>**{t}**"])
def test_labels_within_cells(title: str, bold: str) -> None:
    row = "| " + title + " " + (WITHIN + TIMES).replace("{b}", bold)
    found = outline("| Action | Modalités | Calendrier et moyens |", row)
    assert fiches(found) == list(zip(NUMBERS, TITLES, strict=True))
    assert shown(found) == EVERYTHING
    assert [axe.number for axe in found.axes] == ["1", "2"]


@pytest.mark.parametrize("head", ["| Action | Modalités |", "| Quoi | Modalités |", "| Fiche | Modalités |"])
def test_one_cell_beside_the_title(head: str) -> None:
    cell = "Un atelier a lieu.<br>**Pilote** : Ana Bo<br>**Partenaires** : ADEME, CAF<br>"
    cell += "**Calendrier** : mai 2030 : étude<br>juin 2030 : bilan<br>**Moyens** : 10 k€"
    found = outline(head, "| **{n} {t}** | " + cell + " |")
    assert fiches(found) == list(zip(NUMBERS, TITLES, strict=True))
    assert shown(found) == EVERYTHING


def test_labels_below_the_title_in_its_own_cell() -> None:
    row = "| **{n} {t}**<br>Pilote : Ana Bo | Un atelier a lieu.<br>Partenaires : ADEME, CAF | mai 2030 : étude |"
    found = outline("| Action | Modalités | Calendrier |", row)
    assert fiches(found) == list(zip(NUMBERS, TITLES, strict=True))
    assert shown(found) == [*EVERYTHING[:3], ("Calendrier", ["mai 2030 : étude"])]


def test_labels_in_bold_within_a_paragraph() -> None:
    row = "| {n} {t} | Un atelier a lieu. **Pilote :** Ana Bo **Partenaires :** ADEME, CAF |"
    assert shown(outline("| Action | Modalités |", row)) == EVERYTHING[:3]


def test_a_head_without_any_known_label() -> None:
    row = "| {n} {t} | Un atelier a lieu.<br>**Pilote :** Ana Bo<br>**Livret :** bleu<br>**Budget :** 10 k€ | |"
    found = outline("| Ce que nous ferons | En deux mots | Remarques |", row)
    assert fiches(found) == list(zip(NUMBERS, TITLES, strict=True))
    assert shown(found) == [
        ("Pilote", ["Ana Bo"]),
        ("En deux mots", ["Un atelier a lieu."]),
        ("Livret", ["bleu"]),
        ("Budget", ["10 k€"]),
    ]


def test_entries_of_a_cell_are_no_labels() -> None:
    row = "| {n} {t} | Ana Bo | Début : mai 2030<br>Fin : juin 2030 | État : 3 k€<br>Région : 4 k€ |"
    found = outline("| Action | Pilote | Calendrier | Financement |", row)
    assert shown(found)[1:] == [
        ("Calendrier", ["Début : mai 2030", "Fin : juin 2030"]),
        ("Financement", ["État : 3 k€", "Région : 4 k€"]),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "- **Pilote :** Ana Bo<br>- **Objectifs :** voir<br>- **Partenaires :** ADEME, CAF",
        "**Pilote**<br>Ana Bo<br>**Objectifs**<br>voir<br>**Partenaires**<br>ADEME, CAF",
        "Pilote :<br>Ana Bo<br>Objectifs :<br>voir<br>Partenaires :<br>ADEME, CAF",
        "Pilote : Ana Bo<br>Objectifs : voir<br>Partenaires : ADEME, CAF",
    ],
)
@pytest.mark.parametrize("head", ["Contenu", "Pilotage et partenaires", "Description", "En bref"])
def test_forms_of_labels_within_cells(cell: str, head: str) -> None:
    found = outline(f"| Action | {head} |", "| {n} {t} | " + cell + " |")
    assert shown(found) == [("Pilote", ["Ana Bo"]), ("Objectifs", ["voir"]), ("Partenaires", ["ADEME, CAF"])]


def test_titles_that_nothing_but_labels_beside_them_tells() -> None:
    found = outline("| Ce que nous ferons | Comment |", "| {t} | Pilote : Ana Bo<br>Partenaires : ADEME, CAF |")
    assert fiches(found) == [(None, title) for title in TITLES]
    assert shown(found) == [EVERYTHING[0], EVERYTHING[2]]
