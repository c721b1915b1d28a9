"""What people decided about a plan: the corrections file beside its source, and the stage that applies it.

In: a resolved plan, its text, `NAME.corrections.yaml`. Out: the plan with those decisions in it, each corrected
value marked `corrected`, and a diagnostic for every decision that no longer applies.
"""

from pipeline.corrections.apply import Corrected, correct, section_kinds
from pipeline.corrections.file import (
    NO_CORRECTIONS,
    Corrections,
    CorrectionsError,
    corrections_path,
    read_corrections,
)
from pipeline.corrections.report import reported

__all__ = [
    "NO_CORRECTIONS",
    "Corrected",
    "Corrections",
    "CorrectionsError",
    "correct",
    "corrections_path",
    "read_corrections",
    "reported",
    "section_kinds",
]
