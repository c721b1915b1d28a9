"""Strict and lenient F1 of what was read against what stands there."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.train.sample import Labelled

LABELS = ("person", "organisation", "place")


@dataclass(slots=True)
class Count:
    """Names read rightly, read in all, and to be read."""

    right: int = 0
    read: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing is to be read and nothing was."""
        return 2 * self.right / (self.read + self.gold) if self.read + self.gold else 1.0


def score(pairs: Iterable[tuple[Iterable[Labelled], Iterable[Labelled]]]) -> dict[str, Count]:
    """Count over (read, gold) pairs, one a text, by label, for all (`strict`), and by overlap (`overlap`)."""
    counts = {key: Count() for key in (*LABELS, "strict", "overlap")}
    for read_names, gold_names in pairs:
        read, gold = set(read_names), set(gold_names)
        for label in LABELS:
            _add(
                counts[label],
                {name for name in read if name[2] == label},
                {name for name in gold if name[2] == label},
            )
        _add(counts["strict"], read, gold)
        overlap = counts["overlap"]
        overlap.read += len(read)
        overlap.gold += len(gold)
        free = set(gold)
        for start, end, label in sorted(read):
            met = [name for name in free if name[0] < end and start < name[1] and name[2] == label]
            if met:
                overlap.right += 1
                free.remove(min(met))
    return counts


def _add(count: Count, read: set[Labelled], gold: set[Labelled]) -> None:
    count.right += len(read & gold)
    count.read += len(read)
    count.gold += len(gold)
