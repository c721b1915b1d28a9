"""Lines that go on with the one above, in the shortest plans that show them."""

import pytest

from pipeline.split import split
from pipeline.vocabulary import shipped
from tests.split.shown import TITLES, contents, outline, sections


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("CAF, Réseau des veilleurs", "(prêt de lampes) et écoles"),
        ("CAF, Réseau (Maison", "Étoiles), écoles"),
        ("- CAF, Réseau des veilleurs", "(prêt de lampes) et écoles"),
    ],
)
def test_a_line_that_goes_on_in_brackets_stays_in_its_item(first: str, second: str) -> None:
    block = "\n\nPilote : Ana Bo\nObjectifs : voir\n\n"
    odd = f"Partenaires :\n{first}\n{second}\n\nBudget :\nnéant\n"
    found = outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1)), odd).fiches[-1]
    assert sections(found)["Partenaires"] == [f"{first.removeprefix('- ')} {second}"]


PAGES = """Plan d'action lumière

Action 1 : Éclairer .................................................. 2
Action 2 : Éteindre .................................................. 3
Action 3 : Compter ................................................... 4

Action 1 : Éclairer

Pilote : Ana Bo

Objectifs
Les veilleurs de la baie éteignent chaque soir les lampes des quais, et les
phares restent seuls allumés jusqu'au matin. Le conseil a voté la dépense le
{first}

Partenaires
CAF

Action 2 : Éteindre

Pilote : Luc Ny

Objectifs
Une étude a montré que les oiseaux du marais se perdent au-dessus des usines
quand le ciel est couvert.

Partenaires
{second}

Action 3 : Compter

Pilote : Ana Bo

Objectifs
{third}
"""
TAIL = "mardi, malgré le refus de la Ligue"


@pytest.mark.parametrize("foot", ["4", "4\n", "- 4 -", "Page 4"])
@pytest.mark.parametrize("below", ["Nocturne et de son président, Luc Ny.", "Nocturne"])
def test_a_page_number_within_a_paragraph_parts_nothing(foot: str, below: str) -> None:
    glued = not foot.endswith("\n")
    first = f"{TAIL}\n{foot}\n{below}"
    pages = [f"Cela\n{foot.strip().replace('4', str(page))}\n" for page in (5, 6, 7)]
    found = split(PAGES.format(first=first, second=pages[0], third=pages[1] + pages[2]), shipped()).fiches[0]
    item = sections(found)["Objectifs"][0]
    assert item.endswith(f"{TAIL} {below}" if glued else TAIL)


@pytest.mark.parametrize("below", ["Mars 2027 : ouverture au public", "De mai à juin 2027 : travaux", "Coût : 3 000 €"])
def test_but_an_entry_behind_it_is_one(below: str) -> None:
    first = f"{TAIL}\n4\n{below}"
    found = split(PAGES.format(first=first, second="Cela\n5", third="Cela\n6\n\nAutre\n7"), shipped()).fiches[0]
    assert any(item.endswith(TAIL) for item in sections(found)["Objectifs"])


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Les barques portent une lampe à huile que leur prête l'association Mer", "Vive 46 depuis 2020."),
        ("2027 : inventaire des lampes avec l'Établissement public foncier Anse", "Claire de Tarance"),
    ],
)
def test_a_line_may_be_broken_a_few_columns_early(above: str, below: str) -> None:
    found = split(PAGES.format(first="mardi.", second="ADEME", third=f"{above}\n{below}"), shipped()).fiches[2]
    assert sections(found)["Objectifs"] == [f"{above} {below}"]


def test_an_entry_of_the_contents_ends_with_its_page() -> None:
    plan = split(PAGES.format(first="mardi.", second="ADEME", third="voir"), shipped())
    assert contents(plan) == [("1", "Éclairer", 2), ("2", "Éteindre", 3), ("3", "Compter", 4)]


@pytest.mark.parametrize(
    ("second", "whole"), [("et des parcelles voisines.", True), ("parcelles voisines", False), ("du bourg", True)]
)
def test_what_links_a_line_goes_on_below_a_blank_one(second: str, whole: bool) -> None:
    first = "planter les haies le long des chemins ruraux de la commune"
    block = f"\n\nPilote : Ana Bo\n\nObjectifs :\n\n{first}\n\n{second}\n\n"
    for fiche in outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert sections(fiche)["Objectifs"] == ([f"{first} {second}"] if whole else [first, second])
