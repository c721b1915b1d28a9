"""Read headings that print a fiche's word and number in less usual ways.

`[Action 1] Titre`, `1ère action : Titre`, `Titre (action n°1)`, `Axe 1 - Action 2 : Titre`. In: logical lines. Out:
candidate headings; those with an axe within carry it.
"""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import FicheKind
from pipeline.split.atoms import MARK, NUMBER, SEPARATOR, letter_is_number, words
from pipeline.split.heading import AxePart, Heading, Source
from pipeline.split.line import Line
from pipeline.split.pages import page_of
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.folding import flat, fold

_LONGEST = 320
# Where the word and the number stand, from the edge of the line.
_EDGE = 90
_ORDINALS = (
    ("premier", "premiere"), ("deuxieme", "second", "seconde"), ("troisieme",), ("quatrieme",), ("cinquieme",),
    ("sixieme",), ("septieme",), ("huitieme",), ("neuvieme",), ("dixieme",), ("onzieme",), ("douzieme",),
)  # fmt: skip
# What stands between an axe, its title and the fiche.
_BETWEEN = " :.,;|/>→•–—-()[]"
_VALUES = {word: str(value) for value, forms in enumerate(_ORDINALS, 1) for word in forms}
# Most lines begin otherwise, and cost no more.
_OPENING = re.compile(
    r"[\[(]|\d{1,3}\s?[erndiè]|premi|deuxi|second|troisi|quatri|cinqui|sixi|septi|huiti|neuvi|dixi|onzi|douzi",
    re.IGNORECASE,
)

_MatchAxe = Callable[[str], re.Match[str] | None]


