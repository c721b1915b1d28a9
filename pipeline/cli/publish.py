"""The commands that take extracted plans elsewhere: `fiches export`, `fiches report`, `fiches diff`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import AsJson, Debug, Quiet, say, sentences, shown
from pipeline.write.formats import Format


def export(
    format: Annotated[Format, typer.Argument(help="The format; `tet` is Territoires en Transitions' workbook.")],  # noqa: A002 - the word users see
    plans: Annotated[list[Path], typer.Argument(help="Plans as `fiches extract` wrote them.", readable=False)],
    out: Annotated[Path, typer.Option("--out", help="File to write; folder for csv and parquet.", readable=False)],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Export plans: tables, calendar, the State's platform, databases, linked data."""
    with sentences(debug=debug):
        from pipeline.write.export import export as write_export
        from pipeline.write.load import load_plans

        made = write_export(format.value, load_plans(plans), out)
        if not quiet:
            say(f"{shown(made)}: written")


def report(
    plans: Annotated[list[Path], typer.Argument(help="Plans as `fiches extract` wrote them.", readable=False)],
    out: Annotated[Path, typer.Option("--out", help="The page to write.", readable=False)] = Path("out/report.html"),
    since: Annotated[
        Path | None, typer.Option("--since", help="An earlier plan to compare the first one with.", readable=False)
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write one self-contained page, in French, that shows plans beside their source."""
    with sentences(debug=debug):
        from pipeline.diff import diff_plans
        from pipeline.write.load import load_plan, load_plans
        from pipeline.write.report import write_report

        loaded = load_plans(plans)
        changed = diff_plans(load_plan(since).plan, loaded[0].plan) if since is not None else None
        write_report(loaded, out, changed)
        if not quiet:
            say(f"{shown(out)}: written")


def diff(
    old: Annotated[Path, typer.Argument(help="The earlier plan.", readable=False)],
    new: Annotated[Path, typer.Argument(help="The later plan.", readable=False)],
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Say what changed from one plan to the next: fiches, people, partners, money, actions."""
    with sentences(debug=debug):
        from pipeline.diff import diff_plans
        from pipeline.write.changes import changes_text
        from pipeline.write.load import load_plan

        changed = diff_plans(load_plan(old).plan, load_plan(new).plan)
        print(json.dumps(changed.as_json(), ensure_ascii=False, indent=2) if as_json else changes_text(changed), end="")
