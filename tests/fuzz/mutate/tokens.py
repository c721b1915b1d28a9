"""Change a PDF file token by token."""

import random
import re
import zlib

from tests.fuzz.mutate.odd import NUMBERS
from tests.fuzz.mutate.raw import stir

_PDF_TOKEN = re.compile(rb"(/[A-Za-z0-9]+|-?\d+(?:\.\d+)?|<<|>>|\[|\]|\([^()]*\)|\b[A-Za-z*']{1,9}\b)")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pdf(data: bytes, chance: random.Random) -> bytes:
    """Change a PDF file token by token, also within its compressed streams; pdfium finds the objects by itself."""
    if chance.randrange(10) == 0:
        return stir(data, chance)
    if chance.randrange(2) and (streams := list(_STREAM.finditer(data))):
        stream = chance.choice(streams)
        try:
            content, compressed = zlib.decompress(stream[1]), True
        except zlib.error:
            content, compressed = stream[1], False
        content = _tokens(content, chance)
        if compressed:
            content = zlib.compress(content, 1)
        return data[: stream.start(1)] + content + data[stream.end(1) :]
    return _tokens(data, chance)


def _tokens(data: bytes, chance: random.Random) -> bytes:
    parts = _PDF_TOKEN.split(data)
    if len(parts) < 3:
        return stir(data, chance)
    for _ in range(chance.choice((1, 2, 4, 10))):
        at = chance.randrange(1, len(parts), 2)
        there = chance.randrange(1, len(parts), 2)
        match chance.randrange(6):
            case 0:
                parts[at] = parts[there]
            case 1:
                parts[at : at + 1] = parts[there : there + chance.choice((1, 3, 9, 41))]
            case 2:
                parts[at] = b""
            case _ if parts[at][:1].isdigit() or parts[at][:1] == b"-":
                parts[at] = chance.choice(NUMBERS).encode()
            case _:
                same = [part for part in parts[1::2] if part[:1] == parts[at][:1]]
                parts[at] = chance.choice(same)
        if len(parts) < 3:
            break
    return b"".join(parts)
