"""Tell whose a hyphen at a line's end is, from the words of the whole document.

`Anne-Laure` and `co-construction` keep theirs, `publica-tion` loses it: the word's own stands elsewhere too, or behind
what French joins by hyphens.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.span import Passage

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SOFT = ("\u2010", "\u00ad")
# What French writes with a hyphen in front of a word.
_PREFIXES = {
    "agro", "anti", "après", "arrière", "audio", "auto", "avant", "bi", "bio", "centre", "co", "contre",
    "demi", "du", "éco", "électro", "euro", "ex", "extra", "franco", "géo", "hors", "hydro", "infra",
    "inter", "intra", "macro", "méta", "mi", "micro", "mini", "multi", "néo", "non", "nord", "ouest",
    "outre", "péri", "pluri", "post", "pré", "pro", "quasi", "rétro", "semi", "socio", "sous", "sud",
    "super", "supra", "sur", "télé", "tiers", "trans", "tri", "ultra", "vice", "visio",
}  # fmt: skip
HYPHENS = ("-", "\u2010", "\u00ad")
_LAST_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010\u00ad]\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Text that is hyphenated at all is cut at more line ends than this; below it, hyphens are the authors' own.
_HYPHENATED = 0.02
_FEWEST_CUTS = 3
_LONG_LINE = 30
_INSIDE_NAMES = {"le", "la", "les", "l", "de", "du", "des", "d", "en", "sur", "sous", "lès", "lez", "aux", "au", "et"}
# `at- tente`, the blank once a line's end.
_CUT = re.compile(r"(?<=\w)[-\u2010\u00ad] (?=\w)")


@dataclass(slots=True)
class Words:
    """The words of a document, whole ones only, in small letters."""

    counts: Counter[str] = field(default_factory=Counter)
    small: set[str] = field(default_factory=set)  # those printed in small letters somewhere
    lines: int = 0
    cuts: int = 0  # lines that end in a hyphen behind a letter
    soft_cuts: int = 0  # in one that only a typesetting program sets

    def read(self, lines: Iterable[str]) -> None:
        """Count the words of lines; the last of a line that ends in a hyphen is no whole word."""
        cut = False
        for text in lines:
            words = _WORD.findall(text)
            if cut and words:
                words = words[1:]
            cut = text.endswith(HYPHENS) and text[-2:-1].isalpha()
            self.soft_cuts += text.endswith(_SOFT)
            self.lines += len(text) > _LONG_LINE
            self.cuts += cut and len(text) > _LONG_LINE
            if cut and words:
                words = words[:-1]
            for word in words:
                self.counts[word.casefold()] += 1
                if word.islower():
                    self.small.add(word)
                if "-" in word:
                    self.counts.update(word.casefold().split("-"))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Say whether the hyphen between a line's last and the next one's first letters is the word's own."""
        left, right = _LAST_PART.search(before), _FIRST_PART.match(after)
        if left is None or right is None:
            return True  # `2021-`
        one, other = left[1].casefold(), right[0].casefold()
        whole, hyphened = self.counts[one.replace("\u2010", "-") + other], self.counts[f"{one}-{other}"]
        if whole or hyphened:
            return hyphened > whole
        if right[0][0].isupper():
            return not (before.endswith(_SOFT) and left[1].isupper())  # `Anne-` / `Laure`
        if before.endswith(_SOFT):
            return False  # set by the typesetter, not by the author
        tail, head = one.rpartition("-")[2], other.partition("-")[0]
        if "-" in other and head in _INSIDE_NAMES and left[1][0].isupper():
            return True  # `Saint-Aubin-` / `le-Vieux`
        if self.cuts < max(_HYPHENATED * self.lines, _FEWEST_CUTS) or self.soft_cuts:
            is_put_together = len(tail) > 2 and (tail[-1] == "o" or tail[-1] == head[-1] == "s")
            return self.counts[tail] > 0 or tail in _PREFIXES or is_put_together or bool(self.soft_cuts)
        return self.counts[tail] > 0 and self.counts[head] > 0 and len(tail) > 1


def made_whole(passage: Passage, text: str, words: Words) -> Passage:
    """Join the words that line ends have cut.

    Args:
        passage: as read from several lines, a blank for each line's end.
        text: the canonical text.
        words: those of the document.
    """
    gone: list[tuple[int, int]] = []
    for cut in _CUT.finditer(passage.text):
        hyphen, blank = cut.start(), cut.end() - 1
        if "\n" in text[passage.origin(hyphen) : passage.origin(blank + 1)]:
            keeps = words.keeps_hyphen(passage.text[: hyphen + 1], passage.text[cut.end() :])
            gone.append((blank if keeps else hyphen, cut.end()))
    return _without(passage, gone) if gone else passage


def _without(passage: Passage, gone: Iterable[tuple[int, int]]) -> Passage:
    """Take stretches out of a passage, which keeps the place of every other character."""
    places = list(range(len(passage.text)))
    for start, end in reversed(list(gone)):
        del places[start:end]
    starts: list[int] = []
    origins: list[int] = []
    for at, place in enumerate(places):
        origin = passage.origin(place)
        if not starts or origins[-1] + at - starts[-1] != origin:
            starts.append(at)
            origins.append(origin)
    return Passage("".join(passage.text[place] for place in places), tuple(starts), tuple(origins))
