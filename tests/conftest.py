"""Settings of the property tests: the same examples on every run, more of them on demand.

`pytest --hypothesis-profile=long` draws many plans, and others each time.
"""

import gc
import shutil
from collections.abc import Callable, Iterator
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


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Time a reader as the command line runs it: the collector walks the objects of all tests, whoever is timed."""
    gc.disable()
    yield
    gc.enable()


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


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open an address; afterwards nothing was asked of any other place, and nothing was said on the console."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_(address: str, own: str, *, width: int = 1280, height: int = 900, scheme: str = "light") -> Any:
        """Open a page that may ask for what stands under `own` and nothing else."""
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(("data:", own)) else complaints.append(one.url))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
