"""A text with its folded twin: one spelling for all prints of a date, letter for letter.

Folding keeps the length, so that an offset in one is an offset in the other. Views on what stands before and
behind a place are of bounded size.
"""

import re
from typing import Final, NamedTuple

# How far the grammar looks around a date, in code points: enough for `Nombre de logements rénovés visés : `,
# and a constant, so that reading stays linear in the length of the text.
REACH: Final = 40

_BASES = {
    "a": "àâäáãåÀÂÄÁÃÅ",
    "c": "çÇ",
    "e": "éèêëÉÈÊËᵉ",
    "i": "îïíìİÎÏÍÌ",
    "o": "ôöóòõÔÖÓÒÕ",
    "r": "ʳ",
    "u": "ùûüúÙÛÜÚ",
    "y": "ÿŸ",
    "°": "º",
    "'": "’‘ʼ′`´",
    "-": "‐‑‒–—―−",
    "/": "⁄∕",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
}
_FOLDED = {variant: base for base, variants in _BASES.items() for variant in variants}
_CONTROLS = str.maketrans("\t\n\r\v\f", "     ")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Give `text` in lower case, without accents, with plain spaces, hyphens and apostrophes, as long."""
    plain = _FOREIGN.sub(lambda found: _FOLDED.get(found[0], found[0]), text)
    return plain.translate(_CONTROLS).lower()


class Source(NamedTuple):
    """One text as printed and as the patterns read it; offsets are the same in both."""

    text: str
    folded: str

    def before(self, place: int, floor: int = 0) -> str:
        """Give the folded text that ends at `place`, from `floor` on at the earliest."""
        return self.folded[max(floor, place - REACH) : place]

    def after(self, place: int) -> str:
        """Give the folded text that starts at `place`."""
        return self.folded[place : place + REACH]

    def is_capitalised(self, start: int, end: int) -> bool:
        """Tell whether `start:end` begins with a capital letter and does not stand in capitals as a whole."""
        printed = self.text[start:end]
        return printed[:1].isupper() and not printed.isupper()
