"""What a measurement says: counts and errors a family, and the table that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Score:
    """How many values are right (`tp`), wrong or too many (`fp`), and not found (`fn`)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """The share of the output that is right, from 0 to 1; 1 for no output where none is due, else 0."""
        return self._share(self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of the gold that is found, from 0 to 1; 1 for no gold without output, else 0."""
        return self._share(self.tp + self.fn)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1; 1 for no gold and no output."""
        return 2 * self.tp / total if (total := 2 * self.tp + self.fp + self.fn) else 1.0

    def _share(self, whole: int) -> float:
        if whole:
            return self.tp / whole
        return 0.0 if self.fp or self.fn else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)


class Error(NamedTuple):
    """One value that the output lacks (`missing`) or should not have (`extra`)."""

    family: str
    kind: Literal["missing", "extra"]
    fiche_id: str | None
    value: str
    file: str | None = None


@dataclass(frozen=True)
class Report:
    """The families that the gold gives, in a fixed order; their errors; for several plans a report each."""

    families: Mapping[str, Score]
    errors: tuple[Error, ...]
    files: Mapping[str, "Report"] = field(default_factory=dict)


def format_table(report: Report) -> str:
    """Give an aligned table, one line a family, without a line end behind the last."""
    width = max([len("family"), *map(len, report.families)])
    lines = [f"{'family':<{width}}  {'tp':>5}  {'fp':>5}  {'fn':>5}  precision  recall     F1"]
    for family, score in report.families.items():
        counts = f"{score.tp:>5}  {score.fp:>5}  {score.fn:>5}"
        lines.append(f"{family:<{width}}  {counts}  {score.precision:>9.3f}  {score.recall:>6.3f}  {score.f1:>5.3f}")
    return "\n".join(lines)
