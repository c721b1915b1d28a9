"""Read the tables that stand under a label: `Financeur | Montant (€) | Année` above one row a funder.

In: a section's passages, in which bars part the cells. Out: for each row what stands in which column, as places in
its passage. Refuses what has no head that names its columns: such rows are lists.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.span import Passage
from pipeline.vocabulary.folding import fold_label
from pipeline.vocabulary.words import folded_words

Place = tuple[int, int]

_BAR = re.compile(r"\s*\|\s*")
_ASIDE = re.compile(r"\([^()]*\)|(?:19|20)\d\d")
_KINDS = ("payer", "partner", "cost", "amount", "year", "other")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head as printed, and what it says stands below: one of `_KINDS`, or nothing known."""

    head: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its passage and the place of the cell of every column, an empty place for an empty cell."""

    passage: Passage
    cells: tuple[Place, ...]

    def text(self, column: int) -> str:
        """Give the words of a cell, nothing where the row has none."""
        return self.passage.text[slice(*self.cells[column])] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the columns that its head names."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def of(self, *kinds: str) -> list[int]:
        """Give the numbers of the columns of these kinds."""
        return [number for number, column in enumerate(self.columns) if column.kind in kinds]


def read_table(passages: Sequence[Passage], label: str = "") -> Table | None:
    """Read the items of a section as a table, when their first is the head of one.

    Args:
        passages: the items.
        label: the section's label, the first column's head where the table has no label above: `Financeur`.
    """
    if len(passages) < 2 or "|" not in passages[1].text:
        return None
    heads = [passages[0].text[slice(*place)] for place in _cells(passages[0].text)]
    rows = [Row(passage, tuple(_cells(passage.text))) for passage in passages[1:]]
    if len(heads) < len(rows[0].cells):
        heads.insert(0, label)
    columns = tuple(Column(head, _kind(head)) for head in heads)
    known = sum(column.kind is not None for column in columns)
    if len(columns) < 2 or known * 2 < len(columns) or columns[0].kind is None:
        return None
    return Table(columns, tuple(rows))


def _cells(text: str) -> Iterator[Place]:
    start = 0
    for bar in _BAR.finditer(text):
        yield start, bar.start()
        start = bar.end()
    yield start, len(text)


def _kind(head: str) -> str | None:
    key = fold_label(_ASIDE.sub(" ", head)) or ("%" if "%" in head else "€" if "€" in head else "")
    for kind in _KINDS:
        words = folded_words(kind, file="columns.toml")
        if (
            key in words
            or head.strip() in {"%", "€"} & words
            or f"{key} ".startswith(tuple(f"{w} " for w in words if w))
        ):
            return kind
    return None
