"""Read headings that are a number alone and a title: `1.4 Titre`, `2/ Titre`; and lines that repeat a heading.

In: logical lines. Out: candidate headings.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model import FicheKind
from pipeline.split.heading import Heading, Source
from pipeline.split.line import Line
from pipeline.split.pages import page_of
from pipeline.vocabulary.folding import fold

# `1/ Titre`, `(2) Titre`, `3° Titre`, `n° 4 - Titre`, `#5 Titre`; `A.1 Titre`, `TE-01 Titre`, `II. Titre`, `b) Titre`
_BARE = re.compile(
    r"(?:[(\[#]|[nN]\s?[°º]\s?)?(?:(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s*[:.)\]°\-–—|/]*\s*(?=\S)(?P<title>.+)"
    r"|(?P<letter>[A-Z]{1,5}[.\-]?\d{1,3}(?:\.\d{1,2}){0,2}(?=[\s.)\]\-–—:/|])|[IVX]{1,5}(?=\s?[.)\]\-–—:/|])|[A-Za-z](?=\s?[.)\]\-–—:/|]))"
    r"\s*[.)\]\-–—:/|]*\s*(?=\S)(?P<rest>.+))"
)
# `1.`, `2)`, `N° 3`, `1.2.`
_ALONE = re.compile(r"(?P<sign>[nN]\s?[°º]\s?)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s?(?P<mark>[.)/°:\-–—]?)")
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
        match = _ALONE.fullmatch(line.text)
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


def repeated(lines: Sequence[Line], chosen: Mapping[int, Heading], text: str) -> Iterator[Heading]:
    """Find the lines that repeat the number and title of a chosen heading without its mark, as contents do."""

    def key(heading: Heading) -> tuple[str | None, str]:
        return heading.number, fold(lines[heading.line].text[slice(*heading.title)])

    titles = {key(heading) for heading in chosen.values() if not heading.word}
    for i, line in enumerate(lines if titles else ()):
        heading = read_bare(i, line, text, marked=True) if i not in chosen else None
        if heading is not None and key(heading) in titles:
            yield heading
    yield from _repeated_titles(lines, chosen, text)
    yield from _repeated_without_word(lines, chosen, text)


def _repeated_titles(lines: Sequence[Line], chosen: Mapping[int, Heading], text: str) -> Iterator[Heading]:
    """`- [Éclairer](#a)`, `Éclairer ..... 3` above the first of the fiches that have titles only."""
    titles = {fold(lines[i].text): each for i, each in chosen.items() if each.source is Source.STYLE}
    for i in range(min(chosen) if titles else 0):
        page, end = page_of(lines[i], text)
        same = titles.get(fold(lines[i].text[:end]))
        if same is not None and i not in chosen:
            yield replace(same, line=i, title=(0, end), page=page, level=0, inline=end)


def _repeated_without_word(lines: Sequence[Line], chosen: Mapping[int, Heading], text: str) -> Iterator[Heading]:
    """`1. Former ..... 2` above `Fiche n°1` / `Former`: contents that leave the word out."""
    titles: dict[tuple[str | None, str], Heading] = {}
    for i, heading in chosen.items():
        below = lines[i + 1].text if i + 1 < len(lines) else ""
        title = lines[i].text[slice(*heading.title)] if heading.title[1] else below
        if heading.word and heading.page is None and title:
            titles[heading.number, fold(title)] = heading
    again: list[Heading] = []
    for i in range(min(chosen) if titles else 0):
        found = read_bare(i, lines[i], text, marked=True) if i not in chosen else None
        if found is None:
            continue
        same = titles.get((found.number, fold(lines[i].text[slice(*found.title)])))
        if same is not None:
            again.append(replace(found, word=same.word, source=same.source))
    # `1  Former   60 jours` / `2  Planter   45`: a table of the fiches, whose last column holds no pages
    pages = [heading.page for heading in again if heading.page is not None]
    yield from again if pages == sorted(pages) else ()
