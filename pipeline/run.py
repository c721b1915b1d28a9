"""The stages in order, and nothing else.

read -> split -> extract -> resolve -> correct -> check -> (write)
"""

import contextlib
import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.check.coverage import measure_coverage
from pipeline.check.diagnostics import diagnose
from pipeline.check.schema import InvalidPlanError, plan_errors
from pipeline.corrections import (
    NO_CORRECTIONS,
    Corrected,
    Corrections,
    correct,
    read_corrections,
    reported,
    section_kinds,
)
from pipeline.errors import SourceError
from pipeline.extract.found import FoundPlan
from pipeline.extract.plan import extract_values
from pipeline.extract.plan import read_again as values_again
from pipeline.model import SCHEMA_VERSION, Coverage, Diagnostic, Plan, SectionKind, Source
from pipeline.options import SHIPPED, Options
from pipeline.read import Document, Progress, read_document
from pipeline.read.places import with_places
from pipeline.resolve.communes import Communes, read_communes
from pipeline.resolve.plan import ResolvedPlan, resolve
from pipeline.resolve.registry import slug
from pipeline.split import FamilyReport, split
from pipeline.split.outline import Outline
from pipeline.vocabulary import Body
from pipeline.vocabulary.tongues import foreign, words_in
from pipeline.vocabulary.user import load_vocabulary, vocabulary_beside
from pipeline.write.files import write_plan


@dataclass(frozen=True, slots=True)
class Extraction:
    """A plan, the canonical text that its spans count in, and which headings were tried for its fiches."""

    plan: Plan
    text: str
    families: tuple[FamilyReport, ...]


class NoFicheError(SourceError):
    """A source without a fiche; `families` says which headings were tried, and why none was taken."""

    def __init__(self, code: str, sentence: str, families: tuple[FamilyReport, ...] = ()) -> None:
        super().__init__(code, sentence)
        self.families = families


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as far as no person has a say: what the program alone made of it."""

    document: Document
    found: FoundPlan
    resolved: ResolvedPlan
    coverage: Coverage
    outline: Outline
    bodies: tuple[Body, ...]
    communes: Communes | None


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
def read_values(document: Document, options: Options = SHIPPED) -> Reading:
    """Take a read document through the stages that look at nothing else.

    Args:
        document: what `read_document` gives.
        options: how it is read.
    """
    vocabulary = load_vocabulary(options.vocabulary)
    outline = split(document.text, vocabulary)
    found = extract_values(outline, vocabulary.bodies)
    if options.ner != "none":
        from pipeline.extract.mentions import read_names

        found = read_names(found, options.ner, [name for body in vocabulary.bodies for name in body.spellings()])
    communes = read_communes(options.places) if options.places is not None else None
    resolved = resolve(outline, found, document.text, bodies=vocabulary.bodies, communes=communes)
    coverage = measure_coverage(document.text, outline.assigned)
    return Reading(document, found, resolved, coverage, outline, vocabulary.bodies, communes)


def read_again(reading: Reading, kinds: Mapping[int, SectionKind]) -> Reading:
    """Read values again where people gave sections another kind, by where these start."""
    if not kinds:
        return reading
    outline, text = reading.outline, reading.document.text
    found = values_again(reading.found, kinds, outline.title)
    resolved = resolve(outline, found, text, bodies=reading.bodies, communes=reading.communes)
    return replace(reading, found=found, resolved=resolved)


@collector_paused()
def checked(reading: Reading, corrections: Corrections) -> tuple[Corrected, tuple[Diagnostic, ...]]:
    """Apply what people decided, and look at the result.

    Raises:
        CorrectionsError: when two corrections contradict each other.
    """
    text, read = reading.document.text, reading.resolved
    again = read_again(reading, section_kinds(read, text, corrections))
    corrected = correct(read, text, corrections, again.resolved)

    def diagnosed(plan: ResolvedPlan) -> tuple[Diagnostic, ...]:
        found = reading.found if plan is read else again.found
        document = reading.document
        return diagnose(found, plan, reading.coverage, document.recognised, document.unread)

    return corrected, reported(corrected, diagnosed)


@collector_paused()
def finish(reading: Reading, corrections: Corrections = NO_CORRECTIONS) -> Extraction:
    """Apply what people decided, check, and give the plan.

    Raises:
        CorrectionsError: when two corrections contradict each other.
    """
    document = reading.document
    corrected, diagnostics = checked(reading, corrections)
    resolved = corrected.plan
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
        diagnostics=diagnostics,
        coverage=reading.coverage,
    )
    return Extraction(with_places(plan, document), document.text, reading.outline.families)


def extract_document(
    document: Document, options: Options = SHIPPED, corrections: Corrections = NO_CORRECTIONS
) -> Extraction:
    """Take a read document through all stages.

    Args:
        document: what `read_document` gives.
        options: how it is read.
        corrections: what people decided about it.
    """
    return finish(read_values(document, options), corrections)


def read_file(path: Path, options: Options = SHIPPED, progress: Progress | None = None) -> Reading:
    """Read a file, with the vocabulary beside it where no other is named, as far as no person has a say."""
    if options.vocabulary is None:
        options = replace(options, vocabulary=vocabulary_beside(path))
    return read_values(read_document(path, progress, ocr=options.ocr), options)


def extract_file(path: Path, options: Options = SHIPPED, progress: Progress | None = None) -> Extraction:
    """Read a file, with the vocabulary (where no other is named) and the corrections beside it, through all stages.

    Args:
        path: the file.
        options: how it is read.
        progress: told the pages done and all pages of a long PDF file, every now and then.

    Raises:
        SourceError: when the file cannot be read as a plan's text.
        NoFicheError: when it holds no fiche.
        VocabularyError: when the vocabulary cannot be used.
        CorrectionsError: when its corrections cannot be read, or contradict each other.
    """
    corrections = read_corrections(path)
    extraction = finish(read_file(path, options, progress), corrections)
    if not extraction.plan.fiches:
        tongue = foreign(words_in(extraction.text))
        if tongue is not None:
            raise NoFicheError(
                "no-fiche",
                f"holds no fiche, and its text seems to be {tongue.english}; only plans in French are read, "
                "give that version of it",
                extraction.families,
            )
        raise NoFicheError(
            "no-fiche",
            "holds no fiche; a fiche needs a heading such as « Fiche action n° 1 » "
            "and labels such as « Pilote : » under it",
            extraction.families,
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


def extract_to(path: Path, out: Path, options: Options = SHIPPED, progress: Progress | None = None) -> Extraction:
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
    return extraction
