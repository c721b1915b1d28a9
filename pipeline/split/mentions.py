"""Tell headings from lines that only name a fiche: lists of related actions, recaps, running heads.

In: the chosen headings. Out: those that head something.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.split.heading import Heading, Source
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.plan_table import PlanTables


def without_mentions(
    chosen: Mapping[int, Heading], lines: Sequence[Line], labels: Mapping[int, LabelHit], tables: PlanTables
) -> dict[int, Heading]:
    """Leave out what only names a fiche.

    `- Action 3 du plan : …` in a list, once the plan prints its headings without bullet; a heading without labels
    below it, printed plain where the others are marked, whose number another one has.
    """
    plain = {i for i in chosen if not lines[i].bullet or lines[i].heading}
    first = min(plain, default=len(lines))
    listed = {i for i, heading in chosen.items() if i not in plain and i > first and heading.page is None}
    kept = {i: heading for i, heading in chosen.items() if i not in listed}
    places = sorted(i for i, hit in labels.items() if hit.known is not None and i not in kept)
    order = sorted(kept)
    ends = [*order[1:], len(lines)] if order else []
    followed = {
        i
        for i, after in zip(order, ends, strict=True)
        if kept[i].source is Source.TABLE or bisect_left(places, after) > bisect_left(places, i + 1)
    }
    marked = [i for i in followed if _mark(lines[i])]
    if len(marked) * 5 < len(followed) * 4 or not marked:
        return kept
    numbers = {kept[i].number for i in marked}
    begin = min(marked)
    return {
        i: heading
        for i, heading in kept.items()
        if _mark(lines[i]) or heading.page is not None or i < begin or heading.number not in numbers
    }


def _mark(line: Line) -> bool:
    return bool(line.heading or line.all_bold)
