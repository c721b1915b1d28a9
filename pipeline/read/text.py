"""Bytes of a text or Markdown file in, canonical text out.

The canonical text is the decoded text without byte-order mark, with `\\n` line ends, in Unicode NFC; nothing else is
changed, stray control characters included; but lines in which UTF-8 was once read as cp1252 (`Ã©` for `é`) are repaired
first, by `ftfy`. Refused with a `SourceError`: files that are empty or blank, that are no text (a PDF or Word file
under a text name, other binary content), or that are damaged (UTF-8 or UTF-16 with bytes that are not).
"""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass

from pipeline.errors import SourceError
from pipeline.read.legacy import best_legacy_encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """A canonical text and the Python name of the encoding it was read from."""

    text: str
    encoding: str


# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)

# UTF-32 first: it is so selective that decoding at all is proof enough.
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

_RENAME = "rename it with the extension {} and read it again"
_RESAVE = "save it as .docx, .odt, .pdf or plain text and read that"

# What a file starts with, what it is then, and the way out.
_MAGIC = (
    (b"%PDF-", "a PDF file", _RENAME.format(".pdf")),
    (b"{\\rtf", "an RTF file", _RESAVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)", _RESAVE),
    (b"%!PS-", "a PostScript file", _RESAVE),
    (b"\x89PNG\r\n", "a PNG image", _RESAVE),
    (b"\xff\xd8\xff", "a JPEG image", _RESAVE),
    (b"GIF87a", "a GIF image", _RESAVE),
    (b"GIF89a", "a GIF image", _RESAVE),
    (b"II*\x00", "a TIFF image", _RESAVE),
    (b"MM\x00*", "a TIFF image", _RESAVE),
    (b"\x1f\x8b\x08", "a gzip archive", "unpack it and read the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and read the file inside"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and read the file inside"),
)

# What the members of a zip container are called, what the file is then, and the way out.
_ZIP_KINDS = (
    (b"word/document", "a Word file (.docx)", _RENAME.format(".docx")),
    (b"vnd.oasis.opendocument.text", "an OpenDocument text (.odt)", _RENAME.format(".odt")),
    (b"xl/workbook", "an Excel file (.xlsx)", _RESAVE),
    (b"ppt/presentation", "a PowerPoint file (.pptx)", _RESAVE),
)

# C0 controls that no text editor writes; tab, line feed, vertical tab, form feed and return left out.
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_MOST_CONTROLS = 0.05  # share of the bytes; random bytes have 0.1, text with stray Word cell marks 0.01
_FEW_CONTROLS = 8  # never too many, however short the text

# é, «, no-break space, ’, –, œ, € in UTF-8; in the single-byte encodings these pairs are no French (Ã©, â€™).
_UTF8_PAIRS = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac|\xc5\x93")
# The same pairs read as cp1252, as mac_roman or as Latin-1: no French word has them.
_MOJIBAKE = re.compile(
    "[ÃÂ][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|â€[\x80-\xbf\u0153\u2013-\u2022\u2026\u2122\u02dc\u0161]|â\x80[\x80-\xbf]|â‚¬|Å“|√[©®†¢™ß¥]"
)
_OPEN_MOJIBAKE = ("Ã", "Â", "â€", "â\x80", "â‚¬", "Å“", "√")
# Unicode's stream-safe format allows 30 (UAX #15).
_MOST_ACCENTS = 30
_FAR_RUN = re.compile(rf"[^\x00-\u02ff\s]{{{_MOST_ACCENTS},}}")
_ASCII = bytes(range(128))


def decode(data: bytes) -> Decoded:
    """Decode a text file of unknown encoding into its canonical text.

    Raises:
        SourceError: `empty-source`, `not-text`, or `damaged-text`.
    """
    _refuse_known_binary(data)
    text, encoding = _decode(data)
    text = without_mojibake(text)
    # `\r\n` first, so that it makes one line end, not two.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.lstrip("\ufeff")  # two programs after each other may each have put a mark
    if not text or text.isspace():
        raise SourceError("empty-source", "the file has no text in it: check that it is the right file")
    _refuse_piles(text)
    return Decoded(unicodedata.normalize("NFC", text), encoding)


def without_mojibake(text: str) -> str:
    """Repair the lines in which it is seen, and no other."""
    # Looking for a letter is a hundred times as fast as for a pattern of several.
    if not any(sign in text for sign in _OPEN_MOJIBAKE) or _MOJIBAKE.search(text) is None:
        return text
    from ftfy import fix_encoding

    lines = text.split("\n")
    return "\n".join(fix_encoding(line) if _MOJIBAKE.search(line) else line for line in lines)


def _refuse_piles(text: str) -> None:
    """Refuse letters under more accents than any language piles up: sorting them takes quadratic time."""
    for run in _FAR_RUN.finditer(text):
        pile = 0
        for char in run[0]:
            pile = pile + 1 if unicodedata.combining(char) else 0
            if pile > _MOST_ACCENTS:
                line = text.count("\n", 0, run.start()) + 1
                raise SourceError(
                    "not-text", f"line {line} piles up accents on one letter, which is no text: {_RESAVE}"
                )


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if "\0" in text:
                raise _binary()
            return text, encoding
    if b"\0" in data:
        return _unmarked_wide(data)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(data)):
        raise _binary()
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        pairs = _UTF8_PAIRS.findall(data)
        if 2 * sum(map(len, pairs)) > len(data.translate(None, _ASCII)):
            raise _damaged("UTF-8", data, error.start) from error
    encoding = best_legacy_encoding(data)
    return data.decode(encoding), encoding


def _unmarked_wide(data: bytes) -> tuple[str, str]:
    """Decode UTF-16 or UTF-32 without mark; any other content with NUL bytes is no text."""
    for encoding in _WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Latin letters and general punctuation; the wrong byte order gives Chinese characters instead.
        latin = sum(1 for char in text if char < "\u0250" or "\u2000" <= char < "\u2300")
        if "\0" not in text and latin > 0.9 * len(text):
            return text, encoding
    raise _binary()


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(encoding.upper(), data, error.start) from error


def _refuse_known_binary(data: bytes) -> None:
    for magic, what, way_out in _MAGIC:
        if data.startswith(magic):
            raise _other_kind(what, way_out)
    if data.startswith(b"PK\x03\x04"):
        for member, what, way_out in _ZIP_KINDS:
            if member in data:
                raise _other_kind(what, way_out)
        raise _other_kind("a zip archive", "unpack it and read the file inside")


def _other_kind(what: str, way_out: str) -> SourceError:
    return SourceError("not-text", f"this is {what}, not a text file: {way_out}")


def _binary() -> SourceError:
    return SourceError("not-text", f"this is binary content, not text: {_RESAVE}")


def _damaged(encoding: str, data: bytes, position: int) -> SourceError:
    line = data.count(b"\n", 0, position) + 1
    return SourceError(
        "damaged-text",
        f"the file is {encoding} except for a damaged character in line {line}: "
        "correct it in a text editor and save the file as UTF-8",
    )
