"""Make plans again from the tables, whatever file they were read from: what proves that no value was lost.

In: the rows of each table as dicts of Python values, null as `None`. Out: plans.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.model import Plan

Rows = Sequence[Mapping[str, Any]]


class Tables:
    """The rows of all tables, found by what they belong to."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self.tables = tables
        self.indexes: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], list[Mapping[str, Any]]]] = {}

    def of(self, table: str, **where: Any) -> list[Mapping[str, Any]]:
        columns = tuple(where)
        index = self.indexes.get((table, columns))
        if index is None:
            index = self.indexes[table, columns] = defaultdict(list)
            for row in self.tables[table]:
                index[tuple(row[column] for column in columns)].append(row)
        return index[tuple(where.values())]


def span(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    names = {"start": "span_start", "end": "span_end", "page": "span_page", "boxes": "span_boxes"}
    found = {key: row[prefix + name] for key, name in names.items()}
    return {**found, "boxes": found["boxes"] or []}


def pick(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def said(row: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    if row[name] is None:
        return None
    return {
        "value": row[name],
        "text": row[f"{name}_text"],
        "origin": row[f"{name}_origin"],
        "span": span(row, f"{name}_"),
    }


def referents(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = ("role", "name", "kind", "entity_id", "note", "year", "origin")
    return [{**pick(row, *names), "label": row["label"] or "", "span": span(row)} for row in rows]


def fiche(tables: Tables, row: Mapping[str, Any]) -> dict[str, Any]:
    of = {"plan_id": row["plan_id"], "fiche_id": row["fiche_id"]}
    dates = {
        found["date"]: {
            **pick(found, "text", "year_inferred", "origin"),
            "span": span(found),
            "values": [
                {**pick(value, "start", "end", "precision", "modifier"), "edtf": value["edtf"] or ""}
                for value in tables.of("date_values", **of, date=found["date"])
            ],
        }
        for found in tables.of("dates", **of)
    }

    def items(section: int, parent: int | None) -> list[dict[str, Any]]:
        return [
            {
                **pick(item, "depth", "bullet", "text"),
                "dates": [dates[link["date"]] for link in tables.of("item_dates", **of, item=item["item"])],
                "mentions": [
                    {**pick(mention, "label", "text", "entity_id", "origin"), "span": span(mention)}
                    for mention in tables.of("mentions", **of, item=item["item"])
                ],
                "items": items(section, item["item"]),
                "span": span(item),
            }
            for item in tables.of("items", **of, section=section, parent_item=parent)
        ]

    return {
        "id": row["fiche_id"],
        **pick(row, "kind", "number", "axe_id", "axe_origin", "title", "title_origin"),
        "status": said(row, "status"),
        "priority": said(row, "priority"),
        "start_date": dates.get(row["start_date"]),
        "end_date": dates.get(row["end_date"]),
        "referents": referents(tables.of("referents", **of)),
        "sections": [
            {
                **pick(section, "kind", "year"),
                "label": section["label"] or "",
                "items": items(section["section"], None),
                "span": span(section),
            }
            for section in tables.of("sections", **of)
        ],
        "dates": [dates[found["date"]] for found in tables.of("dates", **of) if found["listed"]],
        "calendar": [
            {
                "dates": [dates[link["date"]] for link in tables.of("calendar_dates", **of, entry=entry["entry"])],
                "text": entry["text"] or "",
                "origin": entry["origin"],
                "span": span(entry),
            }
            for entry in tables.of("calendar", **of)
        ],
        "partners": [
            {
                **pick(partner, "name", "kind", "entity_id", "note", "uncertain", "origin"),
                "members": partner["members"] or [],
                "span": span(partner),
            }
            for partner in tables.of("partners", **of)
        ],
        "funding": [funding(tables, found) for found in tables.of("funding", **of)],
        "span": span(row),
    }


def funding(tables: Tables, row: Mapping[str, Any]) -> dict[str, Any]:
    amounts = tables.of("amounts", plan_id=row["plan_id"], fiche_id=row["fiche_id"], funding=row["funding"])
    period = None if row["period_start"] is None else {"start": row["period_start"], "end": row["period_end"]}
    return {
        **pick(row, "funder", "entity_id", "instrument", "purpose", "uncertain", "origin"),
        "period": period,
        "amounts": [
            {**pick(found, "value", "max", "currency", "tax", "year", "per", "text", "origin"), "span": span(found)}
            for found in amounts
        ],
        "span": span(row),
    }


def registry(tables: Tables, plan_id: str, kind: str) -> list[dict[str, Any]]:
    return [
        {
            "id": row["entity_id"],
            **pick(row, "name", "kind", "acronym"),
            "variants": row["variants"] or [],
            "ids": row["ids"] or {},
            "occurrences": [
                {**pick(found, "fiche_id", "as", "role"), "span": span(found)}
                for found in tables.of("occurrences", plan_id=plan_id, entity_id=row["entity_id"])
            ],
        }
        for row in tables.of("entities", plan_id=plan_id, kind=kind)
    ]


def rebuild(read: Mapping[str, Rows]) -> list[Plan]:
    """Make the plans again from the rows of all tables."""
    tables = Tables(read)
    return [Plan.model_validate(one(tables, row)) for row in read["plans"]]


def one(tables: Tables, row: Mapping[str, Any]) -> dict[str, Any]:
    plan_id = row["plan_id"]
    source = ("file", "format", "sha256", "encoding", "characters", "pages")
    return {
        "id": plan_id,
        **pick(row, "schema_version", "title", "year"),
        "source": {
            **{name: row[f"source_{name}"] for name in source},
            "ocr_pages": row["source_ocr_pages"] or [],
        },
        "axes": [
            {
                "id": axe["axe_id"],
                **pick(axe, "level", "parent_id", "number", "title", "transversal"),
                "fiche_ids": [
                    link["fiche_id"] for link in tables.of("axe_fiches", plan_id=plan_id, axe_id=axe["axe_id"])
                ],
                "span": span(axe),
            }
            for axe in tables.of("axes", plan_id=plan_id)
        ],
        "toc": [
            {
                **pick(entry, "kind", "number", "title", "page", "axe_id", "fiche_id"),
                "referents": referents(tables.of("contents_referents", plan_id=plan_id, entry=entry["entry"])),
                "span": span(entry),
            }
            for entry in tables.of("contents", plan_id=plan_id)
        ],
        "fiches": [fiche(tables, found) for found in tables.of("fiches", plan_id=plan_id)],
        "people": registry(tables, plan_id, "person"),
        "organisations": registry(tables, plan_id, "organisation"),
        "places": registry(tables, plan_id, "place"),
        "diagnostics": [
            {
                **pick(found, "code", "severity", "message", "fiche_id"),
                "spans": [
                    span(place)
                    for place in tables.of("diagnostic_spans", plan_id=plan_id, diagnostic=found["diagnostic"])
                ],
            }
            for found in tables.of("diagnostics", plan_id=plan_id)
        ],
        "coverage": {
            **{name: row[f"coverage_{name}"] for name in ("characters", "assigned", "ratio")},
            "unassigned": [span(place) for place in tables.of("unassigned", plan_id=plan_id)],
        },
    }
