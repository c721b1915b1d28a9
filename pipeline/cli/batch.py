"""`fiches batch`: thousands of plans, in shards that are done once."""

import contextlib
import os
from collections.abc import Generator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.stopping import stoppable
from pipeline.cli.terminal import (
    DONE,
    FAILED,
    MISUSED,
    AsJson,
    Debug,
    Ner,
    Places,
    Quiet,
    Vocabulary,
    checked,
    print_json,
    say,
    sentences,
    shown,
)
from pipeline.errors import FichesError
from pipeline.options import Options

if TYPE_CHECKING:
    from pipeline.batch.engines import Engine as Run
    from pipeline.batch.run import Progress
    from pipeline.batch.store import Part


class Engine(StrEnum):
    """Where shards are read."""

    LOCAL = "local"
    DASK = "dask"


_CORES = os.cpu_count() or 1

Sources = Annotated[list[str], typer.Argument(help="Folders, globs, files, or manifests (CSV, JSONL) with `path`.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for shards, manifest and quarantine.", readable=False)]
Where = Annotated[Engine, typer.Option("--engine", help="Processes of this machine, or a Dask cluster.")]
Scheduler = Annotated[
    str, typer.Option("--scheduler", metavar="ADDRESS", help="Of the scheduler, for --engine dask: tcp://HOST:8786.")
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Reading processes of --engine local.")]
ShardOf = Annotated[
    str, typer.Option("--shard", metavar="K/N", help="Read every N-th shard from the K-th on, for job arrays.")
]
Ocr = Annotated[bool, typer.Option("--ocr", help="As for `extract`.")]
Seconds = Annotated[int, typer.Option("--seconds", min=1, help="Time limit of a document.")]
Megabytes = Annotated[int, typer.Option("--megabytes", min=500, help="Memory limit of a document, model included.")]
Retry = Annotated[bool, typer.Option("--retry", help="Read again what is in quarantine.")]


def batch(
    sources: Sources,
    out: Out,
    engine: Where = Engine.LOCAL,
    scheduler: Scheduler = "",
    workers: Workers = _CORES,
    shard: ShardOf = "1/1",
    ner: Ner = "ours",
    places: Places = None,
    ocr: Ocr = False,
    seconds: Seconds = 300,
    megabytes: Megabytes = 4000,
    retry: Retry = False,
    vocabulary: Vocabulary = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Extract many plans: what is done is not done again, what fails costs only itself."""
    with sentences(debug=debug, code=MISUSED):
        from pipeline.batch.engines import dask, local
        from pipeline.batch.keys import fingerprint
        from pipeline.batch.run import run_batch
        from pipeline.batch.shard import Reading
        from pipeline.batch.sources import find_sources
        from pipeline.batch.store import part_name
        from pipeline.batch.supervisor import Limits

        vocabulary, places = (path and path.absolute() for path in (vocabulary, places))  # for workers elsewhere
        options = checked(Options(ner=ner, vocabulary=vocabulary, places=places, ocr=ocr), debug=debug)
        part = _part(shard)
        if scheduler and engine is Engine.LOCAL:
            raise FichesError("scheduler", f"--scheduler {scheduler}: is for a cluster; add --engine dask")
        run: Run = dask(scheduler) if engine is Engine.DASK else local(workers)
        reading = Reading(fingerprint(options), options, Limits(seconds, megabytes))
        with stoppable(out, kept="give the same command again, what is done is kept"):
            states = run_batch(find_sources(sources, out), out, reading, run, part=part, retry=retry)
            last = _watch(states, quiet=quiet)
    if as_json:
        print_json([{"files": last.total, "skipped": last.skipped, "failed": last.failed, "out": str(out)}])
    if not quiet:
        files = "1 file" if last.total == 1 else f"{last.total} files"
        listed = part_name("quarantine", part)
        say(f"{shown(out)}: {files}, {last.skipped} done before, {last.failed} without plan ({listed})")
    raise typer.Exit(FAILED if last.failed else DONE)


def _part(text: str) -> "Part":
    from pipeline.batch.store import Part

    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise FichesError("shard", f"--shard {text}: is no part of a whole; write K/N with K from 1 to N, as in 3/10")
    return Part(int(number), int(of))


def _watch(states: "Generator[Progress, None, None]", *, quiet: bool) -> "Progress":
    """Show a bar with rate, remaining time and failures on a terminal; give the last state."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.speed or (task.completed / task.elapsed if task.elapsed else 0)
            return Text(f"{speed:.1f}/s")

    shown_failures = TextColumn("{task.fields[failed]} failed")
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), shown_failures)
    console = Console(stderr=True)
    bar = Bar(*columns, console=console, disable=quiet or not console.is_terminal)
    with contextlib.closing(states), bar:
        last = next(states)
        task = bar.add_task("", total=last.total, failed=0)
        for last in states:
            bar.update(task, completed=last.through, failed=last.failed)
    return last
