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
}


@pytest.mark.parametrize("what", CONSTRUCTS)
def test_web_page(what: str) -> None:
    body, wanted = CONSTRUCTS[what]
    assert render(settle_lists(read_html(f"<html><body>{body}</body></html>"))).text == wanted
