"""Put the pieces together: which headings are the contents', which the body's, and what lies under each."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from pipeline.split.contents import contents_runs, read_entries
from pipeline.split.contents_table import table_contents
from pipeline.split.draft import Draft, read_headings
from pipeline.split.fiches import own_axes, raw_axe, read_fiches
from pipeline.split.heading import Heading
from pipeline.split.headings import HeadingGrammar, grammar_of
from pipeline.split.labels import is_head_of_fields, opens_known_label, opens_list_without_colon, opens_words_of_label
from pipeline.split.line import Line
from pipeline.split.lines import read_lines
from pipeline.split.outline import Outline, RawAxe
from pipeline.split.plan_table import is_head_of_plan
from pipeline.split.printed import Openers
from pipeline.split.titles import document_title
from pipeline.vocabulary import Vocabulary


def split(text: str, vocabulary: Vocabulary) -> Outline:
    """Split a canonical text.

    Args:
        text: the canonical text.
        vocabulary: labels and heading words.
    """
    grammar = grammar_of(vocabulary)
    openers = Openers(
        label=lambda printed: opens_known_label(printed, vocabulary) or grammar.cards.opens(printed),
        label_or_heading=lambda printed: (
            grammar.opens_heading(printed) or opens_known_label(printed, vocabulary) or grammar.cards.opens(printed)
        ),
        words_of_label=lambda printed: opens_words_of_label(printed, vocabulary),
        named_list=lambda printed: opens_list_without_colon(printed, vocabulary),
        head_of_fields=lambda cells: is_head_of_fields(cells, vocabulary),
        head_of_plan=lambda cells: is_head_of_plan(cells, vocabulary),
    )
    lines, furniture = read_lines(text, openers)
    draft = read_headings(text, lines, grammar, vocabulary)
    runs = [(_with_title(lines, grammar, start), end) for start, end in contents_runs(draft)]
    in_contents = {line for start, end in runs for line in range(start, end)}
    listed, rows = table_contents(draft, draft.headings) if not runs else ((), frozenset())
    in_contents |= rows
    axe_lines = sorted(draft.axes)
    naming = {heading.line: heading for heading in draft.headings if heading.axes or _in_columns(draft, heading)}
    raw_axes: list[RawAxe] = []
    place: dict[int, int] = {}
    for line in sorted({*axe_lines, *naming}):
        inside = line in in_contents
        raw_axes += (
            own_axes(draft, naming[line], inside) if line in naming else [raw_axe(draft, draft.axes[line], inside)]
        )
        place[line] = len(raw_axes) - 1
    entries = [*listed, *(entry for start, end in runs for entry in read_entries(draft, start, end, place))]
    in_body = [heading for heading in draft.headings if heading.line not in in_contents]
    body_axes = {line: i for line, i in place.items() if line not in in_contents and line not in naming}
    fiches = read_fiches(draft, in_body, body_axes, {line: place[line] for line in naming}, runs)
    front = min([*axe_lines, *(start for start, _ in runs), *(h.line for h in in_body), len(lines)])
    assigned = [*furniture, *((lines[i].start, lines[i].end) for i in in_contents)]
    assigned += [(axe.start, axe.end) for axe in raw_axes]
    assigned += [stretch for fiche in fiches for stretch in fiche.stretches()]
    if fiches:
        first = min([*(h.line for h in in_body), *body_axes])
        assigned += [(line.start, line.end) for line in lines[:first]]  # the front matter
        assigned += _introductions(draft, body_axes)
        assigned += [
            (lines[i].start, lines[i].end)
            for first, stop in draft.back
            if first in draft.chapters
            or grammar.is_back_title(lines[first])
            or not _is_like_a_fiche(draft, first, stop)
            for i in range(first, stop)
        ]
        assigned += [(lines[i].start, lines[i].end) for i in draft.running]
    return Outline(
        document_title(text, lines[:front], grammar.titles_document, grammar.remarks_on_document),
        tuple(raw_axes),
        tuple(entries),
        fiches,
        tuple(sorted(assigned)),
        draft.reports,
    )


def _in_columns(draft: Draft, heading: Heading) -> bool:
    """Say whether columns of a table name the axes of a fiche."""
    return heading.line in draft.rows and bool(draft.rows[heading.line].axes)


def _is_like_a_fiche(draft: Draft, first: int, stop: int) -> bool:
    """`## Fiche action deux` between `## Fiche action 1` and `3`: a person must look."""
    block = {key for report in draft.reports if report.verdict == "chosen" for key in report.block}
    there = {hit.known.key for i in range(first, stop) if (hit := draft.labels.get(i)) is not None and hit.known}
    return len(there & block) > 1 and 2 * len(there & block) >= len(block)


def _introductions(draft: Draft, axes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """What an axe says before its first fiche is its own; what stands below the rows of a table, the table's."""
    stops = sorted({heading.line for heading in draft.headings} | set(axes) | {len(draft.lines)})
    for line, end in [*((line, line + 1) for line in axes), *((i, row.stop) for i, row in draft.rows.items())]:
        for i in range(end, stops[bisect_right(stops, line)]):
            yield draft.lines[i].start, draft.lines[i].end


def _with_title(lines: Sequence[Line], grammar: HeadingGrammar, start: int) -> int:
    """A table of contents begins with its own title, where it has one: `Sommaire`."""
    return start - 1 if start and grammar.is_contents_title(lines[start - 1]) else start
