# ruff: noqa: E501 -- markup in strings
"""What web pages hold beside paragraphs, one construct each, and what becomes of it."""

import pytest

from pipeline.read.html import read_html
from pipeline.read.lists import settle_lists
from pipeline.read.render import render

PAGE = "<h2>Planter des haies</h2><p>Pilote : Odile Crozet</p>"
READ = "## Planter des haies\n\nPilote : Odile Crozet\n"
CONSTRUCTS = {
    "form round the whole page": (
        f'<form method="post"><input type="hidden" name="__VIEWSTATE" value="x">{PAGE}</form>',
        READ,
    ),
    "form round the whole page with a search in it": (
        f"<form>{PAGE}<p>{'Les haies abritent la faune. ' * 6}</p><input name='q'><input type='submit'></form>",
        f"{READ}\n{'Les haies abritent la faune. ' * 6}".rstrip() + "\n",
    ),
    "form to fill in": (
        f"{PAGE}<form><h3>Nous écrire</h3><label>Nom</label><input name='n'><textarea>{'x' * 400}</textarea></form>",
        READ,
    ),
    "heading that folds its part": (
        '<h3><button aria-expanded="false" aria-controls="a1">Planter des haies</button></h3><div id="a1"><p>Pilote : Odile Crozet</p></div>',
        f"#{READ}",
    ),
    "typed bullets of two kinds": (
        "<p>● Semer</p><p>○ du blé</p><p>○ de l'orge</p><p>● Lier</p><p>– la gerbe</p><p>- la meule</p>",
        "- Semer\n  - du blé\n  - de l'orge\n- Lier\n  - la gerbe\n  - la meule\n",
    ),
    "part that is folded": (
        '<div><h2><button aria-controls="a1">Planter des haies</button></h2></div><div id="a1" hidden><p>Pilote : Odile Crozet</p></div>',
        READ,
    ),
    "part behind a tab": (
        '<div role="tabpanel" aria-hidden="true"><p>Pilote : Odile Crozet</p></div>',
        READ[22:].lstrip(),
    ),
    "button": (f"{PAGE}<button>Imprimer</button>", READ),
    "menu that a button opens": (
        f'<button aria-controls="m">Menu</button><div id="m" hidden>Accueil</div>{PAGE}',
        READ,
    ),
    "label of several rows": (
        "<table><tr><th rowspan='2'>Pilotes</th><td>Odile Crozet</td></tr><tr><td>Léa Vasseur</td></tr><tr><th>Territoire</th><td>Bocage</td></tr></table>",
        "**Pilotes :**\n\nOdile Crozet\n\nLéa Vasseur\n\n**Territoire** : Bocage\n",
    ),
    "cell of several rows": (
        "<table><tr><th>Qui</th><th>Combien</th><th>Quand</th></tr><tr><td rowspan=2>Région</td><td>10 €</td><td>2031</td></tr><tr><td>5 €</td><td>2032</td></tr><tr><td>Ville</td><td>1 €</td><td rowspan=99>2031</td></tr><tr><td>État</td><td>2 €</td></tr></table>",
        "| Qui | Combien | Quand |\n| --- | --- | --- |\n| Région | 10 € | 2031 |\n|  | 5 € | 2032 |\n| Ville | 1 € | 2031 |\n| État | 2 € |  |\n",
    ),
    "deleted and inserted words": (
        "<p>Pilote : <del>Léa Vasseur</del><ins>Odile Crozet</ins></p><del><p>Territoire : Bocage</p></del><p><s>En 2031</s></p>",
        "Pilote : Odile Crozet\n\nEn 2031\n",
    ),
}
# As Google Docs saves a document as a page: looks by class, lists side by side however deep they are.
SHEET = (
    "<style type='text/css'>@import url(a.css);.c1{font-weight:700;color:#000}.c2{font-weight:400}.c3{display:none}"
    "li.c4{font-style:italic}/*.c2{display:none}*/@media print{.c2{display:none}}ol.lst-kix_ab-0{list-style-type:none}</style>"
)
STYLED = {
    "bold by class": (
        "<p class='c2'><span class='c1'>Pilote :</span><span class='c2'> Odile Crozet</span></p>",
        "**Pilote :** Odile Crozet\n",
    ),
    "the element has the last word": ("<p class='c1' style='font-weight:400'>Pilote</p>", "Pilote\n"),
    "the later rule has the last word": (
        "<p class='c1 c2'>Pilote</p><p class='c2 c1'>Haies</p>",
        "Pilote\n\n**Haies**\n",
    ),
    "hidden by class": ("<p class='c2'>Pilote</p><p class='c3'>Brouillon</p>", "Pilote\n"),
    "only for a tag": ("<p class='c4'>Haies</p><ul><li class='c4'>Bocage</li></ul>", "Haies\n\n- *Bocage*\n"),
    "lists side by side": (
        "<ul class='c9 lst-kix_x7-0 start'><li class='li-bullet-0'>Haies</li></ul>"
        "<ul class='c9 lst-kix_x7-1 start'><li>Planter</li><li>Tailler</li></ul>"
        "<ul class='c9 lst-kix_x7-2 start'><li>En mars</li></ul><ul class='c9 lst-kix_x7-0'><li>Mares</li></ul>",
        "- Haies\n  - Planter\n  - Tailler\n    - En mars\n- Mares\n",
    ),
    "numbers that go on": (
        "<ol class='lst-kix_y-0 start' start='1'><li>Haies</li></ol><ol class='lst-kix_y-1 start' start='1'><li>Planter</li></ol>"
        "<ol class='lst-kix_y-0' start='2'><li>Mares</li></ol>",
        "1. Haies\n  1. Planter\n2. Mares\n",
    ),
    # What a site folds is shown at a click: by a script, or by another rule.
    "hidden until a click": (
        "<script>x()</script><p>Pilote</p><p class='c3'>Odile Crozet</p>",
        "Pilote\n\nOdile Crozet\n",
    ),
    "hidden until it is aimed at": (
        "<style>.c3:target{display:block}</style><p>Pilote</p><p class='c3'>Odile Crozet</p>",
        "Pilote\n\nOdile Crozet\n",
    ),
}


@pytest.mark.parametrize("what", STYLED)
def test_page_with_a_sheet(what: str) -> None:
    body, wanted = STYLED[what]
    page = f"<html><head>{SHEET}</head><body>{body}</body></html>"
    assert render(settle_lists(read_html(page))).text == wanted


def test_sheets_of_any_kind_take_little_time() -> None:
    for sheet in ("{" * 200_000, "}" * 200_000, ".a{" * 100_000, "/*" * 200_000, ".a{b:c}" * 100_000, "," * 300_000):
        page = f"<html><head><style>{sheet}</style></head><body><p class='a'>Pilote</p></body></html>"
        assert render(settle_lists(read_html(page))).text == "Pilote\n"


@pytest.mark.parametrize("what", CONSTRUCTS)
def test_web_page(what: str) -> None:
    body, wanted = CONSTRUCTS[what]
    assert render(settle_lists(read_html(f"<html><body>{body}</body></html>"))).text == wanted
