"""A table of labels and values below each heading, as Word files and web pages have them, all the way to sections."""

import pytest

from pipeline.read.html import read_html
from pipeline.read.lists import settle_lists
from pipeline.read.render import render
from pipeline.split import split
from pipeline.split.outline import RawFiche
from pipeline.vocabulary import shipped
from tests.split.shown import TITLES, referents, sections

ROWS = {
    "Pilotes": ("Centre hospitalier de Crozes", "Syndicat mixte du Sud-Est de la baie"),
    "Référente technique": ("Odile Crozet",),
    "Partenaires": (
        "Agence de l'eau de la baie (essais de nuit)",
        "ordres professionnels (Ordre des gardiens de phare)",
        "veilleurs bénévoles",
    ),
    "Calendrier": ("printemps 2031 : recrutement de la veilleuse", "à partir de juin 2031 : deux rondes par semaine"),
}


def fiches(head: str, cells: str, lines: str) -> tuple[RawFiche, ...]:
    rows = head + "".join(cells.format(label, lines.join(values)) for label, values in ROWS.items())
    body = "".join(f"<h2>Action {n} : {title}</h2><table>{rows}</table>" for n, title in enumerate(TITLES, 1))
    text = render(settle_lists(read_html(f"<html><body><h1>Plan d'action 2031</h1>{body}</body></html>"))).text
    return split(text, shipped()).fiches


@pytest.mark.parametrize("lines", ["<br>", "</p><p>"])
@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("", "<tr><td><b>{}</b></td><td><p>{}</p></td></tr>"),
        ("", "<tr><th>{}</th><td><p>{}</p></td></tr>"),
        ("<tr><th>Rubrique</th><th>Contenu</th></tr>", "<tr><td><b>{}</b></td><td><p>{}</p></td></tr>"),
        ("<tr><th>Champ</th><th>Description</th></tr>", "<tr><th>{}</th><td><p>{}</p></td></tr>"),
        ("<tr><td><b>Rubrique</b></td><td><b>Contenu</b></td></tr>", "<tr><td><b>{}</b></td><td><p>{}</p></td></tr>"),
    ],
)
def test_every_line_of_a_cell_is_one(head: str, cells: str, lines: str) -> None:
    found = fiches(head, cells, lines)
    assert len(found) == len(TITLES)
    for fiche in found:
        assert referents(fiche) == [*ROWS["Pilotes"], *ROWS["Référente technique"]]
        assert sections(fiche) == {label: list(ROWS[label]) for label in ("Partenaires", "Calendrier")}


def test_a_bold_value_of_each_fiche_is_no_head() -> None:
    row = "<tr><td><b>Code</b></td><td><b>{}</b></td></tr>"
    rest = "<tr><td><b>Pilote</b></td><td>Ana Bo</td></tr><tr><td><b>Objectifs</b></td><td>voir</td></tr>"
    body = "".join(
        f"<h2>Action {n} : {title}</h2><table>{row.format('PH' + 'abc'[n - 1])}{rest}</table>"
        for n, title in enumerate(TITLES, 1)
    )
    text = render(settle_lists(read_html(f"<html><body>{body}</body></html>"))).text
    assert "**Code** : **PHa**" in text or "**Code : PHa**" in text
