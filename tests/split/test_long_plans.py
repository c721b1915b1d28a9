"""Two long plans, printed with contents of several forms and with none: what is a fiche stays the same."""

import re
from pathlib import Path

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline
from pipeline.vocabulary import shipped
from tests.split.shown import referents, sections

HERE = Path(__file__).parent / "long"
FORESTS = (HERE / "forets.md").read_text(encoding="utf-8")
HEALTH = (HERE / "sante.txt").read_text(encoding="utf-8")
_CONTENTS = re.compile(r"## Table des matières\n\n(?P<entries>(?: *- .*\n)+)\n")
_MODEL = re.compile(r"### Lire une fiche projet\n.*?(?=### Ambition 2)", re.DOTALL)
_HEADS = re.compile(r"^(?:AVANT-PROPOS|[IV]+\. .*|[AB]\. .*|Fiche \d – .*|Guide de lecture|SIGLES)$", re.MULTILINE)


def numbers(found: Outline) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (fiche.number, fiche.title and fiche.title.text, None if fiche.axe is None else found.axes[fiche.axe].title)
        for fiche in found.fiches
    ]


def check_forests(text: str, listed: int) -> None:
    found = split(text, shipped())
    assert numbers(found) == [
        ("1", "Diversifier les essences", "Une forêt vivante"),
        ("2", "Accueillir les promeneurs", "Une forêt vivante"),
        ("3", "Relancer la scierie de Brosse", "Une filière locale"),
        ("4", "Construire en bois local", "Une filière locale"),
    ]
    assert {(axe.word, axe.number) for axe in found.axes} == {("ambition", "1"), ("ambition", "2")}
    assert [list(sections(fiche)) for fiche in found.fiches] == [
        ["Contexte", "Actions prévues", "Calendrier", "Budget"]
    ] * 4
    assert sections(found.fiches[1])["Budget"] == ["35 000 €"]
    assert sections(found.fiches[3])["Budget"] == ["18 000 €"]
    assert [referents(fiche) for fiche in found.fiches][2:] == [
        ["Scierie coopérative de Brosse"], ["Parc naturel régional"],
    ]  # fmt: skip
    assert [entry.number for entry in found.entries] == [str(n) for n in range(1, listed + 1)]


def check_health(text: str, listed: int) -> None:
    found = split(text, shipped())
    assert numbers(found) == [
        ("1", "Former aux premiers secours", "INFORMER"),
        ("2", "Tenir une semaine d'information", "INFORMER"),
        ("3", "Ouvrir une consultation avancée", "SOIGNER"),
    ]
    assert {(axe.number, axe.title) for axe in found.axes} == {("A", "INFORMER"), ("B", "SOIGNER")}
    assert [sections(fiche)["Partenaires"] for fiche in found.fiches] == [
        ["Unafam, CCAS"], ["médiathèque, collèges"], ["ARS, CPTS du Val"],
    ]  # fmt: skip
    assert [len(fiche.sections) for fiche in found.fiches] == [3] * 3
    assert [entry.number for entry in found.entries] == [str(n) for n in range(1, listed + 1)]


@pytest.mark.parametrize("model", [True, False])
@pytest.mark.parametrize(
    "entry",
    [
        "{indent}- {words}",
        "{indent}- [{words}](#la)",
        "{words} {dots} {n}",
        "{words}, p. {n}",
        "{words}\n",
        "* {words}",
    ],
)
def test_contents_of_a_plan_in_markdown(entry: str, model: bool) -> None:
    def printed(found: re.Match[str]) -> str:
        rows = [re.fullmatch(r"( *)- (.*)", row) for row in found["entries"].splitlines()]
        entries = [
            entry.format(indent=row[1], words=row[2], dots="." * (70 - len(row[2])), n=n)
            for n, row in enumerate(rows, 2)
            if row
        ]
        return "## Table des matières\n\n" + "\n".join(entries) + "\n\n"

    text = FORESTS if model else _MODEL.sub("", FORESTS)
    check_forests(_CONTENTS.sub(printed, text), 4)


@pytest.mark.parametrize("model", [True, False])
def test_a_plan_in_markdown_without_contents(model: bool) -> None:
    check_forests(_CONTENTS.sub("", FORESTS if model else _MODEL.sub("", FORESTS)), 0)


@pytest.mark.parametrize("title", ["SOMMAIRE", "Table des matières", ""])
@pytest.mark.parametrize("entry", ["{words} {dots} {n}", "{words} p. {n}", "{words}\t{n}", "{words}"])
def test_contents_of_a_plain_text(entry: str, title: str) -> None:
    if not title and "{n}" not in entry:
        pytest.skip("nothing says that they are contents")
    heads = [head[0] for head in _HEADS.finditer(HEALTH)]
    rows = [entry.format(words=head, dots="." * (70 - len(head)), n=n) for n, head in enumerate(heads, 2)]
    front, rest = HEALTH.split("\n\n", 1)
    check_health("\n".join([front, "", title, "", *rows, "", rest]), 3)


def test_a_plain_text_without_contents() -> None:
    check_health(HEALTH, 0)
