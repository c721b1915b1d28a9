"""`fiches corrections …`: what reviews teach: counts, gold, training data, words."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.terminal import AsJson, Debug, Ner, Quiet, print_json, say, sentences, shown
from pipeline.errors import FichesError
from pipeline.options import Options

if TYPE_CHECKING:
    from pipeline.learn.reviewed import Reviewed
    from pipeline.learn.stats import Row

app = typer.Typer(help="Learn from reviews: what was corrected, gold, training data, words.", no_args_is_help=True)

Sources = Annotated[
    list[Path], typer.Argument(help="Sources with corrections beside them, or folders of them.", readable=False)
]


@app.command()
def stats(
    sources: Sources,
    ner: Ner = "ours",
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Say which rules and labels were corrected most."""
    with sentences(debug=debug):
        from pipeline.learn.stats import count_corrections

        rows = count_corrections(_reviewed(sources, ner))
        if as_json:
            print_json([asdict(row) for row in rows])
        else:
            _table(rows)


@app.command()
def to_gold(
    source: Annotated[
        Path, typer.Argument(help="A source of which every fiche and diagnostic was reviewed.", readable=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="The gold to write.", readable=False)],
    ner: Ner = "ours",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Turn a fully reviewed plan into gold for `fiches eval`."""
    with sentences(debug=debug):
        from pipeline.learn.gold import to_gold as make
        from pipeline.learn.gold import with_floor
        from pipeline.learn.reviewed import read_reviewed
        from pipeline.write.atomic import replacing

        gold = make(read_reviewed(source, Options(ner=ner)))
        floor = out.with_name("floor.toml")
        floors = with_floor(floor.read_text(encoding="utf-8") if floor.exists() else "", out.stem)
        with replacing(floor) as ready:
            ready.write_text(floors, encoding="utf-8")
        with replacing(out) as ready:
            ready.write_text(json.dumps(gold, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        if not quiet:
            say(f"{shown(out)}: written")


@app.command()
def to_training(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", help="The file to write, in spaCy's DocBin format.", readable=False)],
    ner: Ner = "ours",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Turn accepted fiches into spaCy training data for the entity model."""
    with sentences(debug=debug):
        from pipeline.learn.training import docbin, training_lines
        from pipeline.write.atomic import replacing

        lines = training_lines(_reviewed(sources, ner))
        if not lines:
            raise FichesError("not-reviewed", "no fiche there was accepted as a whole; do so with `fiches review`")
        with replacing(out) as ready:
            ready.write_bytes(docbin(lines))
        if not quiet:
            names = sum(len(line.names) for line in lines)
            say(f"{shown(out)}: {len(lines)} lines, {names} names")


@app.command()
def to_vocabulary(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", help="The vocabulary to extend.", readable=False)] = Path(
        "source/vocabulary.toml"
    ),
    ner: Ner = "ours",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Add confirmed organisations and labels to a vocabulary; what it says already stays as it is."""
    with sentences(debug=debug):
        from pipeline.learn.words import confirmed_words, extend_file

        count = extend_file(out, confirmed_words(_reviewed(sources, ner)))
        if not quiet:
            say(f"{shown(out)}: {count} new words")


def _reviewed(sources: list[Path], ner: str) -> "list[Reviewed]":
    from pipeline.learn.reviewed import read_reviewed, with_corrections

    return [read_reviewed(source, Options(ner=ner)) for source in with_corrections(sources)]


def _table(rows: "list[Row]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    counts = ("corrected", "changed", "deleted", "added", "accepted", "read")
    for column in counts:
        table.add_column(column, justify="right", no_wrap=True)
    for column in ("family", "origin", "label"):
        table.add_column(column, no_wrap=True)
    for row in rows:
        values: list[Any] = [str(getattr(row, name)) for name in counts]
        table.add_row(*values, row.family, row.origin, Text(shown(row.label)))
    Console(width=200).print(table)
