"""The page of a review itself: for every reader, never markup of the plan's, and without script."""

from typing import Any

import pytest

from tests.accessible import violations
from tests.corrections.plans import PLAN
from tests.review.conftest import Start

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
expect.set_options(timeout=15_000)  # a busy machine
Opened = Any


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(start: Start, opened: Opened, width: int, scheme: str) -> None:
    running = start()
    page = opened(running, width=width, scheme=scheme)
    first = page.get_by_role("link", name="Commencer").get_attribute("href")
    name = page.request.get(f"{running.base}/noms").text().split('href="/nom/')[1].split('"')[0]
    fiche = "/fiche/fiche-3"
    key = page.request.get(f"{running.base}{fiche}").text().split('data-value="referent-')[1].split('"')[0]
    places = (
        "/", first, "/fiches", fiche, f"{fiche}?modifier=referent-{key}", f"{fiche}?ajouter=partner&passage=RTES",
        "/fiche/sommaire", "/noms", f"/nom/{name}", "/decisions",
    )  # fmt: skip
    if scheme == "dark" or width < 1000:
        places = ("/", first, f"{fiche}?modifier=referent-{key}", f"/nom/{name}")
    for place in places:
        page.goto(f"{running.base}{place}")
        assert violations(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_text_is_never_markup(start: Start, opened: Opened) -> None:
    evil = "<script>console.error(1)</script><img src=x onerror=console.error(2)>\"'&amp;"
    running = start(PLAN.replace("Odile Crozet", f"Odile {evil}").replace("Ouvrir un jardin partagé", evil))
    page = opened(running)
    for place in ("/", "/fiches", "/fiche/fiche-1", "/noms", "/noms?genre=person", "/decisions", f"/noms?q={evil}"):
        page.goto(f"{running.base}{place}")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 1
    page.goto(f"{running.base}/fiche/fiche-1")
    assert evil in page.locator("#texte").inner_text()
    page.goto(f"{running.base}/fiche/fiche-1?ajouter=partner&passage=%22%3E%3Cimg%20src%3Dx%3E")
    assert page.locator("img").count() == 0


def test_without_script_it_works(start: Start, browser: Any) -> None:
    running = start(PLAN)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 900})
    page = context.new_page()
    page.goto(running.address)
    page.goto(f"{running.base}/fiche/fiche-2")
    page.get_by_label("Passage").fill("une station")
    page.get_by_role("button", name="Ajouter…").click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator("li.added")).to_have_count(1)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#etat")).to_have_text("Tout est enregistré")
    context.close()
    assert "add: partner" in running.corrections.read_text(encoding="utf-8")
