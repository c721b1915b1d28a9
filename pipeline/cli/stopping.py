"""A command that is asked to stop: it clears away what is half-written, says so in one sentence, and ends."""

import contextlib
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import typer

from pipeline.cli.terminal import say, shown

# A key of the terminal; what job systems send some seconds before they kill; a terminal that is closed.
_SIGNALS = (
    [signal.SIGINT, signal.SIGTERM] if sys.platform == "win32" else [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
)


class _Stop(KeyboardInterrupt):
    """A signal that asks to stop: as any library knows it."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextlib.contextmanager
def stoppable(out: Path, *, kept: str) -> Iterator[None]:
    """Turn a signal that asks to stop into an exception, then into a sentence and the exit code that shells give.

    Args:
        out: the folder that is written.
        kept: what becomes of what was done, and the way on.
    """
    asked = {number: signal.getsignal(number) for number in _SIGNALS}
    # `nohup`, or a shell that started this behind it, has said that some are to be ignored.
    heeded = [number for number, before in asked.items() if before is not signal.SIG_IGN]

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in heeded:
            signal.signal(each, signal.SIG_IGN)  # a second one must not disturb the clearing away
        raise _Stop(number)

    for number in heeded:
        signal.signal(number, stop)
    try:
        yield
    except _Stop as error:
        say(f"fiches: {shown(out)}: stopped by {signal.Signals(error.number).name}; {kept}")
        raise typer.Exit(128 + error.number) from error
    finally:
        for number in heeded:
            signal.signal(number, asked[number])
