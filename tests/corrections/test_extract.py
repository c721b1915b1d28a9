"""`fiches extract` takes the corrections beside a source, and says in one line what is wrong with them."""

import json
import shutil
from pathlib import Path

from pipeline import Options, extract
from pipeline.model import Origin
from tests.command import ROOT, SMALL, complaints, fiches

CORRECTIONS = """version: 1
corrections:
  - change: referent
    fiche: fiche-1
    at: {exact: Odile Crozet}
    to: {name: Odile Crozet-Valle}
"""


def test_corrections_beside_a_source_are_applied(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(SMALL, encoding="utf-8")
    (tmp_path / "plan.corrections.yaml").write_text(CORRECTIONS, encoding="utf-8")
    run = fiches("extract", tmp_path, "--out", tmp_path / "out", "--ner", "none")
    assert complaints(run) == []
    assert run.returncode == 0
    referent = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["fiches"][0]["referents"][0]
    assert (referent["name"], referent["origin"]) == ("Odile Crozet-Valle", "corrected")
    assert fiches("validate", tmp_path / "out" / "plan.json").returncode == 0
    plan = extract(tmp_path / "plan.md", Options(ner="none"))
    assert plan.fiches[0].referents[0].origin is Origin.CORRECTED


def test_corrections_that_cannot_be_read_cost_their_plan_only(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "one.corrections.yaml").write_text("version: 1\ncorrections:\n  - delete: nothing\n", encoding="utf-8")
    again = CORRECTIONS.split("corrections:\n")[1].replace("Crozet-Valle", "Valle")
    (tmp_path / "two.corrections.yaml").write_text(CORRECTIONS + again, encoding="utf-8")
    run = fiches("extract", tmp_path, "--out", tmp_path / "out", "--ner", "none")
    assert run.returncode == 1
    first, second = complaints(run)
    assert "one.txt: has corrections that cannot be read: one.corrections.yaml, line 3:" in first
    assert (
        "two.txt: has corrections that contradict each other: two.corrections.yaml, line 3 (change) and line 7"
        in second
    )
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["three.json"]


def test_a_correction_of_a_pdf_has_its_page_and_boxes(tmp_path: Path) -> None:
    source = tmp_path / "eau.pdf"
    shutil.copyfile(ROOT / "tests" / "fixtures" / "made" / "eau-columns.pdf", source)
    before = extract(source, Options(ner="none"))
    read = next(one for one in before.fiches if one.partners)
    partner = read.partners[0]
    source.with_name("eau.corrections.yaml").write_text(
        f"version: 1\ncorrections:\n  - change: partner\n    fiche: {read.id}\n"
        f"    at: {{exact: {json.dumps(partner.name)}, start: {partner.span.start}}}\n    to: {{note: à revoir}}\n",
        encoding="utf-8",
    )
    plan = extract(source, Options(ner="none"))
    after = next(one for one in plan.fiches if one.id == read.id).partners[0]
    assert (after.note, after.origin) == ("à revoir", Origin.CORRECTED)
    assert after.span == partner.span
    assert after.span.page is not None
    assert after.span.boxes
