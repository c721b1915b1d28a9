"""Say which sums are one total, and of which year.

In: what the lines of one section say of money. Out: the same, the sums of a total year by year in one.
"""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.found import FoundFunding
from pipeline.model import Span


def by_year(found: Iterable[FoundFunding], label: str) -> tuple[FoundFunding, ...]:
    """`Coût` / `2025 : 12 000 €` / `2026 : 8 000 €`: one total, and what it is each year.

    Args:
        found: what was read, in printed order.
        label: the section's label, which is a total's purpose.
    """
    kept: list[FoundFunding] = []
    for each in found:
        if kept and _is_of_years(kept[-1], label) and _is_of_years(each, label):
            above = kept[-1]
            amounts = (*above.amounts, *each.amounts)
            if len({amount.printed.year for amount in amounts}) == len(amounts):
                span = Span(start=above.span.start, end=each.span.end)
                uncertain = above.uncertain or each.uncertain
                kept[-1] = replace(above, amounts=amounts, uncertain=uncertain, span=span)
                continue
        kept.append(each)
    return tuple(kept)


def _is_of_years(found: FoundFunding, label: str) -> bool:
    anonymous = found.funder is None and found.instrument is None and found.period is None
    return anonymous and found.purpose == label and all(amount.printed.year for amount in found.amounts)


def of_year(found: FoundFunding, year: int | None) -> FoundFunding:
    """Give the sums that name no year that of their label: `Budget 2026 : 60 000 €`."""
    amounts = (
        each if each.printed.year else replace(each, printed=replace(each.printed, year=year)) for each in found.amounts
    )
    return replace(found, amounts=tuple(amounts))
