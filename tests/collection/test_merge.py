"""A collection holds what its batches hold: nothing more, nothing less, nothing twice."""

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.engines import local
from pipeline.batch.run import run_batch
from pipeline.batch.sources import find_sources
from pipeline.batch.store import BatchError, Part
from pipeline.collection.entities import Names
from pipeline.collection.listing import list_documents, read_documents
from pipeline.collection.merge import Merged, merge
from pipeline.collection.tables import COLLECTION_TABLES
from pipeline.errors import FichesError
from pipeline.options import Options
from pipeline.run import extract_to
from pipeline.write.export import export
from pipeline.write.load import load_plans
from tests.batch.plans import plan_text, reading, wait_until, write_plans
from tests.collection.batches import made_batch
from tests.command import ROOT, complaints, fiches

duckdb = pytest.importorskip("duckdb")
parquet = pytest.importorskip("pyarrow.parquet")
OURS = {"collection_entities", "entity_links"}


def batch(named: list[Path], out: Path) -> Path:
    list(run_batch(find_sources(map(str, named)), out, reading(), local(2)))
    return out


def merged(batches: list[Path], out: Path) -> Merged:
    *_, last = merge(batches, out)
    return last


def rows(collection: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parquet.read_table(collection / "parquet" / f"{table}.parquet").to_pylist()
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".duckdb"
    }


