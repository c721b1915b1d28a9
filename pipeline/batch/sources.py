"""Which files a batch is to read, and what is known of each.

In: folders, globs, single files, manifests (CSV or JSON Lines with a column `path`). Out: the files in a fixed
order, each once, with the metadata that a manifest gives.
"""

import csv
import glob
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import FichesError
from pipeline.read import SUFFIXES

_MANIFESTS = (".csv", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, as it was named, and what the manifest says of it."""

    path: Path
    metadata: Mapping[str, str] = field(default_factory=dict)


def find_sources(named: Iterable[str], out: Path | None = None) -> list[Source]:
    """Give the files of all that is named: each once, folders and globs in name order, manifests in their own.

    Args:
        named: folders (searched at any depth), globs (`plans/**/*.pdf`), files, manifests.
        out: the batch's folder, which writes lists of its own: none that it may write is read from there.

    Raises:
        FichesError: when something named is not there, or a manifest cannot be read or would be written over.
    """
    found: dict[str, Source] = {}
    for name in named:
        if out is not None and _is_own(Path(name), out):
            raise FichesError(
                "over-source", f"{name}: would be written over; move it or choose another folder with --out"
            )
        for source in _named(name):
            found.setdefault(os.path.realpath(source.path), source)
    if not found:
        raise FichesError("no-plan", f"no plan was found; name files or folders that end in {_known()}")
    return list(found.values())


def _named(name: str) -> Iterator[Source]:
    path = Path(name)
    if path.suffix.lower() in _MANIFESTS:
        yield from _manifest(path)
    elif path.is_dir():
        yield from (Source(file) for file in sorted(path.rglob("*")) if _is_plan(file, path))
    elif path.exists():
        yield Source(path)
    elif glob.has_magic(name):
        matched = [Path(file) for file in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - absolute ones too
        yield from (Source(file) for file in matched if file.is_file())
    else:
        raise FichesError("unreadable", f"{name}: there is no such file or folder; check the path")


def _is_own(path: Path, out: Path) -> bool:
    mine = path.name.startswith(("manifest", "quarantine")) and path.suffix == ".jsonl"
    return mine and os.path.realpath(path.parent) == os.path.realpath(out)


def _is_plan(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in SUFFIXES and file.is_file()


def _known() -> str:
    return ", ".join(sorted(SUFFIXES))


def _manifest(path: Path) -> Iterator[Source]:
    """Read a manifest; relative paths count from its own folder."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FichesError("unreadable", f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise FichesError("manifest", f"{path}: is not UTF-8; save it as UTF-8") from error
    rows = _csv_rows(path, text) if path.suffix.lower() == ".csv" else _json_rows(path, text)
    for line, row in rows:
        name = row.pop("path", "").strip()
        if not name or "\0" in name:
            raise FichesError("manifest", f"{path}, line {line}: has no `path`; give each row the path of a plan")
        yield Source(path.parent / name, row)


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)  # French spreadsheets write semicolons
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        if "path" not in (reader.fieldnames or ()):
            raise FichesError("manifest", f"{path}, line 1: has no column `path`; name the column of the paths so")
        for row in reader:
            if None in row:
                raise FichesError("manifest", f"{path}, line {reader.line_num}: has more cells than the first line")
            yield reader.line_num, {key: value or "" for key, value in row.items()}
    except csv.Error as error:
        raise FichesError("manifest", f"{path}, line {reader.line_num}: is no CSV ({error}); correct it") from error


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FichesError("manifest", f"{path}, line {number}: is no JSON ({error}); correct it") from error
        if not isinstance(row, dict):
            raise FichesError("manifest", f'{path}, line {number}: is no object; write {{"path": …}} on each line')
        yield number, {key: _text(value) for key, value in row.items()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
