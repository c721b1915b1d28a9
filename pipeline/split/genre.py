"""Tell documents that call themselves something else than a plan: a report, minutes, a law, a tender.

In: a document's first lines. Out: whether labels in it must say more than elsewhere before they make it a plan.
"""

import re
from collections.abc import Container, Mapping, Sequence
from itertools import islice

from pipeline.split.heading import Heading
from pipeline.split.headings import HeadingGrammar
from pipeline.split.line import Line

# The title of a document stands among its first lines, which are short.
_FIRST_LINES = 6
_LONGEST = 160
_YEAR = re.compile(r"\b20\d\d\b")


def is_no_plan(lines: Sequence[Line], candidates: Container[int], grammar: HeadingGrammar) -> bool:
    """Say whether the lines above the first candidate heading name another kind of document, and none a plan."""
    first = _first_lines(lines, candidates)
    return any(map(grammar.names_no_plan, first)) and not any(map(grammar.names_plan, first))


def is_plan(lines: Sequence[Line], candidates: Mapping[int, Heading], grammar: HeadingGrammar) -> bool:
    """Say whether the lines above the first candidate heading, or the headings, name a plan, and none anything else."""
    first = _first_lines(lines, candidates)
    if any(map(grammar.names_no_plan, first)):
        return False
    if any(grammar.titles_document(line) and _YEAR.search(line) for line in first):
        return True  # `Plan d'adressage 2025`
    return any(map(grammar.names_plan, (*first, *(lines[i].text for i in candidates))))


def _first_lines(lines: Sequence[Line], candidates: Container[int]) -> list[str]:
    first: list[str] = []
    for i, line in enumerate(islice(lines, _FIRST_LINES)):
        if i in candidates:
            break
        if len(line.text) <= _LONGEST and not line.bullet:
            first.append(line.text)
    return first
