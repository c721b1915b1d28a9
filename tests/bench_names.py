"""The names of plans read by rules, by our model and by the official models, on the same texts.

In: the published plan, the plans of the corpus and the lines that nothing was changed for, with the names that a person
read in them. Out: for each reader its F1 and its speed; and the memory that our model takes. spaCy is imported where it
is measured: it is no part of what the rules take.
"""

import resource
import sys
from typing import Any

from pipeline.train.sample import Sample
from tests.enlarged import GOLD, ROOT

Row = dict[str, Any]


def documents() -> dict[str, list[list[Sample]]]:
    """Give what is read: sets of documents, each a list of texts."""
    from pipeline.train.bench import annotated, marked

    plans = [list(annotated(gold)) for gold in sorted((ROOT / "tests" / "corpus" / "plans").glob("*.json"))]
    sets = {
        "the published plan": [list(annotated(GOLD))],
        "plans of the corpus": plans,
        "unseen lines": [list(marked(ROOT / "tests" / "extract" / "gold_names_unseen.txt"))],
    }
    return {title: texts for title, texts in sets.items() if texts}


def readers() -> Row:
    """Compare everyone at hand."""
    from pipeline.train.bench import compare, models_at_hand

    rows = [
        {
            "texts": title,
            "reader": reading.title,
            "words_a_second": reading.speed,
            **{f"f1_{key}": count.f1 for key, count in reading.counts.items()},
        }
        for title, texts in documents().items()
        for reading in compare(texts, models_at_hand())
    ]
    return {"rows": rows}


def memory(model: str) -> Row:
    """Give the most memory that a process held which read with a model, or with rules alone (`none`)."""
    from pipeline.train.bench import alone, annotated, compare

    texts = [sample.text for sample in annotated(GOLD)]
    if model == "none":
        list(compare([list(annotated(GOLD))], []))
    else:
        alone(model, texts)
    unit = 1 if sys.platform == "darwin" else 1024
    return {"peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6}


def lines(rows: list[Row]) -> list[tuple[str, str, str]]:
    """Give the comparison as cells of the benchmark's table."""
    found: list[tuple[str, str, str]] = []
    for row in rows:
        labels = ", ".join(f"{key} {row[f'f1_{key}']:.3f}" for key in ("person", "organisation", "place", "overlap"))
        found.append(
            (
                f"names of {row['texts']}: {row['reader']}",
                f"F1 {row['f1_strict']:.3f}",
                f"{labels}; {row['words_a_second']:.0f} words/s",
            )
        )
    return found
