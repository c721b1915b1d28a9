"""What one decision does to one value: make it, change it, take it away, and keep the registry of names in step.

In: a value as it was read (or none) and the fields that a person gave. Out: the value as the contract has it,
marked `corrected`.
"""

from typing import Any

from pipeline.corrections.dates import date_mention, plain
from pipeline.corrections.entities import Registry, occurrence
from pipeline.corrections.fields import DateFields, Family, Fields
from pipeline.corrections.values import values_of
from pipeline.extract.money import PrintedAmount, find_amounts
from pipeline.listing import is_person_shaped, without_article
from pipeline.model import (
    Amount,
    CalendarEntry,
    DateMention,
    EntityKind,
    Fiche,
    Funding,
    Mention,
    Occurrence,
    OccurrenceKind,
    Origin,
    Partner,
    PartnerKind,
    Priority,
    Referent,
    ReferentKind,
    Span,
    Status,
)

_ENTITY = {ReferentKind.PERSON: EntityKind.PERSON, ReferentKind.ORGANISATION: EntityKind.ORGANISATION}
DATES = frozenset({Family.DATE, Family.START_DATE, Family.END_DATE})


class Editor:
    """Makes and changes values of one plan."""

    def __init__(self, text: str, registry: Registry, year: int | None) -> None:
        self._text = text
        self._registry = registry
        self.year = year

    def year_at(self, fiche: Fiche, start: int) -> int | None:
        """Give the year that a date without one is of: its section's, else the plan's."""
        sections = [one for one in fiche.sections if one.span.start <= start < one.span.end and one.year is not None]
        return sections[-1].year if sections else self.year

    def printed(self, span: Span) -> str:
        """Give what is printed at a place, markup stripped."""
        return plain(self._text[span.start : span.end])

    # ------------------------------------------------------------------------------------------------- to make a value

    def make(self, family: Family, fields: Fields, fiche: Fiche, span: Span) -> Any:
        """Make a value that was not read; None where the words there are none of this kind."""
        given = fields.given()
        text = self.printed(span)
        if family in DATES:
            assert isinstance(fields, DateFields)
            return date_mention(self._text[span.start : span.end], span, fields, self.year_at(fiche, span.start))
        match family:
            case Family.REFERENT:
                return self._referent(given, text, fiche, span)
            case Family.PARTNER:
                return self._partner(given, text, fiche, span)
            case Family.FUNDING:
                return self._funding(given, text, fiche, span)
            case Family.AMOUNT:
                given = {"currency": "EUR", "max": None, "tax": None, "year": None, "per": None, **given}
                return Amount(**given, text=text, origin=Origin.CORRECTED, span=span)
            case Family.CALENDAR:
                dates = tuple(one for one in fiche.dates if span.start <= one.span.start and one.span.end <= span.end)
                entry = CalendarEntry(dates=dates, text=text, origin=Origin.CORRECTED, span=span)
                return self._calendar(entry, given, fiche)
            case Family.MENTION:
                label = given["label"]
                name = given.get("name") or text
                identity = self._registry.join(name, label, occurrence(fiche.id, OccurrenceKind.MENTION, span))
                return Mention(label=label, text=text, entity_id=identity, origin=Origin.CORRECTED, span=span)
            case Family.STATUS:
                return Status(value=given["value"], text=text, origin=Origin.CORRECTED, span=span)
        return Priority(value=given["value"], text=text, origin=Origin.CORRECTED, span=span)

    def _referent(self, given: dict[str, Any], text: str, fiche: Fiche, span: Span) -> Referent:
        name = given.get("name") or _bare(text)
        kind = given.get("kind") or (ReferentKind.PERSON if is_person_shaped(name) else ReferentKind.ORGANISATION)
        role = given["role"]
        like = next((one.label for one in fiche.referents if one.role is role), "")
        where = occurrence(fiche.id, OccurrenceKind.REFERENT, span, role)
        return Referent(
            role=role,
            label=given.get("label") or like,
            name=name,
            kind=kind,
            entity_id=self._registry.join(name, _ENTITY[kind], where),
            note=given.get("note"),
            year=given.get("year"),
            origin=Origin.CORRECTED,
            span=span,
        )

    def _partner(self, given: dict[str, Any], text: str, fiche: Fiche, span: Span) -> Partner:
        name = given.get("name") or _bare(text)
        kind = given.get("kind") or PartnerKind.NAMED
        where = occurrence(fiche.id, OccurrenceKind.PARTNER, span)
        named = kind is PartnerKind.NAMED
        return Partner(
            name=name,
            kind=kind,
            entity_id=self._registry.join(name, self._body(name), where) if named else None,
            members=(),
            note=given.get("note"),
            uncertain=bool(given.get("uncertain")),
            origin=Origin.CORRECTED,
            span=span,
        )

    def _funding(self, given: dict[str, Any], text: str, fiche: Fiche, span: Span) -> Funding:
        amounts = find_amounts(text)
        funder = given["funder"] if "funder" in given else None if amounts else _bare(text)
        where = occurrence(fiche.id, OccurrenceKind.FUNDER, span)
        return Funding(
            funder=funder,
            entity_id=self._registry.join(funder, self._body(funder), where) if funder else None,
            instrument=given.get("instrument"),
            amounts=tuple(self._amount(one, text, span) for one in amounts),
            period=given.get("period"),
            purpose=given.get("purpose"),
            uncertain=bool(given.get("uncertain")),
            origin=Origin.CORRECTED,
            span=span,
        )

    def _amount(self, found: PrintedAmount, text: str, span: Span) -> Amount:
        bare = self._text[span.start : span.end] == text  # no markup: the sum's own place is known
        return Amount(
            value=found.value,
            max=found.max,
            currency=found.currency,
            tax="HT" if found.tax == "HT" else "TTC" if found.tax == "TTC" else None,
            year=found.year,
            per=found.per,
            text=found.text,
            origin=Origin.CORRECTED,
            span=Span(start=span.start + found.start, end=span.start + found.end) if bare else span,
        )

    def _body(self, name: str) -> EntityKind:
        known = self._registry.find(name, EntityKind.PERSON) is not None
        return EntityKind.PERSON if known and is_person_shaped(name) else EntityKind.ORGANISATION

    # ----------------------------------------------------------------------------------------------- to change a value

    def change(self, family: Family, old: Any, fields: Fields, fiche: Fiche | None) -> Any:
        """Give a value with other fields: itself where they are its own already, None where they cannot be read."""
        given = fields.given()
        if family in DATES:
            assert isinstance(fields, DateFields)
            assert fiche is not None
            return self._redated(old, fields, fiche)
        if family is Family.CALENDAR:
            assert fiche is not None
            return self._calendar(old, given, fiche)
        if family is Family.MENTION:
            name = given.pop("name", None)
            label = given.get("label", old.label)
            same_name = name is None or self._registry.find(name, label) == self._registry.current(old.entity_id)
            if label is old.label and same_name:
                return old
        new = _updated(old, given)
        if new is old and family is not Family.MENTION:
            return old
        where = fiche.id if fiche else None
        if isinstance(old, Referent):
            return self._renamed_referent(old, new, where)
        if isinstance(old, Partner):
            return self._renamed_partner(old, new, where)
        if isinstance(old, Funding) and new.funder != old.funder:
            return self._renamed_funder(old, new, where)
        if isinstance(old, Mention):
            moved = self._registry.leave(old.entity_id, lambda o: _stands(o, where, OccurrenceKind.MENTION, old.span))
            place = moved[0] if moved else occurrence(where, OccurrenceKind.MENTION, old.span)
            return new.model_copy(update={"entity_id": self._registry.join(name or old.text, label, place)})
        return new

    def _renamed_referent(self, old: Referent, new: Referent, fiche_id: str | None) -> Referent:
        self._registry.leave(
            old.entity_id,
            lambda o: _stands(o, fiche_id, OccurrenceKind.REFERENT, old.span) and o.role is old.role,
        )
        where = occurrence(fiche_id, OccurrenceKind.REFERENT, old.span, new.role)
        if new.name == old.name and new.kind is old.kind:
            self._registry.add(old.entity_id, where)
            return new
        return new.model_copy(update={"entity_id": self._registry.join(new.name, _ENTITY[new.kind], where)})

    def _renamed_partner(self, old: Partner, new: Partner, fiche_id: str | None) -> Partner:
        if new.name == old.name and new.kind is old.kind:
            return new
        kind = self._registry.kind(self._registry.current(old.entity_id)) if old.entity_id else self._body(new.name)
        if old.entity_id:
            self._registry.leave(old.entity_id, lambda o: _stands(o, fiche_id, OccurrenceKind.PARTNER, old.span))
        if new.kind is PartnerKind.GENERIC:
            return new.model_copy(update={"entity_id": None})
        where = occurrence(fiche_id, OccurrenceKind.PARTNER, old.span)
        return new.model_copy(update={"entity_id": self._registry.join(new.name, kind, where)})

    def _renamed_funder(self, old: Funding, new: Funding, fiche_id: str | None) -> Funding:
        left = self._leave_funder(old, fiche_id)
        if new.funder is None:
            return new.model_copy(update={"entity_id": None})
        where = left[0] if left else occurrence(fiche_id, OccurrenceKind.FUNDER, old.span)
        return new.model_copy(update={"entity_id": self._registry.join(new.funder, self._body(new.funder), where)})

    def _redated(self, old: DateMention, fields: DateFields, fiche: Fiche) -> DateMention | None:
        span = old.span
        new = date_mention(self._text[span.start : span.end], span, fields, self.year_at(fiche, span.start))
        if new is None or (new.values, new.year_inferred) == (old.values, old.year_inferred):
            return None if new is None else old
        return new

    def _calendar(self, old: CalendarEntry, given: dict[str, Any], fiche: Fiche) -> CalendarEntry | None:
        update: dict[str, Any] = {"text": given["text"]} if given.get("text") is not None else {}
        if given.get("reads"):
            date = date_mention("-", old.span, DateFields(reads=given["reads"]), self.year_at(fiche, old.span.start))
            if date is None:
                return None
            update["dates"] = (date.model_copy(update={"text": given["reads"]}),)
        new: CalendarEntry = _updated(old, update)
        return new

    # ---------------------------------------------------------------------------------------------- to take one away

    def drop(self, old: Any, fiche: Fiche | None) -> None:
        """Take the names of a value that goes out of the registry."""
        fiche_id = fiche.id if fiche else None
        if isinstance(old, Referent):
            self._registry.leave(
                old.entity_id,
                lambda o: _stands(o, fiche_id, OccurrenceKind.REFERENT, old.span) and o.role is old.role,
            )
        elif isinstance(old, Mention):
            self._registry.leave(old.entity_id, lambda o: _stands(o, fiche_id, OccurrenceKind.MENTION, old.span))
        elif isinstance(old, Funding):
            self._leave_funder(old, fiche_id)
        elif isinstance(old, Partner):
            if old.entity_id:
                self._registry.leave(old.entity_id, lambda o: _stands(o, fiche_id, OccurrenceKind.PARTNER, old.span))
            self._drop_members(old, fiche)

    def _leave_funder(self, old: Funding, fiche_id: str | None) -> list[Occurrence]:
        if old.entity_id is None:
            return []
        return self._registry.leave(
            old.entity_id,
            lambda o: (
                o.fiche_id == fiche_id
                and o.as_ is OccurrenceKind.FUNDER
                and old.span.start <= o.span.start
                and o.span.end <= old.span.end
            ),
        )

    def _drop_members(self, old: Partner, fiche: Fiche | None) -> None:
        """`association X (A et B)`: the members are named as partners behind it, before the next one."""
        if fiche is None or not old.members:
            return
        behind = [one.span.start for one in values_of(fiche, Family.PARTNER) if one.span.start > old.span.start]
        end = min(behind, default=fiche.span.end)
        for member in old.members:
            for kind in (EntityKind.PERSON, EntityKind.ORGANISATION):
                identity = self._registry.find(member, kind)
                if identity is not None:
                    self._registry.leave(
                        identity,
                        lambda o: (
                            o.fiche_id == fiche.id
                            and o.as_ is OccurrenceKind.PARTNER
                            and old.span.end <= o.span.start < end
                        ),
                    )


def _bare(text: str) -> str:
    start, end = without_article(text, 0, len(text))
    return text[start:end]


def _stands(one: Occurrence, fiche_id: str | None, as_: OccurrenceKind, span: Span) -> bool:
    return one.fiche_id == fiche_id and one.as_ is as_ and one.span == span


def _updated(old: Any, given: dict[str, Any]) -> Any:
    """Give a value with other fields, marked and validated again; itself where nothing differs."""
    if all(getattr(old, name) == value for name, value in given.items()):
        return old
    fields = {name: getattr(old, name) for name in type(old).model_fields} | given
    if "origin" in fields:
        fields["origin"] = Origin.CORRECTED
    return type(old).model_validate(fields)
