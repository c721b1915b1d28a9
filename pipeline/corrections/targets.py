"""Find what each decision is about: the fiche, the place in it, the value that was read there.

In: a resolved plan, its text, entries. Out: a `Target` for each entry that is tied to a place, or the reason why it
has none; two entries that decide one thing differently are refused with both lines.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.corrections.anchor import Anchor, Lost, Place, locate
from pipeline.corrections.entries import (
    Accept,
    Add,
    Change,
    ChangeEntity,
    Entry,
    Located,
    Merge,
    Settle,
    Split,
    action,
    family,
)
from pipeline.corrections.fields import Family, ReferentFields
from pipeline.corrections.file import CorrectionsError
from pipeline.corrections.values import Spanned, values_of
from pipeline.model import EntityKind, Fiche, Span
from pipeline.resolve.keys import entity_key
from pipeline.resolve.plan import ResolvedPlan


class Why(StrEnum):
    """Why an entry does not apply."""

    GONE = "gone"  # the passage is not in the text any more
    AMBIGUOUS = "ambiguous"  # it is there several times, and nothing tells which one is meant
    UNREAD = "unread"  # it is there, but no such value is read there
    OTHER = "other"  # an accepted value or fiche is read otherwise now
    SAME = "same"  # the value is read so by itself now
    UNREADABLE = "unreadable"  # the words given are no date
    NOWHERE = "nowhere"  # nothing at the place can hold such a value
    NO_FICHE = "no-fiche"
    NO_AXE = "no-axe"
    NO_NAME = "no-name"
    NO_DIAGNOSTIC = "no-diagnostic"


@dataclass(frozen=True, slots=True)
class Target:
    """What an entry is about.

    Attributes:
        entry: the decision.
        fiche_id: the fiche; None in the contents.
        place: the passage in the text of today.
        span: the span of the value that was read there; the passage itself for a value to add.
        why: why it cannot be applied.
    """

    entry: Located
    fiche_id: str | None = None
    place: Place | None = None
    span: Span | None = None
    why: Why | None = None


class Finder:
    """Finds the targets of entries in a plan."""

    def __init__(self, plan: ResolvedPlan, text: str) -> None:
        self._text = text
        self._fiches = {fiche.id: fiche for fiche in plan.fiches}
        self._ordered = sorted(plan.fiches, key=lambda fiche: fiche.span.start)
        self._starts = [fiche.span.start for fiche in self._ordered]
        self._toc = plan.toc
        self._axes = {axe.id for axe in plan.axes}

    def target(self, entry: Located) -> Target:
        """Find what an entry is about."""
        if isinstance(entry, Change | Accept) and family(entry) in (Family.FICHE, Family.AXE, Family.PLAN):
            return self._placeless(entry)
        if entry.at is None:  # a diagnostic without a place
            return Target(entry, entry.fiche if entry.fiche in self._fiches else None)
        found = self.place(entry.at, entry.fiche)
        if isinstance(found, Lost):
            return Target(entry, why=Why(found.value))
        fiche = self.fiche_at(found)
        fiche_id = fiche.id if fiche else None
        if isinstance(entry, Settle):
            return Target(entry, fiche_id, found)
        if isinstance(entry, Add):
            # The contents have referents and nothing else.
            why = Why.NOWHERE if fiche is None else None
            return Target(entry, fiche_id, found, Span(start=found.start, end=found.end), why)
        value = _value_at(self._values(fiche, family(entry)), found)
        if value is None:
            return Target(entry, fiche_id, found, why=Why.UNREAD)
        return Target(entry, fiche_id, found, value.span)

    def place(self, anchor: Anchor, fiche_id: str | None) -> Place | Lost:
        """Find a passage: in its fiche, else wherever all of its surroundings still are."""
        fiche = self._fiches.get(fiche_id or "")
        if fiche is not None:
            found = locate(self._text, anchor, Place(fiche.span.start, fiche.span.end))
            return locate(self._text, anchor, whole=True) if found is Lost.GONE else found
        return locate(self._text, anchor, whole=fiche_id is not None)

    def fiche_at(self, place: Place) -> Fiche | None:
        """Give the fiche that spans a place."""
        index = bisect_right(self._starts, place.start) - 1
        fiche = self._ordered[index] if index >= 0 else None
        return fiche if fiche is not None and place.end <= fiche.span.end else None

    def _placeless(self, entry: Change | Accept) -> Target:
        if isinstance(entry, Change) and entry.axe is not None:
            return Target(entry, why=None if entry.axe in self._axes else Why.NO_AXE)
        if entry.fiche is not None and entry.fiche not in self._fiches:
            return Target(entry, why=Why.NO_FICHE)
        return Target(entry, entry.fiche)

    def _values(self, fiche: Fiche | None, of: Family) -> Iterable[Spanned]:
        if fiche is not None:
            return values_of(fiche, of)
        return (one for entry in self._toc for one in entry.referents) if of is Family.REFERENT else ()


def _value_at(values: Iterable[Spanned], place: Place) -> Spanned | None:
    """Give the value read at a place: the very one, else the only one that shares some of it."""
    shared = [one for one in values if one.span.start < place.end and place.start < one.span.end]
    begun = [one for one in shared if one.span.start == place.start]
    best = [one for one in begun if one.span.end == place.end] or begun or shared
    return best[0] if len(best) == 1 or (best and best[0].span == best[-1].span) else None


def refuse_contradictions(targets: Sequence[Target], others: Sequence[Entry], name: str) -> None:
    """Refuse two entries that decide one thing differently.

    Raises:
        CorrectionsError: with both lines.
    """
    groups: dict[object, list[Located]] = defaultdict(list)
    for target in targets:
        groups[_key(target)].append(target.entry)
    for entries in groups.values():
        for number, one in enumerate(entries):
            for other in entries[:number]:
                if _contradict(other, one):
                    _refuse(other, one, name)
    for number, entry in enumerate(others):
        for before in others[:number]:
            if _names_contradict(before, entry):
                _refuse(before, entry, name)


def _refuse(one: Entry, other: Entry, name: str) -> None:
    raise CorrectionsError(
        "corrections-contradict",
        f"has corrections that contradict each other: {name}, line {one.line} ({action(one)}) and "
        f"line {other.line} ({action(other)}) decide the same thing differently; keep one of them",
    )


def _key(target: Target) -> object:
    entry = target.entry
    if isinstance(entry, Settle):
        return "settle", entry.settle, target.fiche_id, target.place or entry.at
    of = family(entry)
    # One name may be in charge in two roles.
    role = entry.value.role if isinstance(entry, Add) and isinstance(entry.value, ReferentFields) else None
    axe = entry.axe if isinstance(entry, Change) else None
    where: object = target.span or target.place or entry.at
    if isinstance(entry, Add):
        return "add", of, target.fiche_id or entry.fiche, where, role
    return of, axe, target.fiche_id or entry.fiche, where


def _contradict(one: Located, other: Located) -> bool:
    if isinstance(one, Settle) and isinstance(other, Settle):
        return one.because != other.because
    if isinstance(one, Change) and isinstance(other, Change):
        first, second = one.to.given(), other.to.given()
        return any(second[name] != value for name, value in first.items() if name in second)
    if isinstance(one, Add) and isinstance(other, Add):
        return one.value != other.value
    if family(one) is Family.FICHE:
        return False  # a fiche may be corrected and accepted
    return type(one) is not type(other)


def _names_contradict(one: Entry, other: Entry) -> bool:
    if isinstance(one, Merge) and isinstance(other, Merge) and one.merge is other.merge:
        shared = _keys(one.names, one.merge) & _keys(other.names, other.merge)
        return bool(shared) and one.best != other.best
    if isinstance(one, ChangeEntity) and isinstance(other, ChangeEntity) and one.rename is other.rename:
        first, second = one.to.given(), other.to.given()
        same = entity_key(one.name, one.rename) == entity_key(other.name, other.rename)
        return same and any(second[name] != value for name, value in first.items() if name in second)
    if isinstance(one, Split) and isinstance(other, Split) and one.split is other.split:
        return bool(set(one.occurrences) & set(other.occurrences)) and one.into != other.into
    if isinstance(one, Split) and isinstance(other, Merge):
        one, other = other, one
    if isinstance(one, Merge) and isinstance(other, Split) and one.merge is other.split:
        return _keys((other.name, other.into), other.split) <= _keys((*one.names, one.best), one.merge)
    return False


def _keys(names: Iterable[str], kind: EntityKind) -> set[str]:
    return {entity_key(name, kind) for name in names}
