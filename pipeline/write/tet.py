"""Write plans as the workbook that Territoires en Transitions imports: a row an action, its sub-actions below it.

The importer finds its sheet by the headers of row 2, wants each of them in its place, and reads from row 4 on. What it
does with a cell decided the rest: it cuts lists at commas outside brackets and quotes, takes a title of at most 300
characters, ties a sub-action to its action by that title, and drops a funder without an amount, so that whatever does
not fit a column of its own stands in `Financements` as text.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.model import Axe, Fiche, Item, Role, SectionKind, StatusValue
from pipeline.write import tet_cells as cells
from pipeline.write.atomic import replacing
from pipeline.write.extras import library
from pipeline.write.french import word
from pipeline.write.jsonl import above
from pipeline.write.load import LoadedPlan
from pipeline.write.tables.walk import ACTION_SECTIONS, extent
from pipeline.write.xlsx import CREATED, FIRST_DATE, MAX_CELL

Cells = list[str | float | date | None]

SHEET = "Plan d'actions"
BANNER = "Plan d'actions à importer dans Territoires en Transitions. Les lignes 1 à 3 ne sont pas importées."
LIST = "Plusieurs valeurs possibles, séparées par des virgules"
SUM = "Nombre, en euros hors taxes"
# Header, what the column takes, width: the importer's columns, in the importer's order.
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("Axe (x)", "Texte", 30),
    ("Sous-axe (x.x)", "Texte", 30),
    ("Sous-sous axe (x.x.x)", "Texte", 30),
    ("Titre de l'action", "Texte obligatoire, 300 caractères au plus", 45),
    ("Titre de la sous-action", "Texte, pour une ligne de sous-action seulement", 45),
    ("Descriptif", "Texte", 60),
    ("Instances de gouvernance", LIST, 30),
    ("Objectifs", "Texte", 60),
    ("Indicateurs liés", "Texte", 40),
    ("Structure pilote", LIST, 30),
    ("Moyens humains et techniques", "Texte", 40),
    ("Partenaires", LIST, 40),
    ("Direction ou service pilote", LIST, 30),
    ("Personne pilote", LIST, 30),
    ("Élu·e référent·e", LIST, 30),
    ("Participation Citoyenne", "Texte", 30),
    ("Financements", "Texte", 40),
    ("Financeur 1", "Texte", 25),
    ("Montant € HT", SUM, 14),
    ("Financeur 2", "Texte", 25),
    ("Montant € HT", SUM, 14),
    ("Financeur 3", "Texte", 25),
    ("Montant € HT", SUM, 14),
    ("Budget prévisionnel total € HT", SUM, 16),
    ("Statut", "À venir, À discuter, En cours, Réalisé, En retard, En pause, Bloqué ou Abandonné", 14),
    ("Niveau de priorité", "Élevé, Moyen ou Bas", 12),
    ("Date de début", "Date JJ/MM/AAAA", 13),
    ("Date de fin", "Date JJ/MM/AAAA", 13),
)
TITLE, SUB_TITLE, DESCRIPTION, STATUS, START = 3, 4, 5, 24, 26


def write_tet(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write the workbook.

    Raises:
        MissingLibraryError: when XlsxWriter is not installed.
    """
    xlsxwriter = library("xlsxwriter", "xlsx")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with replacing(out) as ready, xlsxwriter.Workbook(str(ready), options) as book:
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE5F0"})
        told = book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": "#444444"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(3, 0)
        for place, (_, _, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, BANNER, book.add_format({"bold": True, "font_size": 14}))
        for row, (place, style) in enumerate(((0, bold), (1, told)), 1):
            for column, described in enumerate(COLUMNS):
                sheet.write_string(row, column, str(described[place]), style)
        for row, found in enumerate(tet_rows(plans), 3):
            for column, cell in enumerate(found):
                _write(sheet, row, column, cell, (text, number, day))


def _write(sheet: Any, row: int, column: int, cell: str | float | date | None, styles: tuple[Any, Any, Any]) -> None:
    text, number, day = styles
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, str) and cell:
        sheet.write_string(row, column, cell[:MAX_CELL], text)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, number)


