"""All formats by name: what `fiches export` offers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FichesError
from pipeline.write.csv_package import write_package
from pipeline.write.formats import Format
from pipeline.write.ics import write_calendar
from pipeline.write.jsonl import write_lines
from pipeline.write.jsonld import write_jsonld
from pipeline.write.load import LoadedPlan, uncollected
from pipeline.write.parquet import write_parquet
from pipeline.write.sql import write_duckdb, write_sqlite
from pipeline.write.tet import write_tet
from pipeline.write.xlsx import write_workbook


class ExportError(FichesError):
    """An export that cannot be made."""


@dataclass(frozen=True, slots=True)
class _Writer:
    write: Callable[[Sequence[LoadedPlan], Path], None]
    suffix: str | None  # None: the export is a folder


_WRITERS = {
    Format.CSV: _Writer(write_package, None),
    Format.XLSX: _Writer(write_workbook, ".xlsx"),
    Format.TET: _Writer(write_tet, "-tet.xlsx"),
    Format.ICS: _Writer(write_calendar, ".ics"),
    Format.JSONL: _Writer(write_lines, ".jsonl"),
    Format.PARQUET: _Writer(write_parquet, None),
    Format.SQLITE: _Writer(write_sqlite, ".sqlite"),
    Format.DUCKDB: _Writer(write_duckdb, ".duckdb"),
    Format.JSONLD: _Writer(write_jsonld, ".jsonld"),
}


def export(name: str, plans: Sequence[LoadedPlan], out: Path) -> Path:
    """Export plans.

    Args:
        name: a `Format`.
        plans: what `load_plans` gives.
        out: the file to write; for `csv` and `parquet` the folder; for the others, a folder that is there gets the
            file under the plan's name.

    Returns:
        the file or folder written.

    Raises:
        ExportError: when there is no such format, no plan, or a file where a folder is needed.
        MissingLibraryError: when the format needs a library that is not installed.
        WriteError: when the place cannot be written.
    """
    try:
        writer = _WRITERS[Format(name)]
    except ValueError as error:
        raise ExportError("no-such-format", f"no format « {name} »; choose one of {', '.join(Format)}") from error
    if not plans:
        raise ExportError("no-plan", "no plan to export; name a file that `fiches extract` wrote")
    if writer.suffix is None:
        if out.exists() and not out.is_dir():
            raise ExportError("not-a-folder", f"{out} is a file where {name} writes a folder; choose another --out")
    elif out.is_dir():
        out = out / f"{plans[0].plan.id if len(plans) == 1 else 'plans'}{writer.suffix}"
    with uncollected():
        writer.write(plans, out)
    return out
