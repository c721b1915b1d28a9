"""The worker's process for tests: what certain words in a document do to it is what a broken parser would."""

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipeline import run
from pipeline.batch import worker
from pipeline.options import Options

_whole = run.extract_valid


def _stumble(path: Path, options: Options) -> run.Extraction:
    text = path.read_text(encoding="utf-8")
    if "SEGFAULT" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "ENDLESS" in text:
        while True:
            pass
    if "OFFSPRING" in text:
        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as child:
            with path.with_suffix(".pids").open("a", encoding="ascii") as pids:
                pids.write(f"{child.pid}\n")
            child.wait()
    if "ENORMOUS" in text:
        bytearray(10 * 2**30)
    if "DEFECT" in text:
        raise RecursionError("too deep")
    if "SLOW" in text:
        time.sleep(0.5)
    if "UNLUCKY" in text and not (mark := path.with_suffix(".met")).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "CHANGING" in text:
        path.write_text(text.replace("CHANGING", "changed"), encoding="utf-8")
    return _whole(path, options)


def _note_load(event: str, arguments: tuple[object, ...], loads: str) -> None:
    """Write down that this process opens the weights of the model of names."""
    if event == "open" and str(arguments[0]).endswith("fr_plan/ner/model"):
        handle = os.open(loads, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{os.getpid()}\n".encode())
        os.close(handle)


def main() -> None:
    """Be the worker, whose clock jumps besides."""
    jumps = itertools.cycle((1e9, 4e9, -1e9))
    if loads := os.environ.get("FICHES_TEST_LOADS"):
        sys.addaudithook(lambda event, arguments: _note_load(event, arguments, loads))
    time.time = lambda: next(jumps)
    run.extract_valid = _stumble  # type: ignore[assignment]
    worker.main()
