"""Say which printed lines go on with the one above: hard wraps, page ends, list entries, one emphasis.

In: printed lines. Out: groups of them, one a logical line. A line that carries a label of its own never joins the one
before.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.split.furniture import is_bare_label
from pipeline.split.line import NUMBERED, in_capitals
from pipeline.split.printed import Habits, Openers, Row
from pipeline.vocabulary.words import read_toml_once

_SENTENCE_END = (".", "!", "?", ";", "…", ":")
# No line ends with an article or a preposition.
_NEEDS_MORE = re.compile(
    r"\b(?:de|du|des|la|le|les|à|au|aux|en|et|ou|pour|par|sur|avec|dans|entre|vers|un|une|ses|leurs|dont|[ld]['’])$"
)
# A line as long as a page is wide.
_LONG = 90
# Shorter lines that end with a full stop may be entries of a list.
_SENTENCE = 50
# The last line of a paragraph may be shorter, where the line above is this wide.
_WIDE = 65
_GOES_ON = re.compile(
    r"(?:Ce|Cet|Cette|Ces|Celles?|Celui|Ceux|Cela|C['’]est|Ils?|Elles?|On|Nous|L[ea]s?|L['’]|Un|Une|Des)\b"
)
_IS_AMOUNT = re.compile(r"\d[\d .,\u202f\xa0]{0,14}(?:k€|K€|M€|€|euros?)(?: [A-Za-z ]{2,10})?[.;]?")
_VALUE_COLUMN = re.compile(r"\w[^:\n]{1,50}?(?:\s*:\s+|\s{3,}|\t+)(?=\S)")
_CUT_DATE = re.compile(
    r"\d(?:er)? (?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)[a-zé]*\.?$", re.IGNORECASE
)
# `2026 : ouverture` / `septembre 2026 : bilan`
_DATED_ENTRY = re.compile(r"(?:[^\W\d]{1,12}\.?[ \-]){0,3}(?:19|20)\d\d\s*:\s")
_STARTS_WITH_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)(?!\s*:)")
_LONGEST_LABEL = 80
# `Ouvrir cinq plateformes ........ 8`
_LEADERS = re.compile(r"(?:\.{3,}|…|(?:\. ){3,})\s*\d{1,4}$")
_LONGEST_LEADERS = 16
# A wrapped line of a list fills this part of the page's width at least, wherever its last name was broken.
_FILLED = 0.7
# An entry of a list without bullets is no longer than this, or that where it names several, and opens with no word that
# links it to the line above.
_ENTRY, _ENTRIES = 60, 100
_LISTS = re.compile(r"[,;]\s|\s/\s")
_SEVERAL = re.compile(r",\s|\s(?:/|et|ou)\s")
_LINKED = re.compile(r"(?:de|du|des|le|la|les|à|au|aux|en|et|ou|pour|par|sur|avec|dans|qui|que|dont)\s|[ld]['’]")
# No entry of a list opens with these: `des bénévoles` and `à partir de juin` may.
_CONJUNCTION = re.compile(r"(?:et|ou|de|du|qui|que|dont)\s")
# `CAF, Ville d'Ostrea, association` / `Droit au Toit`
_NAMED_HEADS = frozenset(read_toml_once("names.toml")["named_heads"])
_LAST_OF_LIST = re.compile(r"(?:[,;]|\s/)\s\w+$")
_LONGEST_HEAD = 16
_EMPHASIS_EDGE = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)")


def grouped(
    text: str,
    rows: Sequence[Row],
    habits: Habits,
    openers: Openers,
    after_furniture: Mapping[int, bool],
) -> Iterable[list[Row]]:
    """Group the printed lines of a document, each group one logical line.

    Args:
        text: the canonical text.
        rows: its printed lines, furniture gone.
        habits: how it prints.
        openers: what tells labels and headings.
        after_furniture: where the lines behind furniture begin, and whether no blank line parts them from it.
    """
    group: list[Row] = []
    emphasis = ""
    opener = ""  # the first printed line of the group
    entries = _Entries(habits, openers)
    wait = entries.waiting.append
    for row in rows:
        printed = text[row.start : row.end]
        is_entry = habits.free and printed[0].islower() and not row.blank_before and entries.go_on_with(printed)
        goes_on = (
            bool(group)
            and not is_entry
            and _continues(text, group, row, opener, emphasis, habits, openers, after_furniture.get(row.start))
        )
        if habits.free:
            wait((opener if len(group) == 1 else "", printed, goes_on or row.blank_before > 0))
        if goes_on:
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
    group: Sequence[Row],
    row: Row,
    opener: str,
    emphasis: str,
    habits: Habits,
    openers: Openers,
    furniture: bool | None,
) -> bool:
    """Say whether a printed line goes on with the one above; `furniture` between them stands without blank lines."""
    opens_label = openers.label_or_heading
    printed = text[row.start : row.end]
    if row.table or group[0].table or habits.is_new(printed) or opener.startswith("#"):
        return False
    above = group[-1]
    before = text[above.start : above.end]
    if before[-1].isdigit() and _LEADERS.search(before[-_LONGEST_LEADERS:]) is not None:
        return False
    small = printed[0].islower()
    if row.blank_before:
        # `… coordonné par` / page end / `le CEPES, sur …`: only a sentence cut short goes on in small letters; where no
        # line is wrapped, only the end of a page cuts one, and `CAF du Gers (crédits)` / `associations` are entries.
        return (
            small
            and (
                furniture is not None
                or habits.wrapping.width > 0
                or _NEEDS_MORE.search(before) is not None
                or _CONJUNCTION.match(printed) is not None
            )
            and not before.endswith(_SENTENCE_END)
            and row.blank_before <= 3
            and above.end - group[0].start > 40
            and not is_bare_label(before, opens_label)
            and not opens_label(printed)
        )
    if opens_label(printed):
        # `… et la Banque des` / `Territoires`, `…, club de prévention` / `Horizons`: a word that is a label elsewhere
        full = habits.wrapping.width and habits.wrapping.is_full(text[above.begin : above.end], printed)
        wrapped = full and ":" not in printed and not before.endswith(_SENTENCE_END) and "," in before
        return bool(wrapped) or _NEEDS_MORE.search(before) is not None
    if emphasis or _hangs(text, group[0], row, habits.lead):
        return True
    if _goes_on_in_brackets(text[group[0].start : above.end], printed):
        return True
    if len(group) == 1 and above.blank_before and _is_title_of(before, printed):
        return False
    if _DATED_ENTRY.match(printed) and _DATED_ENTRY.match(text, group[0].start, group[0].end):
        return before.endswith((",", "-")) or _NEEDS_MORE.search(before) is not None
    if habits.wrapping.width and habits.wrapping.is_full(text[above.begin : above.end], printed):
        return True
    if furniture and habits.wrapping.width and len(group) > 1 and _VALUE_COLUMN.match(printed) is None:
        return not before.endswith(_SENTENCE_END)  # `…, malgré le soutien d'Emmaüs` / `4` / `France et de …`
    if habits.wrapping.width and _is_wrapped_list(above.end - above.begin, before, habits.wrapping.width):
        return True
    if before[before.rfind(" ") + 1 :] in _NAMED_HEADS and _LAST_OF_LIST.search(before[-_LONGEST_HEAD:]) is not None:
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
    if not habits.free and not habits.wrapping.width and _closes_paragraph(before, printed):
        return not openers.words_of_label(printed)
    # `Lien structure nationale / animation régionale :` / `garder la cohérence`
    return (small and not before.endswith((".", "!", "?", ";", "…"))) or _NEEDS_MORE.search(before) is not None


class _Entries:
    """The printed lines read so far, and whether the last of them is an entry of a list without bullets.

    Labels are looked for when a line asks: few do. Each line waits with the one above it, where that is a logical line
    of its own, and with whether it stands apart: below a blank line, or as part of the line above.
    """

    def __init__(self, habits: Habits, openers: Openers) -> None:
        self._habits, self._openers = habits, openers
        self.waiting: list[tuple[str, str, bool]] = []
        self._below_label = False

    def go_on_with(self, printed: str) -> bool:
        """Say whether a line that begins with a small letter, right below the last one, is an entry below another."""
        if not self.waiting or not _is_entry(self.waiting[-1][1], printed):
            return False
        for above, entry, apart in self.waiting:
            opens = above != "" and is_bare_label(above, self._openers.label)
            self._below_label = (opens or (self._below_label and not apart)) and not self._habits.is_new(entry)
        self.waiting.clear()
        return self._below_label


def _is_entry(above: str, below: str) -> bool:
    """`CAF du Gers` / `associations de parents`, below `Partenaires :` in a text that wraps no line."""
    longest = _ENTRIES if _SEVERAL.search(above) is not None else _ENTRY
    return (
        len(above) < longest
        and len(below) < _ENTRY
        and not above.endswith((*_SENTENCE_END, ",", "-", "–"))
        and below[0].islower()
        and not below.endswith(_SENTENCE_END)
        and _LINKED.match(below) is None
        and _NEEDS_MORE.search(above) is None
    )


def _goes_on_in_brackets(above: str, printed: str) -> bool:
    """`Réseau des veilleurs` / `(prêt de lampes)`; `Réseau des veilleurs (Maison` / `Étoiles)`."""
    if printed[0] == "(":
        return not above.endswith(_SENTENCE_END)
    closing = printed.find(")")
    return closing > 0 and "(" not in printed[:closing] and above.rfind("(") > above.rfind(")")


def _hangs(text: str, first: Row, row: Row, leads: re.Pattern[str]) -> bool:
    """Say whether a line stands under the words of a list entry: `- voir` / two blanks and `le bocage`.

    `Partenaires     : ADEME,` / as many blanks and `CAF`: a value that begins far to the right goes on there.
    """
    value = _VALUE_COLUMN.match(text, first.start, first.end)
    if value is not None and row.start - row.begin == value.end() - first.begin:
        return True
    lead = leads.match(text, first.start, first.end)
    assert lead is not None  # every part of the pattern is optional
    number = NUMBERED.match(text, first.start, first.end)
    behind = number.end() if number is not None else lead.end()
    if number is None and not lead["bullet"]:
        return False
    while behind < first.end and text[behind].isspace():
        behind += 1
    return row.start - row.begin >= behind - first.begin


def _is_wrapped_list(length: int, above: str, width: int) -> bool:
    """`Partenaires : ARS (ingénierie), CPTS de la Vallée` / `Santé, MSA`, which went to a new line as a whole."""
    return length >= _FILLED * width and _LISTS.search(above) is not None and not above.endswith((*_SENTENCE_END, ","))


def _is_title_of(above: str, below: str) -> bool:
    """`ENGAGEMENTS LIES` / `n°2, n°5`: a line of capitals with none below it stands alone."""
    whole = (
        len(above) <= _LONGEST_LABEL and not above.endswith((",", "-", "&")) and not _NEEDS_MORE.search(above.lower())
    )
    return whole and in_capitals(above) and below.upper() != below


def _closes_paragraph(above: str, below: str) -> bool:
    """`… perdent une classe tous les deux ans.` / `Celle des Aulnettes date de 1962.`: a line as wide as a page, and
    a sentence that goes on with it.
    """
    return len(above) >= _WIDE and above.endswith(".") and below.endswith(".") and _GOES_ON.match(below) is not None


def _is_prose(above: str, below: str) -> bool:
    """`… vend en direct.` / `Depuis 2019, deux marchés …`: sentences right below each other are one paragraph."""
    enough = len(below) >= _SENTENCE or (len(above) >= 2 * _SENTENCE and below.endswith(":") and " " in below)
    return len(above) >= _SENTENCE and enough and above.endswith((".", "!", "?")) and below[0].isupper()
