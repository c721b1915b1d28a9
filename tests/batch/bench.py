"""What a batch costs: `make bench`, or `python -m tests.batch.bench [--plans N]`.

A benchmark prints and never fails. Times are the wall's, which other programs disturb: what is compared runs in turn.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.batch import supervisor
from pipeline.batch.engines import Engine, dask, local
from pipeline.batch.run import Progress, run_batch
from pipeline.batch.sources import Source
from pipeline.run import extract_to
from tests.batch.plans import RULES, reading, write_plans
from tests.command import ROOT

# Answers at once with what a small plan gives: what is left is the batch's own work.
_ANSWERING = (
    "import json, os, sys\n"
    "answers = os.fdopen(os.dup(1), 'wb')\n"
    "body = b'x' * 60_000 + b'\\n'\n"
    "for number, line in enumerate(sys.stdin.buffer):\n"
    "    said = {'state': 'done', 'key': f'{os.getpid():016x}{number:016x}', 'sha256': '', 'size': len(body)}\n"
    "    answers.write(json.dumps(said).encode() + b'\\n' + body)\n"
    "    answers.flush()\n"
)


def run(paths: list[Path], out: Path, engine: Engine) -> Iterator[Progress]:
    """Run a batch in a new folder."""
    return run_batch([Source(path) for path in paths], out, reading(), engine)


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def whole(paths: list[Path], out: Path, engine: Engine) -> float:
    """Give the seconds of a batch from its first finished shard to its end, per document of that stretch.

    Workers start and load their model before that, once, however long the list.
    """
    shutil.rmtree(out, ignore_errors=True)
    start, first = 0.0, 0
    for state in run(paths, out, engine):
        if not first and state.through:
            start, first = time.perf_counter(), state.through
    return (time.perf_counter() - start) / (len(paths) - first)


def overhead(paths: list[Path], place: Path) -> tuple[float, float]:
    """Give the milliseconds a document that the batch itself takes: alone, and beside a loop that extracts."""
    boot, supervisor._BOOT = supervisor._BOOT, _ANSWERING
    alone = whole(paths, place / "answered", local(1))
    supervisor._BOOT = boot
    beside = []
    for _ in range(3):
        batch = whole(paths, place / "one", local(1))
        loop = timed(lambda: [extract_to(path, place / "loop", RULES) for path in paths]) / len(paths)
        beside.append(batch - loop)
    return 1000 * alone, 1000 * statistics.median(beside)


def resumed(paths: list[Path], place: Path) -> float:
    """Give the time of a run that is stopped half-way and started again, beside one that is not.

    The second start of the workers is not counted: on a list of thousands it is nothing.
    """
    ratios = []
    for _ in range(3):
        undisturbed = whole(paths, place / "undisturbed", local(1))
        shutil.rmtree(place / "stopped", ignore_errors=True)
        half = len(paths) // 2
        first = whole(paths[:half], place / "stopped", local(1))
        second = time.perf_counter()
        skipped, through = 0, 0
        for state in run(paths, place / "stopped", local(1)):
            if not skipped and state.skipped:
                skipped = state.skipped
            if not through and state.through > skipped:
                second, through = time.perf_counter(), state.through
        again = (time.perf_counter() - second) / (len(paths) - through)
        ratios.append((first + again) / 2 / undisturbed)
    return statistics.median(ratios)


def resident() -> float:
    """Give the megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def endurance(paths: list[Path], out: Path) -> tuple[float, float, float]:
    """Give the plans a second of the first and the last thousand, and the megabytes that the driver grew between."""
    marks: list[tuple[int, float, float]] = []
    for state in run(paths, out, local(os.cpu_count() or 1)):
        if state.through and (not marks or state.through > marks[-1][0]):
            marks.append((state.through, time.perf_counter(), resident()))

    def rate(low: int, high: int) -> float:
        part = [mark for mark in marks if low <= mark[0] <= high]
        return (part[-1][0] - part[0][0]) / (part[-1][1] - part[0][1])

    at_first = next(mark for mark in marks if mark[0] >= 1000)
    return rate(0, 1000), rate(len(paths) - 1000, len(paths)), marks[-1][2] - at_first[2]


def cluster(place: Path) -> Iterator[str]:
    """Start a scheduler and two workers of one thread each; give the address, then end them."""
    place.mkdir(parents=True)
    started = []

    def start(module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--no-dashboard", *arguments]
        started.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL))

    start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place / "scheduler.json"))
    for _ in range(2):
        arguments = ("--scheduler-file", str(place / "scheduler.json"), "--nthreads", "1")
        start("dask_worker", *arguments, "--local-directory", str(place))
    try:
        while not (place / "scheduler.json").exists():
            time.sleep(0.1)
        import json

        yield json.loads((place / "scheduler.json").read_text(encoding="utf-8"))["address"]
    finally:
        for process in started:
            process.terminate()
            process.wait()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.batch.bench")
    parser.add_argument("--plans", type=int, default=10_000, help="of the long run")
    parser.add_argument("--some", type=int, default=400, help="of the comparisons")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        paths = write_plans(place / "in", max(arguments.plans, arguments.some))
        some = paths[: arguments.some]
        alone, beside = overhead(some, place)
        print(f"a batch beside a plain loop: {beside:+.2f} ms a document, its own work {alone:.2f} ms (under 1)")
        one, two = (statistics.median(whole(some, place / "w", local(n)) for _ in range(3)) for n in (1, 2))
        print(f"two workers: {one / two:.2f} times one (at least 1.85)")
        print(f"stopped and resumed: {resumed(some, place):.3f} of an undisturbed run (within 1.02)")
        for address in cluster(place / "dask"):
            on_dask = statistics.median(whole(some, place / "d", dask(address)) for _ in range(3))
            print(f"Dask: {on_dask / two:.2f} times local on the same two cores (within 1.10)")
        first, last, grown = endurance(paths, place / "long")
        print(f"{len(paths)} plans: {first:.1f} plans/s in the first thousand, {last:.1f} in the last (at least 0.9)")
        print(f"  the driver grew by {grown:.1f} MB in between (within 50)")


if __name__ == "__main__":
    main()
