"""Tell which headings gather fiches: `AXE 2 : …`, `Objectif 1.1 …`, `II. …`, `## Mobilité`.

In: the chosen fiches and what else may be a heading. Out: the axes' headings. One gathers when no label or bullet
stands between it and the next fiche; words that the vocabulary does not know, numbers alone and Markdown headings
do so again and again.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.split.heading import AxeHeading, Heading, Source
from pipeline.split.headings import HeadingGrammar
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.pages import page_of
from pipeline.split.plan_table import PlanTables
from pipeline.vocabulary.folding import fold

_LONGEST_STYLED = 120
# The letters of `TE-01`, `MOB3`, `GEST.2`: where fiches have such numbers, they may be those of an axe.
_CODE = re.compile(r"[A-Z]{2,5}(?=[.\-]?\d)")

_Kind = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class AxeCandidate:
    """A heading that may gather fiches; `sure` where the vocabulary has its word."""

    axe: AxeHeading
    sure: bool


def axe_candidates(
    lines: Sequence[Line],
    text: str,
    grammar: HeadingGrammar,
    chosen: Mapping[int, Heading],
    candidates: Mapping[int, Heading],
    labels: Mapping[int, LabelHit],
) -> dict[int, AxeCandidate]:
    """Read every line that is no fiche's heading as one of what may gather fiches.

    Args:
        lines: the document.
        text: its canonical text.
        grammar: the patterns of headings.
        chosen: the fiches' headings.
        candidates: what may head fiches, by line.
        labels: the document's labels.
    """
    levels = [heading.level for heading in chosen.values() if heading.level]
    top = min(levels, default=7)
    dotted = any("." in (heading.number or "") for heading in chosen.values())
    found: dict[int, AxeCandidate] = {}
    coded = _coded(chosen)
    for i, line in enumerate(lines):
        if i in chosen or line.cell_part or len(line.cells) > 1:
            continue
        if coded is not None and (own := _with_code(coded, i, line, text)) is not None:
            found[i] = AxeCandidate(own, sure=False)
            continue
        axe = grammar.axe(i, line, text)
        other = candidates.get(i)
        if other is not None and other.source in (Source.PLAIN, Source.BEHIND):
            other = None
        if other is None and dotted and i not in labels:
            other = grammar.numbered_title(i, line, text)
        if (axe is not None or other is not None or line.heading) and grammar.is_contents_title(line):
            continue  # `Sommaire du livret 2`
        if axe is not None and (axe.number or axe.transversal):
            if other is not None and other.number == axe.number:  # its page is known by now
                axe = replace(axe, page=other.page, title=other.title)
            found[i] = AxeCandidate(axe, sure=True)
        elif other is not None and other.number and (not line.bullet or line.heading or other.source is Source.BARE):
            own = AxeHeading(i, other.word, other.number, other.title, False, line.heading, other.page)
            # `Objectif opérationnel 1.1`: an axe's word begins it.
            found[i] = AxeCandidate(own, sure=axe is not None or other.source is Source.AXE)
        elif axe is not None:
            found[i] = AxeCandidate(axe, sure=True)
        elif 0 < line.heading < top and i not in labels and i:
            own = AxeHeading(i, "", None, (0, len(line.text)), False, line.heading, None)
            found[i] = AxeCandidate(own, sure=False)
    return found | _counted_labels(lines, text, grammar, chosen, labels)


def _coded(chosen: Mapping[int, Heading]) -> re.Pattern[str] | None:
    """Give the pattern of axes that are told by the letters of the fiches' numbers: `OBJECTIF TE - …`, `TE : …`."""
    codes = {code[0] for heading in chosen.values() if (code := _CODE.match(heading.number or "")) is not None}
    if not codes:
        return None
    return re.compile(
        r"(?:(?P<word>[A-ZÀ-ÖØ-ÞŒ][^\W\d_]+(?:[ '’][^\W\d_]+){0,2})\s+)?"
        rf"(?P<number>{'|'.join(sorted(codes))})(?:\s*[:.)/|\-–—]+\s*(?=\S)|\s+(?=[A-ZÀ-ÖØ-ÞŒ])|\s*$)(?P<title>.*)"
    )


