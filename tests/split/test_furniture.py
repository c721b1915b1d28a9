"""What belongs to the pages, told from what the plan says."""

import pytest

from pipeline.split import split
from pipeline.split.outline import RawFiche
from pipeline.vocabulary import shipped
from tests.split.shown import sections

PLAN = """RÉSEAU DES PHARES DE LA BAIE
Plan d'action 2026

{first}Fiche 1 : Éclairer

Pilote : Ana Bo
Objectifs :
- voir mieux
- éclairer les quais de Tarance et de
{second}  Crozes dès juillet
Partenaires : ADEME

{third}Fiche 2 : Éteindre

Pilote : Luc Ny
Objectifs :
- dormir
Partenaires : CAF
"""


def fiches(foot: str, pages: tuple[int | None, int | None, int | None]) -> tuple[RawFiche, ...]:
    printed = [f"{foot.format(page)}\n" if page else "" for page in pages]
    return split(PLAN.format(first=printed[0], second=printed[1], third=printed[2]), shipped()).fiches


@pytest.mark.parametrize(
    "foot",
    [
        "Réseau des phares de la baie – Plan d'action 2026                              {}",
        "Réseau des phares de la Baie\t{}",
        "{}          Plan d'action 2026",
        "Plan d'action 2026 – Réseau des phares | {}",
        "Réseau des phares - {}",
        "*Réseau des phares - {}*",
        "**Réseau des phares | Plan d'action 2026 | {}**",
        "_Plan d'action 2026 – page {}_",
    ],
)
@pytest.mark.parametrize("pages", [(None, 2, 3), (1, 2, None), (1, 2, 3)])
def test_feet_that_say_the_title_again(foot: str, pages: tuple[int | None, int | None, int | None]) -> None:
    found = fiches(foot, pages)
    assert len(found) == 2
    assert sections(found[0])["Objectifs"] == ["voir mieux", "éclairer les quais de Tarance et de Crozes dès juillet"]
    assert sections(found[0])["Partenaires"] == ["ADEME"]


@pytest.mark.parametrize(
    "line",
    [
        "Lampes posées sur les quais        {}",  # other words than the title's
        "Plan d'action n° {}",  # a number of its own
        "Phares {}",
    ],
)
def test_two_lines_with_a_number_say_something_where_their_words_are_no_titles(line: str) -> None:
    found = fiches(line, (None, 2, 3))
    printed = " ".join(part.text for fiche in found for section in fiche.sections for item in section.items
                       for part in [item.passage])  # fmt: skip
    assert line.format(2).split("  ")[0] in printed


NUMBERED = """Réseau des phares

{head}
Sommaire

Fiche 1 – Éclairer	4
Fiche 2 – Éteindre	5

{head}
Le mot de la présidente

Il fait noir.

{page} 3 {mark}
{head}
Fiche 1 : Éclairer

Pilote : Ana Bo
Financement : ADEME

{page} 4 {mark}
{head}
Fiche 2 : Éteindre

Pilote : Luc Ny
Financement : CAF

{page} 5 {mark}
{head}
Annexe : le bureau

Ana Bo, Luc Ny
"""


@pytest.mark.parametrize("head", ["Réseau des phares – Plan d'action", "Phares et balises", "PHARES | *brochure*"])
@pytest.mark.parametrize("page", ["– {} –", "Page {}", "{}"])
def test_heads_below_page_numbers_stand_on_front_pages_without_a_number_too(head: str, page: str) -> None:
    number, mark = page.split("{}")
    printed = NUMBERED.format(head=head, page=number.strip(), mark=mark.strip())
    found = split(printed, shipped()).fiches
    assert [sections(fiche)["Financement"] for fiche in found] == [["ADEME"], ["CAF"]]


LINKED = """# Plan d'action

Chapeau.

{foot}

# Éditorial

Il fait noir.

{foot}

# Axe 1. Voir

## Action 1.1. Éclairer

Pilote : Ana Bo

Financement : ADEME

{foot}

{below}

## Action 1.2. Éteindre

Pilote : Luc Ny

Financement : CAF

{foot}

# Récapitulatif

Deux actions.
"""


@pytest.mark.parametrize(
    "foot",
    [
        "Wiki phares · Luz · [haut de page](#top)", "Retour au sommaire", "[Haut de page](#top)",
        "*[Retour](#sommaire)*", "*Ville de Luz, service des phares*",
    ],
)  # fmt: skip
def test_a_foot_above_headings_of_markdown(foot: str) -> None:
    found = split(LINKED.format(foot=foot, below="# Axe 2. Dormir"), shipped()).fiches
    assert [sections(fiche)["Financement"] for fiche in found] == [["ADEME"], ["CAF"]]
