"""Read the labels of one document: how it prints the known ones decides on the doubtful ones.

In: its logical lines and a vocabulary. Out: for each line, the label that it opens with, if any. A label counts when
the document uses it as one: alone on its line, marked like the others, or again and again.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Role, SectionKind
from pipeline.split.inner_tables import inner_lines
from pipeline.split.labels import (
    BEFORE_COLON,
    LISTS,
    LONGEST_ALONE,
    VALUE,
    WORD_EDGE,
    LabelHit,
    cell_hit,
    end_of_capitals,
    hit_of,
    known_label,
)
from pipeline.split.line import Line, in_capitals
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.money import UNNAMED_SUFFIX

# `OU QUATRE` goes on with a title: a short word needs its colon.
_SHORTEST_BEFORE_TEXT = 4
_ANY_EDGE = re.compile(r"\s+(?=\S)")
_TIME_WORD = re.compile(
    r"(?:\d|janv|fevr|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec|t[1-4]\b|s[12]\b|(?:debut|fin|mi)\b|printemps|ete\b|automne|hiver|rentree|annee|courant|\d{4})"
)
# `Créer un verger : …`: a word with an article behind it opens a clause, no label.
_CLAUSE = re.compile(
    r"\w+ (?:l'|(?:le|la|les|un|une) )|(?:faire|mettre|prendre|rendre) \w+(?: \w+)? (?:l'|(?:le|la|les|un|une|des) )"
    r"|\w*(?:[^i]er|ir|uire|ivre|endre|ettre) des "
)
# A colon-less label goes on with small letters only where the kind cannot open a sentence: `Partenaires sur R & D ?`.
_CELL_STYLE = (-1, False)
_SUM = re.compile(rf"\d[\d.,\s]{{0,20}}{UNNAMED_SUFFIX}")
# A short line that comes again so often is a label.
_AGAIN = 3
# A label between blank lines, which a title or an item may stand between too, has no more words.
_FEW_WORDS = 4
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


class LabelReader:
    """Reads the labels of one document: how it prints the known ones decides on the doubtful ones."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lengths = [len(line.text) for line in lines]
        self._hits: dict[int, LabelHit] = {}
        self._alone: set[int] = set()
        self._plain: Counter[str] = Counter()
        self._bulleted: Counter[str] = Counter()
        listed: Counter[str] = Counter()
        last = ""
        alone_with_colon = alone_without = 0
        self._numbered: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._styles: Counter[tuple[int, bool]] = Counter()
        self._colons: Counter[tuple[int, bool]] = Counter()
        self._inner = inner_lines(lines, vocabulary)
        self._looks_back = False
        for index, line in enumerate(lines):
            if index in self._inner:
                continue
            hit = known_label(line, vocabulary)
            if hit is None:
                last = last if line.bullet else ""
                if not line.bullet and (printed := _shaped_like_label(line)):
                    self._unknown[fold_label(printed)] += 1
                continue
            self._hits[index] = hit
            assert hit.known is not None
            self._looks_back |= hit.known.kind is SectionKind.ACHIEVEMENTS
            last, above = hit.known.key if line.bullet else "", last
            if line.bullet:
                (listed if above == last else self._bulleted)[last] += 1
                continue
            self._plain[hit.known.key] += 1
            self._numbered[hit.known.key] += any(map(str.isdigit, line.text[: hit.end]))
            self._styles[_style(line, hit)] += 1
            self._colons[_style(line, hit)] += ":" in line.text[hit.end : hit.value]
            if hit.value == len(line.text):
                self._alone.add(index)
            if hit.value == len(line.text) and not line.heading:
                colon = ":" in line.text[hit.end :]
                alone_with_colon += colon
                alone_without += not colon
        # `- Action : semer` / `- Action : tailler`: entries of one list
        self._listed = {key for key, count in listed.items() if count >= self._bulleted[key]}
        self._bulleted = Counter({key: count for key, count in self._bulleted.items() if key not in self._listed})
        self._has_leader = any(self._leads(hit) for hit in self._hits.values())
        self._places = list(self._hits)
        self._in_cells = {i for i in self._hits if lines[i].label_cell}
        plain = self._styles[0, False]
        marked = sum(self._styles.values()) - plain
        # `LIENS AVEC D'AUTRES FICHES`: where labels are lines of capitals, so is one that begins with a label's words.
        capitals = sum(lines[i].capitals for i in self._alone)
        self._capitals = capitals > 2 and capitals * 2 > len(self._alone)
        # Where labels are headings or bold, a plain line that opens with a label's word is a sentence.
        self._colonless = (alone_without > alone_with_colon or not alone_with_colon) and marked <= plain
        self._mostly_colons = alone_with_colon * 2 >= alone_without
        self._bulleted_style = sum(self._bulleted.values()) > sum(self._plain.values())
        self._mostly_alone = len(self._alone) * 2 >= len(self._hits)
        self._blanks = [line.blank_before for line in lines]
        below = [not self._blanks[i + 1] for i in self._alone if i + 1 < len(lines)]
        self._mostly_close = sum(below) * 2 > len(below)
        self._questions = sum("?" in lines[i].text[hit.start : hit.value] for i, hit in self._hits.items())
        apart = Counter(hit.known.key for i, hit in self._hits.items() if i in self._alone and hit.known is not None)
        habit = sum(count >= _AGAIN for count in apart.values()) > 1
        self._apart = self._mostly_alone or habit
        counting = self._apart or any(line.italic for line in lines)
        self._again = self._count_again(lines) if counting else Counter[str]()
        self._seen_without_colon = self._count_without_colon(lines) if self._colonless else Counter[str]()

    def _leads(self, hit: LabelHit) -> bool:
        """`Pilote`, `Sponsor`: who leads, under a label that is neither a referent's nor a body's."""
        assert hit.known is not None
        meaning = hit.known.meaning
        return meaning.role is Role.LEAD and not meaning.bodies and hit.known.key not in self._vocabulary.leads_beside

    def _count_again(self, lines: Sequence[Line]) -> Counter[str]:
        """Count the short lines that come again, each above its own text, where labels stand alone on their lines."""
        found: Counter[str] = Counter()
        titles: set[str] = set()
        for index, line in enumerate(lines):
            if index not in self._hits and index not in self._inner and self._may_come_again(line):
                key = _without_year(line.text)
                found[key] += index - 1 not in self._alone
                if index + 1 in self._hits:
                    titles.add(key)  # a title above its labels, which the contents print too
        return Counter({key: count for key, count in found.items() if key not in titles})

    def _may_come_again(self, line: Line) -> bool:
        """A line of its own, where the labels are such lines or it is in italics as a whole."""
        return (self._apart or line.italic) and _stands_like_label(line)

    def _comes_again(self, line: Line) -> bool:
        """`Ce qui se raconte` under every fiche; `À quoi bon ?` twice, or once among labels that are questions."""
        if not self._again or not self._may_come_again(line):
            return False
        count = self._again[_without_year(line.text)]
        asks = line.text.endswith("?")
        return count >= _AGAIN or (asks and (count > 1 or (count == 1 and self._questions > 1)))

    def _count_without_colon(self, lines: Sequence[Line]) -> Counter[str]:
        found: Counter[str] = Counter()
        for index, line in enumerate(lines):
            if (
                index not in self._hits
                and index not in self._inner
                and not line.bullet
                and (hit := self._without_colon(line, WORD_EDGE))
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
        value = VALUE.search(text, 0, 120)
        stop = value.start() + 1 if value is not None else 90
        for start, end in reversed([edge.span() for edge in edges.finditer(text, 1, 90)] + end_of_capitals(text)):
            if start > stop:
                continue
            known = self._vocabulary.exact_label(text[:start])
            if known is not None and start >= _SHORTEST_BEFORE_TEXT:
                return LabelHit(0, start, end, known)
        return None

    def _ends_at_a_colon(self, text: str, hit: LabelHit) -> bool:
        """`Partenariat Ville Z : 10 000 €`: the colon ends other words than the label's, which opens no other line."""
        if _is_capital_label(text):
            return True  # `SERVICE PORTEUR : Mission égalité`, not `SERVICE` alone
        colon = BEFORE_COLON.match(text)
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
        hit = self._read(index, line)
        if hit is None or hit.known is None or self._looks_back:
            return hit
        return replace(hit, known=hit.known.alone())

    def _read(self, index: int, line: Line) -> LabelHit | None:
        hit = self._hits.get(index)
        if hit is not None:
            return hit if self._used_as_label(line, hit) else None
        if line.bullet or index in self._inner or self._is_awaited(index):
            return None
        if self._colonless and (hit := self._without_colon(line, WORD_EDGE)) is not None:
            if not self._ends_at_a_colon(line.text, hit):
                return hit
            if not _is_capital_label(line.text):
                return None
        if self._colonless and (hit := self._without_colon(line, _ANY_EDGE)) is not None:
            assert hit.known is not None
            dated = hit.known.kind is SectionKind.CALENDAR and _TIME_WORD.match(flat(line.text[hit.value :]))
            if dated or (hit.known.kind in LISTS and self._seen_without_colon[hit.known.key] > 1):
                return hit
        hit = self._unknown_label(index, line)
        # `Coût par habitant : …`, printed as the labels are: its first word tells what it means.
        if hit is None:
            return None
        printed = line.text[hit.start : hit.end]
        return replace(hit, known=self._vocabulary.led_label(printed, beside=self._has_leader))

    def _is_awaited(self, index: int) -> bool:
        """`Structure pilote` / `Service Culture`: below a label that names people or bodies stands a name."""
        above = self._hits.get(index - 1)
        return above is not None and above.is_referent and index - 1 in self._alone

    def _used_as_label(self, line: Line, hit: LabelHit) -> bool:
        assert hit.known is not None
        key = hit.known.key
        alone = hit.value == len(line.text)
        if line.bullet and not line.heading:
            if key in self._listed:
                return False
            # `- Actions 2022 :**` in a list: a label only where the document prints it as one elsewhere.
            # Each label in its own way: `- **Pilote :** Ana Bo` in every fiche, `**Contexte**` below.
            if self._bulleted_style or (self._bulleted[key] > max(1, self._plain[key]) and line.bold_prefix >= hit.end):
                parted = bool(line.text[hit.end : hit.value].strip())
                return ":" in line.text or alone or parted
            marked = self._colonless or line.text.rstrip().endswith(":")
            return alone and marked and self._plain[key] > 0 and hit.known.year is not None
        if line.cell_part and not alone and not hit.is_referent:
            return False  # `État (DETR) : à confirmer` in a cell
        if line.heading or line.all_bold or line.label_cell or line.bold_prefix >= hit.end:
            return True
        if hit.is_referent or alone:
            return True
        # `Enjeu 1 : …` inside a description
        numbered = any(char.isdigit() for char in line.text[: hit.end]) and hit.known.year is None
        if numbered and (line.cell_part or (self._capitals and not in_capitals(line.text[: hit.end]))):
            return False
        if hit.known.kind in LISTS:  # `Financeur 2 : …`
            return True
        return not numbered or self._numbered[key] > 1

    def _unknown_label(self, index: int, line: Line) -> LabelHit | None:
        """Take a line for a label outside the vocabulary when it is printed as the known ones are."""
        if line.label_cell:
            return cell_hit(line, None) if self._styles[_CELL_STYLE] > 1 else None
        if index - 1 not in self._alone and (self._comes_again(line) or self._stands_as_labels_do(index, line)):
            return LabelHit(0, len(line.text), len(line.text), None)
        printed = _shaped_like_label(line, alone=self._capitals and line.capitals)
        if not printed or line.cell_part:
            return None
        hit = hit_of(line.text, printed, None)
        alone = hit.value == len(line.text)
        if _SUM.match(line.text, hit.value) and self._is_under_money(index):
            return None
        if self._capitals and line.capitals and alone:
            return hit if line.blank_before else None
        style = _style(line, hit)
        often = self._unknown[fold_label(printed)] > 1
        if alone and index + 1 in self._in_cells:
            return None  # `**Restaurer les mares**` above `| Pilote | Ana Bo |`
        if line.heading or line.all_bold:
            # `**Éclairer les rues**` is a title where labels read `**Pilote :**`
            bare = alone and ":" not in line.text and self._styles[style] == self._colons[style] > 1
            return hit if (self._styles[style] > 0 and not bare) or often else None
        if alone:
            usual = self._mostly_colons or ":" not in line.text  # `Trois écoles ouvrent la marche :` above a list
            return hit if line.blank_before and self._styles[style] > 1 and (usual or often) else None
        if style[1] and self._styles[style] > 1:
            return hit
        if self._unknown[fold_label(printed)] > 2:
            return hit
        # `Pilote : …` / `Livret : …` / `Objectifs : …`: one line each, so this one is a label too
        return hit if self._has_value(index - 1) and (self._has_value(index + 1) or index + 1 in self._hits) else None

    def _stands_as_labels_do(self, index: int, line: Line) -> bool:
        """`Indicateurs de réussite` once, on a line of its own above a text, where most labels stand so."""
        if not self._mostly_alone or not self._colonless or not _stands_like_label(line):
            return False
        below = index + 1
        if (
            below in self._hits
            or below >= len(self._blanks)
            or self._vocabulary.led_label(line.text, beside=False) is None
        ):
            return False
        close = not self._blanks[below]
        return close == self._mostly_close and (close or len(line.text.split()) <= _FEW_WORDS)

    def _is_under_money(self, index: int) -> bool:
        """`**Région** : 12 000 €` below `Budget` is who pays, printed as the labels are."""
        above = bisect_left(self._places, index)
        known = self._hits[self._places[above - 1]].known if above else None
        return known is not None and known.kind in (SectionKind.FUNDING, SectionKind.RESOURCES)

    def _has_value(self, index: int) -> bool:
        """Say whether a line is a known label with its value behind it."""
        hit = self._hits.get(index)
        return hit is not None and hit.value < self._lengths[index]


def _is_capital_label(text: str) -> bool:
    """`ACTEURS EXTÉRIEURS PARTENAIRES : …`: capitals up to a colon, small letters behind."""
    colon = BEFORE_COLON.match(text)
    return colon is not None and in_capitals(colon[1]) and not in_capitals(text)


def _style(line: Line, hit: LabelHit) -> tuple[int, bool]:
    """How a label is marked: heading level and bold, or a table's cell."""
    if line.label_cell:
        return _CELL_STYLE
    return line.heading, line.bold_prefix >= hit.end


def _stands_like_label(line: Line) -> bool:
    """A short plain line of its own, no sentence: nothing but its coming again tells that it is a label."""
    text = line.text
    plain = not (line.bullet or line.table or line.heading or line.cell_part) and line.blank_before > 0
    return plain and len(text) <= 60 and text[0].isupper() and text[-1] not in ".,;:!" and "|" not in text


def _without_year(text: str) -> str:
    return fold_label(_YEARS.sub(" ", text))


def _shaped_like_label(line: Line, *, alone: bool = False) -> str:
    """Give the words of a line that has the shape of a label, else nothing; `alone`: such a line needs no mark."""
    text = line.text
    if line.label_cell:
        return ""
    colon = BEFORE_COLON.match(text)
    if colon is not None and (colon.end() == len(text) or text[colon.end()].isspace()):
        printed = colon[1]
    elif (line.heading or line.all_bold or alone) and len(text) <= LONGEST_ALONE:
        printed = text
    elif line.bold_prefix:
        printed = text[: line.bold_prefix].rstrip(" :–—-")
    else:
        return ""
    asked = printed.rstrip().endswith("?") and bool(line.heading or line.bold_prefix)  # `**À quoi bon ?** Au moins …`
    if not printed or not printed[0].isupper() or len(printed.split()) > (9 if asked else 6) or len(printed) > 60:
        return ""
    if _TIME_WORD.match(flat(printed)) or (printed.rstrip().endswith((".", "?", "!", ",", ";")) and not asked):
        return ""  # `2023 :` and `Septembre :` inside a calendar
    if _CLAUSE.match(flat(printed)):
        return ""
    return printed
