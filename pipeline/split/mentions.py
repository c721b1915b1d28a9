"""Tell headings from lines that only name a fiche: lists of related actions, recaps, running heads.

In: the chosen headings. Out: those that head something, and the lines that repeat the heading of the fiche they
stand in.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.split.heading import Heading, Source
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.vocabulary.folding import fold

_GOES_ON = {"suite", "suite et fin", "fin"}


def without_mentions(
    chosen: Mapping[int, Heading], lines: Sequence[Line], labels: Mapping[int, LabelHit]
) -> tuple[dict[int, Heading], frozenset[int]]:
    """Leave out what only names a fiche.

    `- Action 3 du plan : …` in a list, once the plan prints its headings without bullet; a heading without labels
    below it that repeats one that has some, or is printed plain where the others are marked.

    Returns:
        the headings, and the lines that repeat the heading right above them in the document: `Fiche n°3 (suite)`.
    """
    plain = {i for i in chosen if not lines[i].bullet or lines[i].heading}
    first = min(plain, default=len(lines))
    kept = {i: h for i, h in chosen.items() if i in plain or i < first or h.page is not None}
    running = _running_heads(kept, lines)
    kept = {i: heading for i, heading in kept.items() if i not in running}
    followed = _followed(kept, lines, labels)
    marked = [i for i in followed if _is_marked(lines[i])]
    all_marked = len(marked) * 5 >= len(followed) * 4 and bool(marked)
    numbers = {kept[i].number for i in marked}
    begin = min(marked, default=0)
    headed: set[tuple[str | None, str]] = set()
    gone: set[int] = set()
    for i in sorted(kept):
        heading = kept[i]
        title = fold(lines[i].text[slice(*heading.title)])
        if i in followed:
            headed |= {(heading.number, title), (heading.number, "")}
        elif heading.page is None and not heading.title[1] and i + 1 < len(lines) and i + 1 not in labels:
            continue  # its title stands below
        elif heading.page is None and (
            (heading.number, title) in headed
            or (all_marked and not _is_marked(lines[i]) and i > begin and heading.number in numbers)
        ):
            gone.add(i)
    return {i: heading for i, heading in kept.items() if i not in gone}, running


def _followed(kept: Mapping[int, Heading], lines: Sequence[Line], labels: Mapping[int, LabelHit]) -> set[int]:
    """Give the headings with known labels below them."""
    places = sorted(i for i, hit in labels.items() if hit.known is not None and i not in kept)
    order = sorted(kept)
    ends = [*order[1:], len(lines)] if order else []
    return {
        i
        for i, after in zip(order, ends, strict=True)
        if kept[i].source is Source.TABLE or bisect_left(places, after) > bisect_left(places, i + 1)
    }


def _running_heads(kept: Mapping[int, Heading], lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that print the number and title of the heading before them again."""
    found: set[int] = set()
    above: tuple[str | None, str] | None = None
    for i in sorted(kept):
        heading = kept[i]
        if heading.page is not None or heading.source is Source.TABLE:
            above = None
            continue
        title = fold(lines[i].text[slice(*heading.title)])
        own = heading.number, title
        if heading.number and above is not None and heading.number == above[0] and title:
            if title in _GOES_ON or title == above[1]:
                found.add(i)
                continue
        above = own
    return frozenset(found)


def _is_marked(line: Line) -> bool:
    return bool(line.heading or line.all_bold)
