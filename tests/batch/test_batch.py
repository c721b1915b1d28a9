"""A batch gives what `extract` gives, once a document, and knows what it need not do again."""

import json
from pathlib import Path

import pytest

from pipeline.batch import keys
from pipeline.batch.engines import local
from pipeline.batch.run import SHARD, Progress, run_batch
from pipeline.batch.sources import find_sources
from pipeline.batch.store import BatchError, Part, documents
from pipeline.errors import FichesError
from pipeline.model import Plan
from pipeline.options import Options
from pipeline.run import extract_to
from tests.batch.plans import plan_text, reading, results, write_plans
from tests.command import complaints, fiches


def run(folder: Path | list[str], out: Path, **options: object) -> Progress:
    named = folder if isinstance(folder, list) else [str(folder)]
    *_, last = run_batch(find_sources(named), out, reading(), local(2), **options)  # type: ignore[arg-type]
    return last


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_plan_is_what_extract_gives(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in", SHARD + 3)
    (tmp_path / "in" / "sub").mkdir()
    (tmp_path / "in" / "sub" / "none.txt").write_text("Rien ici.\n", encoding="utf-8")
    assert run(tmp_path / "in", tmp_path / "out") == Progress(total=SHARD + 4, through=SHARD + 4, failed=1, skipped=0)
    found = list(documents(tmp_path / "out"))
    assert [each.row["path"] for each in found] == [str(path) for path in paths]
    for path, each in zip(paths, found, strict=True):
        plan = extract_to(path, tmp_path / "single", Options(ner="none")).plan
        line = json.loads(each.line())
        assert Plan.model_validate_json(json.dumps(line["plan"])) == plan
        assert line["text"] == (tmp_path / "single" / f"{path.stem}.txt").read_text(encoding="utf-8")
        assert line["key"] == each.row["key"]
    [refused] = rows(tmp_path / "out" / "quarantine.jsonl")
    assert refused["reason"]["code"] == "no-fiche"  # type: ignore[index]
    assert refused["tries"] == 1  # reading it again would say the same


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in", 2 * SHARD, fiches=2)
    run(tmp_path / "in", tmp_path / "out")
    before = results(tmp_path / "out")
    assert run(tmp_path / "in", tmp_path / "out").skipped == 2 * SHARD
    assert results(tmp_path / "out") == before
    paths[3].write_text(plan_text(900), encoding="utf-8")
    (tmp_path / "in" / "plan-aaa.txt").write_text(plan_text(901), encoding="utf-8")
    again = run(tmp_path / "in", tmp_path / "out")
    assert (again.total, again.skipped) == (2 * SHARD + 1, 2 * SHARD - 1)
    after = results(tmp_path / "out")
    assert all(after[name] == content for name, content in before.items() if name != "manifest.jsonl")
    assert len(list(documents(tmp_path / "out"))) == 2 * SHARD + 1


def test_a_moved_folder_is_known_and_a_copy_is_read_once(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 3)
    run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in").rename(tmp_path / "moved")
    write_plans(tmp_path / "copy", 4)
    last = run([str(tmp_path / "moved"), str(tmp_path / "copy")], tmp_path / "out")
    assert (last.total, last.skipped) == (7, 6)
    assert len(rows(tmp_path / "out" / "manifest.jsonl")) == 7
    assert len(list(documents(tmp_path / "out"))) == 4


def test_another_reader_reads_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plans(tmp_path / "in", 2)
    run(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr(keys, "__version__", "9.9")
    assert run(tmp_path / "in", tmp_path / "out").skipped == 0


@pytest.mark.parametrize("other", [Options(), Options(ner="ours+none"), Options(ner="none", places=Path(__file__))])
def test_the_fingerprint_tells_options_apart(other: Options) -> None:
    assert keys.fingerprint(other) != keys.fingerprint(Options(ner="none"))
    assert keys.fingerprint(other) == keys.fingerprint(other)


def test_the_fingerprint_tells_models_apart(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1")
    before = keys.fingerprint(Options(ner=str(tmp_path)))
    (tmp_path / "weights").write_bytes(b"2")
    assert keys.fingerprint(Options(ner=str(tmp_path))) != before


def test_what_stands_beside_a_plan_is_part_of_its_key(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 2, fiches=1)
    run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in" / "plan-00001.corrections.yaml").write_text("corrections: []\n", encoding="utf-8")
    assert run(tmp_path / "in", tmp_path / "out").skipped == 1
    (tmp_path / "in" / "vocabulary.toml").write_text("", encoding="utf-8")
    assert run(tmp_path / "in", tmp_path / "out").skipped == 0
    assert run(tmp_path / "in", tmp_path / "out").skipped == 2


def test_quarantine_is_left_alone_until_asked(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 2)
    (tmp_path / "in" / "none.txt").write_text("Rien.", encoding="utf-8")
    assert run(tmp_path / "in", tmp_path / "out").failed == 1
    again = run(tmp_path / "in", tmp_path / "out")
    assert (again.failed, again.skipped) == (1, 3)
    retried = run(tmp_path / "in", tmp_path / "out", retry=True)
    assert (retried.failed, retried.skipped) == (1, 2)


def test_parts_of_a_list_make_the_whole(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 3 * SHARD + 2, fiches=1)
    run(tmp_path / "in", tmp_path / "whole")
    for number in (1, 2, 3):
        run(tmp_path / "in", tmp_path / "parts", part=Part(number, 3))
    whole, parts = (
        {name: content for name, content in results(tmp_path / out).items() if "manifest" not in name}
        for out in ("whole", "parts")
    )
    shards = {name: content for name, content in whole.items() if name != "quarantine.jsonl"}
    assert shards == {name: content for name, content in parts.items() if not name.startswith("quarantine")}
    assert {each.row["path"] for each in documents(tmp_path / "parts")} == {
        each.row["path"] for each in documents(tmp_path / "whole")
    }


def test_manifests_give_paths_and_metadata(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 2)
    listed = tmp_path / "list.csv"
    listed.write_text("\ufeffterritoire;path\nGers;in/plan-00001.txt\nLot;in/absent.txt\n", encoding="utf-8")
    assert run([str(listed)], tmp_path / "out").failed == 1
    first, second = rows(tmp_path / "out" / "manifest.jsonl")
    assert (first["metadata"], first["state"], first["fiches"]) == ({"territoire": "Gers"}, "done", 12)
    assert (second["metadata"], second["state"]) == ({"territoire": "Lot"}, "unread")
    lines = tmp_path / "list.jsonl"
    lines.write_text(
        '{"path": "in/plan-00000.txt", "annee": 2024}\n\n{"path": "in/plan-00001.txt"}\n', encoding="utf-8"
    )
    assert [(each.path.name, each.metadata) for each in find_sources([str(lines)])] == [
        ("plan-00000.txt", {"annee": "2024"}),
        ("plan-00001.txt", {}),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "nom;chemin\nx;y\n", "line 1: has no column `path`"),
        ("a.csv", "path;x\na;b;c;d\n", "line 2: has more cells"),
        ("a.csv", "path;x\n;b\n", "line 2: has no `path`"),
        ("a.jsonl", '{"path": "a"}\n{"path"\n', "line 2: is no JSON"),
        ("a.jsonl", "[1]\n", "line 1: is no object"),
        ("a.jsonl", "", "no plan was found"),
    ],
)
def test_a_wrong_manifest_is_one_sentence(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(FichesError, match=said):
        find_sources([str(tmp_path / name)])


def test_globs_and_folders_give_each_file_once(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in" / "deep", 2)
    (tmp_path / "in" / ".hidden.txt").write_text("x", encoding="utf-8")
    (tmp_path / "in" / "image.png").write_bytes(b"x")
    named = [str(tmp_path / "in" / "**" / "*.txt"), str(tmp_path / "in"), str(paths[0])]
    assert [source.path for source in find_sources(named)] == paths
    with pytest.raises(FichesError, match="no such file"):
        find_sources([str(tmp_path / "absent")])


def test_no_list_of_the_user_s_is_written_over(tmp_path: Path) -> None:
    write_plans(tmp_path, 1, fiches=1)
    for name in ("manifest.jsonl", "quarantine-1-of-2.jsonl"):
        (tmp_path / name).write_text('{"path": "plan-00000.txt"}\n', encoding="utf-8")
        with pytest.raises(FichesError, match="would be written over"):
            find_sources([str(tmp_path / name)], tmp_path / "out" / "..")
        assert len(find_sources([str(tmp_path / name)], tmp_path / "out")) == 1


def test_a_batch_that_never_was_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="holds no batch"):
        list(documents(tmp_path))


def test_from_the_command_line(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 2)
    done = fiches("batch", tmp_path / "in", "--out", tmp_path / "out", "--ner", "none", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == [{"files": 2, "skipped": 0, "failed": 0, "out": str(tmp_path / "out")}]
    scans = fiches("batch", tmp_path / "in", "--out", tmp_path / "out", "--ner", "none", "--ocr", "--json")
    assert (scans.returncode, json.loads(scans.stdout)[0]["skipped"]) == (0, 0)  # read with something else
    wrong = fiches("batch", tmp_path / "in", "--out", tmp_path / "out", "--shard", "3/2")
    assert (wrong.returncode, len(complaints(wrong))) == (2, 1)
    alone = fiches("batch", tmp_path / "in", "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1")
    assert (alone.returncode, len(complaints(alone))) == (2, 1)
    missing = fiches("batch", tmp_path / "in", "--out", tmp_path / "out", "--ner", "fr_absent")
    assert (missing.returncode, len(complaints(missing))) == (2, 1)
    assert "fr_absent" in missing.stderr
