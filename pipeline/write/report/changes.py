"""The section of the report that says what changed since an earlier plan."""

from pipeline.diff import Diff
from pipeline.write.changes import changes_parts, changes_summary, plan_name
from pipeline.write.report.html import Html, join, tag


def changes_section(diff: Diff) -> Html:
    """Give what changed: a sentence, then each kind of change, folded where it is long."""
    head = f"De « {plan_name(diff.old)} » à « {plan_name(diff.new)} » : {changes_summary(diff)}"
    parts = [
        tag(
            "details",
            tag("summary", f"{part.title} ({len(part.lines)})"),
            tag("ul", [tag("li", line) for line in part.lines]),
            open=len(part.lines) <= 10,
        )
        for part in changes_parts(diff)
        if part.lines
    ]
    return join([tag("p", head), parts or tag("p", "Rien n'a changé.")])
