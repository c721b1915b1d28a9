"""fiches: French action plans made of fiches, as validated JSON in which every value knows its place.

from pipeline import extract
plan = extract("source/rtes-2022.txt")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Plan

__version__ = "0.1.0"


def extract(path: str | Path, *, ner: str = "ours") -> Plan:
    """Extract one plan.

    Args:
        path: the file.
        ner: `ours` to read the names in running text too, `none` for the rules alone.

    Raises:
        pipeline.errors.FichesError: with one sentence that says what is wrong and the way out.
    """
    from pipeline.run import extract_file

    return extract_file(Path(path), ner=ner).plan
