"""Whatever is given to `fiches extract`: one sentence that names the file and the way out, and the others are done.

In go files that are no plans, folders that cannot be written, texts made to break a parser; never a traceback,
never half a result.
"""

import os
import resource
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import FichesError
from pipeline.options import Options
from pipeline.read import read_document
from pipeline.run import extract_file
from tests.command import SEED, SMALL, complaints, fiches

PROSE = "Longtemps, je me suis couché de bonne heure. Le soir : rien. Un matin, en mars 1887, tout changea.\n\n" * 200

BAD_FILES: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n\r\n\xc2\xa0\n",
    "binary.txt": bytes(range(256)) * 40,
    "nul.txt": b"Fiche action n1\0\0\0 Titre\n" * 20,
    "pdf.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "docx.md": b"PK\x03\x04\x14\0\x06\0word/document.xml",
    "damaged.txt": "Fiche action n° 1 : Été\n".encode() * 9 + b"\xff\n",
    "half.txt": b"\xff\xfe" + "Fiche n° 1\n".encode("utf-16-le") + b"\x41",
    "surrogate.txt": b"\xff\xfe" + "Fiche\n".encode("utf-16-le") + b"\x00\xd8A\x00",
    "surrogate8.txt": "Fiche action n° 1 : Été réussi, à côté\n".encode() + b"\xed\xa0\x80\n",
    "prose.txt": PROSE.encode(),
    "list.txt": b"- a\n- b\n- c\n" * 50,
    "stars.txt": b"**" * 1000,
}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_every_bad_file_gets_its_sentence_and_the_good_one_is_done(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    for name, data in BAD_FILES.items():
        (source / name).write_bytes(data)
    (source / "dangling.txt").symlink_to(source / "gone.txt")
    (source / "good.txt").write_text(SMALL, encoding="utf-8")
    run = fiches("extract", source, tmp_path / "vanished.txt", tmp_path / "vanished", "--out", out, "--ner", "none")
    assert run.returncode == 1
    assert run.stdout == ""
    said = complaints(run)
    bad = {*BAD_FILES, "dangling.txt", "vanished.txt", "vanished"}
    for name in bad:
        mine = [line for line in said if Path(line.split(": ")[1]).name == name]
        assert len(mine) == 1, (name, run.stderr)
        assert ";" in mine[0] or mine[0].count(":") > 2, f"no way out: {mine[0]}"
    assert len(said) == len(bad)
    assert names(out) == {"good.json", "good.txt"}
    assert names(source) == {*BAD_FILES, "dangling.txt", "good.txt"}


@pytest.mark.parametrize("make", ["file", "under a file", "folder in the place of a result"])
def test_an_out_that_cannot_be_written(tmp_path: Path, make: str) -> None:
    plan, out = tmp_path / "plan.txt", tmp_path / "out"
    plan.write_text(SMALL, encoding="utf-8")
    if make == "file":
        out.write_text("mine", encoding="utf-8")
    elif make == "under a file":
        (tmp_path / "file").write_text("mine", encoding="utf-8")
        out = tmp_path / "file" / "out"
    else:
        (out / "plan.json").mkdir(parents=True)
    run = fiches("extract", plan, "--out", out, "--ner", "none")
    said = complaints(run)
    assert run.returncode == 1
    assert len(said) == 1
    assert str(plan) in said[0]
    assert str(out) in said[0]
    assert "File exists" not in said[0], "of a folder that is to be made this says nothing"
    assert not (out / "plan.txt").exists()


def test_a_full_device_leaves_nothing_half_written(tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.txt", tmp_path / "out"
    plan.write_text(SMALL, encoding="utf-8")
    assert fiches("extract", plan, "--out", out, "--ner", "none").returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    plan.write_text(SMALL * 3, encoding="utf-8")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    run = fiches("extract", plan, "--out", out, "--ner", "none", preexec_fn=small_files)
    assert run.returncode == 1
    assert len(complaints(run)) == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_standard_output_that_is_full(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(SMALL, encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        run = fiches("extract", tmp_path / "plan.txt", "--out", tmp_path / "o", "--json", "--ner", "none", stdout=full)
    assert run.returncode == 1
    assert len(complaints(run)) == 1


def test_a_source_is_never_written_over(tmp_path: Path) -> None:
    plan, other = tmp_path / "plan.txt", tmp_path / "other.md"
    plan.write_bytes(SMALL.replace("\n", "\r\n").encode("cp1252"))
    other.write_text(SMALL, encoding="utf-8")
    before = plan.read_bytes()
    run = fiches("extract", plan, other, "--out", tmp_path, "--ner", "none")
    assert run.returncode == 1
    assert len(complaints(run)) == 1
    assert plan.read_bytes() == before
    assert names(tmp_path) == {"plan.txt", "other.md", "other.json", "other.txt"}


def test_two_sources_of_one_name(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text(SMALL, encoding="utf-8")
    out = tmp_path / "out"
    run = fiches("extract", tmp_path / "a", tmp_path / "b", "--out", out, "--ner", "none")
    assert run.returncode == 1
    assert len(complaints(run)) == 1
    assert str(tmp_path / "b" / "plan.txt") in complaints(run)[0]
    assert "rename" in complaints(run)[0]
    # The same file twice is no clash.
    again = fiches("extract", tmp_path / "a", tmp_path / "a" / "plan.txt", "--out", out, "--ner", "none")
    assert (again.returncode, complaints(again)) == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "{empty}"],
        ["extract", "plan.txt", "--nosuch"],
        ["extract", "{seed}", "--ner", "magic"],
        ["extract", "plan.txt", "--out"],
        ["nosuch"],
        ["validate"],
    ],
)
def test_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    run = fiches(*(argument.format(empty=empty, seed=SEED) for argument in arguments), cwd=tmp_path)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()
    assert run.stdout == ""


def test_an_empty_folder_beside_a_plan_is_said(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    run = fiches("extract", tmp_path / "plan.txt", tmp_path / "empty", "--out", tmp_path / "o", "--ner", "none")
    assert run.returncode == 1
    assert [str(tmp_path / "empty") in line for line in complaints(run)] == [True]
    assert names(tmp_path / "o") == {"plan.json", "plan.txt"}


@pytest.mark.parametrize(
    "name", [b"pl\xffan.txt", b"a\nb.txt", b"[bold]x.txt", b"x" * 250 + b".txt", "é’.txt".encode()]
)
def test_any_file_name(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text(SMALL, encoding="utf-8")
    run = fiches("extract", path, "--out", tmp_path / "o", "--ner", "none", "--json")
    assert (run.returncode, complaints(run)) in ((0, []), (1, complaints(run)[:1]))
    assert run.returncode == 0 or len(name) > 250
    assert len(run.stderr.splitlines()) <= 2


def test_unreadable_for_any_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(SMALL, encoding="utf-8")
    extract_file(plan, Options(ner="none"))  # the package's own files are read by now

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(plan))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", denied)
        with pytest.raises(FichesError, match="cannot be read"):
            read_document(plan)
        run = CliRunner().invoke(app, ["extract", str(plan), "--out", str(tmp_path / "o")])
    assert run.exit_code == 1
    assert run.stderr.count("\n") == 1
    folder = tmp_path / "folder"
    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", denied)
        run = CliRunner().invoke(app, ["extract", str(folder), "--out", str(tmp_path / "o")])
    assert run.exit_code == 2
    assert "cannot be listed" in run.stderr
    with pytest.raises(FichesError, match="cannot be read"):
        read_document(folder)


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "PLAN"],
        ["extract", "good.txt", "--places", "PLAN"],
        ["extract", "good.txt", "--vocabulary", "PLAN"],
        ["labels", "PLAN"],
        ["validate", "PLAN"],
        ["diff", "PLAN", "PLAN"],
        ["eval", "PLAN", "PLAN"],
        ["report", "PLAN", "--out", "made"],
        ["export", "csv", "PLAN", "--out", "made"],
    ],
)
def test_no_permission_is_one_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """The tests may run as root, who may read all: what the system answers to others is played."""
    plan = tmp_path / "plan.txt"
    for each in (plan, tmp_path / "good.txt"):
        each.write_text(SMALL, encoding="utf-8")
    real = Path.open

    def opened(path: Path, *rest: Any, **more: Any) -> Any:
        if path.name == plan.name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **more)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, *_, **__: Path(path).name != plan.name)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", opened)
        run = CliRunner().invoke(app, [plan.name if argument == "PLAN" else argument for argument in arguments])
    assert run.exit_code in (1, 2)
    assert run.stderr.count("\n") == 1, run.stderr
    assert plan.name in run.stderr
    assert "Permission denied" in run.stderr
    assert names(tmp_path) == {plan.name, "good.txt"}


