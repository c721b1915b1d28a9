"""Cut the canonical text into logical lines: one heading, one label, one bullet or one paragraph each.

In: the canonical text. Out: its logical lines and its furniture (page numbers, running feet, rules). A line
broken by a hard wrap, by a page end or inside one emphasis is whole again; a line that carries a label of its
own never joins the one before.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.span import Passage
from pipeline.split.furniture import furniture_lines, is_bare_label
from pipeline.split.markup import strip_markup
from pipeline.split.wrapping import Wrapping, measure_wrapping

_LEAD = re.compile(
    r"""
    (?P<heading>\#{1,6}(?=[ \t]))?[ \t]*
    (?P<bullet>(?:[-*+•◦▪‣●○■□➢➔→▶▸✓✔–—·∙\uf0b7\uf0a7]|o(?=[ \t]))(?=[ \t\xa0]+\S))?
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(?:\d{1,3}|[a-z])[.)][ \t\xa0]+(?=\S)")
_CELL = re.compile(r"(?:\\\||[^|])+")
_BREAK = re.compile(r"<br[ ]?/?>", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ";", "…", ":")
# No line ends with an article or a preposition.
_NEEDS_MORE = re.compile(r"\b(?:de|du|des|la|le|les|à|au|aux|en|pour|par|sur|avec|dans|un|une|[ld]['’])$")
_EMPHASIS_EDGE = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line.

    `start` and `end` hold all of it in the canonical text, bullet included; `indent` counts columns before the
    bullet; `heading` is the Markdown level, 0 for none; `number` is the printed number of a numbered bullet;
    `bold_prefix` is how much of the passage its opening bold covers; `blank_before` counts blank lines above;
    `label_cell` is where the first cell of a two-cell table row ends in the passage, 0 elsewhere;
    `cell_part` tells a line that goes on with a cell behind a `<br>`.
    """

    start: int
    end: int
    passage: Passage
    indent: int
    heading: int
    bullet: str
    bold_prefix: int
    all_bold: bool
    broken: bool
    blank_before: int
    label_cell: int = 0
    cell_part: bool = False

    @property
    def text(self) -> str:
        """The line as it reads."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line: where its ink starts and ends."""

    begin: int
    start: int
    end: int
    blank_before: int


def read_lines(
    text: str, opens_label: Callable[[str], bool], opens_list: Callable[[str], bool]
) -> tuple[tuple[Line, ...], tuple[tuple[int, int], ...]]:
    """Cut a canonical text into logical lines.

    Args:
        text: the canonical text.
        opens_label: tells whether a printed line, markup included, starts with a label or heading of the plan.
        opens_list: tells whether it names people, partners or money behind a label without colon.

    Returns:
        the lines, and the (start, end) of the furniture left out.
    """
    rows = list(_rows(text))
    printed = [text[row.start : row.end] for row in rows]
    page_breaks = [i for i, row in enumerate(rows) if "\f" in text[rows[i - 1].end if i else 0 : row.start]]
    gone = furniture_lines(printed, opens_label, opens_list, page_breaks)
    furniture = [(rows[i].start, rows[i].end) for i in sorted(gone)]
    kept = [row for i, row in enumerate(rows) if i not in gone]
    after_furniture = {rows[i + 1].start for i in gone if i + 1 < len(rows)}
    wrapping = measure_wrapping(
        [(text[r.begin : r.end], r.blank_before > 0 or _is_new(text[r.start : r.end])) for r in kept]
    )
    lines: list[Line] = []
    for group in _grouped(text, kept, wrapping, opens_label, after_furniture):
        if text[group[0].start] == "|":
            cells = list(_cells(text, group[0]))
            lines.extend(cells)
            # `<br>` between the parts of a cell, a rule, an empty row
            edges = [group[0].start, *(edge for cell in cells for edge in (cell.start, cell.end)), group[0].end]
            furniture += [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end]
        else:
            lines.append(_line(text, group))
    # `<br>`, `**`: marks without words belong to the page
    furniture += [(line.start, line.end) for line in lines if not line.text]
    return tuple(line for line in lines if line.text), tuple(furniture)


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


