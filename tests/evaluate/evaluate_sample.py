"""A small gold that has every family, the faultless plan for it, and edits that spoil a plan."""

import copy
import json
from collections.abc import Callable
from typing import Any

from pipeline.model import Plan

Json = dict[str, Any]
Edit = Callable[[Json], object]

SPAN: Json = {"start": 0, "end": 1, "page": None, "boxes": []}
JUNE = {"start": "2024-06-01", "end": "2024-06-30", "precision": "month", "modifier": None}
MAY = {"start": "2024-05-01", "end": "2024-05-31", "precision": "month", "modifier": None}


def referent(role: str, name: str, **more: Any) -> Json:
    return {"role": role, "name": name, "kind": "person", "note": None, "year": None, **more}


def date(text: str, *values: Json) -> Json:
    return {"text": text, "year_inferred": True, "values": list(values)}


GOLD: Json = {
    "year": 2024,
    "title": None,
    "axes": [
        {
            "id": f"axe-{number}", "level": 1, "parent_id": None, "number": number, "title": title,
            "transversal": False, "fiche_ids": [f"fiche-{number}"],
        }
        for number, title in (("1", "L’eau"), ("2", "Les sols"))
    ],
    "toc": [
        {
            "kind": "fiche", "number": number, "title": title, "page": int(number), "axe_id": f"axe-{number}",
            "fiche_id": f"fiche-{number}", "referents": [referent("board", name)],
        }
        for number, title, name in (("1", "Zones humides", "Ève Morin"), ("2", "Haies", "Luc Petit"))
    ],
    "fiches": [
        {
            "id": "fiche-1", "kind": "fiche", "number": "1", "axe_id": "axe-1", "axe_origin": "rule",
            "title": "Zones humides", "title_origin": "rule",
            "status": {"value": "planned", "text": "À lancer"}, "priority": None,
            "start_date": date("juin", JUNE), "end_date": None,
            "referents": [
                referent("board", "Ève Morin", label="Élue référente"),
                referent("team", "Luc Petit", label="Suivi", note="étangs", year=2024),
            ],
            "sections": [
                {
                    "kind": "actions", "label": "Actions 2024", "year": 2024,
                    "items": [
                        {
                            "text": "Curer l’étang de Brave en juin", "depth": 0, "bullet": True,
                            "items": [
                                {
                                    "text": "avec la Fédération de pêche du Val", "depth": 1, "bullet": True,
                                    "items": [],
                                }
                            ],
                        },
                        {"text": "Replanter.", "depth": 0, "bullet": False, "items": []},
                    ],
                },
                {"kind": "partners", "label": "Partenaires", "year": None, "items": []},
            ],
            "dates": [date("juin", JUNE), date("mai et juin", MAY, JUNE)],
            "calendar": [{"dates": ["mai", "juin"], "text": "curage"}],
            "partners": [
                {"name": "Val Vivant", "kind": "named", "members": ["Ana Roy"], "note": None,
                 "uncertain": False},
                {"name": "riverains", "kind": "generic", "members": [], "note": None, "uncertain": True},
            ],
            "funding": [
                {
                    "funder": "Agence du Val", "instrument": "subvention", "purpose": None,
                    "uncertain": False, "period": {"start": 2024, "end": 2025},
                    "amounts": [
                        {
                            "value": 5000, "max": None, "currency": "EUR", "tax": "HT", "year": None,
                            "per": "par an", "text": "5 000 € HT",
                        }
                    ],
                }
            ],
            "mentions": [
                {"label": "place", "text": "Brave"},
                {"label": "organisation", "text": "Fédération de pêche du Val"},
            ],
        },
        {
            "id": "fiche-2", "kind": "fiche", "number": "2", "axe_id": "axe-2", "axe_origin": "rule",
            "title": "Haies", "title_origin": "contents",
            "status": None, "priority": {"value": "high", "text": "haute"}, "start_date": None,
            "end_date": None, "referents": [], "sections": [], "dates": [], "calendar": [],
            "partners": [], "funding": [], "mentions": [],
        },
    ],
    "entities": {
        "people": ["Ève Morin", "Luc Petit"], "organisations": ["Agence du Val"], "places": ["Brave"],
    },
    "diagnostics": [{"code": "uncertain", "fiche_id": "fiche-1"}, {"code": "number-gap", "fiche_id": None}],
}  # fmt: skip


