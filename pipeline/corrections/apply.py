"""A stage of its own, after `resolve` and before the checks: what people decided about a plan, done to it.

In: a resolved plan, its text, the entries of its corrections file. Out: `Corrected`: the plan with those decisions
in it, and what became of each. The order of entries that are tied to places does not matter; those about names
follow, in theirs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.corrections.anchor import Lost
from pipeline.corrections.changes import Editor
from pipeline.corrections.digest import digest
from pipeline.corrections.entities import Registry
from pipeline.corrections.entries import Accept, Add, Change, ChangeEntity, Delete, Entry, Located, Merge, Split
from pipeline.corrections.fields import AxeFields, DateFields, Family, FicheFields, PlanFields
from pipeline.corrections.file import Corrections
from pipeline.corrections.targets import Finder, Target, Why, refuse_contradictions
from pipeline.corrections.values import add_value, can_hold, replace_value, values_of
from pipeline.model import Axe, EntityKind, Fiche, Occurrence, Origin, Section, SectionKind, Span, TocEntry
from pipeline.resolve.plan import ResolvedPlan

# Values first: what they are called is settled once they are all there.
_ORDER: tuple[type[Entry], ...] = (Accept, Delete, Change, Add, ChangeEntity, Split, Merge)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A plan with corrections in it.

    Attributes:
        plan: the corrected plan.
        original: the plan as the program alone read it.
        reread: the same with the values of those sections read again whose kind a person changed.
        targets: what each entry that is tied to a place is about.
        lost: why entries were not applied, by their place in the file.
        entries: all of them.
        name: the name of their file.
    """

    plan: ResolvedPlan
    original: ResolvedPlan
    reread: ResolvedPlan
    targets: tuple[Target, ...]
    lost: dict[int, Why]
    entries: tuple[Entry, ...]
    name: str


def section_kinds(plan: ResolvedPlan, text: str, corrections: Corrections) -> dict[int, SectionKind]:
    """Give the kinds that people gave to sections that were read as another one, by where these start.

    Args:
        plan: the plan as it was read.
        text: its canonical text.
        corrections: what people decided.
    """
    changes = [one for one in corrections.entries if isinstance(one, Change) and one.change is Family.SECTION]
    if not changes:
        return {}
    finder = Finder(plan, text)
    read = {section.span: section.kind for fiche in plan.fiches for section in fiche.sections}
    found = ((finder.target(entry).span, entry.to.given().get("kind")) for entry in changes)
    return {span.start: kind for span, kind in found if span is not None and kind not in (None, read[span])}


def correct(plan: ResolvedPlan, text: str, corrections: Corrections, reread: ResolvedPlan | None = None) -> Corrected:
    """Apply corrections to a plan.

    Args:
        plan: the plan as it was read.
        text: its canonical text.
        corrections: what people decided.
        reread: the plan as it is read with the `section_kinds` that they gave.

    Raises:
        CorrectionsError: when two entries contradict each other.
    """
    entries = corrections.entries
    if not entries:
        return Corrected(plan, plan, plan, (), {}, (), corrections.name)
    reread = reread or plan
    finder = Finder(reread, text)
    targets = {number: finder.target(entry) for number, entry in enumerate(entries) if isinstance(entry, Located)}
    others = [entry for entry in entries if not isinstance(entry, Located)]
    refuse_contradictions(list(targets.values()), others, corrections.name)
    work = _Work(plan, reread, text, finder)
    lost = {number: target.why for number, target in targets.items() if target.why is not None}
    rank = {kind: place for place, kind in enumerate(_ORDER)}
    numbered = [(number, entry) for number, entry in enumerate(entries) if type(entry) in rank and number not in lost]
    for number, entry in sorted(numbered, key=lambda pair: (rank[type(pair[1])], pair[0])):
        why = work.apply(entry, targets.get(number))
        if why is not None:
            lost[number] = why
    return Corrected(work.plan(), plan, reread, tuple(targets.values()), lost, entries, corrections.name)


