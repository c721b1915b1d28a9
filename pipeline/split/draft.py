"""Read a document's headings: the draft that the contents, the axes and the fiches are cut from.

In: logical lines. Out: which of them head fiches and axes, which are labels, which belong to no fiche.
"""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.model import FicheKind
from pipeline.split.axes import AxeCandidate, axe_candidates, gathering_axes, styled_axes
from pipeline.split.backmatter import back_matter
from pipeline.split.bare import numbers_alone, read_plain
from pipeline.split.cards import numbering, opened
from pipeline.split.chapters import guide_titles, without_chapters, without_models
from pipeline.split.contents import loose_pages, paged
from pipeline.split.evidence import KnownLabels
from pipeline.split.families import Choice, choose_family, odd_headings
from pipeline.split.fiche_row import FicheRow
from pipeline.split.genre import is_no_plan, is_plan
from pipeline.split.heading import AxeHeading, Heading, Source
from pipeline.split.headings import HeadingGrammar
from pipeline.split.label_reader import LabelReader
from pipeline.split.labels import LabelHit, known_label
from pipeline.split.line import Line
from pipeline.split.listed import Listed, read_listed, short_labels
from pipeline.split.mentions import without_mentions
from pipeline.split.outline import FamilyReport
from pipeline.split.pages import page_of
from pipeline.split.plan_table import PlanTables, read_plan_tables
from pipeline.split.prose import prose_headings, prose_report
from pipeline.split.relisted import listed_entries, repeated
from pipeline.split.unnumbered import unnumbered_titles
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.folding import fold

# An axe that a fiche names stands among so many lines below its heading.
_DECLARED_WITHIN = 5
_LONGEST_TITLE = 200
# A heading told by these is none of the labels that its words may be too.
_BY_WORDS = {Source.KNOWN, Source.AXE, Source.ALONE, Source.ORDINAL}


@dataclass(frozen=True)
class Draft:
    """A document's lines with the labels and headings read on them.

    `declared` are the lines of axes that stand below the heading of a fiche, `titles` those that name their fiche
    behind a label (`Intitulé : …`), `numbers` those that number it, `rows` the rows that are fiches, `running` the
    lines that repeat a heading, `listed` what the contents list, `contents_words` the vocabulary with labels that only
    these have, `chapters` the lines where the document's own begin, `back` what belongs to no fiche: these, and what
    stands behind the fiches.
    """

    text: str
    lines: tuple[Line, ...]
    labels: Mapping[int, LabelHit]
    headings: tuple[Heading, ...]
    axes: Mapping[int, AxeHeading]
    declared: frozenset[int]
    titles: Mapping[int, Heading]
    numbers: Mapping[int, str]
    rows: Mapping[int, FicheRow]
    running: frozenset[int]
    listed: Listed
    chapters: frozenset[int]
    back: tuple[tuple[int, int], ...]
    vocabulary: Vocabulary
    contents_words: Vocabulary
    reports: tuple[FamilyReport, ...]

    @cached_property
    def heads(self) -> frozenset[int]:
        """The lines of the fiches' headings."""
        return frozenset(heading.line for heading in self.headings)