def _with_code(coded: re.Pattern[str], index: int, line: Line, text: str) -> AxeHeading | None:
    match = coded.match(line.text, 0, _LONGEST_STYLED) if not line.bullet or line.heading else None
    if match is None:
        return None
    page, end = page_of(line, text)
    title = (match.start("title"), end) if match.start("title") < end else (0, 0)
    return AxeHeading(index, fold(match["word"] or "").rstrip("s"), match["number"], title, False, line.heading, page)


def _counted_labels(
    lines: Sequence[Line],
    text: str,
    grammar: HeadingGrammar,
    chosen: Mapping[int, Heading],
    labels: Mapping[int, LabelHit],
) -> dict[int, AxeCandidate]:
    """Find labels with a number that gather: `Mission 1 : Accès aux soins`, `Mission 2 : …`, each right above a fiche.

    One stands above the first fiche, and they count up, in the contents and again in the body. `Indicateur 2 : …` ends
    many a fiche and does not.
    """
    found: dict[str, dict[int, AxeHeading]] = defaultdict(dict)
    for i in labels:
        if i + 1 in chosen and (line := lines[i]).bullet == "" and not line.cell_part and not line.cells:
            read = grammar.numbered_title(i, line, text)
            if read is not None and read.number and read.title[1]:
                own = AxeHeading(i, read.word, read.number, read.title, False, line.heading, read.page)
                found[read.word][i] = own
    kept: dict[int, AxeCandidate] = {}
    for axes in found.values():
        numbers = [axe.number for axe in axes.values()]
        once = list(dict.fromkeys(numbers))
        counting = once in ([str(n + 1) for n in range(len(once))], sorted(once, key=str)) and len(once) > 1
        runs = len(numbers) // len(once)
        if counting and numbers == once * runs and min(axes) < min(chosen):
            kept |= {i: AxeCandidate(axe, sure=True) for i, axe in axes.items()}
    return kept


def gathering_axes(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    chosen: Mapping[int, Heading],
    candidates: Mapping[int, AxeCandidate],
    tables: PlanTables | None,
) -> dict[int, AxeHeading]:
    """Keep the candidates that gather fiches, and those that a plan's table prints as rows.

    An axe word that is also a label (`Enjeu 1`, `Objectif 2`) is an axe where a heading follows at once.
    """
    kept: dict[int, AxeCandidate] = {}
    prefixed: set[int] = set()
    clear = False
    following: Heading | None = None
    ordered = sorted(i for i, heading in chosen.items() if heading.page is None)

    def before(line: int) -> Heading | None:
        place = bisect_left(ordered, line)
        return chosen[ordered[place - 1]] if place else None

    heads = tables.heads if tables else frozenset()
    below = len(lines)  # the next line that is no head of a table
    for i in range(len(lines) - 1, -1, -1):
        if i in heads:
            continue
        titled = below < len(lines) and i in candidates and not candidates[i].axe.title[1] and below not in labels
        above_heading = below in chosen or below in kept or (titled and (below + 1 in chosen or below + 1 in kept))
        below = i
        if i in chosen:
            clear, following = True, chosen[i]
        elif i in candidates and clear and _gathers(lines, labels, candidates[i], above_heading):
            begins = _begins(candidates[i].axe, following, before(i)) and not _is_listed(lines, i, candidates[i].axe)
            if candidates[i].sure or begins or _is_marked(candidates[i].axe, lines[i]):
                kept[i] = candidates[i]
            if begins:
                prefixed.add(i)
        elif i in labels or lines[i].bullet:
            clear = False
    kinds = Counter(kind_of(each.axe) for each in kept.values())
    regular = {i: each for i, each in kept.items() if each.sure or i in prefixed or kinds[kind_of(each.axe)] > 1}
    regular |= _with_introductions(lines, labels, chosen, candidates, regular)
    rows = tables.axes if tables else {}
    return {i: regular[i].axe for i in regular} | {i: axe for i, axe in rows.items() if i not in chosen}


def styled_axes(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], chosen: Mapping[int, Heading]
) -> dict[int, AxeHeading]:
    """Find what gathers fiches and has neither a word nor a number: lines of capitals or bold right above fiches.

    One stands above the first fiche, and not above each.
    """
    body = sorted(i for i, heading in chosen.items() if heading.page is None)
    found: dict[tuple[bool, bool], list[int]] = defaultdict(list)
    for fiche in body:
        i = fiche - 1
        if i > 0 and i not in chosen and _is_styled(lines[i]) and i not in labels:
            above = labels.get(i - 1)
            if above is None or above.value < len(lines[i - 1].text):  # `PARTENAIRES` / `ADEME, CAF` above a fiche
                found[lines[i].all_bold, lines[i].capitals].append(i)
    for places in found.values():
        if places[0] == body[0] - 1 and 1 < len(places) < len(body):
            return {i: AxeHeading(i, "", None, (0, len(lines[i].text)), False, 0, None) for i in places}
    return {}


