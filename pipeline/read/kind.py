"""Tell what kind of file some bytes are, by what is in them first and by the file's name second.

A file with the wrong extension is read as what it is; one that is nothing this program reads is refused by
the reader of text files, which knows what else it may be.
"""

import re

from pipeline.read.document import Format

_ZIP = b"PK\x03\x04"
_PDF_WITHIN = 1024  # the PDF standard's readers accept the header within the first kilobyte
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES = (".md", ".markdown", ".mkd")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(data: bytes, suffix: str) -> Format | None:
    """Name the format of a file.

    Args:
        data: all its bytes.
        suffix: the extension of its name, with the dot.

    Returns:
        the format, or nothing for a zip archive that is neither Word nor OpenDocument.
    """
    suffix = suffix.lower()
    if data.startswith(_ZIP):
        head = data[:200]
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head or (
            b"content.xml" in data and b"word/" not in data
        ):
            return "odt"
        if b"word/" in data:
            return "docx"
        return {".docx": "docx", ".docm": "docx", ".odt": "odt"}.get(suffix)  # type: ignore[return-value]
    if b"%PDF-" in data[:_PDF_WITHIN] and data.lstrip()[:1] != b"<":
        return "pdf"
    if _HTML.match(data[3:] if data.startswith(b"\xef\xbb\xbf") else data) or suffix in _HTML_NAMES:
        return "html"
    return "markdown" if suffix in _MARKDOWN_NAMES else "text"


def needs_office(data: bytes) -> str | None:
    """Name the kind of file (`.doc`, `.rtf`) that only an office program opens, or nothing."""
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_OLE) and _OLE_ENCRYPTED not in data:
        return ".doc"
    return None


def is_encrypted_office(data: bytes) -> bool:
    """True for a Word file that a password protects: it is wrapped in the container of old Office files."""
    return data.startswith(_OLE) and _OLE_ENCRYPTED in data
