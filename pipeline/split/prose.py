"""Find the fiches of a plan of prose: headings that count up, paragraphs below, hardly a label.

In: candidate headings, where no family explains labels. Out: the headings, or none. Nothing but the headings tells
here, so they must be certain: a word of the vocabulary or `n°` and a number, or a number alone where one label comes
again under each (`Coût : …`); three of them or more, one after the other and printed alike, each with sentences below,
in a document that calls itself a plan and nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.split.evidence import KnownLabels, measure
from pipeline.split.heading import Heading, Source
from pipeline.split.line import Line
from pipeline.split.outline import FamilyReport

_FEWEST = 3
_SIGN = re.compile(r"[nN]\s?[°º]")
# Sentences below a heading have so many letters.
_LEAST_TEXT = 80


def prose_headings(candidates: Iterable[Heading], lines: Sequence[Line], labels: KnownLabels) -> tuple[Heading, ...]:
    """Give the headings of the largest such family, the entries of the contents included.

    Args:
        candidates: every candidate of a document that calls itself a plan.
        lines: the document.
        labels: its known labels.
    """
    grouped: dict[str, list[Heading]] = defaultdict(list)
    for heading in sorted(candidates, key=lambda heading: heading.line):
        if heading.source is Source.KNOWN and heading.number:
            grouped[heading.word].append(heading)
        elif heading.source in (Source.BARE, Source.PLAIN):
            alone = grouped["n°" if _SIGN.match(lines[heading.line].text) else ""]
            if alone or _is_first(heading):  # `19 – CORREZE` at the head of a letter counts nothing
                alone.append(heading)
    found = [
        tuple(members)
        for word, members in grouped.items()
        if _are_certain(members, lines) and (word or _have_one_label(members, labels, len(lines)))
    ]
    return max(found, key=len, default=())


def _have_one_label(members: Sequence[Heading], labels: KnownLabels, end: int) -> bool:
    found = measure(members, labels, end)
    return any(found.counts[key] == found.headings for key in found.block)


def prose_report(headings: Sequence[Heading], lines: Sequence[Line]) -> FamilyReport:
    """Say what was found, as for the families that explain labels."""
    return FamilyReport(
        example=lines[headings[0].line].text[:60],
        told_by=str(Source.KNOWN.value),
        headings=len({heading.number for heading in headings}),
        supported=0,
        labels=0,
        block=(),
        verdict="chosen",
        reason="count up, with sentences and no labels below",
    )


def _are_certain(members: Sequence[Heading], lines: Sequence[Line]) -> bool:
    # contents without pages print the same numbers above
    last = {heading.number: heading for heading in members if heading.page is None}
    body = sorted(last.values(), key=lambda heading: heading.line)
    if len(body) < _FEWEST or not _is_first(body[0]):
        return False
    if not all(_follows(above, below) for above, below in pairwise(body)):
        return False
    styles = {(lines[h.line].heading, lines[h.line].all_bold, bool(lines[h.line].bullet)) for h in body}
    ends = [*(heading.line for heading in body[1:]), len(lines)]
    return (
        len(styles) == 1
        and not any(lines[h.line].table or (lines[h.line].bullet and h.source is Source.KNOWN) for h in body)
        and all(_has_text(lines, heading.line, end) for heading, end in zip(body, ends, strict=True))
    )


def _parts(heading: Heading) -> list[int]:
    parts = (heading.number or "").split(".")
    return [int(part) for part in parts] if all(map(str.isdecimal, parts)) else []


def _is_first(heading: Heading) -> bool:
    parts = _parts(heading)
    return bool(parts) and all(part == 1 for part in parts)


def _follows(above: Heading, below: Heading) -> bool:
    """`2` behind `1`, `1.2` behind `1.1`, `2.1` behind `1.3`."""
    one, other = _parts(above), _parts(below)
    if not one or len(one) != len(other):
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), -1)
    return at >= 0 and other[at] == one[at] + 1 and all(part == 1 for part in other[at + 1 :])


def _has_text(lines: Sequence[Line], heading: int, end: int) -> bool:
    below = [lines[i].text for i in range(heading + 1, end) if not lines[i].heading]
    return sum(map(len, below)) >= _LEAST_TEXT and any(text.endswith((".", "!", "?", ";", ":")) for text in below)
