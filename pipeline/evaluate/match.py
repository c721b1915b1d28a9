"""Pair gold values with output values, each at most once, as many as can be.

In: for every gold value the output values that it may go with. Out: the pairs.
"""

from collections.abc import Sequence

# They do not make two names overlap: `Maison de` and `de Loire` have nothing in common.
_SMALL_WORDS = frozenset(
    ["de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "à", "au", "aux", "&", "-", "pour"]
)


def pair(candidates: Sequence[Sequence[int]]) -> dict[int, int]:
    """Give the largest set of pairs (output index to gold index) in which nothing stands twice.

    Args:
        candidates: For every gold value, in order, the indices of the output values that it may go with.
    """
    taken: dict[int, int] = {}  # output index: its gold value
    held: dict[int, int] = {}  # the same the other way round
    hopeless: set[int] = set()  # seen from a gold value that found nothing: no later one finds anything there either
    for start in range(len(candidates)):
        reached: dict[int, int] = {}  # output index: the gold value from which it was reached
        queue, free = [start], None
        for gold in queue:
            free = next((one for one in candidates[gold] if one not in taken and one not in reached), None)
            if free is not None:
                reached[free] = gold
                break
            for one in candidates[gold]:
                if one not in reached and one not in hopeless:
                    reached[one] = gold
                    queue.append(taken[one])
        if free is None:
            hopeless.update(reached)
            continue
        while free is not None:
            gold = reached[free]
            before = held.get(gold)
            taken[free], held[gold], free = gold, free, before
    return taken


def overlap(one: str, other: str) -> bool:
    """Tell whether two folded names can be laid on each other so that they share words.

    One holds the other, or one ends as the other begins; `de` and the like alone are nothing shared.
    """
    left, right = one.replace("'", "' ").split(), other.replace("'", "' ").split()
    for shift in range(1 - len(right), len(left)):
        mine = left[max(shift, 0) : shift + len(right)]
        theirs = right[max(-shift, 0) : len(left) - shift]
        if mine == theirs and any(word.rstrip("'") not in _SMALL_WORDS for word in mine):
            return True
    return False
