"""Tell headings from lines that only name a fiche: lists of related actions, recaps, running heads.

In: the chosen headings. Out: those that head something, and the lines that repeat the heading of the fiche they
stand in.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.split.heading import Heading, Source
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.vocabulary.folding import fold

_GOES_ON = re.compile(r"(?:^|\s)(?:suite|suite et fin|fin)$")


def without_mentions(
    chosen: Mapping[int, Heading], lines: Sequence[Line], labels: Mapping[int, LabelHit]
) -> tuple[dict[int, Heading], frozenset[int]]:
    """Leave out what only names a fiche.

    `- Action 3 du plan : …` in a list, once the plan prints its headings without bullet; a heading without labels
    below it that repeats one that has some, or is printed plain where the others are marked.

    Returns:
        the headings, and the lines that repeat the heading above them in the document, `Fiche n°3 (suite)`, or say the
        number of that right below.
    """
    plain = {i for i in chosen if not lines[i].bullet or lines[i].heading}
    first = min(plain, default=len(lines))
    kept = {i: h for i, h in chosen.items() if i in plain or i < first or h.page is not None}
    running = _running_heads(kept, lines, labels)
    kept = {i: heading for i, heading in kept.items() if i not in running}
    below = _labels_below(kept, lines, labels)
    best: dict[tuple[str | None, str], int] = {}
    for i, heading in kept.items():
        own = _name(heading, lines)
        best[own] = max(best.get(own, 0), below[i])
    usual = sorted(count for count in best.values() if count)
    # where the fiches themselves begin: what stands above is their list
    begin = next((i for i in sorted(kept) if usual and below[i] * 2 >= usual[len(usual) // 2]), len(lines))
    marked = {kept[i].number for i in kept if below[i] and _is_marked(lines[i])}
    plainly = sum(below[i] > 0 and not _is_marked(lines[i]) for i in kept)
    all_marked = plainly * 4 < len(marked)
    numbers = {heading.number for i, heading in kept.items() if below[i]}
    gone: set[int] = set()
    for i, heading in kept.items():
        if heading.page is not None or i <= begin or heading.source is Source.TABLE:
            continue
        own = _name(heading, lines)
        if not own[1]:
            below_is_title = i + 1 < len(lines) and i + 1 not in labels and not lines[i + 1].bullet
            repeats = not below[i] and not below_is_title and heading.number in numbers
        else:
            repeats = below[i] < best[own]
        if repeats or (all_marked and not _is_marked(lines[i]) and not below[i] and heading.number in marked):
            gone.add(i)
    return {i: heading for i, heading in kept.items() if i not in gone}, running


def _name(heading: Heading, lines: Sequence[Line]) -> tuple[str | None, str]:
    return heading.number, fold(lines[heading.line].text[slice(*heading.title)])


def _labels_below(kept: Mapping[int, Heading], lines: Sequence[Line], labels: Mapping[int, LabelHit]) -> dict[int, int]:
    """Count the known labels below each heading of the body."""
    places = sorted(i for i, hit in labels.items() if hit.known is not None and i not in kept)
    order = sorted(kept)
    ends = [*order[1:], len(lines)] if order else []
    return {
        i: 0 if kept[i].page is not None else bisect_left(places, after) - bisect_left(places, i + 1)
        for i, after in zip(order, ends, strict=True)
    }


def _running_heads(
    kept: Mapping[int, Heading], lines: Sequence[Line], labels: Mapping[int, LabelHit]
) -> frozenset[int]:
    """Find the lines that print the number and title of the heading before them again, sections between, and the
    banners right above a heading: `Fiche action n°3` / `Fiche action n°3 : Titre`.
    """
    found: set[int] = set()
    above: tuple[str | None, str] | None = None
    sections = sorted(i for i, hit in labels.items() if hit.known is not None and not hit.is_referent)
    begun = 0
    for i in sorted(kept):
        heading = kept[i]
        if heading.page is not None or heading.source is Source.TABLE:
            above = None
            continue
        own = _name(heading, lines)
        title = _GOES_ON.sub("", own[1])
        below = kept.get(i + 1)
        banner = not own[1] and heading.number is not None and below is not None and below.number == heading.number
        if banner and below is not None and _name(below, lines)[1]:
            found.add(i)
            continue
        same = above is not None and heading.number is not None and heading.number == above[0] and bool(own[1])
        between = bisect_left(sections, i) > bisect_left(sections, begun)
        if same and between and above is not None and title in ("", above[1]):
            found.add(i)
            continue
        above, begun = own, i
    return frozenset(found)


def _is_marked(line: Line) -> bool:
    return bool(line.heading or line.all_bold)
