"""Find a passage again in a text that has changed around it, by quotation and surroundings as well as by offset.

In: the text and an `Anchor`, as W3C Web Annotation's text-quote and text-position selectors. Out: the place, or why
there is none. A place that is not certain is `AMBIGUOUS`, never guessed: a correction in the wrong place is worse
than none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# Characters of surroundings that a new anchor quotes on each side: more where the passage is not alone with few.
_SURROUNDINGS = (24, 48, 96, 192)
# A longer passage (a whole fiche) is known by its beginning.
_LONGEST_EXACT = 160
# By how many characters of surroundings, or which part of them, the best of several places must lead.
_LEAD, _LEAD_PART = 4, 8
_BLANKS = re.compile(r"\s+")


class Lost(StrEnum):
    """Why a passage has no place."""

    GONE = "gone"
    AMBIGUOUS = "ambiguous"


class Anchor(BaseModel):
    """A passage quoted with what stands around it; white space counts as one space."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    exact: Annotated[str, Field(min_length=1, pattern=r"\S")] = Field(description="The passage itself")
    prefix: str = Field(default="", description="What stands right before it")
    suffix: str = Field(default="", description="What stands right behind it")
    start: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="Offset of its first code point in the canonical text, when it was quoted"
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A half-open stretch of the text."""

    start: int
    end: int


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Quote `text[start:end]`, with as much around it as it takes to tell it from its likes."""
    end = min(end, start + _LONGEST_EXACT)
    exact = _folded(text[start:end]).strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    for size in _SURROUNDINGS:
        prefix, suffix = _before(text, start, size), _behind(text, end, size)
        found = Anchor(exact=exact, prefix=prefix, suffix=suffix, start=start)
        alike = (match for match in _pattern(exact).finditer(text) if _is_whole(text, found, match))
        if len(list(islice(alike, 2))) == 1:
            break
    return found


def locate(text: str, anchor: Anchor, window: Place | None = None, *, whole: bool = False) -> Place | Lost:
    """Find the passage.

    Args:
        text: the canonical text, perhaps not the one it was quoted from.
        anchor: the passage.
        window: where to look: the fiche that it stood in.
        whole: whether all of its surroundings must still be there.
    """
    window = window or Place(0, len(text))
    pattern = _pattern(anchor.exact)
    if anchor.start is not None and window.start <= anchor.start < window.end:
        match = pattern.match(text, anchor.start)
        if match is not None and _is_whole(text, anchor, match):
            return Place(*match.span())
    matches = list(pattern.finditer(text, window.start, window.end))
    if not matches:
        return Lost.GONE
    same = [match for match in matches if _is_whole(text, anchor, match)]
    if same:
        return Place(*same[0].span()) if len(same) == 1 else Lost.AMBIGUOUS
    return Lost.GONE if whole else _likeliest(text, anchor, matches)


def _likeliest(text: str, anchor: Anchor, matches: list[re.Match[str]]) -> Place | Lost:
    """Choose where only a part of the surroundings is still there: one whole side of them, or half of all."""
    quoted = len(anchor.prefix) + len(anchor.suffix)
    scored = []
    for match in matches:
        before, behind = _kept(text, anchor, match)
        one_side = (before == len(_folded(anchor.prefix)) > 0) or (behind == len(_folded(anchor.suffix)) > 0)
        if one_side or 2 * (before + behind) >= quoted:
            scored.append((before + behind, match))
    if not scored:
        return Lost.GONE
    scored.sort(key=lambda pair: -pair[0])
    if len(scored) > 1 and scored[0][0] - scored[1][0] < max(_LEAD, quoted // _LEAD_PART):
        return Lost.AMBIGUOUS
    return Place(*scored[0][1].span())


@lru_cache(maxsize=4096)
def _pattern(exact: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, exact.split())))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _before(text: str, start: int, size: int) -> str:
    """Give `size` characters before a place, white space folded; blanks do not use them up."""
    return _folded(text[max(0, start - 2 * size) : start])[-size:]


def _behind(text: str, end: int, size: int) -> str:
    return _folded(text[end : end + 2 * size])[:size]


def _kept(text: str, anchor: Anchor, match: re.Match[str]) -> tuple[int, int]:
    """Count the characters of prefix and suffix that stand at a place, from the passage outward."""
    prefix, suffix = _folded(anchor.prefix), _folded(anchor.suffix)
    before = _before(text, match.start(), len(prefix)) if prefix else ""
    behind = _behind(text, match.end(), len(suffix)) if suffix else ""
    return _common(reversed(before), reversed(prefix)), _common(behind, suffix)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _is_whole(text: str, anchor: Anchor, match: re.Match[str]) -> bool:
    return _kept(text, anchor, match) == (len(_folded(anchor.prefix)), len(_folded(anchor.suffix)))
