"""Documents of a word processor that are typed as on a typewriter: empty paragraphs, tabs, spaces, pasted Markdown."""

import pytest

from pipeline.read.formats import read_format, reader_of
from tests.fixtures.build_docx import package, paragraph, run


def read(*lines: str) -> str:
    return read_format(package("".join(paragraph(run(line)) for line in lines)), reader_of("docx"))[0].text


BLOCK = ("Pilote : Ana Bo", "Objectifs : voir mieux et plus loin", "")


def test_empty_paragraphs_part_what_others_hold_together() -> None:
    heads = ("Action 1 - ÉCLAIRER LES RUES", "ET LES PLACES DU BOURG", "")
    plan = (*heads, *BLOCK, *heads, *BLOCK)
    assert read(*plan) == "\n".join(plan).rstrip("\n") + "\n"


@pytest.mark.parametrize("parted", [0, 2])
def test_paragraphs_stand_apart_where_hardly_any_is_empty(parted: int) -> None:
    lines = ["Un mot", "", "Un autre"] * parted + ["Un mot", "Un autre"] * 20
    assert read(*lines) == "\n\n".join(line for line in lines if line) + "\n"


def test_rows_of_a_table_of_tabs_follow_each_other() -> None:
    rows = ("N°\tAction\tPilote", "1\tVélobus\tAna Bo", "2\tAutopartage\tLuc Ny")
    assert read("Plan de mobilité", *rows) == "Plan de mobilité\n\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(("gap", "read_as"), [("   ", "\t"), (" " * 20, "\t"), ("  ", " ")])
def test_what_spaces_set_apart_stands_behind_a_tab(gap: str, read_as: str) -> None:
    assert read(f"1. Former les agents{gap}4") == f"1. Former les agents{read_as}4\n"


def test_pasted_markdown_is_markdown() -> None:
    lines = ("# Action 1", "**Pilote :** Ana Bo", "**Objectifs :** voir", "**Budget :** 3 k€")
    assert read(*lines) == "\n\n".join(lines) + "\n"


def test_a_few_stars_are_stars() -> None:
    assert read("**Pilote :** Ana Bo", "* sous réserve") == "\\*\\*Pilote :\\*\\* Ana Bo\n\n- sous réserve\n"
