"""Tell documents that call themselves something else than a plan: a report, minutes, a law, a tender.

In: a document's first lines. Out: whether labels in it must say more than elsewhere before they make it a plan.
"""

from collections.abc import Sequence
from itertools import islice

from pipeline.split.headings import HeadingGrammar
from pipeline.split.line import Line

# The title of a document stands among its first lines, which are short.
_FIRST_LINES = 6
_LONGEST = 160


def is_no_plan(lines: Sequence[Line], grammar: HeadingGrammar) -> bool:
    """Say whether the first lines name another kind of document, and none of them a plan."""
    first = [line.text for line in islice(lines, _FIRST_LINES) if len(line.text) <= _LONGEST and not line.bullet]
    return any(map(grammar.names_no_plan, first)) and not any(map(grammar.names_plan, first))