def read_headings(text: str, lines: Sequence[Line], grammar: HeadingGrammar, vocabulary: Vocabulary) -> Draft:
    """Read the labels and headings of a document's lines."""
    reader = LabelReader(lines, vocabulary)
    labels = {
        i: hit
        for i, line in enumerate(lines)
        if (hit := reader.label(i, line)) is not None and (hit.known or not grammar.opens_heading(line.text))
    }
    listed = read_listed(lines, text, labels, grammar.is_contents_title, grammar.may_open)
    told = {*listed.again, *listed.again.values()}
    printed = labels
    labels = {i: hit for i, hit in labels.items() if hit.is_referent or i not in told}
    words = short_labels(lines, labels, listed, vocabulary)
    if words is not vocabulary:
        short = {i: hit for i in range(listed.start, listed.stop) if (hit := known_label(lines[i], words)) is not None}
        labels |= {i: hit for i, hit in short.items() if hit.is_referent}
    tables = read_plan_tables(text, lines, grammar, vocabulary)
    candidates = {
        i: heading
        for i, line in enumerate(lines)
        if i not in tables.fiches and (heading := _candidate(grammar, printed, i, line, text)) is not None
    }
    candidates |= grammar.forms.behind_titles(lines, {*labels, *candidates, *tables.fiches}, text)
    candidates = numbers_alone(lines, labels) | candidates
    pages = loose_pages(lines, candidates)
    candidates = {i: listed.entry(paged(heading, pages.get(i))) for i, heading in candidates.items()}
    numbers = {
        i: number
        for i, line in enumerate(lines)
        if i not in candidates and (number := grammar.cards.number(line)) is not None
    }
    choice = _choose(lines, labels, candidates, numbers, tables, grammar, text)
    chosen = {heading.line: _with_kind(grammar, heading, lines[heading.line], text) for heading in choice.headings}
    known = {i for i, hit in labels.items() if hit.known is not None and i not in chosen}
    odd = odd_headings(chosen, lines, known, lambda i: grammar.numbered_title(i, lines[i], text))
    chosen.update({heading.line: heading for heading in list(odd)})
    again = list(repeated(lines, chosen, text))
    chosen.update({h.line: listed.entry(_with_kind(grammar, h, lines[h.line], text)) for h in again})
    chosen.update({h.line: h for h in list(listed_entries(lines, text, grammar, chosen, labels, pages))})
    guides = guide_titles(lines, labels, listed, chosen, grammar)
    chosen, running = without_mentions(
        without_models(lines, labels, chosen, guides, grammar.is_back_title), lines, labels
    )
    rows = {i: row for i, row in tables.fiches.items() if i in chosen}
    in_rows = {i for row in rows.values() for i in range(row.line, row.stop)} | (tables.heads if rows else frozenset())
    chosen |= _named_headings(lines, text, grammar, chosen, labels, pages, listed, in_rows)
    above_cards = {i for i, heading in candidates.items() if heading.source is Source.AXE}
    opening, below = opened(lines, chosen, numbers, above_cards)
    # `Porteur : …` above `Intitulé : …` opens the card and is a field of it
    first = {i for i in opening.keys() - chosen.keys() if i not in numbers and i in labels and labels[i].known}
    chosen = opening
    labels = {i: hit for i, hit in labels.items() if (i not in chosen or i in first) and i not in in_rows}
    above = axe_candidates(lines, text, grammar, chosen, candidates, printed)
    axes = gathering_axes(lines, labels, chosen, above, tables if rows else None)
    titles = {i: h for i, h in candidates.items() if h.source is Source.ALONE and h.word != "fiche" and i not in chosen}
    titles |= below
    fields = labels.keys() - above.keys() - titles.keys()
    declared = _declared_axes(lines, {*axes, *chosen, *fields}, chosen, above)
    axes |= declared or ({} if axes else styled_axes(lines, labels, chosen))
    axes |= _listed_axes(lines, text, grammar, chosen, axes)
    parts = without_chapters(text, lines, labels, listed, chosen, axes, above, guides, grammar)
    chosen, axes = parts.fiches, parts.axes
    labels = {i: hit for i, hit in labels.items() if i not in axes}
    headings = tuple(chosen[i] for i in sorted(chosen))
    back = back_matter(
        text,
        lines,
        chosen,
        axes,
        lambda i: i in labels or i in axes or i in chosen or i in running,
        tables,
        grammar.is_back_title,
        parts.starts,
    )
    return Draft(
        text,
        tuple(lines),
        labels,
        headings,
        axes,
        frozenset(declared),
        titles,
        numbering(lines, chosen, numbers),
        rows,
        running,
        listed,
        parts.starts,
        back,
        vocabulary,
        words,
        choice.reports,
    )


def _named_headings(
    lines: Sequence[Line],
    text: str,
    grammar: HeadingGrammar,
    chosen: Mapping[int, Heading],
    labels: Mapping[int, LabelHit],
    pages: Mapping[int, re.Match[str]],
    contents: Listed,
    in_rows: Container[int],
) -> dict[int, Heading]:
    """Find the commissions and groups, and the fiches without number where the others have one.

    A page, someone in charge or a label right below says that a line is one, or that it is an entry of contents: right
    below another, no section begun.
    """
    kinds = {heading.kind for heading in chosen.values() if heading.word == "fiche"}
    kinds |= {FicheKind.COMMISSION, FicheKind.WORKING_GROUP, FicheKind.OTHER}
    begun = min((i for i, hit in labels.items() if hit.known and not hit.is_referent and i not in chosen), default=0)
    found: dict[int, Heading] = {}
    below_entry = False
    for i, line in enumerate(lines):
        # what stands right above, but for axes and people in charge
        if i - 1 in chosen or i - 1 in found:
            below_entry = True
        elif i >= begun or not (
            (i - 1 in labels and labels[i - 1].is_referent) or (i and grammar.axe(i - 1, lines[i - 1], text))
        ):
            below_entry = False
        if i in chosen or i in in_rows or (i in labels and labels[i].known):
            continue
        headed = i + 1 in labels
        is_entry = i < begun and below_entry
        plain = i in pages or is_entry or (headed and line.blank_before > 0)
        named = grammar.named(i, line, text, plain=plain)
        if named is None or named.kind not in kinds:
            continue
        named = contents.entry(paged(named, pages.get(i)))
        if named.page is not None or named.inline < len(line.text) or headed or is_entry:
            found[i] = named
    return found


def _with_kind(grammar: HeadingGrammar, heading: Heading, line: Line, text: str) -> Heading:
    """`Commission Mobilités` among titles without number is a commission."""
    if heading.number is not None or heading.source is not Source.STYLE:
        return heading
    named = grammar.named(heading.line, line, text, plain=True)
    return heading if named is None else replace(heading, kind=named.kind, word=named.word, title=named.title)


