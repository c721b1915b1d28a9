"""How well files of programs that the readers were not tuned on are read: `python -m tests.foreign [FOLDER]`.

Builds them with whichever of Pandoc, groff, AbiWord, Chromium, LibreOffice and ReportLab is installed, into FOLDER
where one is given, and prints for each the share of fields that agree with the plan's text, then bullets' depth, bold
and headings.
"""

import re
import sys
import tempfile
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.read import read_document
from tests.fixtures.agreement import agreement, layout_agreement
from tests.fixtures.build_foreign import build
from tests.fixtures.plan import plans

NOTES = re.compile(r"(?m)^\[\^\d+\]: .*\n?")


def main(folder: Path) -> None:
    """Build, read and print."""
    print(f"{'file':<28}  fields  depth   bold  heading")
    for name, source in plans():
        lines = source.lines()
        for what, path in build(lines, folder, name).items():
            try:
                text = NOTES.sub("", read_document(path).text)
            except SourceError as error:
                print(f"{name}-{what:<20}  {error}")
                continue
            fields, _ = agreement(source.text, text)
            kept = "  ".join(f"{layout_agreement(text, lines, kind):.3f}" for kind in ("depth", "bold", "heading"))
            print(f"{f'{name}-{what}':<28}   {fields:.3f}  {kept}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
