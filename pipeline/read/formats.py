"""Bytes of a known format in, canonical text with pages and boxes out.

Each reader is imported when its format is first met: a Word file should not wait for the PDF library.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pipeline.errors import SourceError
from pipeline.read.blocks import Block
from pipeline.read.lists import settle_lists
from pipeline.read.render import Rendered, render
from pipeline.read.wire import Task

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gives: blocks, number of pages, encoding, the kinds of what the file shows and is not read."""

    blocks: Iterable[Block]
    pages: int = 0
    encoding: str | None = None
    unread: tuple[str, ...] = ()


Reader = Callable[[bytes, Progress | None], Found]


def reader_of(kind: Task) -> Reader:
    """Give the reader of a format: bytes and progress in, what it found out."""
    if kind == "pdf":
        from pipeline.read.pdf import read_pdf

        return lambda data, progress: Found(*read_pdf(data, progress))
    if kind == "pdf-or-scan":
        from pipeline.read.pdf import read_pdf

        return lambda data, progress: Found(*read_pdf(data, progress, asks=True))
    if kind == "pdf-with-words":
        from pipeline.read.pdf import read_pdf
        from pipeline.read.pdf_words import without_words

        def read_with_words(data: bytes, progress: Progress | None) -> Found:
            words, file = without_words(data)
            return Found(*read_pdf(file, progress, words))

        return read_with_words
    if kind == "docx":
        from pipeline.read.docx import read_docx

        def read_word(data: bytes, _: Progress | None) -> Found:
            unread: list[str] = []
            blocks = read_docx(data, unread)
            return Found(blocks, unread=tuple(unread))

        return read_word
    if kind == "odt":
        from pipeline.read.odt import read_odt

        return lambda data, _: Found(read_odt(data))
    from pipeline.read.html import decode_html, read_html

    def read(data: bytes, _: Progress | None) -> Found:
        decoded = decode_html(data)
        return Found(read_html(decoded.text), encoding=decoded.encoding)

    return read


def read_format(data: bytes, reader: Reader, progress: Progress | None = None) -> tuple[Rendered, str | None]:
    """Read a PDF, Word, OpenDocument or HTML file.

    Args:
        data: its bytes.
        reader: the reader of its format.
        progress: told the pages done and all pages, every now and then.

    Returns:
        its canonical text, and the encoding it was decoded from where there was one.

    Raises:
        SourceError: as the reader of the format does, and `empty-source`.
    """
    found = reader(data, progress)
    del data  # a long plan has 30 MB, and its text is still to be written
    rendered = render(settle_lists(found.blocks), found.pages)
    if not rendered.text:
        raise SourceError("empty-source", "the file has no text in it: check that it is the right file")
    return replace(rendered, unread=found.unread), found.encoding