def _candidate(
    grammar: HeadingGrammar, labels: Mapping[int, LabelHit], i: int, line: Line, text: str
) -> Heading | None:
    """A line that is a known label (`1. Contexte`, `Financeur 2 : …`) heads no fiche, unless its word does."""
    heading = grammar.candidate(i, line, text)
    labelled = i in labels and labels[i].known is not None
    if heading is None and not labelled:
        return read_plain(i, line, text)
    if heading is None or not labelled or heading.source in _BY_WORDS:
        return heading
    known = labels[i].known
    if heading.source is Source.QUALIFIED and known is not None and heading.word.startswith(f"{known.key} "):
        return heading  # `PROJET PHARE : …`, `Projet (phare) : …`, whose first word is a label too
    return None


def _declared_axes(
    lines: Sequence[Line],
    taken: Container[int],
    chosen: Mapping[int, Heading],
    candidates: Mapping[int, AxeCandidate],
) -> dict[int, AxeHeading]:
    """Find the axes that fiches name right below their headings: `Fiche n°3` / `Axe 1 – Habiter` / `Rénover`.

    A plan does so in at least half of its fiches, or not at all.
    """
    found: dict[int, AxeHeading] = {}
    body = [i for i, heading in chosen.items() if heading.page is None and heading.source is not Source.TABLE]
    naming = 0
    for heading in body:
        own: list[int] = []
        for i in range(heading + 1, min(heading + 1 + _DECLARED_WITHIN, len(lines))):
            if i in taken:
                break
            if i in candidates and candidates[i].sure and candidates[i].axe.number:
                own.append(i)
            elif lines[i].bullet or len(lines[i].text) > _LONGEST_TITLE or lines[i].text.endswith("."):
                break
        naming += bool(own)
        found |= {i: candidates[i].axe for i in own}
    return found if naming > 1 and naming * 2 >= len(body) else {}


def _listed_axes(
    lines: Sequence[Line],
    text: str,
    grammar: HeadingGrammar,
    chosen: Mapping[int, Heading],
    axes: Mapping[int, AxeHeading],
) -> dict[int, AxeHeading]:
    """Find the axes that the contents print as entries: `- **Défi 1. Se soigner**` above `  - Action A1`."""
    printed = {fold(lines[i].text): axe for i, axe in axes.items()}
    found: dict[int, AxeHeading] = {}
    for i in range(min(axes, default=0)):
        line = lines[i]
        if line.table or i in chosen:
            continue
        page, end = page_of(line, text)
        same = printed.get(fold(line.text[:end]))
        if same is not None and (line.bullet or not same.word):
            read = grammar.axe(i, replace(line, bullet=""), text) if same.word else None
            begin = same.title[0] if line.text.startswith(lines[same.line].text[: same.title[0]]) else 0
            title = read.title if read is not None else (begin, end)
            found[i] = replace(same, line=i, title=title, page=page, level=same.level)
    return found


def _listed(title: Heading, lines: Sequence[Line], text: str) -> Heading:
    """Give a title without number the page behind it, where it stands in the contents."""
    page, end = page_of(lines[title.line], text)
    return title if page is None else replace(title, page=page, title=(0, end), inline=end)


def _choose(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    candidates: Mapping[int, Heading],
    numbers: Mapping[int, str],
    tables: PlanTables,
    grammar: HeadingGrammar,
    text: str,
) -> Choice:
    known = {i: hit.known for i, hit in labels.items() if hit.known is not None and i not in candidates}
    known_labels = KnownLabels(
        sorted(known), [known[i] for i in sorted(known)], {i: row.known for i, row in tables.fiches.items()}
    )
    taken = {i for i, heading in candidates.items() if heading.source is not Source.QUALIFIED}
    cards = [h for h in grammar.cards.titles(lines, labels, numbers) if h.line not in candidates]
    fields = numbers.keys() | {heading.line for heading in cards}
    numbered = any(heading.word == "fiche" and heading.number for heading in candidates.values())

    def is_taken(i: int) -> bool:
        if i in taken or i in fields or grammar.axe(i, lines[i], text) is not None:
            return True
        named = grammar.named(i, lines[i], text, plain=True) if numbered else None
        return named is not None and named.kind is FicheKind.FICHE  # `Fiche-action Titre` beside `Fiche-action n°3`

    titles = unnumbered_titles(lines, labels, fields, is_taken)
    choice = choose_family(
        [*candidates.values(), *(_listed(title, lines, text) for title in titles), *cards, *tables.headings(lines)],
        known_labels,
        len(lines),
        [line.text for line in lines],
        report_like=is_no_plan(lines, candidates, grammar),
    )
    prose = prose_headings(candidates.values(), lines, known_labels) if not choice.headings else ()
    if not is_plan(lines, {heading.line: heading for heading in prose}, grammar):
        return choice
    return Choice(prose, (prose_report(prose, lines), *choice.reports)) if prose else choice
