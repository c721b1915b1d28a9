"""Cut paragraphs that print a whole fiche as running text, its labels in front of sentences.

`**3. Titre.** Objectif : … Pilotage : … Budget : …`. In: groups of printed lines, one a logical line. Out: the same,
where such a paragraph gives its title, what stands below it and each label a group of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.split.line import LEAD, NUMBERED
from pipeline.split.printed import Row

# A label within a paragraph: behind the end of a sentence, a colon behind it.
_WITHIN = re.compile(
    r"(?:(?<=[.!?…;)])|(?<=[.!?…;)][*_])|(?<=[.!?…;)]\*\*)|(?<=\s[–—]))\s+(?P<mark>[*_]{0,2})"
    r"(?P<label>[A-ZÀ-ÖØ-ÞŒ](?:[^:.;!?*_|\n]|\n(?!\n)){1,50}?)\s?(?::(?P=mark)|(?P=mark)\s?:)(?=\s)"
)
_FIRST = re.compile(
    r"(?P<mark>[*_]{0,2})(?P<label>[A-ZÀ-ÖØ-ÞŒ][^:.;!?*_|\n]{1,50}?)\s?(?::(?P=mark)|(?P=mark)\s?:)(?=\s)"
)
# `**3. Titre.**`, `**Action 3 – Titre :**`
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<title>(?:(?!\1)[^\n]|\n(?!\n)){3,200}?)\1")
# The end of the title where nothing is bold; that of the number in front is none.
_SENTENCE = re.compile(r"[.!?…](?=\s+[A-ZÀ-ÖØ-ÞŒ«])")
_NUMBER = re.compile(
    r"(?:[^\W\d_]+[ -]){0,2}(?:n\s?[°º]\s?)?[A-Z]{0,4}[.\-]?\d{1,3}(?:[.\-]\d{1,3}){0,3}\s?[.)/:–—-]*\s+"
)
# So many labels make a paragraph of running text, some of them within its lines; where some do, fewer in the others
# that begin alike, and more in the only one.
_LABELS, _FEWER, _ALONE, _WITHIN_LINES = 3, 2, 4, 2
_LONGEST_TITLE = 160
_ENDS = ".!?…;,:)*_"
_SEPARATORS = " \t\n;–—"

_IsLabel = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """A group of printed lines; `is_title` where a full stop at its end parts it from what follows."""

    rows: list[Row]
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Groups right below each other, the places of the labels that they print, the end of the title above these."""

    groups: Sequence[list[Row]]
    labels: tuple[int, ...]
    title: int

    @property
    def start(self) -> int:
        return self.groups[0][0].start

    @property
    def end(self) -> int:
        return self.groups[-1][-1].end


def cut_running(text: str, groups: Sequence[list[Row]], is_label: _IsLabel) -> Iterator[Piece]:
    """Cut the paragraphs of running text, and leave all others.

    Args:
        text: the canonical text.
        groups: its printed lines, grouped.
        is_label: tells whether a printed line opens with a label.
    """
    paragraphs = [
        _read(text, each, is_label) for below in _paragraphs(text, groups) for each in _at_labels(text, below, is_label)
    ]
    running = [each for each in paragraphs if len(each.labels) >= _LABELS]
    enough = _LABELS if len(running) > 1 else _ALONE
    titled = sum(each.title > 0 for each in running) > 1
    for each in paragraphs:
        if len(each.labels) >= (_FEWER if titled and each.title else enough):
            yield from _pieces(text, each)
        else:
            yield from map(Piece, each.groups)


def _paragraphs(text: str, groups: Sequence[list[Row]]) -> Iterator[list[list[Row]]]:
    """Put together what stands right below each other: a row of a text may begin with a label, not below a heading."""
    current: list[list[Row]] = []
    for group in groups:
        apart = (
            group[0].blank_before or group[0].table or (current and current[-1][0].table) or _after_bullet(text, group)
        )
        headed = len(current) == 1 and text[current[0][-1].end - 1] not in _ENDS
        if current and (apart or (headed and _FIRST.match(text, group[0].start, group[0].end) is not None)):
            yield current
            current = []
        current.append(group)
    if current:
        yield current


