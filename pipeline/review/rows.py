"""The values of a fiche as a person works through them: what each says, where it stands, what was decided about it.

In: the session. Out: rows in printed order by family, those that were deleted among them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.corrections.entries import Accept, Add, Change, Delete, Entry, Settle, family
from pipeline.corrections.fields import FIELDS, Family
from pipeline.corrections.targets import Target
from pipeline.corrections.values import values_of
from pipeline.model import DateMention, Fiche, FicheKind, Origin, Span, TocEntry
from pipeline.review.session import Session
from pipeline.write.french import money, period, word

CONTENTS = "sommaire"  # the table of contents, reviewed as if it were a fiche
FAMILIES = (
    Family.FICHE, Family.STATUS, Family.PRIORITY, Family.START_DATE, Family.END_DATE, Family.REFERENT, Family.PARTNER,
    Family.FUNDING, Family.AMOUNT, Family.CALENDAR, Family.DATE, Family.MENTION, Family.SECTION,
)  # fmt: skip
TITLES = {
    Family.FICHE: "Fiche",
    Family.STATUS: "Statut",
    Family.PRIORITY: "Priorité",
    Family.START_DATE: "Début",
    Family.END_DATE: "Fin",
    Family.REFERENT: "Référents",
    Family.PARTNER: "Partenaires",
    Family.FUNDING: "Financements",
    Family.AMOUNT: "Montants",
    Family.CALENDAR: "Calendrier",
    Family.DATE: "Dates",
    Family.MENTION: "Noms cités",
    Family.SECTION: "Rubriques",
}
# How a family is coloured in the text, as in the report; sections and the fiche itself are not.
_COLOURS = {
    Family.STATUS: "status",
    Family.PRIORITY: "status",
    Family.START_DATE: "date",
    Family.END_DATE: "date",
    Family.REFERENT: "referent",
    Family.PARTNER: "partner",
    Family.FUNDING: "funding",
    Family.AMOUNT: "amount",
    Family.CALENDAR: "calendar",
    Family.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a fiche.

    Attributes:
        key: names it in forms and anchors.
        family: its family.
        label: what it says.
        detail: what else there is to know, in a few words.
        colour: the class of its kind in the text; empty for what is not marked there.
        span: where it stands.
        origin: where it comes from.
        state: `read`, `accepted`, `changed`, `added`, `deleted`.
        entity_id: whom it names.
        fields: its fields as a form shows them.
        entries: the decisions about it.
    """

    key: str
    family: Family
    label: str
    detail: str
    colour: str
    span: Span
    origin: Origin | None
    state: str
    entity_id: str | None
    fields: dict[str, Any]
    entries: tuple[Entry, ...] = field(default=())


def row_key(family: Family, span: Span) -> str:
    """Give what names a value in forms and anchors."""
    return f"{family.value}-{span.start}-{span.end}"


