"""Lists printed in columns: the entries of a row stand beside each other, each with a bullet of its own."""

import pytest

from pipeline.split.outline import RawItem
from tests.split.shown import TITLES, outline

ROWS = (("CAF", "ADEME (relais)"), ("loueurs de matériel", "CFDT Bretagne, CGT Bretagne"), ("Enedis",))


def items(listed: str) -> list[tuple[str, int]]:
    plan = outline(
        *(f"Action {n} : {title}\n\nPilote : Ana Bo\nPartenaires :\n{listed}\n\n" for n, title in enumerate(TITLES, 1))
    )
    assert len(plan.fiches) == 3

    def all_of(found: tuple[RawItem, ...]) -> list[tuple[str, int]]:
        return [each for item in found for each in ((item.passage.text, item.depth), *all_of(item.items))]

    return all_of(plan.fiches[0].sections[0].items)


@pytest.mark.parametrize("gap", ["\t", " \t\t", "      "])
@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "▪", "✓", "■"])
@pytest.mark.parametrize("margin", ["", "  "])
def test_two_columns(gap: str, bullet: str, margin: str) -> None:
    listed = "\n".join(margin + gap.join(f"{bullet} {name}" for name in row) for row in ROWS)
    assert items(listed) == [(name, 0) for row in ROWS for name in row]


@pytest.mark.parametrize("gap", ["\t", "    "])
@pytest.mark.parametrize("bullet", ["•", "-"])
def test_three_columns(gap: str, bullet: str) -> None:
    rows = (("CAF", "ADEME", "Enedis"), ("MSA", "Région", "INRS"))
    assert items("\n".join(gap.join(f"{bullet} {name}" for name in row) for row in rows)) == [
        (name, 0) for row in rows for name in row
    ]


@pytest.mark.parametrize("form", ["{n}. {name}", "{n}) {name}", "({n}) {name}"])
def test_numbers_in_columns(form: str) -> None:
    rows = ((1, "CAF", 3, "ADEME"), (2, "MSA", 4, "Enedis"))
    listed = "\n".join(f"{form.format(n=a, name=b)}\t{form.format(n=c, name=d)}" for a, b, c, d in rows)
    assert items(listed) == [("CAF", 0), ("ADEME", 0), ("MSA", 0), ("Enedis", 0)]


@pytest.mark.parametrize("table", [
    "| • {} | • {} |\n| • {} | • {} |\n| • {} |  |", "|  |  |\n|---|---|\n| • {} | • {} |\n| • {} | • {} |\n| • {} | |",
    "| - {}<br>- {} | - {}<br>- {}<br>- {} |",
])  # fmt: skip
def test_columns_of_a_table(table: str) -> None:
    names = [name for row in ROWS for name in row]
    assert items(table.format(*names)) == [(name, 0) for name in names]


def test_tables_with_a_head_are_no_lists() -> None:
    assert len(items("| Techniques | Financiers |\n|---|---|\n| - CAF | - ADEME |\n| - MSA | - INRS |")) == 3


@pytest.mark.parametrize("line", ["• CAF • ADEME", "• CAF  • ADEME", "▪ CAF ▪ ADEME"])
def test_round_bullets_need_no_gap(line: str) -> None:
    assert items(f"{line}\n{line.replace('CAF', 'MSA')}") == [("CAF", 0), ("ADEME", 0), ("MSA", 0), ("ADEME", 0)]


def test_a_list_in_columns_below_an_entry() -> None:
    assert items("- Techniques\n  • CAF\t• MSA\n  • ADEME\t• INRS\n- Région") == [
        ("Techniques", 0), ("CAF", 1), ("MSA", 1), ("ADEME", 1), ("INRS", 1), ("Région", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["• CAF   – appui technique", "- CAF  –  MSA", "• Semer\tTailler", "☐ À venir   ☒ En cours   ☐ Fini"]
)
def test_other_gaps_part_no_entries(line: str) -> None:
    assert len(items(line)) == 1