def test_a_defect_is_one_sentence_unless_debug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(SMALL, encoding="utf-8")
    from pipeline import run as pipeline_run

    whole = pipeline_run.extract_file

    def broken(path: Path, *more: object) -> object:
        if path.name == "a.txt":
            raise RecursionError("too deep")
        return whole(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline_run, "extract_file", broken)
    arguments = ["extract", str(tmp_path), "--out", str(tmp_path / "o"), "--ner", "none"]
    run = CliRunner().invoke(app, arguments)
    assert run.exit_code == 1
    assert "Traceback" not in run.stderr
    assert "a.txt: met a defect" in run.stderr
    assert names(tmp_path / "o") == {"b.json", "b.txt"}
    assert "Traceback" in CliRunner().invoke(app, [*arguments, "--debug"]).stderr


def test_too_large_is_refused_at_once(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.write(PROSE.encode() * (50_000_000 // len(PROSE)))
    run = fiches("extract", large, "--out", tmp_path / "o")
    assert run.returncode == 1
    assert "split it" in complaints(run)[0]


TRAPS = {
    "stars": "**" * 100_000,
    "brackets": "[" * 100_000,
    "parentheses": "(" * 100_000,
    "link": "[a](" * 50_000,
    "underscores": "_" * 100_000,
    "breaks": "<br>" * 50_000,
    "escapes": "\\*" * 50_000,
    "deep bullets": "".join(" " * min(depth, 200) + "- a\n" for depth in range(10_000)),
    "deeper bullets": "".join(" " * depth + "- a\n" for depth in range(600)),
    "controls": "".join(map(chr, range(1, 32))) * 50 + "texte " * 10_000,
    "line ends": "\r\n\x0b\x0c\x85\u2028\u2029" * 2000 + "texte",
    "invisible": "\u200b\ufeff\u200d\u00ad" * 10_000,
    "far planes": "\U0001f600\U0010ffff\ufffe" * 10_000,
    "right to left": "\u202e\u0627" * 10_000,
    "marks alone": "**\n\n__\n\n<br>\n\n\\*\n\n-\n\n- \n\n#\n\n|\n\n||\n\n| | |\n",
    "labels alone": "Pilote :\n:\nPartenaires : ;,. ?\nFinancement : ()\nCalendrier : -\nBudget : €\nÉlu : (en 2022)\n",
}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("label", ["Objectifs", "Partenaires", "Calendrier", "Financement"])
def test_texts_that_would_break_a_parser(tmp_path: Path, trap: str, label: str) -> None:
    path = tmp_path / "trap.txt"
    path.write_text(f"{SMALL}\n{label} : {TRAPS[trap]}\n\n{TRAPS[trap]}", encoding="utf-8")
    extraction = extract_file(path, Options(ner="none"))
    assert extraction.plan.fiches[0].number == "1"
    assert extraction.plan.coverage.ratio == 1.0
    extraction.plan.model_dump_json()


@pytest.mark.parametrize("label", ["Objectifs", "Partenaires"])
def test_traps_are_read_for_names_too(tmp_path: Path, label: str) -> None:
    path = tmp_path / "trap.txt"
    path.write_text(SMALL + "\n".join(f"{label} : {trap[:20_000]}\n" for trap in TRAPS.values()), encoding="utf-8")
    assert extract_file(path).plan.fiches


def test_a_pile_of_accents_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "pile.txt"
    path.write_text(SMALL + "e" + "\u0301\u0316" * 200_000, encoding="utf-8")
    with pytest.raises(FichesError, match="accents"):
        extract_file(path, Options(ner="none"))
    few = SMALL.replace("é", "e\u0301") + "\u05d0\u05b7\u05bc e\u0301\u0316"
    path.write_text(few, encoding="utf-8")
    assert extract_file(path, Options(ner="none")).text == unicodedata.normalize("NFC", few)


def test_the_seed_cut_anywhere_is_a_plan_or_a_sentence(tmp_path: Path) -> None:
    seed = SEED.read_bytes()
    path = tmp_path / "cut.txt"
    for end in range(1, len(seed), len(seed) // 23):
        path.write_bytes(seed[:end])
        code = None
        try:
            extraction = extract_file(path, Options(ner="none"))
        except FichesError as error:
            code = error.code
        assert code in {None, "empty-source", "no-fiche", "damaged-text"}, end
        assert code is not None or extraction.plan.coverage.ratio == 1.0


def test_out_on_a_read_only_mount(tmp_path: Path) -> None:
    sealed = next((path for path in (Path("/sys/kernel"), Path("/proc/self")) if path.exists()), None)
    if sealed is None or not shutil.which("true"):
        pytest.skip("no sealed file system here")
    (tmp_path / "plan.txt").write_text(SMALL, encoding="utf-8")
    run = fiches("extract", tmp_path / "plan.txt", "--out", sealed / "fiches-out", "--ner", "none")
    assert run.returncode == 1
    assert len(complaints(run)) == 1
