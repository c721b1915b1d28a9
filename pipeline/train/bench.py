"""`python -m pipeline.train.bench FILE… [--corpora FOLDER]`: who reads names how well, side by side.

In: files of hand-marked lines (`[p|Paul Orvance] pour [o|Klaro] à [l|Crozes]`), plans annotated by hand (`.json`), and
optionally the corpora, whose held-out part counts. Plans are read one by one and counted together. Out: a table of
strict F1 by label and in all, and of F1 by overlap, for rules alone, each model alone, each model with the rules;
official models where they are installed.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.extract import language
from pipeline.extract.entities import plain, read_entities
from pipeline.extract.printed import LABELS
from pipeline.train.corpora import popcorn, winer
from pipeline.train.sample import Labelled, Sample
from pipeline.train.score import Count, score

_MARK = re.compile(r"\[([pol])\|([^\]]+)\]")
_MARKED = {"p": "person", "o": "organisation", "l": "place"}
_OFFICIAL = ("fr_core_news_sm", "fr_core_news_md", "fr_core_news_lg")


def marked(file: Path) -> Iterator[Sample]:
    """Read hand-marked lines; empty lines and comments (`#`) are left out."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text = ""
        names: list[Labelled] = []
        position = 0
        for mark in _MARK.finditer(line):
            text += line[position : mark.start()]
            names.append((len(text), len(text) + len(mark[2]), _MARKED[mark[1]]))
            text += mark[2]
            position = mark.end()
        yield Sample(text + line[position:], tuple(names))


def annotated(file: Path) -> Iterator[Sample]:
    """Read the items of a plan annotated by hand, with the mentions of each fiche found again in their order.

    Fiches whose names nobody wrote down give none.
    """
    for fiche in json.loads(file.read_text(encoding="utf-8"))["fiches"]:
        if "mentions" not in fiche or "sections" not in fiche:
            continue
        texts = list(_texts(section.get("items", ()) for section in fiche["sections"]))
        names: list[list[Labelled]] = [[] for _ in texts]
        number = position = 0
        for mention in fiche["mentions"]:
            here = number
            while here < len(texts) and (start := texts[here].find(mention["text"], position)) < 0:
                here, position = here + 1, 0
            if here == len(texts):
                raise ValueError(f"{file}: fiche {fiche['id']}: no item names {mention['text']!r} at its place")
            number, position = here, start + len(mention["text"])
            names[here].append((start, position, mention["label"]))
        yield from (Sample(text, tuple(found)) for text, found in zip(texts, names, strict=True))


def _texts(lists: Iterable[Iterable[dict[str, Any]]]) -> Iterator[str]:
    for items in lists:
        for item in items:
            yield item["text"]
            yield from _texts([item.get("items", ())])


def alone(model: str, texts: list[str]) -> list[list[Labelled]]:
    """Read with a model alone, nothing behind it."""
    cleaned = [plain(text) for text in texts]
    return [
        [(start, end, LABELS[label].value) for start, end, label in names if label in LABELS]
        for names in language.read(language.load(model), cleaned)
    ]


def chain(model: str | None, texts: list[str]) -> list[list[Labelled]]:
    """Read with lists, rules and judge, behind a model or without."""
    return [[(name.start, name.end, name.label.value) for name in names] for names in read_entities(texts, (), model)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of the documents: its counts, and the words that it read in a second of one core."""

    title: str
    counts: dict[str, Count]
    speed: float

    def __str__(self) -> str:
        figures = "  ".join(f"{key} {count.f1 * 100:5.1f}" for key, count in self.counts.items())
        return f"{self.title:28} {figures}  {self.speed:8.0f} words/s"


def models_at_hand() -> list[str]:
    """Give our model and those of the official ones that happen to be installed."""
    return [*(["ours"] if language.OURS.is_dir() else []), *(name for name in _OFFICIAL if find_spec(name))]


def compare(documents: Sequence[Sequence[Sample]], models: Iterable[str]) -> Iterator[Reading]:
    """Let each reader read the documents one by one: rules, then each model alone and with rules."""
    yield _reading("rules", partial(chain, None), documents)
    for model in models:
        yield _reading(f"{model} alone", partial(alone, model), documents)
        yield _reading(f"rules + {model}", partial(chain, model), documents)


def _reading(
    title: str, reader: Callable[[list[str]], list[list[Labelled]]], documents: Sequence[Sequence[Sample]]
) -> Reading:
    texts = [[sample.text for sample in samples] for samples in documents]
    gold = [sample.names for samples in documents for sample in samples]
    for each in texts:
        reader(each)
    begun = time.process_time()
    read = [names for each in texts for names in reader(each)]
    spent = time.process_time() - begun
    words = sum(len(text.split()) for each in texts for text in each)
    return Reading(title, score(zip(read, gold, strict=True)), words / spent)


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.train.bench", description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--model", action="append", default=[], help="a model besides ours and the official ones")
    chosen = parser.parse_args(arguments)
    sets = {file.stem: [list(annotated(file) if file.suffix == ".json" else marked(file))] for file in chosen.files}
    plans = [sets.pop(file.stem)[0] for file in chosen.files if file.suffix == ".json"]
    if plans:
        sets["plans"] = plans
    if chosen.corpora is not None:
        sets |= {"winer-test": [winer(chosen.corpora, "test")], "popcorn-test": [popcorn(chosen.corpora, "test")]}
    for title, documents in sets.items():
        sys.stdout.write(f"\n{title}: {sum(map(len, documents))} lines\n")
        for reading in compare(documents, [*chosen.model, *models_at_hand()]):
            sys.stdout.write(f"  {reading}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
