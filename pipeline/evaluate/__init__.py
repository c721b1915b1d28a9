"""Score an extracted plan against what a person read in the same source, and compare two runs.

In: a gold (`tests/gold/README.md`) and the plan's JSON, both as parsed. Out: a `Report` with precision,
recall and F1 a family of values, and every single error. Refuses a gold that cannot be measured against:
unknown or missing keys, ids given twice.
"""

from pipeline.evaluate.compare import Change, below_floor, compare, read_floor
from pipeline.evaluate.report import Error, Report, Score, format_table
from pipeline.evaluate.score import evaluate, evaluate_corpus
from pipeline.evaluate.shape import FAMILIES

__all__ = [
    "FAMILIES",
    "Change",
    "Error",
    "Report",
    "Score",
    "below_floor",
    "compare",
    "evaluate",
    "evaluate_corpus",
    "format_table",
    "read_floor",
]
