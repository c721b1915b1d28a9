"""Write the plan's JSON and its canonical text, whole or not at all.

The JSON is the contract's: UTF-8, two-space indent, keys in the models' order, a final newline. Both files are written
before either takes its place.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model import Model, Plan
from pipeline.write.atomic import WriteError, beside


def plan_json(plan: Plan) -> Iterator[str]:
    """Give a plan as the contract's JSON text, piece by piece, so that a long one is never whole in memory."""
    opening = "{\n"
    for name in Plan.model_fields:
        value = getattr(plan, name)
        yield f'{opening}  "{name}": '
        if isinstance(value, tuple):
            yield from _list(value)
        elif isinstance(value, Model):
            yield value.model_dump_json(indent=2).replace("\n", "\n  ")
        else:
            yield json.dumps(value, ensure_ascii=False)
        opening = ",\n"
    yield "\n}\n"


def _list(values: Iterable[Model]) -> Iterator[str]:
    opening = "[\n    "
    for value in values:
        # JSON escapes the line ends of strings: those left are of the layout.
        yield opening + value.model_dump_json(indent=2).replace("\n", "\n    ")
        opening = ",\n    "
    yield "[]" if opening[0] == "[" else "\n  ]"


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
    if out.exists() and not out.is_dir():
        raise WriteError("out-not-writable", f"cannot be written to {out}, which is no folder; name one with --out")
    paths = out / f"{name}.json", out / f"{name}.txt"
    for path in paths:
        if path.is_dir():
            raise WriteError("out-not-writable", f"cannot be written to {path}, which is a folder; remove it")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with beside(paths[0]) as json_ready, beside(paths[1]) as text_ready:
            _write(text_ready, [text])
            _write(json_ready, plan_json(plan))
    except OSError as error:
        raise WriteError(
            "out-not-writable",
            f"cannot be written to {out} ({error.strerror}); choose another folder with --out or free its access",
        ) from error
    return paths


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
