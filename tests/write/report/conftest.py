"""The report in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.write.load import LoadedPlan
from pipeline.write.report import write_report

Open = Callable[..., Any]


@pytest.fixture
def opened(visit: Callable[..., Any], tmp_path: Path) -> Open:
    """Write a report and open it."""

    def open_(*plans: LoadedPlan, **how: Any) -> Any:
        path = tmp_path / "report.html"
        write_report(plans, path)
        return visit(path.as_uri(), path.as_uri(), height=800, **how)

    return open_
