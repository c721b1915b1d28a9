"""What a fiche says in the columns of Territoires en Transitions: titles, lists, texts, money."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import Amount, Fiche, Funding, Item, Referent, ReferentKind, Role, Section, SectionKind

MAX_TITLE = 300  # longer titles are refused by the importer
MAX_BUDGET = 999_999_999_999  # larger ones too: it takes them for a date in the wrong column
_SERVICE = re.compile(r"(?:directions?|services?|pôles?|départements?|cellules?|missions?)\b", re.IGNORECASE)
_PARTICIPATION = re.compile(r"participation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """What the columns for money hold: up to three funders with a sum, the whole budget, and all of it as text."""

    funders: tuple[tuple[str, float], ...]
    budget: float | None
    text: str


def titled(fiche: Fiche) -> str:
    """Give the title of an action: every action needs one."""
    return shortened(fiche.title or (f"Fiche action n° {fiche.number}" if fiche.number else fiche.id))


def shortened(text: str) -> str:
    """Cut a title to what the importer takes."""
    folded = " ".join(text.split())
    return folded if len(folded) <= MAX_TITLE else f"{folded[: MAX_TITLE - 1].rstrip()}…"


def listed(names: Iterable[str]) -> str:
    """Write names with commas between them, none of which the importer cuts or glues to the next."""
    return ", ".join(dict.fromkeys(_one(name) for name in names))


def _one(name: str) -> str:
    """Take from a name what the importer would take for the list's: quotes, brackets left open, commas outside them."""
    clean = name.replace('"', "'")
    if clean.count("«") != clean.count("»"):
        clean = clean.replace("«", "").replace("»", "")
    if clean.count("(") != clean.count(")") or "((" in clean:
        clean = clean.replace("(", "").replace(")", "")
    outside, depth = [], 0
    for character in clean:
        depth += (character in "(«") - (character in ")»")
        outside.append(";" if character == "," and depth == 0 else character)
    return " ".join("".join(outside).split())


def people(fiche: Fiche, *roles: Role) -> Iterator[str]:
    """Give the persons of these roles."""
    return (one.name for one in fiche.referents if one.kind is ReferentKind.PERSON and one.role in roles)


def bodies(fiche: Fiche, *, services: bool) -> Iterator[str]:
    """Give the bodies in charge: directions and services, or all others."""
    roles = (Role.LEAD, Role.TEAM, Role.BOARD)
    found = (one for one in fiche.referents if one.kind is ReferentKind.ORGANISATION and one.role in roles)
    return (one.name for one in found if bool(_SERVICE.match(one.name)) == services)


def partners(fiche: Fiche) -> Iterator[str]:
    """Give the partners, and the contributors that are bodies."""
    for partner in fiche.partners:
        yield f"{partner.name} (à confirmer)" if partner.uncertain else partner.name
    for one in fiche.referents:
        if one.role is Role.CONTRIBUTOR and one.kind is ReferentKind.ORGANISATION:
            yield one.name


def contributors(fiche: Fiche) -> str:
    """Give the persons who contribute, for whom there is no column, as a line of text."""
    names = [_noted(one) for one in fiche.referents if one.role is Role.CONTRIBUTOR and one.kind is ReferentKind.PERSON]
    return f"Autres contributeurs : {', '.join(names)}" if names else ""


def _noted(referent: Referent) -> str:
    return f"{referent.name} ({referent.note})" if referent.note else referent.name


def is_participation(section: Section) -> bool:
    """Say whether a section speaks of citizens taking part, which has a column of its own."""
    return bool(_PARTICIPATION.search(section.label))


def texts(fiche: Fiche, *kinds: SectionKind, labels: bool = False) -> str:
    """Give all words of the sections of these kinds, a line an item."""
    lines: list[str] = []
    for section in fiche.sections:
        if section.kind in kinds and not is_participation(section):
            lines += [f"{section.label} :"] if labels and section.label and section.items else []
            lines += outlined(section.items)
    return "\n".join(lines)


def outlined(items: Iterable[Item], depth: int = 0) -> Iterator[str]:
    """Give items as indented lines."""
    for item in items:
        yield f"{'  ' * depth}{'- ' if item.bullet else ''}{item.text}"
        yield from outlined(item.items, depth + 1)


def funded(fiche: Fiche) -> Money:
    """Sort what is said of money into columns.

    A column `Montant € HT` gets a sum that is one: in euros, not with tax, no range, not `par an`.
    """
    sums: dict[str, float] = {}
    for funding in fiche.funding:
        found = _sum(funding.amounts)
        if funding.funder and found is not None:
            sums[_one(funding.funder)] = sums.get(_one(funding.funder), 0) + found
    totals = [funding for funding in fiche.funding if funding.funder is None]
    budget = _sum(totals[0].amounts) if len(totals) == 1 else None
    printed = texts(fiche, SectionKind.FUNDING)
    lines = printed or "\n".join(map(_line, fiche.funding))
    return Money(tuple(sums.items())[:3], budget if budget is None or budget <= MAX_BUDGET else None, lines)


def _sum(amounts: Iterable[Amount]) -> float | None:
    found = [*amounts]
    plain = all(
        one.currency == "EUR" and one.tax != "TTC" and one.max is None and one.per is None and one.value >= 0
        for one in found
    )
    return sum(one.value for one in found) if found and plain else None


def _line(funding: Funding) -> str:
    parts = [funding.funder or funding.purpose or "Budget", funding.instrument]
    if funding.period is not None:
        parts.append("-".join(dict.fromkeys((str(funding.period.start), str(funding.period.end)))))
    sums = [f"{amount.text} en {amount.year}" if amount.year else amount.text for amount in funding.amounts]
    doubt = " (à confirmer)" if funding.uncertain else ""
    return " – ".join(part for part in (*parts, *sums) if part) + doubt
