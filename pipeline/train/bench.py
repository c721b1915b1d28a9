"""`python -m pipeline.train.bench FILE… [--corpora FOLDER]`: who reads names how well, side by side.

In: files of hand-marked lines (`[p|Paul Orvance] pour [o|Klaro] à [l|Crozes]`), and optionally the corpora,
whose held-out part counts. Out: a table of strict F1 by label and in all, and of F1 by overlap, for rules
alone, each model alone, each model with the rules; official models where they are installed.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from pipeline.extract import language
from pipeline.extract.entities import LABELS, plain, read_entities
from pipeline.train.corpora import popcorn, winer
from pipeline.train.sample import Labelled, Sample
from pipeline.train.score import score

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


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.train.bench", description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--model", action="append", help="a model besides ours and the official ones")
    chosen = parser.parse_args(arguments)
    sets = {file.stem: list(marked(file)) for file in chosen.files}
    if chosen.corpora is not None:
        sets |= {"winer-test": winer(chosen.corpora, "test"), "popcorn-test": popcorn(chosen.corpora, "test")}
    models = [*(chosen.model or []), *(name for name in _OFFICIAL if find_spec(name))]
    if language.OURS.is_dir():
        models.insert(0, "ours")
    for title, samples in sets.items():
        texts = [sample.text for sample in samples]
        words = sum(len(text.split()) for text in texts)
        sys.stdout.write(f"\n{title}: {len(texts)} lines, {words} words\n")
        _row("rules", partial(chain, None, texts), samples, words)
        for model in models:
            _row(f"{model} alone", partial(alone, model, texts), samples, words)
            _row(f"rules + {model}", partial(chain, model, texts), samples, words)
    return 0


def _row(title: str, reader: Callable[[], list[list[Labelled]]], samples: list[Sample], words: int) -> None:
    reader()
    begun = time.process_time()
    read = reader()
    spent = time.process_time() - begun
    counts = score(zip(read, [sample.names for sample in samples], strict=True))
    figures = "  ".join(f"{key} {count.f1 * 100:5.1f}" for key, count in counts.items())
    sys.stdout.write(f"  {title:28} {figures}  {words / spent:8.0f} words/s\n")


if __name__ == "__main__":
    sys.exit(main())