def as_plan(gold: Json) -> Json:
    """Give the plan that a faultless program would write for a gold, checked against the contract."""
    gold = copy.deepcopy(gold)
    fiches = [_contract_fiche(fiche) for fiche in gold["fiches"]]
    entities = {
        kind: [
            {
                "id": f"e-{index}", "name": name, "variants": [],
                "kind": kind.rstrip("s").replace("people", "person"), "acronym": None,
                "ids": {}, "occurrences": [],
            }
            for index, name in enumerate(names)
        ]
        for kind, names in gold["entities"].items()
    }  # fmt: skip
    plan = {
        "schema_version": "1.1.0",
        "id": "plan",
        "title": gold["title"],
        "year": gold["year"],
        "source": {
            "file": "plan.txt", "format": "text", "sha256": "0" * 64, "encoding": None,
            "characters": 1, "pages": None, "ocr_pages": [],
        },
        "axes": [{**axe, "span": SPAN} for axe in gold["axes"]],
        "toc": [
            {**entry, "referents": [_born({"label": "", **one}) for one in entry["referents"]], "span": SPAN}
            for entry in gold["toc"]
        ],
        "fiches": fiches,
        **entities,
        "diagnostics": [
            {"severity": "info", "message": "À voir.", "spans": [], **one} for one in gold["diagnostics"]
        ],
        "coverage": {"characters": 1, "assigned": 1, "ratio": 1, "unassigned": []},
    }  # fmt: skip
    validated: Json = json.loads(Plan.model_validate(plan).model_dump_json())
    return validated


def _born(entry: Json) -> Json:
    return {"entity_id": "e-0", **entry, "origin": "rule", "span": SPAN}


def _contract_date(entry: Json) -> Json:
    values = [{**value, "edtf": value["start"]} for value in entry["values"]]
    return {**entry, "values": values, "origin": "rule", "span": SPAN}


def _contract_item(item: Json) -> Json:
    nested = [_contract_item(one) for one in item["items"]]
    return {**item, "items": nested, "dates": [], "mentions": [], "span": SPAN}


def _contract_fiche(fiche: Json) -> Json:
    mentions = fiche.pop("mentions")
    plain: dict[str, Json | None] = {}
    for key in ("status", "priority"):
        value = fiche.get(key)
        plain[key] = value and {**value, "origin": "rule", "span": SPAN}
    for key in ("start_date", "end_date"):
        value = fiche.get(key)
        plain[key] = value and _contract_date(value)
    sections = [
        {**one, "items": [_contract_item(item) for item in one["items"]], "span": SPAN} for one in fiche["sections"]
    ]
    if mentions:
        items = next(one["items"] for one in sections if one["items"])
        # The deepest item of the first branch: mentions are found wherever the contract puts them.
        while items[0]["items"]:
            items = items[0]["items"]
        items[0]["mentions"] = [_born(one) for one in mentions]
    calendar = [
        {
            **one,
            "dates": [_contract_date(date(text, JUNE)) for text in one["dates"]],
            "origin": "rule",
            "span": SPAN,
        }
        for one in fiche["calendar"]
    ]
    funding = [
        {**_born(one), "amounts": [{**amount, "origin": "rule", "span": SPAN} for amount in one["amounts"]]}
        for one in fiche["funding"]
    ]
    return {
        **fiche,
        **plain,
        "referents": [_born(one) for one in fiche["referents"]],
        "sections": sections,
        "dates": [_contract_date(one) for one in fiche["dates"]],
        "calendar": calendar,
        "partners": [_born(one) for one in fiche["partners"]],
        "funding": funding,
        "span": SPAN,
    }


def changed(*edits: Edit) -> Json:
    plan = as_plan(GOLD)
    for edit in edits:
        edit(plan)
    return plan


def put(path: str, value: Any) -> Edit:
    """Give an edit that sets `fiches.0.title` and the like."""

    def edit(plan: Json) -> None:
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        target: Any = plan
        for step in way:
            target = target[step]
        target[last] = value

    return edit


def drop(path: str, index: int = 0) -> Edit:
    """Give an edit that removes one entry of the list at `path`."""

    def edit(plan: Json) -> None:
        target: Any = plan
        for step in path.split("."):
            target = target[int(step)] if step.isdigit() else target[step]
        del target[index]

    return edit


def move(source: str, index: int, aim: str) -> Edit:
    """Give an edit that moves one entry of a list to the end of another list."""

    def edit(plan: Json) -> None:
        lists: list[Any] = []
        for path in (source, aim):
            target: Any = plan
            for step in path.split("."):
                target = target[int(step)] if step.isdigit() else target[step]
            lists.append(target)
        lists[1].append(lists[0].pop(index))

    return edit


def again(path: str) -> Edit:
    """Give an edit that gives the first entry of a list a second time."""

    def edit(plan: Json) -> None:
        target: Any = plan
        for step in path.split("."):
            target = target[int(step)] if step.isdigit() else target[step]
        target.append(copy.deepcopy(target[0]))

    return edit


def gold_with(edit: Edit) -> Json:
    gold = copy.deepcopy(GOLD)
    edit(gold)
    return gold
