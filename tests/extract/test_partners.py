"""The corpus of partners: what is printed under a partners label, and who must be read."""

import tomllib
from pathlib import Path

import pytest

from pipeline.extract.found import FoundPartner
from pipeline.extract.partners import read_partners
from pipeline.span import Passage

CASES = tomllib.loads((Path(__file__).parents[1] / "corpus" / "partners.toml").read_text(encoding="utf-8"))["case"]


def shown(found: FoundPartner) -> list[str]:
    members = ", ".join(name for name, _ in found.members)
    return [found.name, found.kind[0], members, found.note or "", "?" if found.uncertain else ""]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_corpus(case: dict[str, str]) -> None:
    text = case["text"]
    found, asked = read_partners([Passage(text, (0,), (0,))])
    assert [shown(each) for each in found] == [
        [*(part.strip() for part in line.split("|")), "", "", ""][:5] for line in case["of"]
    ]
    assert not asked
    for each in found:
        for name, span in [(each.name, each.span), *each.members]:
            assert text[span.start : span.end] == name


def test_a_table_of_partners_names_them_in_its_first_column() -> None:
    lines = ["Partenaire | Rôle", "ADEME | appui technique", "CAUE du Gers | conseil"]
    found, _ = read_partners([Passage(line, (0,), (0,)) for line in lines])
    assert [each.name for each in found] == ["ADEME", "CAUE du Gers"]
