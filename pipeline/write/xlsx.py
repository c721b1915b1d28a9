"""Write plans as a workbook that people read: one sheet a table, French headers and words, dates as dates.

Link tables and places in the text stay out: they are in the other formats. XlsxWriter streams its rows, so that a plan
of thousands of fiches needs no more memory than a small one.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.model import Plan
from pipeline.write.atomic import replacing
from pipeline.write.extras import library
from pipeline.write.french import WORDS
from pipeline.write.load import LoadedPlan
from pipeline.write.tables import TABLES, Cell, Column, Kind, Table

CREATED = datetime(2000, 1, 1)  # any fixed day: the moment of writing would make each file differ from the last
MAX_CELL = 32_767  # characters that a cell may hold, by Microsoft's list of limits
MAX_ROWS = 1_048_576  # rows of a sheet, by the same list
FIRST_DATE = "1900-03-01"  # before it, spreadsheets count a 29 February 1900 that never was
WIDE = {"text": 70, "message": 80, "title": 45, "name": 34, "label": 28, "members": 34, "note": 28, "purpose": 40}
HIDDEN = frozenset({"span_start", "span_end", "span_boxes"})


def write_workbook(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write the workbook.

    Raises:
        MissingLibraryError: when XlsxWriter is not installed.
    """
    xlsxwriter = library("xlsxwriter", "xlsx")
    with replacing(out) as ready:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
        with xlsxwriter.Workbook(str(ready), options) as book:
            book.set_properties({"title": _title(plans), "created": CREATED})
            formats = _formats(book)
            titles = {(one.plan.id, fiche.id): _named(fiche) for one in plans for fiche in one.plan.fiches}
            for table in TABLES:
                if table.sheet:
                    _sheet(book, table, [one.plan for one in plans], titles, formats)


def _title(plans: Sequence[LoadedPlan]) -> str:
    return ", ".join(one.plan.title or one.plan.id for one in plans)[:255]


def _named(fiche: Any) -> str:
    return " – ".join(part for part in (fiche.number, fiche.title) if part) or str(fiche.id)


def _formats(book: Any) -> dict[str, Any]:
    top = {"valign": "top"}
    return {
        "head": book.add_format(
            {**top, "bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
        ),
        "text": book.add_format({**top, "text_wrap": True}),
        "plain": book.add_format(top),
        "date": book.add_format({**top, "num_format": "dd/mm/yyyy"}),
        "money": book.add_format({**top, "num_format": "#,##0.00"}),
        "ratio": book.add_format({**top, "num_format": "0.0%"}),
    }


def _sheet(
    book: Any, table: Table, plans: Sequence[Plan], titles: dict[tuple[str, str], str], formats: dict[str, Any]
) -> None:
    names = [column.name for column in table.columns]
    shown = [place for place, column in enumerate(table.columns) if _is_shown(column, len(plans))]
    fiche = names.index("fiche_id") if "fiche_id" in names and table.name != "fiches" else None
    rows = chain.from_iterable(table.rows(plan) for plan in plans)
    sheet = book.add_worksheet(table.title)
    sheet.freeze_panes(1, 0)
    headers = [table.columns[place].title for place in shown]
    if fiche is not None:
        at = shown.index(fiche) + 1
        headers.insert(at, "Fiche")
    else:
        at = None
    writers = [_writer(sheet, table.columns[place], formats) for place in shown]
    for place, column in enumerate(_widths([table.columns[one] for one in shown], at)):
        sheet.set_column(place, place, column)
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, formats["head"])
    last = 0
    for last, row in enumerate(_held(rows), 1):
        place = 0
        for index, write in zip(shown, writers, strict=True):
            if place == at:
                key = (str(row[0]), str(row[fiche or 0]))
                sheet.write_string(last, place, titles.get(key, ""), formats["text"])
                place += 1
            cell = row[index]
            if cell is not None:
                write(last, place, cell)
            place += 1
    sheet.autofilter(0, 0, last, len(headers) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _is_shown(column: Column, plans: int) -> bool:
    return not (column.name.endswith(tuple(HIDDEN)) or (column.name == "plan_id" and plans == 1))


def _held(rows: Iterator[Any]) -> Iterator[Any]:
    """Stop at the last row that a sheet can hold."""
    for count, row in enumerate(rows, 2):
        if count > MAX_ROWS:
            return
        yield row


def _widths(columns: Sequence[Column], fiche_at: int | None) -> list[int]:
    widths = [WIDE.get(column.name, 14 if column.kind is not Kind.STRING else 20) for column in columns]
    if fiche_at is not None:
        widths.insert(fiche_at, 40)
    return widths


def _writer(sheet: Any, column: Column, formats: dict[str, Any]) -> Callable[[int, int, Cell], Any]:
    """Give the function that writes a cell of a column."""
    if column.kind is Kind.DATE:

        def write_date(row: int, place: int, cell: Cell) -> None:
            if str(cell) < FIRST_DATE:
                sheet.write_string(row, place, str(cell), formats["plain"])
            else:
                sheet.write_datetime(row, place, date.fromisoformat(str(cell)), formats["date"])

        return write_date
    if column.kind is Kind.BOOLEAN:
        return lambda row, place, cell: sheet.write_string(row, place, "oui" if cell else "non", formats["plain"])
    if column.kind in (Kind.INTEGER, Kind.NUMBER):
        style = formats[
            "ratio" if column.name.endswith("ratio") else "money" if column.kind is Kind.NUMBER else "plain"
        ]
        return lambda row, place, cell: sheet.write_number(row, place, cell, style)
    if column.enum is not None:
        words = WORDS[column.enum]
        return lambda row, place, cell: sheet.write_string(row, place, words[str(cell)], formats["plain"])
    style = formats["text" if column.name in WIDE else "plain"]
    return lambda row, place, cell: sheet.write_string(row, place, _joined(cell)[:MAX_CELL], style)


def _joined(cell: Cell) -> str:
    """Give a text as it is, a list with commas, identifiers as `insee : 13055`."""
    if isinstance(cell, dict):
        return ", ".join(f"{name} : {value}" for name, value in cell.items())
    return ", ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
