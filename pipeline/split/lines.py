"""Cut the canonical text into logical lines: one heading, one label, one bullet or one paragraph each.

In: the canonical text. Out: its logical lines and its furniture (page numbers, running feet, rules). A line
broken by a hard wrap, by a page end or inside one emphasis is whole again; a line that carries a label of its
own never joins the one before.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.split.body import part
from pipeline.split.furniture import furniture_lines, is_bare_label
from pipeline.split.line import LEAD, NUMBERED, Line, in_capitals
from pipeline.split.markup import strip_markup
from pipeline.split.separated import separated_rows
from pipeline.split.tables import RowPlace, cut_cells, field_lines, table_lines
from pipeline.split.wrapping import Wrapping, measure_wrapping

_SENTENCE_END = (".", "!", "?", ";", "…", ":")
# No line ends with an article or a preposition.
_NEEDS_MORE = re.compile(r"\b(?:de|du|des|la|le|les|à|au|aux|en|pour|par|sur|avec|dans|un|une|[ld]['’])$")
# A line as long as a page is wide.
_LONG = 90
# Shorter lines that end with a full stop may be entries of a list.
_SENTENCE = 50
_IS_AMOUNT = re.compile(r"\d[\d .,\u202f\xa0]{0,14}(?:k€|K€|M€|€|euros?)(?: [A-Za-z ]{2,10})?[.;]?")
_VALUE_COLUMN = re.compile(r"\w[^:\n]{1,50}?(?:\s*:\s+|\s{3,}|\t+)(?=\S)")
_CUT_DATE = re.compile(
    r"\d(?:er)? (?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)[a-zé]*\.?$", re.IGNORECASE
)
# `2026 : ouverture` / `septembre 2026 : bilan`
_DATED_ENTRY = re.compile(r"(?:[^\W\d]{1,12}\.?[ \-]){0,3}(?:19|20)\d\d\s*:\s")
_STARTS_WITH_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)(?!\s*:)")
# `🎯 Objectifs`: a picture in front of a label or a heading.
_PICTURE = re.compile(r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+\s?(?=\w)")
_TABS = re.compile(r"\s*\t\s*|[ \xa0]{3,}")
_BOLD_LABEL = re.compile(r"\*\*(?P<label>[^*\n]{2,60}?)(?:\s?:\s?\*\*|\*\*(?=\s?:))")
# `Pilote : Ana Bo` and, behind a tab or a wide gap, `Échéance : 2030`
_APART_LABEL = re.compile(
    r"(?:\A|(?<=[\t\n])|(?<=[ \xa0]{3}))(?P<label>[^\W\d_](?:(?![ \xa0]{3})[^:\t\n|*]){1,60})(?<!\s)\s?:(?=\s)"
)
_LONGEST_LABEL = 80
# `| Pilote | Échéance |` above `| Ana Bo | 2030 |`
_HEAD_AND_ROW = 2
_EMPHASIS_EDGE = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)")


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line: where its ink starts and ends; `table` is its table's number, 0 for none, `mark` what parts
    its cells.
    """

    begin: int
    start: int
    end: int
    blank_before: int
    table: int = 0
    mark: str = ""


def _never(_printed: str) -> bool:
    return False


