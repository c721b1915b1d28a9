"""Write plans as a Frictionless Data Package: one CSV file a table and `datapackage.json` with a Table Schema for each.

Text files have no empty text beside null: both are an empty cell. A cell that a spreadsheet would run is made inert by
an apostrophe in front, which `inert` puts and `restored` takes away again.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.write.atomic import replacing
from pipeline.write.load import LoadedPlan
from pipeline.write.tables import TABLES, Cell, Column, ForeignKey, Kind, Row, Table

DESCRIPTOR = "datapackage.json"

# OWASP's list: a spreadsheet takes these for the start of a formula, their full-width forms too. An apostrophe that is
# printed before one of them gets another one, so that taking one away always gives what was printed.
_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def inert(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _RUNS.match(text) else text


def restored(cell: str) -> str:
    """Give back the text that `inert` was given."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def write_package(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write the package into a folder; the descriptor comes last, so that it never describes what is not there."""
    resources = []
    for table in TABLES:
        path = out / f"{table.name}.csv"
        with replacing(path) as ready:
            with ready.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(column.name for column in table.columns)
                for loaded in plans:
                    writer.writerows(_cells(table, table.rows(loaded.plan)))
            resources.append(_resource(table, ready, path.name))
    with replacing(out / DESCRIPTOR) as ready:
        ready.write_text(json.dumps(_package(plans, resources), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _cells(table: Table, rows: Iterable[Row]) -> Iterable[list[str | int]]:
    plain = [column.kind is not Kind.STRING or column.enum is not None for column in table.columns]
    for row in rows:
        yield [_cell(cell, bare) for cell, bare in zip(row, plain, strict=True)]


def _cell(cell: Cell, plain: bool) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if plain else inert(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return cell
    return repr(cell) if isinstance(cell, float) else json.dumps(cell, ensure_ascii=False)


def _package(plans: Sequence[LoadedPlan], resources: list[dict[str, Any]]) -> dict[str, Any]:
    titles = [loaded.plan.title or loaded.plan.id for loaded in plans]
    name = plans[0].plan.id if len(plans) == 1 else "plans"
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": ", ".join(titles),
        "description": "Fiches extracted from action plans, one table a kind of value. An apostrophe before =, +, - or "
        "@ at the start of a cell is not printed in the plan: it keeps spreadsheets from running the cell.",
        "sources": [{"title": loaded.plan.source.file} for loaded in plans],
        "resources": resources,
    }


def _resource(table: Table, written: Path, path: str) -> dict[str, Any]:
    with written.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [_reference(table, link) for link in table.foreign_keys]
    return schema


def _reference(table: Table, link: ForeignKey) -> dict[str, Any]:
    """Describe a foreign key.

    Frictionless takes a key of several columns for missing only when all are empty, and `plan_id` never is: where a
    reference may be null, the column that may be empty stands alone. It is then looked for in all plans; that it is
    in the right one, `load_plan` has seen to.
    """
    empty = {column.name for column in table.columns if not column.required}
    pairs = list(zip(link.columns, link.target, strict=True))
    pairs = [pair for pair in pairs if pair[0] in empty] or pairs
    return {
        "fields": [column for column, _ in pairs],
        "reference": {
            "resource": "" if link.table == table.name else link.table.replace("_", "-"),
            "fields": [target for _, target in pairs],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": column.kind.value,
        "title": column.title,
        "description": column.description,
    }
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.enum is not None:
        constraints["enum"] = [member.value for member in column.enum]
    return {**described, "constraints": constraints} if constraints else described
