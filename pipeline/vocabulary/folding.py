"""Fold words so that a label is one thing whatever its accents, case, plural, gender marks or punctuation.

In: a printed label or name. Out: a key to compare with. Nothing here knows what a word means.
"""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "’‘ʼ`´′"
DASHES = "‐‑‒–—―−"
SPACES = "\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u2008\t"

# One character for one character, so that offsets hold.
_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(SPACES, " ")}
)
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})

# Référent·e·s, référent.e.s, Référent(e)s, Élu-e-s, Contributeur·rice·s, directeur/trice
_INCLUSIVE = re.compile(
    r"(?<=[a-z])(?:\((?:e|s|es|ne|le|fe|ve|trice|rice|euse|ice)\)|[·•.‧/](?:(?:e|ne|le|fe|ve|trice|rice|euse|ice)s?|s)(?![a-z])"
    r"|-e(?=-s\b))+(?:[·•.‧-]?s\b)?"
)
_NOT_WORD = re.compile(r"[^a-z0-9'&]+")


def plain_typography(text: str) -> str:
    """Replace typographic apostrophes, dashes and spaces by the plain ones, one for one."""
    return text.translate(_TYPOGRAPHY)


# Accented letters to plain small ones, one for one: a ligature gives its first letter.
_FLAT = str.maketrans(
    {
        **{
            char: unicodedata.normalize("NFD", char)[0].lower()
            for char in map(chr, range(0xC0, 0x180))
            if unicodedata.normalize("NFD", char)[0].isascii()
        },
        "œ": "o",
        "Œ": "o",
        "æ": "a",
        "Æ": "a",
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(SPACES, " "),
        **{chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
    }
)


def flat(text: str) -> str:
    """Give small letters without accents and plain typography, of the same length: offsets hold."""
    if text.isascii():  # fifteen times as fast
        return text.lower().replace("`", "'").replace("\t", " ")
    return text.translate(_FLAT)


def unaccented(text: str) -> str:
    """Drop accents and ligatures, keep case."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Give lower-case words without accents or punctuation: `Points d’ATTENTION :` gives `points d'attention`."""
    return _NOT_WORD.sub(" ", unaccented(plain_typography(text)).casefold()).strip()


@lru_cache(maxsize=20_000)
def fold_label(text: str) -> str:
    """Give the key of a label: folded, inclusive endings gone, each word singular."""
    lowered = unaccented(plain_typography(text)).casefold()
    words = _NOT_WORD.sub(" ", _INCLUSIVE.sub("", lowered)).split()
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    if word in {"locaux", "principaux", "generaux", "globaux", "territoriaux", "speciaux", "hopitaux"}:
        return word[:-3] + "al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.endswith("ss") else word
