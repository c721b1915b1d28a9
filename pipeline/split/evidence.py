"""Measure how well a family of headings explains a document's labels.

In: the known labels in document order and the headings of a family. Out: which labels stand under each heading,
which come again under most, and whether that makes a plan. A family explains a label once under each heading: one
whose headings have many different labels below, again and again, explains more than one that gathers many fiches
under one heading, or that leaves labels above its first.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import SectionKind
from pipeline.split.heading import Heading, Source
from pipeline.vocabulary import KnownLabel

# A label belongs to the block of a family when it stands under at least this part of the headings that have any.
_COMMON = 0.5
# Blocks that share so many labels are alike though each has others.
_ENOUGH = 3
# Kinds of labels by which an action is managed; texts that are no plans have objectives and contexts too.
_MANAGED = {
    SectionKind.PARTNERS, SectionKind.FUNDING, SectionKind.CALENDAR, SectionKind.INDICATORS, SectionKind.STATUS,
    SectionKind.RESOURCES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownLabels:
    """The known labels of a document in order: their lines and what the vocabulary says of them.

    `rows` are those of rows of tables, whose head names them.
    """

    lines: Sequence[int]
    known: Sequence[KnownLabel]
    rows: Mapping[int, Sequence[KnownLabel]]

    def between(self, start: int, end: int) -> Sequence[KnownLabel]:
        """Give the labels on the lines from `start` to before `end`."""
        return self.known[bisect_left(self.lines, start) : bisect_left(self.lines, end)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands under the headings of a family.

    `headings` counts the different headings of the body, `supported` those with labels under them; `explained` is
    the number of labels, each counted once under each heading; `block` are the labels that come again and again.
    """

    headings: int
    supported: int
    explained: int
    block: frozenset[str]
    meanings: Mapping[str, KnownLabel]

    @property
    def has_role(self) -> bool:
        """True when the block says who is in charge."""
        return any(self.meanings[key].meaning.role is not None for key in self.block)

    @property
    def purposeful(self) -> bool:
        """True when its labels say more than how long and how much, as recipes and estimates do."""
        return any(
            known.meaning.role is not None or known.kind not in (SectionKind.FUNDING, SectionKind.CALENDAR)
            for known in self.meanings.values()
        )

    @property
    def names_roles(self) -> bool:
        """True when any label, come again or not, says who is in charge."""
        return any(known.meaning.role is not None for known in self.meanings.values())

    @property
    def managed(self) -> int:
        """The number of labels of the block by which an action is managed."""
        return sum(
            known.meaning.role is not None or known.kind in _MANAGED
            for known in (self.meanings[key] for key in self.block)
        )


def measure(members: Sequence[Heading], labels: KnownLabels, end: int, stops: Sequence[int] = ()) -> Evidence:
    """Measure a family.

    Args:
        members: its headings, in order.
        labels: the document's labels.
        end: the line behind the document's last.
        stops: further lines, in order, where what stands under a heading ends.
    """
    names: dict[str, bool] = {}
    counts: Counter[str] = Counter()
    meanings: dict[str, KnownLabel] = {}
    explained = blocks = 0
    for place, heading in enumerate(members):
        after = members[place + 1].line if place + 1 < len(members) else end
        stop = bisect_left(stops, heading.line + 1)
        after = min(after, stops[stop]) if stop < len(stops) else after
        below = [*labels.rows.get(heading.line, ())]
        below += [] if heading.source is Source.TABLE else labels.between(heading.line + 1, after)
        keys = {known.key: known for known in below}
        if heading.page is None:
            explained += len(keys)
            name = heading.number or str(heading.line)
            names[name] = names.get(name, False) or bool(keys)
            if keys:
                blocks += 1
                counts.update(keys.keys())
                meanings |= keys
    # the head of a table is a block, however few of its cells are filled
    in_table = bool(members) and members[0].source is Source.TABLE
    often = 1 if in_table else max(_COMMON * blocks, min(blocks, 2))
    block = frozenset(key for key, count in counts.items() if count >= often)
    return Evidence(len(names), sum(names.values()), explained, block, meanings)


def alike(one: Evidence, other: Evidence) -> float:
    """Give the part of two families' labels that both have: of all for small blocks, else of the fewer."""
    both = len(one.block & other.block)
    fewer = min(len(one.block), len(other.block)) if both >= _ENOUGH else len(one.block | other.block)
    return both / max(1, fewer)
