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
    key,
    optional,
    span_cells,
)

_FUNDING = key("funding", "Rang", "Place of the funding in the fiche, from 1")


def _partners(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, partner in enumerate(fiche.partners, 1):
            yield (
                plan.id,
                fiche.id,
                rank,
                partner.name,
                partner.kind,
                partner.entity_id,
                partner.members or None,
                partner.note,
                partner.uncertain,
                partner.origin,
                *span_cells(partner.span),
            )


def _funding(plan: Plan) -> Iterator[Row]:
    for fiche in plan.fiches:
        for rank, funding in enumerate(fiche.funding, 1):
            period = funding.period
            yield (
                plan.id,
                fiche.id,
                rank,
                funding.funder,
                funding.entity_id,
                funding.instrument,
                " ; ".join(amount.text for amount in funding.amounts) or None,
                period.start if period else None,
                period.end if period else None,
                funding.purpose,
                funding.uncertain,
                funding.origin,
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
                    amount.value,
                    amount.max,
                    amount.currency,
                    amount.tax,
                    amount.year,
                    amount.per,
                    amount.text,
                    amount.origin,
                    *span_cells(amount.span),
                )


def _registry(plan: Plan) -> Iterator[Entity]:
    yield from plan.people
    yield from plan.organisations
    yield from plan.places


def _entities(plan: Plan) -> Iterator[Row]:
    for entity in _registry(plan):
        yield (
            plan.id,
            entity.id,
            entity.kind,
            entity.name,
            entity.acronym,
            entity.variants or None,
            entity.ids or None,
            len(entity.occurrences),
        )


def _occurrences(plan: Plan) -> Iterator[Row]:
    for entity in _registry(plan):
        for rank, occurrence in enumerate(entity.occurrences, 1):
            yield (
                plan.id,
                entity.id,
                rank,
                occurrence.fiche_id,
                occurrence.as_,
                occurrence.role,
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
        field(Partner, "name", "Nom"),
        field(Partner, "kind", "Nature"),
        field(Partner, "entity_id", "Identifiant du nom"),
        field(Partner, "members", "Membres"),
        field(Partner, "note", "Précision"),
        field(Partner, "uncertain", "Incertain"),
        field(Partner, "origin", "Provenance"),
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
        field(Funding, "funder", "Financeur"),
        field(Funding, "entity_id", "Identifiant du nom"),
        field(Funding, "instrument", "Instrument"),
        optional("amount_text", Kind.STRING, "Montants imprimés", "Its amounts as printed, taken from `amounts`"),
        optional("period_start", Kind.INTEGER, "Première année", str(Period.model_fields["start"].description)),
        optional("period_end", Kind.INTEGER, "Dernière année", str(Period.model_fields["end"].description)),
        field(Funding, "purpose", "Objet"),
        field(Funding, "uncertain", "Incertain"),
        field(Funding, "origin", "Provenance"),
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
        field(Amount, "value", "Montant"),
        field(Amount, "max", "Montant maximal"),
        field(Amount, "currency", "Devise"),
        field(Amount, "tax", "Taxe"),
        field(Amount, "year", "Année"),
        field(Amount, "per", "Par"),
        field(Amount, "text", "Montant imprimé"),
        field(Amount, "origin", "Provenance"),
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
        field(Entity, "kind", "Nature"),
        field(Entity, "name", "Nom"),
        field(Entity, "acronym", "Sigle"),
        field(Entity, "variants", "Autres graphies"),
        field(Entity, "ids", "Identifiants externes"),
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
        field(Occurrence, "as_", "En tant que", "as"),
        field(Occurrence, "role", "Rôle"),
        *SPAN,
    ),
    ("plan_id", "entity_id", "rank"),
    _occurrences,
    (TO_ENTITY, TO_FICHE),
    sheet=False,
)
