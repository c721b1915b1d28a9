"""Recognise the labels of a plan: known ones by the vocabulary, others by how the document prints its own.

In: logical lines and a vocabulary. Out: for each line, the label it opens with, if any. A label counts when
the document uses it as one: alone on its line, marked like the others, or again and again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import SectionKind
from pipeline.split.inner_tables import inner_lines
from pipeline.split.line import Line
from pipeline.vocabulary import KnownLabel, Vocabulary
from pipeline.vocabulary.folding import flat, fold_label

_BEFORE_COLON = re.compile(r"([^:]{1,90}?)\s*:(?!//)")
_BEFORE_DASH = re.compile(r"([^:|–—]{2,60}?)\s+[-–—|]\s+(?=\S)")
# `Qui ? Ana Bo`: a question is a label, what stands behind it the answer.
_QUESTION = re.compile(r"([^:?.!]{2,70}?)\s?\?(?=\s|$)")
_COLON = re.compile(r"\s?:")
_LONGEST_ALONE = 80
# `OU QUATRE` goes on with a title: a short word needs its colon.
_SHORTEST_BEFORE_TEXT = 4
_WORD_EDGE = re.compile(r"\s+(?=[\dA-ZÀ-ÖØ-ÞŒ«\"“(])")
_ANY_EDGE = re.compile(r"\s+(?=\S)")
# `… Anne Bo. Référent équipe : …`: a second label on the line opens after the end of a sentence or a list item.
_INNER = re.compile(r"(?:^|(?<=[.;,)|])\s|\s)(?=[A-ZÀ-ÖØ-ÞŒ])")
_TIME_WORD = re.compile(
    r"(?:\d|janv|fevr|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec|t[1-4]\b|s[12]\b|(?:debut|fin|mi)\b|printemps|ete\b|automne|hiver|rentree|annee|courant|\d{4})"
)
# Where a sum or a day begins, which is no number of a label.
_VALUE = re.compile(
    r"""[ ](?=
      \d{1,3}(?:[ .\u202f]\d{3})+(?!\d) | \d{5,}                       # 116 000, 60000
    | \d+(?:[.,]\d+)?[ ]?(?:[kKM]?€|euros?\b|%)                        # 1,8 M€
    | \d{1,2}(?:er)?[ ](?i:janv|f[eé]vr|mars|avr|mai\b|juin|juil|ao[uû]t|sept|oct|nov|d[eé]c)
    | \d{1,4}(?P<sign>[./-])\d{1,2}(?P=sign)\d{2,4}\b | \d\d?/\d{4}\b   # 08.04.26, 2026-04-08, 04/2026
    )""",
    re.VERBOSE,
)
_YEAR_OR_VALUE = re.compile(rf"[ ](?=(?:19|20)\d\d\b)|{_VALUE.pattern}", re.VERBOSE)
_MARKED = re.compile(r"[#*_|>\s]*")
# `Créer un verger : …`: a word with an article behind it opens a clause, no label.
_CLAUSE = re.compile(
    r"\w+ (?:l'|(?:le|la|les|un|une) )|(?:faire|mettre|prendre|rendre) \w+(?: \w+)? (?:l'|(?:le|la|les|un|une|des) )"
    r"|\w*(?:[^i]er|ir|uire|ivre|endre|ettre) des "
)
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Za-z])\s?[.)\-–]\s*")
# A colon-less label goes on with small letters only where the kind cannot open a sentence: `Partenaires sur R & D ?`.
_CELL_STYLE = (-1, False)
_LISTS = {"partners", "funding", "calendar", "resources"}


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
    colon = _BEFORE_COLON.match(bare)
    question = _QUESTION.match(bare)
    if question is not None and vocabulary.label(_unnumbered(question[1].strip("*_ "))) is not None:
        return True
    if colon is not None:
        label = colon[1].strip("*_ ")
    elif len(printed) <= _LONGEST_ALONE:
        label = bare.strip("*_|# ")
    else:
        return False
    return 0 < len(label) <= 90 and vocabulary.label(_unnumbered(label)) is not None


def opens_list_without_colon(printed: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line names people, partners or money behind a colonless label (`Référent équipe Ana Bo`)."""
    bare = printed[_MARKED.match(printed).end() : 110]  # type: ignore[union-attr]  # matches always
    if flat(bare[:40]).split(" ", 1)[0].rstrip("s") not in vocabulary.openers:
        return False
    known = (vocabulary.exact_label(bare[: edge.start()]) for edge in _WORD_EDGE.finditer(bare, 1))
    return any(each is not None and (each.meaning.role is not None or each.kind in _LISTS) for each in known)


