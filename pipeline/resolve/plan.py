"""Third stage's end: found values become the contract's, with ids, years, axes and entities settled.

In: the outline and the found plan. Out: a resolved plan: all of the contract but diagnostics and coverage, with
what the checks need to know of how it was settled.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.dates import Problem, resolve_date
from pipeline.extract.found import (
    FoundDate,
    FoundEntry,
    FoundFiche,
    FoundItem,
    FoundName,
    FoundPlan,
    FoundSection,
)
from pipeline.extract.names import rules
from pipeline.extract.people import FoundReferent
from pipeline.listing import is_person_shaped
from pipeline.model import (
    Axe,
    CalendarEntry,
    DateMention,
    Entity,
    EntityKind,
    Fiche,
    Item,
    Mention,
    Occurrence,
    OccurrenceKind,
    Origin,
    PartnerKind,
    Referent,
    ReferentKind,
    Role,
    Section,
    Span,
    TocEntry,
)
from pipeline.resolve.axes import AxeDraft, resolve_axes
from pipeline.resolve.codes import with_codes
from pipeline.resolve.communes import Communes
from pipeline.resolve.convert import funding_of, partner_of, priority_of, status_of
from pipeline.resolve.identity import fiche_ids, match_entries
from pipeline.resolve.keys import is_known, without_honorific
from pipeline.resolve.registry import Registry
from pipeline.split.outline import Outline
from pipeline.vocabulary import Body
from pipeline.vocabulary.heads import SMALL
from pipeline.vocabulary.territories import squeezed, territories
from pipeline.vocabulary.words import is_first_name

_Key = tuple[EntityKind, str]


@dataclass(frozen=True, slots=True)
class BadDate:
    """A printed date that is none."""

    fiche_id: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ResolvedPlan:
    """A plan with everything settled, before the checks."""

    title: str | None
    year: int | None
    axes: tuple[Axe, ...]
    axe_drafts: tuple[AxeDraft, ...]
    toc: tuple[TocEntry, ...]
    fiches: tuple[Fiche, ...]
    axe_missing: frozenset[str]
    people: tuple[Entity, ...]
    organisations: tuple[Entity, ...]
    places: tuple[Entity, ...]
    bad_dates: tuple[BadDate, ...]


def resolve(
    outline: Outline,
    found: FoundPlan,
    text: str,
    *,
    bodies: Iterable[Body] = (),
    communes: Communes | None = None,
) -> ResolvedPlan:
    """Settle a plan.

    Args:
        outline: its skeleton.
        found: what was read in it.
        text: the canonical text.
        bodies: organisations that a user declares, with the acronyms they go by.
        communes: the communes of the user's file, for their codes.
    """
    axes, axe_of_raw = resolve_axes(outline.axes)
    body_axes = [axe_of_raw[fiche.raw.axe] if fiche.raw.axe is not None else None for fiche in found.fiches]
    entry_axes = [axe_of_raw[entry.axe] if entry.axe is not None else None for entry, _ in found.entries]
    raw_fiches = [fiche.raw for fiche in found.fiches]
    matches = match_entries([entry for entry, _ in found.entries], entry_axes, raw_fiches, body_axes)
    entry_of = {place: index for index, place in enumerate(matches) if place is not None}
    settled: list[AxeDraft | None] = []
    missing: set[int] = set()
    for place, fiche in enumerate(found.fiches):
        listed = entry_axes[entry_of[place]] if place in entry_of else None
        if listed is not None and listed is not body_axes[place] and not fiche.raw.axe_above:
            missing.add(place)
            settled.append(listed)
        else:
            settled.append(body_axes[place])
    ids = fiche_ids(raw_fiches, settled)
    under: dict[str, list[str]] = defaultdict(list)
    for identity, axe in zip(ids, settled, strict=True):
        if axe is not None:
            under[axe.id].append(identity)
    builder = _Builder(found.year)
    toc_keys = [builder.note_referents(referents, None) for _, referents in found.entries]
    # Referents first: they tell that the partner `P. Roy` is a person.
    in_charge = [
        builder.note_referents(fiche.referents, identity) for fiche, identity in zip(found.fiches, ids, strict=True)
    ]
    keys = [builder.note_fiche(*each) for each in zip(found.fiches, ids, in_charge, strict=True)]
    for body in bodies:
        if body.acronym is not None:
            builder.registry.declare_acronym(body.name, body.acronym)
    builder.registry.note_title(_bodies(outline.title or ""))
    merged, entity_ids = builder.registry.resolve(text)
    entities = with_codes(merged, text, outline.title, communes)
    fiches: list[Fiche] = []
    for place, (fiche, identity) in enumerate(zip(found.fiches, ids, strict=True)):
        listed_title = found.entries[entry_of[place]][0].title if place in entry_of else None
        axe = settled[place]
        origin = None if axe is None else Origin.CONTENTS if place in missing else Origin.RULE
        fiches.append(builder.fiche(fiche, identity, axe, origin, listed_title, keys[place], entity_ids))
    toc = tuple(
        TocEntry(
            kind=entry.kind,
            number=entry.number,
            title=entry.title,
            page=entry.page,
            axe_id=axe.id if axe else None,
            referents=tuple(
                _referent(r, k, entity_ids, Origin.CONTENTS) for r, k in zip(referents, toc_key, strict=True)
            ),
            fiche_id=ids[match] if match is not None else None,
            span=Span(start=entry.start, end=entry.end),
        )
        for (entry, referents), axe, match, toc_key in zip(found.entries, entry_axes, matches, toc_keys, strict=True)
    )
    return ResolvedPlan(
        title=outline.title,
        year=found.year,
        axes=tuple(_axe(axe, under[axe.id]) for axe in axes),
        axe_drafts=tuple(axes),
        toc=toc,
        fiches=tuple(fiches),
        axe_missing=frozenset(ids[place] for place in missing),
        people=entities[EntityKind.PERSON],
        organisations=entities[EntityKind.ORGANISATION],
        places=entities[EntityKind.PLACE],
        bad_dates=tuple(builder.bad_dates),
    )


def _bodies(title: str) -> list[str]:
    """The bodies that a title names: `Plan climat de la Métropole de Rouvres`, `PLAN VÉLO DE ROUVRES MÉTROPOLE`."""
    if title.isupper():
        title = " ".join(word.lower() if word.lower() in SMALL else word.capitalize() for word in title.split())
    return [
        title[start:end] for rule in rules() if rule.label is EntityKind.ORGANISATION for start, end in rule.find(title)
    ]


def _axe(draft: AxeDraft, ids: Sequence[str]) -> Axe:
    return Axe(
        id=draft.id,
        level=draft.level,
        parent_id=draft.parent_id,
        number=draft.number,
        title=draft.title,
        transversal=draft.transversal,
        fiche_ids=tuple(ids),
        span=Span(start=draft.first.start, end=draft.first.end),
    )


def _referent(found: FoundReferent, key: _Key, ids: dict[_Key, str], origin: Origin) -> Referent:
    return Referent(
        role=found.role,
        label=found.label,
        name=found.name,
        kind=ReferentKind(key[0].value),
        entity_id=ids[key],
        note=found.note,
        year=found.year,
        origin=origin,
        span=found.span,
    )


@dataclass(frozen=True, slots=True)
class _Keys:
    """Registry keys of a fiche's names, in the order they are met."""

    referents: tuple[_Key, ...]
    partners: tuple[_Key | None, ...]
    funders: tuple[_Key | None, ...]
    names: tuple[_Key, ...]


