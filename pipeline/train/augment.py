"""Copies of samples with other names in the same sentences: the network learns sentences, not names."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.train.sample import Labelled, Sample

_ELIDING = ("d'", "l'", "d’", "l’", "D'", "L'")
_VOWELS = "AÀÂEÉÈÊËIÎÏOÔUÛHYŒaàâeéèêëiîïoôuûhyœ"


def renamed(samples: Iterable[Sample], others: Iterable[Sample], share: float, seed: int) -> Iterator[Sample]:
    """Give a copy of every sample that has names, each name replaced with the chance `share`.

    Args:
        samples: sentences to copy.
        others: samples whose names replace those of `samples`, label for label.
        share: chance for each name, 0 to 1.
        seed: of the choices.
    """
    rng = random.Random(seed)
    pool: dict[str, set[str]] = defaultdict(set)
    for sample in others:
        for start, end, label in sample.names:
            pool[label].add(sample.text[start:end])
    choices = {label: sorted(names) for label, names in pool.items()}
    for sample in samples:
        if sample.names and not sample.unsure:
            yield _copy(sample, choices, share, rng)


def _copy(sample: Sample, choices: dict[str, list[str]], share: float, rng: random.Random) -> Sample:
    text = ""
    names: list[Labelled] = []
    position = 0
    for start, end, label in sample.names:
        text += sample.text[position:start]
        name = sample.text[start:end]
        if rng.random() < share:
            name = rng.choice(choices[label])
            # `d'Orvance` becomes `de Crozes`, `de Crozes` becomes `d'Orvance`.
            if text.endswith(_ELIDING) and name[0] not in _VOWELS:
                text = text[:-1] + ("e " if text[-2] in "dD" else "a ")
            elif text.endswith(" de ") and name[0] in _VOWELS:
                text = text[:-2] + "'"
        names.append((len(text), len(text) + len(name), label))
        text += name
        position = end
    return Sample(text + sample.text[position:], tuple(names))