class HeadingForms:
    """The patterns of these headings, built from the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbered = rf"(?P<word>{words(vocabulary, 'fiche')})(?:\s*{MARK}\s*|\s+|(?=\d))(?P<number>{NUMBER})"
        self._bracketed = re.compile(rf"[\[(]\s?{numbered}\s?[\])](?P<separator>\s*[:\-|]*)\s*(?P<title>.*)")
        self._ordinal = re.compile(
            rf"(?:(?P<digits>\d{{1,3}})\s?(?:e?re|er|nde?|(?:i?em)?e)|(?P<spelt>{'|'.join(_VALUES)}))\s+"
            rf"(?P<word>{words(vocabulary, 'fiche')})(?![a-z0-9]){SEPARATOR}(?P<title>.*)"
        )
        self._behind = re.compile(rf"(?:\s*[(\[]|\s+[\-|/]\s)\s*{numbered}\s?[)\]]?\s*$")
        self._within = re.compile(rf"(?:^|[\-|/:,>.)]\s*)[\s,]*(?P<heading>{numbered}{SEPARATOR}(?P<title>.*))")

    def opens(self, bare: str, printed: str) -> bool:
        """Say whether a printed line begins with a bracket or an ordinal as such headings do.

        Args:
            bare: its beginning without markup, flat.
            printed: the same as printed.
        """
        if _OPENING.match(bare) is None:
            return False
        match = self._bracketed.match(bare) or self._ordinal.match(bare)
        return match is not None and _is_title(printed[match.start("title") :], separated=bool(match["separator"]))

    def read(self, index: int, line: Line, text: str) -> Heading | None:
        """Read `[Action 1] Titre`, `1ère action : Titre`, `Deuxième action` with the title on the next line."""
        if _OPENING.match(line.text) is None or len(line.text) > _LONGEST or (line.bullet and not line.heading):
            return None
        folded = flat(line.text)
        bracketed = self._bracketed.match(folded)
        match = bracketed or self._ordinal.match(folded)
        if match is None:
            return None
        if bracketed:
            number = line.text[bracketed.start("number") : bracketed.end("number")]
            if not (number[0].isdigit() or number.isupper()):
                return None
        else:
            number = match["digits"] or _VALUES[match["spelt"]]
        page, end = page_of(line, text)
        start = min(match.start("title"), end)
        if not _is_title(line.text[start:end], separated=bracketed is not None or bool(match["separator"])):
            return None
        source = Source.KNOWN if bracketed else Source.ORDINAL
        return Heading(index, FicheKind.FICHE, _word(match["word"]), number, (start, end) if start < end else (0, 0),
                       page, line.heading, end, source)  # fmt: skip

    def behind_axe(self, line: Line, text: str, match_axe: _MatchAxe) -> Heading | None:
        """Read `Axe 1 - Action 2 : Titre`, `Axe 1 : Se loger / Fiche 2`: an axe, or two, and the fiche.

        Args:
            line: the line, which begins with an axe's word and number.
            text: the canonical text.
            match_axe: reads flat text that begins with an axe's word and number.
        """
        page, end = page_of(line, text)
        folded = flat(line.text[:end])
        match = self._within.search(folded)
        if match is None:
            return None
        number = line.text[match.start("number") : match.end("number")]
        title = line.text[match.start("title") : end]
        if not (number[0].isdigit() or letter_is_number(line.text[:end], match, number)):
            return None
        if not _is_title(title, separated=bool(match["separator"])):
            return None
        axes: list[AxePart] = []
        at = 0
        while at < match.start() and (axe := match_axe(folded[at : match.start()])) is not None and axe["number"]:
            axes.append(_axe_part(line.text, at, axe))
            at = axes[-1].end
            at += len(folded[at : match.start()]) - len(folded[at : match.start()].lstrip(_BETWEEN))
        if not axes:
            return None
        axes[-1] = _titled(axes[-1], line.text, match.start())
        place = (match.start("title"), end) if title else (0, 0)
        return Heading(-1, FicheKind.FICHE, _word(match["word"]), number, place, page, line.heading, end,
                       axes=tuple(axes))  # fmt: skip

    def behind_titles(self, lines: Sequence[Line], taken: Container[int], text: str) -> dict[int, Heading]:
        """Read `Titre (action n°1)` where the numbers of such lines count up.

        Args:
            lines: the document.
            taken: the lines that are read as something else.
            text: the canonical text.
        """
        found = {
            i: heading
            for i, line in enumerate(lines)
            if i not in taken and (heading := self._behind_title(i, line, text)) is not None
        }
        numbers = [int(number) for heading in found.values() if (number := heading.number or "").isdecimal()]
        rising = sum(b == a + 1 for a, b in pairwise(numbers))
        return found if len(found) > 1 and rising * 2 >= len(found) - 1 and rising else {}

    def _behind_title(self, index: int, line: Line, text: str) -> Heading | None:
        printed = line.text
        if not (printed[-1] in ")]" or printed[-1].isdigit()) or line.table or (line.bullet and not line.heading):
            return None
        if not (printed[0].isupper() or printed[0] in '«"') or len(printed) > _LONGEST:
            return None
        page, end = page_of(line, text)
        if page is None and not (line.blank_before or line.heading or line.all_bold or line.capitals):
            return None
        first = max(0, end - _EDGE)
        match = self._behind.search(flat(line.text[first:end]))
        if match is None or first + match.start() == 0:
            return None
        number = line.text[first + match.start("number") : first + match.end("number")]
        if not (number[0].isdigit() or (number.isupper() and number[-1].isdigit())):
            return None
        return Heading(index, FicheKind.FICHE, _word(match["word"]), number, (0, first + match.start()), page,
                       line.heading, end, Source.BEHIND)  # fmt: skip


def _is_title(printed: str, *, separated: bool) -> bool:
    """A title begins with a capital behind something that sets it apart, or stands on the next line."""
    return not printed or (separated and (printed[0].isupper() or printed[0] in '«"' or printed[0].isdigit()))


def _word(printed: str) -> str:
    word = fold(printed).rstrip("s")
    return "fiche" if word.startswith("fiche") else word


def _axe_part(printed: str, at: int, match: re.Match[str]) -> AxePart:
    number = printed[at + match.start("number") : at + match.end("number")]
    return AxePart(fold(match["word"]).rstrip("s"), number, None, at, at + match.end("number"))


def _titled(axe: AxePart, printed: str, stop: int) -> AxePart:
    """Give the axe the title that stands between its number and the fiche's word."""
    own = printed[axe.end : stop].rstrip(_BETWEEN)
    title = own.lstrip(_BETWEEN)
    return replace(axe, title=title, end=axe.end + len(own)) if title else axe
