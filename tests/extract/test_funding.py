"""The corpus of funding: what is printed under funding and resources labels, and what must be read."""

import tomllib
from pathlib import Path

import pytest

from pipeline.extract.found import FoundFunding
from pipeline.extract.funding import read_funding
from pipeline.extract.money import unit_of_label
from pipeline.model import SectionKind
from pipeline.span import Passage

CASES = tomllib.loads((Path(__file__).parents[1] / "corpus" / "funding.toml").read_text(encoding="utf-8"))["case"]


def shown(found: FoundFunding) -> list[str]:
    amounts = (
        f"{a.printed.value:g}".replace("e+06", "000000") if a.printed.value >= 1e6 else str(a.printed.value)
        for a in found.amounts
    )
    ranges = (f"-{a.printed.max}" if a.printed.max else "" for a in found.amounts)
    years = (f"@{a.printed.year}" if a.printed.year else "" for a in found.amounts)
    sums = ", ".join(map("".join, zip(amounts, ranges, years, strict=True)))
    period = "{}-{}".format(*found.period) if found.period else ""
    parts = [found.funder or "", found.instrument or "", sums, period, found.purpose or ""]
    return [*parts, "?"] if found.uncertain else parts


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_corpus(case: dict[str, str]) -> None:
    if "skip" in case:
        pytest.skip(case["skip"])
    text, label = case["text"], case.get("label", "Financement")
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    passages = [Passage(line, (0,), (start,)) for line, start in zip(text.split("\n"), starts, strict=True)]
    found = read_funding(SectionKind(case.get("kind", "funding")), label, passages, unit_of_label(label))
    wanted = [[part.strip() for part in line.rstrip("|").split("|")] for line in case["of"]]
    wanted = [[*line[:5], "?"] if line[-1] == "?" else [*line, *[""] * 5][:5] for line in wanted]
    assert [shown(each) for each in found] == wanted
    if "taxes" in case:
        assert [amount.printed.tax or "" for each in found for amount in each.amounts] == list(case["taxes"])
    for each in found:
        assert text[each.span.start : each.span.end].strip()
        if each.funder_span:
            assert text[each.funder_span.start : each.funder_span.end] == each.funder
