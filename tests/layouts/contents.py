"""Print the table of contents otherwise, or none."""

import re
from collections.abc import Callable

from tests.layouts.pieces import cut

_ENTRY = re.compile(r"^(?P<words>(?:Fiche action n°|Commission transversale :).*?)page (?P<page>\d+)$", re.MULTILINE)


def without_contents(text: str) -> str:
    return "".join(cut(text)[1])


def _entries(text: str, printed: Callable[[str, str], str]) -> str:
    return _ENTRY.sub(lambda entry: printed(entry["words"], entry["page"]), text)


def dotted_leaders(text: str) -> str:
    return _entries(text, lambda words, page: f"{words} {'.' * max(3, 90 - len(words))} {page}")


def spaced_leaders(text: str) -> str:
    return _entries(text, lambda words, page: f"{words} {'. ' * max(3, 45 - len(words) // 2)}{page}")


def right_aligned_pages(text: str) -> str:
    return _entries(text, lambda words, page: f"{words}{page:>{max(4, 96 - len(words))}}")


def tabbed_pages(text: str) -> str:
    return _entries(text, lambda words, page: f"{words}\t{page}")


def titled_contents(text: str) -> str:
    return "Sommaire\n\n" + text.lstrip("\n")


def contents_without_pages(text: str) -> str:
    return _entries(text, lambda words, _: words)
