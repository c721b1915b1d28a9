"""Score an extracted plan against what a person read in the same source, and compare two runs.

In: a gold (`tests/gold/README.md`) and the plan's JSON, both as parsed. Out: a `Report` with precision,
recall and F1 a family of values, and every single error. Refuses a gold that cannot be measured against:
unknown or missing keys, ids given twice.
"""

from pipeline.evaluate.compare import Change, below_floor, compare, compare_plans, read_floor
from pipeline.evaluate.corpus import GoldPlan, find_golds, format_plans
from pipeline.evaluate.figures import figures_text, read_figures
from pipeline.evaluate.report import Error, Report, Score, format_table
from pipeline.evaluate.score import evaluate, evaluate_corpus
from pipeline.evaluate.shape import FAMILIES

__all__ = [
    "FAMILIES",
    "Change",
    "Error",
    "GoldPlan",
    "Report",
    "Score",
    "below_floor",
    "compare",
    "compare_plans",
    "evaluate",
    "evaluate_corpus",
    "figures_text",
    "find_golds",
    "format_plans",
    "format_table",
    "read_figures",
    "read_floor",
]
