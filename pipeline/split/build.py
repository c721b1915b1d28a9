"""Put the pieces together: which headings are the contents', which the body's, and what lies under each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.split.axes import axe_candidates, gathering_axes
from pipeline.split.backmatter import back_matter
from pipeline.split.body import part, split_body
from pipeline.split.contents import contents_runs, loose_pages, read_entries
from pipeline.split.evidence import KnownLabels
from pipeline.split.families import Choice, choose_family, odd_headings
from pipeline.split.genre import is_no_plan
from pipeline.split.heading import AxeHeading, Heading, Source
from pipeline.split.headings import HeadingGrammar
from pipeline.split.label_reader import LabelReader
from pipeline.split.labels import (
    LabelHit,
    opens_known_label,
    opens_list_without_colon,
    opens_words_of_label,
)
from pipeline.split.line import Line
from pipeline.split.lines import Openers, read_lines
from pipeline.split.mentions import without_mentions
from pipeline.split.outline import FamilyReport, Outline, RawAxe, RawFiche
from pipeline.split.plan_table import FicheRow, PlanTables, read_plan_tables, row_fiche
from pipeline.split.titles import document_title, joined, title_end
from pipeline.split.unnumbered import unnumbered_titles
from pipeline.vocabulary import Vocabulary

_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Draft:
    """A document's lines with the labels and headings read on them."""

    text: str
    lines: tuple[Line, ...]
    labels: Mapping[int, LabelHit]
    headings: tuple[Heading, ...]
    axes: Mapping[int, AxeHeading]
    rows: Mapping[int, FicheRow]
    running: frozenset[int]
    back: tuple[tuple[int, int], ...]
    vocabulary: Vocabulary
    reports: tuple[FamilyReport, ...]

    @cached_property
    def heads(self) -> frozenset[int]:
        """The lines of the fiches' headings."""
        return frozenset(heading.line for heading in self.headings)


def split(text: str, vocabulary: Vocabulary) -> Outline:
    """Split a canonical text.

    Args:
        text: the canonical text.
        vocabulary: labels and heading words.
    """
    grammar = HeadingGrammar(vocabulary)

    openers = Openers(
        label=lambda printed: opens_known_label(printed, vocabulary),
        label_or_heading=lambda printed: grammar.opens_heading(printed) or opens_known_label(printed, vocabulary),
        words_of_label=lambda printed: opens_words_of_label(printed, vocabulary),
        named_list=lambda printed: opens_list_without_colon(printed, vocabulary),
    )
    lines, furniture = read_lines(text, openers)
    draft = _read_headings(text, lines, grammar, vocabulary)
    runs = [(_with_title(lines, grammar, start), end) for start, end in contents_runs(draft)]
    in_contents = {line for start, end in runs for line in range(start, end)}
    axe_lines = sorted(draft.axes)
    place = {line: index for index, line in enumerate(axe_lines)}
    raw_axes = [_raw_axe(draft, draft.axes[line], line in in_contents) for line in axe_lines]
    entries = [entry for start, end in runs for entry in read_entries(draft, start, end, place)]
    in_body = [heading for heading in draft.headings if heading.line not in in_contents]
    body_axes = {line: i for line, i in place.items() if line not in in_contents}
    fiches = _fiches(draft, in_body, body_axes, runs)
    front = min([*axe_lines, *(start for start, _ in runs), *(h.line for h in in_body), len(lines)])
    assigned = [*furniture, *((lines[i].start, lines[i].end) for i in in_contents)]
    assigned += [(axe.start, axe.end) for axe in raw_axes]
    assigned += [stretch for fiche in fiches for stretch in fiche.stretches()]
    if fiches:
        assigned += [(line.start, line.end) for line in lines[:front]]  # the front matter
        assigned += _introductions(draft, body_axes)
        assigned += [(lines[i].start, lines[i].end) for first, stop in draft.back for i in range(first, stop)]
        assigned += [(lines[i].start, lines[i].end) for i in draft.running]
    return Outline(
        document_title(lines[:front], grammar.titles_document),
        tuple(raw_axes),
        tuple(entries),
        fiches,
        tuple(sorted(assigned)),
        draft.reports,
    )


