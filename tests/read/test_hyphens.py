"""Whose a hyphen at a line's end is."""

import pytest

from pipeline.hyphens import Words


@pytest.mark.parametrize(
    ("before", "after", "keeps"),
    [
        ("Portage de livres à domicile à Saint-Aubin-", "le-Vieux", True),
        ("Document présenté par Mme Odile Crozet, vice-", "présidente à la culture", True),
        ("Les délais d'attente au centre médico-", "psychologique", True),
        ("Un film tourné avec trois aides-", "soignants", True),
        ("Le conseil a voté le plan et sa publica-", "tion", False),
    ],
)
def test_a_hyphen_of_a_text_that_is_not_hyphenated(before: str, after: str, keeps: bool) -> None:
    words = Words()
    words.read(["Le conseil a voté son schéma de lecture.", before, after])
    assert words.keeps_hyphen(before, after) is keeps
