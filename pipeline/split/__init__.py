"""Second stage: canonical text to outline (contents, axes, fiches, sections, items).

In: the canonical text and a vocabulary. Out: an `Outline`, every piece with its place. Refuses nothing: a text
without any fiche gives an outline without fiches.
"""

from pipeline.split.build import split
from pipeline.split.outline import FamilyReport

__all__ = ["FamilyReport", "split"]
