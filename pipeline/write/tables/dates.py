"""The tables of what was read as a date, and of what happens when."""

from collections.abc import Iterator

from pipeline.model import CalendarEntry, DateMention, DateValue, Plan
from pipeline.write.tables.fiches import TO_ITEM
from pipeline.write.tables.spec import (
    FICHE_ID,
    PLAN_ID,
    SPAN,
    TO_FICHE,
    Column,
    ForeignKey,
    Kind,
    Row,
    Table,
    field,
    fields,
    key,
    optional,
    span_cells,
)
from pipeline.write.tables.walk import FicheDates, extent, placed_items

_DATE = key("date", "Rang de la date", "Place of the date in the fiche, from 1")
_ENTRY = key("entry", "Rang", "Place of the entry in the fiche's calendar, from 1")
_TO_DATE = ForeignKey(("plan_id", "fiche_id", "date"), "dates", ("plan_id", "fiche_id", "date"))
_DATE_VALUE = fields(
    DateValue,
    start="Premier jour",
    end="Dernier jour",
    precision="Précision",
    modifier="Partie de la période",
    edtf="EDTF",
)
_FIRST = optional("start", Kind.DATE, "Premier jour", "First day of all the dates meant")
_LAST = optional("end", Kind.DATE, "Dernier jour", "Last day of all the dates meant")


def _dates(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        dates = FicheDates(fiche)
        for number, mention in enumerate(dates.mentions, 1):
            yield (
                plan.id,
                fiche.id,
                number,
                mention.text,
                *extent((mention,)),
                mention.year_inferred,
                number <= dates.listed,
                mention.origin,
                *span_cells(mention.span),
            )


def _date_values(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for number, mention in enumerate(FicheDates(fiche).mentions, 1):
            for rank, value in enumerate(mention.values, 1):
                yield plan.id, fiche.id, number, rank, *_DATE_VALUE.cells(value)


def _item_dates(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        dates = FicheDates(fiche)
        for placed in placed_items(fiche):
            for rank, mention in enumerate(placed.item.dates, 1):
                yield plan.id, fiche.id, placed.number, rank, dates.number(mention)


def _calendar(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, entry in enumerate(fiche.calendar, 1):
            printed = " ; ".join(mention.text for mention in entry.dates) or None
            yield (
                plan.id,
                fiche.id,
                rank,
                entry.text,
                printed,
                *extent(entry.dates),
                entry.origin,
                *span_cells(entry.span),
            )


def _calendar_dates(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        dates = FicheDates(fiche)
        for number, entry in enumerate(fiche.calendar, 1):
            for rank, mention in enumerate(entry.dates, 1):
                yield plan.id, fiche.id, number, rank, dates.number(mention)


DATES = Table(
    "dates",
    "Dates",
    "One row a date as printed; what it means is in `date_values`",
    (
        PLAN_ID,
        FICHE_ID,
        _DATE,
        field(DateMention, "text", "Date imprimée"),
        _FIRST,
        _LAST,
        field(DateMention, "year_inferred", "Année déduite"),
        Column(
            "listed",
            Kind.BOOLEAN,
            "Parmi les dates de la fiche",
            "False for a date that only an item or entry holds",
        ),
        field(DateMention, "origin", "Provenance"),
        *SPAN,
    ),
    ("plan_id", "fiche_id", "date"),
    _dates,
    (TO_FICHE,),
)
DATE_VALUES = Table(
    "date_values",
    "Jours",
    "One row a date meant: `6 & 7.12.21` means two",
    (
        PLAN_ID,
        FICHE_ID,
        _DATE,
        key("value", "Rang", "Place in the printed date, from 1"),
        *_DATE_VALUE.columns,
    ),
    ("plan_id", "fiche_id", "date", "value"),
    _date_values,
    (_TO_DATE,),
)
ITEM_DATES = Table(
    "item_dates",
    "Dates des textes",
    "The dates that stand in an item",
    (
        PLAN_ID,
        FICHE_ID,
        key("item", "Texte", "The item, as in `items`"),
        key("rank", "Rang", "Place in the item, from 1"),
        _DATE,
    ),
    ("plan_id", "fiche_id", "item", "rank"),
    _item_dates,
    (TO_ITEM, _TO_DATE),
    sheet=False,
)
CALENDAR = Table(
    "calendar",
    "Calendrier",
    "One row a thing that happens at a date",
    (
        PLAN_ID,
        FICHE_ID,
        _ENTRY,
        field(CalendarEntry, "text", "Ce qui a lieu"),
        optional("date_text", Kind.STRING, "Date imprimée", "Its dates as printed, taken from `calendar_dates`"),
        _FIRST,
        _LAST,
        field(CalendarEntry, "origin", "Provenance"),
        *SPAN,
    ),
    ("plan_id", "fiche_id", "entry"),
    _calendar,
    (TO_FICHE,),
)
CALENDAR_DATES = Table(
    "calendar_dates",
    "Dates du calendrier",
    "The dates of a calendar entry",
    (PLAN_ID, FICHE_ID, _ENTRY, key("rank", "Rang dans l'entrée", "Place in the entry, from 1"), _DATE),
    ("plan_id", "fiche_id", "entry", "rank"),
    _calendar_dates,
    (ForeignKey(("plan_id", "fiche_id", "entry"), "calendar", ("plan_id", "fiche_id", "entry")), _TO_DATE),
    sheet=False,
)
