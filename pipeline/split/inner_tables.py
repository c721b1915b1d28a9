"""Find the tables that are what stands under a label, and not a fiche's labels and values.

In: the lines of a document. Out: the places of the lines in which no cell is a label: `Plan de financement :` above
`| Financeur | Montant | Année |`. A table whose first cells are mostly known labels is a fiche's own.
"""

from collections.abc import Sequence
from itertools import groupby

from pipeline.split.line import Line
from pipeline.vocabulary import KnownLabel, Vocabulary

# A fiche's own table has so many known labels among its first cells.
_OWN_LABELS = 0.5
_FEW = 2


def inner_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> frozenset[int]:
    """Give the lines of inner tables; of a table of three columns and more that has no label above, all but the first.

    Args:
        lines: the document's lines.
        vocabulary: what labels are known.
    """
    found: set[int] = set()
    for table, numbers in groupby(range(len(lines)), key=lambda i: lines[i].table):
        rows = list(numbers)
        if not table or len(rows) < _FEW:
            continue
        if _is_under_label(lines, rows[0], vocabulary) and not _is_fields(lines, rows, vocabulary):
            found.update(rows)
        elif all(not lines[i].label_cell for i in rows[1:]) and all(len(lines[i].cells) > _FEW for i in rows):
            found.update(rows[1:])
    return frozenset(found)


def _is_under_label(lines: Sequence[Line], first: int, vocabulary: Vocabulary) -> bool:
    """Say whether a label of a section stands alone right above."""
    above = lines[first - 1] if first else None
    if above is None or above.table or above.bullet:
        return False
    known = vocabulary.label(above.text.rstrip(" :")) if len(above.text) <= vocabulary.longest_label + _FEW else None
    return known is not None and known.meaning.role is None


def _is_fields(lines: Sequence[Line], rows: Sequence[int], vocabulary: Vocabulary) -> bool:
    if any(len(lines[i].cells) > _FEW and not lines[i].label_cell for i in rows):
        return False
    labels = [_first_cell(lines[i], vocabulary) for i in rows if not lines[i].cell_part]
    body = labels[1:]  # the head of a table of funders is a label elsewhere: `Financeur`
    return sum(label is not None for label in body) >= _OWN_LABELS * len(body)


def _first_cell(line: Line, vocabulary: Vocabulary) -> KnownLabel | None:
    end = line.label_cell or max(line.text.find("|"), 0)
    return vocabulary.label(line.text[:end].strip(" :")) if end else None
