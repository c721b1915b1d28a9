"""The report as a person meets it: filtered, clicked through, on a telephone, in the dark, by keyboard, out loud."""

from pathlib import Path
from typing import Any

import pytest

from tests.accessible import violations
from tests.write.report.conftest import Open
from tests.write.sample import sample_plan


def visible_fiches(page: Any) -> list[str]:
    return [card.get_attribute("id") for card in page.locator(".fiche").all() if card.is_visible()]


def test_filter(opened: Open) -> None:
    page = opened(sample_plan(6, titles={2: "Économies d'énergie"}))
    assert len(visible_fiches(page)) == 6
    page.get_by_label("Filtrer les fiches").fill("ECONOMIES energie")
    assert visible_fiches(page) == ["p1-fiche-2"]
    assert page.get_by_role("status").inner_text() == "1 fiche sur 6"
    page.get_by_label("Filtrer les fiches").fill("rien de tel")
    assert visible_fiches(page) == []
    assert page.get_by_role("status").inner_text() == "0 fiche sur 6"
    page.get_by_label("Filtrer les fiches").fill("")
    assert len(visible_fiches(page)) == 6
    assert page.get_by_role("status").inner_text() == ""


@pytest.mark.parametrize("width", [390, 1280])
def test_click_through_both_ways(opened: Open, width: int) -> None:
    page = opened(sample_plan(12), width=width)
    card = page.locator("#p1-fiche-9")
    value = card.locator("a.referent").first
    value.click()
    place = page.locator(value.get_attribute("href"))
    page.wait_for_function("(one) => document.activeElement === one", arg=place.element_handle())
    assert place.text_content() == value.text_content()
    box, height = place.bounding_box(), page.viewport_size["height"]
    assert box is not None
    assert 0 <= box["y"] <= height
    place.click()
    page.wait_for_function("(one) => document.activeElement === one", arg=value.element_handle())
    box = value.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= height


def test_every_link_leads_somewhere(opened: Open) -> None:
    page = opened(sample_plan(4), sample_plan(2, name="autre"))
    lost = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')]
             .map((a) => a.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id))"""
    )
    assert lost == []
    doubled = page.evaluate(
        """() => { const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
             return ids.filter((id, at) => ids.indexOf(id) !== at); }"""
    )
    assert doubled == []


def test_a_click_in_the_text_shows_a_fiche_that_was_filtered_away(opened: Open) -> None:
    page = opened(sample_plan(6))
    page.get_by_label("Filtrer les fiches").fill("Sobriété")
    assert "p1-fiche-3" not in visible_fiches(page)
    target = page.locator("#p1-fiche-3 a.v").first.get_attribute("id")
    page.locator(f'.text a[href="#{target}"]').first.click()
    page.wait_for_function("(id) => location.hash === '#' + id", arg=target)
    assert "p1-fiche-3" in visible_fiches(page)
    assert page.get_by_label("Filtrer les fiches").input_value() == ""


def test_diagnostics_lead_to_their_place(opened: Open) -> None:
    page = opened(sample_plan(2))
    page.get_by_role("link", name="voir 2 sur 2").click()
    page.wait_for_function("() => location.hash.startsWith('#p1-t')")
    assert page.locator(".text .on, .text :target").count() >= 1


def test_text_is_never_markup(opened: Open) -> None:
    evil = "<script>console.error('run')</script><img src=x onerror=console.error(1)>"
    plan = sample_plan(2, title=evil, titles={1: evil, 2: '"><svg onload=console.error(2)> &amp; \'"'})
    page = opened(plan)
    assert page.locator("h1").inner_text() == evil
    assert page.locator("#p1-fiche-1-title").inner_text() == evil
    assert page.locator("img, body script").count() == 1, "the page's own script and no other"
    assert evil in page.locator(".text").inner_text()


def test_without_text(opened: Open) -> None:
    plan = sample_plan(2)
    page = opened(type(plan)(plan.plan, None, plan.path))
    assert page.locator(".source").count() == 0
    assert "Le texte du plan n'a pas été trouvé" in page.locator(".note").inner_text()
    assert page.locator("a.v").count() == 0
    assert page.locator(".fiche .v.referent").count() == 6


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(opened: Open, width: int) -> None:
    page = opened(sample_plan(8, titles={1: "Anticonstitutionnellement" * 6}), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard(opened: Open) -> None:
    page = opened(sample_plan(2))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'contenu'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.startsWith('#p1-t')")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(opened: Open, width: int, scheme: str) -> None:
    page = opened(sample_plan(4), width=width, scheme=scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    # axe measures what is out of sight too, which the browser has not laid out yet.
    page.evaluate(
        "() => document.querySelectorAll('.fiche, .block').forEach(one => { one.style.contentVisibility = 'visible'; })"
    )
    assert violations(page) == []


def test_print(opened: Open, tmp_path: Path) -> None:
    page = opened(sample_plan(3))
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator(".text").evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    page.pdf(path=str(tmp_path / "report.pdf"))
    assert (tmp_path / "report.pdf").stat().st_size > 10_000


def test_a_large_plan_answers_at_once(opened: Open) -> None:
    """500 fiches: the page is there, filters and jumps without a person waiting."""
    page = opened(sample_plan(500, size=2))
    spent = page.evaluate(
        """async () => {
          const box = document.getElementById("search"), times = [];
          for (const word of ["m", "mo", "mobilite 120", ""]) {
            const start = performance.now();
            box.value = word;
            box.dispatchEvent(new Event("input"));
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            times.push(performance.now() - start);
          }
          return times;
        }"""
    )
    assert max(spent) < 3_000, spent
    frames = page.evaluate(
        """async () => {
          const times = []; let last = performance.now();
          for (let step = 0; step < 30; step += 1) {
            window.scrollBy(0, 700);
            await new Promise(requestAnimationFrame);
            const now = performance.now(); times.push(now - last); last = now;
          }
          return times.sort((a, b) => a - b)[15];
        }"""
    )
    assert frames < 250, frames
