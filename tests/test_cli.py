"""The command line: exit codes, what goes to which stream, the same bytes wherever and whenever it runs."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, SEED, SMALL, complaints, fiches

COLUMNS = ["fiches", "referents", "dates", "partners", "funding", "diagnostics", "coverage", "plan"]
BROKEN_DATE = SMALL.replace("en mars 2024", "le 31 février 2024")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed, extracted once."""
    out = tmp_path_factory.mktemp("out")
    assert fiches("extract", SEED, "--out", out, "--ner", "none").returncode == 0
    return out


def table_of(stderr: str) -> list[list[str]]:
    return [line.split() for line in stderr.splitlines()]


def test_the_table_says_what_is_in_the_plans(tmp_path: Path) -> None:
    shutil.copy(SEED, tmp_path / "rtes-2022.txt")
    (tmp_path / "un-plan-au-nom-vraiment-tres-long-pour-une-colonne.md").write_text(SMALL, encoding="utf-8")
    run = fiches("extract", tmp_path, "--out", tmp_path / "o", "--ner", "none")
    assert (run.returncode, run.stdout) == (0, "")
    header, seed, small = table_of(run.stderr)
    assert header == COLUMNS
    assert small == ["1", "1", "1", "2", "0", "0", "100.0%", "un-plan-au-nom-vraiment-tres-long-pour-une-colonne.md"]
    plan = json.loads((tmp_path / "o" / "rtes-2022.json").read_text(encoding="utf-8"))
    counts = [len(plan["fiches"])]
    counts += [sum(len(fiche[key]) for fiche in plan["fiches"]) for key in COLUMNS[1:5]]
    assert seed == [*map(str, counts), str(len(plan["diagnostics"])), "100.0%", "rtes-2022.txt"]
    assert all(len(line.rstrip()) <= 80 for line in run.stderr.splitlines()[:2])


