"""Find what stands behind the fiches and belongs to none: recap tables, annexes, a chapter that is no axe.

In: the lines, the chosen fiches and axes, the tables that were not chosen. Out: the stretches of lines where a fiche
ends and nothing else begins.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.split.heading import Heading
from pipeline.split.line import Line
from pipeline.split.plan_table import FicheRow, PlanTables
from pipeline.vocabulary.folding import fold

# A table is a recap when at least this part of its rows name fiches of the plan.
_NAMED = 0.6
_LONGEST_TITLE = 120


def back_matter(
    lines: Sequence[Line],
    chosen: Mapping[int, Heading],
    taken: Callable[[int], bool],
    tables: PlanTables,
    is_back: Callable[[Line], bool],
) -> tuple[tuple[int, int], ...]:
    """Give the stretches, each from its first line to the next heading of a fiche or an axe.

    Args:
        lines: the document.
        chosen: the fiches' headings.
        taken: tells of a line's index whether it is a label, or the heading of a fiche or an axe.
        tables: the tables whose rows could be fiches.
        is_back: tells whether a line is a title of what stands behind fiches: `Annexes`, `Glossaire`.
    """
    if not chosen:
        return ()
    begin = min(chosen)
    levels = [heading.level for heading in chosen.values()]
    deepest = max(levels) if min(levels) else 0
    last = max(chosen)
    starts = [i for i in _recaps(lines, chosen, taken, tables) if i > begin]
    printed = Counter(fold(line.text) for line in lines if is_back(line))
    for i in range(begin + 1, len(lines)):
        line = lines[i]
        is_title = i > last and is_back(line) and printed[fold(line.text)] == 1 and not line.text.endswith(":")
        if is_title or (0 < line.heading <= deepest and not taken(i) and not taken(i - 1)):
            starts.append(i)
    stops = sorted({i for i in range(len(lines)) if i in chosen} | {len(lines)})
    return tuple((i, stops[bisect_right(stops, i)]) for i in sorted(set(starts)))


def _recaps(
    lines: Sequence[Line], chosen: Mapping[int, Heading], taken: Callable[[int], bool], tables: PlanTables
) -> Iterator[int]:
    """Find the tables that name the plan's fiches again, with the titles above them."""
    if any(i in chosen for i in tables.fiches):
        return
    numbers = {heading.number for heading in chosen.values() if heading.number}
    titles = {fold(lines[i].text[slice(*heading.title)]) for i, heading in chosen.items() if heading.title[1]}
    groups: dict[int, list[FicheRow]] = {}
    for i, row in tables.fiches.items():
        groups.setdefault(lines[i].table, []).append(row)
    heads = {lines[i].table: i for i in sorted(tables.heads, reverse=True)}
    for table, rows in groups.items():
        named = sum(row.number in numbers or fold(row.title.text if row.title else "") in titles for row in rows)
        if named < _NAMED * len(rows):
            continue
        first = min(heads.get(table, rows[0].line), rows[0].line)
        while first and _is_title(lines[first - 1]) and not taken(first - 1):
            first -= 1
        yield first


def _is_title(line: Line) -> bool:
    alone = line.heading or line.all_bold or line.capitals or line.blank_before
    return bool(alone) and not line.bullet and not line.table and len(line.text) <= _LONGEST_TITLE \
        and not line.text.endswith((".", ";"))  # fmt: skip
