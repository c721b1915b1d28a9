"""What mammoth gives of the Word files of the fixtures, beside our own reader: `python -m tests.read.rival_mammoth`.

For each file: the share of fields that agree with the plan's text, bullets' depth, bold, headings, seconds of processor
time of the read alone, and what of the things that Word files hold is lost.
"""

import io
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.read.docx import read_docx
from pipeline.read.html import read_html
from pipeline.read.lists import settle_lists
from pipeline.read.render import render
from tests.fixtures.agreement import agreement, layout_agreement
from tests.fixtures.build_docx import package, paragraph, run
from tests.fixtures.plan import MADE, plans

# What a careful style map can say; numbers that Word counts are no part of mammoth's model.
STYLES = "\n".join(
    [f"p[style-name='Titre {level}'] => h{level}:fresh" for level in range(1, 7)]
    + [f"p[style-name='heading {level}'] => h{level}:fresh" for level in range(1, 7)]
    + ["b => strong", "i => em", "comment-reference => !"]
)
_NUMBERED = '<w:pStyle w:val="Titre2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
# One Word construct each, and the words that must come through.
HELD = {
    "text box": (MADE / "eau-crowded.docx", None),
    "outline level without style": (
        package(paragraph(run("Fiche action n°1", bold=True), '<w:outlineLvl w:val="1"/>')), "## Fiche action n°1"
    ),
    "symbol": (package(paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" fait"))), "- fait"),
    "hidden text": (
        package(paragraph('<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>' + run("vu"))), "!caché"
    ),
    "deleted paragraph end": (
        package(
            paragraph(run("Planter des "), '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>') + paragraph(run("haies"))
        ),
        "Planter des haies",
    ),
    "bullet by style": (package(paragraph(run("un"), '<w:pStyle w:val="Listepuces1"/>')), "- un"),
    "tab before a page number": (package(paragraph(run("Fiche 1\t4"))), "Fiche 1\t4"),
    "indent of typed dashes": (
        package(
            paragraph(run("- un"), '<w:ind w:left="360"/>') + paragraph(run("- deux"), '<w:ind w:left="720"/>')
        ),
        "  - deux",
    ),
}  # fmt: skip


def ours(data: bytes) -> str:
    """The canonical text by the project's own reader."""
    return render(settle_lists(read_docx(data))).text


def mammoths(data: bytes) -> str:
    """The canonical text by mammoth and the reader of web pages."""
    import mammoth  # type: ignore[import-untyped]

    made = mammoth.convert_to_html(io.BytesIO(data), style_map=STYLES, external_file_access=False)
    return render(settle_lists(read_html(f"<html><body>{made.value}</body></html>"))).text


def main() -> None:
    """Compare and print."""
    readers: dict[str, Callable[[bytes], str]] = {"ours": ours, "mammoth": mammoths}
    print(f"{'file':<22} {'reader':<8} fields  depth   bold  heading  seconds")
    for name, source in plans():
        lines = source.lines()
        for variant in ("careful.docx", "crowded.docx"):
            data = (MADE / f"{name}-{variant}").read_bytes()
            for reader, read in readers.items():
                read(data)
                started = time.process_time()
                text = read(data)
                seconds = time.process_time() - started
                fields, _ = agreement(source.text, without_notes(text))
                kept = "  ".join(f"{layout_agreement(text, lines, kind):.3f}" for kind in ("depth", "bold", "heading"))
                print(f"{f'{name}-{variant}':<22} {reader:<8}  {fields:.3f}  {kept}    {seconds:.3f}")
    print()
    for what, (data, wanted) in HELD.items():
        if isinstance(data, Path):
            data, wanted = data.read_bytes(), "Pilote : Hélène Marchetti"
        lacks = wanted.startswith("!")
        told = {
            reader: "kept" if (wanted.lstrip("!") in read(data)) is not lacks else "lost"
            for reader, read in readers.items()
        }
        print(f"{what:<30} ours {told['ours']}, mammoth {told['mammoth']}")


def without_notes(text: str) -> str:
    """The text without its footnotes, which the plan's text does not have."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("[^"))


if __name__ == "__main__":
    main()
