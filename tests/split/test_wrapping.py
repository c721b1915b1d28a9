"""Lines that go on with the one above, in the shortest plans that show them."""

import pytest

from tests.split.shown import TITLES, outline, sections


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
