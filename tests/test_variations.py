"""Print the plan in `source/` in other layouts: the same values come back.

Each layout changes how the plan looks and nothing that it says. Where a layout takes something away (the table of
contents, its page numbers), what is lost with it is written down here with the reason.
"""

import hashlib
import random
from functools import cache
from pathlib import Path

import pytest
from canonical import IN_FICHES, Values, differences, in_any_order, misplaced, values_of

from pipeline.check.schema import schema_errors
from pipeline.options import Options
from pipeline.read import Document, read_document
from pipeline.read.text import decode
from pipeline.run import Extraction, extract_document
from tests.layouts import BY_NAME, FAMILIES
from tests.layouts.characters import curly_apostrophes, no_break_spaces

SOURCE = Path(__file__).parents[1] / "source" / "rtes-2022.txt"


def pairs(count: int, seed: int) -> tuple[tuple[str, str], ...]:
    """Draw pairs of layouts of two families, in the order in which they can be laid on one another."""
    chance = random.Random(seed)
    drawn: dict[tuple[str, str], None] = {}
    while len(drawn) < count:
        first, second = sorted(chance.sample(range(len(FAMILIES)), 2))
        families = [[layout.__name__ for layout in family] for family in FAMILIES.values()]
        drawn[chance.choice(families[first]), chance.choice(families[second])] = None
    return tuple(drawn)


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")
NAMES = list(BY_NAME)
LAID = [(name,) for name in NAMES] + list(pairs(14, seed=2022))
REORDERED = {"fiches_reversed", "fiches_shuffled", "sections_reversed", "sections_shuffled"}
PAGED = {layout.__name__ for layout in FAMILIES["pages"]}


@cache
def extracted(names: tuple[str, ...] = ()) -> Extraction:
    text = SOURCE.read_bytes().decode()
    for name in names:
        text = BY_NAME[name](text)
    data = text.encode()
    decoded = decode(data)
    return extract_document(
        Document("plan.txt", "text", hashlib.sha256(data).hexdigest(), decoded.encoding, decoded.text)
    )


def expected(names: tuple[str, ...]) -> Values:
    values = values_of(extracted().plan)
    if "contents_without_pages" in names:
        # kind, number, title, page, …
        values["contents"] = [(*entry[:3], None, *entry[4:]) for entry in values["contents"]]
    return values


@pytest.mark.parametrize("names", [n for n in LAID if "without_contents" not in n], ids="+".join)
def test_a_layout_changes_no_value(names: tuple[str, ...]) -> None:
    found, wanted = values_of(extracted(names).plan), expected(names)
    if REORDERED & set(names):
        found, wanted = in_any_order(found), in_any_order(wanted)
    assert differences(found, wanted) == []


@pytest.mark.parametrize("names", LAID, ids="+".join)
def test_every_value_stands_in_its_span(names: tuple[str, ...]) -> None:
    extraction = extracted(names)
    assert misplaced(extraction.plan, extraction.text, broken=bool(PAGED & set(names))) == []


@pytest.mark.parametrize("names", LAID, ids="+".join)
def test_nothing_is_dropped_and_the_contract_holds(names: tuple[str, ...]) -> None:
    plan = extracted(names).plan
    assert plan.coverage.unassigned == ()
    assert plan.coverage.ratio == 1.0
    assert list(schema_errors(plan.model_dump(mode="json", by_alias=True))) == []


# What only the table of contents says: the axe of the fiches that have no axe heading, and the right number of
# the axe that the body misnumbers. Without it they stand under the last axe heading above them, as printed.
ONLY_IN_CONTENTS = {
    "axe-number-differs", "axe-title-differs", "axe-missing", "referents-differ", "title-differs",
    "toc-entry-without-body", "spelling-variants",
}  # fmt: skip


@pytest.mark.parametrize("names", [n for n in LAID if "without_contents" in n], ids="+".join)
def test_without_contents_the_body_says_the_same(names: tuple[str, ...]) -> None:
    whole, bare = values_of(extracted().plan), values_of(extracted(names).plan)
    if REORDERED & set(names):
        whole, bare = in_any_order(whole), in_any_order(bare)
    assert bare["contents"] == []
    for family in ("plan", *IN_FICHES):
        assert bare[family] == whole[family], family
    # id, kind, number, axe, origin of the axe, title, origin of the title
    by_heading = [fiche for fiche in whole["fiches"] if fiche[4] == "rule" and fiche[6] == "rule"]
    assert [fiche for fiche in bare["fiches"] if fiche in by_heading] == by_heading
    assert [fiche[:3] for fiche in bare["fiches"]] == [fiche[:3] for fiche in whole["fiches"]]
    kept = [each for each in whole["diagnostics"] if each[0] not in ONLY_IN_CONTENTS]
    assert [each for each in bare["diagnostics"] if each[0] not in ONLY_IN_CONTENTS] == kept
    # the body itself gives two axes one number
    assert ("axe-title-differs", None) in bare["diagnostics"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_changes_no_value(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(SOURCE.read_bytes().decode().encode(encoding))
    document = read_document(path)
    assert document.text == extracted().text
    assert (
        values_of(extract_document(document, Options(ner="none")).plan)["items"] == values_of(extracted().plan)["items"]
    )


def test_typographic_characters_survive_old_encodings(tmp_path: Path) -> None:
    text = no_break_spaces(curly_apostrophes(SOURCE.read_bytes().decode())).replace("\u202f", "\u00a0")
    for encoding in ("cp1252", "mac_roman"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.encode(encoding))
        assert read_document(path).text == text, encoding
