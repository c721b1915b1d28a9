"""Tell a text that is not French by its small words: `the`, `y`, `und`, `gant`.

In: texts. Out: the language that they are written in, where that is clearly another one than French. Words that two
languages share tell nothing between them, and a few foreign words, a title or a quotation, do not outweigh the French
around them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary import read_toml

_WORD = re.compile(r"[^\W\d_]+")
# So many words that only another language has, and so many times those that only French has, make a text foreign.
ENOUGH = 8
_OUTWEIGHED = 2.5
# A text of another alphabet or of an unknown language: of so many words nearly none is a small word of French, nor are
# they names, which have capitals.
_MANY = 120
_HARDLY_ANY = 0.03
ALL, WRITTEN = "", " "


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its code in ISO 639, and what says in French and in English that a text is written in it."""

    code: str
    french: str
    english: str


FRENCH = Tongue("fr", "en français", "in French")
UNKNOWN = Tongue("und", "dans une autre langue que le français", "in another language than French")


@cache
def _bearers() -> Mapping[str, frozenset[Tongue]]:
    """The languages of every small word."""
    found: dict[str, set[Tongue]] = defaultdict(set)
    for entry in read_toml("tongues.toml")["tongue"]:
        tongue = Tongue(entry["code"], f"en {entry['french']}", f"in {entry['english']}")
        for word in _WORD.findall(entry["words"]):
            found[word].add(tongue)
    return {word: frozenset(tongues) for word, tongues in found.items()}


def words_in(text: str) -> Counter[str]:
    """Count the small words of all languages in a text, under `ALL` all words and, where nearly none is a small word of
    any language, under `WRITTEN` those without capital.
    """
    words = _WORD.findall(text)
    small = _bearers()
    counts = Counter({word: count for word, count in Counter(map(str.lower, words)).items() if word in small})
    if counts.total() < _HARDLY_ANY * len(words):
        counts[WRITTEN] = sum(not word[0].isupper() for word in words)
    counts[ALL] = len(words)
    return counts


def foreign(counts: Counter[str]) -> Tongue | None:
    """Give the language of counted words where it is not French.

    Args:
        counts: what `words_in` gives, of one text or the sum of several.
    """
    bearers = _bearers()
    french = 0
    own: Counter[Tongue] = Counter()
    shared: Counter[Tongue] = Counter()
    for word, count in counts.items():
        tongues = bearers.get(word)
        if tongues is None:
            continue
        known = shared if FRENCH in tongues else own
        french += count if known is shared else 0
        for tongue in tongues:
            known[tongue] += count
    clear = [each for each in own if own[each] >= ENOUGH and own[each] > _OUTWEIGHED * (french - shared[each])]
    if clear:
        return max(clear, key=lambda each: (own[each], each.code))
    return UNKNOWN if counts[ALL] >= _MANY and counts[WRITTEN] > counts[ALL] / 2 else None


def french_words(counts: Counter[str]) -> int:
    """Say how many small words of French a text has."""
    return sum(count for word, count in counts.items() if FRENCH in _bearers().get(word, ()))
