"""Find what the table of contents lists and where each of it stands in the document.

In: logical lines. Out: the lines of the contents, and for each entry that is printed again further on, the line that
heads what it lists. Entries come again in their own order, which tells a chapter (`Glossaire`) from a label of that
name.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.split.heading import Heading
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.pages import page_of
from pipeline.vocabulary import Meaning, Vocabulary
from pipeline.vocabulary.folding import flat, fold, fold_label

# An entry is no longer than this; so many lines of referents may stand below one.
_LONGEST = 220
_SENTENCE = 90
_GAP = 4
# So many entries are printed again, or nothing is told by it.
_ENOUGH = 3
# So many titles of contents are tried.
_TITLES = 3
# So many letters tell most lines that are no entry.
_BEGIN = 4
# Contents without title are so many entries in a row, among so many lines.
_ROW, _WITHIN, _ABOVE = 4, 80, 2
# `Bureau : Ana Bo. Équipe : Luc Ny.`
_SHORT = re.compile(r"(?:^|[.;,(|/]\s?|\s[-–—]\s)([^\W\d_]{2,20})\s?:\s")


@dataclass(frozen=True, slots=True)
class Listed:
    """The contents' lines, from `start` (their title) to before `stop`; where each entry stands again, by its line."""

    start: int = 0
    stop: int = 0
    again: Mapping[int, int] = field(default_factory=dict)

    def entry(self, heading: Heading) -> Heading:
        """Give a heading of these lines page 0 where none is printed: it has no body."""
        return replace(heading, page=0) if heading.page is None and heading.line in self else heading

    def __contains__(self, line: int) -> bool:
        return self.start <= line < self.stop


def read_listed(
    lines: Sequence[Line],
    text: str,
    labels: Mapping[int, LabelHit],
    is_title: Callable[[Line], bool],
    may_open: Callable[[Line], bool],
) -> Listed:
    """Read the contents of a document: all entries, those that are neither fiches nor axes too.

    Args:
        lines: the document.
        text: its canonical text.
        labels: its labels.
        is_title: tells whether a line is the title of contents.
        may_open: tells whether a line begins with a word that opens headings of fiches and axes.
    """
    titles = [i for i, line in enumerate(lines) if is_title(line)]
    printed = Counter(fold(lines[i].text) for i in titles)
    for title in [i for i in titles if printed[fold(lines[i].text)] == 1][:_TITLES]:  # not `Contenu` of each fiche
        found = _below(lines, text, labels, title)
        if len(found.again) < _ENOUGH and title > len(lines) // 2:
            found = _below(lines, text, labels, title, behind=True)
        if len(found.again) >= _ENOUGH:
            return found
    first = _row_of_entries(lines, text, labels, may_open)
    return replace(_below(lines, text, labels, first - 1), start=first) if first is not None else Listed()


def _row_of_entries(
    lines: Sequence[Line], text: str, labels: Mapping[int, LabelHit], may_open: Callable[[Line], bool]
) -> int | None:
    """Find the first of several lines with pages that all come again in their order: contents without title.

    Where they list nothing but fiches and axes, no chapter must be told from these.
    """
    ends = {i: page_of(line, text) for i, line in enumerate(lines[:_WITHIN]) if len(line.text) <= _LONGEST}
    paged = {i: end for i, (page, end) in ends.items() if page is not None}
    if len(paged) < _ROW or all(may_open(lines[i]) for i in paged):
        return None
    entries = {_key(lines[i], end): i for i, end in reversed(paged.items())}
    first = min(entries.values())
    above = {_key(lines[i], len(lines[i].text)): i for i in range(max(0, first - _ABOVE), first)}  # `AXE 1` has no page
    again = _again(lines, labels, above | entries, range(first, len(lines)))
    row: list[int] = []
    for i in sorted(again):
        row = [*row, i] if row and i - row[-1] <= _GAP else [i]
        if len(row) >= _ROW and again[row[0]] > i:
            return row[0]
    return None


