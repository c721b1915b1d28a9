"""What axe finds wrong with a page for those who cannot see it, or not well."""

from pathlib import Path
from typing import Any

import pytest

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[tuple[str, str, str]]:
    """Give the rules that a page breaks, where and why; skipped without axe."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    # A page's policy may let no script in but its own: this one comes through the debugger.
    page.evaluate(Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", _TAGS)
    assert len(found["passes"]) > 20, "axe looked at next to nothing"
    return [
        (one["id"], node["html"][:200], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
