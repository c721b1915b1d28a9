"""Print drawn plans in drawn layouts, and say what must be read in the print.

In: a plan and a layout. Out: the text, and for each fiche what the contract makes of it, family by family.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from generator import TRAPS, Axe, Charge, Date, Fiche, Item, Money, Name, Partner, Plan, Section
from styles import BELOW, LABEL_STYLES, Layout

# What says who, with whom, when or for how much.
MANAGED = {"board", "team", "lead", "contributor", "partners", "funding", "calendar", "indicators", "start_date",
           "end_date", "status", "priority"}  # fmt: skip


@dataclass(slots=True)
class Printed:
    """A text, and what must be read in it."""

    text: str
    title: str | None
    fiches: list[dict[str, Any]]
    contents: list[Any]
    ordered: bool = True  # the labels stand in the order of each fiche, not in that of a table's columns


@dataclass(slots=True)
class _Lines:
    """Lines as they are printed: (text, what a wrapped line goes on under, whether it may be wrapped)."""

    rows: list[tuple[str, str, bool]] = field(default_factory=list)

    def add(self, text: str = "", hang: str = "", *, wraps: bool = True) -> None:
        self.rows += [(row, hang, wraps) for row in text.split("\n")]

    def printed(self, width: int) -> str:
        out: list[str] = []
        for text, hang, wraps in self.rows:
            if not wraps or not width:
                out.append(text)
                continue
            out += textwrap.wrap(
                text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
            ) or [""]
        return "\n".join(out) + "\n"


def _joined(parts: list[str], joint: str) -> str:
    if joint in (",", ";", "/"):
        return (f" {joint} " if joint == "/" else f"{joint} ").join(parts)
    return f" {joint} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _name(name: Name) -> str:
    note = f", {name.note}" if name.comma else f" ({name.note})" if name.note else ""
    return name.name + note + (f" (en {name.year})" if name.year else "")


def _partner(partner: Partner) -> str:
    inside = _joined(list(partner.members), "et") if partner.members else partner.note
    return partner.name + (f" ({inside})" if inside else "") + (" (à confirmer)" if partner.uncertain else "")


def _money(money: Money, style: str) -> str:
    if money.instrument and money.period:
        return f"{money.instrument.capitalize()} avec l'{money.funder} ({money.period[0]}-{money.period[1]})"
    if money.amount is None:
        return money.funder or ""
    return style.format(f=money.funder, s=money.amount.text) if money.funder else money.amount.text


class _Printer:
    """Prints one plan."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.lines = _Lines()
        self.below = layout.label in BELOW
        self.cells: dict[str, str] = {}  # of a row that is a fiche, by the label in the table's head

    def label(self, kind: str, year: int | None) -> str:
        return self.layout.labels[kind].format(year) if year else self.layout.labels[kind]

    def labelled(self, label: str, text: str | None) -> None:
        """Print a label, and a text behind or below it."""
        printed = LABEL_STYLES[self.layout.label](label)
        small = self.layout.label == "spaced" and text is not None and text[0].islower()
        if text is None or self.below or small:  # `Partenaires agriculteurs` in one line would be a sentence
            self.lines.add(printed, wraps=False)
            self.lines.add()
            if text is not None:
                self.lines.add(text)
                self.lines.add()
        else:
            self.lines.add(f"{printed} {text}")
            self.lines.add()

    def bullet(self, text: str, depth: int = 0, place: int = 0) -> None:
        sign = self.layout.second if depth else self.layout.bullet
        sign = {"1.": f"{place + 1}.", "a)": f"{'abcdefgh'[place]})"}.get(sign, sign)
        lead = f"{' ' * (self.layout.indent * depth)}{sign} "
        self.lines.add(lead + text, " " * len(lead) if self.layout.hanging else "")

    def items(self, items: tuple[Item, ...], depth: int = 0) -> Iterator[tuple[int, bool, str]]:
        for place, item in enumerate(items):
            self.bullet(item.text, depth, place)
            yield depth, True, item.text
            yield from self.items(item.items, depth + 1)

    def paragraphs(self, items: tuple[Item, ...]) -> Iterator[tuple[int, bool, str]]:
        """Print items as paragraphs, what is nested in them as bullets below."""
        for item in items:
            self.lines.add(item.text + "\n")
            yield 0, False, item.text
            if item.items:
                yield from self.items(item.items)
                self.lines.add()

    def row(self, label: str, parts: list[str]) -> list[tuple[int, bool, str]]:
        """Print a row of a table, or keep the cell of one."""
        if self.layout.plan_table:
            self.cells[label] = "<br>".join(parts)
        else:
            self.lines.add(f"| {label} | {'<br>'.join(parts)} |", wraps=False)
        return [(0, False, part) for part in parts]

    def charge(self, charge: Charge) -> Iterator[tuple[Any, ...]]:
        joint = "," if self.layout.joint == "/" and any(name.comma for name in charge.names) else self.layout.joint
        label, names = self.label(charge.role, None), [_name(name) for name in charge.names]
        if self.layout.names_inline or len(names) == 1:
            names = [_joined(names, joint)]
        self.listed(label, names)
        for name in charge.names:
            yield charge.role, name.name, name.kind, name.note, name.year

    def listed(self, label: str, parts: list[str]) -> list[tuple[int, bool, str]]:
        """Print one text on its label's line, several as one bullet each."""
        if self.layout.table:
            return self.row(label, parts)
        if len(parts) == 1:
            self.labelled(label, parts[0])
            return [(0, False, parts[0])]
        return self.bulleted(label, parts)

    def bulleted(self, label: str, parts: list[str]) -> list[tuple[int, bool, str]]:
        self.labelled(label, None)
        for place, each in enumerate(parts):
            self.bullet(each, 0, place)
        self.lines.add()
        return [(0, True, each.replace("**", "")) for each in parts]

    def section(self, section: Section) -> tuple[Any, list[tuple[int, bool, str]]]:
        layout = self.layout
        label = self.label(section.field or section.kind, section.year)
        joint = "," if layout.joint == "/" and section.money else layout.joint
        money = "{f} ({s})" if layout.label == "spaced" else layout.money  # a colon would end another label
        parts = [_partner(p) for p in section.partners] + [_money(m, money) for m in section.money]
        if section.date is not None or section.word is not None:
            items = self.listed(label, [section.date.text if section.date else section.word[0]])  # type: ignore[index]
        elif section.entries:
            style = layout.entry.replace("**", "") if layout.table else layout.entry
            entries = [style.format(d=entry.date.text, t=entry.text) for entry in section.entries]
            items = self.row(label, entries) if layout.table else self.bulleted(label, entries)
        elif parts:
            items = self.listed(label, [_joined(parts, joint)] if layout.lists_inline else parts)
        elif layout.table:
            items = self.row(label, [each.text for item in section.items for each in (item, *item.items)])
        else:
            self.labelled(label, None)
            bulleted = layout.text == "bullets" or any(item.text.startswith(TRAPS) for item in section.items)
            items = list(self.items(section.items) if bulleted else self.paragraphs(section.items))
            self.lines.add()
        return (section.kind, section.year, label), items

    def fiche(self, fiche: Fiche, heading: str) -> dict[str, Any]:
        if not self.layout.plan_table:
            self.lines.add(heading, wraps=False)
            self.lines.add()
        if self.layout.table and not self.layout.plan_table:
            self.lines.add("| Rubrique | Contenu |\n| --- | --- |", wraps=False)
        referents = [row for charge in fiche.charges for row in self.charge(charge)]
        sections = [self.section(section) for section in fiche.sections]
        if self.layout.table and not self.layout.plan_table:
            self.lines.add()
        found: dict[str, Any] = {
            "referents": referents,
            "sections": [head for head, _ in sections],
            "items": [item for _, items in sections for item in items],
            "dates": [_values(date) for date in _dates(fiche)],
            "calendar": [],
            "partners": [],
            "funding": [],
            "fields": {},
        }
        for section, (head, _) in zip(fiche.sections, sections, strict=True):
            found["calendar"] += [(e.text, [_values(e.date)]) for e in section.entries]
            found["partners"] += [(p.name, p.kind, list(p.members), p.note, p.uncertain) for p in section.partners]
            for money in section.money:
                amount = money.amount
                sums = [(amount.value, amount.max, amount.tax, amount.per)] if amount else []
                purpose = None if money.funder else head[2]
                found["funding"].append((money.funder, money.instrument, sums, money.period, purpose))
            if section.field:
                found["fields"][section.field] = (
                    section.word[1] if section.word else _values(section.date) if section.date else None
                )
        return found


