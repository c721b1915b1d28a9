"""What every command shares with the terminal: options, messages, exit codes.

Results go to files; summaries and messages go to standard error, `--json` puts a machine's summary on standard
output. Exit codes: 0 done, 1 done with errors in a plan, 2 wrong use.
"""

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import FichesError
from pipeline.options import Options

DONE, FAILED, MISUSED = 0, 1, 2

Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary for machines on standard output.")]
Places = Annotated[
    Path | None,
    typer.Option(
        "--places",
        metavar="FILE",
        help="The CSV of communes of the INSEE's Code officiel géographique: communes then get their INSEE code.",
        readable=False,
    ),
]
Vocabulary = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        metavar="FILE",
        help="Your own labels, headings and organisations (TOML); vocabulary.toml beside a plan is taken without it.",
        readable=False,
    ),
]
Ner = Annotated[str, typer.Option("--ner", metavar="MODEL", help="As for `extract`.")]


def say(message: str) -> None:
    """Print a message for a person."""
    print(message, file=sys.stderr)


def shown(path: Path | str) -> str:
    """Give a path on one line, whatever its name holds."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(path))


@contextlib.contextmanager
def sentences(*, debug: bool, code: int = FAILED) -> Iterator[None]:
    """Turn what a user can act upon into one sentence and an exit code."""
    try:
        yield
    except FichesError as error:
        if debug:
            traceback.print_exc()
        say(f"fiches: {shown(str(error))}")
        raise typer.Exit(code) from error


def print_json(rows: Sequence[dict[str, Any]]) -> None:
    """Print a summary for machines."""
    try:
        print(json.dumps(rows, indent=2), flush=True)
    except OSError as error:
        # What is left to print would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say(f"fiches: standard output: {error.strerror}; send it where it can be written")
        raise typer.Exit(FAILED) from error


def load_json(path: Path) -> dict[str, Any]:
    """Read a plan as plain JSON.

    Raises:
        FichesError: when it cannot be read, or is no JSON object.
    """
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


def checked(options: Options, *, debug: bool) -> Options:
    """Refuse, before any plan is read, models, a vocabulary or a file of places that cannot serve."""
    from pipeline.extract.models import models
    from pipeline.vocabulary.user import load_vocabulary

    with sentences(debug=debug, code=MISUSED):
        models(options.ner)
        load_vocabulary(options.vocabulary)
    if options.places is not None:
        from pipeline.resolve.communes import read_communes

        with sentences(debug=debug, code=MISUSED):
            read_communes(options.places)
    return options
