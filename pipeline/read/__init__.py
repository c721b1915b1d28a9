"""First stage: a file to its canonical text, one module a format, one shape out.

In: a path. Out: a `Document`. Text is read here; every other format in a child process with bounded memory
and time. Refused with a `SourceError` whose sentence says what to do.
"""

import hashlib
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.read.child import Progress, read_apart
from pipeline.read.document import Document
from pipeline.read.kind import is_encrypted_office, kind_of, needs_office
from pipeline.read.limits import LARGEST_SOURCE, LARGEST_TEXT
from pipeline.read.office import converted
from pipeline.read.package import encrypted
from pipeline.read.render import Rendered
from pipeline.read.text import decode

# The extensions that a folder is searched for; a single file is read as what it is.
SUFFIXES = frozenset(
    ".txt .text .md .markdown .pdf .docx .docm .odt .html .htm .xhtml .doc .rtf".split(" ")  # noqa: SIM905
)

__all__ = ["SUFFIXES", "Document", "Progress", "read_document"]


def read_document(path: Path, progress: Progress | None = None, *, ocr: bool = False) -> Document:
    """Read a file of any format.

    Args:
        path: the file.
        progress: told the pages done and all pages of a long PDF file, every now and then.
        ocr: whether pages that are pictures are read with Tesseract.

    Raises:
        SourceError: the file is empty, damaged, protected, hostile, too large or in no plan's format; a scan
            without `ocr`, or without Tesseract.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_SOURCE + 1)
    except OSError as error:
        sentence = f"cannot be read ({error.strerror}); check the path and your access to it"
        raise SourceError("unreadable", sentence) from error
    if len(data) > LARGEST_SOURCE:
        raise _too_large(LARGEST_SOURCE)
    sha256 = hashlib.sha256(data).hexdigest()
    name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if is_encrypted_office(data):
        raise encrypted()
    office = needs_office(data)
    kind = kind_of(data, path.suffix)
    if office is not None:
        data, kind = converted(data, office), "docx"
    if kind == "text" or kind == "markdown" or kind is None:
        if len(data) > LARGEST_TEXT:
            raise _too_large(LARGEST_TEXT)
        decoded = decode(data)
        return Document(name, kind or "text", sha256, decoded.encoding, decoded.text)
    encoding: str | None = None
    recognised: tuple[int, ...] = ()
    if kind == "pdf":
        rendered, recognised = _read_pdf(data, progress, ocr=ocr)
    else:
        rendered, encoding = read_apart(data, kind, progress)
    if len(rendered.text) > LARGEST_TEXT:
        raise _too_large(LARGEST_TEXT)
    pages, boxes = (rendered.page_starts, rendered.boxes) if kind == "pdf" else (None, None)
    return Document(name, kind, sha256, encoding, rendered.text, pages, boxes, recognised, rendered.unread)


def _read_pdf(data: bytes, progress: Progress | None, *, ocr: bool) -> tuple[Rendered, tuple[int, ...]]:
    """Read a PDF file; the pages that were recognised."""
    try:
        return read_apart(data, "pdf-or-scan" if ocr else "pdf", progress)[0], ()
    except SourceError as error:
        if error.code != "pictures":
            raise
        from pipeline.read.ocr import recognised

        pages = tuple(map(int, str(error).split()))
    return read_apart(recognised(data, pages, progress), "pdf-with-words", progress)[0], pages


def _too_large(limit: int) -> SourceError:
    return SourceError("too-large", f"is larger than {limit // 2**20} MB; split it into several files")
