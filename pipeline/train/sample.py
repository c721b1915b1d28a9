"""A text with the names in it: what corpora and generator give, what training and scoring take."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Labelled = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One text, its names as (start, end, label), and the stretches of which nobody knows what they are.

    `inner` are names inside others, which one recipe learns too.
    """

    text: str
    names: tuple[Labelled, ...]
    unsure: tuple[tuple[int, int], ...] = ()
    inner: tuple[Labelled, ...] = ()


def outermost(names: Iterable[Labelled]) -> list[Labelled]:
    """Keep the longest of names that overlap: strict reading knows no nesting."""
    kept: list[Labelled] = []
    # The label breaks ties: the order of a set is another one in every process.
    for name in sorted(set(names), key=lambda name: (name[0] - name[1], name[0], name[2])):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in kept):
            kept.append(name)
    return sorted(kept)


def lines(sample: Sample) -> Iterator[Sample]:
    """Cut a sample at its line ends: a plan is read one item at a time, and so is everything else."""
    start = 0
    for line in sample.text.split("\n"):
        end = start + len(line)
        if line.strip():
            names = tuple((a - start, b - start, label) for a, b, label in sample.names if start <= a and b <= end)
            unsure = tuple((a - start, b - start) for a, b in sample.unsure if start <= a and b <= end)
            inner = tuple((a - start, b - start, label) for a, b, label in sample.inner if start <= a and b <= end)
            yield Sample(line, names, unsure, inner)
        start = end + 1
