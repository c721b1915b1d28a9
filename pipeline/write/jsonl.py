"""Write plans as JSON Lines: one line a fiche, whole and with what a search engine or a notebook wants beside it.

A line is the contract's fiche, and besides: the plan, the axes above it from the top, and `text`, all its words.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.model import Axe, Fiche, Plan
from pipeline.write.atomic import replacing
from pipeline.write.load import LoadedPlan
from pipeline.write.tables.walk import placed_items


def write_lines(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write one line a fiche."""
    with replacing(out) as ready, ready.open("w", encoding="utf-8", newline="\n") as file:
        for loaded in plans:
            file.writelines(fiche_lines(loaded.plan))


def fiche_lines(plan: Plan) -> Iterator[str]:
    """Give the line of each fiche, its end included."""
    for line in _lines(plan):
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lines(plan: Plan) -> Iterator[dict[str, Any]]:
    axes = {axe.id: axe for axe in plan.axes}
    for fiche in plan.fiches:
        yield {
            "key": f"{plan.id}/{fiche.id}",
            "plan": {"id": plan.id, "title": plan.title, "year": plan.year, "file": plan.source.file},
            "axes": [{"id": axe.id, "number": axe.number, "title": axe.title} for axe in above(fiche, axes)],
            **fiche.model_dump(mode="json"),
            "text": "\n".join(fiche_words(fiche)),
        }


def above(fiche: Fiche, axes: dict[str, Axe]) -> list[Axe]:
    """Give the axes above a fiche, from the top."""
    found: list[Axe] = []
    axe = axes.get(fiche.axe_id or "")
    while axe is not None and axe not in found:
        found.insert(0, axe)
        axe = axes.get(axe.parent_id or "")
    return found


def fiche_words(fiche: Fiche) -> Iterator[str]:
    """Give all that a fiche says: its title, referents, labels and items."""
    if fiche.title:
        yield fiche.title
    yield from (referent.name for referent in fiche.referents)
    last = 0
    for placed in placed_items(fiche):
        if placed.section_number != last and placed.section.label:
            yield placed.section.label
        last = placed.section_number
        yield placed.item.text