def tet_rows(plans: Sequence[LoadedPlan]) -> Iterator[Cells]:
    """Give the rows below the headers: each action, and behind it its sub-actions."""
    taken: set[str] = set()
    for loaded in plans:
        axes = {axe.id: axe for axe in loaded.plan.axes}
        for fiche in loaded.plan.fiches:
            title = cells.titled(fiche)
            if title in taken:  # a sub-action would be tied to the first of the two
                title = cells.shortened(f"{title[:250]} ({' '.join((loaded.plan.id, fiche.id))})")
            taken.add(title)
            path = [_named(axe) for axe in above(fiche, axes)][:3]
            head: Cells = [*path, *[None] * (3 - len(path)), title]
            yield _action(fiche, head)
            yield from _sub_actions(fiche, head)


def _named(axe: Axe) -> str:
    return " ".join(part for part in (axe.number, axe.title) if part) or axe.id


def _action(fiche: Fiche, head: Cells) -> Cells:
    money = cells.funded(fiche)
    funders = [part for pair in money.funders for part in pair] + [None] * (6 - 2 * len(money.funders))
    sections = [section for section in fiche.sections if section.kind in ACTION_SECTIONS]
    paragraphs = "\n".join(item.text for section in sections for item in section.items if not item.bullet)
    context = cells.texts(fiche, SectionKind.CONTEXT, SectionKind.ROLE)
    other = cells.texts(
        fiche, SectionKind.ATTENTION, SectionKind.AUDIENCE, SectionKind.TERRITORY, SectionKind.OTHER, labels=True
    )
    resources = cells.texts(fiche, SectionKind.RESOURCES)
    start, end = _limits(fiche)
    governance = [section for section in fiche.sections if section.kind is SectionKind.GOVERNANCE]
    bodies = [item.text for section in governance if not cells.is_participation(section) for item in section.items]
    taking_part = [section for section in fiche.sections if cells.is_participation(section)]
    return [
        *head,
        None,
        _joined(context, paragraphs, other),
        cells.listed(bodies),
        cells.texts(fiche, SectionKind.OBJECTIVES),
        cells.texts(fiche, SectionKind.INDICATORS),
        cells.listed(cells.bodies(fiche, services=False)),
        _joined(resources, cells.contributors(fiche)),
        cells.listed(cells.partners(fiche)),
        cells.listed(cells.bodies(fiche, services=True)),
        cells.listed(cells.people(fiche, Role.TEAM, Role.LEAD)),
        cells.listed(cells.people(fiche, Role.BOARD)),
        "\n".join(item.text for section in taking_part for item in section.items),
        money.text,
        *funders,
        money.budget,
        word(fiche.status.value) if fiche.status else None,
        word(fiche.priority.value) if fiche.priority else None,
        start,
        end,
    ]


def _sub_actions(fiche: Fiche, head: Cells) -> Iterator[Cells]:
    """Give the bullets of the sections that speak of actions, each with what is nested in it."""
    done = {SectionKind.ACHIEVEMENTS: StatusValue.DONE, SectionKind.PLANNED_ACTIONS: StatusValue.PLANNED}
    for section in fiche.sections:
        for item in section.items if section.kind in ACTION_SECTIONS else ():
            if not item.bullet:
                continue
            row: Cells = [*head, *[None] * (len(COLUMNS) - len(head))]
            title = cells.shortened(item.text)
            row[SUB_TITLE] = title
            row[DESCRIPTION] = _joined(item.text if title != item.text else "", "\n".join(cells.outlined(item.items)))
            status = done.get(section.kind)
            row[STATUS] = word(status) if status else None
            row[START : START + 2] = _days(*extent(tuple(_dates(item))))
            yield row


def _dates(item: Item) -> Iterator[Any]:
    yield from item.dates
    for nested in item.items:
        yield from _dates(nested)


def _limits(fiche: Fiche) -> tuple[date | None, date | None]:
    start = extent((fiche.start_date,))[0] if fiche.start_date else None
    end = extent((fiche.end_date,))[1] if fiche.end_date else None
    if start and end and start > end:  # refused by the importer: a person has to say which of the two is wrong
        return None, None
    return _days(start, end)


def _days(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    first, last = (date.fromisoformat(day) if day and day >= FIRST_DATE else None for day in (start, end))
    return first, last


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
