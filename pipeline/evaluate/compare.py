"""Compare two runs against the same gold, and hold a run to its floor.

In: reports. Out: what the second run gained and lost. Refuses reports that were not measured against the
same gold.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FichesError
from pipeline.evaluate.report import Error, Report
from pipeline.evaluate.score import add_up
from pipeline.evaluate.shape import FAMILIES


@dataclass(frozen=True)
class Change:
    """What changed in a family: `gains` are errors of the earlier run that are gone, `losses` new ones."""

    gains: tuple[Error, ...]
    losses: tuple[Error, ...]


def compare(before: Report, after: Report) -> dict[str, Change]:
    """Tell what the run `after` has newly right (gains) and newly wrong (losses), in every family.

    A `missing` error among the gains is a value that is found now, an `extra` one a false value no longer
    given; the reverse among the losses.

    Raises:
        FichesError: The two were not measured against the same gold.
    """
    if _gold_counts(before) != _gold_counts(after):
        raise FichesError(
            "gold-differs",
            "the two runs were not measured against the same gold: measure both again with the gold of today",
        )
    return {
        family: Change(
            gains=_only(before.errors, after.errors, family),
            losses=_only(after.errors, before.errors, family),
        )
        for family in after.families
    }


def compare_plans(before: Report, after: Report) -> tuple[dict[str, Change], tuple[str, ...]]:
    """Compare two runs over several plans, each plan only where both were measured against the same gold.

    Returns:
        the changes of every family, and the names of the plans that cannot be compared.
    """
    same = [
        name
        for name, one in after.files.items()
        if name in before.files and _gold_counts(before.files[name]) == _gold_counts(one)
    ]
    changes = compare(*(add_up({name: run.files[name] for name in same}) for run in (before, after)))
    return changes, tuple(name for name in after.files if name not in same)


def _only(errors: Iterable[Error], others: Iterable[Error], family: str) -> tuple[Error, ...]:
    left = Counter(error for error in errors if error.family == family)
    left.subtract(error for error in others if error.family == family)
    return tuple(error for error, count in left.items() for _ in range(count))


def _gold_counts(report: Report) -> dict[tuple[str | None, str], int]:
    return {
        (name, family): score.tp + score.fn
        for name, one in [(None, report), *report.files.items()]
        for family, score in one.families.items()
    }


def below_floor(report: Report, floor: Mapping[str, float]) -> list[str]:
    """Give a sentence for every family that is below its floor or not measured; none means all is well."""
    sentences = []
    for family, least in floor.items():
        score = report.families.get(family)
        if score is None:
            sentences.append(f"{family}: not measured, the gold does not give it")
        elif score.f1 < least:
            sentences.append(f"{family}: F1 {score.f1:.4f} is below its floor {least:.4f}")
    return sentences


def read_floor(path: Path, name: str) -> dict[str, float]:
    """Read the floor of the gold `name`: the least F1 of each family, from a table `[name]` of a TOML file.

    Raises:
        FichesError: The file or table is missing, or holds anything but families with a number from 0 to 1.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FichesError("floor-unreadable", f"the floors cannot be read ({error}): restore the file") from error
    table = tables.get(name)
    if not isinstance(table, dict):
        raise FichesError("floor-missing", f"there is no floor for {name!r}: add a table [{name}]")
    floor: dict[str, float] = {}
    for family, least in table.items():
        number = isinstance(least, (int, float)) and not isinstance(least, bool)
        if family not in FAMILIES or not number or not 0 <= least <= 1:
            raise FichesError(
                "floor-wrong",
                f"the floor {family} = {least!r} of {name!r} is not a family with a number from 0 to 1: correct it",
            )
        floor[family] = float(least)
    return floor
