"""Copies of samples with other names in the same sentences: the network learns sentences, not names."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.train.sample import Labelled, Sample

# Behind a comma, or before a verb or noun in the middle of things.
_CUT = re.compile(r"(?:, | (?:a|est|sont|ont|été|et|les|des|la|le|une?) )(?=[a-zà-öø-ÿœ]{4,} )")
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


def begun(samples: Iterable[Sample], share: float, seed: int) -> Iterator[Sample]:
    """Give the ends of sentences as sentences: many a common word gets a capital that says nothing.

    Args:
        samples: sentences to cut.
        share: chance for each sentence, 0 to 1.
        seed: of the choices.
    """
    rng = random.Random(seed)
    for sample in samples:
        starts = [
            mark.end()
            for mark in _CUT.finditer(sample.text)
            if not any(start < mark.end() < end for start, end, _ in sample.names)
            and not any(start < mark.end() < end for start, end in sample.unsure)
        ]
        if starts and rng.random() < share:
            start = rng.choice(starts)
            text = sample.text[start].upper() + sample.text[start + 1 :]
            yield Sample(
                text,
                tuple((a - start, b - start, label) for a, b, label in sample.names if a >= start),
                tuple((a - start, b - start) for a, b in sample.unsure if a >= start),
            )
