"""Bytes of a known format in, canonical text with pages and boxes out."""

from pipeline.read.blocks import Block
from pipeline.read.document import Format
from pipeline.read.docx import read_docx
from pipeline.read.html import decode_html, read_html, require_text
from pipeline.read.lists import settle_lists
from pipeline.read.odt import read_odt
from pipeline.read.pdf import read_pdf
from pipeline.read.render import Rendered, render


def read_format(data: bytes, kind: Format) -> tuple[Rendered, str | None]:
    """Read a PDF, Word, OpenDocument or HTML file.

    Returns:
        its canonical text, and the encoding it was decoded from where there was one.

    Raises:
        SourceError: as the reader of the format does, and `empty-source`.
    """
    encoding: str | None = None
    blocks: list[Block]
    pages = 0
    if kind == "docx":
        blocks = read_docx(data)
    elif kind == "odt":
        blocks = read_odt(data)
    elif kind == "pdf":
        blocks, pages = read_pdf(data)
    else:
        decoded = decode_html(data)
        encoding = decoded.encoding
        blocks = read_html(decoded.text)
    require_text(blocks)
    return render(settle_lists(blocks), pages), encoding
