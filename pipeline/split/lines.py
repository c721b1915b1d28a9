"""Cut the canonical text into logical lines: one heading, one label, one bullet or one paragraph each.

In: the canonical text. Out: its logical lines and its furniture (page numbers, running feet, rules). A line
broken by a hard wrap, by a page end or inside one emphasis is whole again; a line that carries a label of its
own never joins the one before.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.hyphens import HYPHENS, Words, made_whole
from pipeline.split.body import part
from pipeline.split.furniture import furniture_lines, is_bare_label
from pipeline.split.joining import grouped
from pipeline.split.labels import BOLD_LABEL
from pipeline.split.line import LEAD, NUMBERED, Line, bullets_beside, lead_of
from pipeline.split.markup import strip_markup
from pipeline.split.printed import Habits, Openers, Row
from pipeline.split.running import cut_running
from pipeline.split.separated import separated_rows
from pipeline.split.tables import (
    RowPlace,
    bullet_lines,
    cut_cells,
    field_lines,
    is_row_of_bullets,
    labelled_pairs,
    table_lines,
)
from pipeline.split.wrapping import Wrapping, measure_wrapping

# `🎯 Objectifs`: a picture in front of a label or a heading.
_PICTURE = re.compile(r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+\s?(?=\w)")
_LETTERS = "\u2100"  # pictures come behind
# An entry of contents between tabs: a code, a title, a page.
_ENTRY_TABS = 2
# A code with a letter or a point: numbers and sums stand in the rows of tables too.
_LISTED = re.compile(
    r"(?=[^\t]*[A-Z.])(?!\d+\.?\t)[A-Z]{0,5}[.\-]?\d{1,3}(?:\.\w{1,3}){0,3}\.?\t[^\t\n]+\t(?P<page>\d{1,3})"
)
_TABS = re.compile(r"\s*\t\s*|[ \xa0]{3,}")
_GAPS = ("\t", "   ", "\xa0")
# `Pilote : Ana Bo` and, behind a tab or a wide gap, `Échéance : 2030`
_APART_LABEL = re.compile(
    r"(?:\A|(?<=[\t\n])|(?<=[ \xa0]{3}))(?P<label>[^\W\d_](?:(?![ \xa0]{3})[^:\t\n|*]){1,60})(?<!\s)\s?:(?=\s)"
)
# `| Pilote | Échéance |` above `| Ana Bo | 2030 |`
_HEAD_AND_ROW = 2
# `_Contenu_`, `*Ce qui coince* :`
_ITALIC = re.compile(r"(?P<sign>[*_])(?![*_\s])[^*_\n]{1,80}(?<!\s)(?P=sign)(?:\s?:)?")
# So many lines as wide as this say that the text is not wrapped.
_HABIT, _WIDER_THAN_A_PAGE = 3, 100
# `- [ ] Semer`, `- [x] Tailler`
_TASK = re.compile(r"[ \t]+\[[ xX]\](?=[ \t]+\S)")
# The label in front of a tab is shorter than this.
_LONGEST_LABEL = 80


def read_lines(text: str, openers: Openers) -> tuple[tuple[Line, ...], tuple[tuple[int, int], ...]]:
    """Cut a canonical text into logical lines.

    Args:
        text: the canonical text.
        openers: what tells labels and headings.

    Returns:
        the lines, and the (start, end) of the furniture left out.
    """
    rows = list(_rows(text))
    printed = [text[row.start : row.end] for row in rows]
    page_breaks = [i for i, row in enumerate(rows) if "\f" in text[rows[i - 1].end if i else 0 : row.start]]
    gone = furniture_lines(printed, openers.label_or_heading, openers.named_list, page_breaks)
    furniture = [(rows[i].start, rows[i].end) for i in sorted(gone)]
    kept = list(_in_tables(text, [row for i, row in enumerate(rows) if i not in gone], openers.head_of_plan))
    after_furniture = {
        rows[i + 1].start: not (rows[i].blank_before or rows[i + 1].blank_before) for i in gone if i + 1 < len(rows)
    }
    habits = Habits(lead_of(printed), Wrapping(0, 0), _words(printed))
    opening = [(text[r.begin : r.end], r.blank_before > 0 or habits.is_new(text[r.start : r.end])) for r in kept]
    wrapping = measure_wrapping(opening)
    wide = sum(not row.table and row.end - row.start > _WIDER_THAN_A_PAGE for row in kept)
    habits = replace(habits, wrapping=wrapping, free=wrapping.width == 0 and wide >= _HABIT)
    lines: list[Line] = []
    sizes = Counter(row.table for row in kept)
    head: RowPlace | None = None
    lists: dict[int, bool] = {}  # which tables are lists in columns, as their first rows say
    for piece in cut_running(text, list(grouped(text, kept, habits, openers, after_furniture)), openers.label):
        group = piece.rows
        if (row := group[0]).table:
            tabbed = row.mark == "\t"
            cells = cut_cells(
                text, row.begin if tabbed else row.start, _end(text, row) if tabbed else row.end, row.mark
            )
            place = RowPlace(row.start, row.end, cells, row.table, row.blank_before)
            if sizes[row.table] == _HEAD_AND_ROW and head is None:
                printed_cells = [strip_markup(text, *cell).passage.text if cell[0] < cell[1] else "" for cell in cells]
                above = lines[-1].text if lines else ""
                if openers.head_of_fields(printed_cells) and not is_bare_label(above, openers.label):
                    head = place
                    continue
            if head is not None and len(head.cells) == len(cells):
                lines.extend(field_lines(text, head, place))
                furniture += _between_cells(head, place)
                head = None
                continue
            listed = lists.setdefault(row.table, is_row_of_bullets(text, place, openers.label_or_heading))
            cut = list(bullet_lines(text, place) if listed else table_lines(text, place, openers.label_or_heading))
            lines.extend(cut)
            # `<br>` between the parts of a cell, a rule, an empty row
            edges = [row.start, *(edge for line in cut for edge in (line.start, line.end)), row.end]
            furniture += [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end]
        elif piece.is_title:
            lines.append(_run_in_title(_line(text, group, habits, openers)))
        else:
            for own in _at_labels(text, group, openers.label):
                beside = bullets_beside(text, own[0].start, own[-1].end)
                lines += _entries(text, own, beside, habits, openers) if beside else [_line(text, own, habits, openers)]
    # `<br>`, `**`: marks without words belong to the page
    furniture += [(line.start, line.end) for line in lines if not line.text]
    return tuple(line for line in lines if line.text), tuple(furniture)


def _at_labels(text: str, group: list[Row], is_label: Callable[[str], bool]) -> Iterable[list[Row]]:
    """`**Pilote :** Ana Bo. **Échéance :** 2030`: a line each, where the first is such a label too."""
    start, end = group[0].start, group[-1].end
    gaps = any(text.find(gap, start, end) > 0 for gap in _GAPS)
    if len(group) == 1 and gaps and (pairs := labelled_pairs(text, start, end, is_label)):
        first = group[0]
        for begin, stop in pairs:
            yield [
                replace(first, begin=begin, start=begin, end=stop, blank_before=first.blank_before * (begin == start))
            ]
        return
    apart = len(group) > 1 or gaps
    shapes = ([BOLD_LABEL] if text.startswith("**", start) else []) + ([_APART_LABEL] if apart else [])
    for shape in shapes:
        found = [match for match in shape.finditer(text, start, end) if is_label(f"{match['label']} :")]
        if len(found) >= _HEAD_AND_ROW and found[0].start() == start:
            break
    else:
        yield group
        return
    for match, after in zip(found, [*(m.start() for m in found[1:]), end], strict=True):
        begin = match.start()
        yield _cut_rows(group, begin, begin + len(text[begin:after].rstrip(" \t\n|;–—-")))


def _cut_rows(group: Sequence[Row], begin: int, stop: int) -> list[Row]:
    """Give what stands between two places of some rows."""
    return [
        replace(
            row,
            begin=max(row.begin, begin),
            start=max(row.start, begin),
            end=min(row.end, stop),
            blank_before=row.blank_before if begin <= group[0].start else 0,
        )
        for row in group
        if row.end > begin and row.start < stop
    ]


def _entries(
    text: str, group: Sequence[Row], beside: Sequence[int], habits: Habits, openers: Openers
) -> Iterator[Line]:
    """`• ADEME`, a tab or a wide gap, `• CAF`: a list in columns gives a line each, all as deep as the first."""
    indent: int | None = None
    for begin, after in pairwise((group[0].begin, *beside, group[-1].end)):
        line = _line(text, _cut_rows(group, begin, begin + len(text[begin:after].rstrip())), habits, openers)
        indent = line.indent if indent is None else indent
        yield replace(line, indent=indent)


def _between_cells(*rows: RowPlace) -> Iterable[tuple[int, int]]:
    """Give what stands between the cells of rows: bars and blanks."""
    for row in rows:
        edges = [row.start, *(edge for cell in row.cells for edge in cell), row.end]
        yield from ((begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end)


def _rows(text: str) -> Iterable[Row]:
    blank = 0
    at = 0
    for printed in text.split("\n"):
        ink = printed.strip()
        if ink:
            start = at + len(printed) - len(printed.lstrip())
            yield Row(at, start, start + len(ink), blank)
            blank = 0
        else:
            blank += 1
        at += len(printed) + 1


def _in_tables(text: str, rows: Sequence[Row], is_head: Callable[[Sequence[str]], bool]) -> Iterable[Row]:
    """Number the tables: rows between bars, lines right below each other with as many tabs, two at least, and those
    that semicolons or commas part.
    """
    tabs = _tabs(text, rows)
    listed = _listed_rows(text, rows, tabs)
    separated = separated_rows(text, [(row.start, row.end) for row in rows], is_head)
    count, shape, below = 0, ("", -1), 0
    for i, row in enumerate(rows):
        if i < below:
            continue  # a further line of a cell in quotes
        own = ("", -1)
        if text[row.start] == "|":
            own = ("|", 0)
        elif i in separated:
            mark, below = separated[i]
            own = (mark, 0)
            row = replace(row, end=rows[below - 1].end)
        elif tabs[i] > 1 and i not in listed:
            above = i > 0 and tabs[i - 1] == tabs[i] and not row.blank_before
            below = i + 1 < len(rows) and tabs[i + 1] == tabs[i] and not rows[i + 1].blank_before
            own = ("\t", tabs[i]) if above or below else own
        if own[0] and (own != shape or row.blank_before):
            count += 1
        shape = own
        yield replace(row, table=count, mark=own[0]) if own[0] else row


def _listed_rows(text: str, rows: Sequence[Row], tabs: Sequence[int]) -> frozenset[int]:
    """Find the entries of contents that tabs part: `OS1.1`, a tab, `Transmettre`, a tab, `2`, the pages rising."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    if _ENTRY_TABS not in tabs:
        return frozenset()
    for i, count in enumerate([*tabs, 0]):
        entry = _LISTED.fullmatch(text, rows[i].start, rows[i].end) if count == _ENTRY_TABS else None
        if entry is not None and (not run or int(entry["page"]) >= run[-1][1]):
            run.append((i, int(entry["page"])))
            continue
        if len(run) >= _HABIT:
            found.update(place for place, _ in run)
        run = [(i, int(entry["page"]))] if entry is not None else []
    return frozenset(found)


