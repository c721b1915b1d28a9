"""Read contents that are a table of several columns: `| N° | Action | Pilote | Page |` above the first fiche.

In: the draft. Out: entries, a row each, and the lines of the table. A row is an entry when one of its cells is the
title of a fiche that has a body; a table is contents when most of its rows are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.model import FicheKind
from pipeline.split.contents import TableHeads, cell_referents
from pipeline.split.draft import Draft
from pipeline.split.heading import Heading
from pipeline.split.markup import strip_markup
from pipeline.split.outline import RawEntry
from pipeline.vocabulary.folding import fold

_MOST = 0.6


def table_contents(draft: Draft, body: Sequence[Heading]) -> tuple[tuple[RawEntry, ...], frozenset[int]]:
    """Give the entries of the table that lists the fiches before the first of them, and its lines.

    Args:
        draft: the document.
        body: the headings of the fiches that have a body.
    """
    first = min((heading.line for heading in body), default=0)
    titles: dict[str, Heading] = {}
    for heading in body:
        title = fold(draft.lines[heading.line].text[slice(*heading.title)]) if heading.title[1] else ""
        if title and heading.line not in draft.rows:
            titles[title] = heading
            titles[fold(draft.lines[heading.line].text)] = heading
            titles[f"{fold(heading.number or '')} {title}".strip()] = heading
    heads = TableHeads(draft)
    for table, group in groupby(range(first), key=lambda i: draft.lines[i].table):
        rows = [i for i in group if draft.lines[i].cells]
        if not table or len(rows) < 2:
            continue
        entries = [entry for i in rows if (entry := _entry(draft, i, titles, heads)) is not None]
        if len(entries) > 1 and len(entries) >= _MOST * len(rows):
            pages = [entry.page for entry in entries if entry.page is not None]
            paged = pages == sorted(pages)  # the days of each fiche are none
            return tuple(entry if paged else replace(entry, page=None) for entry in entries), frozenset(rows)
    return (), frozenset()


def _entry(draft: Draft, index: int, titles: Mapping[str, Heading], heads: TableHeads) -> RawEntry | None:
    line = draft.lines[index]
    cells = [strip_markup(draft.text, *cell).passage.text if cell[0] < cell[1] else "" for cell in line.cells]
    place = next((at for at, cell in enumerate(cells) if fold(cell) in titles), None)
    if place is None:
        return None
    heading = titles[fold(cells[place])]
    own = fold(draft.lines[heading.line].text[slice(*heading.title)])
    title = cells[place] if fold(cells[place]) == own else draft.lines[heading.line].text[slice(*heading.title)]
    behind = cells[place + 1 :]
    page = int(behind[-1]) if behind and behind[-1].isdecimal() and len(behind[-1]) < 5 else None
    return RawEntry(
        kind=heading.kind if heading.kind in FicheKind else FicheKind.OTHER,
        number=heading.number,
        title=title,
        page=page,
        axe=None,
        referents=tuple(cell_referents(draft, line, heads)),
        start=line.start,
        end=line.end,
    )
