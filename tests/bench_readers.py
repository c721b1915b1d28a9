"""Readers of documents beside ours, on the fixtures: time, memory, and what of the plan they keep.

In: the name of a reader and a file. Out: seconds of processor time with the reader's own start, megabytes, the share of
the plan's fields that our stages find in what it gives. pymupdf is AGPL: nothing but this file may import it.
"""

import importlib.util
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.fixtures.agreement import agreement
from tests.fixtures.plan import MADE, plans
from tests.read.test_long import long_pdf, measured

FILES = ("reseau-column.pdf", "reseau-columns.pdf", "reseau-tables.pdf", "reseau-careful.docx", "reseau-office.odt")


def ours(path: Path) -> str:
    """The canonical text."""
    from pipeline.read import read_document

    return read_document(path).text


def plumber(path: Path) -> str:
    """Lines by pdfplumber."""
    import pdfplumber  # type: ignore[import-not-found]

    with pdfplumber.open(path) as document:
        return "\n\n".join(page.extract_text() or "" for page in document.pages)


def mupdf(path: Path) -> str:
    """Lines by MuPDF."""
    import pymupdf  # type: ignore[import-not-found]

    with pymupdf.open(path) as document:
        return "\n\n".join(page.get_text() for page in document)


def marked(path: Path) -> str:
    """Markdown by markitdown."""
    from markitdown import MarkItDown  # type: ignore[import-not-found]

    return str(MarkItDown().convert(str(path)).text_content)


READERS: dict[str, tuple[Callable[[Path], str], str, tuple[str, ...]]] = {
    "fiches": (ours, "pipeline", (".pdf", ".docx", ".odt")),
    "pdfplumber": (plumber, "pdfplumber", (".pdf",)),
    "pymupdf": (mupdf, "pymupdf", (".pdf",)),
    "markitdown": (marked, "markitdown", (".pdf", ".docx")),
}


def cases() -> list[tuple[str, str]]:
    """The readers that are installed with the files that each can read."""
    return [
        (name, file)
        for file in FILES
        for name, (_, package, suffixes) in READERS.items()
        if importlib.util.find_spec(package) is not None and Path(file).suffix in suffixes
    ]


def long_files() -> list[dict[str, Any]]:
    """Our reader on PDF files of 24, 200 and 2,000 pages: a process each, Python's start included."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        for pages, tagged in ((24, False), (24, True), (200, False), (2000, False), (2000, True)):
            path.write_bytes(long_pdf(pages, tagged=tagged))
            _, seconds, megabytes = measured(path)
            found.append({"pages": pages, "tagged": tagged, "seconds": seconds, "megabytes": megabytes})
    return found


def measure(name: str, file: str) -> dict[str, Any]:
    """Read one file once, in a process that did nothing else."""
    started = time.process_time()
    text = READERS[name][0](MADE / file)
    own = time.process_time() - started
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = max(child.ru_maxrss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit / 1e6
    source = dict(plans())["reseau"]
    fields, _ = agreement(source.text_of_cells if "tables" in file else source.text, text)
    return {
        "name": name,
        "file": file,
        "seconds": own + child.ru_utime + child.ru_stime,
        "megabytes": peak,
        "fields": fields,
    }


def targets(long: list[dict[str, Any]], documents: list[dict[str, Any]]) -> list[tuple[str, float, str, str, float]]:
    """What is promised of reading: name, value, unit, sense, bound."""
    pages = {(each["pages"], each["tagged"]): each for each in long}
    slope = pages[2000, False]["seconds"] / pages[200, False]["seconds"] / 10
    most = max(pages[2000, tagged]["megabytes"] for tagged in (False, True))
    office = [each["seconds"] for each in documents if each["name"] == "fiches" and not each["file"].endswith(".pdf")]
    return [
        ("PDF of 24 pages", pages[24, False]["seconds"], "s", "at most", 1.0),
        ("time a page, 2,000 over 200", slope, "times", "at most", 1.1),
        ("memory for a PDF of 2,000 pages", most, "MB", "at most", 200.0),
        ("Word file or OpenDocument text", max(office), "s", "at most", 0.3),
    ]