def short_labels(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], listed: Listed, vocabulary: Vocabulary
) -> Vocabulary:
    """Give the vocabulary of the contents: `Bureau : Ana Bo. Équipe : Luc Ny.` where the body prints `Référent équipe`.

    Args:
        lines: the document.
        labels: its labels.
        listed: its contents.
        vocabulary: that of the document.
    """
    printed = {
        fold_label(found[1]) for i in range(listed.start, listed.stop) for found in _SHORT.finditer(lines[i].text)
    }
    roles: dict[str, Meaning] = {}
    for i, hit in labels.items():
        words = fold_label(lines[i].text[hit.start : hit.end]).split() if hit.is_referent and printed else []
        if len(words) > 1 and words[-1] in printed and hit.known is not None:
            roles.setdefault(words[-1], hit.known.meaning)
    own = {word: meaning for word, meaning in roles.items() if vocabulary.label(word) is None}
    return vocabulary.with_labels(own) if own else vocabulary


def _below(
    lines: Sequence[Line], text: str, labels: Mapping[int, LabelHit], title: int, *, behind: bool = False
) -> Listed:
    """Read the contents below their title: they end where the first of their entries comes again.

    `behind`: what they list stands above them.
    """
    entries: dict[str, int] = {}
    paged: set[int] = set()
    last = title  # with a page
    stop = title + 1
    while stop < len(lines):
        line = lines[stop]
        page, end = page_of(line, text)
        key = _key(line, end)
        repeated = key in entries and (entries[key] in paged or line.all_bold or _is_apart(lines, text, stop))
        if line.table or (page is None and (repeated or not (stop in labels or _may_be_entry(line)))):
            break
        if paged and page is None and stop - last > _GAP:
            break
        if page is not None:
            paged.add(stop)
            last = stop
        if page is not None or stop not in labels or _may_head(line, labels[stop]):
            entries.setdefault(key, stop)
        stop += 1
    again = _again(lines, labels, entries, range(title) if behind else range(stop, len(lines)))
    below = 1 + (last if paged else max(again, default=title))
    first = [key.split(" ")[0] for key in entries][:2]
    if again.get(title + 1) == stop and len(set(first)) > 1:
        below = stop  # `AXE 1` again, which no heading stands above; a commission without page is an entry
    while below < stop and below in labels and not _is_apart(lines, text, below):
        below += 1  # `Bureau : Ana Bo.` below the last entry
    return Listed(title, below, again)


def _may_head(line: Line, hit: LabelHit) -> bool:
    """`2. La gouvernance` is a chapter here, `Bureau : Ana Bo.` names who is in charge of the entry above."""
    alone = line.blank_before > 0 or hit.value == len(line.text)
    return not hit.is_referent and (hit.known is not None or alone)


def _is_apart(lines: Sequence[Line], text: str, index: int) -> bool:
    """Say whether a line is a heading, or stands below a blank line or a page's foot."""
    return lines[index].heading > 0 or text.count("\n", lines[index - 1].end, lines[index].start) > 1


def _key(line: Line, end: int) -> str:
    number = line.bullet if line.bullet[:1].isalnum() or line.bullet[:1] == "(" else ""
    return fold(f"{number} {line.text[:end]}")


def _may_be_entry(line: Line) -> bool:
    return len(line.text) <= _LONGEST and not (len(line.text) > _SENTENCE and line.text.endswith((".", "!", "?", ";")))


def _again(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], entries: Mapping[str, int], within: range
) -> dict[int, int]:
    """Find the lines that print entries again, of the first of each those that keep the entries' order."""
    places: dict[str, list[int]] = defaultdict(list)
    begin = {flat(lines[i].text[:_BEGIN]) for i in entries.values()}
    for i in within:
        line = lines[i]
        if line.table or len(line.text) > _LONGEST or flat(line.text[:_BEGIN]) not in begin:
            continue
        key = _key(line, len(line.text))
        below = lines[i + 1] if i + 1 < len(lines) else None
        if key not in entries and below is not None and len(below.text) <= _LONGEST and not below.bullet:
            key = f"{key} {fold(below.text)}"  # `Fiche n°1` / `Rénover les écoles`
        if key in entries and entries[key] != i:
            places[key].append(i)
    pairs = [
        (entries[key], found[0])
        for key, found in sorted(places.items(), key=lambda item: entries[item[0]])
        if len(found) == 1 or not any(i in labels for i in found)
    ]
    return dict(_rising(pairs))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest part of some pairs whose second numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    above: list[int] = []
    for place, (_, line) in enumerate(pairs):
        at = bisect_left(ends, line)
        above.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(line)
            last.append(place)
        else:
            ends[at], last[at] = line, place
    kept: list[tuple[int, int]] = []
    place = last[-1] if last else -1
    while place >= 0:
        kept.append(pairs[place])
        place = above[place]
    return kept[::-1]
