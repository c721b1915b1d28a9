"""How alike two texts are, by the words that say something: a word that every fiche uses weighs nothing."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.vocabulary.folding import fold_label

Weights = Mapping[str, float]

MIN_LETTERS = 3  # shorter words are articles and the like


@lru_cache(maxsize=65_536)
def words(text: str) -> frozenset[str]:
    """Give the words of a text, folded, the small ones and the numbers left out."""
    found = fold_label(text).replace("'", " ").split()
    return frozenset(word for word in found if len(word) >= MIN_LETTERS and not word[0].isdigit())


def weights(texts: Iterable[frozenset[str]]) -> Weights:
    """Weigh words by how few of the texts use them (inverse document frequency)."""
    count: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        count.update(text)
    return {word: math.log((1 + total) / (1 + uses)) + 0.05 for word, uses in count.items()}


def weight(some: Iterable[str], known: Weights) -> float:
    """Give the weight of words together; in order, so that the last digit is always the same."""
    return math.fsum(known.get(word, 1.0) for word in some)


def shared(one: frozenset[str], other: frozenset[str], known: Weights) -> float:
    """Say which part of the lighter of two texts stands in the other, from 0 to 1."""
    least = min(weight(one, known), weight(other, known))
    return weight(one & other, known) / least if least else 0.0


def alike(one: frozenset[str], other: frozenset[str], known: Weights) -> float:
    """Say how much two texts have in common, from 0 to 1 (Dice, weighted)."""
    both = weight(one, known) + weight(other, known)
    return 2 * weight(one & other, known) / both if both else 0.0
