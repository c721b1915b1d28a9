"""Tell documents that call themselves something else than a plan: a report, minutes, a law, a tender.

In: a document's first lines. Out: whether labels in it must say more than elsewhere before they make it a plan.
"""

from collections.abc import Container, Sequence
from itertools import islice

from pipeline.split.headings import HeadingGrammar
from pipeline.split.line import Line

# The title of a document stands among its first lines, which are short.
_FIRST_LINES = 6
_LONGEST = 160


def is_no_plan(lines: Sequence[Line], candidates: Container[int], grammar: HeadingGrammar) -> bool:
    """Say whether the lines above the first candidate heading name another kind of document, and none a plan."""
    first: list[str] = []
    for i, line in enumerate(islice(lines, _FIRST_LINES)):
        if i in candidates:
            break
        if len(line.text) <= _LONGEST and not line.bullet:
            first.append(line.text)
    return any(map(grammar.names_no_plan, first)) and not any(map(grammar.names_plan, first))
