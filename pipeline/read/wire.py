"""What the child process answers: a rendered text in bytes, without anything that could be executed.

The frame: eight bytes of length, JSON of that length, which says how long each further part is: the text in
UTF-8, then the columns of its boxes, whole numbers and floats of 32 bits, the low byte first.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, Literal

from pipeline.errors import SourceError
from pipeline.read.document import Boxes, Format
from pipeline.read.render import Rendered

# A PDF file of which pages may be pictures: asked which, then read with what was recognised in them.
Task = Format | Literal["pdf-or-scan", "pdf-with-words"]
_LENGTH = 8
_COLUMNS = tuple(field.name for field in fields(Boxes))


def answer(rendered: Rendered, encoding: str | None) -> Iterator[bytes]:
    """Write a text with its pages and boxes, part by part."""
    text = rendered.text.encode("utf-8", "surrogatepass")
    columns = [getattr(rendered.boxes, name) for name in _COLUMNS]
    body: dict[str, object] = {
        "encoding": encoding,
        "pages": rendered.page_starts,
        "unread": rendered.unread,
        "sizes": [len(text), *(len(column) for column in columns)],
    }
    yield from _head(body)
    yield text
    for column in columns:
        yield _low_byte_first(column).tobytes()


def refusal(error: SourceError) -> Iterator[bytes]:
    """Write an error."""
    return _head({"code": error.code, "sentence": str(error)})


def _head(body: dict[str, object]) -> Iterator[bytes]:
    """Write the first part of an answer: its length and what it says."""
    data = json.dumps(body, ensure_ascii=True).encode()
    yield len(data).to_bytes(_LENGTH, "little")
    yield data


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
    rest = memoryview(data)[_LENGTH + size :]
    of_text, *counts = body["sizes"]
    if of_text > len(rest):
        raise ValueError("the answer is cut short")
    text = str(rest[:of_text], "utf-8", "surrogatepass")
    at = of_text
    boxes = Boxes()
    for name, count in zip(_COLUMNS, counts, strict=True):
        column = getattr(boxes, name)
        end = at + count * column.itemsize
        if end > len(rest):
            raise ValueError("the answer is cut short")
        column.frombytes(rest[at:end])
        setattr(boxes, name, _low_byte_first(column))
        at = end
    return Rendered(text, tuple(body["pages"]), boxes, tuple(body["unread"])), body["encoding"]


def packed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Write parts with their lengths, so that they can be told apart again."""
    for part in parts:
        yield len(part).to_bytes(_LENGTH, "little")
        yield part


def unpacked(data: bytes) -> list[bytes]:
    """Tell such parts apart.

    Raises:
        ValueError: they are cut short.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + _LENGTH + int.from_bytes(data[at : at + _LENGTH], "little")
        if end > len(data) or at + _LENGTH > len(data):
            raise ValueError("the parts are cut short")
        parts.append(data[at + _LENGTH : end])
        at = end
    return parts


def _low_byte_first(column: "array[Any]") -> "array[Any]":
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column