def _dates(fiche: Fiche) -> Iterator[Date]:
    def below(items: tuple[Item, ...]) -> Iterator[Date]:
        for item in items:
            yield from item.dates
            yield from below(item.items)

    for charge in fiche.charges:
        for name in charge.names:
            if name.year:
                yield Date(str(name.year), ((f"{name.year}-01-01", f"{name.year}-12-31", "year", None),))
    for section in fiche.sections:
        yield from below(section.items)
        yield from (entry.date for entry in section.entries)
        if section.date is not None:
            yield section.date
        for money in section.money:
            if money.period:
                years = (f"{money.period[0]}-01-01", f"{money.period[1]}-12-31", "range", None)
                yield Date(f"{money.period[0]}-{money.period[1]}", (years,))


def _values(date: Date) -> tuple[bool, list[tuple[str, str, str, str | None]]]:
    return date.inferred, list(date.values)


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
SUB_TITLES = ("Donner envie", "Passer à l'acte", "Changer d'échelle", "Tenir dans la durée", "Transmettre")


def _axe_number(layout: Layout, place: int) -> str:
    if "{l}" in layout.axe:
        return "ABCDEF"[place]
    return _ROMANS[place] if "{r}" in layout.axe else str(place + 1)


def _axe_heading(layout: Layout, axe: Axe, place: int) -> tuple[str, tuple[str | None, str, bool]]:
    if axe.transversal and layout.axe.upper().startswith("AXE {"):
        return f"AXE TRANSVERSAL : {axe.title}", (None, axe.title, True)
    number = _axe_number(layout, place)
    return layout.axe.format(n=number, l=number, r=number, t=axe.title), (number, axe.title, False)


