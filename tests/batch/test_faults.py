"""Keep working: each fault is really made, and costs no healthy document.

After each, the folder is byte for byte that of a run that nothing disturbed.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.batch import supervisor
from pipeline.batch.engines import local
from pipeline.batch.run import SHARD, run_batch
from pipeline.batch.sources import find_sources
from pipeline.batch.store import BatchError, documents
from pipeline.options import Options
from tests.batch.driving import children, driver, slow_plans
from tests.batch.plans import POISON, plan_text, reading, results, use_poisonable_readers, wait_until, write_plans

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals are those of POSIX")


@pytest.fixture(autouse=True)
def poisonable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "_BOOT", supervisor._BOOT)
    use_poisonable_readers()


def run(folder: Path, out: Path, seconds: int = 60) -> None:
    list(run_batch(find_sources([str(folder)]), out, reading(seconds), local(2)))


def undisturbed(folder: Path, out: Path) -> dict[str, bytes]:
    run(folder, out)
    return results(out)


def test_poison_costs_only_itself(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in", SHARD + 5, fiches=1)
    for word, path in zip(POISON, paths[2:], strict=False):
        path.write_text(plan_text(1, 1) + word, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", seconds=3)
    poisoned = paths[2 : 2 + len(POISON)]
    assert [each.row["path"] for each in documents(tmp_path / "out")] == [str(p) for p in paths if p not in poisoned]
    quarantine = (tmp_path / "out" / "quarantine.jsonl").read_text(encoding="utf-8")
    for said in ("SIGSEGV", "more than 3 seconds", "MB of memory", "too deep"):
        assert quarantine.count(said) == 1
    assert quarantine.count('"tries":3') == len(POISON)
    for path in poisoned:
        path.unlink()
    run(tmp_path / "in", tmp_path / "again")
    # the same documents, though in other shards
    assert [each.line() for each in documents(tmp_path / "out")] == [
        each.line() for each in documents(tmp_path / "again")
    ]


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    [path] = write_plans(tmp_path / "in", 1, fiches=1)
    path.write_text(plan_text(1, 1) + "OFFSPRING", encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", seconds=3)
    started = path.with_suffix(".pids").read_text(encoding="ascii").split()
    assert len(started) == 3
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), seconds=10)


def test_bad_luck_once_is_not_the_document_s_fault(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in", 8, fiches=1)
    paths[3].write_text(plan_text(3, 1) + "UNLUCKY", encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out")
    assert paths[3].with_suffix(".met").exists()
    assert results(tmp_path / "out") == undisturbed(tmp_path / "in", tmp_path / "calm")
    assert (tmp_path / "out" / "quarantine.jsonl").read_bytes() == b""


def test_the_model_is_loaded_once_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plans(tmp_path / "in", 3 * SHARD, fiches=1)
    monkeypatch.setenv("FICHES_TEST_LOADS", str(tmp_path / "loads"))
    with_model = reading(options=Options(ner="ours"))
    *_, last = run_batch(find_sources([str(tmp_path / "in")]), tmp_path / "out", with_model, local(1))
    assert (last.through, last.failed) == (3 * SHARD, 0)
    assert len((tmp_path / "loads").read_text(encoding="ascii").splitlines()) == 1


@pytest.fixture
def interrupted(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    slow_plans(tmp_path / "in", 4 * SHARD)
    with driver(tmp_path / "in", tmp_path / "out") as process:
        try:
            wait_until(lambda: len(children(process.pid)) == 2)
            yield process
        finally:
            process.kill()


def test_killed_workers(tmp_path: Path, interrupted: "subprocess.Popen[str]") -> None:
    for child in children(interrupted.pid):
        os.kill(child, signal.SIGKILL)
    wait_until(lambda: len(children(interrupted.pid)) == 2)
    os.kill(children(interrupted.pid)[0], signal.SIGKILL)
    _, said = interrupted.communicate(timeout=120)
    assert (interrupted.returncode, said) == (0, "")
    assert results(tmp_path / "out") == undisturbed(tmp_path / "in", tmp_path / "calm")


def test_a_killed_driver(tmp_path: Path, interrupted: "subprocess.Popen[str]") -> None:
    workers = children(interrupted.pid)
    wait_until(lambda: any((tmp_path / "out" / "shards").glob("*.index.jsonl")))
    interrupted.kill()
    interrupted.communicate()
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    done = len(list((tmp_path / "out" / "shards").glob("*.index.jsonl")))
    assert 0 < done < 4
    run(tmp_path / "in", tmp_path / "out")
    assert results(tmp_path / "out") == undisturbed(tmp_path / "in", tmp_path / "calm")


def test_two_runs_on_one_folder(tmp_path: Path, interrupted: "subprocess.Popen[str]") -> None:
    wait_until(lambda: (tmp_path / "out" / ".lock").exists())
    with pytest.raises(BatchError, match="another run writes there"):
        run(tmp_path / "in", tmp_path / "out")
    assert interrupted.communicate(timeout=120) == ("", "")
    assert results(tmp_path / "out") == undisturbed(tmp_path / "in", tmp_path / "calm")


def test_a_clock_that_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plans(tmp_path / "in", 5, fiches=1)
    calm = undisturbed(tmp_path / "in", tmp_path / "calm")
    for path in (tmp_path / "in").iterdir():
        os.utime(path, (4_000_000_000, 4_000_000_000))
    monkeypatch.setattr("time.time", iter([1e9, 4e9, -1e9] * 1000).__next__)
    run(tmp_path / "in", tmp_path / "out")
    assert results(tmp_path / "out") == calm


def test_a_source_that_changes_while_it_is_read(tmp_path: Path) -> None:
    paths = write_plans(tmp_path / "in", 3, fiches=1)
    paths[1].write_text(plan_text(1, 1) + "\nCHANGING\n", encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out")
    assert "CHANGING" not in paths[1].read_text(encoding="utf-8")
    # what was read is what its row says, and it is not read again
    states = list(run_batch(find_sources([str(tmp_path / "in")]), tmp_path / "out", reading(), local(2)))
    assert states[-1].skipped == 3
    text = b"".join(each.line() for each in documents(tmp_path / "out"))
    assert b"changed" in text
    assert b"CHANGING" not in text
    run(tmp_path / "in", tmp_path / "calm")  # what the source is now
    assert text == b"".join(each.line() for each in documents(tmp_path / "calm"))


def test_a_read_only_folder(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 1, fiches=1)
    (tmp_path / "out").write_text("no folder", encoding="utf-8")
    with pytest.raises(BatchError, match="cannot be written"):
        run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out").unlink()
    run(tmp_path / "in", tmp_path / "out")
    assert results(tmp_path / "out") == undisturbed(tmp_path / "in", tmp_path / "calm")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # also when a failed test holds a file there


def test_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    write_plans(tmp_path / "in", 4 * SHARD, fiches=2)
    with pytest.raises(BatchError, match=r"No space left.*what is done is kept"):
        run(tmp_path / "in", small_disk)
    assert not [path for path in (small_disk / "shards").iterdir() if path.name.startswith(".")]
    subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
    run(tmp_path / "in", small_disk)
    assert results(small_disk) == undisturbed(tmp_path / "in", tmp_path / "calm")


def test_a_read_only_disk(tmp_path: Path, small_disk: Path) -> None:
    write_plans(tmp_path / "in", 2, fiches=1)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(BatchError, match="Read-only file system"):
        run(tmp_path / "in", small_disk)
    subprocess.run(["mount", "-o", "remount,rw,size=100m", str(small_disk)], check=True)
    run(tmp_path / "in", small_disk)
    assert results(small_disk) == undisturbed(tmp_path / "in", tmp_path / "calm")
