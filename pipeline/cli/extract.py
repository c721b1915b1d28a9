"""`fiches extract`: plans in, JSON and canonical texts out."""

import os
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.explain import explained
from pipeline.cli.progress import page_bar
from pipeline.cli.terminal import (
    DONE,
    FAILED,
    MISUSED,
    AsJson,
    Debug,
    Places,
    Quiet,
    Vocabulary,
    checked,
    print_json,
    say,
    shown,
)
from pipeline.errors import FichesError
from pipeline.options import Options

if TYPE_CHECKING:
    from pipeline.model import Plan

# How codes begin that say what is wrong with the model that --ner names, not with a plan.
_OF_MODELS = "model-"
# Wider than any name: it is the terminal that folds a line, never the table a column.
_WIDE = 10_000


def _plan_files(paths: Sequence[Path]) -> Iterator[tuple[Path, FichesError | None]]:
    """Give the files named, and those of the folders named that a reader knows, in name order, each once."""
    from pipeline.read import SUFFIXES

    seen: set[str] = set()
    for path in paths:
        error: FichesError | None = None
        files = [path]
        if os.path.isdir(path):  # noqa: PTH112 - says no where the method raises: a name too long
            try:
                files = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.name[0] != ".")
            except OSError as reason:
                files, error = [], FichesError("unreadable", f"cannot be listed ({reason.strerror}); check your access")
            files = [p for p in files if not os.path.isdir(p)]  # noqa: PTH112
            if not files:
                known = ", ".join(sorted(SUFFIXES))
                yield path, error or FichesError("no-plan", f"holds no plan; put a file there that ends in {known}")
        for file in files:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file, None


def extract(
    sources: Annotated[list[Path], typer.Argument(help="Plans (files), or folders that hold them.", readable=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder for NAME.json and NAME.txt.", readable=False)] = Path(
        "out"
    ),
    ner: Annotated[
        str,
        typer.Option(
            metavar="MODEL",
            help="How names in running text are read: `ours`, an installed spaCy pipeline, the path of one, "
            "several joined by `+`, or `none` for the rules alone.",
        ),
    ] = "ours",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which headings were tried for fiches, and why each was taken or not.")
    ] = False,
    vocabulary: Vocabulary = None,
    places: Places = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read the pages of a PDF file that are pictures, with Tesseract.")
    ] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Extract plans: read, split, extract, resolve, check, write."""
    from pipeline.run import NoFicheError, extract_to

    options = checked(Options(ner=ner, vocabulary=vocabulary, places=places, ocr=ocr), debug=debug)
    rows: list[dict[str, Any]] = []
    failed = False
    found = list(_plan_files(sources))
    protected = {os.path.realpath(path) for path, _ in found}
    names: dict[str, Path] = {}
    for path, wrong in found:
        try:
            if wrong is not None:
                raise wrong
            twin = names.setdefault(path.stem.casefold(), path)
            if twin is not path:
                raise FichesError("same-name", f"would be written over the result of {twin}; rename one of them")
            for result in (out / f"{path.stem}.json", out / f"{path.stem}.txt"):
                if os.path.realpath(result) in protected:
                    raise FichesError(
                        "over-source", f"would be written over {result}; choose another folder with --out"
                    )
            with page_bar(shown(path.name), quiet=quiet) as progress:
                extraction = extract_to(path, out, options, progress)
        except Exception as reason:  # noqa: BLE001  # a defect met in one file must not cost the others
            error = _explained(reason)
            failed = True
            say(f"fiches: {shown(path)}: {shown(str(error))}")
            if debug:
                traceback.print_exc()
            rows.append({"source": str(path), "error": {"code": error.code, "message": str(error)}})
            if explain and isinstance(error, NoFicheError):
                rows[-1] |= explained(path, error.families)
            if error.code.startswith(_OF_MODELS):
                break  # no file can be read with it
            continue
        plan = extraction.plan
        failed = failed or any(diagnostic.severity == "error" for diagnostic in plan.diagnostics)
        rows.append({"source": str(path), **_summary(plan)})
        if explain:
            rows[-1] |= explained(path, extraction.families)
    if as_json:
        print_json(rows)
    if not quiet:
        _table(rows)
    misused = all(wrong is not None for _, wrong in found) or any(
        row.get("error", {}).get("code", "").startswith(_OF_MODELS) for row in rows
    )
    raise typer.Exit(MISUSED if misused else FAILED if failed else DONE)


def _explained(reason: Exception) -> FichesError:
    if isinstance(reason, FichesError):
        return reason
    kind = f"{type(reason).__name__}: {reason}".partition("\n")[0][:200]
    return FichesError("defect", f"met a defect of this program ({kind}); report it with what --debug shows")


def _summary(plan: "Plan") -> dict[str, Any]:
    fiches = plan.fiches
    return {
        "fiches": len(fiches),
        "referents": sum(len(fiche.referents) for fiche in fiches),
        "dates": sum(len(fiche.dates) for fiche in fiches),
        "partners": sum(len(fiche.partners) for fiche in fiches),
        "funding": sum(len(fiche.funding) for fiche in fiches),
        "diagnostics": len(plan.diagnostics),
        "errors": sum(diagnostic.severity == "error" for diagnostic in plan.diagnostics),
        "coverage": plan.coverage.ratio,
    }


def _table(rows: Sequence[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    done = [row for row in rows if "error" not in row]
    if not done:
        return
    columns = ["fiches", "referents", "dates", "partners", "funding", "diagnostics", "coverage"]
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    # Last, as in `wc`: a long name runs over the edge and folds no column.
    table.add_column("plan", no_wrap=True)
    for row in done:
        cells = {**row, "coverage": f"{row['coverage']:.1%}"}
        table.add_row(*(str(cells[column]) for column in columns), Text(shown(Path(row["source"]).name)))
    Console(stderr=True, width=_WIDE).print(table)
