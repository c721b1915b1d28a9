"""Acronyms and what they stand for: printed beside each other in either order, or told by their letters.

In: names with their places, and the canonical text. Out: pairs of an acronym and the name it stands for.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.listing import trim
from pipeline.vocabulary.folding import plain_typography, unaccented
from pipeline.vocabulary.heads import SMALL

_ACRONYM = re.compile(r"[A-ZÀ-Ý][\w&.-]{1,11}")
_BRACKET = re.compile(r"[*_ \u00a0\n]{0,4}\([*_ ]{0,4}([^()]{2,160}?)[*_ ]{0,4}\)")
# `IRA, Institut …`, `Institut … - IRA`, `IRA (Institut …)`; a longer stretch says something else.
_BETWEEN = re.compile(r"[*_\s\u00a0]*(?:[(,:=/–—-]|,? ?ou\b)?[*_\s\u00a0]*(?:l['’]|l[ae]\s|les\s)?", re.IGNORECASE)
_LONGEST_GAP = 12
_NO_INITIAL = SMALL | {"et", "a", "au", "aux", "en", "pour", "sur", "dans", "par"}
# From so many letters on, initials alone tell what an acronym stands for; fewer are too often another's.
_TELLING = 3


def is_acronym(name: str) -> bool:
    """Say whether a name is one word with at least two capitals: `IRA`, `CGScop`."""
    return _ACRONYM.fullmatch(name) is not None and sum(letter.isupper() for letter in name) > 1


def is_acronym_of(short: str, long: str) -> bool:
    """Say whether the letters of `short` are found in order at the starts of the words of `long`."""
    letters = [c for c in unaccented(short).casefold() if c.isalnum()]
    words = [w for w in re.split(r"[\s'’\-]+", unaccented(plain_typography(long)).casefold()) if w]
    if len(letters) < 2 or len(letters) > len(words) + 3 or not words or letters[0] not in {w[0] for w in words[:2]}:
        return False
    position = 0
    for word in words:
        taken = 0
        while (
            position < len(letters)
            and taken < len(word)
            and (letters[position] == word[taken] or (taken and letters[position] in word[taken : taken + 3]))
        ):
            position += 1
            taken += 1
            if taken >= 3:
                break
    return position == len(letters)


def initials(name: str) -> str | None:
    """Give the first letters of a name's words, small ones left out: `ird` of `Institut rural de démographie`."""
    words = [w for w in re.split(r"[\s'’\-]+", unaccented(plain_typography(name)).casefold()) if w]
    letters = "".join(word[0] for word in words if word not in _NO_INITIAL)
    return letters if len(letters) >= _TELLING and letters.isalpha() else None


def letters_of(acronym: str) -> str | None:
    """Give the letters of an acronym that initials may be compared with; only capitals tell."""
    bare = unaccented(acronym).replace(".", "")
    return bare.casefold() if bare.isalpha() and bare.isupper() and len(bare) >= _TELLING else None


def bracketed(text: str, name: str, end: int) -> tuple[str, str] | None:
    """Read the bracket behind a printed name.

    Returns:
        the acronym and the name it stands for, where one is in the bracket and the other before it.
    """
    found = _BRACKET.match(text, end)
    if found is None:
        return None
    inside = found[1]
    inside = inside[slice(*trim(inside, 0, len(inside)))]
    if is_acronym(inside) and is_acronym_of(inside, name):
        return inside, name
    if is_acronym(name) and is_acronym_of(name, inside):
        return name, " ".join(inside.split())
    return None


def side_by_side(text: str, printed: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Give the pairs of an acronym and its expansion that stand side by side.

    Args:
        text: the canonical text.
        printed: bodies as (start, end, name), in order.
    """
    last: tuple[int, int, str] | None = None
    for here in printed:
        if last is not None and last[1] < here[0] <= last[1] + _LONGEST_GAP:
            for short, long in ((last[2], here[2]), (here[2], last[2])):
                if is_acronym(short) and is_acronym_of(short, long) and _BETWEEN.fullmatch(text, last[1], here[0]):
                    yield short, long
        last = here
