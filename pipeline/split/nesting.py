"""Tell which of two families gathers the other: `Objectif 1.1` right above `Action 1.1`, and the labels below that.

Both explain the same labels then, but only the lower one heads them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.split.evidence import KnownLabels
from pipeline.split.heading import Heading, Source

# At least this part of the upper headings have a lower one above their first label.
_MOST = 0.5
_WORDED = (Source.KNOWN, Source.ANY)


def gathers(upper: Sequence[Heading], lower: Sequence[Heading], labels: KnownLabels) -> bool:
    """Say whether the headings of one family stand above those of another, with no label between.

    Args:
        upper, lower: the headings of two families, in order.
        labels: the document's labels.
    """
    places = [heading.line for heading in lower]
    headed = handed_on = 0
    for heading in upper:
        if heading.page is not None:
            continue
        at = bisect_left(labels.lines, heading.line + 1)
        if at == len(labels.lines):
            break
        below = bisect_right(places, heading.line)
        headed += 1
        if below < len(places) and places[below] < labels.lines[at]:
            handed_on += _may_gather(heading, lower[below])
    return handed_on > 0 and handed_on >= _MOST * headed


def _may_gather(upper: Heading, lower: Heading) -> bool:
    """Say whether what stands below may be a fiche of its own, and no title, number or axe of the fiche above."""
    if upper.number and (lower.number or "").startswith(f"{upper.number}."):
        return True
    if upper.source in (Source.AXE, Source.ANY):
        return lower.source is not Source.STYLE or upper.title[1] > 0
    if upper.source is Source.KNOWN and lower.source is Source.ANY and not upper.title[1]:
        return lower.title[1] > 0  # `FICHE ACTION N° 2` / `Agenda 21` is a title
    return upper.source is Source.KNOWN and lower.source in _WORDED
