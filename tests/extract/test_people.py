"""The corpus of people and bodies in charge: what is printed behind a label, and who must be read."""

import tomllib
from pathlib import Path

import pytest

from pipeline.extract.people import FoundReferent, read_referents
from pipeline.split.labels import LabelHit
from pipeline.split.markup import strip_markup
from pipeline.split.outline import RawReferents
from pipeline.vocabulary import shipped

CASES = tomllib.loads((Path(__file__).parents[1] / "corpus" / "people.toml").read_text(encoding="utf-8"))["case"]


def shown(found: FoundReferent) -> list[str]:
    return [found.name, found.kind[0], found.note or "", str(found.year or "")]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_corpus(case: dict[str, str]) -> None:
    if "skip" in case:
        pytest.skip(case["skip"])
    text, label = case["text"], case.get("label", "Pilote")
    known = shipped().label(label)
    assert known is not None
    passage = strip_markup(text, 0, len(text)).passage
    line = RawReferents(label, LabelHit(0, 0, 0, known), (passage,), 0, len(text))
    found = read_referents([line])
    wanted = [[*(part.strip() for part in line.split("|")), "", "", ""][:4] for line in case["of"]]
    assert [shown(each) for each in found] == wanted
    if "roles" in case:
        assert [each.role.value for each in found] == list(case["roles"])
    for each in found:
        assert " ".join(text[each.span.start : each.span.end].split()) == each.name