def _tabs(text: str, rows: Sequence[Row]) -> list[int]:
    """Count the tabs of each line; those at its end too where a line of its block fills as many columns: `Film`, two
    tabs and `X` beside `Étude`, a tab, `X`, a tab.
    """
    tabs = [_tabs_between(text, row, row.end) for row in rows]
    first = 0
    for stop in range(1, len(rows) + 1):
        if stop < len(rows) and not rows[stop].blank_before:
            continue
        most = max(tabs[first:stop])
        for i in range(first, stop) if most > 1 else ():
            if tabs[i] < most and not text.startswith("\n", rows[i].end):
                whole = _tabs_between(text, rows[i], _end(text, rows[i]))
                tabs[i] = whole if whole == most else tabs[i]
        first = stop
    return tabs


def _end(text: str, row: Row) -> int:
    """Give the end of a printed line, tabs in front of empty cells included."""
    end = text.find("\n", row.end)
    return end if end >= 0 else len(text)


def _tabs_between(text: str, row: Row, end: int) -> int:
    """Count the tabs of a line that may part cells, not those that set a list entry in: a tab, `o`, a tab, `Semer`."""
    count = text.count("\t", row.begin, end)
    if count > 1:
        if bullets_beside(text, row.start, row.end):
            return 0
        lead = LEAD.match(text, row.start, row.end)
        entry = lead if lead and lead["bullet"] else NUMBERED.match(text, row.start, row.end)
        if entry and "\t" not in text[entry.end() : row.end].lstrip():
            return 0
    return count


