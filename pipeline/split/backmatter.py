"""Find what stands behind the fiches and belongs to none: recap tables, annexes, a chapter that is no axe.

In: the lines, the chosen fiches and axes, the tables that were not chosen. Out: the stretches of lines where a fiche
ends and nothing else begins.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from pipeline.split.fiche_row import FicheRow
from pipeline.split.heading import Heading
from pipeline.split.line import Line
from pipeline.split.plan_table import PlanTables
from pipeline.vocabulary.folding import fold

# A table is a recap when at least this part of its rows name fiches of the plan.
_NAMED = 0.6
_LONGEST_TITLE = 120
# So many headings below such a gap make it the plan's way.
_HABIT = 3
_RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$", re.MULTILINE)


def back_matter(
    text: str,
    lines: Sequence[Line],
    chosen: Mapping[int, Heading],
    axes: Container[int],
    taken: Callable[[int], bool],
    tables: PlanTables,
    is_back: Callable[[Line], bool],
    chapters: Iterable[int],
) -> tuple[tuple[int, int], ...]:
    """Give the stretches, each from its first line to the next heading of a fiche or an axe.

    Args:
        text: the canonical text.
        lines: the document.
        chosen: the fiches' headings.
        axes: the lines of the axes.
        taken: tells of a line's index whether it is a label, or the heading of a fiche or an axe.
        tables: the tables whose rows could be fiches.
        is_back: tells whether a line is a title of what stands behind fiches: `Annexes`, `Glossaire`.
        chapters: the lines where chapters of the document begin.
    """
    if not chosen:
        return ()
    begin = min(chosen)
    body = [i for i, heading in chosen.items() if heading.page is None]
    levels = [chosen[i].level for i in body] or [0]
    deepest = max(levels) if min(levels) else 0
    last = max(chosen)
    # `## Gouvernance` behind the fiches `### …` is no label, where all that stands within them is lower
    labelled = [
        lines[i].heading
        for i in range(min(body, default=last), last)
        if lines[i].heading and i not in axes and taken(i)
    ]
    above = min([*labelled, *levels])
    starts = [*chapters, *(i for i in _recaps(lines, chosen, taken, tables) if i > begin)]
    titles = [i for i in range(last + 1, len(lines) - 1) if is_back(lines[i]) and not lines[i].text.endswith(":")]
    if titles:  # `Annexe : …` at the end of each fiche is none
        within = {_first_word(line) for line in lines[min(body, default=last) : last] if is_back(line)}
        starts += [i for i in titles if _first_word(lines[i]) not in within]
    for i in range(begin + 1, len(lines)):
        level = lines[i].heading
        if not 0 < level <= deepest or i in chosen or i in axes:
            continue
        if not (taken(i) or taken(i - 1)) or (i > last and level < above):
            starts.append(i)
    closing = _set_apart(text, lines, lambda i: i in chosen or i in axes, taken, (begin, last))
    starts += [] if closing is None else [closing]
    stops = sorted({i for i in range(len(lines)) if i in chosen} | {len(lines)})
    return tuple((i, stops[bisect_right(stops, i)]) for i in sorted(set(starts)))


def _first_word(line: Line) -> str:
    return fold(line.text).split(" ")[0]


def _set_apart(
    text: str,
    lines: Sequence[Line],
    heads: Callable[[int], bool],
    taken: Callable[[int], bool],
    fiches: tuple[int, int],
) -> int | None:
    """Find what stands behind the last fiche, below a rule or blank lines that only headings have above them.

    `FAIT EN MAIRIE` below two blank lines, as each `DÉFI 1` is; `*Document adopté en mai*` below the last `---`.

    Args:
        text, lines, taken: as above.
        heads: tells of a line's index whether it heads a fiche or an axe.
        fiches: the headings of the first fiche and of the last.
    """
    first, last = fiches
    after = next((i for i in range(last + 1, len(lines)) if _gap(text, lines, i)), None)
    if after is None or lines[after].bullet or lines[after].table or lines[after].text[0].islower():
        return None
    if lines[after - 1].text.endswith((":", ",")):
        return None  # `Objectifs :` / `Voir mieux`
    gap = _gap(text, lines, after)
    same = [i for i in range(1, after) if _gap(text, lines, i) == gap]
    if sum(map(heads, same)) < _HABIT or not all(map(heads, (i for i in same if i > first))):
        return None
    return None if any(map(taken, range(after, len(lines)))) else after


def _gap(text: str, lines: Sequence[Line], index: int) -> str:
    """Say what sets a line apart from the one above: a rule, blank lines, or nothing."""
    between = text[lines[index - 1].end : lines[index].start]
    if _RULE.search(between) is not None:
        return "rule"
    return "blank" if lines[index].blank_before > 1 else ""


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
