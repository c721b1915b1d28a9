"""Put the pieces together: which headings are the contents', which the body's, and what lies under each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import FicheKind
from pipeline.span import Passage
from pipeline.split.body import part, split_body
from pipeline.split.contents import contents_end, read_entries
from pipeline.split.headings import AxeHeading, Heading, HeadingGrammar, choose_family
from pipeline.split.labels import LabelHit, LabelReader, opens_known_label
from pipeline.split.lines import Line, read_lines
from pipeline.split.outline import Outline, RawAxe, RawFiche
from pipeline.vocabulary import Vocabulary

_MOST_TITLE_LINES = 4
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

    lines, furniture = read_lines(text, opens)
    draft = _read_headings(text, lines, grammar, vocabulary)
    body_start = contents_end(draft.headings, draft.labels, len(lines))
    body_start = _with_axes_above(draft, body_start)
    in_body = [heading for heading in draft.headings if heading.line >= body_start]
    axes = _axes_of(draft, in_body, body_start)
    contents_start = min((h.line for h in draft.headings if h.line < body_start), default=body_start)
    while contents_start and (contents_start - 1 in axes or grammar.is_contents_title(lines[contents_start - 1])):
        contents_start -= 1
    raw_axes = [_raw_axe(draft, axes[line], line < body_start) for line in sorted(axes)]
    axe_lines = sorted(axes)
    place = {line: index for index, line in enumerate(axe_lines)}
    entries, entry_ends = read_entries(draft, contents_start, body_start, place)
    front_end = contents_start if draft.headings else len(lines)
    title = _document_title(lines[: min(front_end, axe_lines[0] if axe_lines else front_end)])
    fiches = _fiches(draft, in_body, axes, place)
    assigned = [*furniture]
    assigned += [(lines[i].start, lines[i].end) for i in range(contents_start, body_start)]
    assigned += [(axe.start, axe.end) for axe in raw_axes]
    assigned += [(fiche.start, fiche.end) for fiche in fiches]
    first = min((fiche.start for fiche in fiches), default=None)
    if first is not None:
        assigned += [(line.start, line.end) for line in lines[:contents_start] if line.start < first]
    return Outline(title, tuple(raw_axes), entries, fiches, tuple(sorted(assigned)))


def _read_headings(text: str, lines: Sequence[Line], grammar: HeadingGrammar, vocabulary: Vocabulary) -> Draft:
    reader = LabelReader(lines, vocabulary)
    labels = {i: hit for i, line in enumerate(lines) if (hit := reader.label(i, line)) is not None}
    candidates = [h for i, line in enumerate(lines) if (h := grammar.fiche(i, line, text)) is not None]
    family = choose_family(candidates, labels, len(lines))
    chosen = {h.line: h for h in candidates if h.line in family}
    for i, line in enumerate(lines):
        if i not in chosen and (i not in labels or not labels[i].known):
            named = grammar.named(i, line, text)
            after = i + 1
            if named is not None and (named.page or named.inline < len(line.text) or (after in labels and labels[after].known)):
                chosen[i] = named
    axes = {
        i: axe
        for i, line in enumerate(lines)
        if i not in chosen and (axe := grammar.axe(i, line, lines, labels, text)) is not None
    }
    headings = tuple(chosen[i] for i in sorted(chosen))
    labels = {i: hit for i, hit in labels.items() if i not in chosen}
    return Draft(text, tuple(lines), labels, headings, axes, vocabulary)


def _with_axes_above(draft: Draft, body_start: int) -> int:
    """The body begins with the axe headings right above its first fiche."""
    while body_start and body_start - 1 in draft.axes and draft.axes[body_start - 1].page is None:
        body_start -= 1
    return body_start


def _axes_of(draft: Draft, in_body: Sequence[Heading], body_start: int) -> dict[int, AxeHeading]:
    """Keep the axe candidates that gather fiches: no label stands between them and the next fiche."""
    headings = [heading.line for heading in draft.headings]
    kept: dict[int, AxeHeading] = {}
    next_heading = len(draft.lines)
    clear = False
    pending = set(headings)
    for i in range(len(draft.lines) - 1, -1, -1):
        if i in pending:
            next_heading, clear = i, True
        elif i in draft.axes and clear and i not in draft.labels or i in draft.axes and clear and _outranks(draft, i):
            kept[i] = draft.axes[i]
        elif i in draft.labels or draft.lines[i].bullet:
            clear = False
    del next_heading, in_body, body_start
    used = {axe.word for axe in kept.values()}
    return {i: axe for i, axe in kept.items() if axe.word in used}


def _outranks(draft: Draft, index: int) -> bool:
    """An axe word that is also a label (`Enjeu 1`, `Objectif 2`) is an axe where a heading follows at once."""
    following = {heading.line for heading in draft.headings}
    return index + 1 in following or index + 1 in draft.axes


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
    draft: Draft, in_body: Sequence[Heading], axes: Mapping[int, AxeHeading], place: Mapping[int, int]
) -> tuple[RawFiche, ...]:
    body_axes = [line for line in sorted(axes) if not in_body or line >= min(h.line for h in in_body) or True]
    stops = sorted({h.line for h in in_body} | set(body_axes) | {len(draft.lines)})
    fiches: list[RawFiche] = []
    first_axe = min((h.line for h in in_body), default=0)
    contents_axes = {line for line in axes if line < first_axe and not _right_above(line, first_axe, axes)}
    for heading in in_body:
        stop = next(line for line in stops if line > heading.line)
        above = max((a for a in axes if a < heading.line and a not in contents_axes), default=None)
        near = above is not None and _right_above(above, heading.line, axes)
        fiches.append(_fiche(draft, heading, stop, place[above] if above is not None else None, near))
    return tuple(fiches)


def _right_above(axe: int, heading: int, axes: Mapping[int, AxeHeading]) -> bool:
    return all(line in axes for line in range(axe, heading))


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


def passage_text(passage: Passage | None) -> str | None:
    """Give a passage's words, or nothing."""
    return passage.text if passage is not None and passage.text else None


def kind_of(heading: Heading) -> FicheKind:
    """Give what a heading stands for."""
    return heading.kind