class Rows:
    """The rows of all fiches of a session at one revision, made when they are asked for."""

    def __init__(self, session: Session) -> None:
        corrected = session.corrected
        self._fiches = {fiche.id: fiche for fiche in corrected.plan.fiches}
        self._before = {fiche.id: fiche for fiche in corrected.reread.fiches}
        self._toc = corrected.plan.toc
        self._toc_before = corrected.reread.toc
        lost = {id(corrected.entries[number]) for number in corrected.lost}
        self._targets: dict[tuple[str | None, str], list[Target]] = {}
        for target in corrected.targets:
            if id(target.entry) not in lost and not isinstance(target.entry, Settle):
                of = family(target.entry)
                key = row_key(of, target.span) if target.span is not None else of.value
                self._targets.setdefault((target.fiche_id, key), []).append(target)
        self.reviewed = frozenset(
            target.fiche_id
            for (_, key), targets in self._targets.items()
            for target in targets
            if key == Family.FICHE.value and isinstance(target.entry, Accept)
        )
        self._made: dict[str, list[Row]] = {}

    def of(self, where: str) -> list[Row]:
        """Give the rows of a fiche, or of the table of contents; of anything else there are none."""
        if where not in self._fiches and where != CONTENTS:
            return []
        if where not in self._made:
            if where == CONTENTS:
                self._made[where] = list(self._contents(self._toc, self._toc_before))
            else:
                self._made[where] = list(self._fiche(self._fiches[where], self._before[where]))
        return self._made[where]

    def find(self, where: str, key: str) -> Row | None:
        """Give one row."""
        return next((row for row in self.of(where) if row.key == key), None)

    def _entries(self, fiche_id: str | None, key: str) -> tuple[Entry, ...]:
        return tuple(target.entry for target in self._targets.get((fiche_id, key), ()))

    def _contents(self, toc: tuple[TocEntry, ...], before: tuple[TocEntry, ...]) -> Iterator[Row]:
        now = [one for entry in toc for one in entry.referents]
        was = [one for entry in before for one in entry.referents]
        yield from self._family(None, Family.REFERENT, now, was)

    def _fiche(self, fiche: Fiche, before: Fiche) -> Iterator[Row]:
        for of in FAMILIES:
            if of is Family.FICHE:
                yield self._itself(fiche)
            else:
                yield from self._family(fiche.id, of, values_of(fiche, of), values_of(before, of))

    def _itself(self, fiche: Fiche) -> Row:
        entries = tuple(one for one in self._entries(fiche.id, Family.FICHE.value) if not isinstance(one, Accept))
        number = f" n° {fiche.number}" if fiche.number else ""
        return Row(
            key=Family.FICHE.value,
            family=Family.FICHE,
            label=fiche.title or "Sans titre",
            detail=f"{word(fiche.kind)}{number}",
            colour="",
            span=Span(start=fiche.span.start, end=fiche.span.start),
            origin=fiche.title_origin,
            state="changed" if entries else "read",
            entity_id=None,
            fields={
                "title": fiche.title,
                "number": fiche.number,
                "kind": fiche.kind,
                "axe": fiche.axe_id,
            },
            entries=entries,
        )

    def _family(self, fiche_id: str | None, of: Family, now: list[Any], was: list[Any]) -> Iterator[Row]:
        rows = [self._row(fiche_id, of, value) for value in now]
        keys = {row.key for row in rows}
        for value in was:
            key = row_key(of, value.span)
            entries = self._entries(fiche_id, key)
            if key not in keys and any(isinstance(one, Delete) for one in entries):
                rows.append(self._row(fiche_id, of, value))
        yield from sorted(rows, key=lambda row: (row.span.start, row.span.end))

    def _row(self, fiche_id: str | None, of: Family, value: Any) -> Row:
        key = row_key(of, value.span)
        entries = self._entries(fiche_id, key)
        label, detail = said(of, value)
        return Row(
            key=key,
            family=of,
            label=label,
            detail=detail,
            colour=value.label.value if of is Family.MENTION else _COLOURS.get(of, ""),
            span=value.span,
            origin=getattr(value, "origin", None),
            state=_state(entries),
            entity_id=getattr(value, "entity_id", None),
            fields=shown_fields(of, value),
            entries=entries,
        )


def _state(entries: tuple[Entry, ...]) -> str:
    for kind, name in ((Delete, "deleted"), (Add, "added"), (Change, "changed"), (Accept, "accepted")):
        if any(isinstance(one, kind) for one in entries):
            return name
    return "read"


def said(of: Family, value: Any) -> tuple[str, str]:
    """Say what a value is, and what else there is to know of it."""
    match of:
        case Family.REFERENT:
            extra = [word(value.role), value.note, f"en {value.year}" if value.year else None]
            return value.name, _listed(extra)
        case Family.PARTNER:
            doubt = "à confirmer" if value.uncertain else None
            return value.name, _listed([word(value.kind), ", ".join(value.members), value.note, doubt])
        case Family.FUNDING:
            doubt = "à confirmer" if value.uncertain else None
            years = f"{value.period.start}-{value.period.end}" if value.period else None
            return value.funder or value.purpose or "Financement", _listed([value.instrument, years, doubt])
        case Family.AMOUNT:
            up_to = f" à {money(value.max, value.currency)}" if value.max is not None else ""
            return f"{money(value.value, value.currency)}{up_to}", _listed([value.tax, value.per, value.text])
        case Family.CALENDAR:
            return value.text or "sans précision", ", ".join(date.text for date in value.dates)
        case Family.MENTION:
            return value.text, word(value.label)
        case Family.STATUS | Family.PRIORITY:
            return word(value.value), value.text
        case Family.SECTION:
            return value.label or "Sans intitulé", _listed([word(value.kind), str(value.year) if value.year else None])
    assert isinstance(value, DateMention)
    meant = ", ".join(period(one) for one in value.values)
    return value.text, meant if meant.casefold() != value.text.casefold() else ""


def shown_fields(of: Family, value: Any) -> dict[str, Any]:
    """Give the fields of a value that a person can change."""
    if isinstance(value, DateMention):
        return {"reads": None, "start": value.values[0].start, "end": value.values[-1].end}
    names = [name for name in FIELDS[of].model_fields if hasattr(value, name)]
    return {name: getattr(value, name) for name in names}


def _listed(parts: list[str | None]) -> str:
    return " · ".join(part for part in parts if part)


def fiche_label(fiche: Fiche) -> str:
    """Give what a fiche is called."""
    number = f"n° {fiche.number} – " if fiche.number else ""
    kind = "Fiche " if fiche.kind is FicheKind.FICHE else f"{word(fiche.kind)} "
    return f"{kind}{number}{fiche.title or 'Sans titre'}"
