"""Drawings of a plan as inline SVG, each with a table of the same data behind it for those who cannot see it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.model import Fiche, Plan, Role
from pipeline.write.french import SHORT_MONTHS, period, plural, word
from pipeline.write.report.fiches import between, date_chip, fiche_name, table
from pipeline.write.report.html import Html, join, tag
from pipeline.write.report.values import Values

ROW = 22  # height of a line of a drawing, in its own units
LONG = 184  # days from which a date is drawn as a thin line: whole years would hide the days in them
LABEL = 250  # width of the names left of it

LETTERS = {Role.BOARD: "R", Role.TEAM: "É", Role.LEAD: "P", Role.CONTRIBUTOR: "C"}  # seen without colours too


def figure(title: str, drawing: Html, caption: str, behind: Html) -> Html:
    """Give a drawing with its title, one sentence about it, and its table folded below."""
    folded = tag("details", tag("summary", "Voir le tableau"), behind)
    scroll = tag("div", drawing, class_="scroll", tabindex="0", role="group", aria_label=title)
    return tag("figure", scroll, tag("figcaption", caption), folded)


def svg(title: str, width: int, height: int, *children: object) -> Html:
    """Make a drawing that a screen reader announces by its title."""
    return tag(
        "svg",
        *children,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=title,
        class_="chart",
    )


def clipped(text: str, room: float = 32) -> str:
    """Cut a name to what fits beside a drawing; capitals take more room."""
    for place, character in enumerate(text):
        room -= 1.35 if character.isupper() else 1
        if room < 0:
            return f"{text[:place].rstrip()}…"
    return text


def words(x: float, y: float, text: str, **more: str) -> Html:
    """Write words into a drawing."""
    return tag("text", text, x=x, y=y, **more)


def shown_year(plan: Plan) -> int | None:
    """Give the year that the timeline shows: the plan's, else the one most dates are in."""
    if plan.year is not None:
        return plan.year
    years = Counter(value.start[:4] for fiche in plan.fiches for mention in fiche.dates for value in mention.values)
    return int(min(years, key=lambda year: (-years[year], year))) if years else None


def timeline(plan: Plan, values: Values) -> Html:
    """Draw the dates of a year, a line a fiche."""
    year = shown_year(plan)
    dated = [fiche for fiche in plan.fiches if fiche.dates]
    if year is None or not dated:
        return tag("p", "Aucune date dans ce plan.")
    first, last = date(year, 1, 1), date(year, 12, 31)
    width, days = 730, (last - first).days + 1
    height = ROW * (len(dated) + 1) + 8

    def x(day: date) -> float:
        return round(LABEL + (day - first).days * width / days, 1)

    grid: list[Html] = []
    for month, name in enumerate(SHORT_MONTHS, 1):
        at = x(date(year, month, 1))
        grid += [tag("line", x1=at, x2=at, y1=ROW, y2=height, class_="grid"), words(at + 3, 15, name)]
    marks, inside, outside = [], 0, 0
    for line, fiche in enumerate(dated, 1):
        marks.append(words(0, line * ROW + 15, clipped(fiche_name(fiche))))
        found = [value for mention in fiche.dates for value in mention.values]
        shown = [value for value in found if value.start <= last.isoformat() and value.end >= first.isoformat()]
        inside, outside = inside + len(shown), outside + len(found) - len(shown)
        bars_ = [
            (max(date.fromisoformat(value.start), first), min(date.fromisoformat(value.end), last), value)
            for value in shown
        ]
        for start, end, value in sorted(bars_, key=lambda bar: bar[0] - bar[1]):  # the longest below the others
            tip = tag("title", f"{fiche_name(fiche)} : {period(value)}")
            wide = max(6, round((end - start).days * width / days, 1))
            thin = (end - start).days > LONG
            place = {"x": x(start), "width": wide, "rx": 2}
            place |= {"y": line * ROW + 17, "height": 3} if thin else {"y": line * ROW + 4, "height": ROW - 9}
            marks.append(tag("rect", tip, class_=f"mark p-{value.precision}", **place))
    beyond = plural(outside, "autre date", "autres dates")
    caption = f"{plural(inside, 'date')} en {year}, par fiche ; {beyond} hors de l'année."
    rows = [
        tag(
            "tr",
            tag("th", fiche_name(fiche), scope="row"),
            tag("td", between([date_chip(mention, values) for mention in fiche.dates])),
        )
        for fiche in dated
    ]
    title = f"Frise de l'année {year}"
    return figure(
        title, svg(title, LABEL + width, height, grid, marks), caption, table(title, ("Fiche", "Dates"), rows)
    )


