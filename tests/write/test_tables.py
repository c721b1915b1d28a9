"""The relational view: every value of the plan is in it, cells fit their columns, keys hold."""

from datetime import date
from itertools import pairwise

import pytest

from pipeline.write.tables import TABLES, Kind, Table
from tests.write.rebuild import rebuild
from tests.write.sample import sample_plan

TYPES = {
    Kind.STRING: str,
    Kind.INTEGER: int,
    Kind.NUMBER: (int, float),
    Kind.BOOLEAN: bool,
    Kind.DATE: str,
    Kind.ARRAY: tuple,
    Kind.OBJECT: dict,
}


@pytest.mark.parametrize("pages", [False, True])
def test_plans_come_back_whole(pages: bool) -> None:
    plans = [
        sample_plan(pages=pages).plan,
        sample_plan(1, name="autre-plan", title=None).plan,
        sample_plan(0, name="vide").plan,
    ]
    read = {
        table.name: [
            dict(zip((column.name for column in table.columns), row, strict=True))
            for plan in plans
            for row in table.rows(plan)
        ]
        for table in TABLES
    }
    assert rebuild(read) == plans


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_fit_their_columns(table: Table) -> None:
    rows = list(table.rows(sample_plan(5, pages=True).plan))
    assert rows
    for row in rows:
        for cell, column in zip(row, table.columns, strict=True):
            if cell is None:
                assert not column.required, column.name
                continue
            assert isinstance(cell, TYPES[column.kind]), column.name
            assert isinstance(cell, bool) == (column.kind is Kind.BOOLEAN), column.name
            assert column.enum is None or cell in set(column.enum), column.name
            if column.kind is Kind.DATE:
                date.fromisoformat(str(cell))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_are_unique_and_links_lead_somewhere(table: Table) -> None:
    plan = sample_plan(5).plan
    known = {other.name: other for other in TABLES}

    def values(of: Table, names: tuple[str, ...]) -> list[tuple[object, ...]]:
        places = [[column.name for column in of.columns].index(name) for name in names]
        return [tuple(row[place] for place in places) for row in of.rows(plan)]

    keys = values(table, table.key)
    assert len(set(keys)) == len(keys)
    for link in table.foreign_keys:
        target = known[link.table]
        assert link.target == target.key
        assert TABLES.index(target) <= TABLES.index(table)
        assert {key for key in values(table, link.columns) if None not in key} <= set(values(target, link.target))


def test_names_titles_and_descriptions() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        titles = [column.title for column in table.columns]
        assert len(set(names)) == len(names)
        assert len({title.casefold() for title in titles}) == len(titles), table.name
        assert all(column.description for column in table.columns)
        assert len(table.title) <= 31, "a sheet's name may have 31 characters"
    assert all(one.name != other.name for one, other in pairwise(sorted(TABLES, key=lambda table: table.name)))