def _grouped(
    text: str,
    rows: Sequence[_Row],
    wrapping: Wrapping,
    opens_label: Callable[[str], bool],
    after_furniture: set[int],
) -> Iterable[list[_Row]]:
    group: list[_Row] = []
    emphasis = ""
    opener = ""  # the first printed line of the group
    for row in rows:
        printed = text[row.start : row.end]
        if group and _continues(
            text, group, row, opener, emphasis, wrapping, opens_label, row.start in after_furniture
        ):
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
    opens_label: Callable[[str], bool],
    after_furniture: bool,
) -> bool:
    """Say whether a printed line goes on with the one above."""
    printed = text[row.start : row.end]
    if _is_new(printed) or opener.startswith(("#", "|")):
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
    if wrapping.width and wrapping.is_full(text[above.begin : above.end], printed):
        return True
    # `Lien structure nationale / animation régionale :` / `garder la cohérence`
    return small and not before.endswith((".", "!", "?", ";", "…"))


def _hangs(text: str, first: _Row, row: _Row) -> bool:
    """Say whether a line stands under the words of a list entry: `- voir` / two blanks and `le bocage`."""
    lead = _LEAD.match(text, first.start, first.end)
    assert lead is not None  # every part of the pattern is optional
    number = _NUMBERED.match(text, first.start, first.end)
    behind = number.end() if number is not None else lead.end()
    if number is None and not lead["bullet"]:
        return False
    while behind < first.end and text[behind].isspace():
        behind += 1
    return row.start - row.begin >= behind - first.begin


def _is_new(printed: str) -> bool:
    lead = _LEAD.match(printed)
    return (
        bool(lead and (lead["heading"] or lead["bullet"]))
        or printed.startswith("|")
        or _NUMBERED.match(printed) is not None
    )


def _line(text: str, group: Sequence[_Row]) -> Line:
    first = group[0]
    start, end = first.start, group[-1].end
    lead = _LEAD.match(text, start, end)
    assert lead is not None  # every part of the pattern is optional
    bullet = lead["bullet"] or ""
    content = lead.end()
    if not bullet and (number := _NUMBERED.match(text, content, end)) is not None and not lead["heading"]:
        bullet = number[0].strip()
        content = number.end()
    while content < end and text[content].isspace():
        content += 1
    closing = re.compile(r"[ \t]#+$").search(text, content, end) if lead["heading"] else None
    # `… coordonné par` / `page 12` / `le réseau …`: the foot between two rows is no part of their line
    feet = [(a.end, b.start) for a, b in pairwise(group) if not text[a.end : b.start].isspace()]
    marked = strip_markup(text, content, closing.start() if closing else end, feet)
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
    )


def _cells(text: str, row: _Row) -> Iterable[Line]:
    """Read a row of a Markdown table: `| label | value<br>value |` is a label and its items, others one line."""
    places = [
        (cell.start(), cell.end())
        for cell in _CELL.finditer(text, row.start, row.end)
        if text[cell.start() : cell.end()].strip()
    ]
    if not places:
        return
    start = places[0][0]
    parts = [(start, places[-1][1])]
    if len(places) == 2:
        breaks = [match.span() for match in _BREAK.finditer(text, *places[1])]
        edges = [start, *(edge for span in breaks for edge in span), places[1][1]]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        parts = [(begin, end) for begin, end in pairs if text[begin:end].strip()]
    for number, (begin, end) in enumerate(parts):
        ink = text[begin:end]
        begin += len(ink) - len(ink.lstrip())
        marked = strip_markup(text, begin, begin + len(ink.strip()))
        if not marked.passage.text:
            continue
        cell = marked.passage.text.find("|") if len(places) == 2 and number == 0 else 0
        yield Line(
            start=row.start if number == 0 else begin,
            end=row.end if number == len(parts) - 1 else begin + len(ink.strip()),
            passage=marked.passage,
            indent=0,
            heading=0,
            bullet="",
            bold_prefix=marked.bold_prefix,
            all_bold=False,
            broken=marked.broken,
            blank_before=row.blank_before if number == 0 else 0,
            label_cell=max(cell, 0),
            cell_part=number > 0,
        )