def _at_labels(text: str, groups: list[list[Row]], is_label: _IsLabel) -> Iterator[list[list[Row]]]:
    """Part what no label parts, behind a full stop: `… Référent : Ana Bo.` / `Commission : Formation, page 2`."""
    start = 0
    if text.count(":", groups[0][0].start, groups[-1][-1].end) >= _FEWER:
        for at in range(1, len(groups)):
            printed = text[groups[at][0].start : groups[at][-1].end]
            if text[groups[at - 1][-1].end - 1] in ".!?…" and not is_label(printed):
                yield groups[start:at]
                start = at
    yield groups[start:]


def _read(text: str, groups: Sequence[list[Row]], is_label: _IsLabel) -> _Paragraph:
    start, end = groups[0][0].start, groups[-1][-1].end
    none = _Paragraph(groups, (), 0)
    if groups[0][0].table or text.count(":", start, end) < _FEWER:
        return none
    shaped = list(_WITHIN.finditer(text, start, end))
    if len(shaped) < _WITHIN_LINES or _is_listed(text, groups):
        return none
    begins = {row.start for group in groups for row in group}
    found = [match for match in shaped if is_label(f"{_folded(match['label'])} :")]
    within = sum(match.start("mark") not in begins for match in found)
    if within < _WITHIN_LINES or within < len(groups) - 1:
        return none
    first = _FIRST.match(text, start, end)
    labels = [match.start("mark") for match in found]
    if first is not None and not any(map(str.isdigit, first["label"])) and is_label(f"{first['label']} :"):
        return _Paragraph(groups, (start, *labels), 0)
    return _Paragraph(groups, tuple(labels), _title_end(text, _after_bullet(text, groups[0]) or start, labels[0]))


def _folded(label: str) -> str:
    return " ".join(label.split())


def _after_bullet(text: str, group: Sequence[Row]) -> int:
    """Give where the words of an entry of a list begin, 0 elsewhere."""
    lead = LEAD.match(text, group[0].start, group[0].end)
    if lead is None or not lead["bullet"]:
        return 0
    behind = lead.end()
    while text[behind].isspace():
        behind += 1
    return behind


def _is_listed(text: str, groups: Sequence[list[Row]]) -> bool:
    """Say whether a line of the paragraph is a heading or an entry of a list, but for `- **3. Titre.** Pilote : …`."""
    for group in groups:
        lead = LEAD.match(text, group[0].start, group[0].end)
        if lead is not None and (
            lead["heading"] or (lead["bullet"] and _BOLD.match(text, _after_bullet(text, group)) is None)
        ):
            return True
    return any(NUMBERED.match(text, group[0].start, group[0].end) is not None for group in groups[1:])


def _title_end(text: str, start: int, stop: int) -> int:
    """Give the end of the title that opens a paragraph, 0 where none does.

    Args:
        text: the canonical text.
        start: where the paragraph begins.
        stop: where its first label does.
    """
    bold = _BOLD.match(text, start, stop)
    if bold is not None:
        parted = (
            bold["title"][-1] in ".:!?"
            or bold.end() + len(_SEPARATORS) > stop
            or not text[bold.end() : stop].strip(_SEPARATORS)
        )
        return bold.end() if parted else 0
    number = _NUMBER.match(text, start, stop)
    if number is None:
        return 0
    sentence = _SENTENCE.search(text, number.end(), stop)
    end = sentence.end() if sentence is not None else start + len(text[start:stop].rstrip(_SEPARATORS))
    return end if end - start <= _LONGEST_TITLE else 0


def _pieces(text: str, paragraph: _Paragraph) -> Iterator[Piece]:
    edges = [paragraph.start, *([paragraph.title] if paragraph.title else []), *paragraph.labels, paragraph.end]
    rows = [row for group in paragraph.groups for row in group]
    starts = [row.start for row in rows]
    for begin, after in pairwise(dict.fromkeys(edges)):
        printed = text[begin:after]
        first = begin + len(printed) - len(printed.lstrip(_SEPARATORS))
        stop = begin + len(printed.rstrip(_SEPARATORS))
        own = [
            replace(
                row,
                begin=max(row.begin, first),
                start=max(row.start, first),
                end=min(row.end, stop),
                blank_before=row.blank_before if begin == paragraph.start else 0,
            )
            for row in rows[max(bisect_right(starts, first) - 1, 0) : bisect_right(starts, stop)]
            if max(row.start, first) < min(row.end, stop)
        ]
        if own:
            yield Piece(own, is_title=begin == paragraph.start and after == paragraph.title)
