"""The report in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.load import LoadedPlan
from pipeline.write.report import write_report

Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Write a report, open it; afterwards nothing was asked of any network and nothing was said on the console."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_(*plans: LoadedPlan, width: int = 1280, scheme: str = "light") -> Any:
        path = tmp_path / "report.html"
        write_report(plans, path)
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if _outside(request.url, path) else None)
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _outside(url: str, path: Path) -> bool:
    return not url.startswith(("data:", path.as_uri()))