def test_a_collection_is_the_export_of_its_plans(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in", 28, fiches=3)
    last = merged([batch([tmp_path / "in"], tmp_path / "batch")], tmp_path / "all")
    assert (last.plans, last.fiches, last.repeated) == (28, 84, 0)
    for path in paths:
        extract_to(path, tmp_path / "single", Options(ner="none"))
    plans = load_plans(tmp_path / "single" / f"{path.stem}.json" for path in paths)
    export("jsonl", plans, tmp_path / "fiches.jsonl")
    export("parquet", plans, tmp_path / "tables")
    assert (tmp_path / "all" / "fiches.jsonl").read_bytes() == (tmp_path / "fiches.jsonl").read_bytes()
    with duckdb.connect(str(tmp_path / "all" / "plans.duckdb"), read_only=True) as base:
        for table in COLLECTION_TABLES:
            found = rows(tmp_path / "all", table.name)
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            stored = base.execute(f'SELECT {columns} FROM "{table.name}"').fetchall()
            assert stored == [tuple(row.values()) for row in found]
            if table.name in OURS:
                continue
            expected = parquet.read_table(tmp_path / "tables" / f"{table.name}.parquet").to_pylist()
            assert [{name: row[name] for name in expected[0]} for row in found] == expected if expected else not found
    whole = [json.loads(line) for line in (tmp_path / "all" / "plans.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["plan"] for line in whole] == [loaded.plan.model_dump(mode="json") for loaded in plans]
    assert [line["text"] for line in whole] == [loaded.text for loaded in plans]


def test_the_same_batches_give_the_same_bytes(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 60, fiches=2)
    merged([tmp_path / "batch"], tmp_path / "one")
    merged([tmp_path / "batch"], tmp_path / "two")
    merged([tmp_path / "batch"], tmp_path / "two")  # over the first
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["batch", "one", "two"]


def test_plans_of_one_name_are_told_apart_in_any_order(tmp_path: Path) -> None:
    for number, folder in enumerate(("a", "b", "c")):
        write_plans(tmp_path / folder, 1, fiches=1)
        (tmp_path / folder / "plan-00000.txt").rename(tmp_path / folder / "plan.txt")
        (tmp_path / folder / "plan.txt").write_text(plan_text(number % 2, 1), encoding="utf-8")
    batches = [batch([tmp_path / folder], tmp_path / f"batch-{folder}") for folder in ("a", "b", "c")]
    last = merged(batches, tmp_path / "all")
    assert (last.plans, last.repeated) == (2, 1)  # the third is the first once again
    listed = {row["source_sha256"]: row["plan_id"] for row in rows(tmp_path / "all", "plans")}
    assert all(identity == f"plan-{sha256[:8]}" for sha256, identity in listed.items())
    merged(batches[::-1], tmp_path / "other")
    assert {row["source_sha256"]: row["plan_id"] for row in rows(tmp_path / "other", "plans")} == listed
    lines = (tmp_path / "all" / "fiches.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["key"] for line in lines} == {f"{identity}/fiche-1" for identity in listed.values()}


def test_one_file_beside_other_words_is_two_plans(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_plans(tmp_path / "in" / folder, 1, fiches=1)
    (tmp_path / "in" / "b" / "vocabulary.toml").write_text("", encoding="utf-8")
    last = merged([batch([tmp_path / "in"], tmp_path / "batch")], tmp_path / "all")
    listed = {row["plan_id"]: row["batch_key"] for row in rows(tmp_path / "all", "plans")}
    assert (last.plans, last.repeated) == (2, 0)
    assert all(identity == f"plan-00000-{key[:8]}" for identity, key in listed.items())


def test_the_list_s_metadata_is_in_the_table_of_plans(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 2, fiches=1)
    (tmp_path / "list.csv").write_text("path,territoire\nin/plan-00001.txt,Gers\n", encoding="utf-8")
    named = [tmp_path / "list.csv", tmp_path / "in"]
    merged([batch(named, tmp_path / "batch")], tmp_path / "all")
    first, second = rows(tmp_path / "all", "plans")
    assert (json.loads(first["metadata"]), second["metadata"]) == ({"territoire": "Gers"}, None)
    assert first["path"] == str(tmp_path / "in" / "plan-00001.txt")


@pytest.mark.parametrize("harm", ["cut", "other", "text", "version", "span"])
def test_a_damaged_shard_is_one_sentence(tmp_path: Path, harm: str) -> None:
    made_batch(tmp_path / "batch", 3, fiches=1)
    [shard] = [path for path in (tmp_path / "batch" / "shards").iterdir() if "index" not in path.name]
    content = shard.read_bytes()
    middle = len(content) // 2
    shard.write_bytes(
        {
            "cut": content[:middle],
            "other": content[:middle] + b"}" * 40 + content[middle + 40 :],
            "text": content.replace(b"Plan d'action", b"Plan\\u002action", 1),
            "version": content.replace(b'"schema_version":"1', b'"schema_version":"9', 1),
            "span": content.replace(b'"span":{"start":', b'"span":{"start":9', 1)[: len(content)],
        }[harm]
    )
    with pytest.raises(BatchError) as caught:
        merged([tmp_path / "batch"], tmp_path / "all")
    assert caught.value.code == "shard-damaged"
    assert shard.name in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["batch"]
    said = fiches("merge", tmp_path / "batch", "--out", tmp_path / "all")
    assert (said.returncode, len(complaints(said))) == (2, 1)


def test_a_batch_in_parts_is_merged_when_all_are_read(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 30, fiches=1)
    for number in (1, 3, 2):
        sources = find_sources([str(tmp_path / "in")])
        list(run_batch(sources, tmp_path / "batch", reading(), local(2), part=Part(number, 3)))
        if number == 3:
            with pytest.raises(BatchError, match=r"part 2 of 3 is not read .* --shard 2/3"):
                merged([tmp_path / "batch"], tmp_path / "all")
    assert merged([tmp_path / "batch"], tmp_path / "all").plans == 30
    batch([tmp_path / "in"], tmp_path / "batch")
    with pytest.raises(BatchError, match="runs in 1 and in 3 parts"):
        merged([tmp_path / "batch"], tmp_path / "all")
    for path in (tmp_path / "batch").glob("*-of-*"):
        path.unlink()
    assert merged([tmp_path / "batch"], tmp_path / "again").plans == 30


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 1, fiches=1)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x", encoding="utf-8")
    for out in (tmp_path / "mine", tmp_path / "mine" / "notes.txt"):
        with pytest.raises(FichesError, match="holds something else"):
            merged([tmp_path / "batch"], out)
    with pytest.raises(FichesError, match="holds no batch"):
        merged([tmp_path / "mine"], tmp_path / "all")
    (tmp_path / "empty").mkdir()
    assert merged([tmp_path / "batch"], tmp_path / "empty").plans == 1


def test_an_unfinished_merge_leaves_the_collection_as_it_was(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 30, fiches=1)
    merged([tmp_path / "batch"], tmp_path / "all")
    before = contents(tmp_path / "all")
    states = merge([tmp_path / "batch"], tmp_path / "all")
    next(states)
    states.close()
    assert contents(tmp_path / "all") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all", "batch"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_merge_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 500)
    command = [sys.executable, "-m", "pipeline.cli", "merge", str(tmp_path / "batch"), "--out", str(tmp_path / "all")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_until(lambda: any(tmp_path.glob(".all.*/plans.jsonl")))
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 128 + signal.SIGTERM
    assert said == (
        f"fiches: {tmp_path / 'all'}: stopped by SIGTERM; nothing was changed there, give the same command again\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["batch"]


def test_from_the_command_line(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 2, fiches=2)
    done = fiches("merge", tmp_path / "batch", tmp_path / "batch", "--out", tmp_path / "all", "--json")
    assert done.returncode == 0, done.stderr
    [said] = json.loads(done.stdout)
    assert (said["plans"], said["fiches"], said["repeated"]) == (2, 4, 2)
    assert "2 documents met again" in done.stderr
    made_batch(tmp_path / "small", 1, fiches=1)
    done = fiches("merge", tmp_path / "small", "--out", tmp_path / "one")
    assert ": 1 plan, 1 fiche, " in done.stderr


def test_a_path_in_another_encoding(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 1, fiches=1)
    try:
        (tmp_path / "in" / "plan-00000.txt").rename(tmp_path / "in" / "\udce9t\udce9.txt")
    except OSError:
        pytest.skip("this file system has names in Unicode only")
    assert merged([batch([tmp_path / "in"], tmp_path / "batch")], tmp_path / "all").plans == 1
    assert rows(tmp_path / "all", "plans")[0]["path"].endswith("\ufffdt\ufffd.txt")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read where Linux says it")
def test_memory_does_not_grow_with_the_plans(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 2000, fiches=1, towns=50, people=100)
    held: dict[int, int] = {}
    for state in merge([tmp_path / "batch"], tmp_path / "all"):
        held.setdefault(state.plans, int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096)
    assert held[2000] - held[1000] < 30 * 2**20


def test_work_is_near_linear(tmp_path: Path) -> None:
    """The names of twice the plans take twice as long, though each plan has those of all others."""
    plans = {count: tmp_path / str(count) for count in (400, 1600)}
    steps: dict[int, int] = {}
    for count, folder in plans.items():
        made_batch(folder, count, fiches=1, towns=20, people=40)
        steps[count] = 0

        def count_step(count: int = count) -> int:
            steps[count] += 1
            return 0

        with sqlite3.connect(":memory:", isolation_level=None) as base:
            base.set_progress_handler(count_step, 1000)
            list_documents(base, [folder])
            names = Names(base)
            for document in read_documents(base):
                names.add(document.number, document.plan)
            names.resolve()
        base.close()
    assert steps[1600] < 5.5 * steps[400]
