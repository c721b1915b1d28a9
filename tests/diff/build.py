"""Plans made of what the comparison looks at; places in the text are of no matter here. Names are invented."""

from collections.abc import Iterable
from typing import Any

from pipeline.model import Plan

SPAN = {"start": 0, "end": 1, "page": None, "boxes": []}


def slug(name: str) -> str:
    folded = name.lower().translate(str.maketrans("éèêàçîô' ", "eeeacio--"))
    return "".join(character for character in folded if character.isalnum() or character == "-").strip("-")


def item(text: str, nested: Iterable[str] = ()) -> dict[str, Any]:
    items = [item(one) for one in nested]
    return {"text": text, "depth": 0, "bullet": True, "dates": [], "mentions": [], "items": items, "span": SPAN}


def section(kind: str, texts: Iterable[str | dict[str, Any]]) -> dict[str, Any]:
    items = [item(text) if isinstance(text, str) else text for text in texts]
    return {"kind": kind, "label": kind, "year": None, "items": items, "span": SPAN}


def fiche(
    number: str,
    title: str | None,
    *,
    people: dict[str, str] | None = None,
    context: Iterable[str] = (),
    planned: Iterable[Any] = (),
    done: Iterable[Any] = (),
    partners: Iterable[str] = (),
    funders: Iterable[str] = (),
) -> dict[str, Any]:
    """Make a fiche; `people` gives each name its role."""
    common = {"origin": "rule", "span": SPAN}
    return {
        "id": f"fiche-{number}",
        "kind": "fiche",
        "number": number,
        "axe_id": None,
        "axe_origin": None,
        "title": title,
        "title_origin": "rule" if title else None,
        "status": None,
        "priority": None,
        "start_date": None,
        "end_date": None,
        "referents": [
            {
                "role": role,
                "label": role,
                "name": name,
                "kind": "person",
                "entity_id": slug(name),
                "note": None,
                "year": None,
                **common,
            }
            for name, role in (people or {}).items()
        ],
        "sections": [section("context", context), section("achievements", done), section("planned_actions", planned)],
        "dates": [],
        "calendar": [],
        "partners": [
            {
                "name": name,
                "kind": "named",
                "entity_id": slug(name),
                "members": [],
                "note": None,
                "uncertain": False,
                **common,
            }
            for name in partners
        ],
        "funding": [
            {
                "funder": name,
                "entity_id": slug(name),
                "instrument": None,
                "amounts": [],
                "period": None,
                "purpose": None,
                "uncertain": False,
                **common,
            }
            for name in funders
        ],
        "span": SPAN,
    }


def plan(year: int, *fiches: dict[str, Any], variants: dict[str, list[str]] | None = None) -> Plan:
    """Make a plan of fiches, with the registry of all the names in them."""

    def entities(kind: str, names: set[str]) -> list[dict[str, Any]]:
        return [
            {
                "id": slug(name),
                "name": name,
                "variants": (variants or {}).get(name, []),
                "kind": kind,
                "acronym": None,
                "ids": {},
                "occurrences": [],
            }
            for name in sorted(names)
        ]

    people = {one["name"] for fiche in fiches for one in fiche["referents"]}
    bodies = {one["name"] for fiche in fiches for one in fiche["partners"]}
    bodies |= {one["funder"] for fiche in fiches for one in fiche["funding"]}
    return Plan.model_validate(
        {
            "schema_version": "1.1.0",
            "id": f"plan-{year}",
            "title": "Plan du Val d'Ombre",
            "year": year,
            "source": {
                "file": f"plan-{year}.txt",
                "format": "text",
                "sha256": "0" * 64,
                "encoding": "utf-8",
                "characters": 9,
                "pages": None,
                "ocr_pages": [],
            },
            "axes": [],
            "toc": [],
            "fiches": list(fiches),
            "people": entities("person", people),
            "organisations": entities("organisation", bodies - people),
            "places": [],
            "diagnostics": [],
            "coverage": {"characters": 9, "assigned": 9, "ratio": 1, "unassigned": []},
        }
    )
