# ruff: noqa: E501 -- markup in strings
"""What OpenDocument texts hold beside paragraphs, one construct each, and what becomes of it."""

import pytest

from pipeline.read.lists import settle_lists
from pipeline.read.odt import read_odt
from pipeline.read.render import render
from tests.fixtures.hostile import odt

COUNTED = '<office:automatic-styles><text:list-style style:name="L1" xmlns:style="s"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/></text:list-style></office:automatic-styles>'


def counted(says: str, *entries: str) -> str:
    items = "".join(f"<text:list-item><text:p>{entry}</text:p></text:list-item>" for entry in entries)
    return f'<text:list text:style-name="L1" {says}>{items}</text:list>'


OPEN = {
    "list": (
        "<text:list><text:list-item><text:p>Planter</text:p><text:list><text:list-item><text:p>charmes</text:p></text:list-item></text:list></text:list-item></text:list>",
        "- Planter\n  - charmes\n",
    ),
    "heading": ('<text:h text:outline-level="2">Planter des haies</text:h>', "## Planter des haies\n"),
    "tracked deletion": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>non</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>oui</text:p>",
        "oui\n",
    ),
    "note": (
        "<text:p>Planter<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>ensemble</text:p></text:note-body></text:note></text:p>",
        "Planter\n\n[^1]: ensemble\n",
    ),
    "hidden section": (
        '<text:section text:display="none"><text:p>non</text:p></text:section><text:section><text:p>oui</text:p></text:section>',
        "oui\n",
    ),
    "shape": (
        '<text:p>Planter <draw:custom-shape xmlns:draw="d"><text:p>ensemble</text:p></draw:custom-shape>des haies</text:p>',
        "Planter des haies\n\nensemble\n",
    ),
    "field that nobody filled in": (
        "<text:p>Statut : <text:placeholder>&lt;choisir&gt;</text:placeholder></text:p>",
        "Statut :\n",
    ),
    "lists count anew": (
        counted("", "Un", "Deux")
        + "<text:p>Puis</text:p>"
        + counted('xml:id="l1"', "Un")
        + "<text:p>et</text:p>"
        + counted('text:continue-numbering="true"', "Deux")
        + "<text:p>ou</text:p>"
        + counted("", "Un")
        + counted('text:continue-list="l1"', "Deux"),
        "1. Un\n2. Deux\n\nPuis\n\n1. Un\n\net\n\n2. Deux\n\nou\n\n1. Un\n2. Deux\n",
    ),
    "headings that a list counts": (
        (counted('xml:id="l1"', "Un") + "<text:p>et</text:p>" + counted('text:continue-list="l1"', "Deux"))
        .replace("<text:p>Un</text:p>", "<text:h text:outline-level='2'>Planter</text:h>")
        .replace("<text:p>Deux</text:p>", "<text:h text:outline-level='2'>Tailler</text:h>"),
        "## 1. Planter\n\net\n\n## 2. Tailler\n",
    ),
    "entry that says its number": (
        counted("", "Un").replace("<text:list-item>", '<text:list-item text:start-value="7">'),
        "7. Un\n",
    ),
    "link and blanks": (
        '<text:p>le <text:a xlink:href="https://exemple.fr">bocage</text:a><text:s text:c="3"/>et<text:tab/>4</text:p>',
        "le bocage\tet\t4\n",
    ),
}


@pytest.mark.parametrize("what", OPEN)
def test_opendocument(what: str) -> None:
    body, wanted = OPEN[what]
    data = odt(f"{COUNTED}<office:body><office:text>{body}</office:text></office:body>")
    assert render(settle_lists(read_odt(data))).text == wanted