@dataclass(slots=True)
class _Work:
    """A plan while entries are being applied to it."""

    original: ResolvedPlan
    reread: ResolvedPlan
    text: str
    finder: Finder
    fiches: dict[str, Fiche] = field(init=False)
    toc: list[TocEntry] = field(init=False)
    axes: dict[str, Axe] = field(init=False)
    registry: Registry = field(init=False)
    editor: Editor = field(init=False)
    title: str | None = field(init=False)

    def __post_init__(self) -> None:
        plan = self.reread
        self.fiches = {fiche.id: fiche for fiche in plan.fiches}
        self.toc = list(plan.toc)
        self.axes = {axe.id: axe for axe in plan.axes}
        self.registry = Registry((*plan.people, *plan.organisations, *plan.places), self.text)
        self.editor = Editor(self.text, self.registry, plan.year)
        self.title = plan.title

    def apply(self, entry: Entry, target: Target | None) -> Why | None:
        """Apply one entry; say why not."""
        match entry:
            case Accept():
                assert target is not None
                return self._accept(entry, target)
            case Delete():
                assert target is not None
                return self._delete(entry, target)
            case Change():
                assert target is not None
                return self._change(entry, target)
            case Add():
                assert target is not None
                return self._add(entry, target)
            case ChangeEntity():
                return self._rename(entry)
            case Merge():
                return self._merge(entry)
            case Split():
                return self._split(entry)
        return None

    def plan(self) -> ResolvedPlan:
        """Give the plan as it is now, with each name's entity of today."""
        current = self.registry.current
        return replace(
            self.reread,
            title=self.title,
            year=self.editor.year,
            axes=tuple(self.axes.values()),
            toc=tuple(_pointed(entry, current) for entry in self.toc),
            fiches=tuple(_pointed(fiche, current) for fiche in self.fiches.values()),
            people=self.registry.entities(EntityKind.PERSON),
            organisations=self.registry.entities(EntityKind.ORGANISATION),
            places=self.registry.entities(EntityKind.PLACE),
        )

    def _value(self, of: Family, target: Target) -> Any:
        if target.fiche_id is None:
            found = [one for entry in self.toc for one in entry.referents]
        else:
            found = values_of(self.fiches[target.fiche_id], of)
        return next((one for one in found if one.span == target.span), None)

    def _put(self, of: Family, target: Target, old: Any, new: Any) -> None:
        if target.fiche_id is not None:
            self.fiches[target.fiche_id] = replace_value(self.fiches[target.fiche_id], of, old, new)
            return
        for place, entry in enumerate(self.toc):
            if any(one is old for one in entry.referents):
                kept = tuple(k for one in entry.referents if (k := new if one is old else one) is not None)
                self.toc[place] = entry.model_copy(update={"referents": kept})

    def _fiche(self, target: Target) -> Fiche | None:
        return self.fiches[target.fiche_id] if target.fiche_id is not None else None

    def _accept(self, entry: Accept, target: Target) -> Why | None:
        if entry.accept is Family.FICHE:
            # What was accepted was read by the program alone.
            fiche = next(one for one in self.original.fiches if one.id == target.fiche_id)
            return Why.OTHER if entry.digest not in (None, digest(fiche)) else None
        value = self._value(entry.accept, target)
        if value is None or entry.value is None:
            return Why.UNREAD if value is None else None
        same = all(getattr(value, name, one) == one for name, one in entry.value.given().items())
        if isinstance(entry.value, DateFields):
            same = entry.value.start in (None, value.values[0].start) and entry.value.end in (
                None,
                value.values[-1].end,
            )
        return None if same else Why.OTHER

    def _delete(self, entry: Delete, target: Target) -> Why | None:
        old = self._value(entry.delete, target)
        if old is None:
            return Why.UNREAD  # a second entry deletes the same
        self._put(entry.delete, target, old, None)
        self.editor.drop(old, self._fiche(target))
        return None

    def _change(self, entry: Change, target: Target) -> Why | None:
        match entry.to:
            case FicheFields():
                return self._change_fiche(entry.to, target)
            case AxeFields():
                assert entry.axe is not None
                axe = self.axes[entry.axe]
                self.axes[entry.axe] = axe.model_copy(update=entry.to.given())
                return Why.SAME if self.axes[entry.axe] == axe else None
            case PlanFields():
                return self._change_plan(entry.to)
        old = self._value(entry.change, target)
        if old is None:
            return Why.UNREAD
        fiche = self._fiche(target)
        new = self.editor.change(entry.change, old, entry.to, fiche)
        if isinstance(new, Section) and new is old:  # its values were read again for it
            read = next(one for one in self.original.fiches if one.id == target.fiche_id)
            return Why.SAME if old in read.sections else None
        if new is None or new is old:
            return Why.UNREADABLE if new is None else Why.SAME
        dated = entry.change in (Family.START_DATE, Family.END_DATE) and fiche is not None
        shared = dated and any(one.span == old.span for one in values_of(self.fiches[fiche.id], Family.DATE))  # type: ignore[union-attr]
        self._put(Family.DATE if shared else entry.change, target, old, new)
        if isinstance(new, Section) and new.year != old.year and fiche is not None:
            self._reread(fiche.id, new.span)
        return None

    def _change_fiche(self, to: FicheFields, target: Target) -> Why | None:
        old = self._fiche(target)
        assert old is not None
        given = to.given()
        update: dict[str, Any] = {name: given[name] for name in ("number", "kind") if name in given}
        if "title" in given and given["title"] != old.title:
            update |= {"title": given["title"], "title_origin": Origin.CORRECTED if given["title"] else None}
        if "axe" in given and given["axe"] != old.axe_id:
            axe = given["axe"]
            if axe is not None and axe not in self.axes:
                return Why.NO_AXE
            update |= {"axe_id": axe, "axe_origin": Origin.CORRECTED if axe else None}
        new = old.model_copy(update=update)
        if new == old:
            return Why.SAME
        self.fiches[old.id] = new
        for axe_id in {old.axe_id, new.axe_id} - {None}:
            ids = tuple(fiche.id for fiche in self.fiches.values() if fiche.axe_id == axe_id)
            self.axes[str(axe_id)] = self.axes[str(axe_id)].model_copy(update={"fiche_ids": ids})
        return None

    def _change_plan(self, to: PlanFields) -> Why | None:
        given = to.given()
        before = self.title, self.editor.year
        self.title = given.get("title", self.title)
        self.editor.year = given.get("year", self.editor.year)
        if before == (self.title, self.editor.year):
            return Why.SAME
        if before[1] != self.editor.year:
            for fiche in self.reread.fiches:
                self._reread(fiche.id, fiche.span)
        return None

    def _reread(self, fiche_id: str, span: Span) -> None:
        """Read the dates again whose year was not printed: the year of their section or plan is another one."""
        for old in values_of(self.fiches[fiche_id], Family.DATE):
            if old.year_inferred and old.origin is not Origin.CORRECTED and span.start <= old.span.start < span.end:
                fiche = self.fiches[fiche_id]
                new = self.editor.change(Family.DATE, old, DateFields(), fiche)
                if new is not None and new is not old:
                    self.fiches[fiche_id] = replace_value(fiche, Family.DATE, old, new)

    def _add(self, entry: Add, target: Target) -> Why | None:
        fiche, span = self._fiche(target), target.span
        assert fiche is not None
        assert span is not None
        there = [one for one in values_of(fiche, entry.add) if one.span == span]
        if entry.add is Family.REFERENT:
            there = [one for one in there if one.role == entry.value.given()["role"]]
        if there:
            return Why.SAME
        if not can_hold(fiche, entry.add, span):
            return Why.NOWHERE
        new = self.editor.make(entry.add, entry.value, fiche, span)
        if new is None:
            return Why.UNREADABLE
        held = add_value(fiche, entry.add, new)
        if entry.add in (Family.START_DATE, Family.END_DATE) and all(one.span != span for one in held.dates):
            held = add_value(held, Family.DATE, new)
        self.fiches[fiche.id] = held
        return None

    def _rename(self, entry: ChangeEntity) -> Why | None:
        identity = self.registry.find(entry.name, entry.rename)
        if identity is None:
            return Why.NO_NAME
        given = entry.to.given()
        before = {"name": self.registry.name(identity), "acronym": self.registry.acronym(identity)}
        if all(before[name] == value for name, value in given.items()):
            return Why.SAME
        self.registry.rename(identity, given.get("name"), given.get("acronym"), sets_acronym="acronym" in given)
        return None

    def _merge(self, entry: Merge) -> Why | None:
        found = [self.registry.find(name, entry.merge) for name in entry.names]
        if None in found:
            return Why.NO_NAME
        identities = list(dict.fromkeys(identity for identity in found if identity is not None))
        if len(identities) == 1:
            return Why.SAME
        self.registry.merge(identities, entry.best)
        return None

    def _split(self, entry: Split) -> Why | None:
        identity = self.registry.find(entry.name, entry.split)
        if identity is None:
            return Why.NO_NAME
        places = [self.finder.place(anchor, None) for anchor in entry.occurrences]
        if any(isinstance(place, Lost) for place in places):
            return next(Why(place.value) for place in places if isinstance(place, Lost))
        stretches = [(place.start, place.end) for place in places if not isinstance(place, Lost)]

        def meant(span: Span) -> bool:
            return any(span.start < end and start < span.end for start, end in stretches)

        moved = self.registry.leave(identity, lambda one: meant(one.span))
        if not moved:
            return Why.UNREAD
        other = self._joined(entry, moved)
        gone = {one.span for one in moved}
        self._repoint(identity, other, gone)
        return None

    def _joined(self, entry: Split, moved: Iterable[Occurrence]) -> str:
        identities = [self.registry.join(entry.into, entry.split, one) for one in moved]
        return identities[0]

    def _repoint(self, identity: str, other: str, spans: set[Span]) -> None:
        """Let the values at these places name the other entity."""
        current = self.registry.current

        def pointed(value: Any) -> Any:
            held = any(value.span.start <= span.start and span.end <= value.span.end for span in spans)
            same = value.entity_id is not None and current(value.entity_id) == identity
            return value.model_copy(update={"entity_id": other}) if held and same else value

        for fiche_id, fiche in self.fiches.items():
            for of in (Family.REFERENT, Family.PARTNER, Family.FUNDING, Family.MENTION):
                for old in values_of(self.fiches[fiche_id], of):
                    new = pointed(old)
                    if new is not old:
                        fiche = replace_value(self.fiches[fiche_id], of, old, new)
                        self.fiches[fiche_id] = fiche
        for place, entry in enumerate(self.toc):
            referents = tuple(pointed(one) for one in entry.referents)
            if any(a is not b for a, b in zip(referents, entry.referents, strict=True)):
                self.toc[place] = entry.model_copy(update={"referents": referents})


def _pointed(holder: Any, current: Callable[[str], str]) -> Any:
    """Follow entities that went into others, in a fiche or an entry of the contents."""
    if isinstance(holder, TocEntry):
        stale = [one for one in holder.referents if current(one.entity_id) != one.entity_id]
        if not stale:
            return holder
        kept = tuple(one.model_copy(update={"entity_id": current(one.entity_id)}) for one in holder.referents)
        return holder.model_copy(update={"referents": kept})
    for of in (Family.REFERENT, Family.PARTNER, Family.FUNDING, Family.MENTION):
        for old in values_of(holder, of):
            if old.entity_id is not None and current(old.entity_id) != old.entity_id:
                new = old.model_copy(update={"entity_id": current(old.entity_id)})
                holder = replace_value(holder, of, old, new)
    return holder
