"""What each fiche gives and lacks, and the sums of money by funder and year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.model import Amount, Fiche, FicheKind, Funding, Plan, SectionKind
from pipeline.write.french import money, plural
from pipeline.write.report.charts import bars, figure
from pipeline.write.report.fiches import fiche_name, table
from pipeline.write.report.html import Html, join, tag
from pipeline.write.report.values import Values
from pipeline.write.tables.walk import ACTION_SECTIONS

CRITERIA: tuple[tuple[str, Callable[[Fiche], bool]], ...] = (
    ("Titre", lambda fiche: fiche.title is not None),
    ("Référents", lambda fiche: bool(fiche.referents)),
    ("Objectifs", lambda fiche: _has(fiche, SectionKind.OBJECTIVES)),
    ("Actions", lambda fiche: any(_has(fiche, kind) for kind in ACTION_SECTIONS)),
    ("Calendrier", lambda fiche: bool(fiche.calendar)),
    ("Partenaires", lambda fiche: bool(fiche.partners)),
    ("Financeurs", lambda fiche: any(one.funder for one in fiche.funding)),
    ("Montants", lambda fiche: any(one.amounts for one in fiche.funding)),
    ("Indicateurs", lambda fiche: _has(fiche, SectionKind.INDICATORS)),
)


def _has(fiche: Fiche, kind: SectionKind) -> bool:
    return any(section.kind is kind and section.items for section in fiche.sections)


def completeness(plan: Plan, values: Values) -> Html:
    """Draw how many fiches give each thing, with the table of what each fiche gives and lacks."""
    fiches = [fiche for fiche in plan.fiches if fiche.kind is not FicheKind.OTHER]
    if not fiches:
        return tag("p", "Aucune fiche dans ce plan.")
    given = [(name, sum(test(fiche) for fiche in fiches)) for name, test in CRITERIA]
    drawn = bars("Ce que donnent les fiches", [(name, count, f"{count} sur {len(fiches)}") for name, count in given])
    rows = []
    for fiche in fiches:
        name = tag("a", fiche_name(fiche), href=f"#{values.prefix}{fiche.id}")
        cells = [
            tag("td", "oui" if test(fiche) else "non", class_="yes" if test(fiche) else "no") for _, test in CRITERIA
        ]
        rows.append(tag("tr", tag("th", name, scope="row"), cells))
    full = sum(all(test(fiche) for _, test in CRITERIA) for fiche in fiches)
    caption = f"{plural(len(fiches), 'fiche')}, dont {full or 'aucune'} {'complète' if full < 2 else 'complètes'}."
    behind = table("Ce que chaque fiche donne", ("Fiche", *(name for name, _ in CRITERIA)), rows)
    return figure("Ce que donnent les fiches", drawn, caption, behind)


@dataclass(slots=True)
class Total:
    """A sum with the upper bounds of its ranges, and how many amounts it could not take in."""

    low: float = 0
    high: float = 0
    left_out: int = 0

    def add(self, amount: Amount) -> None:
        """Take an amount in: not another currency, not `par an`, of which nobody knows how often."""
        if amount.currency != "EUR" or amount.per is not None:
            self.left_out += 1
            return
        self.low += amount.value
        self.high += amount.value if amount.max is None else amount.max

    def said(self) -> str:
        """Say the sum, as a range where it is one."""
        sums = money(self.low) if self.low == self.high else f"{money(self.low)} à {money(self.high)}"
        return f"{sums} (sans {plural(self.left_out, 'montant')})" if self.left_out else sums


def funding_totals(plan: Plan) -> Html:
    """Draw the sums by funder and by year; the totals that fiches print themselves stand apart."""
    names = {entity.id: entity.name for entity in (*plan.organisations, *plan.people)}
    funders: dict[str, Total] = {}
    years: dict[str, Total] = {}
    printed = Total()
    for funding, amount in _amounts(plan):
        if funding.funder is None:
            printed.add(amount)
            continue
        funders.setdefault(names.get(funding.entity_id or "", funding.funder), Total()).add(amount)
        years.setdefault(str(amount.year or "Année non précisée"), Total()).add(amount)
    silent = sorted(
        {
            names.get(one.entity_id or "", one.funder)
            for fiche in plan.fiches
            for one in fiche.funding
            if one.funder is not None and not one.amounts
        }
        - set(funders)
    )
    parts: list[Html] = []
    if funders:
        order = sorted(funders, key=lambda name: (-funders[name].high, name))
        parts += [_sums("Par financeur", "Financeur", [(name, funders[name]) for name in order])]
        parts += [_sums("Par année", "Année", [(name, years[name]) for name in sorted(years)])]
    else:
        parts.append(tag("p", "Aucun montant n'est rattaché à un financeur."))
    if printed.high or printed.left_out:
        parts.append(tag("p", f"Budgets totaux imprimés dans les fiches : {printed.said()}."))
    if silent:
        parts.append(tag("p", f"Financeurs nommés sans montant : {', '.join(silent)}."))
    return join(parts)


def _amounts(plan: Plan) -> Iterator[tuple[Funding, Amount]]:
    for fiche in plan.fiches:
        for funding in fiche.funding:
            for amount in funding.amounts:
                yield funding, amount


def _sums(title: str, header: str, found: list[tuple[str, Total]]) -> Html:
    drawn = bars(title, [(name, total.high, total.said()) for name, total in found])
    rows = [tag("tr", tag("th", name, scope="row"), tag("td", total.said())) for name, total in found]
    caption = (
        f"{title} : {plural(len(found), header.lower())}. Une fourchette est comptée de son minimum à son maximum."
    )
    return figure(title, drawn, caption, table(title, (header, "Montant"), rows))
