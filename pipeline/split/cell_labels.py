"""Find the labels within the cells of tables with a row a fiche.

`Un atelier a lieu.<br>**Pilote :** Ana Bo<br>**Partenaires :** CAF`: what comes again in the rows opens a section or
names who is in charge, as below a heading. In: the cells of rows. Out: their lines, each with the label it opens with.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.split.labels import BOLD_LABEL, LISTS, LabelHit, hit_of, known_label
from pipeline.split.line import Line
from pipeline.split.separated import Place
from pipeline.split.tables import RowPlace, cell_lines, cell_parts
from pipeline.vocabulary import KnownLabel, Vocabulary

# A label comes again in so many of the rows that have any, two at least.
_AGAIN = 0.5
_LEAST = 2
_LONGEST_LABEL, _MOST_WORDS = 60, 6


@dataclass(frozen=True, slots=True)
class CellHabit:
    """How the cells of a document print labels: those that come again, and whether in bold."""

    keys: frozenset[str] = frozenset()
    bold: bool = False


def cell_habit(text: str, rows: Sequence[RowPlace], vocabulary: Vocabulary) -> CellHabit:
    """Read what labels come again in the cells of rows.

    Args:
        text: the canonical text.
        rows: the rows of tables.
        vocabulary: what labels are known.
    """
    counts: Counter[str] = Counter()
    bold: set[str] = set()
    labelled = 0
    for row in rows:
        own: set[str] = set()
        for cell in row.cells:
            lines = list(_lines(text, row, cell, vocabulary)) if cell[0] < cell[1] else []
            for line in lines:
                hit = known_label(line, vocabulary)
                # `| Pilote | Ana Bo |`: a cell that is a label has none within
                if hit is None or hit.known is None or (len(lines) == 1 and hit.value == len(line.text)):
                    continue
                if _is_marked(line, hit):
                    own.add(hit.known.key)
                    if line.bold_prefix >= hit.end:
                        bold.add(hit.known.key)
        counts.update(own)
        labelled += bool(own)
    again = frozenset(key for key, count in counts.items() if count >= max(_LEAST, _AGAIN * labelled))
    return CellHabit(again, bool(again & bold))


def labelled_lines(
    text: str, row: RowPlace, cell: Place, column: KnownLabel | None, habit: CellHabit, vocabulary: Vocabulary
) -> tuple[list[Line], list[LabelHit | None]]:
    """Read a cell: its lines, and the label that each opens with.

    Args:
        text: the canonical text.
        row: its row.
        cell: the cell.
        column: the label that heads its column.
        habit: how the document's cells print labels.
        vocabulary: what labels are known.
    """
    if not habit.keys:
        lines = list(cell_lines(text, row, cell))
        return lines, [None] * len(lines)
    lines = list(_lines(text, row, cell, vocabulary))
    return lines, [_label(line, column, habit, vocabulary) for line in lines]


def _label(line: Line, column: KnownLabel | None, habit: CellHabit, vocabulary: Vocabulary) -> LabelHit | None:
    hit = known_label(line, vocabulary)
    if hit is None or hit.known is None:
        return _unknown(line) if habit.bold else None
    if not _is_marked(line, hit):
        return None
    if line.bold_prefix >= hit.end:
        return hit
    # `Début : mars` in a column `Calendrier` is an entry
    has_value = hit.value < len(line.text) and not hit.is_referent
    if has_value and column is not None and column.key != hit.known.key and column.kind is hit.known.kind:
        return None
    return hit if hit.known.key in habit.keys or hit.is_referent or hit.known.kind in LISTS else None


def _unknown(line: Line) -> LabelHit | None:
    """`**Livret :** bleu` where the known labels are printed so."""
    printed = line.text[: line.bold_prefix].rstrip(" :")
    behind = line.text[len(printed) : line.bold_prefix + 2].strip()
    is_label = 0 < len(printed) <= _LONGEST_LABEL and printed[0].isupper() and len(printed.split()) <= _MOST_WORDS
    return hit_of(line.text, printed, None) if is_label and behind.startswith(":") else None


def _is_marked(line: Line, hit: LabelHit) -> bool:
    if line.text[hit.end - 1].isdigit() and hit.known is not None and hit.known.year is None:
        return False  # `Enjeu 1 : planter` is an entry
    return ":" in line.text[hit.end : hit.value] or line.bold_prefix >= hit.end or hit.value == len(line.text)


def _lines(text: str, row: RowPlace, cell: Place, vocabulary: Vocabulary) -> Iterator[Line]:
    """Read the lines of a cell; a label in bold within a line opens one of its own."""
    for start, end in cell_parts(text, cell):
        begin = start
        for match in BOLD_LABEL.finditer(text, start, end):
            if any(map(str.isalnum, text[begin : match.start()])) and vocabulary.label(match["label"]) is not None:
                yield from cell_lines(text, row, (begin, match.start()))
                begin = match.start()
        yield from cell_lines(text, row, (begin, end))
