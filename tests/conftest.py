"""Settings of the property tests: the same examples on every run, more of them on demand.

`pytest --hypothesis-profile=long` draws many plans, and others each time.
"""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

# What fails is shown as drawn: making a whole plan smaller takes minutes; `long` does.
_QUICK = (Phase.explicit, Phase.generate, Phase.target)

settings.register_profile(
    "steady", deadline=None, max_examples=60, derandomize=True, phases=_QUICK, suppress_health_check=_SLOW
)
settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=_SLOW)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium through Playwright, skipped with a word without it; one for all, as Playwright starts once."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: see the dev dependencies")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium here: on Debian, apt install chromium")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()
