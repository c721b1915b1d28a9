"""The child process: its limits hold, and what it may not do it cannot."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.read import child, limits, read_document
from pipeline.read.document import Boxes, Strip
from pipeline.read.render import Rendered
from pipeline.read.wire import answer, refusal, understand
from tests.fixtures.plan import MADE

ROOT = Path(__file__).parents[2]


def forbidden(statement: str) -> str:
    code = f"from pipeline.read.limits import forbid_the_world\nforbid_the_world()\n{statement}\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode
    return done.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/made-by-a-plan', 'w')",
        "import os; os.remove('/tmp/none')",
    ],
)
def test_the_world_is_forbidden(statement: str) -> None:
    assert "PermissionError" in forbidden(statement)


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_BOOT", "import signal; signal.alarm(1)\nwhile True: pass")
    with pytest.raises(SourceError) as caught:
        read_document(MADE / "eau-careful.docx")
    assert caught.value.code == "source-too-large"


def test_a_child_that_crashes_is_a_source_error_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_BOOT", "import sys, os; sys.stderr.write('ouch\\n'); sys.stderr.flush(); os.abort()")
    with pytest.raises(SourceError) as caught:
        read_document(MADE / "eau-careful.docx")
    assert caught.value.code == "reader-crashed"
    assert "ouch" in str(caught.value.__cause__)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    boot = (
        "import sys; sys.path[:] = sys.argv[2:]\n"
        "from pipeline.read import limits; limits.bound_memory()\n"
        "x = bytearray(4 * 2**30)"
    )
    monkeypatch.setattr(child, "_BOOT", boot)
    with pytest.raises(SourceError) as caught:
        read_document(MADE / "eau-careful.docx")
    assert "MemoryError" in str(caught.value.__cause__)


def test_time_grows_with_the_file() -> None:
    assert limits.seconds_for(0) == 60
    assert limits.seconds_for(4 * 2**20) == 120
    assert limits.seconds_for(2**40) == 1800


def test_the_wire_gives_back_what_it_was_given() -> None:
    from array import array

    boxes = Boxes()
    boxes.add(0, Strip(1, 2.5, 4.0, array("f", (1, 2, 3))))
    boxes.add(4, Strip(2, 0.0, 9.5, array("f", (7, 8))))
    given = Rendered("é\u2028x\n", (0, 4), boxes)
    written = b"".join(answer(given, "cp1252"))
    assert understand(written) == (given, "cp1252")
    with pytest.raises(SourceError) as caught:
        understand(b"".join(refusal(SourceError("a-code", "why: what to do"))))
    assert (caught.value.code, str(caught.value)) == ("a-code", "why: what to do")
    for cut in range(len(written)):
        with pytest.raises(ValueError):  # noqa: PT011 -- of any kind
            understand(written[:cut])


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    data = (MADE / "eau-column.pdf").read_bytes()
    child.read_apart(data, "pdf", lambda done, total: told.append((done, total)))
    assert told == []  # short: nothing to wait for
