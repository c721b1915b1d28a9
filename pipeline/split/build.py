"""Put the pieces together: which headings are the contents', which the body's, and what lies under each."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.split.body import part, split_body
from pipeline.split.contents import contents_runs, read_entries
from pipeline.split.families import choose_family, unnumbered_fiches
from pipeline.split.headings import AxeHeading, Heading, HeadingGrammar
from pipeline.split.labels import LabelHit, LabelReader, opens_known_label, opens_list_without_colon
from pipeline.split.line import Line
from pipeline.split.lines import read_lines
from pipeline.split.outline import Outline, RawAxe, RawFiche
from pipeline.vocabulary import Vocabulary

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """A document's lines with the labels and headings read on them."""

    text: str
    lines: tuple[Line, ...]
    labels: Mapping[int, LabelHit]
    headings: tuple[Heading, ...]
    axes: Mapping[int, AxeHeading]
    vocabulary: Vocabulary


def split(text: str, vocabulary: Vocabulary) -> Outline:
    """Split a canonical text.

    Args:
        text: the canonical text.
        vocabulary: labels and heading words.
    """
    grammar = HeadingGrammar(vocabulary)

    def opens(printed: str) -> bool:
        return grammar.opens_heading(printed) or opens_known_label(printed, vocabulary)

    lines, furniture = read_lines(text, opens, lambda printed: opens_list_without_colon(printed, vocabulary))
    draft = _read_headings(text, lines, grammar, vocabulary)
    axes = _axes_of(draft)
    runs = [(_with_title(lines, grammar, start), end) for start, end in contents_runs(draft)]
    in_contents = {line for start, end in runs for line in range(start, end)}
    axe_lines = sorted(axes)
    place = {line: index for index, line in enumerate(axe_lines)}
    raw_axes = [_raw_axe(draft, axes[line], line in in_contents) for line in axe_lines]
    entries = [entry for start, end in runs for entry in read_entries(draft, start, end, place)]
    in_body = [heading for heading in draft.headings if heading.line not in in_contents]
    fiches = _fiches(draft, in_body, {line: i for line, i in place.items() if line not in in_contents}, runs)
    front = min([*axe_lines, *(start for start, _ in runs), *(h.line for h in in_body), len(lines)])
    assigned = [*furniture, *((lines[i].start, lines[i].end) for i in in_contents)]
    assigned += [(axe.start, axe.end) for axe in raw_axes]
    assigned += [stretch for fiche in fiches for stretch in fiche.stretches()]
    if fiches:
        assigned += [(line.start, line.end) for line in lines[:front]]  # the front matter
    return Outline(_document_title(lines[:front]), tuple(raw_axes), tuple(entries), fiches, tuple(sorted(assigned)))


def _with_title(lines: Sequence[Line], grammar: HeadingGrammar, start: int) -> int:
    """A table of contents begins with its own title, where it has one: `Sommaire`."""
    return start - 1 if start and grammar.is_contents_title(lines[start - 1]) else start


def _read_headings(text: str, lines: Sequence[Line], grammar: HeadingGrammar, vocabulary: Vocabulary) -> Draft:
    reader = LabelReader(lines, vocabulary)
    labels = {
        i: hit
        for i, line in enumerate(lines)
        if (hit := reader.label(i, line)) is not None and (hit.known or not grammar.opens_heading(line.text))
    }
    candidates = [h for i, line in enumerate(lines) if (h := grammar.fiche(i, line, text)) is not None]
    family = choose_family(candidates, labels, len(lines))
    chosen = {h.line: h for h in candidates if h.line in family}
    chosen.update({h.line: h for h in grammar.repeated(lines, chosen, text)})
    for i in _mentions_in_lists(chosen, lines):
        del chosen[i]
    if not chosen:
        unnumbered = unnumbered_fiches(lines, labels, lambda i: grammar.axe(i, lines[i], text) is not None)
        chosen = {heading.line: heading for heading in unnumbered}
    for i, line in enumerate(lines):
        if i not in chosen and (i not in labels or not labels[i].known):
            named = grammar.named(i, line, text)
            after = i + 1
            if named is not None and (
                named.page or named.inline < len(line.text) or (after in labels and labels[after].known)
            ):
                chosen[i] = named
    axes = {
        i: axe for i, line in enumerate(lines) if i not in chosen and (axe := grammar.axe(i, line, text)) is not None
    }
    headings = tuple(chosen[i] for i in sorted(chosen))
    labels = {i: hit for i, hit in labels.items() if i not in chosen}
    return Draft(text, tuple(lines), labels, headings, axes, vocabulary)


