"""All formats through their one door: complete, quick, and clear about what they miss."""

import builtins
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import FichesError
from pipeline.write.export import Format, export
from pipeline.write.extras import MissingLibraryError
from tests.write.sample import sample_plan

LIBRARIES = {"xlsx": "xlsxwriter", "tet": "xlsxwriter", "parquet": "pyarrow", "duckdb": "duckdb"}


@pytest.mark.parametrize("name", list(Format))
def test_into_a_folder_that_is_there(tmp_path: Path, name: Format) -> None:
    if name in LIBRARIES:
        pytest.importorskip(LIBRARIES[name])
    for title in (None, "<script>alert(1)</script>"):
        written = export(name, [sample_plan(2, title=title)], tmp_path)
        assert written.exists()
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")], "nothing is left beside it"


@pytest.mark.parametrize("name", list(Format))
def test_an_empty_plan(tmp_path: Path, name: Format) -> None:
    if name in LIBRARIES:
        pytest.importorskip(LIBRARIES[name])
    export(name, [sample_plan(0, title=None)], tmp_path)


@pytest.mark.parametrize(("name", "module"), LIBRARIES.items())
def test_a_library_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str) -> None:
    real = builtins.__import__

    def without(wanted: str, *rest: Any, **named: Any) -> Any:
        if wanted.partition(".")[0] == module:
            raise ModuleNotFoundError(f"No module named {wanted!r}", name=wanted)
        return real(wanted, *rest, **named)

    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(sys, "meta_path", [_Nothing(module), *sys.meta_path])
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingLibraryError, match=rf"pip install 'fiches\[{'xlsx' if name == 'tet' else name}\]'"):
        export(name, [sample_plan(1)], tmp_path)
    assert list(tmp_path.iterdir()) == []


class _Nothing:
    """Finds a module nowhere."""

    def __init__(self, module: str) -> None:
        self.module = module

    def find_spec(self, name: str, *_: Any) -> None:
        if name.partition(".")[0] == self.module:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@pytest.mark.parametrize(
    ("name", "code"), [("docx", "no-such-format"), ("CSV", "no-such-format"), ("csv", "not-a-folder")]
)
def test_what_is_refused(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / "file"
    path.write_text("kept")
    with pytest.raises(FichesError) as refused:
        export(name, [sample_plan(1)], path)
    assert refused.value.code == code
    assert path.read_text() == "kept"


def test_no_plan(tmp_path: Path) -> None:
    with pytest.raises(FichesError, match=r"no plan"):
        export("csv", [], tmp_path)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FichesError, match=r"cannot write"):
        export("jsonl", [sample_plan(1)], tmp_path / "file" / "plans.jsonl")


@pytest.mark.parametrize("name", [each for each in Format if each not in (Format.CSV, Format.PARQUET)])
def test_a_device_stays_what_it_is(tmp_path: Path, name: Format) -> None:
    if name in LIBRARIES:
        pytest.importorskip(LIBRARIES[name])
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FichesError, match="pipe, which is a device; choose another place with --out"):
        export(name, [sample_plan(1)], pipe)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
