"""The commands that look at results: `fiches validate`, `fiches eval`; and `fiches schema`, what they are held to."""

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import DONE, FAILED, MISUSED, Debug, Quiet, load_json, say, sentences, shown
from pipeline.errors import FichesError


def validate(
    files: Annotated[list[Path], typer.Argument(help="Plans as JSON.", readable=False)],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say whether JSON files hold to the contract, and where they do not."""
    from pipeline.check.schema import schema_errors

    failed = False
    for path in files:
        try:
            plan = load_json(path)
            errors = list(schema_errors(plan))
        except FichesError as error:
            if debug:
                traceback.print_exc()
            errors = [str(error)]
        for message in errors[:20]:
            say(f"fiches: {shown(path)}: {shown(message)}")
        if len(errors) > 20:
            say(f"fiches: {shown(path)}: and {len(errors) - 20} more")
        if not errors and not quiet:
            say(f"{shown(path)}: valid")
        failed = failed or bool(errors)
    raise typer.Exit(FAILED if failed else DONE)


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="The plan as a person annotated it.", readable=False)],
    out: Annotated[Path, typer.Argument(help="The plan as `fiches extract` wrote it.", readable=False)],
    errors: Annotated[bool, typer.Option("--errors", help="Print every wrong value.")] = False,
    debug: Debug = False,
) -> None:
    """Score a plan against a gold one: precision, recall and F1 a family; fail below the gold's committed floor."""
    from pipeline.evaluate import below_floor, evaluate, format_table, read_floor

    with sentences(debug=debug, code=MISUSED):
        with _naming(out):
            read = load_json(out)
        with _naming(gold):
            report = evaluate(load_json(gold), read)
            floor = read_floor(gold.parent / "floor.toml", gold.stem)
    print(format_table(report))
    if errors:
        for each in report.errors:
            print(f"{each.family}: {each.kind}: {each.fiche_id or '-'}: {each.value}")
    low = below_floor(report, floor)
    for sentence in low:
        say(f"fiches: {sentence}")
    raise typer.Exit(FAILED if low else DONE)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Put the file that is being read in front of what is said of it."""
    try:
        yield
    except FichesError as error:
        raise FichesError(error.code, f"{path}: {error}") from error


def schema(
    out: Annotated[Path, typer.Option("--out", help="Folder that gets schemas/ and docs/.", readable=False)] = Path(),
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
                say(f"fiches: {path} is not what the models say; run `fiches schema`")
        except OSError as error:
            say(f"fiches: {path}: {error.strerror}; choose another place with --out")
            raise typer.Exit(MISUSED) from error
    raise typer.Exit(FAILED if stale else DONE)
