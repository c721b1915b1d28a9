"""The command line: the only place that prints.

Results go to files; the summary and every message go to standard error, `--json` puts a machine's summary on
standard output. Exit codes: 0 done, 1 done with errors in a plan, 2 wrong use.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import FichesError

if TYPE_CHECKING:
    from pipeline.model import Plan

DONE, FAILED, MISUSED = 0, 1, 2

app = typer.Typer(
    help="Turn French action plans made of fiches into validated JSON in which every value knows where it was read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Ner(StrEnum):
    """How names in running text are read."""

    OURS = "ours"
    NONE = "none"


Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary for machines on standard output.")]


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _sources(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the files named, and those of the folders named that a reader knows, in name order."""
    from pipeline.read import SUFFIXES

    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES and p.name[0] != "."
            )
        else:
            yield path


@app.command()
def extract(
    sources: Annotated[list[Path], typer.Argument(help="Plans (files), or folders that hold them.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for NAME.json and NAME.txt.")] = Path("out"),
    ner: Annotated[
        Ner, typer.Option(help="Names in running text: `ours` reads them, `none` leaves them out.")
    ] = Ner.OURS,
    quiet: Quiet = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Extract plans: read, split, extract, resolve, check, write."""
    from pipeline.run import extract_to

    rows: list[dict[str, Any]] = []
    failed = False
    files = list(_sources(sources))
    if not files:
        _say(f"fiches: no plan in {', '.join(map(str, sources))}; put a .txt or .md file there")
        raise typer.Exit(MISUSED)
    names: dict[str, Path] = {}
    for path in files:
        twin = names.setdefault(path.stem.casefold(), path)
        try:
            if twin is not path:
                raise FichesError("same-name", f"would be written over the result of {twin}; rename one of them")
            plan = extract_to(path, out, ner=ner)
        except FichesError as error:
            if debug:
                raise
            failed = True
            _say(f"fiches: {path}: {error}")
            rows.append({"source": str(path), "error": {"code": error.code, "message": str(error)}})
            continue
        failed = failed or any(diagnostic.severity == "error" for diagnostic in plan.diagnostics)
        rows.append({"source": str(path), **_summary(plan)})
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    if not quiet:
        _table(rows)
    raise typer.Exit(FAILED if failed else DONE)


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

    done = [row for row in rows if "error" not in row]
    if not done:
        return
    columns = ["fiches", "referents", "dates", "partners", "funding", "diagnostics", "coverage"]
    table = Table(box=None, pad_edge=False)
    table.add_column("plan", overflow="fold")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for row in done:
        shown = {**row, "coverage": f"{row['coverage']:.1%}"}
        table.add_row(Path(row["source"]).name, *(str(shown[column]) for column in columns))
    Console(stderr=True).print(table)


@app.command()
def validate(
    files: Annotated[list[Path], typer.Argument(help="Plans as JSON.")],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say whether JSON files hold to the contract, and where they do not."""
    from pipeline.check.schema import schema_errors

    failed = False
    for path in files:
        try:
            plan = _load(path)
            errors = list(schema_errors(plan))
        except FichesError as error:
            if debug:
                raise
            errors = [str(error)]
        for message in errors[:20]:
            _say(f"fiches: {path}: {message}")
        if len(errors) > 20:
            _say(f"fiches: {path}: and {len(errors) - 20} more")
        if not errors and not quiet:
            _say(f"{path}: valid")
        failed = failed or bool(errors)
    raise typer.Exit(FAILED if failed else DONE)


def _load(path: Path) -> dict[str, Any]:
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FichesError(
            "unreadable", f"cannot be read ({error.strerror}); check the path and your access to it"
        ) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FichesError("not-json", f"is no JSON ({error}); give a file that `fiches extract` wrote") from error
    if not isinstance(plan, dict):
        raise FichesError("not-a-plan", "holds no plan; give a file that `fiches extract` wrote")
    return plan


@app.command()
def schema(
    out: Annotated[Path, typer.Option("--out", help="Folder that gets schemas/ and docs/.")] = Path(),
    check: Annotated[bool, typer.Option("--check", help="Only say whether these files are up to date.")] = False,
) -> None:
    """Write the JSON Schema of the output and its description, both from the models."""
    from pipeline.check.schema import output_page, schema_text

    stale = False
    for path, text in ((out / "schemas/plan.schema.json", schema_text()), (out / "docs/output.md", output_page())):
        try:
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            elif not path.exists() or path.read_text(encoding="utf-8") != text:
                stale = True
                _say(f"fiches: {path} is not what the models say; run `fiches schema`")
        except OSError as error:
            _say(f"fiches: {path}: {error.strerror}; choose another place with --out")
            raise typer.Exit(MISUSED) from error
    raise typer.Exit(FAILED if stale else DONE)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
