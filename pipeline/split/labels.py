"""Recognise a label that the vocabulary knows, on a printed or a logical line.

In: a line and a vocabulary. Out: the label it opens with, if any, and those within it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.split.line import Line, in_capitals
from pipeline.vocabulary import KnownLabel, Vocabulary, shipped
from pipeline.vocabulary.folding import flat, fold_label

_QUANTITY = re.compile(r"\d+,\d")
_WIDE = re.compile(r"[ \xa0]{3,}")
_TAB = re.compile(r"[ \xa0]*\t\s*")
BEFORE_COLON = re.compile(r"([^:]{1,90}?)\s*:(?!//)")
_BEFORE_DASH = re.compile(r"([^:|–—]{2,60}?)\s+[-–—|]\s+(?=\S)")
# `Qui ? Ana Bo`: a question is a label, what stands behind it the answer.
QUESTION = re.compile(r"([^:?.!]{2,70}?)\s?\?(?=\s|$)")
_COLON = re.compile(r"\s?:")
LONGEST_ALONE = 80
# `… Anne Bo. Référent équipe : …`: a second label on the line opens after the end of a sentence or a list item.
# or, in small letters, behind a bar or in brackets: `Binôme élu : Ana Bo / technicien : Luc Ny`.
_INNER = re.compile(r"(?:^|(?<=[.;,)|])\s|\s)(?=[A-ZÀ-ÖØ-ÞŒ])|(?<=[/;|]\s)(?=[a-zà-öø-ÿœ])|(?<=\()(?=[a-zà-öø-ÿœ])")
# `**Budget** – 12 k€`, `**Budget** –` above its list: what parts a label from its value
_TO_VALUE = re.compile(r"[ ]*[:][ :]*|[ ]+[-–—→](?:[ ]+|$)|[ ]*")
# Where a sum or a day begins, which is no number of a label.
VALUE = re.compile(
    r"""[ ](?=
      \d{1,3}(?:[ .\u202f]\d{3})+(?!\d) | \d{5,}                       # 116 000, 60000
    | \d+(?:[.,]\d+)?[ ]?(?:[kKM]?€|euros?\b|%)                        # 1,8 M€
    | \d{1,2}(?:er)?[ ](?i:janv|f[eé]vr|mars|avr|mai\b|juin|juil|ao[uû]t|sept|oct|nov|d[eé]c)
    | \d{1,4}(?P<sign>[./-])\d{1,2}(?P=sign)\d{2,4}\b | \d\d?/\d{4}\b   # 08.04.26, 2026-04-08, 04/2026
    )""",
    re.VERBOSE,
)
_YEAR_OR_VALUE = re.compile(rf"[ ](?=(?:19|20)\d\d\b)|{VALUE.pattern}", re.VERBOSE)
_MARKED = re.compile(r"[#*_|>\s\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]*")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Za-z])\s?[.)\-–]\s*")
_INITIAL = re.compile(r"[A-Z]\. [A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+)*")
WORD_EDGE = re.compile(r"\s+(?=[\dA-ZÀ-ÖØ-ÞŒ«\"“(])")
_END_OF_CAPITALS = re.compile(r"[^a-zà-öø-ÿœ]{4,90}?(?P<edge>\s+)(?=[a-zà-öø-ÿœ])")
# `**Pilote :**`, `**Pilote** :`
BOLD_LABEL = re.compile(r"\*\*(?P<label>[^*\n]{2,60}?)(?:\s?:\s?\*\*|\*\*(?=\s?:))")
LISTS = {"partners", "funding", "calendar", "resources"}

# The fields whose value is a day.
_DAYS = ("start_date", "end_date")


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label at the start of a line: `text[start:end]` is it, its value goes from `value` on."""

    start: int
    end: int
    value: int
    known: KnownLabel | None

    @property
    def is_referent(self) -> bool:
        """True for a label that announces who is in charge."""
        return self.known is not None and self.known.meaning.role is not None


def opens_known_label(printed: str, vocabulary: Vocabulary) -> bool:
    """Say whether a printed line, markup included, opens with a label that the vocabulary knows."""
    bare = printed[_MARKED.match(printed).end() : 110]  # type: ignore[union-attr]  # matches always
    if not bare or not (bare[0].isupper() or bare[0].isdigit()):
        return False
    colon = BEFORE_COLON.match(bare)
    question = QUESTION.match(bare)
    if question is not None and vocabulary.label(_unnumbered(question[1].strip("*_ "))) is not None:
        return True
    wide = (_TAB if "\t" in bare else _WIDE).search(bare)
    if wide is not None and vocabulary.label(bare[: wide.start()].strip("*_ :")) is not None:
        return not bare[wide.end() :].isdigit()  # `Pilote          Ana Bo`, no entry of the contents
    if colon is not None:
        label = colon[1].strip("*_ ")
    elif len(printed) <= LONGEST_ALONE:
        label = bare.strip("*_|# ")
    else:
        return False
    return 0 < len(label) <= 90 and vocabulary.label(_unnumbered(label)) is not None