def _line(text: str, group: Sequence[Row], habits: Habits, openers: Openers) -> Line:
    first = group[0]
    start, end = first.start, group[-1].end
    lead = habits.lead.match(text, start, end)
    assert lead is not None  # every part of the pattern is optional
    bullet = lead["bullet"] or ""
    content = lead.end()
    if not bullet and (number := NUMBERED.match(text, content, end)) is not None and not lead["heading"]:
        bullet = number[0].strip()
        content = number.end()
    if bullet and (task := _TASK.match(text, content, end)) is not None:
        content = task.end()
    while content < end and text[content].isspace():
        content += 1
    closing = re.compile(r"[ \t]#+$").search(text, content, end) if lead["heading"] else None
    # `… coordonné par` / `page 12` / `le réseau …`: the foot between two rows is no part of their line
    feet = [(a.end, b.start) for a, b in pairwise(group) if not text[a.end : b.start].isspace()]
    marked = strip_markup(text, content, closing.start() if closing else end, feet)
    if len(group) > 1 and habits.words.cuts:
        marked = replace(marked, passage=made_whole(marked.passage, text, habits.words))
    picture = _PICTURE.match(marked.passage.text) if marked.passage.text[:1] > _LETTERS else None
    if picture is not None and (lead["heading"] or openers.label_or_heading(marked.passage.text[picture.end() :])):
        bold = max(marked.bold_prefix - picture.end(), 0)
        marked = replace(marked, passage=part(marked.passage, picture.end()), bold_prefix=bold)
    indent = len(text[first.begin : start].expandtabs(4)) if first.begin < start else 0
    return Line(
        start=start,
        end=end,
        passage=marked.passage,
        indent=indent,
        heading=len(lead["heading"] or ""),
        bullet=bullet,
        bold_prefix=marked.bold_prefix,
        all_bold=marked.all_bold,
        broken=marked.broken,
        blank_before=first.blank_before,
        italic=text.startswith(("*", "_"), content, end) and _ITALIC.fullmatch(text, content, end) is not None,
        label_cell=0 if bullet or lead["heading"] else _tabbed_label(text[start : first.end], openers.label),
    )


def _run_in_title(line: Line) -> Line:
    """`**3. Semer.** Pilotage : …`: the full stop parts the title from what follows and is none of it."""
    title = part(line.passage, 0, len(line.text.rstrip(" .:")))
    return replace(line, passage=title, bold_prefix=min(line.bold_prefix, len(title.text)))


def _words(printed: Sequence[str]) -> Words:
    """Give the words of a document that cuts some at its line ends."""
    words = Words()
    if any(line.endswith(HYPHENS) for line in printed):
        words.read(printed)
    return words


def _tabbed_label(printed: str, is_label: Callable[[str], bool]) -> int:
    """`Pilote\tDirection de l'eau`: how long the label before a tab is; a page number is no value."""
    tabs = _TABS.search(printed) if any(gap in printed for gap in _GAPS) else None
    value = printed[tabs.end() :] if tabs is not None else ""
    if tabs is None or tabs.start() > _LONGEST_LABEL or value.isdigit() or value.startswith(":"):
        return 0
    label = printed[: tabs.start()]
    return len(label.strip("* :")) if not label[-1].isdigit() and ":" not in label and is_label(label) else 0
