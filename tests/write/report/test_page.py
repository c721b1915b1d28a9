"""The report without a browser: well-formed, self-contained, the same every time, small, in French."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.diff import diff_plans
from pipeline.write.load import LoadedPlan
from pipeline.write.report import write_report
from pipeline.write.report.html import Html, join, tag
from pipeline.write.report.page import report_page
from tests.write.sample import sample_plan

VOID = {"meta", "link", "input", "br"}


class Checker(HTMLParser):
    """Follows the tags: each that opens closes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.addresses += [str(value) for key, value in attributes if key in ("href", "src")]
        assert not any(key.startswith("on") or key == "style" for key, _ in attributes)
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def checked(page: str) -> Checker:
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    return checker


@pytest.mark.parametrize("count", [0, 1, 5])
def test_well_formed_and_self_contained(count: int) -> None:
    for plans in ([sample_plan(count)], [sample_plan(count), sample_plan(2, name="autre", title=None)]):
        found = checked(report_page(plans))
        assert all(address.startswith(("#", "data:")) for address in found.addresses)
        assert "Le sommaire nomme une autre personne." in "".join(found.text)


def test_the_text_stands_in_it_whole() -> None:
    plan = sample_plan(5, pages=True)
    page = report_page([plan])
    panel = page[page.index('aria-label="Texte"') :]
    panel = panel[panel.index(">") + 1 : panel.index("</aside>")]
    found = checked(panel.rpartition("</div>")[0])
    assert "".join(found.text) == plan.text


def test_french_numbers_and_dates() -> None:
    words = "".join(checked(report_page([sample_plan(2)])).text)
    for said in ("12\u202f500,50\u00a0€", "3\u202f000\u00a0€ à 15\u202f000\u00a0€", "févr.", "avril 2031"):
        assert said in words, said
    assert not re.search(r"\b(None|null|True|False|in_progress|referents-differ)\b", words.split('"use strict"')[0])


def test_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_report([sample_plan(3)], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_escaping() -> None:
    assert tag("p", "<b>", tag("i", "&"), None, ["x"], class_='"', hidden=True, id=None) == (
        '<p class="&quot;" hidden>&lt;b&gt;<i>&amp;</i>x</p>'
    )
    assert join(Html("<b>")) == "<b>"
    with pytest.raises(TypeError):
        join(7)


def test_values_that_overlap() -> None:
    """Spans that cross or are empty break nothing."""
    plan = sample_plan(1).plan.model_dump(mode="json")
    first = plan["fiches"][0]
    first["partners"][0]["span"] = {**first["partners"][0]["span"], "end": first["partners"][0]["span"]["end"] + 9}
    first["partners"][1]["span"] = {**first["partners"][0]["span"], "start": first["partners"][0]["span"]["start"] + 4}
    first["partners"][1]["span"]["end"] += 5
    first["funding"][0]["span"] = {**first["funding"][0]["span"], "end": first["funding"][0]["span"]["start"]}
    changed = LoadedPlan(type(sample_plan().plan).model_validate(plan), sample_plan(1).text, Path("plan.json"))
    page = report_page([changed])
    checked(page)
    for number in re.findall(r'href="#(p1-[tv]\d+)"', page):
        assert f'id="{number}"' in page


def test_what_changed_stands_first(tmp_path: Path) -> None:
    old, new = sample_plan(3), sample_plan(4, name="plan-2032")
    write_report([new], tmp_path / "report.html", diff_plans(old.plan, new.plan))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    words = "".join(checked(page).text)
    assert "Ce qui a changé" in words
    assert "Nouvelles fiches (1)" in words
    assert page.index('id="changements"') < page.index('id="p1-fiches"')
