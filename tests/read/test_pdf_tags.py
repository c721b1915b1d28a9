"""What the tags of a PDF say about its tables, as a browser writes them."""

from pathlib import Path
from typing import Any

from pipeline.read import read_document

PAGE = """<html lang="fr"><style>table { border-collapse: collapse } td, th { border: 1px solid }</style><body>
<h2>Planter des haies</h2><table>
<tr><th rowspan="2">Financement</th><td>Région</td><td>12 000 €</td></tr><tr><td>Ville</td><td>3 000 €</td></tr>
<tr><th>Partenaires</th><td colspan="2">Conservatoire des haies</td></tr></table></body></html>"""


def test_cells_of_several_rows(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    (tmp_path / "plan.pdf").write_bytes(page.pdf(tagged=True))
    page.close()
    assert read_document(tmp_path / "plan.pdf").text == (
        "## Planter des haies\n\n**Financement :**\n\n**Région** : 12 000 €\n\n**Ville** : 3 000 €\n\n"
        "**Partenaires** : Conservatoire des haies\n"
    )
