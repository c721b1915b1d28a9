"""A run that is asked to stop ends at once, takes with it what is half-written, and leaves other runs alone."""

import contextlib
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
from pipeline.batch.store import Part
from tests.batch.driving import children, driver, slow_plans
from tests.batch.plans import plan_text, reading, results, use_poisonable_readers, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")


@pytest.fixture(autouse=True)
def poisonable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "_BOOT", supervisor._BOOT)
    use_poisonable_readers()


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """Two live parts of one list, each with shards under way; the first is at a plan that never ends."""
    endless = slow_plans(tmp_path / "in", 4 * SHARD)[3]
    endless.write_text(plan_text(3, 1) + "ENDLESS", encoding="utf-8")
    started = [driver(tmp_path / "in", tmp_path / "out", "--shard", f"{number}/2") for number in (1, 2)]
    with started[0], started[1]:
        endless_readers: list[int] = []
        try:
            wait_until(lambda: all(half_written(tmp_path, number) for number in (1, 2)))
            endless_readers = children(started[0].pid)
            os.kill(started[1].pid, signal.SIGSTOP)
            yield started
        finally:
            for process in started:
                process.kill()
            for reader in endless_readers:  # which outlive a killed driver until their plan's time is over
                with contextlib.suppress(ProcessLookupError):
                    os.kill(reader, signal.SIGKILL)


def half_written(place: Path, part: int) -> list[Path]:
    return list((place / "out" / "shards").glob(f".{part}-of-2.*"))


def run(place: Path, out: str, number: int) -> None:
    list(run_batch(find_sources([str(place / "in")]), place / out, reading(), local(2), part=Part(number, 2)))


def test_a_part_that_is_stopped(tmp_path: Path, parts: list["subprocess.Popen[str]"]) -> None:
    stopped, other = parts
    workers, living = children(stopped.pid), half_written(tmp_path, 2)
    assert workers
    stopped.send_signal(signal.SIGTERM)
    _, said = stopped.communicate(timeout=20)  # far less than what the plan that never ends may take
    assert said.splitlines() == [
        f"fiches: {tmp_path / 'out'}: stopped by SIGTERM; give the same command again, what is done is kept"
    ]
    assert stopped.returncode == 128 + signal.SIGTERM
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert half_written(tmp_path, 1) == []
    assert half_written(tmp_path, 2) == living
    assert not list((tmp_path / "out").glob("manifest*"))
    os.kill(other.pid, signal.SIGCONT)
    assert other.communicate(timeout=120) == ("", "")
    assert other.returncode == 0
    (tmp_path / "in" / "plan-00003.txt").write_text(plan_text(3, 1), encoding="utf-8")
    run(tmp_path, "out", 1)
    for number in (1, 2):
        run(tmp_path, "calm", number)
    assert results(tmp_path / "out") == results(tmp_path / "calm")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP])
def test_other_ways_to_stop(tmp_path: Path, parts: list["subprocess.Popen[str]"], how: signal.Signals) -> None:
    workers = children(parts[0].pid)
    parts[0].send_signal(how)
    _, said = parts[0].communicate(timeout=20)
    assert f"stopped by {how.name}" in said
    assert parts[0].returncode == 128 + how
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert half_written(tmp_path, 1) == []


def test_a_part_that_was_killed_is_swept_by_its_next_start(
    tmp_path: Path, parts: list["subprocess.Popen[str]"]
) -> None:
    killed, living = parts[0], half_written(tmp_path, 2)
    killed.kill()
    killed.communicate()
    assert half_written(tmp_path, 1)
    (tmp_path / "in" / "plan-00003.txt").write_text(plan_text(3, 1), encoding="utf-8")
    run(tmp_path, "out", 1)
    assert half_written(tmp_path, 1) == []
    assert half_written(tmp_path, 2) == living