def _introductions(draft: Draft, axes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """What an axe says before its first fiche is its own; what stands below the rows of a table, the table's."""
    stops = sorted({heading.line for heading in draft.headings} | set(axes) | {len(draft.lines)})
    for line, end in [*((line, line + 1) for line in axes), *((i, row.stop) for i, row in draft.rows.items())]:
        for i in range(end, stops[bisect_right(stops, line)]):
            yield draft.lines[i].start, draft.lines[i].end


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
    tables = read_plan_tables(text, lines, grammar, vocabulary)
    candidates = {
        i: heading
        for i, line in enumerate(lines)
        if i not in tables.fiches and (heading := _candidate(grammar, labels, i, line, text)) is not None
    }
    candidates |= loose_pages(lines, candidates)
    choice = _choose(lines, labels, candidates, tables, grammar, text)
    chosen = {heading.line: heading for heading in choice.headings}
    known = {i for i, hit in labels.items() if hit.known is not None and i not in chosen}
    odd = odd_headings(chosen, lines, known, lambda i: grammar.numbered_title(i, lines[i], text))
    chosen.update({heading.line: heading for heading in list(odd)})
    chosen.update({h.line: h for h in grammar.repeated(lines, chosen, text)})
    chosen, running = without_mentions(chosen, lines, labels)
    rows = {i: row for i, row in tables.fiches.items() if i in chosen}
    in_rows = {i for row in rows.values() for i in range(row.line, row.stop)} | (tables.heads if rows else frozenset())
    for i, line in enumerate(lines):
        if i not in chosen and i not in in_rows and (i not in labels or not labels[i].known):
            headed = i + 1 in labels and labels[i + 1].known is not None
            named = grammar.named(i, line, text, plain=headed and line.blank_before > 0)
            if named is not None and (named.page or named.inline < len(line.text) or headed):
                chosen[i] = named
    labels = {i: hit for i, hit in labels.items() if i not in chosen and i not in in_rows}
    above = axe_candidates(lines, text, grammar, chosen, candidates, labels)
    axes = gathering_axes(lines, labels, chosen, above, tables if rows else None)
    labels = {i: hit for i, hit in labels.items() if i not in axes}
    headings = tuple(chosen[i] for i in sorted(chosen))
    back = back_matter(
        lines, chosen, lambda i: i in labels or i in axes or i in chosen or i in running, tables, grammar.is_back_title
    )
    return Draft(text, tuple(lines), labels, headings, axes, rows, running, back, vocabulary, choice.reports)


def _candidate(
    grammar: HeadingGrammar, labels: Mapping[int, LabelHit], i: int, line: Line, text: str
) -> Heading | None:
    """A line that is a known label (`1. Contexte`, `Financeur 2 : …`) heads no fiche, unless its word does."""
    heading = grammar.candidate(i, line, text)
    labelled = i in labels and labels[i].known is not None
    if heading is None and not labelled:
        return grammar.plain(i, line, text)
    if heading is None or not labelled or heading.source in (Source.KNOWN, Source.AXE, Source.ALONE):
        return heading
    return None


def _choose(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    candidates: Mapping[int, Heading],
    tables: PlanTables,
    grammar: HeadingGrammar,
    text: str,
) -> Choice:
    known = {i: hit.known for i, hit in labels.items() if hit.known is not None and i not in candidates}
    known_labels = KnownLabels(
        sorted(known), [known[i] for i in sorted(known)], {i: row.known for i, row in tables.fiches.items()}
    )
    titles = unnumbered_titles(lines, labels, lambda i: i in candidates or grammar.axe(i, lines[i], text) is not None)
    return choose_family(
        [*candidates.values(), *titles, *tables.headings(lines)],
        known_labels,
        len(lines),
        [line.text for line in lines],
        report_like=is_no_plan(lines, candidates, grammar),
    )


def _raw_axe(draft: Draft, axe: AxeHeading, in_contents: bool) -> RawAxe:
    line = draft.lines[axe.line]
    start, end = axe.title
    own = line.text[start:end].strip(" :–—-.|")
    last = _axe_end(draft, axe) - 1
    below = [draft.lines[i].text for i in range(axe.line + 1, last + 1)]
    title = " ".join([*filter(None, [own]), *below]) or None
    return RawAxe(
        axe.word, axe.number, title, axe.transversal, axe.level, line.start, draft.lines[last].end, in_contents
    )


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
    """True for a label and for a heading of an axe or a fiche."""
    return line in draft.labels or line in draft.axes or line in draft.heads


def _fiches(
    draft: Draft, in_body: Sequence[Heading], places: Mapping[int, int], runs: Sequence[tuple[int, int]]
) -> tuple[RawFiche, ...]:
    """Read the fiches: each goes to the next heading, axe or table of contents."""
    axe_lines = sorted(places)
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
        if (row := draft.rows.get(heading.line)) is not None:
            fiches.append(row_fiche(draft.text, draft.lines, row, axe, near=near))
        else:
            fiches.append(_fiche(draft, heading, stop, axe, near))
    return tuple(fiches)


def _fiche(draft: Draft, heading: Heading, stop: int, axe: int | None, near: bool) -> RawFiche:
    lines, labels = draft.lines, draft.labels
    line = lines[heading.line]
    own = part(line.passage, *heading.title) if heading.title[1] else None
    title = own if own is not None and own.text else None
    begin = heading.line + 1
    if title is not None:
        begin = title_end(lines, heading.line, stop, lambda i: _is_taken(draft, i), title.text)
        title = joined([title, *(lines[i].passage for i in range(heading.line + 1, begin))])
    elif begin < stop and _may_be_title(lines[begin]) and begin not in labels:
        begin = title_end(lines, begin, stop, lambda i: _is_taken(draft, i))
        title = joined([lines[i].passage for i in range(heading.line + 1, begin)])
    body = [i for i in range(begin, stop) if i not in draft.running]
    body_lines = [lines[i] for i in body]
    body_labels = [labels.get(i) for i in body]
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
        misspelt=heading.misspelt,
    )


def _may_be_title(line: Line) -> bool:
    return (
        not line.bullet and not line.table and len(line.text) <= _LONGEST_TITLE and not line.text.endswith((":", ";"))
    )
