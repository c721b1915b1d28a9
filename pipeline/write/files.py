"""Write the plan's JSON and its canonical text, whole or not at all.

The JSON is the contract's: UTF-8, two-space indent, keys in the models' order, a final newline. Each file is
written beside its place and renamed, so that a reader never meets half of one.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import FichesError
from pipeline.model import Plan


class WriteError(FichesError):
    """The output folder cannot be written."""


def plan_json(plan: Plan) -> str:
    """Give a plan as the contract's JSON text."""
    return plan.model_dump_json(indent=2) + "\n"


def write_plan(plan: Plan, text: str, name: str, out: Path) -> tuple[Path, Path]:
    """Write `NAME.json` and `NAME.txt`.

    Args:
        plan: the plan, valid.
        text: its canonical text.
        name: the source's name without extension.
        out: the folder, made where it does not exist.

    Returns:
        the two paths.

    Raises:
        WriteError: when the folder cannot be made or written.
    """
    paths = out / f"{name}.json", out / f"{name}.txt"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _beside(paths[1], text) as text_ready, _beside(paths[0], plan_json(plan)) as json_ready:
            text_ready.replace(paths[1])
            json_ready.replace(paths[0])
    except OSError as error:
        raise WriteError(
            "out-not-writable",
            f"cannot be written to {error.filename or out} ({error.strerror}); "
            "choose another folder with --out or free its access",
        ) from error
    return paths


@contextlib.contextmanager
def _beside(path: Path, content: str) -> Iterator[Path]:
    """Write a temporary file beside a path; it is gone afterwards unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - an open handle, no path
            file.write(content)
        temporary.chmod(0o644)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
