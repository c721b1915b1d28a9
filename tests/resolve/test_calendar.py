"""A calendar entry leaves the dates out of its text, unless no year is known for one: then it would be lost."""

from pathlib import Path

import pytest

from pipeline import extract
from pipeline.options import Options

PLAN = """Plan d'actions

Fiche action n°1 : Ouvrir une maison des aidants
Pilote : Ana Bo
Calendrier : {line}
Partenaires : ADEME

Fiche action n°2 : Former
Pilote : Luc Ny
Calendrier : 2027
Partenaires : ADEME
"""


@pytest.mark.parametrize(
    ("line", "dates", "text"),
    [
        ("bilan en décembre", [], "bilan en décembre"),
        (
            "lancement au 2e semestre 2025, bilan en décembre",
            ["2e semestre 2025"],
            "lancement au 2e semestre 2025, bilan en décembre",
        ),
        ("bilan en décembre 2025", ["décembre 2025"], "bilan"),
        ("décembre 2025 : bilan", ["décembre 2025"], "bilan"),
    ],
)
def test_a_date_that_no_year_is_known_for_stays_in_the_text(
    line: str, dates: list[str], text: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(line=line), encoding="utf-8")
    entry = extract(path, Options(ner="none")).fiches[0].calendar[0]
    assert [date.text for date in entry.dates] == dates
    assert entry.text == text