# Words by which a heading is told though its fiches have no label in common.
_SURE = ("fiche", "## fiche", "### fiche", "**fiche")


def _has_a_block(plan: Plan) -> bool:
    """Say whether three kinds of labels come again under half of the fiches, as headings without `Fiche` need."""
    fiches = [fiche for axe in plan.axes for fiche in axe.fiches]
    kinds = Counter(k for f in fiches for k in {*(c.role for c in f.charges), *(s.field or s.kind for s in f.sections)})
    common = {kind for kind, count in kinds.items() if count >= max(2, len(fiches) / 2)}
    return len(common) > 2 and bool(common & MANAGED)


def print_plan(plan: Plan, layout: Layout) -> Printed:
    """Print a plan."""
    sure = layout.heading.lower().startswith(_SURE) and "{n}" in layout.heading
    if len(plan.axes) == 1 and layout.axe.startswith("Grande cause"):
        layout = replace(layout, axe="Axe {n} : {t}")  # a word met once tells nothing
    if not sure and not layout.plan_table and not _has_a_block(plan):
        layout = replace(layout, heading="Fiche n°{n} : {t}")
    printer = _Printer(layout)
    planned = any(s.kind == "planned_actions" for axe in plan.axes for f in axe.fiches for s in f.sections)
    title = (layout.title or ("" if planned else "Plan d'action {}")).format(plan.year) or None
    if title:
        printer.lines.add(title + "\n", wraps=False)
    if layout.plan_table:
        return _print_table(printer, plan, layout, title)
    dotted = "{a}" in layout.heading
    headings: list[tuple[str, str, str]] = []
    axes = [_axe_heading(layout, axe, place) for place, axe in enumerate(plan.axes)]
    count = 0
    for place, axe in enumerate(plan.axes):
        for inner, fiche in enumerate(axe.fiches):
            count += 1
            number = inner + 1 if dotted else count
            letter, roman = "ABCDEFGH"[count - 1], _ROMANS[count - 1]
            heading = layout.heading.format(a=place + 1, n=number, t=fiche.title, l=letter, r=roman)
            printed = letter if "{l}" in layout.heading else roman if "{r}" in layout.heading else str(number)
            own = f"{place + 1}{'-' if '{a}-' in layout.heading else '.'}{number}" if dotted else printed
            headings.append((heading, own if "{n}" in layout.heading or own != str(number) else "", fiche.title))
    contents = _print_contents(printer, plan, layout, headings, axes)
    fiches: list[dict[str, Any]] = []
    feet = layout.feet and count >= 3
    for place, axe in enumerate(plan.axes):
        for inner, fiche in enumerate(axe.fiches):
            if plan.has_axes and (not inner or layout.axe_again):
                printer.lines.add(axes[place][0] + "\n", wraps=False)
            heading, number, title_of = headings[len(fiches)]
            axe_of = axes[place][1] if plan.has_axes else None
            if layout.sub_axe and axe_of is not None and axe_of[0] is not None:
                axe_of = (f"{axe_of[0]}.{inner + 1}", SUB_TITLES[inner], False)
                printer.lines.add(layout.sub_axe.format(n=axe_of[0], t=axe_of[1]) + "\n", wraps=False)
            found = printer.fiche(fiche, heading)
            found["heading"] = (number or None, title_of, axe_of)
            fiches.append(found)
            if feet:
                printer.lines.add(f"Communauté de Valbourg – page {len(fiches) + 1}\n", wraps=False)
    text = printer.lines.printed(layout.width)
    if layout.width and text.count("\n") - printer.lines.printed(0).count("\n") < 8:
        text = printer.lines.printed(0)  # too few broken lines to tell a margin by
    if layout.curly:
        text = text.replace("'", "’")
    return Printed(text, title, fiches, contents)


