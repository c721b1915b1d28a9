"""The values of a fiche by family: list them, put another in the place of one, add one where it stands.

In: frozen fiches. Out: new ones; what is untouched stays the same object.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from pipeline.corrections.fields import Family
from pipeline.model import DateMention, Fiche, Item, Model, Section, Span


class Spanned(Protocol):
    """A value of a fiche."""

    @property
    def span(self) -> Span:
        """Where it was read."""


_LISTS = {
    Family.REFERENT: "referents",
    Family.PARTNER: "partners",
    Family.FUNDING: "funding",
    Family.CALENDAR: "calendar",
    Family.SECTION: "sections",
}
_SINGLE = frozenset({Family.STATUS, Family.PRIORITY, Family.START_DATE, Family.END_DATE})
One = TypeVar("One", bound=Spanned)
Holder = TypeVar("Holder", bound=Model)


def values_of(fiche: Fiche, family: Family) -> list[Any]:
    """Give all values of a family, in printed order."""
    if family in _LISTS:
        return list(getattr(fiche, _LISTS[family]))
    if family in _SINGLE:
        value = getattr(fiche, family.value)
        return [] if value is None else [value]
    if family is Family.DATE:
        return list(fiche.dates)
    if family is Family.AMOUNT:
        return [amount for funding in fiche.funding for amount in funding.amounts]
    return [mention for item in items_of(fiche) for mention in item.mentions]


def items_of(fiche: Fiche) -> Iterator[Item]:
    """Give every item of a fiche, nested ones too, in printed order."""
    waiting = [item for section in reversed(fiche.sections) for item in reversed(section.items)]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.items))


def replace_value(fiche: Fiche, family: Family, old: Spanned, new: Spanned | None) -> Fiche:
    """Put a value in the place of another, or take it away."""

    def swap(values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(kept for one in values if (kept := new if one is old else one) is not None)

    if family in _LISTS:
        return _with(fiche, _LISTS[family], swap(getattr(fiche, _LISTS[family])))
    if family in _SINGLE:
        return _with(fiche, family.value, new)
    if family is Family.AMOUNT:
        funding = tuple(_with(one, "amounts", swap(one.amounts)) for one in fiche.funding)
        return _with(fiche, "funding", funding)
    if family is Family.DATE:
        assert new is None or isinstance(new, DateMention)
        return _redated(fiche, old.span, new)
    return _over_items(fiche, lambda item: _with(item, "mentions", swap(item.mentions)))


def _redated(fiche: Fiche, span: Span, new: DateMention | None) -> Fiche:
    """A date stands in its item, its calendar entry and its fiche; all of them change."""

    def swap(dates: Iterable[DateMention]) -> tuple[DateMention, ...]:
        return tuple(kept for one in dates if (kept := new if one.span == span else one) is not None)

    fiche = _over_items(fiche, lambda item: _with(item, "dates", swap(item.dates)))
    fiche = _with(fiche, "dates", swap(fiche.dates))
    fiche = _with(fiche, "calendar", tuple(_with(entry, "dates", swap(entry.dates)) for entry in fiche.calendar))
    for name in ("start_date", "end_date"):
        limit = getattr(fiche, name)
        if limit is not None and limit.span == span:
            fiche = _with(fiche, name, new)
    return fiche


def can_hold(fiche: Fiche, family: Family, span: Span) -> bool:
    """Say whether a value can stand at a place: a name in running text needs an item, a sum its funding."""
    if family is Family.AMOUNT:
        return _holder(fiche.funding, span) is not None
    return family is not Family.MENTION or _holder(list(items_of(fiche)), span) is not None


def add_value(fiche: Fiche, family: Family, new: Any) -> Fiche:
    """Add a value where it stands, which can hold it."""
    if family in _LISTS:
        return _with(fiche, _LISTS[family], _in_order((*getattr(fiche, _LISTS[family]), new)))
    if family in _SINGLE:
        return _with(fiche, family.value, new)
    if family is Family.AMOUNT:
        holder = _holder(fiche.funding, new.span)
        assert holder is not None
        fuller = _with(holder, "amounts", _in_order((*holder.amounts, new)))
        return _with(fiche, "funding", tuple(fuller if one is holder else one for one in fiche.funding))
    item = _holder(list(items_of(fiche)), new.span)
    if family is Family.MENTION:
        assert item is not None
        return _into(fiche, item, _with(item, "mentions", _in_order((*item.mentions, new))))
    if item is not None:
        fiche = _into(fiche, item, _with(item, "dates", _in_order((*item.dates, new))))
    entry = _holder(fiche.calendar, new.span)
    if entry is not None:
        dated = _with(entry, "dates", _in_order((*entry.dates, new)))
        fiche = _with(fiche, "calendar", tuple(dated if one is entry else one for one in fiche.calendar))
    return _with(fiche, "dates", _in_order((*fiche.dates, new)))


def _holder(values: Iterable[One], span: Span) -> One | None:
    """Give the last value that spans a place: items are met before those nested in them."""
    return next(
        (one for one in reversed(list(values)) if one.span.start <= span.start and span.end <= one.span.end), None
    )


def _into(fiche: Fiche, old: Item, new: Item) -> Fiche:
    return _over_items(fiche, lambda item: new if item is old else item)


def _over_items(fiche: Fiche, change: Callable[[Item], Item]) -> Fiche:
    def deep(item: Item) -> Item:
        # The item itself first: what is looked for is known by its identity.
        return _with(change(item), "items", tuple(deep(inner) for inner in item.items))

    def section(one: Section) -> Section:
        return _with(one, "items", tuple(deep(item) for item in one.items))

    return _with(fiche, "sections", tuple(section(one) for one in fiche.sections))


def _in_order(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(values, key=lambda value: (value.span.start, value.span.end)))


def _with(holder: Holder, name: str, value: Any) -> Holder:
    """Give a holder with another value under a name, itself where nothing changes."""
    old = getattr(holder, name)
    same = (
        len(old) == len(value) and all(a is b for a, b in zip(old, value, strict=True))
        if isinstance(old, tuple) and isinstance(value, tuple)
        else old is value
    )
    return holder if same else holder.model_copy(update={name: value})
