"""The stages in order, and nothing else.

read -> split -> extract -> resolve -> check -> (write)
"""

import contextlib
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.check.coverage import measure_coverage
from pipeline.check.diagnostics import diagnose
from pipeline.check.schema import InvalidPlanError, plan_errors
from pipeline.errors import SourceError
from pipeline.extract.plan import extract_values
from pipeline.model import SCHEMA_VERSION, Plan, Source
from pipeline.options import SHIPPED, Options
from pipeline.read import Document, Progress, read_document
from pipeline.read.places import with_places
from pipeline.resolve.plan import resolve
from pipeline.resolve.registry import slug
from pipeline.split import split
from pipeline.vocabulary import shipped
from pipeline.write.files import write_plan


@dataclass(frozen=True, slots=True)
class Extraction:
    """A plan and the canonical text that its spans count in."""

    plan: Plan
    text: str


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's cycle collector still: stages make values without cycles, and it would walk all of them again
    and again (a plan of 7 MB took half as long again per megabyte as one of 0.7 MB).
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@collector_paused()
def extract_document(document: Document, options: Options = SHIPPED) -> Extraction:
    """Take a read document through all stages.

    Args:
        document: what `read_document` gives.
        options: how it is read.
    """
    outline = split(document.text, shipped())
    found = extract_values(outline)
    if options.ner != "none":
        from pipeline.extract.mentions import read_names

        found = read_names(found, options.ner)
    resolved = resolve(outline, found)
    coverage = measure_coverage(document.text, outline.assigned)
    plan = Plan(
        schema_version=SCHEMA_VERSION,
        id=slug(Path(document.name).stem),
        title=resolved.title,
        year=resolved.year,
        source=Source(
            file=document.name,
            format=document.format,
            sha256=document.sha256,
            encoding=document.encoding,
            characters=len(document.text),
            pages=document.pages,
            ocr_pages=document.ocr_pages,
        ),
        axes=resolved.axes,
        toc=resolved.toc,
        fiches=resolved.fiches,
        people=resolved.people,
        organisations=resolved.organisations,
        places=resolved.places,
        diagnostics=diagnose(found, resolved, coverage, document.recognised),
        coverage=coverage,
    )
    return Extraction(with_places(plan, document), document.text)


def extract_file(path: Path, options: Options = SHIPPED, progress: Progress | None = None) -> Extraction:
    """Read a file and take it through all stages.

    Args:
        path: the file.
        options: how it is read.
        progress: told the pages done and all pages of a long PDF file, every now and then.

    Raises:
        SourceError: when the file cannot be read as a plan's text, or holds no fiche.
    """
    extraction = extract_document(read_document(path, progress, ocr=options.ocr), options)
    if not extraction.plan.fiches:
        raise SourceError(
            "no-fiche",
            "holds no fiche; a fiche needs a heading such as « Fiche action n° 1 » "
            "and labels such as « Pilote : » under it",
        )
    return extraction


def extract_valid(path: Path, options: Options = SHIPPED, progress: Progress | None = None) -> Extraction:
    """Take a file through all stages and hold the result to the contract.

    Args:
        path: the file.
        options: how it is read.
        progress: told the pages done and all pages of a long PDF file, every now and then.

    Raises:
        SourceError: when the file cannot be read or holds no fiche.
        InvalidPlanError: when the result breaks the contract, which is a defect of this program.
    """
    extraction = extract_file(path, options, progress)
    error = next(iter(plan_errors(extraction.plan)), None)
    if error is not None:
        raise InvalidPlanError(
            "invalid-plan",
            f"gives a result that breaks the contract at {error}; nothing was written, please report it",
        )
    return extraction


def extract_to(path: Path, out: Path, options: Options = SHIPPED, progress: Progress | None = None) -> Plan:
    """Extract a file and write the result into a folder, once it holds to the contract.

    Args:
        path: the file.
        out: the folder.
        options: how the file is read.
        progress: told the pages done and all pages of a long PDF file, every now and then.

    Raises:
        SourceError: when the file cannot be read or holds no fiche.
        InvalidPlanError: when the result breaks the contract, which is a defect of this program.
        WriteError: when the folder cannot be written.
    """
    extraction = extract_valid(path, options, progress)
    write_plan(extraction.plan, extraction.text, path.stem, out)
    return extraction.plan
