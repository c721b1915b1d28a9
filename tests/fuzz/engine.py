"""Run inputs and keep those that something is wrong with: by chance, or led by what code they reach.

In: a target, examples, a budget. Out: a folder of findings, the smallest input of each kind with its traceback.
"""

import contextlib
import faulthandler
import hashlib
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.errors import FichesError
from tests.fuzz.targets import Target

# For reading, reading again and all that is held against it: 2 seconds each.
_SECONDS = 4.0
_HANGS = 120  # seconds: a library that Python cannot interrupt ends the process
_KEPT_FRAMES = 2


class TooSlowError(BaseException):
    """An input took longer than any of its size may; no `except Exception` may keep it."""


@contextlib.contextmanager
def _timed(seconds: float) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlowError(f"more than {seconds} s of the processor")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def wrong_with(target: Target, data: bytes, slowness: float = 1.0) -> BaseException | None:
    """Read an input and give what should not have come of it.

    Args:
        target: what reads it.
        data: the input.
        slowness: how many times slower than usual this process runs.
    """
    seconds = _SECONDS * slowness * max(1.0, len(data) / 20_000)
    try:
        with _timed(seconds):
            target.read(data)
    except FichesError as error:
        return None if error.code and "\n" not in str(error) else error
    except (Exception, TooSlowError, RecursionError, MemoryError) as error:  # noqa: BLE001  # all that is found
        return error
    return None


def kind_of(error: BaseException) -> str:
    """Name what went wrong, the same for the same mistake: what was raised, and by which functions of ours."""
    if isinstance(error, TooSlowError):
        return "too-slow"
    frames = [
        f"{Path(frame.filename).stem}.{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "/pipeline/" in frame.filename or "oracles" in frame.filename
    ]
    said = str(error).partition("\n")[0].partition(":")[0] if isinstance(error, AssertionError) else ""
    told = "|".join((type(error).__name__, *frames[-_KEPT_FRAMES:], "".join(c for c in said if not c.isdigit())))
    return f"{type(error).__name__}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


class Findings:
    """A folder that holds, for each kind of mistake, the smallest input that shows it, and what it says."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.name = folder, name
        self.current = folder / f"{name}.current"

    def keep(self, data: bytes, error: BaseException) -> None:
        path = self.folder / f"{self.name}-{kind_of(error)}"
        if path.exists() and path.stat().st_size <= len(data):
            return
        path.write_bytes(data)
        path.with_name(path.name + ".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


def run_one(target: Target, data: bytes, findings: Findings, slowness: float = 1.0) -> BaseException | None:
    """Read an input; should the process die of it, it is found as `NAME.current`."""
    findings.current.write_bytes(data)
    faulthandler.dump_traceback_later(_HANGS, exit=True)
    error = wrong_with(target, data, slowness)
    faulthandler.cancel_dump_traceback_later()
    if error is not None:
        findings.keep(data, error)
    findings.current.unlink()
    return error


def by_chance(
    target: Target, examples: Iterable[bytes], findings: Findings, seed: int, seconds: float, inputs: int = 10**9
) -> int:
    """Read changed examples until the time or their number is over; give how many were read."""
    chance = random.Random(seed)
    pool = list(examples)
    end = time.monotonic() + seconds
    count = 0
    for data in pool:
        run_one(target, data, findings)
    while count < inputs and time.monotonic() < end:
        data = chance.choice(pool)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            data = target.change(data, chance)
        run_one(target, data[: target.largest], findings)
        count += 1
    return count


def by_coverage(target: Target, folder: Path, findings: Findings, seed: int, seconds: int) -> None:
    """Have Atheris lead the way; it ends the process.

    Args:
        target: what reads the inputs.
        folder: examples, to which it adds those that reach more code.
        findings: where mistakes go.
        seed: of chance.
        seconds: of the clock.
    """
    import atheris

    def change(data: bytes, largest: int, drawn: int) -> bytes:
        return target.change(bytes(data), random.Random(drawn))[:largest]

    options = {
        "max_total_time": seconds,
        "max_len": target.largest,
        "seed": seed + 1,  # 0 is chance
        "timeout": 2 * _HANGS,
        "rss_limit_mb": 4096,
        "reload": 0,
        "len_control": 0,
        "artifact_prefix": f"{findings.folder}{os.sep}",
    }
    arguments = [sys.argv[0], str(folder), *(f"-{name}={value}" for name, value in options.items())]
    atheris.Setup(arguments, lambda data: _quiet(run_one, target, data, findings, 4.0), custom_mutator=change)
    atheris.Fuzz()


def _quiet(call: Callable[..., object], *arguments: object) -> None:
    call(*arguments)


def smaller(target: Target, data: bytes, deadline: float) -> bytes:
    """Leave out lines, then bytes, as long as the same is wrong."""
    error = wrong_with(target, data)
    if error is None:
        return data
    kind = kind_of(error)

    def same(candidate: bytes) -> bool:
        found = wrong_with(target, candidate)
        return found is not None and kind_of(found) == kind

    for cut in (lambda whole: whole.splitlines(keepends=True), lambda whole: [bytes([byte]) for byte in whole]):
        parts = cut(data)
        step = max(len(parts) // 2, 1)
        while step and time.monotonic() < deadline:
            at = 0
            while at < len(parts) and time.monotonic() < deadline:
                rest = parts[:at] + parts[at + step :]
                if rest and same(b"".join(rest)):
                    parts = rest
                else:
                    at += step
            step //= 2
        data = b"".join(parts)
    return data
