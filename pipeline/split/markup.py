"""Take light markup off a stretch of the canonical text, keeping every character's place.

In: a stretch that is one logical line. Out: its passage, how far its opening bold reaches, and whether an
emphasis mark is left without its twin. Links give their words; `<br>` and white space give one space.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.span import Passage

_SPECIAL = re.compile(r"[*_<\\\[\n\t\f\v\r\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|  ")
_TOKEN = re.compile(
    r"""
      (?P<space>\s{2,}|[^\S ]|<br\s?/?>|\\\n\s*)  # `a\nb`, `a<br>b`, `a\` and the next line; one space is text
    | \\(?P<escape>[!-/:-@\[-`{-~])        # `\*`, `l\'accès` as Pandoc writes it
    | (?P<emphasis>\*{1,3}|_{1,3})         # `**bold**`, `_it_`
    | \[(?P<link>[^\[\]\n]{1,300})\]
      \([^()\s]{1,500}(?:\s{1,9}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\)   # `[words](address "title")`
    | <(?P<address>https?://[^<>\s]{1,500})>   # `<https://exemple.fr>`
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage and what its markup said."""

    passage: Passage
    bold_prefix: int
    broken: bool

    @property
    def all_bold(self) -> bool:
        """True when the whole line is bold, but for a closing colon."""
        return self.bold_prefix > 0 and self.passage.text[self.bold_prefix :].strip(" :") == ""


def strip_markup(text: str, start: int, end: int, gaps: Sequence[tuple[int, int]] = ()) -> Marked:
    """Read `text[start:end]` without markup, white space folded.

    Args:
        text: the canonical text.
        start, end: the stretch, not beginning or ending with white space.
        gaps: what stands inside it and does not belong to it (a page's foot); it reads as a blank.
    """
    raw = _without_gaps(text, start, end, gaps) if gaps else text[start:end]
    if _SPECIAL.search(raw) is None:
        return Marked(Passage(raw, (0,), (start,)), 0, broken=False)
    tokens = list(_TOKEN.finditer(raw))
    dropped, bold, broken = _emphasis(raw, tokens)
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    bold_prefix = 0

    def add(piece: str, origin: int) -> None:
        nonlocal length
        if piece[:1] == " " and (not pieces or pieces[-1][-1] == " "):
            piece, origin = piece[1:], origin + 1
        if not piece:
            return
        if not starts or origins[-1] + length - starts[-1] != start + origin:
            starts.append(length)
            origins.append(start + origin)
        pieces.append(piece)
        length += len(piece)

    at = 0
    for index, token in enumerate(tokens):
        add(raw[at : token.start()], at)
        at = token.end()
        if token["space"] is not None:
            add(" ", token.start())
        elif token["link"] is not None:
            add(token["link"], token.start("link"))
        elif token["address"] is not None:
            add(token["address"], token.start("address"))
        elif token["escape"] is not None:
            add(token["escape"], token.start("escape"))
        elif token["emphasis"] is not None and index not in dropped:
            add(token["emphasis"], token.start())
        if index in bold and not pieces:
            bold_prefix = -bold[index]
        elif bold_prefix < 0 and index == -bold_prefix:
            bold_prefix = length
    add(raw[at:], at)
    joined = "".join(pieces)
    kept = joined.rstrip()
    return Marked(Passage(kept, tuple(starts) or (0,), tuple(origins) or (start,)), max(bold_prefix, 0), broken)


def _without_gaps(text: str, start: int, end: int, gaps: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = start
    for begin, stop in gaps:
        pieces += [text[at:begin], " " * (stop - begin)]
        at = stop
    return "".join([*pieces, text[at:end]])


def _emphasis(raw: str, tokens: list[re.Match[str]]) -> tuple[set[int], dict[int, int], bool]:
    """Pair emphasis marks.

    Returns:
        the tokens that are markup, the closing token of each opening bold one, and whether one stands alone.
    """
    dropped: set[int] = set()
    bold: dict[int, int] = {}
    open_marks: dict[str, list[int]] = {}
    broken = False
    for index, token in enumerate(tokens):
        mark = token["emphasis"]
        if mark is None:
            continue
        before = raw[token.start() - 1 : token.start()] or " "
        after = raw[token.end() : token.end() + 1] or " "
        if mark[0] == "_" and before.isalnum() and after.isalnum():
            continue  # adhérent_e_s
        same = open_marks.setdefault(mark, [])
        if same and not before.isspace():
            twin = same.pop()
            dropped |= {twin, index}
            if len(mark) > 1:
                bold[twin] = index
            for others in open_marks.values():
                while others and others[-1] > twin:
                    others.pop()
        elif not after.isspace() and (len(mark) > 1 or not before.isalnum()):
            same.append(index)
        elif len(mark) > 1 and not before.isspace():
            dropped.add(index)  # `Actions 2022 :**`
            broken = True
    alone = [index for mark, left in open_marks.items() if mark[0] == "*" for index in left]
    return dropped | set(alone), bold, broken or bool(alone)
