"""Static vectors of our own for the recipe `floret`: trained on the texts that the network is trained on.

In: tokens, line by line. Out: the table of vectors in the vocabulary of a pipeline. Needs the package `floret`, which
is no part of the project's environment (`pip install floret`).
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import numpy
from spacy.language import Language
from spacy.vectors import Mode, Vectors  # type: ignore[import-not-found]

ROWS, WIDTH, SHORTEST, LONGEST, HASHES = 10_000, 60, 3, 5, 2


def add_vectors(nlp: Language, lines: Iterable[list[str]], folder: Path) -> None:
    """Train vectors of parts of words, one thread, and give them to a pipeline's vocabulary.

    Args:
        nlp: the pipeline.
        lines: the tokens of each text.
        folder: where the texts are written for floret to read.
    """
    floret = import_module("floret")
    file = folder / "floret.txt"
    file.write_text("\n".join(" ".join(line).lower() for line in lines), encoding="utf-8")
    trained = floret.train_unsupervised(
        str(file), model="cbow", mode="floret", dim=WIDTH, bucket=ROWS, minn=SHORTEST, maxn=LONGEST,
        hashCount=HASHES, epoch=5, minCount=2, thread=1, verbose=0,
    )  # fmt: skip
    table = folder / "floret.vectors"
    trained.save_floret_vectors(str(table))
    _, _, minn, maxn, hashes, seed, begin, end = table.open(encoding="utf-8").readline().split()
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=numpy.loadtxt(table, skiprows=1, dtype="float32")[:, 1:], mode=Mode.floret,
        minn=int(minn), maxn=int(maxn), hash_count=int(hashes), hash_seed=int(seed), bow=begin, eow=end, attr="LOWER",
    )  # fmt: skip
