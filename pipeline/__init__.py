"""fiches: French action plans made of fiches, as validated JSON in which every value knows its place.

from pipeline import extract
plan = extract("source/rtes-2022.txt")
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.options import SHIPPED, Options

if TYPE_CHECKING:
    from pipeline.model import Plan

__version__ = "0.1.0"


def extract(path: str | Path, options: Options = SHIPPED) -> Plan:
    """Extract one plan.

    Args:
        path: the file.
        options: what differs from the shipped defaults, such as `Options(ner="none")` for the rules alone.

    Raises:
        pipeline.errors.FichesError: with one sentence that says what is wrong and the way out.
    """
    from pipeline.run import extract_file

    return extract_file(Path(path), options).plan


class _Package(ModuleType):
    """Keeps `pipeline.extract` the function: importing the stage of that name would put the stage in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "extract" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
