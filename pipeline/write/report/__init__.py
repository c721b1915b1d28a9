"""The report: one self-contained page in French that shows what was read, and where."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.write.atomic import replacing
from pipeline.write.load import LoadedPlan
from pipeline.write.report.page import report_page


def write_report(plans: Sequence[LoadedPlan], out: Path) -> None:
    """Write the report of plans.

    A plan without its text gets a report without source panel, which says so.

    Raises:
        WriteError: when the place cannot be written.
    """
    with replacing(out) as ready:
        ready.write_text(report_page(plans), encoding="utf-8")
