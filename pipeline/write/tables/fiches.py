"""The tables of what a fiche says in words: the fiche, its referents, sections, items, actions and mentions."""

from collections.abc import Iterator

from pipeline.model import Fiche, Item, Mention, Plan, Priority, Section, Status
from pipeline.write.tables.document import REFERENT, TO_AXE, referent_cells
from pipeline.write.tables.spec import (
    FICHE_ID,
    PLAN_ID,
    SPAN,
    TO_ENTITY,
    TO_FICHE,
    TO_PLAN,
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
from pipeline.write.tables.walk import ACTION_SECTIONS, FicheDates, extent, placed_items

_ITEM = key(
    "item",
    "Rang du texte",
    "Place of the item in the fiche, from 1, nested ones behind the item they stand in",
)
_SECTION = key("section", "Rang de la rubrique", "Place of the section in the fiche, from 1")
_PARENT = optional("parent_item", Kind.INTEGER, "Texte parent", "The item it is nested in")
_FICHE = fields(
    Fiche,
    kind="Nature",
    number="Numéro",
    title="Titre",
    title_origin="Provenance du titre",
    axe_id="Axe",
    axe_origin="Provenance de l'axe",
)
_SECTION_SAYS = fields(Section, kind="Nature", label="Libellé", year="Année")
_ITEM_SAYS = fields(Item, depth="Retrait", bullet="Puce", text="Texte")
_MENTION = fields(Mention, label="Nature", text="Nom imprimé", entity_id="Identifiant du nom", origin="Provenance")
TO_ITEM = ForeignKey(("plan_id", "fiche_id", "item"), "items", ("plan_id", "fiche_id", "item"))
_TO_PARENT = ForeignKey(("plan_id", "fiche_id", "parent_item"), "items", ("plan_id", "fiche_id", "item"))
_TO_SECTION = ForeignKey(("plan_id", "fiche_id", "section"), "sections", ("plan_id", "fiche_id", "section"))


def _prefixed(name: str, title: str) -> tuple[Column, ...]:
    """Give the span columns of a value that may be missing."""
    ends = ("début", "fin", "page", "rectangles")
    return tuple(
        Column(f"{name}_{column.name}", column.kind, f"{title} : {end}", column.description, required=False)
        for column, end in zip(SPAN, ends, strict=True)
    )


def _loose(column: Column) -> Column:
    return Column(column.name, column.kind, column.title, column.description, required=False, enum=column.enum)


def _said(value: Status | Priority | None) -> Row:
    if value is None:
        return (None,) * 7
    return value.value, value.text, value.origin, *span_cells(value.span)


def _fiches(plan: Plan) -> Iterator[Row]:
    for rank, fiche in enumerate(plan.fiches, 1):
        dates = FicheDates(fiche)
        yield (
            plan.id,
            fiche.id,
            rank,
            *_FICHE.cells(fiche),
            *_said(fiche.status),
            *_said(fiche.priority),
            dates.number(fiche.start_date),
            dates.number(fiche.end_date),
            *span_cells(fiche.span),
        )


def _referents(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, referent in enumerate(fiche.referents, 1):
            yield plan.id, fiche.id, rank, *referent_cells(referent)


def _sections(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, section in enumerate(fiche.sections, 1):
            yield plan.id, fiche.id, rank, *_SECTION_SAYS.cells(section), *span_cells(section.span)


def _items(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for placed in placed_items(fiche):
            item = placed.item
            yield (
                plan.id,
                fiche.id,
                placed.number,
                placed.section_number,
                placed.parent,
                *_ITEM_SAYS.cells(item),
                *span_cells(item.span),
            )


def _actions(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for placed in placed_items(fiche):
            section = placed.section
            if section.kind in ACTION_SECTIONS:
                item = placed.item
                start, end = extent(item.dates)
                yield (
                    plan.id,
                    fiche.id,
                    placed.number,
                    placed.parent,
                    section.kind,
                    section.year,
                    item.text,
                    start,
                    end,
                )


def _mentions(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for placed in placed_items(fiche):
            for rank, mention in enumerate(placed.item.mentions, 1):
                yield plan.id, fiche.id, placed.number, rank, *_MENTION.cells(mention), *span_cells(mention.span)


FICHES = Table(
    "fiches",
    "Fiches",
    "One row a fiche that has a body",
    (
        PLAN_ID,
        FICHE_ID,
        key("rank", "Rang", "Place in the plan, from 1"),
        *_FICHE.columns,
        _loose(field(Status, "value", "Statut", "status")),
        _loose(field(Status, "text", "Statut imprimé", "status_text")),
        _loose(field(Status, "origin", "Provenance du statut", "status_origin")),
        *_prefixed("status", "Statut"),
        _loose(field(Priority, "value", "Priorité", "priority")),
        _loose(field(Priority, "text", "Priorité imprimée", "priority_text")),
        _loose(field(Priority, "origin", "Provenance de la priorité", "priority_origin")),
        *_prefixed("priority", "Priorité"),
        optional("start_date", Kind.INTEGER, "Date de début", "When it starts: its date in `dates`"),
        optional("end_date", Kind.INTEGER, "Date de fin", "When it ends or is due: its date in `dates`"),
        *SPAN,
    ),
    ("plan_id", "fiche_id"),
    _fiches,
    (TO_PLAN, TO_AXE),
)
REFERENTS = Table(
    "referents",
    "Référents",
    "One row a person or body in charge of a fiche",
    (PLAN_ID, FICHE_ID, key("referent", "Rang", "Place in the fiche, from 1"), *REFERENT),
    ("plan_id", "fiche_id", "referent"),
    _referents,
    (TO_FICHE, TO_ENTITY),
)
SECTIONS = Table(
    "sections",
    "Rubriques",
    "One row a labelled part of a fiche",
    (
        PLAN_ID,
        FICHE_ID,
        _SECTION,
        *_SECTION_SAYS.columns,
        *SPAN,
    ),
    ("plan_id", "fiche_id", "section"),
    _sections,
    (TO_FICHE,),
)
ITEMS = Table(
    "items",
    "Textes",
    "One row a bullet or paragraph of a section",
    (
        PLAN_ID,
        FICHE_ID,
        _ITEM,
        _SECTION,
        _PARENT,
        *_ITEM_SAYS.columns,
        *SPAN,
    ),
    ("plan_id", "fiche_id", "item"),
    _items,
    (_TO_SECTION, _TO_PARENT),
)
ACTIONS = Table(
    "actions",
    "Actions",
    "The items of the sections that say what is done, was done or will be: taken from `sections`, `items` and `dates`",
    (
        PLAN_ID,
        FICHE_ID,
        _ITEM,
        _PARENT,
        field(Section, "kind", "Rubrique", "section_kind"),
        field(Section, "year", "Année"),
        field(Item, "text", "Action"),
        optional("start", Kind.DATE, "Premier jour", "First day of its dates"),
        optional("end", Kind.DATE, "Dernier jour", "Last day of its dates"),
    ),
    ("plan_id", "fiche_id", "item"),
    _actions,
    (TO_ITEM,),
)
MENTIONS = Table(
    "mentions",
    "Noms cités",
    "One row a name in the running text of an item",
    (
        PLAN_ID,
        FICHE_ID,
        _ITEM,
        key("mention", "Rang", "Place in the item, from 1"),
        *_MENTION.columns,
        *SPAN,
    ),
    ("plan_id", "fiche_id", "item", "mention"),
    _mentions,
    (TO_ITEM, TO_ENTITY),
    sheet=False,
)