def opens_words_of_label(printed: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line begins with words that are a label, colon or not (`Objectifs Recevoir chacun`)."""
    bare = printed[_MARKED.match(printed).end() : 110]  # type: ignore[union-attr]  # matches always
    if flat(bare[:40]).split(" ", 1)[0].rstrip("s") not in vocabulary.openers:
        return False
    return any(vocabulary.exact_label(bare[: edge.start()]) is not None for edge in _WORD_EDGE.finditer(bare, 1))


def _unnumbered(label: str) -> str:
    return _NUMBERING.sub("", label)


def known_label(line: Line, vocabulary: Vocabulary) -> LabelHit | None:
    """Find a known label at the start of a line, with colon, alone, in bold, or before a dash."""
    text = line.text
    if line.label_cell:
        known = vocabulary.label(_unnumbered(text[: line.label_cell].strip(" :")))
        return _cell_hit(line, known) if known is not None else None
    if not text or not (text[0].isupper() or text[0].isdigit() or line.heading or line.bold_prefix):
        return None
    if line.bold_prefix:
        printed = text[: line.bold_prefix].rstrip(" :")
        known = vocabulary.label(_unnumbered(printed)) if len(printed) <= _LONGEST_ALONE else None
        if known is not None:
            return _hit(text, printed, known)
    question = _QUESTION.match(text)
    if question is not None and (known := vocabulary.label(_unnumbered(question[1]))) is not None:
        return _hit(text, question[0], known)
    colon = _BEFORE_COLON.match(text)
    if colon is not None:
        known = vocabulary.label(_unnumbered(colon[1]))
        if known is not None:
            return _hit(text, colon[1], known)
        return None
    if len(text) <= _LONGEST_ALONE:
        known = vocabulary.label(_unnumbered(text))
        if known is not None:
            return _cut_value(text, known, vocabulary) or LabelHit(0, len(text), len(text), known)
    dash = _BEFORE_DASH.match(text)
    if dash is not None and (known := vocabulary.label(dash[1])) is not None and known.meaning.field != "priority":
        return LabelHit(0, len(dash[1]), dash.end(), known)
    return None


def _cut_value(text: str, known: KnownLabel, vocabulary: Vocabulary) -> LabelHit | None:
    """`Budget 60 000 €`, `Échéance 2025`: a sum, a day or a dated field's year is the value, not the label's number."""
    value = (_YEAR_OR_VALUE if known.meaning.field in ("start_date", "end_date") else _VALUE).search(text)
    bare = vocabulary.label(_unnumbered(text[: value.start()])) if value is not None and value.start() else None
    return LabelHit(0, value.start(), value.end(), bare) if value is not None and bare is not None else None


def _cell_hit(line: Line, known: KnownLabel | None) -> LabelHit:
    """The label in the first cell of a table row, its value in the second."""
    value = line.label_cell
    while value < len(line.text) and line.text[value] in " |":
        value += 1
    return LabelHit(0, len(line.text[: line.label_cell].rstrip(" :")), value, known)


def _hit(text: str, printed: str, known: KnownLabel | None) -> LabelHit:
    value = len(printed)
    while value < len(text) and text[value] in " :":
        value += 1
    return LabelHit(0, len(printed), value, known)


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


class LabelReader:
    """Reads the labels of one document: how it prints the known ones decides on the doubtful ones."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lengths = [len(line.text) for line in lines]
        self._hits: dict[int, LabelHit] = {}
        self._alone: set[int] = set()
        self._plain: Counter[str] = Counter()
        self._bulleted: Counter[str] = Counter()
        alone_with_colon = alone_without = 0
        self._unknown: Counter[str] = Counter()
        self._styles: Counter[tuple[int, bool]] = Counter()
        self._colons: Counter[tuple[int, bool]] = Counter()
        self._inner = inner_lines(lines, vocabulary)
        for index, line in enumerate(lines):
            if index in self._inner:
                continue
            hit = known_label(line, vocabulary)
            if hit is None:
                if not line.bullet and (printed := _shaped_like_label(line)):
                    self._unknown[fold_label(printed)] += 1
                continue
            self._hits[index] = hit
            assert hit.known is not None
            if line.bullet:
                self._bulleted[hit.known.key] += 1
                continue
            self._plain[hit.known.key] += 1
            self._styles[_style(line, hit)] += 1
            self._colons[_style(line, hit)] += ":" in line.text[hit.end : hit.value]
            if hit.value == len(line.text):
                self._alone.add(index)
            if hit.value == len(line.text) and not line.heading:
                colon = ":" in line.text[hit.end :]
                alone_with_colon += colon
                alone_without += not colon
        plain = self._styles[0, False]
        marked = sum(self._styles.values()) - plain
        # `LIENS AVEC D'AUTRES FICHES`: where labels are lines of capitals, so is one that begins with a label's words.
        capitals = sum(lines[i].capitals for i in self._alone)
        self._capitals = capitals > 2 and capitals * 2 > len(self._hits)
        # Where labels are headings or bold, a plain line that opens with a label's word is a sentence.
        self._colonless = (alone_without > alone_with_colon or not alone_with_colon) and marked <= plain
        self._bulleted_style = sum(self._bulleted.values()) > sum(self._plain.values())
        self._seen_without_colon = self._count_without_colon(lines) if self._colonless else Counter[str]()

    def _count_without_colon(self, lines: Sequence[Line]) -> Counter[str]:
        found: Counter[str] = Counter()
        for index, line in enumerate(lines):
            if (
                index not in self._hits
                and index not in self._inner
                and not line.bullet
                and (hit := self._without_colon(line, _WORD_EDGE))
            ):
                found[hit.known.key] += 1  # type: ignore[union-attr]  # found in the vocabulary
        return found

    def _without_colon(self, line: Line, edges: re.Pattern[str]) -> LabelHit | None:
        """`Partenaires ADEME, CNFPT`: the longest known words before a capital, a digit or a quotation mark."""
        text = line.text
        if self._capitals and line.capitals:
            return None
        if not text[:1].isupper() or fold_label(text[:40].split(" ", 1)[0]).rstrip("s") not in self._vocabulary.openers:
            return None
        value = _VALUE.search(text, 0, 120)
        stop = value.start() + 1 if value is not None else 90
        for edge in reversed(list(edges.finditer(text, 1, 90))):
            if edge.start() > stop:
                continue
            known = self._vocabulary.exact_label(text[: edge.start()])
            if known is not None and edge.start() >= _SHORTEST_BEFORE_TEXT:
                return LabelHit(0, edge.start(), edge.end(), known)
        return None

    def _ends_at_a_colon(self, text: str, hit: LabelHit) -> bool:
        """`Partenariat Ville Z : 10 000 €`: the colon ends other words than the label's, which opens no other line."""
        colon = _BEFORE_COLON.match(text)
        assert hit.known is not None
        key = hit.known.key
        return (
            colon is not None
            and len(colon[1].split()) <= 6
            and not self._plain[key]
            and self._seen_without_colon[key] < 2
        )

    def label(self, index: int, line: Line) -> LabelHit | None:
        """Give the label that opens a line, or nothing.

        Args:
            index: the line's place in the document.
            line: the line.
        """
        hit = self._hits.get(index)
        if hit is not None:
            return hit if self._used_as_label(line, hit) else None
        if line.bullet or index in self._inner or self._is_awaited(index):
            return None
        if self._colonless and (hit := self._without_colon(line, _WORD_EDGE)) is not None:
            return None if self._ends_at_a_colon(line.text, hit) else hit
        if self._colonless and (hit := self._without_colon(line, _ANY_EDGE)) is not None:
            assert hit.known is not None
            dated = hit.known.kind is SectionKind.CALENDAR and _TIME_WORD.match(flat(line.text[hit.value :]))
            if dated or (hit.known.kind in _LISTS and self._seen_without_colon[hit.known.key] > 1):
                return hit
        return self._unknown_label(index, line)

    def _is_awaited(self, index: int) -> bool:
        """`Structure pilote` / `Service Culture`: below a label that names people or bodies stands a name."""
        above = self._hits.get(index - 1)
        return above is not None and above.is_referent and index - 1 in self._alone

    def _used_as_label(self, line: Line, hit: LabelHit) -> bool:
        assert hit.known is not None
        key = hit.known.key
        alone = hit.value == len(line.text)
        if line.bullet and not line.heading:
            # `- Actions 2022 :**` in a list: a label only where the document prints it as one elsewhere.
            if self._bulleted_style:
                return ":" in line.text or alone
            marked = self._colonless or line.text.rstrip().endswith(":")
            return alone and marked and self._plain[key] > 0 and hit.known.year is not None
        if line.heading or line.all_bold or line.label_cell or line.bold_prefix >= hit.end:
            return True
        if hit.is_referent or alone:
            return True
        # `Enjeu 1 : …` inside a description
        numbered = any(char.isdigit() for char in line.text[: hit.end]) and hit.known.year is None
        if line.cell_part and numbered:
            return False
        if hit.known.kind in _LISTS:  # `Financeur 2 : …`
            return True
        return not numbered or self._plain[key] > 1

    def _unknown_label(self, index: int, line: Line) -> LabelHit | None:
        """Take a line for a label outside the vocabulary when it is printed as the known ones are."""
        if line.label_cell:
            return _cell_hit(line, None) if self._styles[_CELL_STYLE] > 1 else None
        printed = _shaped_like_label(line, alone=self._capitals and line.capitals)
        if not printed or line.cell_part:
            return None
        hit = _hit(line.text, printed, None)
        alone = hit.value == len(line.text)
        if self._capitals and line.capitals and alone:
            return hit if line.blank_before else None
        style = _style(line, hit)
        often = self._unknown[fold_label(printed)] > 1
        if line.heading or line.all_bold:
            # `**Éclairer les rues**` is a title where labels read `**Pilote :**`
            bare = alone and ":" not in line.text and self._styles[style] == self._colons[style] > 1
            return hit if (self._styles[style] > 0 and not bare) or often else None
        if alone:
            return hit if line.blank_before and self._styles[style] > 1 else None
        if style[1] and self._styles[style] > 1:
            return hit
        if self._unknown[fold_label(printed)] > 2:
            return hit
        # `Pilote : …` / `Livret : …` / `Objectifs : …`: one line each, so this one is a label too
        return hit if self._has_value(index - 1) and (self._has_value(index + 1) or index + 1 in self._hits) else None

    def _has_value(self, index: int) -> bool:
        """Say whether a line is a known label with its value behind it."""
        hit = self._hits.get(index)
        return hit is not None and hit.value < self._lengths[index]


def _style(line: Line, hit: LabelHit) -> tuple[int, bool]:
    """How a label is marked: heading level and bold, or a table's cell."""
    if line.label_cell:
        return _CELL_STYLE
    return line.heading, line.bold_prefix >= hit.end


def _shaped_like_label(line: Line, *, alone: bool = False) -> str:
    """Give the words of a line that has the shape of a label, else nothing; `alone`: such a line needs no mark."""
    text = line.text
    if line.label_cell:
        return ""
    colon = _BEFORE_COLON.match(text)
    if colon is not None and (colon.end() == len(text) or text[colon.end()].isspace()):
        printed = colon[1]
    elif (line.heading or line.all_bold or alone) and len(text) <= _LONGEST_ALONE:
        printed = text
    elif line.bold_prefix:
        printed = text[: line.bold_prefix].rstrip(" :")
    else:
        return ""
    if not printed or not printed[0].isupper() or len(printed.split()) > 6 or len(printed) > 60:
        return ""
    if _TIME_WORD.match(flat(printed)) or printed.rstrip().endswith((".", "?", "!", ",", ";")):
        return ""  # `2023 :` and `Septembre :` inside a calendar
    if _CLAUSE.match(flat(printed)):
        return ""
    return printed
