"""Numbers that begin with a code of letters: `TE-01`, `MOB3`, `GEST.2`, which the code's axe prints too."""

import pytest

from tests.split.shown import BLOCK, contents, outline

FICHES = (("VOI", 1, "Éclairer les rues"), ("VOI", 2, "Éteindre la nuit"), ("DOR", 1, "Compter les étoiles"))
AXES = {"VOI": "Voir mieux", "DOR": "Dormir enfin"}


@pytest.mark.parametrize("number", ["{c}-0{n}", "{c}{n}", "{c}.{n}", "{c}0{n}"])
@pytest.mark.parametrize(
    "heading", ["Action {k} - {t}", "Fiche {k} : {t}", "### {k} – {t}", "{k}. {t}", "**{k} {t}**", "FICHE N° {k}\n{t}"]
)
@pytest.mark.parametrize(
    "axe", ["OBJECTIF {c} - {a}", "Objectif {c} : {a}", "## {c} – {a}", "Famille {c}. {a}", "{c} – {a}"]
)
def test_the_letters_are_those_of_an_axe(number: str, heading: str, axe: str) -> None:
    parts = []
    for code, title in AXES.items():
        parts.append(f"\n{axe.format(c=code, a=title)}\n\n")
        parts += [heading.format(k=number.format(c=c, n=n), t=t) + BLOCK for c, n, t in FICHES if c == code]
    plan = outline(*parts)
    assert [fiche.number for fiche in plan.fiches] == [number.format(c=c, n=n) for c, n, _ in FICHES]
    assert [fiche.title.text for fiche in plan.fiches if fiche.title] == [t for *_, t in FICHES]
    assert [(each.number, each.title) for each in plan.axes] == list(AXES.items())
    assert [fiche.axe for fiche in plan.fiches] == [0, 0, 1]


@pytest.mark.parametrize("entry", ["{k} {t} ..... {p}\n", "Action {k} - {t} ..... {p}\n", "{k} – {t}          {p}\n"])
def test_contents_print_them_too(entry: str) -> None:
    numbers = [f"{c}-{n}" for c, n, _ in FICHES]
    listed = "".join(entry.format(k=k, t=t, p=p) for p, (k, (*_, t)) in enumerate(zip(numbers, FICHES, strict=True), 2))
    body = "".join(f"Action {k} - {t}{BLOCK}" for k, (*_, t) in zip(numbers, FICHES, strict=True))
    plan = outline("Sommaire\n\n", listed, "\n", body)
    assert contents(plan) == [(k, t, p) for p, (k, (*_, t)) in enumerate(zip(numbers, FICHES, strict=True), 2)]
    assert [fiche.number for fiche in plan.fiches] == numbers


def test_a_formula_is_no_number() -> None:
    body = "Contexte : le trafic\nCO2 : 3 tonnes par jour\n"
    plan = outline(*(f"Action {n} - {t}{BLOCK}{body}" for n, (*_, t) in enumerate(FICHES, 1)))
    assert [fiche.number for fiche in plan.fiches] == ["1", "2", "3"]
