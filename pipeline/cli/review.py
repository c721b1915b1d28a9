"""`fiches review`: a plan beside its text in the browser, to look at and to correct."""

import contextlib
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import Debug, Ner, say, sentences, shown
from pipeline.errors import FichesError
from pipeline.options import Options


def review(
    plan: Annotated[Path, typer.Argument(help="The plan: a source, or the JSON that was made of it.", readable=False)],
    source: Annotated[Path, typer.Option("--source", help="Where the source of a JSON is.", readable=False)] = Path(
        "source"
    ),
    ner: Ner = "ours",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; any free one when left out.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    debug: Debug = False,
) -> None:
    """Review a plan in the browser, on this machine alone; decisions go to NAME.corrections.yaml beside the source."""
    with sentences(debug=debug):
        from pipeline.review.server import serve
        from pipeline.review.session import Session
        from pipeline.review.storage import Storage

        path = _source(plan, source)

        def opened(address: str) -> None:
            say(
                f"fiches: {shown(path)}: review at {address}\nfiches: Ctrl+C ends it; a draft is kept at every decision"
            )
            if not no_open:
                webbrowser.open(address)

        storage = Storage(path)
        with storage.locked():
            try:
                session = Session(path, storage, Options(ner=ner))
            except FichesError as error:
                raise FichesError(error.code, _named(path, error)) from error
            try:
                with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how it ends
                    serve(session, opened, port)
            except OSError as error:
                raise FichesError("port-taken", f"port {port}: {error.strerror}; leave out --port") from error
            if session.unsaved:
                say(f"fiches: {shown(path)}: decisions that were not saved are kept in {storage.draft.name}")


def _named(path: Path, error: FichesError) -> str:
    sentence = str(error)
    return sentence if sentence.startswith(f"{path}: ") else f"{path}: {sentence}"


def _source(plan: Path, folder: Path) -> Path:
    """Give the source of a plan: itself, or for a JSON the file that it was read from."""
    if plan.suffix.lower() != ".json":
        if not plan.is_file():
            raise FichesError("unreadable", f"{plan}: is no file; name a plan in {folder}")
        return plan
    from pipeline.write.load import load_plan

    name = load_plan(plan).plan.source.file
    path = folder / Path(name).name
    if Path(name).name != name or not path.is_file():
        raise FichesError("no-source", f"{plan}: its source {name} is not in {folder}; name the folder with --source")
    return path
