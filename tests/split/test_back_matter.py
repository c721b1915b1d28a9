"""What stands behind the last fiche, set apart as nothing but headings are."""

import pytest

from pipeline.split import split
from pipeline.split.outline import RawFiche
from pipeline.vocabulary import shipped
from tests.split.shown import TITLES, sections

BLOCK = "Pilote : Ana Bo\nObjectifs :\n- voir mieux\n\n- voir loin\nÉchéance : 2030\nStatut : en cours\n"
CLOSING = "FAIT EN MAIRIE\nLe secrétariat tient ce plan à jour."
LAST = {"Objectifs": ["voir mieux", "voir loin"], "Échéance": ["2030"], "Statut": ["en cours"]}


def last(between: str, closing: str, block: str = BLOCK) -> RawFiche:
    fiches = [f"Action {n} : {title}\n\n{block}" for n, title in enumerate(TITLES, 1)]
    return split(f"Plan d'action lumière\n{between}{between.join([*fiches, closing])}\n", shipped()).fiches[-1]


@pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n---\n\n", "\n* * *\n\n"])
@pytest.mark.parametrize(
    "closing", [CLOSING, "Fait à Luz, le 3 mai 2026", "Contact : mairie@luz.fr", "*Document adopté le 3 mai*"]
)
def test_what_only_headings_are_set_apart_by_ends_the_last_fiche(between: str, closing: str) -> None:
    assert sections(last(between, closing)) == LAST


@pytest.mark.parametrize(
    ("between", "closing", "block"),
    [
        ("\n", CLOSING, BLOCK),  # one blank line, as between items
        ("\n\n", CLOSING, BLOCK.replace("Objectifs", "\n\nObjectifs")),  # within fiches too
        ("\n\n", "- dormir mieux", BLOCK),
        ("\n\n", "Budget : 10 k€", BLOCK),
        ("\n\n", "voir plus loin", BLOCK),
        ("\n\n", "Voir mieux", BLOCK + "Budget :\n"),
    ],
)
def test_what_may_belong_to_the_fiche_stays(between: str, closing: str, block: str) -> None:
    found = last(between, closing, block)
    printed = " ".join(item.passage.text for section in found.sections for item in section.items)
    assert closing.splitlines()[-1].split(" : ")[-1].lstrip("- ") in printed