def _is_styled(line: Line) -> bool:
    plain = not (line.bullet or line.table or line.heading) and line.blank_before > 0
    return plain and (line.all_bold or line.capitals) and len(line.text) < _LONGEST_STYLED \
        and not line.text.endswith((".", ":", ";", ","))  # fmt: skip


def kind_of(axe: AxeHeading) -> _Kind:
    """Give what headings of one kind have in common: the word, how many numbers, the level where there is no word."""
    number = axe.number or ""
    return axe.word, number.count(".") + 1 if number else 0, 0 if axe.word else axe.level


def _begins(axe: AxeHeading, following: Heading | None, before: Heading | None) -> bool:
    """Say whether the next fiche's number begins with the axe's and the last one's does not: `1. Se loger` above
    `1.1 Rénover`, `Objectif TE` above `TE-01`.
    """
    if following is None or axe.number is None:
        return False
    begin = axe.number if axe.number.isalpha() and len(axe.number) > 1 else f"{axe.number}."
    numbers = [
        number.startswith(begin) and (begin[-1] == "." or not number[len(begin) : len(begin) + 1].isalpha())
        for number in (heading.number or "" for heading in (following, before) if heading)
    ]
    return numbers[0] and not any(numbers[1:])


def _is_listed(lines: Sequence[Line], index: int, axe: AxeHeading) -> bool:
    """`2. Planter` below `1. Creuser`: an entry of a numbered list."""
    line = lines[index]
    if not line.bullet or line.heading or not index:
        return False
    above = lines[index - 1].bullet.strip("(.)/°")
    return (axe.number or "").isdecimal() and above.isdecimal() and int(above) + 1 == int(axe.number or 0)


def _is_marked(axe: AxeHeading, line: Line) -> bool:
    """A number alone gathers where it is marked as a heading."""
    return not line.bullet and bool(axe.word or line.heading or line.all_bold or line.capitals)


def _gathers(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], candidate: AxeCandidate, above_heading: bool
) -> bool:
    """Say whether an axe word gathers what follows: `Priorité : haute` right above a fiche ends another one."""
    axe = candidate.axe
    if axe.line not in labels:
        return True
    return above_heading and (axe.number is not None or axe.transversal or lines[axe.line].heading > 0)


def _with_introductions(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    chosen: Mapping[int, Heading],
    candidates: Mapping[int, AxeCandidate],
    kept: Mapping[int, AxeCandidate],
) -> dict[int, AxeCandidate]:
    """Find the axes with labels or bullets of their own above the first fiche, by their numbers.

    `AXE 1 : …` / `Enjeux : …` / `Fiche 1`: the sure candidates of one kind count up through the document, each has
    fiches below it, and none stands right below a fiche's heading, where a fiche names its axe. Where their word is a
    label too, `Orientation 1 : …`, the first is number one and stands above the first fiche.
    """
    kinds: dict[_Kind, list[int]] = defaultdict(list)
    for i, each in sorted(candidates.items()):
        axe = each.axe
        if each.sure and axe.number and axe.page is None and i - 1 not in chosen:
            kinds[kind_of(axe)].append(i)
    fiches = sorted(i for i, heading in chosen.items() if heading.page is None)
    found: dict[int, AxeCandidate] = {}
    for places in kinds.values():
        numbers = [candidates[i].axe.number for i in places]
        edges = [*places[1:], len(lines)]
        gather = all(
            bisect_right(fiches, after) > bisect_right(fiches, i) for i, after in zip(places, edges, strict=True)
        )
        once = len(set(numbers)) == len(numbers)
        marked = all(
            lines[i].heading or lines[i].all_bold or lines[i].capitals or lines[i].blank_before for i in places
        )
        labelled = any(i in labels for i in places)
        if labelled and not (numbers[0] in ("1", "I", "A") and fiches and places[0] < fiches[0]):
            continue
        if len(places) > 1 and gather and once and marked:
            found |= {i: candidates[i] for i in places if i not in kept}
    return found
