"""What the child process answers: a rendered text in bytes, without anything that could be executed.

The frame: eight bytes of length, JSON of that length, then the edges of all strips as 32-bit floats.
"""

import json
import sys
from array import array

from pipeline.errors import SourceError
from pipeline.read.document import Boxes, Strip
from pipeline.read.render import Rendered

_LENGTH = 8


def answer(rendered: Rendered, encoding: str | None) -> bytes:
    """Write a text with its pages and boxes."""
    edges = array("f")
    strips: list[tuple[int, int, float, float, int]] = []
    for start, strip in zip(rendered.boxes.starts, rendered.boxes.strips, strict=True):
        strips.append((start, strip.page, round(strip.top, 3), round(strip.bottom, 3), len(strip.edges)))
        edges.extend(strip.edges)
    if sys.byteorder == "big":
        edges.byteswap()
    body: dict[str, object] = {
        "text": rendered.text,
        "encoding": encoding,
        "pages": rendered.page_starts,
        "strips": strips,
    }
    return _framed(body) + edges.tobytes()


def refusal(error: SourceError) -> bytes:
    """Write an error."""
    return _framed({"code": error.code, "sentence": str(error)})


def _framed(body: dict[str, object]) -> bytes:
    data = json.dumps(body, ensure_ascii=True).encode()
    return len(data).to_bytes(_LENGTH, "little") + data


def understand(data: bytes) -> tuple[Rendered, str | None]:
    """Read an answer.

    Raises:
        SourceError: the one that the child raised.
        ValueError: the answer is no answer.
    """
    size = int.from_bytes(data[:_LENGTH], "little")
    if not _LENGTH < _LENGTH + size <= len(data):
        raise ValueError("the answer is cut short")
    body = json.loads(data[_LENGTH : _LENGTH + size])
    if "code" in body:
        raise SourceError(str(body["code"]), str(body["sentence"]))
    edges = array("f")
    edges.frombytes(data[_LENGTH + size :])
    if sys.byteorder == "big":
        edges.byteswap()
    starts: list[int] = []
    strips: list[Strip] = []
    at = 0
    for start, page, top, bottom, count in body["strips"]:
        starts.append(start)
        strips.append(Strip(page, top, bottom, edges[at : at + count]))
        at += count
    return Rendered(body["text"], tuple(body["pages"]), Boxes(tuple(starts), tuple(strips))), body["encoding"]
