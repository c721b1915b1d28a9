"""Say how the fiches of a plan were told: which headings were tried, which won, and why the others did not."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.terminal import say, shown

if TYPE_CHECKING:
    from pipeline.split import FamilyReport


def explained(path: Path, families: "Sequence[FamilyReport]") -> dict[str, Any]:
    """Print the families of headings of a plan, and give them for `--json`.

    Args:
        path: the plan.
        families: what was tried.
    """
    say(f"{shown(path)}: {len(families) or 'no'} famil{'y' if len(families) == 1 else 'ies'} of headings tried")
    for family in families:
        say(f"  {family.verdict:<8}  « {shown(family.example)} »: {family.told_by}")
        say(
            f"            {family.headings} headings, {family.supported} with labels under them, "
            f"{family.labels} labels explained: {family.reason}"
        )
        if family.block:
            say(f"            labels that come again: {shown(', '.join(family.block))}")
    return {"families": [asdict(family) for family in families]}
