"""Print the plan on pages, with feet, heads and numbers."""

import re
from collections.abc import Callable

from tests.layouts.pieces import cut


def _paged(text: str, foot: Callable[[int, int], str], *, inside: bool) -> str:
    """Print a foot below each fiche and, where asked, another in the middle of its longest line."""
    contents, pieces = cut(text)
    total = len(pieces) * (2 if inside else 1) + 1
    page = 1
    printed = [contents.rstrip("\n") + "\n\n" + foot(page, total)]
    for piece in pieces:
        broken = _broken_inside(piece) if inside else None
        if broken is not None:
            page += 1
            piece = broken[0] + "\n\n" + foot(page, total) + broken[1]
        page += 1
        printed.append(piece + foot(page, total))
    return "".join(printed)


def _broken_inside(piece: str) -> tuple[str, str] | None:
    """Cut the longest line near its middle, before a word in small letters."""
    line = max(piece.split("\n"), key=len)
    start = piece.index(line)
    places = [m.start() for m in re.finditer(r"(?<=[a-zé]) (?=[a-zà-ÿ])", line)]
    if len(line) < 120 or not places:
        return None
    at = start + min(places, key=lambda place: abs(place - len(line) // 2))
    return piece[:at], piece[at + 1 :]


def running_feet(text: str) -> str:
    return _paged(text, lambda page, _: f"Réseau – Plan d'action – page {page}\n\n", inside=False)


def running_feet_inside(text: str) -> str:
    return _paged(text, lambda page, _: f"Réseau – Plan d'action – page {page}\n\n", inside=True)


def bare_page_numbers(text: str) -> str:
    return _paged(text, lambda page, _: f"{page}\n\n", inside=True)


def pages_of_total(text: str) -> str:
    return _paged(text, lambda page, total: f"{page}/{total}\n\n", inside=True)


def form_feeds(text: str) -> str:
    return _paged(text, lambda page, _: f"{page}\n\f", inside=True)


def running_heads(text: str) -> str:
    """A form feed, then the plan's name above each page, without number."""
    return _paged(text, lambda *_: "\fPlan d'action pluriannuel\n\n", inside=False)
