"""The words of French texts and queries as an index knows them.

In: a text. Out: each word's place and its term: without accents, case or elided article, cut to its stem. A word is
stemmed as it is printed (`réalisées` gives `realis`) and, for texts and queries that leave accents out, without them.
"""

import re
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.vocabulary.folding import unaccented
from pipeline.write.extras import library

_WORD = re.compile(r"[^\W_]+")
_ELIDED = frozenset({"l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"})
_LONGEST = 64  # letters of a word that count: more is no word
_APOSTROPHES = "'’‘ʼ`´′"
# Words that every fiche has: a query asks for them only inside quotes.
_FUNCTION_WORDS = """
a au aux avec ce ces dans de des du elle en et il ils je la le les leur leurs ne notre nos nous on ou par pas pour
que qui sa sans se ses son sous sur un une vos votre vous y
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


class Terms(NamedTuple):
    """What an index knows a word by: its stem, the stem of the word without accents, and that word."""

    term: str
    bare: str
    plain: str


class Word(NamedTuple):
    """A word as printed: its place, and its terms."""

    start: int
    end: int
    terms: Terms


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Give the words of a stretch of text, elided articles left out."""
    stop = len(text) if end is None else end
    for found in _WORD.finditer(text, start, stop):
        word = found[0]
        follows = text[found.end() : found.end() + 1]
        if len(word) < 8 and follows and follows in _APOSTROPHES and word.casefold() in _ELIDED:
            continue
        yield Word(found.start(), found.end(), terms(word.casefold()))


@lru_cache(maxsize=200_000)
def terms(word: str) -> Terms:
    """Give the terms of a word in small letters."""
    word = word[:_LONGEST]
    plain = unaccented(word)
    stemmer = _stemmer()
    bare = str(stemmer.stemWord(plain))
    term = bare if plain == word else unaccented(str(stemmer.stemWord(word)))
    return Terms(term, bare, plain)


def stemmer_version() -> str:
    """Give what stems words: another version may stem otherwise."""
    from importlib.metadata import version

    return f"snowballstemmer {version('snowballstemmer')}"


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Not `snowballstemmer.stemmer`, which takes another package's stemmer where that is installed.
    return library("snowballstemmer.french_stemmer", "collection").FrenchStemmer()


def alternatives(base: sqlite3.Connection, word: Terms) -> list[str]:
    """Give the terms that a word of a query may stand under: that of each accented spelling that the texts have."""
    listed = base.execute("SELECT term FROM spellings WHERE plain = ? ORDER BY term", (word.plain,))
    return list(dict.fromkeys([word.term, word.bare, *(term for (term,) in listed)]))
