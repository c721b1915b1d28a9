"""What SECURITY.md says: its limits are the code's, and what it calls never done cannot be done unseen."""

import ast
import inspect
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import spacy

from pipeline.batch.sources import find_sources
from pipeline.batch.supervisor import Limits
from pipeline.errors import SourceError
from pipeline.extract import language
from pipeline.extract.models import ModelError
from pipeline.read import limits, ocr, office, package, read_document
from tests.command import ROOT, SMALL
from tests.fixtures.hostile import pointing_outside
from tests.fixtures.plan import MADE

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SOURCES = sorted((ROOT / "pipeline").rglob("*.py"))

# Says what a run of the command line does to the world outside: connections, programs, files opened for writing.
WATCHED = """
import sys
def told(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.", "ftplib.", "http.")):
        print("NETWORK", event, arguments, flush=True)
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        print("PROGRAM", arguments[0], flush=True)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        print("WRITES", arguments[0], flush=True)
sys.addaudithook(told)
from pipeline.cli import main
sys.argv = ["fiches", *sys.argv[1:]]
main()
"""


def test_a_run_connects_to_nothing_and_writes_into_out_alone(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    (source / "outside.docx").write_bytes(pointing_outside("https://127.0.0.1:9/"))
    (source / "small.txt").write_text(SMALL, encoding="utf-8")
    for name in ("eau-site.html", "eau-column.pdf", "eau-crowded.odt"):
        (source / name).write_bytes((MADE / name).read_bytes())
    run = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, "extract", str(source), "--out", str(out), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(list(out.glob("*.json"))) == 4, run.stderr
    told = [
        line.partition(" ") for line in run.stdout.splitlines() if line.startswith(("NETWORK", "PROGRAM", "WRITES"))
    ]
    assert [line for line in told if line[0] == "NETWORK"] == []
    assert {line[2] for line in told if line[0] == "PROGRAM"} <= {sys.executable}
    written = {Path(line[2]) for line in told if line[0] == "WRITES" and not line[2].isdigit()}
    temporary = Path(tempfile.gettempdir())  # a file without a name there holds what the reading process answers
    assert [path for path in written if out not in path.parents and path not in (temporary, Path(os.devnull))] == []


def test_links_in_a_folder_and_paths_of_a_manifest_are_followed(tmp_path: Path) -> None:
    folder, secret = tmp_path / "folder", tmp_path / "elsewhere" / "secret.txt"
    folder.mkdir()
    secret.parent.mkdir()
    secret.write_text(SMALL, encoding="utf-8")
    (folder / "plan.txt").symlink_to(secret)
    (folder / "plans.csv").write_text("path\n../elsewhere/secret.txt\n", encoding="utf-8")
    for name in (folder, folder / "plans.csv"):
        assert [source.path.resolve() for source in find_sources([str(name)])] == [secret.resolve()]


def test_nothing_is_evaluated_or_unpickled() -> None:
    banned = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "imp", "code", "codeop"}
    shelf = ROOT / "pipeline" / "read" / "shelf.py"  # the reading process packs what it made itself, in its memory
    assert "open(" not in shelf.read_text(encoding="utf-8")
    for path in SOURCES:
        if path == shelf:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not {name.name.partition(".")[0] for name in node.names} & banned, path
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] not in banned, path
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, path


