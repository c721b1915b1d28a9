"""Readers of documents beside ours, on the fixtures: time, memory, and what of the plan they keep.

In: the name of a reader and a file. Out: seconds of processor time with the reader's own start, megabytes, the share of
the plan's fields that our stages find in what it gives. pymupdf is AGPL: nothing but this file may import it.
"""

import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.fixtures.agreement import agreement
from tests.fixtures.plan import MADE, plans

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
