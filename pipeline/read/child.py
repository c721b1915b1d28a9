"""Read one file in a process of its own, within limits.

In: the bytes of a file of a known format. Out: its canonical text. A child that is stopped by a limit or that
crashes on a damaged file becomes a `SourceError`; the run goes on with the next file.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.read.limits import bound_memory, bound_time, forbid_the_world
from pipeline.read.render import Rendered
from pipeline.read.wire import Task, answer, packed, refusal, understand, unpacked

Progress = Callable[[int, int], None]

_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from pipeline.read.child import main; main()"
_STOPPED = (-9, -14, -24)  # killed, alarm clock, processor time
_PAGE = b"page "


class ReaderCrashError(Exception):
    """What a child process said before it ended without an answer: for developers."""


def read_apart(data: bytes, task: Task, progress: Progress | None = None) -> tuple[Rendered, str | None]:
    """Read a file in a child process.

    Args:
        data: its bytes, for a scan behind what was recognised in it.
        task: its format, or what else a child can do that gives a text.
        progress: told the pages done and all pages, every now and then.

    Raises:
        SourceError: as the format's reader does; `source-too-large` beyond a limit,
            `reader-crashed` where the reader itself did.
    """
    answered, said = _answered(data, task, progress)
    try:
        return understand(answered)
    except ValueError as error:
        raise _crashed(said) from error


def pictures(data: bytes, pages: Sequence[int]) -> list[bytes]:
    """Paint pages of a PDF file, counted from 1, as PGM pictures.

    Raises:
        SourceError: `source-too-large` or `reader-crashed`.
    """
    answered, said = _answered(data, "pictures", None, *map(str, pages))
    try:
        return unpacked(answered)
    except ValueError as error:
        raise _crashed(said) from error


def _answered(data: bytes, task: str, progress: Progress | None, *more: str) -> tuple[bytes, bytes]:
    """Let a child do its task; what it answers, and the end of what else it said."""
    package = str(Path(__file__).parents[2])
    paths = [package, *(path for path in sys.path if path and path != package)]
    # No home, no proxies, no settings; Windows alone finds its libraries by its environment.
    environment: dict[str, str] | None = {} if sys.platform != "win32" else None
    with (
        tempfile.TemporaryFile() as output,
        subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, ",".join((task, *more)), *paths],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.PIPE,
            env=environment,
        ) as child,
    ):
        said = _feed(child, data, progress)
        code = child.wait()
        output.seek(0)
        answered = output.read()
    if code in _STOPPED:
        raise SourceError(
            "source-too-large", "reading the file takes too long, as no plan does: check where it comes from"
        )
    if code:
        raise _crashed(said)
    return answered, said


def _feed(child: "subprocess.Popen[bytes]", data: bytes, progress: Progress | None) -> bytes:
    """Give the child its file, pass on its progress, keep the end of what else it says."""
    stdin, stderr = cast("BinaryIO", child.stdin), cast("BinaryIO", child.stderr)
    try:
        stdin.write(data)
        stdin.close()
    except BrokenPipeError:
        pass  # it ended before it had read all: its exit code says why
    said = b""
    for line in stderr:
        if line.startswith(_PAGE):
            done, _, total = line[len(_PAGE) :].strip().partition(b"/")
            if progress is not None and done.isdigit() and total.isdigit():
                progress(int(done), int(total))
        else:
            said = (said + line)[-2000:]
    return said


def _crashed(said: bytes) -> SourceError:
    error = SourceError(
        "reader-crashed",
        "the file cannot be read, it seems damaged: open it in the program that made it and save it again",
    )
    error.__cause__ = ReaderCrashError(said.decode("utf-8", "replace"))
    return error


def main() -> None:
    """Be the child: read standard input, answer on standard output."""
    bound_memory()
    from pipeline.read.formats import read_format, reader_of

    task, *more = sys.argv[1].split(",")
    if task == "pictures":
        from pipeline.read.pdf_picture import paint
    else:
        reader = reader_of(cast("Task", task))
    data = sys.stdin.buffer.read()
    bound_time(len(data))
    forbid_the_world()
    held = [data]
    del data
    answered: Iterable[bytes]
    try:
        if task == "pictures":
            answered = packed(paint(held.pop(), map(int, more)))
        else:
            answered = answer(*read_format(held.pop(), reader, _tell))
    except SourceError as error:
        answered = refusal(error)
    except (MemoryError, RecursionError):
        answered = refusal(
            SourceError("source-too-large", "the file is larger than any plan: check where it comes from")
        )
    for part in answered:
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def _tell(done: int, total: int) -> None:
    sys.stderr.write(f"page {done}/{total}\n")
    sys.stderr.flush()
