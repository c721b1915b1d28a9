"""A batch on a Dask cluster: what the local engine gives, also when workers or the scheduler die."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.batch.engines import dask, local
from pipeline.batch.run import SHARD, run_batch
from pipeline.batch.sources import find_sources
from pipeline.batch.store import BatchError
from tests.batch.plans import reading, results, wait_until, write_plans
from tests.command import ROOT

pytest.importorskip("distributed")

_QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error", "PYTHONPATH": str(ROOT)}


@contextmanager
def started(*command: str) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, **_QUIET}
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


class Cluster:
    """A scheduler and two workers, each in a process of its own."""

    def __init__(
        self, scheduler: "subprocess.Popen[str]", address: str, workers: list["subprocess.Popen[str]"]
    ) -> None:
        self.scheduler, self.address, self.workers = scheduler, address, workers


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    scheduler = started(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(tmp_path / "scheduler.json"),
    )  # fmt: skip
    with scheduler as running:
        wait_until((tmp_path / "scheduler.json").exists)
        address = re.search(r"tcp://[\d.:]+", (tmp_path / "scheduler.json").read_text(encoding="utf-8"))
        assert address is not None
        worker = (
            "distributed.cli.dask_worker", address[0], "--nthreads", "1", "--no-dashboard",
            "--local-directory", str(tmp_path / "dask"),
        )  # fmt: skip
        with started(*worker) as one, started(*worker) as other:
            yield Cluster(running, address[0], [one, other])


def test_the_same_as_local(tmp_path: Path, cluster: Cluster) -> None:
    write_plans(tmp_path / "in", 3 * SHARD, fiches=2)
    sources = find_sources([str(tmp_path / "in")])
    *_, last = run_batch(sources, tmp_path / "out", reading(), dask(cluster.address))
    assert (last.through, last.failed) == (3 * SHARD, 0)
    list(run_batch(sources, tmp_path / "calm", reading(), local(2)))
    assert results(tmp_path / "out") == results(tmp_path / "calm")


def test_a_killed_worker_costs_nothing(tmp_path: Path, cluster: Cluster) -> None:
    write_plans(tmp_path / "in", 6 * SHARD, fiches=4)
    sources = find_sources([str(tmp_path / "in")])
    states = run_batch(sources, tmp_path / "out", reading(), dask(cluster.address))
    while next(states).through == 0:
        pass
    for child in Path(f"/proc/{cluster.workers[0].pid}/task/{cluster.workers[0].pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)  # the worker itself, which its nanny starts again
    *_, last = states
    assert (last.through, last.failed) == (6 * SHARD, 0)
    list(run_batch(sources, tmp_path / "calm", reading(), local(2)))
    assert results(tmp_path / "out") == results(tmp_path / "calm")


def test_a_killed_scheduler_stops_the_run_and_loses_nothing(tmp_path: Path, cluster: Cluster) -> None:
    write_plans(tmp_path / "in", 6 * SHARD, fiches=4)
    sources = find_sources([str(tmp_path / "in")])
    states = run_batch(sources, tmp_path / "out", reading(), dask(cluster.address))
    while next(states).through == 0:
        pass
    cluster.scheduler.kill()
    with pytest.raises(BatchError, match="no Dask scheduler answers"):
        list(states)
    list(run_batch(sources, tmp_path / "out", reading(), local(2)))
    list(run_batch(sources, tmp_path / "calm", reading(), local(2)))
    assert results(tmp_path / "out") == results(tmp_path / "calm")


def test_no_scheduler_is_one_sentence(tmp_path: Path) -> None:
    write_plans(tmp_path / "in", 1, fiches=1)
    with pytest.raises(BatchError, match="add --scheduler"):
        dask("")
    for address in ("127.0.0.1:1", "nonsense://x"):
        with pytest.raises(BatchError, match="no Dask scheduler answers"):
            list(run_batch(find_sources([str(tmp_path / "in")]), tmp_path / "out", reading(), dask(address)))
