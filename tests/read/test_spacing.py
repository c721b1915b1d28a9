"""Bold lines no larger than the text: headings where the space around them says so, all over the document."""

from array import array
from collections.abc import Sequence

from pipeline.read.blocks import Block, Paragraph, Run, Table
from pipeline.read.document import Strip
from pipeline.read.sizes import Sizes

# A printed line: its letters, bold or not, the space above it, its size.
Printed = tuple[str, bool, float, float]
AXE: Printed = ("Axe 1 : Habiter", True, 24.0, 16.0)
INTRO: Printed = ("Les habitants ont leur mot à dire.", False, 6.0, 12.0)


def set_out(*lines: Printed, per_page: int = 1000) -> list[Block]:
    blocks: list[Block] = []
    at = 50.0
    for number, (text, bold, above, size) in enumerate(lines):
        page = 1 + number // per_page
        at = 50.0 if number % per_page == 0 else at + above
        strip = Strip(page, at, at + size, array("f", [float(place) for place in range(len(text) + 1)]))
        blocks.append(Paragraph([Run(text, bold, strip=strip)], size=size))
        at += size
    return blocks


def levels(blocks: Sequence[Block]) -> dict[str, int]:
    sizes = Sizes()
    for block in blocks:
        sizes.read(block)
    marked = [sizes.mark(block) for block in blocks]
    return {one.text: one.heading for one in marked if isinstance(one, Paragraph) and one.heading}


def part(label: str, above: float = 12.0, below: float = 4.0) -> list[Printed]:
    return [(label, True, above, 12.0), (f"Planter des haies avec les habitants ({label})", False, below, 12.0)]


def parts(*labels: str, above: float = 12.0, below: float = 4.0) -> list[Printed]:
    return [line for label in labels for line in part(label, above, below)]


LABELS = ("Contexte :", "Objectifs :", "Moyens :")


def test_lines_nearer_to_what_follows_are_headings_below_the_larger_ones() -> None:
    found = levels(set_out(AXE, INTRO, ("Fiche 1", True, 20.0, 14.0), INTRO, *parts(*LABELS)))
    assert found == {"Axe 1 : Habiter": 1, "Fiche 1": 2, "Contexte :": 3, "Objectifs :": 3, "Moyens :": 3}


def test_lines_that_stand_evenly_stay_text() -> None:
    assert levels(set_out(AXE, INTRO, *parts(*LABELS, above=8.0, below=8.0))) == {"Axe 1 : Habiter": 1}


def test_some_even_lines_do_not_hide_what_most_say() -> None:
    found = levels(set_out(AXE, INTRO, *parts(*LABELS), *part("Publics :", 8.0, 8.0), *part("Suites :", 4.0, 12.0)))
    assert found.keys() == {"Axe 1 : Habiter", *LABELS, "Publics :"}
    # A bold line that ends a part heads nothing.
    assert "Suites :" not in found


def test_a_line_or_two_say_nothing() -> None:
    assert levels(set_out(AXE, INTRO, *parts("Contexte :", "Moyens :"))) == {"Axe 1 : Habiter": 1}


def test_nothing_larger_tells_no_level() -> None:
    assert levels(set_out(*parts(*LABELS))) == {}


def test_headings_under_one_another_and_at_the_edge_of_a_page() -> None:
    empty: list[Printed] = [
        ("Actions :", True, 12.0, 12.0),
        ("Bilan :", True, 12.0, 12.0),
        ("Tailler", False, 4.0, 12.0),
    ]
    found = levels(set_out(AXE, INTRO, *parts(*LABELS), *empty))
    assert found["Actions :"] == found["Bilan :"] == 2
    lines = [
        *parts("Contexte :"),
        AXE,
        INTRO,
        *parts("Objectifs :", "Moyens :", "Publics :"),
        ("Suites :", True, 12.0, 12.0),
    ]
    assert levels(set_out(*lines, per_page=len(lines) - 1))["Suites :"] == 2


def test_sentences_labels_with_their_value_bullets_and_wrapped_lines_are_none() -> None:
    others = ("Pilote : Odile Crozet", "Les haies sont plantées.", "• Haies", "Avec les habitants, les écoles,")
    found = levels(set_out(AXE, INTRO, *parts(*LABELS, *others)))
    assert found.keys() == {"Axe 1 : Habiter", *LABELS}
    long = set_out(AXE, INTRO, *parts(*LABELS))
    two = long[2]
    assert isinstance(two, Paragraph)
    assert two.runs[0].strip is not None
    strip = two.runs[0].strip
    two.runs.append(Run("et objectifs", True, strip=Strip(1, strip.top + 14, strip.bottom + 14, strip.edges)))
    assert "Contexte :et objectifs" not in levels(long)


def test_a_table_above_leaves_a_line_unmeasured() -> None:
    blocks = set_out(AXE, INTRO, *parts(*LABELS), *part("Publics :", 4.0, 12.0))
    blocks.insert(8, Table())
    assert levels(blocks)["Publics :"] == 2
