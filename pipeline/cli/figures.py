"""`fiches figures`: every plan that has a gold extracted and scored, and compared with the last committed figures."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.terminal import DONE, FAILED, Debug, load_json, say, sentences
from pipeline.errors import FichesError

if TYPE_CHECKING:
    from pipeline.evaluate import Change, GoldPlan, Report

# Where the layouts of a folder's plans are said, and below which F1 their families may not fall.
_LAYOUTS, _FLOOR = "layouts.toml", "floor.toml"


def figures(
    folders: Annotated[list[Path], typer.Argument(help="Folders that hold golds, NAME.json.", readable=False)],
    sources: Annotated[
        Path, typer.Option("--sources", help="Where plans stand that are not beside their gold.", readable=False)
    ] = Path("source"),
    last: Annotated[Path, typer.Option("--last", help="The figures to compare with.", readable=False)] = Path(
        "tests/gold/figures.toml"
    ),
    write: Annotated[bool, typer.Option("--write", help="Write the figures of this run there.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print every wrong value.")] = False,
    debug: Debug = False,
) -> None:
    """Extract and score every plan with a gold: by family, by plan, what was gained and lost since the last figures."""
    from pipeline.evaluate import evaluate_corpus, figures_text, find_golds, format_plans, format_table
    from pipeline.read import SUFFIXES

    with sentences(debug=debug):
        plans = list(find_golds(folders, sources, sorted(SUFFIXES)))
        report = evaluate_corpus((each.name, load_json(each.gold), _extracted(each)) for each in plans)
        layouts = {name: said for folder in folders for name, said in _layouts(folder / _LAYOUTS).items()}
        print(format_table(report), format_plans(report, layouts), sep="\n\n")
        if errors:
            print()
            for each in report.errors:
                print(f"{each.file}: {each.family}: {each.kind}: {each.fiche_id or '-'}: {each.value}")
        _print_changes(report, last)
        if write:
            last.write_text(figures_text(report), encoding="utf-8")
        low = _below(plans, report)
    for sentence in low:
        say(f"fiches: {sentence}")
    raise typer.Exit(FAILED if low else DONE)


def _extracted(plan: "GoldPlan") -> dict[str, object]:
    from pipeline.read import read_document
    from pipeline.run import extract_document

    try:
        # a plan in which no fiche is found has a score too
        extracted = extract_document(read_document(plan.source)).plan
        document: dict[str, object] = json.loads(extracted.model_dump_json(by_alias=True))
    except FichesError as error:
        raise FichesError(error.code, f"{plan.source}: {error}") from error
    return document


def _layouts(path: Path) -> Mapping[str, str]:
    if not path.exists():
        return {}
    try:
        return {name: str(said) for name, said in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FichesError("layouts-unreadable", f"{path}: cannot be read ({error}); correct or remove it") from error


def _print_changes(report: "Report", last: Path) -> None:
    """Print what this run gained and lost; plans whose gold has changed since are named instead."""
    from pipeline.evaluate import compare_plans, read_figures

    if not last.exists():
        return
    changes, unknown = compare_plans(read_figures(last), report)
    for name in unknown:
        print(f"\n{name}: not compared, it is new or its gold has changed")
    gained = _told(changes, "gains")
    lost = _told(changes, "losses")
    print(f"\ngained since {last}: {len(gained)}, lost: {len(lost)}")
    for sign, lines in (("+", gained), ("-", lost)):
        for line in lines:
            print(f"{sign} {line}")


def _told(changes: "Mapping[str, Change]", which: str) -> list[str]:
    return [
        f"{each.file}: {family}: {each.kind}: {each.fiche_id or '-'}: {each.value}"
        for family, change in changes.items()
        for each in getattr(change, which)
    ]


def _below(plans: "Sequence[GoldPlan]", report: "Report") -> list[str]:
    from pipeline.evaluate import below_floor, read_floor

    return [
        f"{each.name}: {sentence}"
        for each in plans
        for sentence in below_floor(report.files[each.name], read_floor(each.gold.parent / _FLOOR, each.name))
    ]
