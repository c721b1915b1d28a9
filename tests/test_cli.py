"""The command line: what it says, where, and with which exit code."""

import json
from pathlib import Path

import pytest

from tests.command import ROOT, SEED, SMALL, fiches


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    assert fiches("extract", SEED, "--out", out, "--ner", "none", "--quiet").returncode == 0
    return out


def test_the_summary_is_a_table_on_standard_error(tmp_path: Path) -> None:
    done = fiches("extract", SEED, "--out", tmp_path, "--ner", "none")
    assert done.returncode == 0
    assert done.stdout == ""
    head, row = done.stderr.splitlines()[:2]
    assert head.split() == ["fiches", "referents", "dates", "partners", "funding", "diagnostics", "coverage", "plan"]
    assert row.split()[-2:] == ["100.0%", "rtes-2022.txt"]
    assert max(map(len, done.stderr.splitlines())) <= 80


def test_quiet_says_nothing_and_json_speaks_to_machines(tmp_path: Path) -> None:
    done = fiches("extract", SEED, "--out", tmp_path, "--ner", "none", "--quiet", "--json")
    assert done.stderr == ""
    (row,) = json.loads(done.stdout)
    assert row["fiches"] == len(json.loads((tmp_path / "rtes-2022.json").read_text(encoding="utf-8"))["fiches"])


def test_an_error_in_a_plan_is_exit_code_1(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(SMALL + "\nCalendrier : 31 février 2024\n", encoding="utf-8")
    assert fiches("extract", source, "--out", tmp_path / "out", "--ner", "none").returncode == 1
    assert (tmp_path / "out" / "plan.json").exists()


def test_wrong_use_is_exit_code_2(tmp_path: Path) -> None:
    assert fiches("extract").returncode == 2
    assert fiches("extract", SEED, "--nonsense").returncode == 2
    assert fiches("extract", tmp_path, "--out", tmp_path).returncode == 2


def test_place_zone_and_language_change_no_byte(extracted: Path, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "HOME": str(tmp_path)}
    fiches("extract", SEED, "--out", tmp_path / "out", "--ner", "none", "-q", cwd=tmp_path, env=elsewhere)
    for name in ("rtes-2022.json", "rtes-2022.txt"):
        assert (tmp_path / "out" / name).read_bytes() == (extracted / name).read_bytes()


def test_validate_names_the_place_of_an_error(extracted: Path, tmp_path: Path) -> None:
    good = extracted / "rtes-2022.json"
    assert fiches("validate", good).returncode == 0
    plan = json.loads(good.read_text(encoding="utf-8"))
    plan["fiches"][2]["referents"][0]["role"] = "chief"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(plan), encoding="utf-8")
    done = fiches("validate", bad, good)
    assert done.returncode == 1
    assert "fiches[2].referents[0].role" in done.stderr
    assert "rtes-2022.json: valid" in done.stderr


def test_a_stale_schema_is_told(tmp_path: Path) -> None:
    assert fiches("schema", "--out", tmp_path).returncode == 0
    assert fiches("schema", "--check", "--out", tmp_path).returncode == 0
    (tmp_path / "schemas" / "plan.schema.json").write_text("{}", encoding="utf-8")
    done = fiches("schema", "--check", "--out", tmp_path)
    assert done.returncode == 1
    assert "plan.schema.json" in done.stderr


def test_the_committed_schema_is_what_the_models_say() -> None:
    assert fiches("schema", "--check", cwd=ROOT).returncode == 0


def test_eval_fails_below_the_floor(extracted: Path, tmp_path: Path) -> None:
    gold = ROOT / "tests" / "gold" / "rtes-2022.json"
    plan = json.loads((extracted / "rtes-2022.json").read_text(encoding="utf-8"))
    plan["fiches"][0]["dates"] = []
    worse = tmp_path / "worse.json"
    worse.write_text(json.dumps(plan), encoding="utf-8")
    done = fiches("eval", gold, worse)
    assert done.returncode == 1
    assert "dates: F1" in done.stderr


def test_a_model_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = fiches("extract", SEED, "--out", tmp_path, "--ner", "fr_core_news_none")
    assert done.returncode == 2
    assert "is not installed" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in fiches("extract", SEED, "--out", tmp_path, "--ner", "fr_none", "--debug").stderr


@pytest.mark.parametrize("command", ["extract", "validate", "schema", "eval", "export", "report", "diff"])
def test_every_command_explains_itself(command: str) -> None:
    done = fiches(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
