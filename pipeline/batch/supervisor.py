"""Keep a worker process, give it one document at a time, and say what came of each, also when the worker dies."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from pipeline.options import Options

_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from pipeline.batch.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use.

    Attributes:
        seconds: of the clock.
        megabytes: of address space, the program and its model included (about 700).
    """

    seconds: int = 300
    megabytes: int = 4000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a document.

    `state` is the worker's, or `died` or `time` when it gave no answer; `facts` is what it said besides,
    `line` the document's line in its shard.
    """

    state: str
    facts: dict[str, Any]
    line: bytes = b""


class StoppedError(Exception):
    """The worker was stopped: what it was reading is given up."""


class Worker:
    """A worker process, started when there is something to read and again when it has died."""

    def __init__(self, reader: str, options: Options, limits: Limits) -> None:
        """Take what each document is read with; `reader` is its fingerprint."""
        chosen = asdict(options)
        paths = {name: str(value) for name, value in chosen.items() if isinstance(value, Path)}
        self.order = {
            "reader": reader,
            "seconds": limits.seconds,
            "megabytes": limits.megabytes,
            "options": {name: value for name, value in chosen.items() if name not in paths},
            "paths": paths,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._changing = threading.Lock()  # what `_process` is

    def read(self, path: Path) -> Answer:
        """Have a document read.

        Raises:
            StoppedError: when the worker is stopped, before or while it reads.
        """
        process = self._process if self._process is not None and self._process.poll() is None else self._start()
        question = json.dumps({"path": os.fsencode(path).hex()}).encode() + b"\n"
        stdin, stdout = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        try:
            stdin.write(question)
            stdin.flush()
            said = stdout.readline()
            facts = json.loads(said)
            line = stdout.read(facts.pop("size"))
        except (BrokenPipeError, ValueError, KeyError):
            return self._dead(process)
        if facts["state"] == "done" and not line.endswith(b"\n"):
            return self._dead(process)
        return Answer(facts.pop("state"), facts, line)

    def renew(self) -> None:
        """Have the next document read by a process that has read none before."""
        self.close()

    def stop(self) -> None:
        """End the process and start none again. Any thread may call this while another one reads."""
        with self._changing:
            self._stopped = True
            if self._process is not None:
                _kill(self._process)

    def close(self) -> None:
        """End the process."""
        with self._changing:
            process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        self.close()
        package = str(Path(__file__).parents[2])
        paths = [package, *(path for path in sys.path if path and path != package)]
        with self._changing:
            if self._stopped:
                raise StoppedError
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, json.dumps(self.order), *paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                process_group=None if sys.platform == "win32" else 0,
            )
            return self._process

    def _dead(self, process: "subprocess.Popen[bytes]") -> Answer:
        self.close()
        if self._stopped:
            raise StoppedError
        code = process.returncode
        if sys.platform != "win32" and code == -signal.SIGALRM:
            return Answer("time", {"message": f"took more than {self.order['seconds']} seconds"})
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return Answer("died", {"message": f"the process that read it {how}"})


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a worker with all that it has started: what reads a file for it may outlive it."""
    if sys.platform == "win32":
        process.kill()
        return
    if process.returncode is not None:
        return  # it ended between two documents, and its number may be another's by now
    # Also of a worker that has just died: its group is there as long as one of its processes is.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
