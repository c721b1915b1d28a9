"""First stage: a file to its canonical text.

In: a path. Out: a `Document`. Refuses, with one sentence, what is no text that a plan could be read from.
"""

import hashlib
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.read.document import Document
from pipeline.read.text import decode

SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
# A plan of a thousand pages has 3 MB of text.
_LARGEST = 32 * 1024 * 1024

__all__ = ["SUFFIXES", "Document", "read_document"]


def read_document(path: Path) -> Document:
    """Read a file.

    Raises:
        SourceError: when it cannot be opened, is too large or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise SourceError(
            "unreadable", f"cannot be read ({error.strerror}); check the path and your access to it"
        ) from error
    if len(data) > _LARGEST:
        raise SourceError("too-large", f"is larger than {_LARGEST // 1024**2} MB; split it into several files")
    decoded = decode(data)
    return Document(
        name=path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        format="markdown" if SUFFIXES.get(path.suffix.lower()) == "markdown" else "text",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        text=decoded.text,
    )