def _kind(referent: FoundReferent) -> EntityKind:
    """A person unless the lists know better: `Cerema`, `Jura Habitat` have a person's shape and are bodies."""
    words = referent.name.split()
    body = is_known(referent.name) or any(squeezed(word) in territories() for word in words)
    if referent.kind is ReferentKind.ORGANISATION or (body and not is_first_name(words[0])):
        return EntityKind.ORGANISATION
    return EntityKind.PERSON


class _Builder:
    """Turns found values into the contract's, and notes their names in the registry."""

    def __init__(self, year: int | None) -> None:
        self.registry = Registry()
        self.bad_dates: dict[BadDate, None] = {}  # each once, in order
        self._year = year
        self._dates: dict[tuple[int, int], DateMention | None] = {}

    def note_referents(self, referents: Iterable[FoundReferent], fiche_id: str | None) -> tuple[_Key, ...]:
        return tuple(self._note(r.name, _kind(r), OccurrenceKind.REFERENT, fiche_id, r.span, r.role) for r in referents)

    def _note(
        self,
        name: str,
        kind: EntityKind,
        as_: OccurrenceKind,
        fiche_id: str | None,
        span: Span,
        role: Role | None = None,
    ) -> _Key:
        occurrence = Occurrence(fiche_id=fiche_id, as_=as_, role=role, span=span)
        return kind, self.registry.add(name, kind, occurrence)

    def note_fiche(self, fiche: FoundFiche, fiche_id: str, referents: tuple[_Key, ...]) -> _Keys:
        partners: list[_Key | None] = []
        for partner in fiche.partners:
            named = partner.kind is PartnerKind.NAMED
            partners.append(
                self._note_body(partner.name, OccurrenceKind.PARTNER, fiche_id, partner.span) if named else None
            )
            for member, span in partner.members:
                self._note_body(member, OccurrenceKind.PARTNER, fiche_id, span)
            if named and partner.note:
                self.registry.note_acronym(partner.name, partner.note)
        funders = [
            self._note_body(each.funder, OccurrenceKind.FUNDER, fiche_id, each.funder_span)
            if each.funder and each.funder_span
            else None
            for each in fiche.funding
        ]
        names = [
            self._note_body(name.text, OccurrenceKind.MENTION, fiche_id, name.span)
            if name.label is EntityKind.ORGANISATION and name.origin is Origin.DECLARED
            else self._note(name.text, name.label, OccurrenceKind.MENTION, fiche_id, name.span)
            for section in fiche.sections
            for name in _names(section.items)
        ]
        return _Keys(referents, tuple(partners), tuple(funders), tuple(names))

    def _note_body(self, name: str, as_: OccurrenceKind, fiche_id: str, span: Span) -> _Key:
        person = is_person_shaped(name) and (
            self.registry.has_person(name) or is_first_name(name.split()[0]) or without_honorific(name) != name
        )
        return self._note(name, EntityKind.PERSON if person else EntityKind.ORGANISATION, as_, fiche_id, span)

    def fiche(
        self,
        found: FoundFiche,
        identity: str,
        axe: AxeDraft | None,
        axe_origin: Origin | None,
        listed_title: str | None,
        keys: _Keys,
        ids: dict[_Key, str],
    ) -> Fiche:
        raw = found.raw
        printed = raw.title.text if raw.title else None
        title = printed or listed_title or (axe.title if axe else None)
        origin = Origin.RULE if printed else Origin.CONTENTS if listed_title else Origin.INHERITED if title else None
        names = iter(keys.names)
        sections = tuple(self._section(section, identity, names, ids) for section in found.sections)
        own = [date for section in found.sections for item in section.items for date in self._item_dates(item)]
        dated = sorted([*own, *found.referent_dates], key=lambda date: date.span.start)
        dates = tuple(mention for date in dated if (mention := self._date(date, identity)) is not None)
        return Fiche(
            id=identity,
            kind=raw.kind,
            number=raw.number,
            axe_id=axe.id if axe else None,
            axe_origin=axe_origin,
            title=title,
            title_origin=origin,
            status=status_of(found.status),
            priority=priority_of(found.priority),
            start_date=self._date(found.start_date, identity) if found.start_date else None,
            end_date=self._date(found.end_date, identity) if found.end_date else None,
            referents=tuple(
                _referent(r, k, ids, Origin.RULE) for r, k in zip(found.referents, keys.referents, strict=True)
            ),
            sections=sections,
            dates=dates,
            calendar=tuple(self._entry(entry, identity) for entry in found.calendar),
            partners=tuple(
                partner_of(p, ids[k] if k else None) for p, k in zip(found.partners, keys.partners, strict=True)
            ),
            funding=tuple(
                funding_of(f, ids[k] if k else None) for f, k in zip(found.funding, keys.funders, strict=True)
            ),
            span=Span(start=raw.start, end=raw.end),
        )

    def _item_dates(self, item: FoundItem) -> Iterable[FoundDate]:
        yield from item.dates
        for inner in item.items:
            yield from self._item_dates(inner)

    def _section(self, found: FoundSection, fiche_id: str, names: Iterable[_Key], ids: dict[_Key, str]) -> Section:
        return Section(
            kind=found.kind,
            label=found.raw.label,
            year=found.year,
            items=tuple(self._item(item, fiche_id, names, ids) for item in found.items),
            span=Span(start=found.raw.start, end=found.raw.end),
        )

    def _item(self, found: FoundItem, fiche_id: str, names: Iterable[_Key], ids: dict[_Key, str]) -> Item:
        raw = found.raw
        mentions = tuple(
            Mention(label=key[0], text=name.text, entity_id=ids[key], origin=name.origin, span=name.span)
            for name, key in zip(found.names, names, strict=False)
        )
        return Item(
            text=raw.passage.text,
            depth=raw.depth,
            bullet=raw.bullet,
            dates=tuple(m for d in found.dates if (m := self._date(d, fiche_id)) is not None),
            mentions=mentions,
            items=tuple(self._item(inner, fiche_id, names, ids) for inner in found.items),
            span=raw.passage.span(),
        )

    def _entry(self, found: FoundEntry, fiche_id: str) -> CalendarEntry:
        dates = tuple(m for d in found.dates if (m := self._date(d, fiche_id)) is not None)
        text = found.text if len(dates) == len(found.dates) else found.printed  # `Bilan en décembre`, of no year
        return CalendarEntry(dates=dates, text=text, origin=Origin.RULE, span=found.span)

    def _date(self, found: FoundDate, fiche_id: str) -> DateMention | None:
        """Resolve a date once: an item, its fiche and its calendar entry share it."""
        place = found.span.start, found.span.end
        if place not in self._dates:
            self._dates[place] = self._resolved(found, fiche_id)
        return self._dates[place]

    def _resolved(self, found: FoundDate, fiche_id: str) -> DateMention | None:
        resolved = resolve_date(found.printed, found.year or self._year)
        if resolved.problem is Problem.INVALID:
            self.bad_dates[BadDate(fiche_id, found.text, found.span)] = None
        if not resolved.values:
            return None  # no date of the calendar, or a month whose year nothing tells
        return DateMention(
            text=found.text,
            span=found.span,
            year_inferred=resolved.year_inferred,
            values=resolved.values,
            origin=Origin.RULE,
        )


def _names(items: Iterable[FoundItem]) -> Iterable[FoundName]:
    for item in items:
        yield from item.names
        yield from _names(item.items)
