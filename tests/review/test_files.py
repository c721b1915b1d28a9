"""What a review writes: drafts that outlive a killed server, a file that is never half or over another's."""

import shutil
from pathlib import Path

import pytest

from pipeline.corrections.file import parse_corrections
from pipeline.errors import FichesError
from pipeline.options import Options
from pipeline.review.session import Session
from pipeline.review.storage import ReviewError, Storage
from tests.command import complaints, fiches
from tests.corrections.plans import PLAN
from tests.review.conftest import Running, Start
from tests.review.test_guard import ACCEPT, Client, decided


def entries(path: Path) -> int:
    return len(parse_corrections(path.read_text(encoding="utf-8"), path.name).entries)


def accept(client: Client, fiche: str) -> None:
    assert client.ask("POST", "/relue", body=client.form(**{**ACCEPT, "fiche": fiche}))[0] == 303


def test_a_killed_review_goes_on_where_it_was(start: Start) -> None:
    running = start(PLAN)
    client = Client(running)
    accept(client, "fiche-1")
    accept(client, "fiche-2")
    running.kill()
    assert entries(running.draft) == 2
    assert not running.corrections.exists()
    again = Client(start())
    assert "brouillon" in again.ask("GET", "/")[2]
    assert decided(again) == 2
    assert again.ask("POST", "/enregistrer", body=again.form())[0] == 303
    assert entries(running.corrections) == 2
    assert not running.draft.exists()


def test_ending_says_where_the_draft_is(start: Start) -> None:
    running = start(PLAN)
    accept(Client(running), "fiche-1")
    said = running.end()
    assert "decisions that were not saved are kept in .plan.corrections.draft.yaml" in said
    assert "Traceback" not in said
    assert running.process.returncode == 0
    assert not running.source.with_name(".plan.review.lock").exists()


def test_undoing_everything_leaves_no_draft(start: Start) -> None:
    running = start(PLAN)
    client = Client(running)
    accept(client, "fiche-1")
    assert running.draft.exists()
    client.ask("POST", "/annuler", body=client.form())
    assert not running.draft.exists()
    client.ask("POST", "/retablir", body=client.form())
    assert running.draft.exists()


def test_a_second_review_is_warned_and_writes_nothing(start: Start) -> None:
    running = start(PLAN)
    client = Client(running)
    accept(client, "fiche-1")
    before = running.draft.read_bytes()
    second = fiches("review", running.source, "--no-open", "--ner", "none")
    assert second.returncode == 1
    assert len(complaints(second)) == 1
    assert "is being reviewed in another window" in second.stderr
    assert running.draft.read_bytes() == before
    running.end()
    assert Client(start()).ask("GET", "/")[0] == 200


def test_what_another_wrote_is_not_overwritten(start: Start) -> None:
    running = start(PLAN)
    client = Client(running)
    accept(client, "fiche-1")
    theirs = "# d'une autre main\nversion: 1\ncorrections:\n- change: plan\n  to: {year: 2032}\n"
    running.corrections.write_text(theirs, encoding="utf-8")
    client.ask("POST", "/enregistrer", body=client.form())
    assert running.corrections.read_text(encoding="utf-8") == theirs
    page = client.ask("GET", "/")[2]
    assert "a changé entre-temps" in page
    assert entries(running.draft) == 1
    client.ask("POST", "/reunir", body=client.form())
    assert decided(client) == 2
    client.ask("POST", "/enregistrer", body=client.form())
    assert entries(running.corrections) == 2
    assert running.corrections.read_text(encoding="utf-8").startswith("# d'une autre main")


def test_contradicting_another_is_said(start: Start) -> None:
    running = start(PLAN)
    client = Client(running)
    client.ask("POST", "/axe", body=client.form())
    session_year = {"ou": "fiche-1", "valeur": "fiche", "do": "modifier", "f-title": "Le jardin"}
    client.ask("POST", "/valeur", body=client.form(**session_year))
    running.corrections.write_text(
        "version: 1\ncorrections:\n- change: fiche\n  fiche: fiche-1\n  to: {title: Un jardin}\n", encoding="utf-8"
    )
    client.ask("POST", "/enregistrer", body=client.form())
    client.ask("POST", "/reunir", body=client.form())
    assert "se contredisent" in client.ask("GET", "/")[2]
    assert decided(client) == 1


@pytest.mark.parametrize(("do", "left"), [("reprendre", 2), ("abandonner", 1)])
def test_a_draft_of_another_file_is_asked_about(start: Start, do: str, left: int) -> None:
    running = start(PLAN)
    accept(Client(running), "fiche-1")
    running.kill()
    running.corrections.write_text("version: 1\ncorrections:\n- change: plan\n  to: {year: 2032}\n", encoding="utf-8")
    client = Client(start())
    assert "Un brouillon ne correspond plus au fichier" in client.ask("GET", "/")[2]
    assert running.draft.exists()
    client.ask("POST", "/brouillon", body=client.form(do=do))
    assert decided(client) == left
    assert running.draft.exists() is (do == "reprendre")


def test_a_save_that_fails_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(PLAN, encoding="utf-8")
    source.with_name("plan.corrections.yaml").write_text("version: 1\ncorrections: []\n")
    session = Session(source, Storage(source), Options(ner="none"))
    session.decide(parse_corrections("version: 1\ncorrections:\n- accept: fiche\n  fiche: fiche-1\n", "x").entries)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.review.storage.os.fsync", full)
    with pytest.raises(FichesError, match="No space left"):
        session.save()
    assert source.with_name("plan.corrections.yaml").read_text() == "version: 1\ncorrections: []\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".plan.corrections.draft.yaml", "plan.corrections.yaml", "plan.txt",
    ]  # fmt: skip


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    none = fiches("review", tmp_path / "none.txt", "--no-open")
    assert (none.returncode, len(complaints(none))) == (1, 1)
    bad = tmp_path / "plan.txt"
    bad.write_text("Rien.\n", encoding="utf-8")
    empty = fiches("review", bad, "--no-open", "--ner", "none")
    assert "holds no fiche" in complaints(empty)[0]
    bad.write_text(PLAN, encoding="utf-8")
    bad.with_name("plan.corrections.yaml").write_text("version: 1\ncorrections:\n- delete: x\n", encoding="utf-8")
    wrong = fiches("review", bad, "--no-open", "--ner", "none")
    assert "plan.corrections.yaml, line 3" in complaints(wrong)[0]
    orphan = tmp_path / "out"
    assert fiches("extract", bad, "--out", orphan, "--ner", "none").returncode == 1
    bad.with_name("plan.corrections.yaml").unlink()
    assert fiches("extract", bad, "--out", orphan, "--ner", "none").returncode == 0
    lost = fiches("review", orphan / "plan.json", "--source", tmp_path / "elsewhere", "--no-open", "--ner", "none")
    assert "name the folder with --source" in complaints(lost)[0]


def test_a_json_leads_to_its_source(start: Start, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert fiches("extract", source, "--out", tmp_path / "out", "--ner", "none").returncode == 0
    shutil.copy(tmp_path / "out" / "plan.json", source / "copy.json")
    running = Running(tmp_path / "out" / "plan.json", "--source", str(source))
    try:
        assert Client(running).ask("GET", "/fiche/fiche-1")[0] == 200
    finally:
        assert "Traceback" not in running.end()


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    with Storage(source).locked(), pytest.raises(ReviewError), Storage(source).locked():
        pass
    with Storage(source).locked():
        pass