def _print_table(printer: _Printer, plan: Plan, layout: Layout, title: str | None) -> Printed:
    """Print the plan as tables: a column a label, a row a fiche."""
    rows: list[tuple[dict[str, str], dict[str, Any]]] = []
    for axe in plan.axes:
        for fiche in axe.fiches:
            printer.cells = {}
            found = printer.fiche(fiche, "")
            rows.append((printer.cells, found))
    labels = list(dict.fromkeys(label for cells, _ in rows for label in cells))
    head = f"| N° | Action | {' | '.join(labels)} |\n|{' --- |' * (len(labels) + 2)}"
    count = 0
    for place, axe in enumerate(plan.axes):
        heading, axe_of = _axe_heading(layout, axe, place)
        if not place or not layout.axe_rows or not plan.has_axes:
            if plan.has_axes and not layout.axe_rows:
                printer.lines.add(f"\n{heading}\n", wraps=False)
            printer.lines.add(head, wraps=False)
        if plan.has_axes and layout.axe_rows:
            printer.lines.add(f"| {heading.lstrip('# ')} |{' |' * (len(labels) + 1)}", wraps=False)
        for fiche in axe.fiches:
            cells, found = rows[count]
            count += 1
            found["heading"] = (str(count), fiche.title, axe_of if plan.has_axes else None)
            values = " | ".join(cells.get(label, "") for label in labels)
            printer.lines.add(f"| {count} | {fiche.title} | {values} |", wraps=False)
    text = printer.lines.printed(0)
    return Printed(text.replace("'", "’") if layout.curly else text, title, [found for _, found in rows], [], False)


def _print_contents(
    printer: _Printer, plan: Plan, layout: Layout, headings: list[tuple[str, str, str]], axes: list[Any]
) -> list[Any]:
    style = layout.contents
    if style == "none":
        return []
    lines = printer.lines
    if layout.contents_title:
        lines.add(layout.contents_title + "\n", wraps=False)
    charged = layout.contents_charges and layout.label not in (*BELOW, "spaced")
    entries: list[Any] = []
    for place, axe in enumerate(plan.axes):
        if plan.has_axes:
            lines.add(axes[place][0].lstrip("# ") + "\n", wraps=False)
        for fiche in axe.fiches:
            heading, number, title = headings[len(entries)]
            words = " ".join(heading.lstrip("# ").replace("**", "").split())
            page = 2 + len(entries)
            tail = {
                "dotted": f" {'.' * max(4, 80 - len(words))} {page}",
                "aligned": f"{page:>{max(6, 90 - len(words))}}",
                "word": f" page {page}",
                "glued": f"page {page}",
                "tab": f"\t{page}",
                "unpaged": "",
            }[style]
            lines.add(words + tail, wraps=False)
            names: list[str] = []
            if charged:
                charge = fiche.charges[0]
                names = [name.name for name in charge.names]
                lines.add(f"{printer.label(charge.role, None)} : {_joined(names, 'et')}.")
            lines.add()
            entries.append(
                (number, title, None if style == "unpaged" else page, axes[place][1] if plan.has_axes else None, names)
            )
    return entries
