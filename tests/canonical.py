"""Compare plans by what they say, and hold every span to what it claims.

In: plans. Out: families of plain values in which typography, case of labels and white space make no difference.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.model import Plan
from pipeline.vocabulary.folding import fold, plain_typography

Values = dict[str, list[Any]]

_MARKUP = re.compile(
    r"\*+|(?<!\w)_+|_+(?!\w)|<br ?/?>|^\s*(?:#{1,6}\s+)?(?:(?:[-*+•–—o]|\d{1,2}[.)])\s+)?", re.MULTILINE
)
# What the values of each model are called that stand word for word in its span.
_PRINTED = ("text", "name", "funder")
# The families of values that stand in a fiche.
IN_FICHES = ("referents", "sections", "items", "mentions", "dates", "calendar", "partners", "funding", "fields")


def plain(text: str) -> str:
    """Fold white space and typography: what two prints of the same words have in common."""
    return " ".join(plain_typography(text).split())


def without_markup(printed: str) -> str:
    """Give printed words without emphasis, bullets and heading marks."""
    return plain(_MARKUP.sub(" ", printed)).strip("| ").replace(" ,", ",").replace(" .", ".")


def values_of(plan: Plan) -> Values:
    """Give the values of a plan by family, each linked to its fiche."""
    found: Values = {
        "plan": [("year", plan.year)],
        "axes": [
            (a.id, a.level, a.parent_id, a.number, fold(a.title or ""), a.transversal, sorted(a.fiche_ids))
            for a in plan.axes
        ],
        "contents": [
            (
                e.kind,
                e.number,
                fold(e.title or ""),
                e.page,
                e.axe_id,
                e.fiche_id,
                [_referent(r) for r in e.referents],
            )
            for e in plan.toc
        ],
        "people": sorted((plain(e.name), *map(plain, e.variants)) for e in plan.people),
        "organisations": sorted((plain(e.name), *map(plain, e.variants)) for e in plan.organisations),
        "places": sorted((plain(e.name), *map(plain, e.variants)) for e in plan.places),
        "diagnostics": sorted((d.code, d.fiche_id) for d in plan.diagnostics if d.fiche_id)
        + sorted((d.code, None) for d in plan.diagnostics if not d.fiche_id),
    }
    for family in ("fiches", *IN_FICHES):
        found[family] = []
    for fiche in sorted(plan.fiches, key=lambda f: f.id):
        f = fiche.id
        found["fiches"].append(
            (
                f,
                fiche.kind,
                fiche.number,
                fiche.axe_id,
                fiche.axe_origin,
                fold(fiche.title or ""),
                fiche.title_origin,
            )
        )
        found["referents"] += [(f, fold(r.label), *_referent(r)) for r in fiche.referents]
        for section in fiche.sections:
            label = fold(section.label)
            found["sections"].append((f, section.kind, section.year, label))
            for item in _items(section.items):
                found["items"].append((f, label, item.depth, item.bullet, plain(item.text)))
                found["mentions"] += [(f, m.label, plain(m.text)) for m in item.mentions]
        found["dates"] += [(f, *_date(d)) for d in fiche.dates]
        found["calendar"] += [(f, plain(c.text), [_date(d) for d in c.dates]) for c in fiche.calendar]
        found["partners"] += [
            (f, plain(p.name), p.kind, [plain(m) for m in p.members], p.note and plain(p.note), p.uncertain)
            for p in fiche.partners
        ]
        found["funding"] += [
            (
                f,
                each.funder and plain(each.funder),
                each.instrument,
                [(a.value, a.max, a.currency, a.tax, a.year, a.per, plain(a.text)) for a in each.amounts],
                each.period and (each.period.start, each.period.end),
                each.purpose and fold(each.purpose),
                each.uncertain,
            )
            for each in fiche.funding
        ]
        status, priority, start, end = fiche.status, fiche.priority, fiche.start_date, fiche.end_date
        found["fields"].append(
            (
                f,
                status and status.value,
                priority and priority.value,
                start and _date(start),
                end and _date(end),
            )
        )
    return found


def in_any_order(values: Values) -> Values:
    """Sort every family: for plans that print the same things in another order."""
    return {family: sorted(rows, key=repr) for family, rows in values.items()}


def _referent(referent: Any) -> tuple[Any, ...]:
    return (
        referent.role,
        plain(referent.name),
        referent.kind,
        referent.note and plain(referent.note),
        referent.year,
    )


def _date(date: Any) -> tuple[Any, ...]:
    return (
        plain(date.text),
        date.year_inferred,
        [(v.start, v.end, v.precision, v.modifier, v.edtf) for v in date.values],
    )


def _items(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _items(item.items)


def misplaced(plan: Plan, text: str, *, broken: bool = False) -> list[str]:
    """Say which values do not stand in their span.

    Args:
        plan: the plan.
        text: the canonical text.
        broken: page furniture may stand inside an item; its words are then looked for one by one, in order.
    """
    return list(_misplaced(plan.model_dump(mode="json", by_alias=True), text, "plan", broken=broken))


def _misplaced(value: Any, text: str, place: str, *, broken: bool) -> Iterator[str]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _misplaced(each, text, f"{place}[{index}]", broken=broken)
    if not isinstance(value, dict):
        return
    span = value.get("span")
    if span is not None:
        printed = text[span["start"] : span["end"]]
        if not printed or printed != printed.strip():
            yield f"{place}: span of {printed!r}"
        for key in _PRINTED:
            if isinstance(value.get(key), str) and not _stands(value[key], printed, key, place, broken=broken):
                yield f"{place}.{key}: {value[key]!r} is not {printed!r}"
        # an axe has the span of its first heading and the title of the body's
        titled = value.get("title") and value.get("title_origin", "rule") == "rule" and "fiche_ids" not in value
        if titled and fold(value["title"]) not in fold(without_markup(printed)):
            yield f"{place}.title: {value['title']!r} is not in {printed!r}"
        labelled = "items" in value and "label" in value
        # the label of a cell stands in its table's head
        headed = labelled and f"| {value['label']} |" in text[: span["start"]]
        if labelled and not headed and not without_markup(printed).startswith(plain(value["label"])):
            yield f"{place}.label: {value['label']!r} does not open {printed!r}"
    for key, each in value.items():
        yield from _misplaced(each, text, f"{place}.{key}", broken=broken)


def _stands(value: str, printed: str, key: str, place: str, *, broken: bool) -> bool:
    wanted, found = without_markup(value), without_markup(printed)
    if wanted == found:
        return True
    if (key == "funder" or (".calendar[" in place and ".dates[" not in place)) and wanted in found:
        return True  # a part of what its span shows
    return broken and _in_order(wanted, found)


def _in_order(wanted: str, found: str) -> bool:
    words = iter(found.split())
    return all(word in words for word in wanted.split())


def differences(found: Values, wanted: Values) -> list[str]:
    """Say what is missing, what is too much, and which families only changed their order."""
    told: list[str] = []
    for family, rows in wanted.items():
        have, want = list(map(repr, found[family])), list(map(repr, rows))
        if have == want:
            continue
        missing, extra = Counter(want) - Counter(have), Counter(have) - Counter(want)
        told += [f"{family} lacks {row}" for row in missing.elements()] + [
            f"{family} adds {row}" for row in extra.elements()
        ]
        if not missing and not extra:
            told.append(f"{family} stands in another order")
    return told
