"""Labels and values that tabs or wide gaps part: several on a line, bullets behind them, tables of years."""

import pytest

from pipeline.model import Plan
from pipeline.read import Document
from pipeline.run import extract_document
from tests.split import shown
from tests.split.shown import TITLES, outline, referents

HEAD = "Schéma des services – Programme 2026\n\n"


def plan(fiche: str) -> Plan:
    text = HEAD + "".join(f"FICHE ACTION 1.{n}\tOuvrir\nPilote\tCAF du Gers\n{fiche}\n" for n in (1, 2))
    return extract_document(Document(name="p.txt", format="text", sha256="0" * 64, encoding="utf-8", text=text)).plan


def sections(fiche: str) -> list[tuple[str, list[tuple[str, int]]]]:
    found = plan(fiche)
    assert found.coverage.ratio == 1
    return [(s.label, [(item.text, item.depth) for item in s.items]) for s in found.fiches[0].sections]


@pytest.mark.parametrize("gap", ["\t", " \t ", "     "])
def test_two_or_three_labels_with_values_on_a_line(gap: str) -> None:
    two = gap.join(("Statut", "En cours", "Priorité", "Élevée"))
    three = gap.join((two, "Échéance", "31/12/2027"))
    assert sections(f"{two}\n") == [("Statut", [("En cours", 0)]), ("Priorité", [("Élevée", 0)])]
    assert sections(f"{three}\n")[2] == ("Échéance", [("31/12/2027", 0)])
    found = plan(f"{three}\n").fiches[0]
    assert found.status
    assert found.status.value == "in_progress"
    assert found.priority
    assert found.priority.value == "high"
    assert found.end_date
    assert found.end_date.text == "31/12/2027"


def test_values_are_not_taken_for_labels() -> None:
    line = "Partenaires\tCAF\tBudget de la ville\t10 €\n"
    assert next(label for label, _ in sections(line)) == "Partenaires"
    assert sections("Statut\tÀ venir\tDate de fin\tFin 2027\n")[1][1] == [("Fin 2027", 0)]


@pytest.mark.parametrize("sign", ["-", "•", "–"])
def test_bullets_behind_a_label_and_below_it_are_one_list(sign: str) -> None:
    lines = f"Objectifs\t{sign} Créer 120 places\n\t{sign} Maintenir l'existant\n\t  {sign} en zone rurale\n"
    (section,) = sections(lines)
    assert section == ("Objectifs", [("Créer 120 places", 0), ("Maintenir l'existant", 0)])
    inner = plan(lines).fiches[0].sections[0].items[1].items
    assert [item.text for item in inner] == ["en zone rurale"]


YEARS = [(["2024"], "Étude"), (["2024", "2025", "2026"], "Appel à projets"), (["2025", "2026"], "Travaux")]


@pytest.mark.parametrize(
    "table",
    [
        "Calendrier prévisionnel\t2024\t2025\t2026\nÉtude\tX\t\t\nAppel à projets\tX\tX\tX\nTravaux\t\tX\tX\n",
        "Calendrier prévisionnel :\n\tÉtapes\t2024\t2025\t2026\n\tÉtude\tx\t\t\n\tAppel à projets\tx\tx\tx\n"
        "\tTravaux\t\tx\tx\n",
        "\n| Calendrier prévisionnel | 2024 | 2025 | 2026 |\n|---|---|---|---|\n| Étude | ✓ | | |\n"
        "| Appel à projets | ✓ | ✓ | ✓ |\n| Travaux | | ✓ | ✓ |\n",
        "\n**Calendrier :**\n\n| Étapes | 2024 | 2025 | 2026 |\n|---|---|---|---|\n| Étude | X | | |\n"
        "| Appel à projets | X | X | X |\n| Travaux | | X | X |\n",
    ],
    ids=("tabs", "below", "markdown", "markdown-below"),
)  # fmt: skip
def test_years_with_crosses_are_a_calendar(table: str) -> None:
    found = plan(table + "\nIndicateurs\tnombre de places\n").fiches[0]
    assert [([date.text for date in entry.dates], entry.text) for entry in found.calendar] == YEARS
    assert [section.label for section in found.sections][-1] == "Indicateurs"


def test_a_table_of_figures_is_no_calendar() -> None:
    found = plan("Calendrier\t2024\t2025\nÉtude\t12 k€\t8 k€\nPose\t3 k€\t2 k€\n").fiches[0]
    assert all(entry.text != "Étude" for entry in found.calendar)


def test_a_tab_at_the_end_of_a_line_is_no_column() -> None:
    block = "\n\nPilote\tAna Bo\t\nÉchéance\t2027\t\nBudget\t3 000 €\t\n\n"
    for fiche in outline(*(f"Fiche action n°{n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert [*shown.sections(fiche)] == ["Échéance", "Budget"]
        assert referents(fiche) == ["Ana Bo"]