def _mentions_in_lists(chosen: Mapping[int, Heading], lines: Sequence[Line]) -> list[int]:
    """`- Action 3 du plan : …` in a list, once the plan prints its headings without bullet, names a fiche."""
    plain = {i for i in chosen if not lines[i].bullet or lines[i].heading}
    first = min(plain, default=len(lines))
    return [i for i, heading in chosen.items() if i not in plain and i > first and heading.page is None]


def _axes_of(draft: Draft) -> dict[int, AxeHeading]:
    """Keep the axe candidates that gather fiches: no label or bullet stands between them and the next fiche.

    An axe word that is also a label (`Enjeu 1`, `Objectif 2`) is an axe where a heading follows at once.
    """
    headings = {heading.line for heading in draft.headings}
    kept: dict[int, AxeHeading] = {}
    clear = False
    for i in range(len(draft.lines) - 1, -1, -1):
        if i in headings:
            clear = True
        elif i in draft.axes and clear and _gathers(draft, i, i + 1 in headings or i + 1 in kept):
            kept[i] = draft.axes[i]
        elif i in draft.labels or draft.lines[i].bullet:
            clear = False
    return kept


def _gathers(draft: Draft, line: int, above_heading: bool) -> bool:
    """Say whether an axe word gathers what follows: `Priorité : haute` right above a fiche ends another one."""
    axe = draft.axes[line]
    if line not in draft.labels:
        return True
    return above_heading and (axe.number is not None or axe.transversal or draft.lines[line].heading > 0)


def _raw_axe(draft: Draft, axe: AxeHeading, in_contents: bool) -> RawAxe:
    line = draft.lines[axe.line]
    start, end = axe.title
    title = line.text[start:end].strip(" :–—-.|") or None
    return RawAxe(axe.word, axe.number, title, axe.transversal, axe.level, line.start, line.end, in_contents)


def _document_title(lines: Sequence[Line]) -> str | None:
    """The document's own title: the first heading, or the first short line, of what stands before everything."""
    for line in lines:
        if line.heading:
            return line.text
    for line in lines[:3]:
        if not line.bullet and len(line.text) <= 150 and not line.text.endswith((".", ":", ";")):
            return line.text
    return None


def _fiches(
    draft: Draft, in_body: Sequence[Heading], places: Mapping[int, int], runs: Sequence[tuple[int, int]]
) -> tuple[RawFiche, ...]:
    """Read the fiches: each goes to the next heading, axe or table of contents."""
    axe_lines = sorted(places)
    stops = sorted({h.line for h in in_body} | set(axe_lines) | {start for start, _ in runs} | {len(draft.lines)})
    fiches: list[RawFiche] = []
    for heading in in_body:
        stop = stops[bisect_right(stops, heading.line)]
        above = bisect_left(axe_lines, heading.line)
        axe = axe_lines[above - 1] if above else None
        near = axe is not None and all(line in places for line in range(axe, heading.line))
        fiches.append(_fiche(draft, heading, stop, places[axe] if axe is not None else None, near))
    return tuple(fiches)


def _fiche(draft: Draft, heading: Heading, stop: int, axe: int | None, near: bool) -> RawFiche:
    lines, labels = draft.lines, draft.labels
    line = lines[heading.line]
    title = part(line.passage, *heading.title) if heading.title[1] else None
    begin = heading.line + 1
    if title is None or not title.text:
        title = None
        if begin < stop and _may_be_title(lines[begin], begin in labels):
            title = lines[begin].passage
            begin += 1
    body_lines = list(lines[begin:stop])
    body_labels = [labels.get(i) for i in range(begin, stop)]
    referents, sections = split_body(body_lines, body_labels, draft.vocabulary)
    broken = tuple((each.start, each.end) for each in lines[heading.line : stop] if each.broken)
    return RawFiche(
        kind=heading.kind,
        number=heading.number,
        title=title,
        axe=axe,
        axe_above=near,
        referents=referents,
        sections=sections,
        heading=(line.start, lines[begin - 1].end),
        start=line.start,
        end=lines[stop - 1].end,
        broken=broken,
    )


def _may_be_title(line: Line, labelled: bool) -> bool:
    return not labelled and not line.bullet and len(line.text) <= _LONGEST_TITLE and not line.text.endswith((":", ";"))