def people_matrix(plan: Plan) -> Html:
    """Draw who is in charge of which fiche, a square a charge, in the colour of the role."""
    names = {entity.id: entity.name for entity in (*plan.people, *plan.organisations)}
    charges: dict[str, list[tuple[int, Fiche, Role]]] = {}
    for column, fiche in enumerate(plan.fiches):
        for referent in fiche.referents:
            charges.setdefault(referent.entity_id, []).append((column, fiche, referent.role))
    if not charges:
        return tag("p", "Aucun référent dans ce plan.")
    order = sorted(charges, key=lambda name: (-len({column for column, _, _ in charges[name]}), name))
    width, height = LABEL + ROW * len(plan.fiches), ROW * (len(order) + 1) + 4
    parts: list[Html] = [
        words(LABEL + column * ROW + ROW / 2, 15, clipped(fiche.number or "·", 3), text_anchor="middle")
        for column, fiche in enumerate(plan.fiches)
    ]
    rows = []
    for line, name in enumerate(order, 1):
        y = line * ROW
        parts += [words(0, y + 15, clipped(names.get(name, name))), _rule(y, width)]
        for column, fiche, role in charges[name]:
            tip = tag("title", f"{names.get(name, name)}, {fiche_name(fiche)} : {word(role)}")
            place = {"x": LABEL + column * ROW + 3, "y": y + 3, "width": ROW - 6, "height": ROW - 6, "rx": 3}
            parts.append(tag("rect", tip, class_=f"mark r-{role}", **place))
            middle = LABEL + column * ROW + ROW / 2
            parts.append(words(middle, y + 15, LETTERS[role], text_anchor="middle", class_="letter"))
        cells = []
        for role in Role:
            numbers = [fiche.number or fiche.title or fiche.id for _, fiche, held in charges[name] if held is role]
            cells.append(tag("td", ", ".join(numbers) or "–"))
        rows.append(tag("tr", tag("th", names.get(name, name), scope="row"), cells))
    title = "Personnes et structures en charge, par fiche"
    legend = ", ".join(f"{LETTERS[role]} : {word(role)}" for role in Role)
    caption = f"{plural(len(order), 'nom')}, du plus présent au moins présent ({legend})."
    behind = table(title, ("Nom", *(f"{word(role)} (fiches)" for role in Role)), rows)
    return figure(title, svg(title, width, height, parts), caption, behind)


def _rule(y: float, width: float) -> Html:
    return tag("line", x1=0, x2=width, y1=y, y2=y, class_="grid")


def partner_network(plan: Plan) -> Html:
    """Draw which fiche has which partner: fiches left, partners right, a line between."""
    names = {entity.id: entity.name for entity in (*plan.people, *plan.organisations)}
    links: dict[str, list[Fiche]] = {}
    for fiche in plan.fiches:
        for partner in fiche.partners:
            name = names.get(partner.entity_id or "", partner.name)
            if fiche not in links.setdefault(name, []):
                links[name].append(fiche)
    if not links:
        return tag("p", "Aucun partenaire dans ce plan.")
    left = [fiche for fiche in plan.fiches if fiche.partners]
    place = {fiche.id: number for number, fiche in enumerate(left)}
    # Each partner stands about where its fiches do, so that few lines cross.
    right = sorted(links, key=lambda name: (sum(place[one.id] for one in links[name]) / len(links[name]), name))
    lines = max(len(left), len(right))
    height, middle = ROW * lines + 8, 330

    def y(number: int, count: int) -> float:
        return round((number + 0.5) * (height - 8) / count + 4, 1)

    parts: list[Html] = []
    for number, name in enumerate(right):
        end = y(number, len(right))
        for fiche in links[name]:
            start = y(place[fiche.id], len(left))
            near, half, far = LABEL + 8, LABEL + 8 + middle / 2, LABEL + middle
            curve = f"M{near} {start}C{half} {start} {half} {end} {far} {end}"
            parts.append(tag("path", d=curve, class_="link"))
        parts.append(tag("circle", cx=LABEL + middle, cy=end, r=3 + min(len(links[name]), 5), class_="mark partner"))
        parts.append(words(LABEL + middle + 14, end + 4, clipped(name, 46)))
    for number, fiche in enumerate(left):
        parts.append(words(0, y(number, len(left)) + 4, clipped(fiche_name(fiche))))
    rows = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            tag("td", str(len(links[name]))),
            tag("td", ", ".join(fiche_name(fiche) for fiche in links[name])),
        )
        for name in sorted(links, key=lambda name: (-len(links[name]), name))
    ]
    shared = sum(len(found) > 1 for found in links.values())
    title = "Réseau des partenaires"
    caption = f"{plural(len(links), 'partenaire')}, dont {number_of(shared)} de plusieurs fiches."
    behind = table(title, ("Partenaire", "Nombre de fiches", "Fiches"), rows)
    return figure(title, svg(title, LABEL + middle + 330, height, parts), caption, behind)


def number_of(count: int) -> str:
    """Say how many, `aucun` for none."""
    return str(count) if count else "aucun"


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> Html:
    """Draw horizontal bars.

    Args:
        title: what is drawn.
        rows: name, length, and what is written behind the bar.
    """
    most = max((length for _, length, _ in rows), default=0) or 1
    parts: list[Html] = []
    for line, (name, length, said) in enumerate(rows):
        y, wide = line * ROW, round(360 * length / most, 1)
        parts.append(words(0, y + 15, clipped(name)))
        parts.append(tag("rect", x=LABEL, y=y + 4, width=max(wide, 1), height=ROW - 8, rx=3, class_="mark bar"))
        parts.append(words(LABEL + max(wide, 1) + 8, y + 15, said))
    return svg(title, LABEL + 560, ROW * max(len(rows), 1) + 4, join(parts))
