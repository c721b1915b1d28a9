"""The printed lines of a document, and how it prints them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.hyphens import Words
from pipeline.split.line import NUMBERED
from pipeline.split.wrapping import Wrapping


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: where its ink starts and ends; `table` is its table's number, 0 for none, `mark` what parts
    its cells.
    """

    begin: int
    start: int
    end: int
    blank_before: int
    table: int = 0
    mark: str = ""


def _never(_printed: str) -> bool:
    return False


def _no_head(_cells: Sequence[str]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Habits:
    """How this document prints: what its lines begin with, where they wrap, and the words that tell cut ones.

    `free` says that it wraps none: it has lines wider than a page.
    """

    lead: re.Pattern[str]
    wrapping: Wrapping
    words: Words
    free: bool = False

    def is_new(self, printed: str) -> bool:
        """Say whether a printed line begins something of its own: a heading, a bullet, a row."""
        lead = self.lead.match(printed)
        if printed.startswith(":") and printed[1:].lstrip()[:1].islower():
            return False  # `… et en faire le récit` / `: développer des chantiers`: a wrapped colon, no definition
        return (
            bool(lead and (lead["heading"] or lead["bullet"]))
            or printed.startswith("|")
            or NUMBERED.match(printed) is not None
        )


@dataclass(frozen=True, slots=True)
class Openers:
    """What tells how a printed line, markup included, begins.

    `label`: with a label; `label_or_heading`: with a label or heading of the plan; `words_of_label`: with words of one,
    colon or not; `named_list`: with a label without colon and people, partners or money behind it. Of the cells of a
    row: `head_of_fields` that each names a field, `head_of_plan` that they head a table with a row a fiche.
    """

    label: Callable[[str], bool] = _never
    label_or_heading: Callable[[str], bool] = _never
    words_of_label: Callable[[str], bool] = _never
    named_list: Callable[[str], bool] = _never
    head_of_fields: Callable[[Sequence[str]], bool] = _no_head
    head_of_plan: Callable[[Sequence[str]], bool] = _no_head
