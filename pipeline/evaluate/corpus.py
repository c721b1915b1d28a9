"""Find the plans that have a gold, and lay out how they score.

In: folders of golds. Out: each gold's name, its file and the source beside it; a table with one line a plan.
Refuses a folder without golds and a gold without a source.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FichesError
from pipeline.evaluate.report import Report

# Columns narrower than a family's name: `mentions-overlap` would be half a line.
_WIDEST_COLUMN = 10


@dataclass(frozen=True, slots=True)
class GoldPlan:
    """A plan with a gold: what both files are called without their ending, and where they are."""

    name: str
    gold: Path
    source: Path


def find_golds(folders: Iterable[Path], sources: Path, suffixes: Iterable[str]) -> Iterator[GoldPlan]:
    """Find the golds of folders, in name order, each with the source that stands beside it, else in `sources`.

    Args:
        folders: folders that hold `NAME.json`.
        sources: the folder with the sources of golds that have none beside them.
        suffixes: what the name of a source may end in.

    Raises:
        FichesError: A folder holds no gold, or a gold has no source.
    """
    known = tuple(suffixes)
    for folder in folders:
        golds = sorted(folder.glob("*.json"))
        if not golds:
            raise FichesError("no-gold", f"{folder} holds no gold: name a folder with NAME.json beside the plans")
        for gold in golds:
            places = (place / f"{gold.stem}{suffix}" for place in (folder, sources) for suffix in known)
            source = next((place for place in places if place.is_file()), None)
            if source is None:
                raise FichesError(
                    "gold-without-source",
                    f"{gold} has no plan beside it: put {gold.stem} with one of {', '.join(known)} there",
                )
            yield GoldPlan(gold.stem, gold, source)


def format_plans(report: Report, layouts: Mapping[str, str]) -> str:
    """Give an aligned table with the F1 of every family, one line a plan, and what its layout is.

    Args:
        report: what `evaluate_corpus` gives.
        layouts: what to say of a plan's layout, by its name.
    """
    width = max([len("plan"), *map(len, report.files)])
    heads = [family[:_WIDEST_COLUMN] for family in report.families]
    lines = [f"{'plan':<{width}}  " + "  ".join(f"{head:>5}" for head in heads) + "  layout"]
    for name, one in report.files.items():
        cells = [
            (f"{one.families[family].f1:.3f}" if family in one.families else "-").rjust(max(5, len(head)))
            for family, head in zip(report.families, heads, strict=True)
        ]
        lines.append(f"{name:<{width}}  {'  '.join(cells)}  {layouts.get(name, '')}".rstrip())
    return "\n".join(lines)
