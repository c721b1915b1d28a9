"""When two texts are the same, when two names overlap, and how values are paired."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.folding import fold_name, fold_text, fold_title
from pipeline.evaluate.match import overlap, pair


@pytest.mark.parametrize(
    ("fold", "one", "other", "same"),
    [
        (fold_text, "l’étang – là", "l'étang - là", True),
        (fold_text, "e\u0301tang", "étang", True),
        (fold_text, "Étang", "étang", False),
        (fold_text, "étang.", "étang", False),
        (fold_name, "L’Atelier", "atelier", True),
        (fold_name, "Les Jardins", "Jardins", True),
        (fold_name, "Le", "", False),
        (fold_name, "Lesage", "sage", False),
        (fold_name, "Atelier.", "Atelier", False),
        (fold_name, "Élan", "Elan", False),
        (fold_title, "**Points d’attention :**", "points d'attention", True),
        (fold_title, "## Titre", "titre", True),
        (fold_title, "_Titre_", "titre", True),
        (fold_title, "un_mot", "unmot", False),
        (fold_title, "Numéro #3", "Numéro 3", False),
    ],
)
def test_folding(fold: Callable[[str], str], one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("fédération de pêche du val", "fédération de pêche", True),
        ("maison du lac", "lac", True),
        ("grande maison", "maison du lac", True),
        ("maison de", "de loire", False),
        ("maison de l'emploi", "emploi", True),
        ("maison du lac", "maison du bois", False),
        ("lac", "laclos", False),
        ("", "lac", False),
    ],
)
def test_overlap(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is expected


@given(st.lists(st.lists(st.integers(0, 5), unique=True), max_size=6))
def test_pairs_are_as_many_as_can_be(candidates: list[list[int]]) -> None:
    pairs = pair(candidates)
    assert all(one in candidates[gold] for one, gold in pairs.items())
    assert len(set(pairs.values())) == len(pairs)

    def most(gold: int, free: frozenset[int]) -> int:
        if gold == len(candidates):
            return 0
        return max(
            [
                most(gold + 1, free),
                *(1 + most(gold + 1, free - {one}) for one in candidates[gold] if one in free),
            ]
        )

    assert len(pairs) == most(0, frozenset(range(6)))


def test_many_equal_values_are_paired_in_time() -> None:
    same = list(range(1500))
    assert len(pair([same] * 3000)) == 1500
