"""The stages in order, and nothing else.

    read -> split -> extract -> resolve -> check -> (write)
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.check.coverage import measure_coverage
from pipeline.check.diagnostics import diagnose
from pipeline.check.schema import InvalidPlanError, schema_errors
from pipeline.extract.plan import extract_values
from pipeline.model import SCHEMA_VERSION, Plan, Source
from pipeline.read import Document, read_document
from pipeline.resolve.plan import resolve
from pipeline.resolve.registry import slug
from pipeline.split import split
from pipeline.vocabulary import shipped


@dataclass(frozen=True, slots=True)
class Extraction:
    """A plan and the canonical text that its spans count in."""

    plan: Plan
    text: str


def extract_document(document: Document, *, ner: str = "ours") -> Extraction:
    """Take a read document through all stages.

    Args:
        document: what `read_document` gives.
        ner: `ours` to read the names in running text, `none` to leave them out.

    Raises:
        InvalidPlanError: when the result breaks the contract, which is a defect of this program.
    """
    outline = split(document.text, shipped())
    found = extract_values(outline)
    if ner != "none":
        from pipeline.extract.mentions import read_names

        found = read_names(found)
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
        ),
        axes=resolved.axes,
        toc=resolved.toc,
        fiches=resolved.fiches,
        people=resolved.people,
        organisations=resolved.organisations,
        places=resolved.places,
        diagnostics=diagnose(outline, found, resolved, coverage),
        coverage=coverage,
    )
    return Extraction(plan, document.text)


def check_plan(plan: Plan) -> None:
    """Validate a plan against the JSON Schema.

    Raises:
        InvalidPlanError: with the first place that breaks the contract.
    """
    error = next(iter(schema_errors(plan.model_dump(mode="json"))), None)
    if error is not None:
        raise InvalidPlanError("invalid-plan", f"the result breaks the contract at {error}; nothing was written, please report it")


def extract_file(path: Path, *, ner: str = "ours") -> Extraction:
    """Read a file and take it through all stages.

    Raises:
        SourceError: when the file cannot be read as a plan's text.
    """
    return extract_document(read_document(path), ner=ner)
