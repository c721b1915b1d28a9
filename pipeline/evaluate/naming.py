"""Give the fiches without number the ids that the gold gives them.

A reader numbers such fiches by their place (`fiche-2`), a program names them after their title: both are right. In: a
gold and a plan in its shape. Out: the plan with the gold's ids, wherever a fiche is named.
"""

import re
from typing import Any

from pipeline.evaluate.folding import fold_title
from pipeline.evaluate.shape import Document

_BY_PLACE = re.compile(r"fiche-\d+")


def named_as(gold: Document, plan: dict[str, Any]) -> dict[str, Any]:
    """Rename the plan's fiches without number whose title a fiche without number of the gold has.

    Args:
        gold: the gold.
        plan: the plan in the gold's shape.
    """
    wanted = {
        fold_title(fiche["title"]): fiche["id"]
        for fiche in gold.get("fiches", ())
        if fiche.get("number", "") is None and fiche.get("title") and _BY_PLACE.fullmatch(fiche["id"])
    }
    taken = {fiche["id"] for fiche in plan["fiches"] if fiche.get("number") is not None}
    renamed: dict[str, str] = {}
    for fiche in plan["fiches"]:
        own = wanted.get(fold_title(fiche.get("title") or ""))
        if fiche.get("number") is None and own is not None and own not in taken:
            renamed[fiche["id"]] = own
            taken.add(own)
    return {
        **plan,
        "fiches": [{**fiche, "id": renamed.get(fiche["id"], fiche["id"])} for fiche in plan["fiches"]],
        "axes": [{**axe, "fiche_ids": [renamed.get(i, i) for i in axe.get("fiche_ids", ())]} for axe in plan["axes"]],
        "toc": [_renamed(entry, renamed) for entry in plan["toc"]],
        "diagnostics": [_renamed(one, renamed) for one in plan["diagnostics"]],
    }


def _renamed(entry: dict[str, Any], renamed: dict[str, str]) -> dict[str, Any]:
    return {**entry, "fiche_id": renamed.get(entry["fiche_id"], entry["fiche_id"])} if entry.get("fiche_id") else entry
