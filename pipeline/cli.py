"""The command line: the only place that prints.

Results go to files; the summary and every message go to standard error, `--json` puts a machine's summary on
standard output. Exit codes: 0 done, 1 done with errors in a plan, 2 wrong use.
"""

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import FichesError

if TYPE_CHECKING:
    from pipeline.model import Plan

DONE, FAILED, MISUSED = 0, 1, 2
# What is wrong with the model that --ner names, not with a plan.
MODEL_CODES = ("model-missing", "model-damaged", "model-version", "model-without-ner")
# Wider than any name: it is the terminal that folds a line, never the table a column.
_WIDE = 10_000

app = typer.Typer(
    help="Turn French action plans made of fiches into validated JSON in which every value knows where it was read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary for machines on standard output.")]


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _shown(path: Path | str) -> str:
    """Give a path on one line, whatever its name holds."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(path))


def _sources(paths: Sequence[Path]) -> Iterator[tuple[Path, FichesError | None]]:
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


@app.command()
def extract(
    sources: Annotated[list[Path], typer.Argument(help="Plans (files), or folders that hold them.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for NAME.json and NAME.txt.")] = Path("out"),
    ner: Annotated[
        str,
        typer.Option(
            metavar="MODEL",
            help="How names in running text are read: `ours`, an installed spaCy pipeline, the path of one, "
            "several joined by `+`, or `none` for the rules alone.",
        ),
    ] = "ours",
    quiet: Quiet = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Extract plans: read, split, extract, resolve, check, write."""
    from pipeline.run import extract_to

    rows: list[dict[str, Any]] = []
    failed = False
    found = list(_sources(sources))
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
            plan = extract_to(path, out, ner=ner)
        except Exception as reason:  # noqa: BLE001  # a defect met in one file must not cost the others
            error = _explained(reason)
            failed = True
            _say(f"fiches: {_shown(path)}: {_shown(str(error))}")
            if debug:
                traceback.print_exc()
            rows.append({"source": str(path), "error": {"code": error.code, "message": str(error)}})
            if error.code in MODEL_CODES:
                break  # no file can be read with it
            continue
        failed = failed or any(diagnostic.severity == "error" for diagnostic in plan.diagnostics)
        rows.append({"source": str(path), **_summary(plan)})
    if as_json:
        _print_json(rows)
    if not quiet:
        _table(rows)
    misused = all(wrong is not None for _, wrong in found) or any(
        row.get("error", {}).get("code") in MODEL_CODES for row in rows
    )
    raise typer.Exit(MISUSED if misused else FAILED if failed else DONE)


def _explained(reason: Exception) -> FichesError:
    if isinstance(reason, FichesError):
        return reason
    kind = f"{type(reason).__name__}: {reason}".partition("\n")[0][:200]
    return FichesError("defect", f"met a defect of this program ({kind}); report it with what --debug shows")


def _print_json(rows: Sequence[dict[str, Any]]) -> None:
    try:
        print(json.dumps(rows, indent=2), flush=True)
    except OSError as error:
        # What is left to print would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _say(f"fiches: standard output: {error.strerror}; send it where it can be written")
        raise typer.Exit(FAILED) from error


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
        shown = {**row, "coverage": f"{row['coverage']:.1%}"}
        table.add_row(*(str(shown[column]) for column in columns), Text(_shown(Path(row["source"]).name)))
    Console(stderr=True, width=_WIDE).print(table)


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
                traceback.print_exc()
            errors = [str(error)]
        for message in errors[:20]:
            _say(f"fiches: {_shown(path)}: {_shown(message)}")
        if len(errors) > 20:
            _say(f"fiches: {_shown(path)}: and {len(errors) - 20} more")
        if not errors and not quiet:
            _say(f"{_shown(path)}: valid")
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
    except RecursionError as error:
        raise FichesError(
            "not-a-plan", "is nested too deep for a plan; give a file that `fiches extract` wrote"
        ) from error
    if not isinstance(plan, dict):
        raise FichesError("not-a-plan", "holds no plan; give a file that `fiches extract` wrote")
    return plan


class Format(StrEnum):
    """What plans can be exported to."""

    CSV = "csv"
    XLSX = "xlsx"
    TET = "tet"
    ICS = "ics"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    JSONLD = "jsonld"


@contextlib.contextmanager
def _sentences(*, debug: bool) -> Iterator[None]:
    """Turn what a user can act upon into one sentence and an exit code."""
    try:
        yield
    except FichesError as error:
        if debug:
            traceback.print_exc()
        _say(f"fiches: {_shown(str(error))}")
        raise typer.Exit(FAILED) from error


@app.command()
def export(
    format: Annotated[Format, typer.Argument(help="The format; `tet` is Territoires en Transitions' workbook.")],  # noqa: A002 - the word users see
    plans: Annotated[list[Path], typer.Argument(help="Plans as `fiches extract` wrote them.")],
    out: Annotated[Path, typer.Option("--out", help="File to write; folder for csv and parquet.")],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Export plans: tables, calendar, the State's platform, databases, linked data."""
    with _sentences(debug=debug):
        from pipeline.write.export import export as write_export
        from pipeline.write.load import load_plans

        made = write_export(format.value, load_plans(plans), out)
        if not quiet:
            _say(f"{_shown(made)}: written")


@app.command()
def report(
    plans: Annotated[list[Path], typer.Argument(help="Plans as `fiches extract` wrote them.")],
    out: Annotated[Path, typer.Option("--out", help="The page to write.")] = Path("out/report.html"),
    since: Annotated[
        Path | None, typer.Option("--since", help="An earlier plan to compare the first one with.")
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write one self-contained page, in French, that shows plans beside their source."""
    with _sentences(debug=debug):
        from pipeline.diff import diff_plans
        from pipeline.write.load import load_plan, load_plans
        from pipeline.write.report import write_report

        loaded = load_plans(plans)
        changed = diff_plans(load_plan(since).plan, loaded[0].plan) if since is not None else None
        write_report(loaded, out, changed)
        if not quiet:
            _say(f"{_shown(out)}: written")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The earlier plan.")],
    new: Annotated[Path, typer.Argument(help="The later plan.")],
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Say what changed from one plan to the next: fiches, people, partners, money, actions."""
    with _sentences(debug=debug):
        from pipeline.diff import diff_plans
        from pipeline.write.changes import changes_text
        from pipeline.write.load import load_plan

        changed = diff_plans(load_plan(old).plan, load_plan(new).plan)
        print(json.dumps(changed.as_json(), ensure_ascii=False, indent=2) if as_json else changes_text(changed), end="")


@app.command(name="eval")
def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="The plan as a person annotated it.")],
    out: Annotated[Path, typer.Argument(help="The plan as `fiches extract` wrote it.")],
    errors: Annotated[bool, typer.Option("--errors", help="Print every wrong value.")] = False,
    debug: Debug = False,
) -> None:
    """Score a plan against a gold one: precision, recall and F1 a family; fail below the gold's committed floor."""
    from pipeline.evaluate import below_floor, evaluate, format_table, read_floor

    try:
        report = evaluate(_load(gold), _load(out))
        floor = read_floor(gold.parent / "floor.toml", gold.stem)
    except FichesError as error:
        if debug:
            raise
        _say(f"fiches: {gold}: {error}")
        raise typer.Exit(MISUSED) from error
    print(format_table(report))
    if errors:
        for each in report.errors:
            print(f"{each.family}: {each.kind}: {each.fiche_id or '-'}: {each.value}")
    low = below_floor(report, floor)
    for sentence in low:
        _say(f"fiches: {sentence}")
    raise typer.Exit(FAILED if low else DONE)


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
