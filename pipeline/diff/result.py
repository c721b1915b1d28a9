"""What changed from one plan to the next, as plain values that can be written as JSON."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan, as it is spoken of."""

    id: str
    title: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class FicheName:
    """A fiche, as it is spoken of."""

    id: str
    number: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A fiche of the old plan and the one that it has become."""

    old: FicheName
    new: FicheName
    score: float  # 0 to 1: how alike they are in title, people and text
    renumbered: bool
    retitled: bool


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Fiches that became others: one became several, or several became one."""

    old: tuple[FicheName, ...]
    new: tuple[FicheName, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something that only one of the plans names, and in which fiches."""

    name: str
    fiches: tuple[FicheName, ...]


@dataclass(frozen=True, slots=True)
class RoleChange:
    """Someone whose part in a fiche is another than before; no role is none."""

    name: str
    fiche: FicheName
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action that the old plan foresaw, and where the new one speaks of it."""

    fiche: FicheName  # of the old plan
    text: str
    found_in: FicheName | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """All that changed."""

    old: PlanName
    new: PlanName
    kept: tuple[Pair, ...]
    added: tuple[FicheName, ...]
    dropped: tuple[FicheName, ...]
    split: tuple[Regrouped, ...]
    merged: tuple[Regrouped, ...]
    people_came: tuple[Named, ...]
    people_left: tuple[Named, ...]
    roles_changed: tuple[RoleChange, ...]
    partners_came: tuple[Named, ...]
    partners_left: tuple[Named, ...]
    funders_came: tuple[Named, ...]
    funders_left: tuple[Named, ...]
    actions_done: tuple[ActionChange, ...]
    actions_continued: tuple[ActionChange, ...]
    actions_vanished: tuple[ActionChange, ...]

    @property
    def renumbered(self) -> tuple[Pair, ...]:
        """The fiches that carry another number."""
        return tuple(pair for pair in self.kept if pair.renumbered)

    @property
    def retitled(self) -> tuple[Pair, ...]:
        """The fiches that carry another title."""
        return tuple(pair for pair in self.kept if pair.retitled)

    def as_json(self) -> dict[str, Any]:
        """Give it as values that `json` can write."""
        return asdict(self)
