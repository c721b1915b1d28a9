"""The tables of who takes part: partners, those who pay and how much, every name of the plan and where it stands."""

from collections.abc import Iterator

from pipeline.model import Amount, Entity, Funding, Occurrence, Partner, Period, Plan
from pipeline.write.tables.spec import (
    FICHE_ID,
    PLAN_ID,
    SPAN,
    TO_ENTITY,
    TO_FICHE,
    TO_PLAN,
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

_FUNDING = key("funding", "Rang", "Place of the funding in the fiche, from 1")
_PARTNER = fields(
    Partner,
    name="Nom",
    kind="Nature",
    entity_id="Identifiant du nom",
    members="Membres",
    note="Précision",
    uncertain="Incertain",
    origin="Provenance",
)
_FUNDER = fields(Funding, funder="Financeur", entity_id="Identifiant du nom", instrument="Instrument")
_FUNDED = fields(Funding, purpose="Objet", uncertain="Incertain", origin="Provenance")
_AMOUNT = fields(
    Amount,
    value="Montant",
    max="Montant maximal",
    currency="Devise",
    tax="Taxe",
    year="Année",
    per="Par",
    text="Montant imprimé",
    origin="Provenance",
)
ENTITY = fields(
    Entity, kind="Nature", name="Nom", acronym="Sigle", variants="Autres graphies", ids="Identifiants externes"
)
_OCCURRENCE = fields(Occurrence, as_="En tant que", role="Rôle")


def _partners(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, partner in enumerate(fiche.partners, 1):
            yield plan.id, fiche.id, rank, *_PARTNER.cells(partner), *span_cells(partner.span)


def _funding(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, funding in enumerate(fiche.funding, 1):
            period = funding.period
            yield (
                plan.id,
                fiche.id,
                rank,
                *_FUNDER.cells(funding),
                " ; ".join(amount.text for amount in funding.amounts) or None,
                period.start if period else None,
                period.end if period else None,
                *_FUNDED.cells(funding),
                *span_cells(funding.span),
            )


def _amounts(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for number, funding in enumerate(fiche.funding, 1):
            for rank, amount in enumerate(funding.amounts, 1):
                yield (
                    plan.id,
                    fiche.id,
                    number,
                    rank,
                    funding.funder,
                    *_AMOUNT.cells(amount),
                    *span_cells(amount.span),
                )


def _registry(plan: Plan) -> Iterator[Entity]:
    yield from plan.people
    yield from plan.organisations
    yield from plan.places


def _entities(plan: Plan) -> Iterator[Row]:
    for entity in _registry(plan):
        yield plan.id, entity.id, *ENTITY.cells(entity), len(entity.occurrences)


def _occurrences(plan: Plan) -> Iterator[Row]:
    for entity in _registry(plan):
        for rank, occurrence in enumerate(entity.occurrences, 1):
            yield (
                plan.id,
                entity.id,
                rank,
                occurrence.fiche_id,
                *_OCCURRENCE.cells(occurrence),
                *span_cells(occurrence.span),
            )


PARTNERS = Table(
    "partners",
    "Partenaires",
    "One row a partner of a fiche",
    (
        PLAN_ID,
        FICHE_ID,
        key("partner", "Rang", "Place in the fiche, from 1"),
        *_PARTNER.columns,
        *SPAN,
    ),
    ("plan_id", "fiche_id", "partner"),
    _partners,
    (TO_FICHE, TO_ENTITY),
)
FUNDING = Table(
    "funding",
    "Financements",
    "One row a source of money of a fiche, or its total; the sums are in `amounts`",
    (
        PLAN_ID,
        FICHE_ID,
        _FUNDING,
        *_FUNDER.columns,
        optional("amount_text", Kind.STRING, "Montants imprimés", "Its amounts as printed, taken from `amounts`"),
        optional("period_start", Kind.INTEGER, "Première année", str(Period.model_fields["start"].description)),
        optional("period_end", Kind.INTEGER, "Dernière année", str(Period.model_fields["end"].description)),
        *_FUNDED.columns,
        *SPAN,
    ),
    ("plan_id", "fiche_id", "funding"),
    _funding,
    (TO_FICHE, TO_ENTITY),
)
AMOUNTS = Table(
    "amounts",
    "Montants",
    "One row a sum of money",
    (
        PLAN_ID,
        FICHE_ID,
        key("funding", "Financement", "The funding, as in `funding`"),
        key("amount", "Rang", "Place in the funding, from 1"),
        field(Funding, "funder", "Financeur"),
        *_AMOUNT.columns,
        *SPAN,
    ),
    ("plan_id", "fiche_id", "funding", "amount"),
    _amounts,
    (ForeignKey(("plan_id", "fiche_id", "funding"), "funding", ("plan_id", "fiche_id", "funding")),),
)
ENTITIES = Table(
    "entities",
    "Personnes, structures, lieux",
    "One row a person, organisation or place of the plan",
    (
        PLAN_ID,
        key("entity_id", "Identifiant du nom", "The entity, unique in the plan", Kind.STRING),
        *ENTITY.columns,
        key("occurrence_count", "Occurrences", "How often it is named: its rows in `occurrences`"),
    ),
    ("plan_id", "entity_id"),
    _entities,
    (TO_PLAN,),
)
OCCURRENCES = Table(
    "occurrences",
    "Occurrences",
    "One row a place where an entity is named",
    (
        PLAN_ID,
        key("entity_id", "Identifiant du nom", "The entity, as in `entities`", Kind.STRING),
        key("rank", "Rang", "Place in the plan, from 1"),
        optional("fiche_id", Kind.STRING, "Identifiant de la fiche", "The fiche; null in the contents"),
        *_OCCURRENCE.columns,
        *SPAN,
    ),
    ("plan_id", "entity_id", "rank"),
    _occurrences,
    (TO_ENTITY, TO_FICHE),
    sheet=False,
)
