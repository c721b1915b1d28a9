"""Read headings that are a number alone and a title: `1.4 Titre`, `2/ Titre`.

In: logical lines. Out: candidate headings.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from pipeline.model import FicheKind
from pipeline.split.heading import Heading, Source
from pipeline.split.line import Line
from pipeline.split.pages import page_of

# `1/ Titre`, `(2) Titre`, `3° Titre`, `n° 4 - Titre`, `#5 Titre`, `3a. Titre`; `A.1 Titre`, `OS1.2.b Titre`,
# `TE-01 Titre`, `II. Titre`, `b) Titre`
_BARE = re.compile(
    r"(?:[(\[#]|[nN]\s?[°º]\s?)?"
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}(?:\.?[a-h](?![^\W_])|\s?(?:bis|ter)\b)?)"
    r"\s*[:.)\]°\-–—|/]*\s*(?=\S)(?P<title>.+)"
    r"|(?P<letter>[A-Z]{1,5}[.\-]?\d{1,3}(?:\.\d{1,2}){0,2}(?:\.?[a-h])?(?=[\s.)\]\-–—:/|])"
    r"|[IVX]{1,5}(?=\s?[.)\]\-–—:/|])|[A-Za-z](?=\s?[.)\]\-–—:/|]))"
    r"\s*[.)\]\-–—:/|]*\s*(?=\S)(?P<rest>.+))"
)
# `1.`, `2)`, `N° 3`, `1.2.`
ALONE = re.compile(r"(?P<sign>[nN]\s?[°º]\s?)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s?(?P<mark>[.)/°:\-–—]?)")
_LONGEST_ALONE = 12
_LONGEST_PLAIN = 160


def read_bare(index: int, line: Line, text: str, *, marked: bool = False) -> Heading | None:
    """`1.4 Titre`, `## 1. Titre`; `marked`: the line needs no mark of a heading."""
    shift = 0
    printed = line.text
    if (line.bullet[:1].isalnum() or line.bullet[:1] == "(") and len(line.bullet) > 1 and not line.indent:
        printed, shift = f"{line.bullet} {line.text}", len(line.bullet) + 1
    match = _BARE.match(printed)
    if match is None:
        return None
    part = "title" if match["number"] else "rest"
    number = match["number"] or match["letter"]
    if not (match[part][0].isupper() or match[part][0] in '«"'):
        return None
    page, end = page_of(line, text)
    marked = marked or line.heading > 0 or line.all_bold or "." in number or printed.upper() == printed
    marked = marked or (number[0].isalpha() and number[-1].isdigit())
    if not marked and page is None:  # `1. Titre ..... 4` in the contents of a plan of `## 1. Titre`
        return None
    start = match.start(part) - shift
    if start < 0 or start >= end:
        return None
    return Heading(index, FicheKind.FICHE, "", number, (start, end), page, line.heading, end, Source.BARE)


def read_plain(index: int, line: Line, text: str) -> Heading | None:
    """`1/ Titre`, `2. Titre` on a line of its own that nothing marks as a heading but the blank above."""
    if not line.blank_before or line.heading or line.cells or line.text.endswith((".", ":", ";", ",")):
        return None
    found = read_bare(index, line, text, marked=True) if len(line.text) <= _LONGEST_PLAIN else None
    return replace(found, source=Source.PLAIN) if found is not None else None


def numbers_alone(lines: Sequence[Line], taken: Container[int]) -> dict[int, Heading]:
    """Read `1.` above a title on the next line, where such numbers count up.

    Args:
        lines: the document.
        taken: the lines that are labels.
    """
    found: dict[int, Heading] = {}
    for i, line in enumerate(lines[:-1]):
        if len(line.text) > _LONGEST_ALONE or line.bullet or line.table or i in taken:
            continue
        match = ALONE.fullmatch(line.text)
        below = lines[i + 1]
        # a number without any mark is a page's or a sum
        marked = match is not None and (match["mark"] or match["sign"] or line.heading or line.all_bold)
        if match is None or not marked or i + 1 in taken or below.bullet or below.table:
            continue
        if (
            below.text[0].isupper()
            and len(below.text) <= _LONGEST_PLAIN
            and not below.text.endswith((".", ":", ";", ","))
        ):
            end = len(line.text)
            found[i] = Heading(i, FicheKind.FICHE, "", match["number"], (0, 0), None, line.heading, end, Source.PLAIN)
    return found
