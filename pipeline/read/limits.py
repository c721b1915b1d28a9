"""What the process that reads a file may use: memory, time, nothing else.

A hostile file may make a parser loop, fill the memory or crash. It does so in a child process that has bounds
and no business with the network, other programs or the disk; the audit hook says so loudly should a library
try. Where the system has no such bounds (Windows), the audit hook alone holds.
"""

import sys

MEMORY_BYTES = 1_500 * 2**20
LARGEST_SOURCE = 200 * 2**20
LARGEST_TEXT = 32 * 2**20  # a plan of a thousand pages has 3 MB
_LEAST_SECONDS = 60
_SECONDS_A_MEGABYTE = 15
_MOST_SECONDS = 1800
_LARGEST_ANSWER = 1024 * 2**20

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.fork",
    "os.remove",
    "os.rename",
    "shutil.",
    "ftplib.",
    "urllib.",
    "http.",
)


def seconds_for(size: int) -> int:
    """Give the time that a file of `size` bytes may take: a 2,000-page PDF of 5 MB needs half of it."""
    return min(_LEAST_SECONDS + _SECONDS_A_MEGABYTE * size // 2**20, _MOST_SECONDS)


def bound_memory() -> None:
    """Bound the memory, the answer's size and core dumps of this process, before anything is read."""
    if sys.platform == "win32":
        return
    import resource

    _bound(resource.RLIMIT_AS, MEMORY_BYTES)
    _bound(resource.RLIMIT_FSIZE, _LARGEST_ANSWER)
    _bound(resource.RLIMIT_CORE, 0)


def bound_time(size: int) -> None:
    """Bound the time of this process, by the clock of the wall and of the processor."""
    if sys.platform == "win32":
        return
    import resource
    import signal

    seconds = seconds_for(size)
    _bound(resource.RLIMIT_CPU, seconds)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(2 * seconds)


def forbid_the_world() -> None:
    """Refuse network, other programs and writing from here on."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(f"a reader of files may not do this: {event}")
        if event == "open" and len(arguments) > 1 and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
            raise PermissionError("a reader of files may not write")

    sys.addaudithook(refuse)


def _bound(kind: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
