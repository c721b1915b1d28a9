"""JSON Lines: a line a fiche, the fiche whole."""

import json
from pathlib import Path

from pipeline.model import Fiche
from pipeline.write.jsonl import write_lines
from tests.write.sample import sample_plan


def test_a_line_a_fiche(tmp_path: Path) -> None:
    loaded = [sample_plan(3), sample_plan(1, name="autre", titles={1: "deux\nlignes\u2028"})]
    write_lines(loaded, tmp_path / "plans.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "plans.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    assert [line["key"] for line in lines] == [
        "plan-montclair/fiche-1",
        "plan-montclair/fiche-2",
        "plan-montclair/fiche-3",
        "autre/fiche-1",
    ]
    for line, fiche in zip(lines, [fiche for one in loaded for fiche in one.plan.fiches], strict=True):
        assert Fiche.model_validate({key: line[key] for key in Fiche.model_fields}) == fiche
    assert [axe["number"] for axe in lines[0]["axes"]] == ["1", "1.1"]
    assert lines[2]["axes"] == []
    assert "préparer la salle" in lines[0]["text"]
    assert "Odile Marchebois" in lines[3]["text"] or "Thibaut Kerouédan" in lines[3]["text"]
