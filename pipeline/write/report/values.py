"""The values of a plan that a reader can click on: each with a number, a kind, a place in the text.

A value stands in the fiches as `v7` and in the text as `t7`; each links to the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import Fiche, Plan, Span
from pipeline.write.report.html import Html, tag
from pipeline.write.tables.walk import placed_items

KINDS = {
    "referent": "Référent",
    "date": "Date",
    "calendar": "Calendrier",
    "partner": "Partenaire",
    "funding": "Financement",
    "amount": "Montant",
    "person": "Personne citée",
    "organisation": "Structure citée",
    "place": "Lieu cité",
    "status": "Statut ou priorité",
    "diagnostic": "Signalement",
}


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that was read, and where."""

    number: int
    kind: str
    span: Span
    label: str
    fiche_id: str | None


@dataclass(slots=True)
class Values:
    """The values of one plan, in the order of their numbers, and which of them already stand in the page."""

    prefix: str
    linked: bool
    all: list[Value] = field(default_factory=list)
    known: dict[tuple[bool, int, int], Value] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)

    def add(self, kind: str, span: Span, label: str, fiche_id: str | None) -> None:
        """Number a value, once a place: a partner that is also a name in running text is one value.

        What stands nowhere in the text gets no number.
        """
        key = _key(kind, span)
        if key not in self.known and span.start < span.end:
            value = Value(len(self.all) + 1, kind, span, label, fiche_id)
            self.all.append(value)
            self.known[key] = value

    def chip(self, kind: str, span: Span, label: object) -> Html:
        """Give a value as it stands in a fiche: a link to its place, and the first time the place to come back to."""
        value = self.known.get(_key(kind, span))
        if value is None or not self.linked:
            return tag("span", label, class_=f"v {kind}")
        first = value.number not in self.shown
        self.shown.add(value.number)
        return tag(
            "a",
            label,
            class_=f"v {value.kind}",
            href=f"#{self.prefix}t{value.number}",
            id=f"{self.prefix}v{value.number}" if first else None,
        )

    def left(self, fiche_id: str | None) -> list[Value]:
        """Give the values of a fiche that do not stand in the page yet."""
        return [one for one in self.of(fiche_id) if one.number not in self.shown and one.kind != "diagnostic"]

    def of(self, fiche_id: str | None) -> list[Value]:
        """Give the values of a fiche, or those of none."""
        if not self._by_fiche:
            for value in self.all:
                self._by_fiche.setdefault(value.fiche_id, []).append(value)
        return self._by_fiche.get(fiche_id, [])

    _by_fiche: dict[str | None, list[Value]] = field(default_factory=dict)


def _key(kind: str, span: Span) -> tuple[bool, int, int]:
    return kind == "diagnostic", span.start, span.end


def gather(plan: Plan, prefix: str, *, linked: bool) -> Values:
    """Number all values of a plan.

    Args:
        plan: the plan.
        prefix: what tells its anchors from those of other plans in the page.
        linked: whether its text is there to go to.
    """
    values = Values(prefix, linked)
    for kind, span, label, fiche_id in _found(plan):
        values.add(kind, span, label, fiche_id)
    return values


def _found(plan: Plan) -> Iterator[tuple[str, Span, str, str | None]]:
    """Give all values; of two at one place, the one that says more comes first."""
    for entry in plan.toc:
        for referent in entry.referents:
            yield "referent", referent.span, referent.name, None
    for fiche in plan.fiches:
        for kind, span, label in (*_charges(fiche), *_money(fiche), *_dates(fiche), *_mentions(fiche)):
            yield kind, span, label, fiche.id
    for diagnostic in plan.diagnostics:
        for span in diagnostic.spans:
            yield "diagnostic", span, diagnostic.message, diagnostic.fiche_id


def _charges(fiche: Fiche) -> Iterator[tuple[str, Span, str]]:
    for referent in fiche.referents:
        yield "referent", referent.span, referent.name
    for said in (fiche.status, fiche.priority):
        if said is not None:
            yield "status", said.span, said.text
    for partner in fiche.partners:
        yield "partner", partner.span, partner.name


def _money(fiche: Fiche) -> Iterator[tuple[str, Span, str]]:
    for funding in fiche.funding:
        yield "funding", funding.span, funding.funder or funding.purpose or "Financement"
        for amount in funding.amounts:
            yield "amount", amount.span, amount.text


def _dates(fiche: Fiche) -> Iterator[tuple[str, Span, str]]:
    limits = (limit for limit in (fiche.start_date, fiche.end_date) if limit is not None)
    for date in (*limits, *fiche.dates, *(date for entry in fiche.calendar for date in entry.dates)):
        yield "date", date.span, date.text
    for entry in fiche.calendar:
        yield "calendar", entry.span, entry.text


def _mentions(fiche: Fiche) -> Iterator[tuple[str, Span, str]]:
    for placed in placed_items(fiche):
        for date in placed.item.dates:
            yield "date", date.span, date.text
        for mention in placed.item.mentions:
            yield mention.label.value, mention.span, mention.text
