"""One training: samples in, a pipeline folder out, the same bytes for the same samples and seed.

The network is thinc's on NumPy, one thread; training order, dropout and initial weights come from the seed. Samples
stay in memory and are cut into tokens once: spaCy's own reader does it anew in every epoch, which takes longer than
the training.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as spacy_train
from spacy.util import load_config, registry
from thinc.api import fix_random_seed, set_current_ops

from pipeline.extract.entities import plain
from pipeline.extract.language import Products, blank
from pipeline.train.sample import Sample

RECIPE = Path(__file__).with_name("recipe.cfg")

_samples: dict[str, list[Sample]] = {}


@registry.readers("fiches.samples.v1")  # type: ignore[untyped-decorator]
def reader(part: str) -> Callable[[Language], Iterator[Example]]:
    """Give what `recipe.cfg` reads a part of the samples with."""
    made: list[Example] = []

    def read(nlp: Language) -> Iterator[Example]:
        if not made:
            for sample in _samples[part]:
                gold = document(nlp, sample)
                words, spaces = [token.text for token in gold], [bool(token.whitespace_) for token in gold]
                made.append(Example(Doc(nlp.vocab, words, spaces), gold))
        yield from made

    return read


def document(nlp: Language, sample: Sample) -> Doc:
    """Make a spaCy document of a sample; a name that does not align with tokens is missing, not absent."""
    doc = nlp.make_doc(plain(sample.text))
    names: list[Span] = []
    missing: list[Span] = []
    for first, last, label in sample.names:
        # A name that begins or ends in white space cannot be learnt, and stops the training.
        printed = sample.text[first:last]
        start = first + len(printed) - len(printed.lstrip())
        end = start + len(printed.strip())
        if start == end:
            continue
        span = doc.char_span(start, end, label=label)
        if span is not None:
            names.append(span)
        elif (wide := doc.char_span(start, end, alignment_mode="expand")) is not None:
            missing.append(wide)
    for start, end in sample.unsure:
        if (wide := doc.char_span(start, end, alignment_mode="expand")) is not None:
            missing.append(wide)
    taken = {token.i for span in names for token in span}
    free = [span for span in missing if not taken & {token.i for token in span}]
    doc.set_ents(names, missing=_disjoint(free), default="outside")
    inner = (doc.char_span(start, end, label=label) for start, end, label in sample.inner)
    doc.spans["names"] = [*names, *(span for span in inner if span is not None)]
    return doc


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    return spacy.util.filter_spans(list(spans))


def train(
    samples: list[Sample],
    dev: list[Sample],
    folder: Path,
    seed: int,
    overrides: Mapping[str, Any],
    network: str | None = None,
) -> Language:
    """Train a pipeline and write it.

    Args:
        samples: what to learn, shuffled here with the seed.
        dev: what chooses the best of the checkpoints.
        folder: where the binary corpora and the pipeline (`model`) go; made when absent.
        seed: of shuffling, weights and dropout.
        overrides: values of `recipe.cfg` by dotted name.
        network: a file beside `recipe.cfg` of which the blocks replace those of the same name.

    Returns:
        The best pipeline.
    """
    folder.mkdir(parents=True, exist_ok=True)
    order = list(samples)
    random.Random(seed).shuffle(order)
    _samples.update(train=order, dev=dev)
    config = load_config(RECIPE, overrides={"system.seed": seed, **overrides}, interpolate=False)
    if network is not None:
        config = config.merge(load_config(RECIPE.with_name(network), interpolate=False))
        if network == "floret.cfg":
            from pipeline.train.vectors import add_vectors

            nlp = blank()
            add_vectors(nlp, ([token.text for token in nlp.make_doc(plain(sample.text))] for sample in order), folder)
            nlp.to_disk(folder / "vectors")
            config["initialize"]["vectors"] = str(folder / "vectors")
    set_current_ops(Products())
    fix_random_seed(seed)
    pipeline = init_nlp(config)
    spacy_train(pipeline, folder)
    # What the training loop returns is the last state, before the weights are averaged; the best is on disk.
    best = spacy.load(folder / "model-best")
    return write(best, folder / "model")


def write(pipeline: Language, folder: Path) -> Language:
    """Write a trained pipeline without what belongs to one machine or run: its bytes can be compared."""
    pipeline.meta.update(
        {
            "name": "plan",
            "version": "1.0.0",
            "description": "Persons, organisations and places in French action plans",
            "license": "MIT; trained on WiNER-fr (CC BY 4.0, texts CC BY 2.5) and POPCORN (MIT), see NOTICE",
            "spacy_version": ">=3.8.0,<3.9.0",
            "performance": {},
        }
    )
    pipeline.meta.pop("spacy_git_version", None)
    # The strings of the vocabulary are those of the training texts: nothing needs them, and some texts are
    # not ours.
    pipeline.to_disk(folder, exclude=["vocab"] if not pipeline.vocab.vectors.n_keys else ())
    return pipeline
