"""The report: one self-contained page in French that shows what was read, and where."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.diff import Diff
from pipeline.write.atomic import replacing
from pipeline.write.load import LoadedPlan, uncollected
from pipeline.write.report.changes import changes_section
from pipeline.write.report.page import report_page


def write_report(plans: Sequence[LoadedPlan], out: Path, diff: Diff | None = None) -> None:
    """Write the report of plans.

    A plan without its text gets a report without source panel, which says so.

    Args:
        plans: what `load_plans` gives.
        out: the page to write.
        diff: what changed since an earlier plan, for a section of its own at the top.

    Raises:
        WriteError: when the place cannot be written.
    """
    extra = [("changements", "Ce qui a changé", changes_section(diff))] if diff is not None else []
    with uncollected(), replacing(out) as ready:
        ready.write_text(report_page(plans, extra), encoding="utf-8")
