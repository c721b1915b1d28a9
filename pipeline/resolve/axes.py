"""Make one axe of all headings that print it, in the contents and in the body.

In: the raw axe headings. Out: the axes, each once, and for each raw heading the axe it stands for. The same
title is the same axe whatever number is printed; the contents' number is kept.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.resolve.registry import slug
from pipeline.resolve.unique import UniqueIds
from pipeline.split.outline import RawAxe
from pipeline.vocabulary.folding import fold
from pipeline.vocabulary.titles import alike

# Two titles under one number are one axe when they share at least this part of their words.
_SAME_WORDS = 0.5
# So many axes of one number are compared; more is no plan.
_MOST_ALIKE = 50


# The word of a heading, and how deep its number or its Markdown level lies.
_Kind = tuple[str, int]


@dataclass(slots=True)
class AxeDraft:
    """An axe in the making: its headings in the contents and in the body."""

    id: str
    level: int
    parent_id: str | None
    number: str | None
    transversal: bool
    contents: list[RawAxe] = field(default_factory=list)
    body: list[RawAxe] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """The title as the body's first heading prints it, else the contents'."""
        return next((raw.title for raw in (*self.body, *self.contents) if raw.title), None)

    @property
    def first(self) -> RawAxe:
        """The heading whose place is the axe's: the body's first, else the contents'."""
        return (self.body or self.contents)[0]


def resolve_axes(raw: Sequence[RawAxe]) -> tuple[list[AxeDraft], list[AxeDraft]]:
    """Unify headings.

    Returns:
        the axes in order, and the axe of each raw heading.
    """
    axes: list[AxeDraft] = []
    of_raw: list[AxeDraft] = []
    words: list[_Kind] = []
    above: dict[int, AxeDraft] = {}
    known = _KnownAxes()
    taken = UniqueIds()
    romans = _romans(raw)
    same = _same_kinds(raw)
    for each in raw:
        level = _level(each, words, same)
        parent = above.get(level - 1)
        axe = known.same(each, level, parent)
        if axe is None:
            identity = _identity(each, parent, taken, romans)
            axe = AxeDraft(identity, level, parent.id if parent else None, each.number, each.transversal)
            axes.append(axe)
        (axe.contents if each.in_contents else axe.body).append(each)
        known.note(each, axe)
        above = {lower: a for lower, a in above.items() if lower < level} | {level: axe}
        of_raw.append(axe)
    return axes, of_raw


def _kind(raw: RawAxe) -> _Kind:
    return raw.word, (raw.number or "").count(".") if raw.word or raw.number else -raw.level


def _same_kinds(raw: Sequence[RawAxe]) -> dict[_Kind, _Kind]:
    """`1 Loger` in the contents is the body's `Axe 1 Loger`: the same number and title, whatever the word."""
    listed = {(each.number, fold(each.title or "")): _kind(each) for each in raw if each.in_contents and each.title}
    kinds: dict[_Kind, _Kind] = {}
    for each in raw:
        kind = listed.get((each.number, fold(each.title or "")))
        if not each.in_contents and kind is not None and kind != _kind(each):
            kinds.setdefault(_kind(each), kind)
    return kinds


def _level(raw: RawAxe, words: list[_Kind], same: Mapping[_Kind, _Kind]) -> int:
    """The order in which kinds of headings first appear is their order from the top."""
    kind = same.get(_kind(raw), _kind(raw))
    if kind not in words and raw.transversal and words:
        # `AXE TRANSVERSAL` behind `AXE THÉMATIQUE II`, `VOLET TRANSVERSE` behind `Axe 3` and its `Objectif 3.1`
        head = raw.word.split(" ")[0]
        kind = next((known for known in words if known[0].split(" ")[0] == head), words[0])
    if kind not in words:
        words.append(kind)
    return min(words.index(kind) + 1, 3)


class _KnownAxes:
    """The axes so far, by the titles and by the numbers that their headings print."""

    def __init__(self) -> None:
        self._by_title: dict[tuple[int, str | None, str], AxeDraft] = {}
        self._by_number: dict[tuple[int, str | None, bool], list[AxeDraft]] = defaultdict(list)

    def note(self, raw: RawAxe, axe: AxeDraft) -> None:
        """Remember a heading of an axe."""
        if title := fold(raw.title or ""):
            self._by_title.setdefault((axe.level, axe.parent_id, title), axe)
        if len(axe.contents) + len(axe.body) == 1 and (axe.number or axe.transversal):
            self._by_number[axe.level, axe.number, axe.transversal].append(axe)

    def same(self, raw: RawAxe, level: int, parent: AxeDraft | None) -> AxeDraft | None:
        """Find the axe that a heading prints again: by its title, else by its number and a similar title."""
        title = fold(raw.title or "")
        if title and (axe := self._by_title.get((level, parent.id if parent else None, title))) is not None:
            return axe
        for axe in self._by_number.get((level, raw.number, raw.transversal), ())[:_MOST_ALIKE]:
            if parent is None or axe.parent_id == parent.id:
                known = fold(axe.title or "")
                if not title or not known or alike(title, known) >= _SAME_WORDS:
                    return axe
        return None


_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def _arabic(number: str) -> str:
    """`II` as `2`, `II.1` as `2-1`."""
    roman, *rest = number.replace("-", ".").split(".")
    values = [_ROMAN_VALUES[letter] for letter in roman]
    value = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return slug(".".join([str(value), *rest]))


def _romans(raw: Sequence[RawAxe]) -> frozenset[str]:
    """Give the words whose numbers are Roman ones throughout, `I` among them: `I` of `A`, `B` … `I` is a letter.

    Of `I.1`, `I.2`, `II.1` the first part tells.
    """
    numbers: dict[str, set[str]] = defaultdict(set)
    for each in raw:
        if each.number:
            numbers[each.word].add(each.number.replace("-", ".").partition(".")[0])
    return frozenset(
        word for word, printed in numbers.items() if "I" in printed and all(map(_ROMAN.fullmatch, printed))
    )


def _identity(raw: RawAxe, parent: AxeDraft | None, taken: UniqueIds, romans: frozenset[str]) -> str:
    if raw.transversal and not raw.number:
        wanted = "axe-transversal"
    elif raw.number:
        number = _arabic(raw.number) if raw.word in romans else slug(raw.number)
        # `Objectif A1` below `Orientation A` says both
        says_both = "-" in number or (
            parent is not None and number[0].isalpha() and len(number) > 1 and number[1].isdigit()
        )
        own = number if parent is None or says_both else f"{parent.id.removeprefix('axe-')}-{number}"
        wanted = f"axe-{own}"
    else:
        wanted = f"axe-{slug(raw.title or raw.word)[:60].strip('-')}"
    if wanted in taken and raw.title:
        wanted = f"{wanted}-{slug(raw.title)[:60].strip('-')}"
    return taken.take(wanted)
