"""Find the tables whose cells semicolons or commas part, as spreadsheets save them.

In: the printed lines. Out: which of them are rows, and by what. Sentences have commas too: a table begins with a head
that names a column of titles and labels, and has as many cells in each row below.
"""

import re
from collections.abc import Callable, Sequence

# The cells of a row: a stretch in quotes holds no separator.
_MARKS = {mark: re.compile(rf'"(?:[^"]|"")*"|(?P<mark>{mark})') for mark in ";,"}
# A head names so many columns and has so many rows.
_COLUMNS = 3
_ROWS = 2
_LONGEST_HEAD = 600
# A cell has no more lines.
_LONGEST_CELL = 60

Place = tuple[int, int]


def separated_cells(text: str, start: int, end: int, mark: str) -> list[Place]:
    """Give the place of every cell of a row, without quotes and blanks around it."""
    edges = [match.span() for match in _MARKS[mark].finditer(text, start, end) if match["mark"]]
    inner = [start, *(edge for span in edges for edge in span), end]
    return [_unquoted(text, *place) for place in zip(inner[::2], inner[1::2], strict=True)]


def _unquoted(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 1 and text[start] == text[end - 1] == '"':
        return start + 1, end - 1
    return start, end


def separated_rows(
    text: str, rows: Sequence[Place], is_head: Callable[[Sequence[str]], bool]
) -> dict[int, tuple[str, int]]:
    """Tell which lines begin rows of such tables; a row goes on over the lines of a cell in quotes.

    Args:
        text: the canonical text.
        rows: the place of each printed line.
        is_head: tells whether cells are the head of a table with a row a fiche.

    Returns:
        what parts the cells, and the place behind the row's last line, by the place of its first among `rows`.
    """
    found: dict[int, tuple[str, int]] = {}
    below = 0
    for i, (start, end) in enumerate(rows):
        if i < below or end - start > _LONGEST_HEAD or text[start] == "|":
            continue
        for mark in _MARKS:
            if text.count(mark, start, end) + 1 < _COLUMNS:
                continue
            cells = separated_cells(text, start, end, mark)
            if mark == "," and ", " in text[start:end]:
                continue  # `Action, pilote, échéance`: a sentence
            if not is_head([text[slice(*cell)] for cell in cells]):
                continue
            table = {i: (mark, i + 1)}
            stop = i + 1
            while stop < len(rows):
                last = _last_line(text, rows, stop, mark)
                if len(separated_cells(text, rows[stop][0], rows[last][1], mark)) != len(cells):
                    break
                table[stop] = (mark, last + 1)
                stop = last + 1
            if len(table) > _ROWS:
                found |= table
                below = stop
                break
    return found


def _last_line(text: str, rows: Sequence[Place], first: int, mark: str) -> int:
    """Give the line that closes the quotes which a line opens: `2;"Voir` / `et savoir";Ana Bo`, not `voir 5" loin`."""
    start, end = rows[first]
    if text.count('"', start, end) % 2 == 0:
        return first
    before = text[start : text.rfind('"', start, end)].rstrip()
    if before and not before.endswith(mark):
        return first
    for last in range(first + 1, min(first + _LONGEST_CELL, len(rows))):
        if text.count('"', *rows[last]) % 2:
            return last
    return first