def _no_head(_cells: Sequence[str]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Openers:
    """What tells how a printed line, markup included, begins.

    `label`: with a label; `label_or_heading`: with a label or heading of the plan; `words_of_label`: with words of one,
    colon or not; `named_list`: with a label without colon and people, partners or money behind it. Of the cells of a
    row: `head_of_fields` that each names a field, `head_of_plan` that they head a table with a row a fiche.
    """

    label: Callable[[str], bool] = _never
    label_or_heading: Callable[[str], bool] = _never
    words_of_label: Callable[[str], bool] = _never
    named_list: Callable[[str], bool] = _never
    head_of_fields: Callable[[Sequence[str]], bool] = _no_head
    head_of_plan: Callable[[Sequence[str]], bool] = _no_head


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
    after_furniture = {rows[i + 1].start for i in gone if i + 1 < len(rows)}
    wrapping = measure_wrapping(
        [(text[r.begin : r.end], r.blank_before > 0 or _is_new(text[r.start : r.end])) for r in kept]
    )
    lines: list[Line] = []
    sizes = Counter(row.table for row in kept)
    head: RowPlace | None = None
    for group in _grouped(text, kept, wrapping, openers, after_furniture):
        if (row := group[0]).table:
            cells = cut_cells(text, row.begin if row.mark == "\t" else row.start, row.end, row.mark)
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
            parts = list(table_lines(text, place, openers.label_or_heading))
            lines.extend(parts)
            # `<br>` between the parts of a cell, a rule, an empty row
            edges = [row.start, *(edge for part in parts for edge in (part.start, part.end)), row.end]
            furniture += [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end]
        else:
            lines.extend(_line(text, piece, openers) for piece in _at_labels(text, group, openers.label))
    # `<br>`, `**`: marks without words belong to the page
    furniture += [(line.start, line.end) for line in lines if not line.text]
    return tuple(line for line in lines if line.text), tuple(furniture)


def _at_labels(text: str, group: list[_Row], is_label: Callable[[str], bool]) -> Iterable[list[_Row]]:
    """`**Pilote :** Ana Bo. **Échéance :** 2030`: a line each, where the first is such a label too."""
    start, end = group[0].start, group[-1].end
    for shape in (_BOLD_LABEL, _APART_LABEL):
        found = [match for match in shape.finditer(text, start, end) if is_label(f"{match['label']} :")]
        if len(found) >= _HEAD_AND_ROW and found[0].start() == start:
            break
    else:
        yield group
        return
    for match, after in zip(found, [*(m.start() for m in found[1:]), end], strict=True):
        begin = match.start()
        stop = begin + len(text[begin:after].rstrip(" \t\n|;–—-"))
        rows = [row for row in group if row.end > begin and row.start < stop]
        yield [
            replace(
                row,
                begin=max(row.begin, begin),
                start=max(row.start, begin),
                end=min(row.end, stop),
                blank_before=row.blank_before if begin == start else 0,
            )
            for row in rows
        ]


def _between_cells(*rows: RowPlace) -> Iterable[tuple[int, int]]:
    """Give what stands between the cells of rows: bars and blanks."""
    for row in rows:
        edges = [row.start, *(edge for cell in row.cells for edge in cell), row.end]
        yield from ((begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end)


def _rows(text: str) -> Iterable[_Row]:
    blank = 0
    at = 0
    for printed in text.split("\n"):
        ink = printed.strip()
        if ink:
            start = at + len(printed) - len(printed.lstrip())
            yield _Row(at, start, start + len(ink), blank)
            blank = 0
        else:
            blank += 1
        at += len(printed) + 1


def _in_tables(text: str, rows: Sequence[_Row], is_head: Callable[[Sequence[str]], bool]) -> Iterable[_Row]:
    """Number the tables: rows between bars, lines right below each other with as many tabs, two at least, and those
    that semicolons or commas part.
    """
    tabs = [text.count("\t", row.begin, row.end) for row in rows]
    separated = separated_rows(text, [(row.start, row.end) for row in rows], is_head)
    count, shape = 0, ("", -1)
    for i, row in enumerate(rows):
        own = ("", -1)
        if text[row.start] == "|":
            own = ("|", 0)
        elif i in separated:
            own = (separated[i], 0)
        elif tabs[i] > 1:
            above = i > 0 and tabs[i - 1] == tabs[i] and not row.blank_before
            below = i + 1 < len(rows) and tabs[i + 1] == tabs[i] and not rows[i + 1].blank_before
            own = ("\t", tabs[i]) if above or below else own
        if own[0] and (own != shape or row.blank_before):
            count += 1
        shape = own
        yield replace(row, table=count, mark=own[0]) if own[0] else row


def _grouped(
    text: str,
    rows: Sequence[_Row],
    wrapping: Wrapping,
    openers: Openers,
    after_furniture: set[int],
) -> Iterable[list[_Row]]:
    group: list[_Row] = []
    emphasis = ""
    opener = ""  # the first printed line of the group
    for row in rows:
        printed = text[row.start : row.end]
        if group and _continues(text, group, row, opener, emphasis, wrapping, openers, row.start in after_furniture):
            group.append(row)
        else:
            if group:
                yield group
            group = [row]
            opener = printed
            emphasis = ""
            lead = _EMPHASIS_EDGE.match(printed)
            if lead is not None and printed.count(lead[0]) == 1:
                emphasis = lead[0]
        if emphasis and row is not group[0] and emphasis in printed:
            emphasis = ""
    if group:
        yield group


def _continues(
    text: str,
    group: Sequence[_Row],
    row: _Row,
    opener: str,
    emphasis: str,
    wrapping: Wrapping,
    openers: Openers,
    after_furniture: bool,
) -> bool:
    """Say whether a printed line goes on with the one above."""
    opens_label = openers.label_or_heading
    printed = text[row.start : row.end]
    if row.table or group[0].table or _is_new(printed) or opener.startswith("#"):
        return False
    above = group[-1]
    before = text[above.start : above.end]
    small = printed[0].islower()
    if row.blank_before:
        # `… coordonné par` / page end / `le CEPES, sur …`: only a sentence cut short goes on in small letters.
        cut_short = not before.endswith(_SENTENCE_END) and (small or (after_furniture and before.endswith((",", "-"))))
        return (
            small
            and cut_short
            and row.blank_before <= 3
            and above.end - group[0].start > 40
            and not is_bare_label(before, opens_label)
            and not opens_label(printed)
        )
    if opens_label(printed):
        # `… et la Banque des` / `Territoires`: a word that is a label elsewhere
        return _NEEDS_MORE.search(before) is not None
    if emphasis or _hangs(text, group[0], row):
        return True
    if len(group) == 1 and above.blank_before and _is_title_of(before, printed):
        return False
    if _DATED_ENTRY.match(printed) and _DATED_ENTRY.match(text, group[0].start, group[0].end):
        return before.endswith((",", "-")) or _NEEDS_MORE.search(before) is not None
    if wrapping.width and wrapping.is_full(text[above.begin : above.end], printed):
        return True
    if len(group) == 1 and small and ":" not in before and is_bare_label(before, opens_label):
        # `DATE DE DEBUT` / `avril 2025`, not `Moyens humains et` / `financiers`
        return is_bare_label(f"{before} {printed}", opens_label)
    if len(before) >= _LONG and before[-1].isalpha() and printed[0].isdigit():
        return True  # `… d'après le relevé de terrain, seulement` / `1/3 des arrêts sont équipés`
    if _CUT_DATE.search(before[-20:]) and _STARTS_WITH_YEAR.match(printed):
        return True  # `… du 1er au 3 juin` / `2026`
    if before.endswith(",") and len(before) >= _SENTENCE and not openers.words_of_label(printed):
        return True  # `… collèges, atelier La Chaîne Heureuse,` / `Vélo & Territoires`
    if before.endswith(":") and len(before) >= _SENTENCE and _IS_AMOUNT.fullmatch(printed):
        return True  # `… ; Région Pays de la Loire :` / `350 000 €`
    if _is_prose(before, printed) and not openers.words_of_label(printed):
        return True
    # `Lien structure nationale / animation régionale :` / `garder la cohérence`
    return (small and not before.endswith((".", "!", "?", ";", "…"))) or _NEEDS_MORE.search(before) is not None


def _hangs(text: str, first: _Row, row: _Row) -> bool:
    """Say whether a line stands under the words of a list entry: `- voir` / two blanks and `le bocage`.

    `Partenaires     : ADEME,` / as many blanks and `CAF`: a value that begins far to the right goes on there.
    """
    value = _VALUE_COLUMN.match(text, first.start, first.end)
    if value is not None and row.start - row.begin == value.end() - first.begin:
        return True
    lead = LEAD.match(text, first.start, first.end)
    assert lead is not None  # every part of the pattern is optional
    number = NUMBERED.match(text, first.start, first.end)
    behind = number.end() if number is not None else lead.end()
    if number is None and not lead["bullet"]:
        return False
    while behind < first.end and text[behind].isspace():
        behind += 1
    return row.start - row.begin >= behind - first.begin


def _is_title_of(above: str, below: str) -> bool:
    """`ENGAGEMENTS LIES` / `n°2, n°5`: a line of capitals with none below it stands alone."""
    whole = (
        len(above) <= _LONGEST_LABEL and not above.endswith((",", "-", "&")) and not _NEEDS_MORE.search(above.lower())
    )
    return whole and in_capitals(above) and below.upper() != below


def _is_prose(above: str, below: str) -> bool:
    """`… vend en direct.` / `Depuis 2019, deux marchés …`: sentences right below each other are one paragraph."""
    enough = len(below) >= _SENTENCE or (len(above) >= 2 * _SENTENCE and below.endswith(":") and " " in below)
    return len(above) >= _SENTENCE and enough and above.endswith((".", "!", "?")) and below[0].isupper()


def _is_new(printed: str) -> bool:
    lead = LEAD.match(printed)
    if printed.startswith(":") and printed[1:].lstrip()[:1].islower():
        return False  # `… et en faire le récit` / `: développer des chantiers`: a wrapped colon, no definition
    return (
        bool(lead and (lead["heading"] or lead["bullet"]))
        or printed.startswith("|")
        or NUMBERED.match(printed) is not None
    )


def _line(text: str, group: Sequence[_Row], openers: Openers) -> Line:
    first = group[0]
    start, end = first.start, group[-1].end
    lead = LEAD.match(text, start, end)
    assert lead is not None  # every part of the pattern is optional
    bullet = lead["bullet"] or ""
    content = lead.end()
    if not bullet and (number := NUMBERED.match(text, content, end)) is not None and not lead["heading"]:
        bullet = number[0].strip()
        content = number.end()
    while content < end and text[content].isspace():
        content += 1
    closing = re.compile(r"[ \t]#+$").search(text, content, end) if lead["heading"] else None
    # `… coordonné par` / `page 12` / `le réseau …`: the foot between two rows is no part of their line
    feet = [(a.end, b.start) for a, b in pairwise(group) if not text[a.end : b.start].isspace()]
    marked = strip_markup(text, content, closing.start() if closing else end, feet)
    picture = _PICTURE.match(marked.passage.text)
    if picture is not None and (lead["heading"] or openers.label_or_heading(marked.passage.text[picture.end() :])):
        bold = max(marked.bold_prefix - picture.end(), 0)
        marked = replace(marked, passage=part(marked.passage, picture.end()), bold_prefix=bold)
    indent = len(text[first.begin : start].expandtabs(4))
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
        label_cell=0 if bullet or lead["heading"] else _tabbed_label(text[start : first.end], openers.label),
    )


def _tabbed_label(printed: str, is_label: Callable[[str], bool]) -> int:
    """`Pilote\tDirection de l'eau`: how long the label before a tab is; a page number is no value."""
    tabs = _TABS.search(printed)
    value = printed[tabs.end() :] if tabs is not None else ""
    if tabs is None or tabs.start() > _LONGEST_LABEL or value.isdigit() or value.startswith(":"):
        return 0
    label = printed[: tabs.start()]
    return len(label.strip("* :")) if not label[-1].isdigit() and ":" not in label and is_label(label) else 0