def test_a_model_is_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    @spacy.registry.callbacks("fiches_test_security")
    def made(word: str) -> object:
        ran.append(word)
        return lambda cls: cls

    folder = tmp_path / "model"
    nlp = spacy.blank("fr")
    nlp.add_pipe("ner").add_label("PER")
    nlp.initialize()
    nlp.to_disk(folder)
    config = (folder / "config.cfg").read_text(encoding="utf-8").replace("before_creation = null\n", "")
    config += '\n[nlp.before_creation]\n@callbacks = "fiches_test_security"\nword = "obeyed"\n'
    (folder / "config.cfg").write_text(config, encoding="utf-8")
    language.load(str(folder))
    assert "obeyed" in ran

    installed = tmp_path / "site" / "fr_of_a_stranger"
    installed.mkdir(parents=True)
    (installed / "__init__.py").write_text("open(__file__ + '.ran', 'w').close()\ndef load(**_): raise OSError\n")
    (tmp_path / "site" / "fr_of_a_stranger-1.0.dist-info").mkdir()
    (tmp_path / "site" / "fr_of_a_stranger-1.0.dist-info" / "METADATA").write_text(
        "Name: fr_of_a_stranger\nVersion: 1\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    with pytest.raises(ModelError):
        language.load("fr_of_a_stranger")
    assert (installed / "__init__.py.ran").exists()


def test_libreoffice_is_told_to_run_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings: list[str] = []

    def run(command: list[str], **options: object) -> None:
        assert options["timeout"] == 120
        assert set(options["env"]) == {"PATH", "HOME"}  # type: ignore[call-overload]
        profile = next(part for part in command if part.startswith("-env:UserInstallation=file://"))
        folder = Path(profile.partition("file://")[2])
        settings.append((folder / "user" / "registrymodifications.xcu").read_text("utf-8"))
        raise subprocess.SubprocessError

    monkeypatch.setattr(office.shutil, "which", lambda _: "/bin/soffice")
    monkeypatch.setattr(office.subprocess, "run", run)
    with pytest.raises(SourceError):
        office.converted(b"{\\rtf1}", ".rtf")
    (said,) = settings
    values = dict(re.findall(r'oor:name="(\w+)" oor:op="fuse"><value>(\w+)</value>', said))
    assert values == {"MacroSecurityLevel": "3", "DisableMacrosExecution": "true", "BlockUntrustedRefererLinks": "true"}


def test_the_text_of_any_format_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.LARGEST_TEXT", 100)
    for name in ("eau-careful.docx", "eau-bare.html", "eau-column.pdf", "eau-office.odt"):
        with pytest.raises(SourceError) as caught:
            read_document(MADE / name)
        assert caught.value.code == "too-large"


def test_the_limits_are_those_of_the_code() -> None:
    rows = dict(re.findall(r"^\| ([a-z][^|]+?) \| ([^|]+?) \|$", PAGE, flags=re.MULTILINE))
    del rows["limit"]
    megabyte = 2**20
    batch = Limits()
    assert rows == {
        "size of a source": f"{limits.LARGEST_SOURCE // megabyte} MB",
        "text of a plan, in a text file or read from any other": f"{limits.LARGEST_TEXT // megabyte} MB",
        "memory of the reading process": f"{limits.MEMORY_BYTES // megabyte} MB",
        "time of the reading process, of the processor": (
            f"{limits.seconds_for(0)} s and {limits.seconds_for(megabyte) - limits.seconds_for(0)} s for each MB, "
            f"{limits.seconds_for(2**50)} s at most"
        ),
        "time of the reading process, of the clock": "twice that",
        "what the reading process may answer": f"{limits._LARGEST_ANSWER // megabyte} MB",
        "a part of a Word or OpenDocument file, unpacked": f"{package.MOST_PART_BYTES // megabyte} MB",
        "members of such a file": f"{package.MOST_MEMBERS}",
        "depth of its elements": f"{package.MOST_DEPTH}",
        "time of a document in `fiches batch`": f"{batch.seconds} s (`--seconds`)",
        "memory of a document in `fiches batch`": f"{batch.megabytes} MB (`--megabytes`)",
        "conversion of a `.doc` or `.rtf` file": f"{office._SECONDS} s",
        "recognition of a page by Tesseract (`--ocr`)": f"{ocr._SECONDS} s",
    }
    assert "signal.alarm(2 * seconds)" in inspect.getsource(limits.bound_time)


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", PAGE))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
