"""Count which rules and labels people corrected most.

In: reviewed plans. Out: a row for each family, printed label and origin: how many values were read so, how many
of them were accepted, changed, deleted, and how many had been missed there.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.corrections.entries import Add, Settle, action, family
from pipeline.corrections.fields import VALUES, Family
from pipeline.corrections.values import values_of
from pipeline.learn.reviewed import Reviewed
from pipeline.model import Fiche

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the values of one family, under one label, of one origin."""

    family: str
    label: str
    origin: str
    read: int
    accepted: int
    changed: int
    deleted: int
    added: int

    @property
    def corrected(self) -> int:
        """How many a person had to touch."""
        return self.changed + self.deleted + self.added


def count_corrections(plans: Iterable[Reviewed]) -> list[Row]:
    """Count, the most corrected first."""
    read: Counter[_Key] = Counter()
    done: Counter[tuple[_Key, str]] = Counter()
    for plan in plans:
        fiches = {fiche.id: fiche for fiche in plan.corrected.reread.fiches}
        for fiche in fiches.values():
            for of in sorted(VALUES):
                read.update(_key(of, fiche, value) for value in values_of(fiche, of))
        for entry in plan.corrected.reread.toc:
            read.update((Family.REFERENT.value, one.label, one.origin.value) for one in entry.referents)
        for target in plan.applied():
            if isinstance(target.entry, Settle):
                continue
            of, about = family(target.entry), fiches.get(target.fiche_id or "")
            done[_target_key(plan, of, about, target), action(target.entry)] += 1
    keys = {key for key, _ in done}
    rows = [
        Row(*key, read[key], done[key, "accept"], done[key, "change"], done[key, "delete"], done[key, "add"])
        for key in keys
    ]
    return sorted(rows, key=lambda row: (-row.corrected, -row.accepted, row.family, row.label, row.origin))


def _target_key(plan: Reviewed, of: Family, fiche: Fiche | None, target: Any) -> _Key:
    if of not in VALUES:
        return of.value, "", ""
    if fiche is None:
        there = [one for entry in plan.corrected.reread.toc for one in entry.referents]
    else:
        there = values_of(fiche, of)
    value = next((one for one in there if one.span == target.span), None)
    if value is not None and fiche is not None:
        return _key(of, fiche, value)
    if value is not None:
        return of.value, value.label, value.origin.value
    assert isinstance(target.entry, Add)
    return of.value, _section_label(fiche, target.span.start) if fiche else "", "missed"


def _key(of: Family, fiche: Fiche, value: Any) -> _Key:
    printed = value.label if of in (Family.REFERENT, Family.SECTION) else _section_label(fiche, value.span.start)
    return of.value, printed, value.origin.value if hasattr(value, "origin") else "rule"


def _section_label(fiche: Fiche, start: int) -> str:
    return next((one.label for one in fiche.sections if one.span.start <= start < one.span.end), "")
