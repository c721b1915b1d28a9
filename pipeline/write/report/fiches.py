"""The fiches of a plan in the report: a card each, gathered by axe, every value a link to its place in the text."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import (
    Axe,
    DateMention,
    Diagnostic,
    Fiche,
    Funding,
    Item,
    Mention,
    Partner,
    Plan,
    Section,
    SectionKind,
)
from pipeline.write.french import money, period, plural, word
from pipeline.write.report.html import Html, join, tag
from pipeline.write.report.values import Values


def fiche_name(fiche: Fiche) -> str:
    """Give what a fiche is called in lists: its number and title."""
    return " – ".join(part for part in (fiche.number, fiche.title) if part) or fiche.id


def fiches_by_axe(plan: Plan, values: Values, level: int) -> Html:
    """Give all fiches under their axes; those without axe come last."""
    axes = {axe.id: axe for axe in plan.axes}
    order = [*axes, None]
    groups: dict[str | None, list[Fiche]] = {name: [] for name in order}
    for fiche in plan.fiches:
        groups[fiche.axe_id].append(fiche)
    return join([_group(axes, axe_id, groups[axe_id], values, level) for axe_id in order if groups[axe_id]])


def _group(axes: dict[str, Axe], axe_id: str | None, fiches: Sequence[Fiche], values: Values, level: int) -> Html:
    title = axe_title(axes[axe_id]) if axe_id else "Sans axe" if axes else "Toutes les fiches"
    return tag(
        "section",
        tag(f"h{level}", title),
        [_card(fiche, values, level + 1) for fiche in fiches],
        class_="axe",
    )


def axe_title(axe: Axe) -> str:
    """Give what an axe is called."""
    title = axe.title or axe.id
    return f"Axe {axe.number} – {title}" if axe.number else title


def _card(fiche: Fiche, values: Values, level: int) -> Html:
    part = f"h{min(level + 1, 6)}"
    name = f"{values.prefix}{fiche.id}"
    blocks = [_sections(fiche, values, part), _calendar(fiche, values, part)]
    blocks += [_partners(fiche, values, part), _funding(fiche, values, part)]
    number = f"{word(fiche.kind)}{f' n° {fiche.number}' if fiche.number else ''}"
    return tag(
        "article",
        tag("p", number, class_="number"),
        tag(f"h{level}", fiche.title or tag("em", "Sans titre"), id=f"{name}-title"),
        _states(fiche, values),
        _referents(fiche, values),
        blocks,
        _left(fiche, values),
        class_="fiche",
        id=name,
        aria_labelledby=f"{name}-title",
    )


def _states(fiche: Fiche, values: Values) -> Html:
    rows: list[tuple[str, Html]] = []
    if fiche.status:
        rows.append(("Statut", values.chip("status", fiche.status.span, word(fiche.status.value))))
    if fiche.priority:
        rows.append(("Priorité", values.chip("status", fiche.priority.span, word(fiche.priority.value))))
    for label, limit in (("Début", fiche.start_date), ("Fin", fiche.end_date)):
        if limit is not None:
            rows.append((label, date_chip(limit, values)))
    return _listed(rows)


def _referents(fiche: Fiche, values: Values) -> Html:
    by_label: dict[str, list[Html]] = {}
    for one in fiche.referents:
        note = " ".join(
            part for part in (f"({one.note})" if one.note else "", f"en {one.year}" if one.year else "") if part
        )
        said = join([values.chip("referent", one.span, one.name), f" {note}" if note else ""])
        by_label.setdefault(one.label or word(one.role), []).append(said)
    return _listed((label, between(names)) for label, names in by_label.items())


def _listed(rows: Iterable[tuple[str, Html]]) -> Html:
    shown = [tag("div", tag("dt", label), tag("dd", said)) for label, said in rows]
    return tag("dl", shown) if shown else Html("")


def between(parts: Sequence[Html], sign: str = ", ") -> Html:
    """Put a sign between parts."""
    return Html(sign.join(parts))


def _sections(fiche: Fiche, values: Values, part: str) -> Iterator[Html]:
    structured = {
        SectionKind.CALENDAR: bool(fiche.calendar),
        SectionKind.PARTNERS: bool(fiche.partners),
        SectionKind.FUNDING: bool(fiche.funding),
        SectionKind.STATUS: True,
    }
    for section in fiche.sections:
        if section.items and not structured.get(section.kind, False):
            yield _section(section, values, part)


def _section(section: Section, values: Values, part: str) -> Html:
    return tag("section", tag(part, section.label or word(section.kind)), _items(section.items, values))


def _items(items: Sequence[Item], values: Values) -> Html:
    if not items:
        return Html("")
    if all(not item.bullet and not item.items for item in items):
        return join([tag("p", _words(item, values)) for item in items])
    return tag("ul", [tag("li", _words(item, values), _items(item.items, values)) for item in items])


def _words(item: Item, values: Values) -> Html:
    """Give the words of an item with its dates and names as links; one that is not found in them stands behind."""
    at, pieces, behind = 0, [], []
    found: list[DateMention | Mention] = sorted((*item.dates, *item.mentions), key=lambda one: one.span.start)
    for one in found:
        kind = "date" if isinstance(one, DateMention) else one.label.value
        place = item.text.find(one.text, at)
        chip = values.chip(kind, one.span, one.text)
        if place < 0:
            behind.append(chip)
            continue
        pieces += [join(item.text[at:place]), chip]
        at = place + len(one.text)
    return join([*pieces, item.text[at:], [join([" ", chip]) for chip in behind]])


def date_chip(mention: DateMention, values: Values) -> Html:
    """Give a date as printed, and what it means where that says more."""
    meant = ", ".join(period(value) for value in mention.values)
    chip = values.chip("date", mention.span, mention.text)
    inferred = mention.year_inferred or meant.casefold() != mention.text.casefold()
    return join([chip, tag("span", f" ({meant})", class_="meant") if meant and inferred else None])


def _calendar(fiche: Fiche, values: Values, part: str) -> Html:
    rows = [
        tag(
            "li",
            between([date_chip(mention, values) for mention in entry.dates]),
            " : " if entry.dates else None,
            values.chip("calendar", entry.span, entry.text or "sans précision"),
        )
        for entry in fiche.calendar
    ]
    return tag("section", tag(part, "Calendrier"), tag("ul", rows)) if rows else Html("")


def _partners(fiche: Fiche, values: Values, part: str) -> Html:
    rows = [tag("li", _partner(partner, values)) for partner in fiche.partners]
    return tag("section", tag(part, "Partenaires"), tag("ul", rows, class_="inline")) if rows else Html("")


def _partner(partner: Partner, values: Values) -> Html:
    notes = [*partner.members, *([partner.note] if partner.note else [])]
    return join(
        [
            values.chip("partner", partner.span, partner.name),
            f" ({', '.join(notes)})" if notes else None,
            tag("span", " à confirmer", class_="doubt") if partner.uncertain else None,
        ]
    )


def _funding(fiche: Fiche, values: Values, part: str) -> Html:
    rows = [tag("li", _grant(funding, values)) for funding in fiche.funding]
    return tag("section", tag(part, "Financement"), tag("ul", rows)) if rows else Html("")


def _grant(funding: Funding, values: Values) -> Html:
    what = [funding.instrument, funding.purpose if funding.funder else None]
    years = funding.period and (
        str(funding.period.start)
        if funding.period.start == funding.period.end
        else f"{funding.period.start}-{funding.period.end}"
    )
    parts = [values.chip("funding", funding.span, funding.funder or funding.purpose or "Financement")]
    parts += [join(part) for part in (*what, years) if part]
    for amount in funding.amounts:
        up_to = f" à {money(amount.max, amount.currency)}" if amount.max is not None else ""
        extra = "".join(
            f" {part}" for part in (amount.tax, amount.per, f"en {amount.year}" if amount.year else None) if part
        )
        parts.append(
            join([values.chip("amount", amount.span, f"{money(amount.value, amount.currency)}{up_to}"), extra])
        )
    doubt = tag("span", " à confirmer", class_="doubt") if funding.uncertain else None
    return join([between(parts), doubt])


def _left(fiche: Fiche, values: Values) -> Html:
    """Give the values that stand nowhere else in the card, so that a click in the text always leads somewhere."""
    if not values.linked:
        return Html("")
    chips = [tag("li", values.chip(value.kind, value.span, value.label)) for value in values.left(fiche.id)]
    if not chips:
        return Html("")
    return tag("div", tag("p", "Aussi lus dans cette fiche :"), tag("ul", chips, class_="inline"), class_="left")


def contents(plan: Plan, values: Values) -> Html:
    """Give the printed table of contents with the people it names."""
    ids = {fiche.id: fiche_name(fiche) for fiche in plan.fiches}
    rows = []
    for entry in plan.toc:
        name = " – ".join(part for part in (entry.number, entry.title) if part) or "Sans titre"
        link = (
            tag("a", ids[entry.fiche_id], href=f"#{values.prefix}{entry.fiche_id}") if entry.fiche_id else "sans fiche"
        )
        people = [values.chip("referent", one.span, one.name) for one in entry.referents]
        rows.append(tag("tr", tag("th", name, scope="row"), tag("td", between(people)), tag("td", link)))
    return table("Sommaire imprimé", ("Entrée", "Référents", "Fiche"), rows)


def table(caption: str, headers: Sequence[str], rows: Sequence[Html]) -> Html:
    """Give a table that scrolls in itself where the page is narrow."""
    head = tag("thead", tag("tr", [tag("th", header, scope="col") for header in headers]))
    whole = tag("table", tag("caption", caption), head, tag("tbody", rows))
    return tag("div", whole, class_="scroll", tabindex="0", role="group", aria_label=caption)


def diagnostics(plan: Plan, values: Values) -> Html:
    """Give the list of what a person should look at, each with a link to its places."""
    if not plan.diagnostics:
        return tag("p", "Aucun signalement.")
    return tag("ol", [_diagnostic(one, values) for one in plan.diagnostics], class_="diagnostics")


def _diagnostic(one: Diagnostic, values: Values) -> Html:
    places = []
    for number, span in enumerate(one.spans, 1):
        label = "voir dans le texte" if len(one.spans) == 1 else f"voir {number} sur {len(one.spans)}"
        if values.linked and span.start < span.end:
            places.append(join([" ", values.chip("diagnostic", span, label)]))
    fiche = tag("a", "fiche", href=f"#{values.prefix}{one.fiche_id}") if one.fiche_id else None
    return tag(
        "li",
        tag("strong", word(one.severity)),
        f" – {one.message}",
        [" ", fiche] if fiche else None,
        places,
        class_=one.severity.value,
    )


def summary(plan: Plan) -> str:
    """Say in one line how much there is."""
    return ", ".join(
        (
            plural(len(plan.fiches), "fiche"),
            plural(len(plan.people), "personne"),
            plural(len(plan.organisations), "structure"),
            plural(sum(len(fiche.dates) for fiche in plan.fiches), "date"),
            plural(len(plan.diagnostics), "signalement"),
        )
    )
