"""Tell the document's own chapters from what the plan gathers: `1. Le contexte`, `Mode d'emploi des fiches`.

In: the headings of fiches and axes as they were chosen, and what the contents list. Out: those that are none, and the
lines where a chapter begins that belongs to no fiche and no axe.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.split.axes import AxeCandidate, kind_of
from pipeline.split.heading import AxeHeading, Heading, Source
from pipeline.split.headings import HeadingGrammar
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.listed import Listed
from pipeline.split.pages import page_of
from pipeline.vocabulary.folding import fold

# So many fiches of the contents say that these list them all.
_LISTED = 3
# A model of a fiche has so many labels at least, none with a value.
_LABELS = 3

# Axe words that number the chapters of any document.
_PARTS = {"partie", "titre", "chapitre"}

_LONGEST = 120
# `I. LE CONTEXTE`, `## 4. Le suivi`, `Partie 2 – La méthode`
_NUMBER = re.compile(
    r"[#*_ ]*(?P<word>[^\W\d_]{4,12} )?(?P<number>[IVX]{1,5}|\d{1,2}|[A-Z])(?P<sign>\s?[.):/–—-]|(?=\s))\s*(?=[^\W\d_])"
)
_LAST_NUMBER = re.compile(r"(?P<prefix>.*?)(?P<number>\d+)$")
_FIRST = {"1", "01", "001", "A", "I"}
_DECIMAL = tuple(map(str, range(1, 100)))
_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")

_Kind = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Chapters:
    """The fiches and axes that are left, and the lines where chapters begin."""

    fiches: dict[int, Heading]
    axes: dict[int, AxeHeading]
    starts: frozenset[int]


def without_chapters(
    text: str,
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    listed: Listed,
    chosen: Mapping[int, Heading],
    axes: Mapping[int, AxeHeading],
    candidates: Mapping[int, AxeCandidate],
    guides: frozenset[int],
    grammar: HeadingGrammar,
) -> Chapters:
    """Leave out the chapters of a document.

    Args:
        text: the canonical text.
        lines: the document.
        labels: its labels.
        listed: what its contents list.
        chosen: the headings taken for fiches.
        axes: those taken for axes.
        candidates: what may gather fiches.
        guides: the titles of what explains the fiches.
        grammar: the patterns of headings.
    """
    again = {there: here for here, there in listed.again.items()}
    axes = dict(axes)
    for there, here in again.items():
        if here in axes and there not in chosen and there in candidates and candidates[there].sure:
            axes.setdefault(there, candidates[there].axe)  # `AXE 1 …` whose introduction has a list
    if not axes:
        axes = _listed_axes(text, lines, listed, chosen, candidates, guides)
    gone = _gathering_nothing(lines, listed, sorted(chosen), axes, candidates)
    gone |= {here for there, here in again.items() if here in axes and there not in axes}
    gone |= {here for there, here in again.items() if there in gone}
    axes = {i: axe for i, axe in axes.items() if i not in gone}
    heads = {*chosen, *axes}
    starts = {i for i in again if i not in heads and (i - 1 not in heads or lines[i].blank_before or lines[i].heading)}
    starts |= {i for i in gone if i not in listed}
    starts |= {i for i in guides if i not in heads}
    starts |= set(_counted(text, lines, listed, chosen)) - axes.keys() - chosen.keys()
    starts |= set(_styled(lines, listed, chosen, axes))
    models = set(_models(lines, labels, chosen, axes, starts, listed, guides))
    models |= set(_shown(lines, labels, chosen, axes, guides, grammar))
    starts |= models
    return Chapters({i: h for i, h in chosen.items() if i not in models}, axes, frozenset(starts))


def _listed_axes(
    text: str,
    lines: Sequence[Line],
    listed: Listed,
    chosen: Mapping[int, Heading],
    candidates: Mapping[int, AxeCandidate],
    guides: frozenset[int],
) -> dict[int, AxeHeading]:
    """Find the axes that only the contents tell: `3.1 Bâtiments` and `3.2 Éclairage`, each above fiches there."""
    told = sorted(listed.again.items())
    found: dict[int, AxeHeading] = {}
    kinds: Counter[_Kind] = Counter()
    for (here, there), (_, below) in pairwise(told):
        if there in chosen or there in guides or below not in chosen:
            continue
        for i in (here, there):
            page, end = page_of(lines[i], text)
            whole = AxeHeading(i, "", None, (0, end), False, lines[i].heading, page)
            found[i] = candidates[i].axe if i in candidates else whole
        kinds[kind_of(found[there])] += 1
    return found if len(kinds) == 1 and sum(kinds.values()) > 1 else {}


def guide_titles(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    listed: Listed,
    chosen: Mapping[int, Heading],
    grammar: HeadingGrammar,
) -> frozenset[int]:
    """Find the titles of what explains the fiches: `Mode d'emploi`, but none that stands in several fiches."""
    guides = [i for i, line in enumerate(lines) if grammar.is_guide_title(line) and i not in listed]
    if len(guides) < 2:
        return frozenset(guides)
    body = _in_body(chosen)
    filled = _filled(lines, labels, body, [*body, len(lines)])
    first = filled[0] if filled else len(lines)
    within: dict[str, set[int]] = defaultdict(set)
    for i in guides:
        if i > first and i not in chosen:
            within[fold(lines[i].text)].add(bisect_left(body, i))
    return frozenset(i for i in guides if i < first or i in chosen or len(within[fold(lines[i].text)]) < 2)


def without_models(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    chosen: Mapping[int, Heading],
    guides: frozenset[int],
    is_back: Callable[[Line], bool],
) -> dict[int, Heading]:
    """Leave out a heading below `Comment lire une fiche` with empty labels, though it prints what a fiche does.

    Among titles without number, `Mode d'emploi` and, behind the last that has labels, `Glossaire` are none either.
    """
    gone: set[int] = set()
    heads, body = sorted(chosen), _in_body(chosen)
    for guide in guides:
        at = bisect_right(body, guide)
        empty = at < len(body) and _is_empty(lines, labels, body[at], body[at] + 1 + _LABELS)
        if empty and not _continues(chosen, body, at):
            gone.add(body[at])
    styled = [i for i in heads if chosen[i].source is Source.STYLE and chosen[i].page is None]
    last = max(labels, default=0)
    behind = next((i for i in styled if i > last and is_back(lines[i])), len(lines))
    names = {fold(lines[i].text) for i in styled if i in guides or i >= behind}
    if names:
        titles = {i: lines[i].text[slice(*chosen[i].title)] for i in heads if chosen[i].source is Source.STYLE}
        gone |= {i for i, title in titles.items() if fold(title) in names}
    return {i: heading for i, heading in chosen.items() if i not in gone}


def _gathering_nothing(
    lines: Sequence[Line],
    listed: Listed,
    fiches: Sequence[int],
    axes: Mapping[int, AxeHeading],
    candidates: Mapping[int, AxeCandidate],
) -> set[int]:
    """Find the headings that no fiche stands under before the next of their kind.

    `1. Le contexte` above `2. La gouvernance`; `3. Les fiches` too, where it is the only one that has some. Where a
    word opens them, `Partie 1 – Le diagnostic`, the first of them has none: an axe may be empty too, and those that are
    numbered behind the vocabulary's other words, `Axe 3 – …`, are no chapters.
    """
    heads = set(listed.again.values())
    kinds: dict[_Kind, list[int]] = defaultdict(list)
    for i, each in candidates.items():
        by_word = each.sure and each.axe.number is not None and each.axe.word not in {"", *_PARTS}
        if i not in listed and (i in axes or i in heads) and not by_word:
            kinds[kind_of(each.axe)].append(i)
    gone: set[int] = set()
    for (word, _, _), places in kinds.items():
        places.sort()
        below: dict[str, int] = defaultdict(int)  # a heading that every page repeats is one
        for i, end in pairwise([*places, len(lines)]):
            below[fold(lines[i].text)] += bisect_left(fiches, end) - bisect_right(fiches, i)
        empty = {i for i in places if not below[fold(lines[i].text)]}
        alone = sum(map(bool, below.values())) < 2
        if not word or (alone and places[0] in empty):
            gone |= set(places) if empty and alone else empty
    return gone & axes.keys()


def _counted(text: str, lines: Sequence[Line], listed: Listed, chosen: Mapping[int, Heading]) -> Iterator[int]:
    """Find the headings that count up through the document, printed alike: `I. LE CONTEXTE` … `IV. LE SUIVI`.

    Two of them stand before the last fiche, the first before them all, and no number comes again.
    """
    body = [i for i, heading in chosen.items() if heading.page is None]
    last = max(body, default=len(lines))
    alike: dict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    for stretch in (range(last + 1, len(lines)), range(last)):
        for i in stretch:
            line = lines[i]
            if not (line.heading or line.all_bold or line.blank_before) or i in listed:
                continue
            number = _NUMBER.match(text, line.start, min(line.end, line.start + _LONGEST))
            if number is not None and _may_be_title(line):
                style = line.heading, line.all_bold, line.capitals, fold(number["word"] or ""), number["sign"]
                alike[style].append((i, number["number"]))
        if not alike:
            return  # nothing behind the fiches
    for members in alike.values():
        for numbers in (_ROMAN, _DECIMAL, _LETTERS):
            own = [(i, number) for i, number in sorted(members) if number in numbers]
            if [number for _, number in own] != list(numbers[: len(own)]):
                continue
            places = [i for i, _ in own]
            if len(places) > 2 and places[0] < min(body) and places[1] < last < places[-1]:
                yield from places if not any(i in chosen for i in places) else ()


def _styled(
    lines: Sequence[Line], listed: Listed, chosen: Mapping[int, Heading], axes: Collection[int]
) -> Iterator[int]:
    """Find the headings behind the last fiche that are printed as some before the first, and as none within fiches.

    `POUR EN SAVOIR PLUS`, where `LE TERRITOIRE` and `LA MÉTHODE` stand before them.
    """
    body = [i for i, heading in chosen.items() if heading.page is None]
    if not body:
        return
    first, last = min(body), max(body)
    behind = [i for i in range(last + 1, len(lines)) if _is_styled(lines[i]) and i not in listed and i not in axes]
    if behind:
        before = Counter(_style(line) for j, line in enumerate(lines[:first]) if j not in listed and _is_styled(line))
        within = {_style(lines[j]) for j in range(first, last) if j not in chosen and j not in axes}
        yield from (i for i in behind if before[_style(lines[i])] > 1 and _style(lines[i]) not in within)


def _style(line: Line) -> tuple[int, bool, bool]:
    return line.heading, line.all_bold, line.capitals


def _is_styled(line: Line) -> bool:
    return line.blank_before > 0 and any(_style(line)) and not line.bullet and _may_be_title(line)


def _may_be_title(line: Line) -> bool:
    return not line.table and len(line.text) <= _LONGEST and not line.text.endswith((".", ";", ","))


def _models(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    chosen: Mapping[int, Heading],
    axes: Collection[int],
    starts: Collection[int],
    listed: Listed,
    guides: frozenset[int],
) -> Iterator[int]:
    """Find the headings that only show how a fiche is printed.

    One with nothing but labels stands below a guide, before the first filled fiche or behind the last, and its number
    is not the next one: else it is a fiche that nobody has filled yet.
    """
    body = _in_body(chosen)
    told = sorted(listed.again.values())
    entries = set(told)
    all_listed = sum(i in chosen for i in told) >= _LISTED
    edges = sorted({*chosen, *axes, *starts, len(lines)})
    filled = _filled(lines, labels, body, edges)
    gathering, explaining = sorted(axes), sorted(guides)
    for place, i in enumerate(body):
        at = bisect_left(edges, i)
        following = bisect_right(told, i)
        within = at > 0 and edges[at - 1] in starts and (following == len(told) or told[following] not in chosen)
        if all_listed and i not in entries and within:
            yield i
        elif _is_empty(lines, labels, i, edges[at + 1]):
            above = body[place - 1] if place else -1
            aside = not filled or not filled[0] < i < filled[-1] or _has_between(explaining, above, i)
            if aside and not _continues(chosen, body, place, begun=_has_between(gathering, above, i)):
                yield i


def _shown(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    chosen: Mapping[int, Heading],
    axes: Collection[int],
    guides: frozenset[int],
    grammar: HeadingGrammar,
) -> Iterator[int]:
    """Find the headings that print `Intitulé` for a title, or explanations below `Comment lire une fiche`.

    The number of the latter comes again, and they are the first that have values.
    """
    body = _in_body(chosen)
    explaining, gathering = sorted(guides), sorted(axes)
    last = {chosen[i].number: i for i in body}
    filled = _filled(lines, labels, body, [*body, len(lines)]) if guides else []
    for at, i in enumerate(body):
        above = body[at - 1] if at else -1
        shown = (
            chosen[i].number is not None
            and last[chosen[i].number] > i
            and (not filled or i <= filled[0])
            and _has_between(explaining, above, i)
            and not _has_between(gathering, explaining[bisect_left(explaining, i) - 1], i)
            and _is_explained(lines, labels, i, body[at + 1])
        )
        if shown or grammar.is_title_word(lines[i].text[slice(*chosen[i].title)]):
            yield i


def _in_body(chosen: Mapping[int, Heading]) -> list[int]:
    return sorted(i for i, heading in chosen.items() if heading.page is None)


def _has_between(places: Sequence[int], above: int, below: int) -> bool:
    """Say whether one of the ordered places stands between two lines."""
    return bisect_right(places, above) < bisect_left(places, below)


def _filled(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], body: Sequence[int], edges: Sequence[int]
) -> list[int]:
    """Give the headings with values behind more than half of the labels below them, as far as the next edge."""
    found: list[int] = []
    for i in body:
        stop = edges[bisect_right(edges, i)]
        known = [j for j in range(i + 1, stop) if j in labels and labels[j].known is not None]
        values = sum(labels[j].value < len(lines[j].text) or (j + 1 < stop and j + 1 not in labels) for j in known)
        if values * 2 > len(known):
            found.append(i)
    return found


def _continues(chosen: Mapping[int, Heading], heads: Sequence[int], at: int, *, begun: bool = False) -> bool:
    """Say whether a heading has the number behind the last one's or before the next one's, or begins an axe."""
    number = chosen[heads[at]].number
    if number is None or not number.strip("0"):
        return False
    if begun and number in _FIRST:
        return True
    before = chosen[heads[at - 1]].number if at else None
    after = chosen[heads[at + 1]].number if at + 1 < len(heads) else None
    if after == number:
        return False
    return (before is not None and _is_next(before, number)) or (after is not None and _is_next(number, after))


def _is_next(one: str, other: str) -> bool:
    """`1.3` and then `1.4` or `2.1`, `TE-03` and then `TE-04` or `MOB-01`, `B` and then `C`."""
    for numbers in (_LETTERS, _ROMAN):
        if one in numbers and other in numbers and numbers.index(one) + 1 == numbers.index(other):
            return True
    first, second = _LAST_NUMBER.match(one), _LAST_NUMBER.match(other)
    if first is None or second is None:
        return False
    if first["prefix"] == second["prefix"]:
        return int(first["number"]) + 1 == int(second["number"])
    return int(second["number"]) == 1


def _is_explained(lines: Sequence[Line], labels: Mapping[int, LabelHit], first: int, stop: int) -> bool:
    """Say whether small letters begin what stands behind every label: `Pilote : le service qui agit`."""
    known = 0
    for i in range(first + 1, stop):
        hit = labels.get(i)
        if hit is not None and hit.known is not None:
            value = lines[i].text[hit.value :].lstrip(" ([…«.")
            if value and not value[0].islower():
                return False
            known += 1
    return known >= _LABELS


def _is_empty(lines: Sequence[Line], labels: Mapping[int, LabelHit], first: int, stop: int) -> bool:
    """Say whether nothing but labels stands below a heading."""
    known = 0
    for i in range(first + 1, min(stop, len(lines))):
        hit = labels.get(i)
        if hit is None or hit.value < len(lines[i].text):
            return False
        known += hit.known is not None
    return known >= _LABELS