def opens_list_without_colon(printed: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line names people, partners or money behind a colonless label (`Référent équipe Ana Bo`)."""
    bare = printed[_MARKED.match(printed).end() : 110]  # type: ignore[union-attr]  # matches always
    if flat(bare[:40]).split(" ", 1)[0].rstrip("s") not in vocabulary.openers:
        return False
    known = (vocabulary.exact_label(bare[:edge]) for edge in _edges(bare))
    return any(each is not None and (each.meaning.role is not None or each.kind in LISTS) for each in known)


def opens_words_of_label(printed: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line begins with words that are a label, colon or not (`Objectifs Recevoir chacun`)."""
    bare = printed[_MARKED.match(printed).end() : 110]  # type: ignore[union-attr]  # matches always
    if flat(bare[:40]).split(" ", 1)[0].rstrip("s") not in vocabulary.openers:
        return False
    return any(vocabulary.exact_label(bare[:edge]) is not None for edge in _edges(bare))


def _edges(bare: str) -> list[int]:
    return [edge.start() for edge in WORD_EDGE.finditer(bare, 1)] + [start for start, _ in end_of_capitals(bare)]


def end_of_capitals(text: str) -> list[tuple[int, int]]:
    """Give the blank behind the capitals that a line opens with, before small letters: `PARTENAIRES compagnie`."""
    found = _END_OF_CAPITALS.match(text)
    return [found.span("edge")] if found is not None and in_capitals(text[: found.start("edge")]) else []


def is_head_of_fields(cells: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Say whether a row names a field in each cell, who is in charge among them, and no column of titles."""
    known = [vocabulary.label(cell.strip(" :*")) for cell in cells]
    columns = {
        fold_label(word) for kind in ("title", "title_column", "number_column") for word in vocabulary.headings[kind]
    }
    titled = any(fold_label(cell) in columns for cell in cells)
    return len(cells) > 1 and all(known) and not titled and any(each and each.meaning.role for each in known)


def _unnumbered(label: str) -> str:
    return _NUMBERING.sub("", label)


def without_number(label: str) -> str:
    """`1. Constat`, `II – Moyens`: the label, whose number is no part of it."""
    if label[1:2].islower():
        return label
    number = _NUMBERING.match(label)
    if _INITIAL.fullmatch(label) and shipped().label(_unnumbered(label)) is None:
        return label  # `A. Dupont : note`
    return label[number.end() :] if number is not None and number[0][-1].isspace() else label


def known_label(line: Line, vocabulary: Vocabulary) -> LabelHit | None:
    """Find a known label at the start of a line, with colon, alone, in bold, or before a dash."""
    text = line.text
    if line.label_cell:
        known = vocabulary.label(_unnumbered(text[: line.label_cell].strip(" :")))
        return cell_hit(line, known) if known is not None else None
    if not text or not (text[0].isupper() or text[0].isdigit() or line.heading or line.bold_prefix):
        return None
    if _QUANTITY.match(text):
        return None  # `0,4 ETP`
    if line.bold_prefix:
        printed = text[: line.bold_prefix].rstrip(" :–—-")
        known = vocabulary.label(_unnumbered(printed)) if len(printed) <= LONGEST_ALONE else None
        if known is not None and not _is_dated(known):
            return hit_of(text, printed, known)
    question = QUESTION.match(text)
    if question is not None and (known := vocabulary.label(_unnumbered(question[1]))) is not None:
        return hit_of(text, question[0], known)
    colon = BEFORE_COLON.match(text)
    if colon is not None:
        known = vocabulary.label(_unnumbered(colon[1]))
        return hit_of(text, colon[1], known) if known is not None and not _is_dated(known) else None
    if len(text) <= LONGEST_ALONE:
        known = vocabulary.label(_unnumbered(text))
        if known is not None:
            return _cut_value(text, known, vocabulary) or LabelHit(0, len(text.rstrip(" –—-")), len(text), known)
    dash = _BEFORE_DASH.match(text)
    if dash is not None and (known := vocabulary.label(dash[1])) is not None and known.meaning.field != "priority":
        return LabelHit(0, len(dash[1]), dash.end(), known)
    return None


def _is_dated(known: KnownLabel) -> bool:
    """`Fin 2025 : vote de la charte`: a day of a calendar."""
    return known.year is not None and known.meaning.field in _DAYS


def _cut_value(text: str, known: KnownLabel, vocabulary: Vocabulary) -> LabelHit | None:
    """`Budget 60 000 €`, `Échéance 2025`: a sum, a day or a dated field's year is the value, not the label's number."""
    value = (_YEAR_OR_VALUE if known.meaning.field in _DAYS else VALUE).search(text)
    bare = vocabulary.label(_unnumbered(text[: value.start()])) if value is not None and value.start() else None
    if value is None or bare is None:
        return None
    return LabelHit(0, len(text[: value.start()].rstrip(" –—-")), value.end(), bare)


def cell_hit(line: Line, known: KnownLabel | None) -> LabelHit:
    """The label in the first cell of a table row, its value in the second."""
    value = line.label_cell
    while value < len(line.text) and line.text[value] in " |":
        value += 1
    return LabelHit(0, len(line.text[: line.label_cell].rstrip(" :")), value, known)


def hit_of(text: str, printed: str, known: KnownLabel | None) -> LabelHit:
    """The label that a line begins with, and where its value begins."""
    return LabelHit(0, len(printed), _TO_VALUE.match(text, len(printed)).end(), known)  # type: ignore[union-attr]  # matches always


def labels_within(text: str, vocabulary: Vocabulary, start: int = 0) -> Iterable[LabelHit]:
    """Find the further known labels in a line: `… Anne Bo. Référent équipe : Luc Ny`.

    Args:
        text: the line.
        start: where to look from.
    """
    floor = start
    for colon in _COLON.finditer(text, start):
        end = colon.start()
        for edge in _INNER.finditer(text, max(floor, end - 60), end):
            known = vocabulary.label(text[edge.end() : end])
            if known is not None:
                yield _hit_at(text, edge.end(), end, known)
                break
        floor = colon.end()


def _hit_at(text: str, start: int, end: int, known: KnownLabel) -> LabelHit:
    value = end
    while value < len(text) and text[value] in " :":
        value += 1
    return LabelHit(start, end, value, known)
