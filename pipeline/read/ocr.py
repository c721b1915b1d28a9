"""Have the letters of scanned pages recognised by Tesseract, which has to be installed.

In: the bytes of a PDF file and the pages that are pictures. Out: what Tesseract says of each page (hOCR), for the
reader of PDF files to lay out. The pages are painted in a child process; Tesseract only ever sees pictures that
were painted there.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence

from pipeline.errors import SourceError
from pipeline.read.child import pictures
from pipeline.read.pdf_words import with_words

_PROGRAM = "tesseract"
_LANGUAGE = "fra"
_SECONDS = 180  # a full page takes five
_AT_ONCE = 8  # pages painted in one go, nine MB each
_ENVIRONMENT = {"PATH": os.defpath, "OMP_THREAD_LIMIT": "1"}


def recognised(data: bytes, pages: Sequence[int], progress: Callable[[int, int], None] | None = None) -> bytes:
    """Recognise pages of a PDF file.

    Args:
        data: its bytes.
        pages: which, counted from 1.
        progress: told the pages done and all of them.

    Returns:
        the file with what was recognised in front of it.

    Raises:
        SourceError: `needs-tesseract` where it or its French data is missing, `not-recognised` where it fails.
    """
    program = _program()
    found: dict[int, str] = {}
    for start in range(0, len(pages), _AT_ONCE):
        some = pages[start : start + _AT_ONCE]
        for number, picture in zip(some, pictures(data, some), strict=True):
            found[number] = _read(program, picture, number)
            if progress is not None:
                progress(len(found), len(pages))
    return with_words(data, found)


def installed_languages(program: str) -> frozenset[str]:
    """Name the languages that Tesseract has data of."""
    asked = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, env=_ENVIRONMENT)
    return frozenset((asked.stdout + asked.stderr).split())  # on which of them depends on the version


def _program() -> str:
    program = shutil.which(_PROGRAM)
    if program is None or _LANGUAGE not in installed_languages(program):
        raise SourceError(
            "needs-tesseract",
            "reading a scan needs Tesseract and its French data, which are missing: install them "
            "(`apt install tesseract-ocr tesseract-ocr-fra`, `brew install tesseract tesseract-lang`)",
        )
    return program


def _read(program: str, picture: bytes, number: int) -> str:
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "hocr"]
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS, check=True, env=_ENVIRONMENT
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise SourceError(
            "not-recognised",
            f"Tesseract cannot read page {number}: make the file readable with `ocrmypdf -l fra` and read the result",
        ) from error
    return done.stdout.decode("utf-8", "replace")
