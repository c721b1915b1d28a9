"""Read the fiches and axes of a draft: each from its heading to the next.

In: the draft. Out: raw fiches and axes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from pipeline.split.body import part, split_body
from pipeline.split.draft import Draft
from pipeline.split.fiche_row import row_fiche
from pipeline.split.heading import AxeHeading, Heading
from pipeline.split.line import Line
from pipeline.split.outline import RawAxe, RawFiche
from pipeline.split.pages import page_of
from pipeline.split.titles import joined, title_end

_LONGEST_TITLE = 300
# `Intitulé : …` stands among so many lines below a heading without title.
_NAMED_WITHIN = 6


def raw_axe(draft: Draft, axe: AxeHeading, in_contents: bool) -> RawAxe:
    """Read an axe's heading, whose title may take several lines."""
    line = draft.lines[axe.line]
    start, end = axe.title
    own = line.text[start:end].strip(" :–—-.|")
    last = _axe_end(draft, axe) - 1
    below = [draft.lines[i].text for i in range(axe.line + 1, last + 1)]
    if in_contents and below:  # `AXE 1 - RELIER LES BASSINS` / `DE VIE ..... 3`
        below[-1] = below[-1][: page_of(draft.lines[last], draft.text)[1]]
    title = " ".join([*filter(None, [own]), *below]) or None
    return RawAxe(
        axe.word, axe.number, title, axe.transversal, axe.level, line.start, draft.lines[last].end, in_contents
    )


def own_axes(draft: Draft, heading: Heading, in_contents: bool) -> Iterator[RawAxe]:
    """Read the axes that a fiche's own heading or row names, the outermost first."""
    if heading.line in draft.rows:
        yield from draft.rows[heading.line].axes
    passage = draft.lines[heading.line].passage
    for axe in heading.axes:
        start, end = passage.origin(axe.start), passage.origin(axe.end - 1) + 1
        yield RawAxe(axe.word, axe.number, axe.title, False, 0, start, end, in_contents)


def _axe_end(draft: Draft, axe: AxeHeading) -> int:
    """Give the line behind the heading of an axe, whose title may take several lines or stand below."""
    first = axe.line
    stop = min(first + 5, len(draft.lines))
    if axe.page is not None or draft.lines[first].table:
        return first + 1
    if not axe.title[1] and first + 1 < stop and not _is_taken(draft, first + 1):
        if not _may_be_title(draft.lines[first + 1]) or draft.lines[first + 1].text.endswith("."):
            return first + 1
        first += 1
    own = draft.lines[first].text[slice(*axe.title)] if first == axe.line else ""
    return title_end(draft.lines, first, stop, lambda i: _is_taken(draft, i), own)


def _is_taken(draft: Draft, line: int) -> bool:
    """True for a label, for what names a fiche behind one, and for a heading of an axe or a fiche."""
    own = line in draft.titles or line in draft.numbers
    return own or line in draft.labels or line in draft.axes or line in draft.heads


def read_fiches(
    draft: Draft,
    in_body: Sequence[Heading],
    places: Mapping[int, int],
    own: Mapping[int, int],
    runs: Sequence[tuple[int, int]],
) -> tuple[RawFiche, ...]:
    """Read the fiches: each goes to the next heading, axe or table of contents.

    Args:
        draft: the document.
        in_body: the headings of the fiches that are no entries of the contents.
        places: the place of each axe's heading in the outline.
        own: the place of the axe that a fiche's own heading names.
        runs: the tables of contents.
    """
    axe_lines = sorted(line for line in places if line not in draft.declared)
    named = sorted(line for line in places if line in draft.declared)
    covered = {i for line in axe_lines for i in range(line, _axe_end(draft, draft.axes[line]))}
    stops = sorted(
        {h.line for h in in_body} | set(axe_lines) | {start for start, _ in (*runs, *draft.back)} | {len(draft.lines)}
    )
    fiches: list[RawFiche] = []
    for heading in in_body:
        stop = stops[bisect_right(stops, heading.line)]
        above = bisect_left(axe_lines, heading.line)
        line = axe_lines[above - 1] if above else None
        near = line is not None and all(i in covered for i in range(line, heading.line))
        axe = places[line] if line is not None else None
        below = bisect_left(named, stop)
        if below and named[below - 1] > heading.line:
            axe, near = places[named[below - 1]], True
        if heading.line in own:
            axe, near = own[heading.line], True
        if (row := draft.rows.get(heading.line)) is not None:
            fiches.append(row_fiche(draft.lines, row, axe, draft.vocabulary, near=near))
        else:
            fiches.append(_fiche(draft, heading, stop, axe, near))
    return tuple(fiches)


def _fiche(draft: Draft, heading: Heading, stop: int, axe: int | None, near: bool) -> RawFiche:
    lines, labels = draft.lines, draft.labels
    line = lines[heading.line]
    own = part(line.passage, *heading.title) if heading.title[1] else None
    title = own if own is not None and own.text else None
    begin = heading.line + (heading.line not in labels)
    while begin < stop and begin in draft.declared:
        begin += 1
    if title is not None and begin == heading.line + 1:
        begin = title_end(lines, heading.line, stop, lambda i: _is_taken(draft, i), title.text)
        title = joined([title, *(lines[i].passage for i in range(heading.line + 1, begin))])
    elif title is None and begin < stop and _may_be_title(lines[begin]) and not _is_taken(draft, begin):
        first, begin = begin, title_end(lines, begin, stop, lambda i: _is_taken(draft, i))
        title = joined([lines[i].passage for i in range(first, begin)])
    while begin < stop and begin in draft.declared:
        begin += 1
    naming: set[int] = set()
    if title is None and (named := [i for i in range(begin, min(begin + _NAMED_WITHIN, stop)) if i in draft.titles]):
        title = part(lines[named[0]].passage, *draft.titles[named[0]].title)
        naming.add(named[0])
    number = heading.number
    if number is None and (numbered := [i for i in range(begin, stop) if i in draft.numbers]):
        number = draft.numbers[numbered[0]]
        naming.add(numbered[0])
    while begin in naming:
        begin += 1
    body = [i for i in range(begin, stop) if i not in draft.running and i not in draft.declared and i not in naming]
    body_lines = [lines[i] for i in body]
    body_labels = [labels.get(i) for i in body]
    referents, sections = split_body(body_lines, body_labels, draft.vocabulary)
    broken = tuple((each.start, each.end) for each in lines[heading.line : stop] if each.broken)
    return RawFiche(
        kind=heading.kind,
        number=number,
        title=title,
        axe=axe,
        axe_above=near,
        referents=referents,
        sections=sections,
        heading=(line.start, lines[max(begin - 1, heading.line)].end),
        start=line.start,
        end=lines[stop - 1].end,
        broken=broken,
        misspelt=heading.misspelt,
        named=tuple((lines[i].start, lines[i].end) for i in sorted(naming)),
    )


def _may_be_title(line: Line) -> bool:
    return (
        not line.bullet and not line.table and len(line.text) <= _LONGEST_TITLE and not line.text.endswith((":", ";"))
    )
