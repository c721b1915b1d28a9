"""The shape of a gold: which keys its lists have, how each is compared, and in which family it is scored.

It is the output contract without spans, origins of single values, entity ids and messages, with the lists
flattened as `tests/gold/README.md` says. `gold_shape` gives the same shape to a plan's JSON.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import FichesError
from pipeline.evaluate.folding import fold_name, fold_text, fold_title

Document = Mapping[str, Any]
Fold = Callable[[str], str]

OVERLAP = "mentions-overlap"
FAMILIES = (
    "plan", "axes", "contents", "fiches", "status", "referents", "sections", "items", "dates",
    "calendar", "partners", "funding", "mentions", OVERLAP, "entities", "diagnostics",
)  # fmt: skip

# They say something of a program, not of the plan: no reader writes them down.
PROGRAM_CODES = frozenset({"entity-unconfirmed", "text-unassigned", "correction-not-applied"})


@dataclass(frozen=True)
class Level:
    """The entries of one list: how their fields are compared, and the lists that each of them holds."""

    family: str
    fields: Mapping[str, Fold | Mapping[str, Fold]]
    required: frozenset[str] = frozenset()
    lists: Mapping[str, "Level"] = field(default_factory=dict)
    recursive: bool = False


_VALUES = dict.fromkeys(("start", "end", "precision", "modifier", "edtf"), fold_text)
_DATE: Mapping[str, Fold | Mapping[str, Fold]] = {
    "text": fold_text,
    "year_inferred": fold_text,
    "values": _VALUES,
}
_AMOUNT = dict.fromkeys(("value", "max", "currency", "tax", "year", "per", "text"), fold_text)
_REFERENTS = Level(
    "referents",
    {
        "role": fold_text,
        "label": fold_title,
        "name": fold_name,
        "kind": fold_text,
        "note": fold_text,
        "year": fold_text,
    },
)
_ITEMS = Level("items", dict.fromkeys(("text", "depth", "bullet"), fold_text), recursive=True)
_STATE = Level("status", {"value": fold_text, "text": fold_text})
_STATE_DATE = Level("status", _DATE)

LISTS: Mapping[str, Level] = {
    "axes": Level(
        "axes",
        {
            **dict.fromkeys(("id", "level", "parent_id", "number", "transversal", "fiche_ids"), fold_text),
            "title": fold_title,
        },
        frozenset({"id"}),
    ),
    "toc": Level(
        "contents",
        {**dict.fromkeys(("kind", "number", "page", "axe_id", "fiche_id"), fold_text), "title": fold_title},
        frozenset({"kind", "number", "title"}),
        {"referents": _REFERENTS},
    ),
    "fiches": Level(
        "fiches",
        {
            **dict.fromkeys(("id", "kind", "number", "axe_id", "axe_origin", "title_origin"), fold_text),
            "title": fold_title,
        },
        frozenset({"id"}),
        {
            "status": _STATE,
            "priority": _STATE,
            "start_date": _STATE_DATE,
            "end_date": _STATE_DATE,
            "referents": _REFERENTS,
            "sections": Level(
                "sections",
                {"kind": fold_text, "label": fold_title, "year": fold_text},
                frozenset({"label"}),
                {"items": _ITEMS},
            ),
            "dates": Level("dates", _DATE),
            "calendar": Level("calendar", {"dates": fold_text, "text": fold_text}),
            "partners": Level(
                "partners",
                {
                    **dict.fromkeys(("name", "members"), fold_name),
                    **dict.fromkeys(("kind", "note", "uncertain"), fold_text),
                },
            ),
            "funding": Level(
                "funding",
                {
                    "funder": fold_name,
                    **dict.fromkeys(("instrument", "purpose", "uncertain"), fold_text),
                    "amounts": _AMOUNT,
                    "period": dict.fromkeys(("start", "end"), fold_text),
                },
            ),
            "mentions": Level("mentions", {"label": fold_text, "text": fold_name}, frozenset({"label", "text"})),
        },
    ),
    "diagnostics": Level("diagnostics", dict.fromkeys(("code", "fiche_id"), fold_text), frozenset({"code"})),
}
SCALARS: Mapping[str, Fold] = {"year": fold_text, "title": fold_title}
ENTITY_LISTS = ("people", "organisations", "places")


def measured(given: Iterable[str]) -> frozenset[str]:
    """Give the families to which the given paths (`toc.referents`, `entities.people`, `year`) belong."""
    families = set()
    for path in given:
        first, *below = path.split(".")
        if first in SCALARS:
            families.add("plan")
        elif first == "entities":
            families.add("entities")
        else:
            level = LISTS[first]
            for key in below:
                level = level.lists[key]
            families |= {"mentions", OVERLAP} if level.family == "mentions" else {level.family}
    return frozenset(families)


def need(entry: Mapping[str, Any], key: str) -> Any:
    """Give `entry[key]`, which the contract promises.

    Raises:
        FichesError: The plan does not keep the contract.
    """
    try:
        return entry[key]
    except KeyError:
        raise FichesError(
            "plan-key-missing",
            f"the plan has an entry without the key {key!r} of the output contract: extract it again",
        ) from None


def children(entry: Mapping[str, Any], key: str) -> list[Any]:
    """Give the list under `key`; a status, priority or date is a list of one, null an empty one."""
    value = need(entry, key)
    if value is None:
        return []
    return [value] if isinstance(value, Mapping) else list(value)


def flat_items(items: Iterable[Any]) -> Iterator[Any]:
    """Give every item in document order, nested ones behind the one that holds them."""
    for item in items:
        yield item
        if isinstance(item, Mapping):
            yield from flat_items(item.get("items", ()))


def gold_shape(plan: Document) -> dict[str, Any]:
    """Give the plan's JSON the shape of a gold: mentions by fiche, printed calendar dates, entities by name.

    Raises:
        FichesError: A key of the contract is missing.
    """
    return {
        **{key: need(plan, key) for key in (*SCALARS, "axes", "toc")},
        "fiches": [_fiche(fiche) for fiche in need(plan, "fiches")],
        "entities": {kind: [need(entity, "name") for entity in need(plan, kind)] for kind in ENTITY_LISTS},
        "diagnostics": [one for one in need(plan, "diagnostics") if need(one, "code") not in PROGRAM_CODES],
    }


def _fiche(fiche: Mapping[str, Any]) -> dict[str, Any]:
    items = (item for section in need(fiche, "sections") for item in flat_items(need(section, "items")))
    return {
        **fiche,
        "mentions": [mention for item in items for mention in need(item, "mentions")],
        "calendar": [
            {"dates": [need(date, "text") for date in need(entry, "dates")], "text": need(entry, "text")}
            for entry in need(fiche, "calendar")
        ],
    }
