"""The atoms that the patterns of headings are built from: words of the vocabulary, numbers, what stands between."""

import re

from pipeline.vocabulary import Vocabulary

# `7`, `1.2`, `3 bis`, `1page 2` glued in contents, `A3`, `A1-2`, `TE-01`, Roman, `B`; a year is no number unless `n°`
# says so.
NUMBER = (
    r"(?:(?!(?:19|20)\d\d(?!\d))\d{1,4}(?:[.\-]\d{1,3}){0,3}(?:\s?(?:bis|ter|quater))?(?:[.\-]?[a-h])?(?![a-z0-9])"
    r"|\d{1,3}(?=page\s*\d)"
    r"|[a-z]{1,5}[.\-]?\d{1,3}(?:[.\-]\d{1,3}){0,2}(?![a-z0-9])"
    r"|[ivx]{1,5}(?:[.\-]\d{1,3}){0,3}(?![a-z0-9'])"
    r"|[a-z](?![a-z0-9']))"
)
MARK = r"(?:n\s?[°ºo]s?\.?|n(?=\d)|num(?:ero)?\.?|\#)"
# `Fiche 2/12`, `Fiche n° 2 sur 12`: the number of all fiches is none of its own.
_OF = r"(?:\s?/\s?\d{1,3}(?![\d/])|\s+sur\s+\d{1,3}(?!\d))?"
# `Action 1 (axe 2) : Titre`, `Action 1 (axe 2)` above its title
_ASIDE = (
    r"(?:\s*\([^()]{1,40}\)(?=\s*[:\-|])"
    r"|\s*\((?:axe|orientation|objectif|volet|defi|priorit|pilier|enjeu|chantier|theme)[^()]{0,30}\)\s*$)?"
)
# `1. - Titre`, `1 : – Titre`: a dash with blanks on both sides may follow
SEPARATOR = _OF + _ASIDE + r"\s*(?P<separator>[:.)\-|/>→•]*(?:\s+-(?=\s))?)\s*"


def words(vocabulary: Vocabulary, kind: str, opening: str = "") -> str:
    """Give the words of a kind of heading, singular or plural, as alternatives of a pattern on flat text.

    Args:
        vocabulary: the words.
        kind: the kind.
        opening: what they begin with, where not all are wanted.
    """
    return "|".join(
        re.escape(word).replace(r"\ ", r"[ \-]") + "s?"
        for word in vocabulary.headings[kind]
        if word.startswith(opening)
    )


def letter_is_number(printed: str, match: re.Match[str], number: str) -> bool:
    """`Action B - …`, `Fiche IV. …`, not `Action à mener` or `Mesure d'urgence`."""
    return number.isupper() and (
        bool(match["separator"]) or match.end("number") == len(printed) or (len(number) > 1 and number[-1].isdigit())
    )
