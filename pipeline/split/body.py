"""Split the lines of one fiche into its title, referents and sections.

In: the fiche's lines, heading first, and the labels among them. Out: a raw fiche. Every line goes somewhere:
title, referents, or an item of a section; text before the first label is a section without label.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.listing import is_body_shaped, is_person_shaped
from pipeline.model import SectionKind
from pipeline.span import Passage
from pipeline.split.items import build_items
from pipeline.split.labels import LabelHit, labels_within, without_number
from pipeline.split.line import LEAD, NUMBERED, Line
from pipeline.split.outline import RawReferents, RawSection
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.folding import fold_label
from pipeline.vocabulary.words import values_of_field

# What sets labels on one line apart, and the kinds that stand there.
_BETWEEN = " |/-–—•·;,\t"
_ON_ONE_LINE = {
    SectionKind.CALENDAR, SectionKind.FUNDING, SectionKind.PARTNERS, SectionKind.STATUS, SectionKind.RESOURCES,
    SectionKind.INDICATORS, SectionKind.AUDIENCE, SectionKind.OBJECTIVES, None,
}  # fmt: skip
_NAME_LIST = re.compile(r"[^.!?:]{2,200}\.?")
# So many names below a label may stand apart from each other, each no longer than this.
_NAMES_APART, _LONGEST_NAME = 6, 80


@dataclass(slots=True)
class _Open:
    """A label and what has been read under it so far."""

    label: str
    hit: LabelHit | None
    start: int
    label_end: int
    end: int
    in_list: bool
    lines: list[tuple[Line, Passage]] = field(default_factory=list)
    inline: bool = False
    in_table: bool = False
    in_bullet: bool = False

    @property
    def is_referent(self) -> bool:
        return self.hit is not None and self.hit.is_referent

    def add(self, line: Line) -> None:
        """Take a line; a bullet behind a label and a tab stands where the next one does, a tab in front of it."""
        if self.in_table and self.inline and len(self.lines) == 1 and line.bullet and not line.cell_part:
            first, passage = self.lines[0]
            self.lines[0] = (replace(first, indent=line.indent if first.bullet else 0), passage)
        self.lines.append((line, line.passage))
        self.end = line.end


def part(passage: Passage, start: int, end: int | None = None) -> Passage:
    """Give `passage[start:end]` as a passage of its own, without surrounding blanks."""
    text = passage.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return Passage("", (0,), passage.origins[:1])
    first, last = bisect_right(passage.starts, begin), bisect_left(passage.starts, begin + len(text))
    return Passage(
        text,
        (0, *(place - begin for place in passage.starts[first:last])),
        (passage.origin(begin), *passage.origins[first:last]),
    )


def split_body(
    lines: Sequence[Line], labels: Sequence[LabelHit | None], vocabulary: Vocabulary
) -> tuple[tuple[RawReferents, ...], tuple[RawSection, ...]]:
    """Read the lines of a fiche behind its heading and title.

    Args:
        lines: the lines.
        labels: the label that opens each of them, if any.
        vocabulary: to find further labels within a line.
    """
    blocks: list[_Open] = []
    for place, (line, hit) in enumerate(zip(lines, labels, strict=True)):
        if hit is not None and not (blocks and _is_awaited(blocks[-1], line)):
            _open_blocks(blocks, line, hit, vocabulary)
            continue
        names = bool(blocks) and (
            not blocks[-1].is_referent
            or _goes_on_with_names(blocks[-1], line)
            or _are_names_apart(blocks[-1], lines, labels, place)
        )
        if not names:
            blocks.append(_Open("", None, line.start, line.start, line.end, in_list=False))
        blocks[-1].add(line)
    referents = tuple(
        RawReferents(block.label, block.hit, tuple(p for _, p in block.lines), block.start, block.end)
        for block in blocks
        if block.hit is not None and block.is_referent
    )
    sections = tuple(
        RawSection(
            block.label, block.hit, build_items(block.lines), block.start, block.label_end, block.end, block.in_list
        )
        for block in blocks
        if not block.is_referent
    )
    return referents, sections


def _open_blocks(blocks: list[_Open], line: Line, hit: LabelHit, vocabulary: Vocabulary) -> None:
    """Open the label's block, and those of further labels on the same line."""
    text = line.text
    hits = [hit]
    if hit.known is not None:
        for inner in labels_within(text, vocabulary, hit.value):
            above = text[max(0, inner.start - 3) : inner.start].rstrip()
            names = inner.is_referent and (hit.is_referent or above.endswith((".", ";", "|")))
            if names or _is_set_apart(hits[-1], inner, above):
                hits.append(inner)
    for position, current in enumerate(hits):
        stop = hits[position + 1].start if position + 1 < len(hits) else len(text)
        label = without_number(text[current.start : current.end].strip(" .*"))
        start = line.start if position == 0 else line.passage.origin(current.start)
        end = line.end if position + 1 == len(hits) else line.passage.origin(len(text[:stop].rstrip()) - 1) + 1
        if position + 1 < len(hits):
            stop = max(current.value, len(text[:stop].rstrip(_BETWEEN)))
        in_list = bool(line.bullet) and not _is_list_style(blocks)
        block = _Open(label, current, start, end, end, in_list, in_bullet=bool(line.bullet))
        block.in_table = line.label_cell > 0
        value = part(line.passage, current.value, stop)
        if value.text:
            bullet, value = _bulleted(value) if block.in_table else ("", value)
            indent = 0 if bullet else line.indent
            own = Line(start, end, value, indent, 0, bullet, 0, all_bold=False, broken=line.broken, blank_before=0,
                       cells=line.cells)  # fmt: skip
            block.lines.append((own, value))
            block.inline = True
        blocks.append(block)


