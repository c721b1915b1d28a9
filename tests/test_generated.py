"""Plans written from random structured values in random layouts come back as those values."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from canonical import misplaced, plain
from generator import Plan as Drawn
from generator import plans
from hypothesis import given, note
from printing import Printed, print_plan
from styles import Layout, layouts

from pipeline.check.schema import schema_errors
from pipeline.model import Axe, DateMention, Fiche, Item, Plan
from pipeline.options import Options
from pipeline.read import Document
from pipeline.read.text import decode
from pipeline.run import extract_document
from pipeline.vocabulary.folding import fold


def read(text: str) -> tuple[Plan, str]:
    data = text.encode()
    decoded = decode(data)
    extraction = extract_document(
        Document("plan.txt", "text", hashlib.sha256(data).hexdigest(), decoded.encoding, decoded.text),
        Options(ner="none"),
    )
    return extraction.plan, extraction.text


def found_in(plan: Plan) -> list[dict[str, Any]]:
    axes = {axe.id: axe for axe in plan.axes}
    return [_found(fiche, axes) for fiche in plan.fiches]


def _axe(axe: Axe | None) -> tuple[Any, ...] | None:
    return (axe.number, plain(axe.title or ""), axe.transversal) if axe else None


def _found(fiche: Fiche, axes: dict[str, Axe]) -> dict[str, Any]:
    fields = {
        "status": fiche.status and fiche.status.value,
        "priority": fiche.priority and fiche.priority.value,
        "start_date": fiche.start_date and _values(fiche.start_date),
        "end_date": fiche.end_date and _values(fiche.end_date),
    }
    return {
        "heading": (fiche.number, plain(fiche.title or ""), _axe(axes.get(fiche.axe_id or ""))),
        "referents": [
            (r.role.value, plain(r.name), r.kind.value, r.note and plain(r.note), r.year) for r in fiche.referents
        ],
        "sections": [(s.kind.value, s.year, fold(s.label)) for s in fiche.sections],
        "items": [(i.depth, i.bullet, plain(i.text)) for s in fiche.sections for i in _items(s.items)],
        "dates": [_values(date) for date in fiche.dates],
        "calendar": [(plain(e.text), [_values(date) for date in e.dates]) for e in fiche.calendar],
        "partners": [
            (plain(p.name), p.kind.value, [plain(m) for m in p.members], p.note, p.uncertain) for p in fiche.partners
        ],
        "funding": [
            (
                f.funder and plain(f.funder),
                f.instrument,
                [(a.value, a.max, a.tax, a.per) for a in f.amounts],
                f.period and (f.period.start, f.period.end),
                f.purpose and fold(f.purpose),
            )
            for f in fiche.funding
        ],
        "fields": {name: value for name, value in fields.items() if value is not None},
    }


def _items(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _items(item.items)


def _values(date: DateMention) -> tuple[bool, list[tuple[Any, ...]]]:
    return date.year_inferred, [
        (v.start, v.end, v.precision.value, v.modifier and v.modifier.value) for v in date.values
    ]


def _folded(printed: Printed) -> list[dict[str, Any]]:
    for fiche in printed.fiches:
        fiche["sections"] = [(kind, year, fold(label)) for kind, year, label in fiche["sections"]]
        fiche["funding"] = [(*rest, purpose and fold(purpose)) for *rest, purpose in fiche["funding"]]
    return printed.fiches


def problems(printed: Printed, plan: Plan, text: str) -> Iterator[str]:
    """Say in what the reading differs from what was drawn."""
    found, wanted = found_in(plan), _folded(printed)
    if len(found) != len(wanted):
        yield f"{len(found)} fiches instead of {len(wanted)}: {[f['heading'] for f in found]}"
        return
    for have, want in zip(found, wanted, strict=True):
        for family, rows in want.items():
            if have[family] == rows:
                continue
            if not isinstance(rows, list):
                yield f"{want['heading'][0]} {family}: {have[family]!r} instead of {rows!r}"
                continue
            lacks, adds = Counter(map(repr, rows)), Counter(map(repr, have[family]))
            missing, extra = list((lacks - adds).elements()), list((adds - lacks).elements())
            if not (printed.ordered or missing or extra):
                continue
            yield f"{want['heading'][0]} {family}: lacks {missing}, adds {extra}"
    axes = {axe.id: axe for axe in plan.axes}
    contents = [
        (e.number, plain(e.title or ""), e.page, _axe(axes.get(e.axe_id or "")), [plain(r.name) for r in e.referents])
        for e in plan.toc
    ]
    if contents != printed.contents:
        yield f"contents: {contents} instead of {printed.contents}"
    if printed.title and plan.title != printed.title.replace("'", "’" if "’" in text else "'"):
        yield f"title: {plan.title!r} instead of {printed.title!r}"
    yield from misplaced(plan, text, broken=True)
    if plan.coverage.unassigned:
        yield f"unassigned: {[text[s.start : s.end] for s in plan.coverage.unassigned]}"
    yield from schema_errors(plan.model_dump(mode="json", by_alias=True))


@given(plans(), layouts())
def test_a_drawn_plan_comes_back(drawn: Drawn, layout: Layout) -> None:
    printed = print_plan(drawn, layout)
    note(printed.text)
    plan, text = read(printed.text)
    assert list(problems(printed, plan, text)) == []
