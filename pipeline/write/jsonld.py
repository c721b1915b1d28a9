"""Write plans as JSON-LD in the terms of schema.org and PROV-O, so that they can be linked to other data.

A plan, its axes and fiches are creative works; a fiche is an action too, with agents, participants, events and grants.
Everything read says where: `prov:wasQuotedFrom` a fragment of the text by RFC 5147 (`#char=120,134`). The context is in
the file, so that nothing has to be fetched to read it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.model import Amount, DateValue, Entity, EntityKind, Fiche, Funding, Plan, Span, StatusValue
from pipeline.write.atomic import replacing
from pipeline.write.french import word
from pipeline.write.load import LoadedPlan
from pipeline.write.tables.walk import ACTION_SECTIONS, placed_items

Node = dict[str, Any]

CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "quotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "isPartOf": {"@type": "@id"},
    "hasPart": {"@type": "@id"},
    "agent": {"@type": "@id"},
    "participant": {"@type": "@id"},
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "startTime": {"@type": "xsd:date"},
    "endTime": {"@type": "xsd:date"},
    "name": {"@language": "fr"},
    "description": {"@language": "fr"},
    "text": {"@language": "fr"},
    "roleName": {"@language": "fr"},
}
TYPES = {EntityKind.PERSON: "Person", EntityKind.ORGANISATION: "Organization", EntityKind.PLACE: "Place"}
STATUSES = {
    StatusValue.TO_DISCUSS: "PotentialActionStatus",
    StatusValue.PLANNED: "PotentialActionStatus",
    StatusValue.IN_PROGRESS: "ActiveActionStatus",
    StatusValue.LATE: "ActiveActionStatus",
    StatusValue.DONE: "CompletedActionStatus",
    StatusValue.ABANDONED: "FailedActionStatus",
}


def write_jsonld(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write one graph of all plans."""
    head = json.dumps(CONTEXT, ensure_ascii=False)
    with replacing(out) as ready, ready.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {head},\n"@graph": [\n')
        for number, node in enumerate(node for loaded in plans for node in _graph(loaded.plan)):
            file.write(",\n" if number else "")
            file.write(json.dumps(_full(node), ensure_ascii=False))
        file.write("\n]}\n")


def _graph(plan: Plan) -> Iterator[Node]:
    source = f"{plan.id}.txt"
    yield {
        "@id": source,
        "@type": ["prov:Entity", "DigitalDocument"],
        "name": plan.source.file,
        "sha256": plan.source.sha256,
        "encodingFormat": "text/plain;charset=utf-8",
    }
    yield {
        "@id": f"{plan.id}#plan",
        "@type": ["CreativeWork", "prov:Entity"],
        "name": plan.title,
        "identifier": plan.id,
        "temporalCoverage": plan.year and str(plan.year),
        "inLanguage": "fr",
        "hasPart": [f"{plan.id}#{name}" for name in (*(axe.id for axe in plan.axes), *(one.id for one in plan.fiches))],
        "derivedFrom": source,
    }
    for axe in plan.axes:
        yield {
            "@id": f"{plan.id}#{axe.id}",
            "@type": ["CreativeWork", "prov:Entity"],
            "name": axe.title,
            "position": axe.number,
            "isPartOf": f"{plan.id}#{axe.parent_id or 'plan'}",
            "hasPart": [f"{plan.id}#{fiche_id}" for fiche_id in axe.fiche_ids],
            "quotedFrom": _place(plan, axe.span),
        }
    for entity in (*plan.people, *plan.organisations, *plan.places):
        yield _entity(plan, entity)
    for fiche in plan.fiches:
        yield _fiche(plan, fiche)


def _entity(plan: Plan, entity: Entity) -> Node:
    return {
        "@id": f"{plan.id}#name-{entity.id}",
        "@type": [TYPES[entity.kind], "prov:Entity"],
        "name": entity.name,
        "alternateName": [*entity.variants, *([entity.acronym] if entity.acronym else [])],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in entity.ids.items()
        ],
        "quotedFrom": [_place(plan, occurrence.span) for occurrence in entity.occurrences],
    }


def _fiche(plan: Plan, fiche: Fiche) -> Node:
    items = [placed.item.text for placed in placed_items(fiche) if placed.section.kind in ACTION_SECTIONS]
    begin = fiche.start_date.values if fiche.start_date else ()
    end = fiche.end_date.values if fiche.end_date else ()
    return {
        "@id": f"{plan.id}#{fiche.id}",
        "@type": ["Action", "CreativeWork", "prov:Entity"],
        "additionalType": word(fiche.kind),
        "name": fiche.title,
        "identifier": fiche.id,
        "position": fiche.number,
        "isPartOf": f"{plan.id}#{fiche.axe_id or 'plan'}",
        "actionStatus": STATUSES.get(fiche.status.value)
        and {"@id": f"https://schema.org/{STATUSES[fiche.status.value]}"}
        if fiche.status
        else None,
        "startTime": min((value.start for value in begin), default=None),
        "endTime": max((value.end for value in end), default=None),
        "text": items,
        "agent": [
            {
                "@type": ["Role", "prov:Entity"],
                "roleName": referent.label or word(referent.role),
                "description": referent.note,
                "agent": f"{plan.id}#name-{referent.entity_id}",
                "quotedFrom": _place(plan, referent.span),
            }
            for referent in fiche.referents
        ],
        "participant": [
            f"{plan.id}#name-{partner.entity_id}"
            if partner.entity_id
            else {"@type": "Organization", "name": partner.name, "quotedFrom": _place(plan, partner.span)}
            for partner in fiche.partners
        ],
        "subjectOf": [
            _event(plan, entry.text or mention.text, value, entry.span)
            for entry in fiche.calendar
            for mention in entry.dates
            for value in mention.values
        ],
        "funding": [_grant(plan, funding) for funding in fiche.funding],
        "quotedFrom": _place(plan, fiche.span),
    }


def _event(plan: Plan, name: str, value: DateValue, span: Span) -> Node:
    return {
        "@type": ["Event", "prov:Entity"],
        "name": name,
        "startDate": value.start,
        "endDate": value.end,
        "temporalCoverage": value.edtf,
        "quotedFrom": _place(plan, span),
    }


def _grant(plan: Plan, funding: Funding) -> Node:
    period = funding.period
    funder: Any = {"@type": "Organization", "name": funding.funder} if funding.funder else None
    return {
        "@type": ["MonetaryGrant", "prov:Entity"],
        "name": funding.instrument,
        "description": funding.purpose,
        "funder": {"@id": f"{plan.id}#name-{funding.entity_id}"} if funding.entity_id else funder,
        "amount": [_amount(amount) for amount in funding.amounts],
        "temporalCoverage": f"{period.start}/{period.end}" if period else None,
        "quotedFrom": _place(plan, funding.span),
    }


def _amount(amount: Amount) -> Node:
    ranged = {"minValue": amount.value, "maxValue": amount.max} if amount.max is not None else {"value": amount.value}
    return {"@type": "MonetaryAmount", "currency": amount.currency, "description": amount.text, **ranged}


def _place(plan: Plan, span: Span) -> str:
    return f"{plan.id}.txt#char={span.start},{span.end}"


def _full(value: Any) -> Any:
    """Leave out what is null or empty: JSON-LD has no use for it."""
    if isinstance(value, dict):
        return {name: _full(item) for name, item in value.items() if item is not None and item != []}
    return _all(value) if isinstance(value, list) else value


def _all(values: Iterable[Any]) -> list[Any]:
    return [_full(value) for value in values]