def test_quiet_and_json(tmp_path: Path) -> None:
    (tmp_path / "é.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "vide.txt").write_bytes(b"")
    run = fiches("extract", tmp_path, "--out", tmp_path / "o", "--ner", "none", "--quiet", "--json")
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == len(complaints(run)) == 1
    good, bad = sorted(json.loads(run.stdout), key=lambda row: "error" in row)
    assert good["source"] == str(tmp_path / "é.txt")
    assert {key: good[key] for key in COLUMNS[:5]} == {
        "fiches": 1, "referents": 1, "dates": 1, "partners": 2, "funding": 0,
    }  # fmt: skip
    assert (good["diagnostics"], good["errors"], good["coverage"]) == (0, 0, 1.0)
    assert bad["error"]["code"] == "empty-source"
    assert set(bad["error"]) == {"code", "message"}


def test_an_error_in_a_plan_is_exit_code_1_and_the_plan_is_written(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(BROKEN_DATE, encoding="utf-8")
    run = fiches("extract", tmp_path / "plan.txt", "--out", tmp_path / "o", "--ner", "none")
    assert (run.returncode, complaints(run)) == (1, [])
    plan = json.loads((tmp_path / "o" / "plan.json").read_text(encoding="utf-8"))
    assert [each["code"] for each in plan["diagnostics"]] == ["date-invalid"]


def test_debug_shows_where_an_error_came_from(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(SMALL, encoding="utf-8")
    run = fiches("extract", tmp_path, "--out", tmp_path / "o", "--ner", "none", "--debug")
    assert run.returncode == 1
    assert "Traceback" in run.stderr
    assert (tmp_path / "o" / "b.json").exists()


@pytest.mark.parametrize("ner", ["none", "ours"])
def test_the_same_bytes_wherever_it_runs(tmp_path: Path, ner: str) -> None:
    results = []
    settings: list[dict[str, Any]] = [
        {"env": {"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"}},
        {
            "env": {
                "TZ": "Pacific/Kiritimati",
                "LC_ALL": "C",
                "HOME": "/nonexistent",
                "PYTHONHASHSEED": "2",
                "COLUMNS": "20",
            },
            "cwd": tmp_path,
        },
    ]
    for number, setting in enumerate(settings):
        out = tmp_path / str(number)
        assert fiches("extract", SEED, "--out", out, "--ner", ner, **setting).returncode == 0
        results.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert results[0] == results[1]
    again = fiches("extract", SEED, "--out", tmp_path / "0", "--ner", ner)
    assert again.returncode == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "0").iterdir()} == results[0]


def test_what_is_written_is_the_contracts(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {"rtes-2022.json", "rtes-2022.txt"}
    printed = (made / "rtes-2022.json").read_bytes()
    plan = json.loads(printed)
    assert printed == (json.dumps(plan, ensure_ascii=False, indent=2) + "\n").encode()
    assert b"\r" not in printed
    assert (made / "rtes-2022.txt").read_text(encoding="utf-8") == SEED.read_text(encoding="utf-8")


def test_validate(made: Path, tmp_path: Path) -> None:
    good = made / "rtes-2022.json"
    run = fiches("validate", good)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == f"{good}: valid\n"
    assert fiches("validate", good, "--quiet").stderr == ""

    plan = json.loads(good.read_text(encoding="utf-8"))
    plan["fiches"][3]["kind"] = "potato"
    plan["fiches"][3]["more"] = 1
    del plan["toc"][0]["span"]
    plan["people"][0]["occurrences"][0]["as"] = None
    (tmp_path / "bad.json").write_text(json.dumps(plan), encoding="utf-8")
    files = {
        "empty.json": "",
        "list.json": "[]",
        "deep.json": "[" * 100_000,
        "binary.json": "\udcff",
        "object.json": "{}",
        "fiches.json": '{"fiches": [1, null, {}]}',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    run = fiches("validate", tmp_path / "bad.json", *(tmp_path / name for name in files), tmp_path / "gone.json", good)
    assert run.returncode == 1
    said = complaints(run)
    for place in ("fiches[3].kind", "fiches[3]", "toc[0]", "people[0].occurrences[0].as"):
        assert any(f"bad.json: {place}: " in line for line in said), (place, said)
    for name in (*files, "gone.json"):
        assert any(name in line for line in said), name
    assert f"{good}: valid" in run.stderr


def test_a_stale_schema_fails(tmp_path: Path) -> None:
    assert fiches("schema", "--out", tmp_path).returncode == 0
    committed = ROOT / "schemas" / "plan.schema.json"
    written = tmp_path / "schemas" / "plan.schema.json"
    assert written.read_bytes() == committed.read_bytes()
    assert fiches("schema", "--check", "--out", tmp_path).returncode == 0
    written.write_text(written.read_text(encoding="utf-8").replace('"number"', '"nombre"', 1), encoding="utf-8")
    run = fiches("schema", "--check", "--out", tmp_path)
    assert run.returncode == 1
    assert "plan.schema.json" in run.stderr
    written.unlink()
    assert fiches("schema", "--check", "--out", tmp_path).returncode == 1
    assert not written.exists()


def test_the_committed_schema_is_what_the_models_say() -> None:
    assert fiches("schema", "--check", cwd=ROOT).returncode == 0


def test_eval_fails_below_the_floor(made: Path, tmp_path: Path) -> None:
    gold = ROOT / "tests" / "gold" / "rtes-2022.json"
    plan = json.loads((made / "rtes-2022.json").read_text(encoding="utf-8"))
    plan["fiches"][0]["dates"] = []
    worse = tmp_path / "worse.json"
    worse.write_text(json.dumps(plan), encoding="utf-8")
    done = fiches("eval", gold, worse)
    assert done.returncode == 1
    assert "dates: F1" in done.stderr


def test_eval_of_what_is_no_plan(tmp_path: Path) -> None:
    gold = ROOT / "tests" / "gold" / "rtes-2022.json"
    for bad in (tmp_path / "gone.json", ROOT / "README.md"):
        for arguments in ((gold, bad), (bad, gold)):
            run = fiches("eval", *arguments)
            assert run.returncode == 2
            said = complaints(run)
            assert len(said) == len(run.stderr.splitlines()) == 1
            assert said[0].startswith(f"fiches: {bad}: ")


def test_a_model_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = fiches("extract", SEED, "--out", tmp_path, "--ner", "fr_core_news_none")
    assert done.returncode == 2
    assert "is not installed" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in fiches("extract", SEED, "--out", tmp_path, "--ner", "fr_none", "--debug").stderr


@pytest.mark.parametrize(
    "command", ["extract", "validate", "schema", "eval", "figures", "labels", "export", "report", "diff"]
)
def test_every_command_explains_itself(command: str) -> None:
    done = fiches(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_labels_of_no_plan_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    for path in (tmp_path / "nothing.txt", tmp_path / "torn.docx"):
        done = fiches("labels", path)
        assert done.returncode == 2
        assert len(complaints(done)) == len(done.stderr.splitlines()) == 1
        assert str(path) in done.stderr


def test_figures_score_every_plan_and_say_what_changed(tmp_path: Path) -> None:
    golds = tmp_path / "golds"
    golds.mkdir()
    (golds / "small.txt").write_text(SMALL, encoding="utf-8")
    gold = {"fiches": [{"id": "fiche-1", "partners": [{"name": "Ville de Tarance"}, {"name": "mairie de Nulle Part"}]}]}
    (golds / "small.json").write_text(json.dumps(gold), encoding="utf-8")
    (golds / "layouts.toml").write_text('small = "a few lines"', encoding="utf-8")
    (golds / "floor.toml").write_text("[small]\npartners = 0.6", encoding="utf-8")
    last = tmp_path / "figures.toml"
    run = fiches("figures", golds, "--last", last, "--errors")
    assert run.returncode == 1
    assert "small: partners: F1 0.5000 is below its floor" in run.stderr
    assert "small: partners: missing: fiche-1: name: mairie de Nulle Part" in run.stdout
    assert "a few lines" in run.stdout
    (golds / "floor.toml").write_text("[small]\npartners = 0.5", encoding="utf-8")
    assert fiches("figures", golds, "--last", last, "--write").returncode == 0
    (golds / "small.txt").write_text(SMALL.replace("Ville de Tarance", "mairie de Nulle Part"), encoding="utf-8")
    run = fiches("figures", golds, "--last", last)
    assert "gained since" in run.stdout
    assert "+ small: partners: missing: fiche-1: name: mairie de Nulle Part" in run.stdout
    assert "- small: partners: missing: fiche-1: name: Ville de Tarance" in run.stdout
    for bad in (tmp_path / "nothing", tmp_path):
        assert complaints(fiches("figures", bad))


COMMUNES = ROOT / "tests" / "resolve" / "v_commune_2024.csv"


def test_communes_of_a_file_have_their_codes(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(SMALL.replace("Tarance", "Condom"), encoding="utf-8")
    run = fiches("extract", tmp_path / "plan.txt", "--out", tmp_path / "o", "--ner", "none", "--places", COMMUNES)
    assert run.returncode == 0
    plan = json.loads((tmp_path / "o" / "plan.json").read_text(encoding="utf-8"))
    assert [(each["name"], each["ids"]) for each in plan["organisations"]] == [
        ("association Terres Vives", {}),
        ("Ville de Condom", {"insee": "32107"}),
    ]


@pytest.mark.parametrize("command", ["extract", "batch"])
@pytest.mark.parametrize(("content", "said"), [("COM;LIBELLE\n32013;Auch\nAuch;32013\n", "line 3"), (None, "no file")])
def test_a_wrong_file_of_places_is_one_sentence_before_any_plan(
    tmp_path: Path, command: str, content: str | None, said: str
) -> None:
    (tmp_path / "plan.txt").write_text(SMALL, encoding="utf-8")
    places = tmp_path / "places.csv"
    if content is not None:
        places.write_text(content, encoding="utf-8")
    run = fiches(command, tmp_path / "plan.txt", "--out", tmp_path / "o", "--ner", "none", "--places", places)
    assert run.returncode == 2
    assert len(complaints(run)) == len(run.stderr.splitlines()) == 1
    assert said in run.stderr
    assert str(places) in run.stderr
    assert not (tmp_path / "o").exists()
