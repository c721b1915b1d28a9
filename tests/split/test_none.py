"""Documents that are no plans, though they number things and print labels, give no fiche."""

from pathlib import Path

import pytest

from pipeline.options import Options
from pipeline.run import NoFicheError, extract_file

NONE = sorted((Path(__file__).parents[1] / "corpus" / "none").iterdir())


def test_there_are_enough() -> None:
    assert len(NONE) > 12


@pytest.mark.parametrize("path", NONE, ids=lambda path: path.stem)
def test_no_fiche_in_what_is_no_plan(path: Path) -> None:
    with pytest.raises(NoFicheError) as refused:
        extract_file(path, Options(ner="none"))
    assert refused.value.code == "no-fiche"
    assert all(family.verdict == "rejected" and family.reason for family in refused.value.families)
