"""Codes whose parts are levels: `OS1` above `OS1.1` above `OS1.1.a`, and contents that tabs part."""

import pytest

from pipeline.split.outline import Outline
from tests.split.shown import BLOCK, contents, outline

LEVELS = (
    ("1", "RENOUVELER"), ("1.1", "Transmettre"), ("1.1.a", "Repérer"), ("1.1.b", "Parrainer"), ("1.2", "Installer"),
    ("1.2.a", "Ouvrir"), ("2", "PRÉSERVER"), ("2.1", "Économiser"), ("2.1.a", "Piloter"), ("2.1.b", "Réutiliser"),
)  # fmt: skip


def coded(code: str, number: str, lowest: str) -> str:
    if lowest == "1":
        number = number.replace(".a", ".1").replace(".b", ".2")
    return code + number


def plan(code: str, gap: str, lowest: str, listed: str = "") -> Outline:
    entries = "".join(
        listed.format(c=coded(code, number, lowest), t=title, p=page) for page, (number, title) in enumerate(LEVELS, 2)
    )
    body = "".join(
        f"{coded(code, number, lowest)}{gap}{title}" + (BLOCK if number[-1] in "ab" else "\n")
        for number, title in LEVELS
    )
    return outline("SOMMAIRE\n" if listed else "", entries, "\n", body)


@pytest.mark.parametrize("code", ["OS", "A", "ENV"])
@pytest.mark.parametrize("gap", ["\t", " ", " – ", ". "])
@pytest.mark.parametrize("lowest", ["a", "1"])
@pytest.mark.parametrize("listed", ["", "{c}\t{t}\t{p}\n", "{c} {t} ..... {p}\n"])
def test_the_lowest_level_is_the_fiche(code: str, gap: str, lowest: str, listed: str) -> None:
    found = plan(code, gap, lowest, listed)
    wanted = [(coded(code, number, lowest), title) for number, title in LEVELS if number[-1] in "ab"]
    assert [(fiche.number, fiche.title.text) for fiche in found.fiches if fiche.title] == wanted
    axes = [(axe.number, axe.title) for axe in found.axes if not axe.in_contents]
    assert axes == [(code + number, title) for number, title in LEVELS if number[-1] not in "ab"]
    above = [found.axes[fiche.axe].number for fiche in found.fiches if fiche.axe is not None]
    assert above == [code + number for number in ("1.1", "1.1", "1.2", "2.1", "2.1")]
    if listed:
        assert [(number, title) for number, title, _ in contents(found)] == wanted


def test_rows_of_figures_are_no_contents() -> None:
    rows = "Poste\tLot\tCoût\n1\tÉtude\t12\n2\tTravaux\t40\n3\tSuivi\t60\n"
    found = outline(*(f"Action {n} : Voir{BLOCK}Budget :\n{rows}\n" for n in (1, 2)))
    assert [fiche.number for fiche in found.fiches] == ["1", "2"]
    assert found.entries == ()