def _bulleted(value: Passage) -> tuple[str, Passage]:
    """`| Description | - Commander<br>- Former |`: the first part of a cell may be a bullet as well as the others."""
    sign = LEAD.match(value.text)
    bullet = (sign and sign["bullet"]) or (number[0].strip() if (number := NUMBERED.match(value.text)) else "")
    return bullet, part(value, len(bullet))


def _is_set_apart(above: LabelHit, inner: LabelHit, printed: str) -> bool:
    """`Pilote : Ana Bo | Échéance : 2030 / Budget : 10 k€`: labels of several kinds on one line, each set apart."""
    known = above.known
    other = known is not None and inner.known is not None and known.kind is not inner.known.kind
    return other and inner.known.kind in _ON_ONE_LINE and printed.endswith(("|", " /", " -", " –", " —", "•", "·"))  # type: ignore[union-attr]


def _is_awaited(block: _Open, line: Line) -> bool:
    """`Statut` / `À venir`: what the field above waits for is no label, though it is one elsewhere."""
    known = block.hit.known if block.hit is not None else None
    if known is None or known.meaning.field is None or block.lines:
        return False
    return fold_label(line.text) in values_of_field(known.meaning.field) and not line.text.endswith(":")


def _is_list_style(blocks: Sequence[_Open]) -> bool:
    """All labels so far stand in bullets: that is how this plan prints them."""
    return not blocks or all(block.in_bullet for block in blocks)


def _goes_on_with_names(block: _Open, line: Line) -> bool:
    """Say whether an unlabelled line still names referents."""
    if not block.lines:
        return True
    if block.in_table:
        return not line.blank_before  # `| Pilotes | Ana Bo<br>Luc Ny |`
    if line.bullet:
        return not block.inline and block.lines[-1][0].bullet != ""
    return not line.blank_before and not block.inline and _NAME_LIST.fullmatch(line.text) is not None


def _are_names_apart(block: _Open, lines: Sequence[Line], labels: Sequence[LabelHit | None], place: int) -> bool:
    """`Pilotes :`, `Ana Bo` and `Luc Ny`, all apart: nothing but names stand between a label and the next."""
    if block.inline or not block.lines or len(block.lines) > _NAMES_APART:
        return False
    gap = block.lines[0][0].blank_before
    for at in range(place, min(place + _NAMES_APART, len(lines))):
        line = lines[at]
        if at > place and labels[at] is not None:
            break
        if not gap or line.blank_before != gap or line.bullet or line.all_bold or line.heading:
            return False
        name = line.text.split(",")[0].split("(")[0].strip()
        shaped = is_person_shaped(name) or is_body_shaped(name)
        if not shaped or len(line.text) > _LONGEST_NAME or line.text.endswith((".", "!", "?", ":")):
            return False
    return True


def section_kind(hit: LabelHit | None) -> SectionKind:
    """Give the kind of a section; a label outside the vocabulary is `other`."""
    return (hit.known.kind if hit is not None and hit.known is not None else None) or SectionKind.OTHER
