"""When two printed texts count as the same: typography never matters, case only where it says something.

In: a text as printed. Out: a key to compare with. Accents always count.
"""

import re
import unicodedata

from pipeline.vocabulary.folding import plain_typography

# `l'Atelier du Val`, `des associations`: what stands before a name; an article alone is left as it is.
_ARTICLE = re.compile(r"(?:l'|(?:le|la|les|un|une|des|du) )(?=\w)", re.IGNORECASE)
_MARKUP = re.compile(r"\*+|~~|(?<!\w)_+|_+(?!\w)|^#+(?= )")
_TRAILING = " .:;,-!?…"


def fold_text(text: str) -> str:
    """Fold white space, apostrophes, dashes and Unicode composition; keep case and punctuation."""
    return " ".join(plain_typography(unicodedata.normalize("NFC", text)).split())


def fold_name(text: str) -> str:
    """Fold a name: as a text, without leading article, whatever its case."""
    folded = fold_text(text)
    article = _ARTICLE.match(folded)
    return folded[article.end() if article else 0 :].casefold()


def fold_title(text: str) -> str:
    """Fold a title or label: as a text, without markup or punctuation behind it, whatever its case."""
    return fold_text(_MARKUP.sub("", fold_text(text))).rstrip(_TRAILING).casefold()
