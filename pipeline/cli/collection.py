"""The commands for many plans as one: `fiches merge`, `fiches search`."""

import contextlib
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from pipeline.cli.stopping import stoppable
from pipeline.cli.terminal import MISUSED, AsJson, Debug, Quiet, print_json, say, sentences, shown

if TYPE_CHECKING:
    from collections.abc import Generator

    from rich.text import Text

    from pipeline.collection.merge import Merged
    from pipeline.collection.passage import Passage
    from pipeline.collection.search import Answer

_SHOWN = 400  # characters of a passage on a terminal
_BEFORE = 100  # of these, before the first place that answers


def merge(
    batches: Annotated[list[Path], typer.Argument(help="Folders that `fiches batch` wrote.", readable=False)],
    out: Annotated[
        Path, typer.Option("--out", help="The collection's folder, replaced when it is there.", readable=False)
    ],
    quiet: Quiet = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Join batches into one collection: JSON Lines, Parquet, DuckDB, with names that are one across plans."""
    with sentences(debug=debug, code=MISUSED):
        from pipeline.collection.merge import merge as merge_batches

        with stoppable(out, kept="nothing was changed there, give the same command again"):
            last = _watch(merge_batches(batches, out), quiet=quiet)
    if as_json:
        counts = {"plans": last.plans, "fiches": last.fiches, "entities": last.entities, "repeated": last.repeated}
        print_json([{**counts, "out": str(out)}])
    if not quiet:
        twice = f", {_counted(last.repeated, 'document')} met again and left out" if last.repeated else ""
        entities = "1 entity" if last.entities == 1 else f"{last.entities} entities"
        say(f"{shown(out)}: {_counted(last.plans, 'plan')}, {_counted(last.fiches, 'fiche')}, {entities}{twice}")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _watch(states: "Generator[Merged, None, None]", *, quiet: bool) -> "Merged":
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with contextlib.closing(states), Progress(console=console, disable=quiet or not console.is_terminal) as bar:
        last = next(states)
        task = bar.add_task("", total=last.total)
        for last in states:
            bar.update(task, completed=last.plans)
    return last


class SearchCommand(TyperCommand):
    """A command to which `-word` is no option, and which says how it is written as what no fiche may have."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments, but for a word with a hyphen where only options can begin with one."""
        valued = {
            name for parameter in self.params for name in parameter.opts if not getattr(parameter, "is_flag", False)
        }
        before = ""
        for argument in args:
            if argument == "--":
                break
            if argument[0:1] == "-" and argument[1:2] not in {"", "-"} and before not in valued:
                say(
                    f"fiches: {shown(argument)}: is no option; to leave out fiches with a word, write -- before all "
                    f"words, as in: fiches search COLLECTION -- wanted {shown(argument)}"
                )
                raise typer.Exit(MISUSED)
            before = argument
        return super().parse_args(ctx, args)


def search(
    collection: Annotated[Path, typer.Argument(help="A folder that `fiches merge` wrote.", readable=False)],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="Words that a fiche must have, in any form; '\"in this order\"'; -word for what it must not have, "
            "with -- before all words: COLLECTION -- wanted -unwanted."
        ),
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="A person, or words of the name.")] = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", help="A body: name, acronym, or words of the name.")
    ] = None,
    funder: Annotated[str | None, typer.Option("--funder", help="A body that pays.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="A date on or after: 2024, 2024-03, 2024-03-15.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="A date on or before.")] = None,
    least: Annotated[
        float | None, typer.Option("--min-amount", metavar="EUROS", help="A sum of at least this.")
    ] = None,
    most: Annotated[float | None, typer.Option("--max-amount", metavar="EUROS", help="A sum of at most this.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many fiches at most.")] = 20,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Find fiches of a collection, in French: by words, people, bodies, dates, sums; the best first."""
    with sentences(debug=debug, code=MISUSED):
        from pipeline.collection.question import ask
        from pipeline.collection.search import search as search_collection

        question = ask(
            " ".join(words or ()), person=person, organisation=organisation, funder=funder, since=since, until=until,
            least=least, most=most,
        )  # fmt: skip
        answers = search_collection(collection, question, limit)
    if as_json:
        print_json([asdict(answer) for answer in answers])
        return
    _print_answers(answers)
    if not answers:
        say("nothing found")


def _print_answers(answers: "list[Answer]") -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False)
    for answer in answers:
        year = f" ({answer.year})" if answer.year else ""
        page = f", page {answer.passage.page}" if answer.passage.page else ""
        head = Text(shown(answer.title or answer.fiche_id), style="bold")
        place = f"  {answer.plan_title or answer.file}{year} · {answer.plan_id}/{answer.fiche_id}{page}"
        console.print(head, Text(shown(place)), Text("  ").append(_highlighted(answer.passage)), "", sep="\n")


def _highlighted(passage: "Passage") -> "Text":
    from rich.text import Text

    first = passage.marks[0].start if passage.marks else passage.start
    long = passage.end - passage.start > _SHOWN
    start = max(passage.start, first - _BEFORE) if long else passage.start
    end = min(passage.end, start + _SHOWN)
    line = Text("… " if start > passage.start else "")
    position = start
    for mark in passage.marks:
        if position <= mark.start and mark.end <= end:
            for stop, style in ((mark.start, ""), (mark.end, "reverse")):
                piece = passage.text[position - passage.start : stop - passage.start]
                line.append(shown(re.sub(r"\s+", " ", piece)), style=style)
                position = stop
    line.append(shown(re.sub(r"\s+", " ", passage.text[position - passage.start : end - passage.start])))
    return line.append(" …" if end < passage.end else "")
