"""How the rows of a fiche are numbered, so that tables can refer to one another.

Sections, items and dates carry no identifier of their own in the contract: their place in the fiche is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import DateMention, Fiche, Item, Section, SectionKind

ACTION_SECTIONS = frozenset({SectionKind.ACTIONS, SectionKind.ACHIEVEMENTS, SectionKind.PLANNED_ACTIONS})


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its number in the fiche, that of the item it is nested in, and its section."""

    number: int
    parent: int | None
    section_number: int
    section: Section
    item: Item


def placed_items(fiche: Fiche) -> Iterator[Placed]:
    """Give the items of a fiche in printed order, nested ones behind the item they stand in, numbered from 1."""
    number = 0
    for section_number, section in enumerate(fiche.sections, 1):
        waiting: list[tuple[Item, int | None]] = [(item, None) for item in reversed(section.items)]
        while waiting:
            item, parent = waiting.pop()
            number += 1
            yield Placed(number, parent, section_number, section, item)
            waiting.extend((nested, number) for nested in reversed(item.items))


class FicheDates:
    """The date mentions of a fiche, each once, numbered from 1.

    First those that the fiche lists, then any that stands only in an item, an entry or the start or end date.
    """

    def __init__(self, fiche: Fiche) -> None:
        self.mentions: list[DateMention] = list(fiche.dates)
        self.listed = len(self.mentions)
        self._at: dict[tuple[int, int], list[int]] = {}
        for number, mention in enumerate(self.mentions, 1):
            self._at.setdefault((mention.span.start, mention.span.end), []).append(number)
        for placed in placed_items(fiche):
            self._add(placed.item.dates)
        for entry in fiche.calendar:
            self._add(entry.dates)
        self._add(tuple(mention for mention in (fiche.start_date, fiche.end_date) if mention is not None))

    def number(self, mention: DateMention | None) -> int | None:
        """Give the number of a mention, `None` for none or for one that the fiche does not hold."""
        if mention is None:
            return None
        for number in self._at.get((mention.span.start, mention.span.end), ()):
            if self.mentions[number - 1] == mention:
                return number
        return None

    def _add(self, mentions: tuple[DateMention, ...]) -> None:
        for mention in mentions:
            if self.number(mention) is None:
                self.mentions.append(mention)
                self._at.setdefault((mention.span.start, mention.span.end), []).append(len(self.mentions))


def extent(mentions: tuple[DateMention, ...]) -> tuple[str | None, str | None]:
    """Give the first and the last day of all dates meant, `None` twice where there are none."""
    values = [value for mention in mentions for value in mention.values]
    if not values:
        return None, None
    return min(value.start for value in values), max(value.end for value in values)
