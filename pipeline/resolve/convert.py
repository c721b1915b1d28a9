"""Found values that need no settling but an entity's id, as the contract's models."""

from pipeline.extract.found import FoundFunding, FoundPartner, FoundStatus
from pipeline.model import Amount, Funding, Origin, Partner, Period, Priority, PriorityValue, Status, StatusValue


def status_of(found: FoundStatus | None) -> Status | None:
    """Give a status as the contract writes it."""
    if found is None or not isinstance(found.value, StatusValue):
        return None
    return Status(value=found.value, text=found.text, origin=Origin.RULE, span=found.span)


def priority_of(found: FoundStatus | None) -> Priority | None:
    """Give a priority as the contract writes it."""
    if found is None or not isinstance(found.value, PriorityValue):
        return None
    return Priority(value=found.value, text=found.text, origin=Origin.RULE, span=found.span)


def partner_of(found: FoundPartner, entity_id: str | None) -> Partner:
    """Give a partner as the contract writes it."""
    return Partner(
        name=found.name,
        kind=found.kind,
        entity_id=entity_id,
        members=tuple(name for name, _ in found.members),
        note=found.note,
        uncertain=found.uncertain,
        origin=Origin.RULE,
        span=found.span,
    )


def funding_of(found: FoundFunding, entity_id: str | None) -> Funding:
    """Give a funding as the contract writes it."""
    return Funding(
        funder=found.funder,
        entity_id=entity_id,
        instrument=found.instrument,
        amounts=tuple(
            Amount(
                value=amount.printed.value,
                max=amount.printed.max,
                currency=amount.printed.currency,
                tax="HT" if amount.printed.tax == "HT" else "TTC" if amount.printed.tax == "TTC" else None,
                year=amount.printed.year,
                per=amount.printed.per,
                text=amount.text,
                origin=Origin.RULE,
                span=amount.span,
            )
            for amount in found.amounts
        ),
        period=Period(start=found.period[0], end=found.period[1]) if found.period else None,
        purpose=found.purpose,
        uncertain=found.uncertain,
        origin=Origin.RULE,
        span=found.span,
    )
