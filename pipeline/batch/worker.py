"""The process that reads documents one after the other: it may die of one, its supervisor does not.

In: on standard input, a line of JSON a document. Out: on the answers' stream, a line of JSON that says what came of
it, then as many bytes as it announces: the document's line in its shard. Nothing else writes to that stream.
"""

import errno
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.batch.keys import document_key
from pipeline.errors import FichesError
from pipeline.options import Options

# What is wrong with the machine, not with the document that was read when it showed.
_MACHINE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EROFS})


def main() -> None:
    """Answer until the input ends. Arguments: limits and options, as one JSON text."""
    order = json.loads(sys.argv[1])
    answers = _take_output()
    _bound(order["megabytes"])
    options = Options(**{**order["options"], **{name: Path(p) for name, p in order["paths"].items()}})
    for line in sys.stdin.buffer:
        document = json.loads(line)
        _alarm(order["seconds"])
        said, body = read_one(Path(os.fsdecode(bytes.fromhex(document["path"]))), order["reader"], options)
        _alarm(0)
        answers.write(json.dumps({**said, "size": len(body)}).encode() + b"\n")
        answers.write(body)
        answers.flush()
        if said["state"] in {"memory", "defect"}:
            return  # what such a document left behind must not meet the next one


def read_one(path: Path, reader: str, options: Options) -> tuple[dict[str, Any], bytes]:
    """Read a document.

    Returns:
        what came of it (`state` is `done`, `refused`, `defect`, `memory` or `machine`), and its line.
    """
    from pipeline.run import extract_valid

    try:
        extraction = extract_valid(path, options)
        plan = extraction.plan
        key = document_key(path, plan.source.sha256, reader)
        text = json.dumps(extraction.text, ensure_ascii=False)
        body = f'{{"key":"{key}","plan":{plan.model_dump_json()},"text":{text}}}\n'.encode()
    except FichesError as error:
        return {"state": "refused", "code": error.code, "message": str(error)}, b""
    except MemoryError:
        return {"state": "memory"}, b""
    except OSError as error:
        state = "machine" if error.errno in _MACHINE else "defect"
        return {"state": state, "message": f"{type(error).__name__}: {error.strerror}"}, b""
    except Exception as error:  # noqa: BLE001  # a defect met in one document must not cost the others
        return {"state": "defect", "message": f"{type(error).__name__}: {error}".partition("\n")[0][:200]}, b""
    return {
        "state": "done",
        "key": key,
        "sha256": plan.source.sha256,
        "plan": plan.id,
        "fiches": len(plan.fiches),
        "diagnostics": len(plan.diagnostics),
        "errors": sum(each.severity == "error" for each in plan.diagnostics),
        "coverage": plan.coverage.ratio,
    }, body


def _take_output() -> BinaryIO:
    """Keep standard output for answers: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _bound(megabytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    most = megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor decides, after the document


def _alarm(seconds: int) -> None:
    """End this process in so many seconds, whatever it is doing then, even when its supervisor is gone."""
    if sys.platform != "win32":
        signal.alarm(seconds)
