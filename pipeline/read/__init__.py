"""Read a source into its canonical text: one module a format, one shape out.

In: a path. Out: a `Document`. Refused with a `SourceError` whose sentence says what to do.
"""

import hashlib
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.read.document import Document
from pipeline.read.kind import kind_of
from pipeline.read.text import decode


def read_document(path: Path) -> Document:
    """Read a file of any format.

    Raises:
        SourceError: the file is empty, damaged, protected, hostile or no plan's format.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            "unreadable-source", f"the file cannot be opened ({error.strerror}): check its name and rights"
        ) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file called `name`; raises as `read_document`."""
    sha256 = hashlib.sha256(data).hexdigest()
    kind = kind_of(data, Path(name).suffix)
    if kind in ("pdf", "docx", "odt", "html"):
        from pipeline.read.formats import read_format

        rendered, encoding = read_format(data, kind)
        if kind == "pdf":
            return Document(name, kind, sha256, None, rendered.text, rendered.page_starts, rendered.boxes)
        return Document(name, kind, sha256, encoding, rendered.text)
    decoded = decode(data)
    return Document(name, kind if kind == "markdown" else "text", sha256, decoded.encoding, decoded.text)
