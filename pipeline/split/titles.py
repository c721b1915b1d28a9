"""Tell how many lines a title takes: two to four lines printed alike, or a line that is cut short."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.span import Passage
from pipeline.split.line import Line, in_capitals

_LONGEST_TITLE = 400
_LONGEST_DOCUMENT_TITLE = 150
_MOST_LINES = 4
# The document's own title is one of so many headings or lines.
_FIRST_HEADINGS = 3
_FIRST_LINES = 6
# A plain line of a title that goes on below is nearly as long as the page is wide.
_FULL = 45
# No title ends with an article, a preposition, a dash or a comma.
_NEEDS_MORE = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|à|au|aux|en|pour|par|sur|avec|dans|un|une|et|ou|entre|vers|chez|sans|[ldLD]['’])|[,–—\-/&])$",
    re.IGNORECASE,
)

# What links small letters to the capitals above them.
_LINKED = re.compile(r"(?:de|du|des|à|au|aux|en|et|pour|sur|dans|avec|contre|vers|par)\s|d['’]")


def is_continued(lines: Sequence[Line], index: int, own: str = "") -> bool:
    """Say whether a line goes on with the title on the line above it.

    `**FICHE ACTION N° 1 – Faciliter**` / `**l'exercice coordonné**`; `ACTION 1- TITRE LONG SUR` / `PLUSIEURS LIGNES`.

    Args:
        lines: the document.
        index: the line.
        own: the title's words on the line above, where others stand before them: `Action 1 - SUIVRE LES COLLÉGIENS`.
    """
    above, line = lines[index - 1], lines[index]
    if line.blank_before or line.bullet or line.table or above.table or (above.bullet and not above.heading):
        return False
    if above.text.endswith((".", ":", ";", "?", "!")) or line.heading != above.heading:
        return False
    if line.all_bold or above.all_bold:
        return line.all_bold and above.all_bold
    if line.heading or (line.capitals and in_capitals(own or above.text)):
        return True
    return _NEEDS_MORE.search(above.text) is not None or line.text[0].islower()


def title_end(lines: Sequence[Line], first: int, stop: int, is_taken: Callable[[int], bool], own: str = "") -> int:
    """Give the line behind a title that begins on line `first`.

    Args:
        lines: the document.
        first: the title's first line.
        stop: the line where what the title heads ends.
        is_taken: tells of a line's index whether it is a label or a heading.
        own: the title's words on its first line, where others stand before them.
    """
    end = first + 1
    length = len(lines[first].text)
    while end < stop and end - first < _MOST_LINES and not is_taken(end):
        length += len(lines[end].text)
        if length > _LONGEST_TITLE or not (is_continued(lines, end, own) or _is_cut(lines, end, stop, is_taken)):
            break
        own = ""
        end += 1
    return end


def _is_cut(lines: Sequence[Line], index: int, stop: int, is_taken: Callable[[int], bool]) -> bool:
    """`Fiche n°4 : Rénover les bâtiments de la commune et les` / `Logements`, and the labels right below."""
    above, line = lines[index - 1], lines[index]
    return (
        not line.blank_before
        and not line.bullet
        and not line.table
        and not (line.heading or line.all_bold or above.heading or above.all_bold)
        and len(above.text) >= _FULL
        and len(line.text) < len(above.text)
        and not above.text.endswith((".", ":", ";"))
        and not line.text.endswith((".", ":", ";", ","))
        and index + 1 < stop
        and (is_taken(index + 1) or lines[index + 1].blank_before > 0)
    )


def document_title(
    text: str, lines: Sequence[Line], names_document: Callable[[str], bool], remarks: Callable[[str], bool]
) -> str | None:
    """Give the document's own title, of what stands before everything.

    Of the headings, and of the first short lines, the one that says what document it is: `Ville de Luz` above
    `PLAN VÉLO`; else the first.

    Args:
        text: the canonical text.
        lines: the lines above the contents, the first axe and the first fiche.
        names_document: tells whether a line says what document it is.
        remarks: tells whether a line opens as a remark on the document does: `adopté le 3 mai`.
    """
    short = [i for i, line in enumerate(lines[:_FIRST_LINES]) if _may_title_document(line)]
    headings = [i for i, line in enumerate(lines) if line.heading][:_FIRST_HEADINGS]
    named = next((i for i in (*headings, *short) if names_document(lines[i].text)), None)
    if named is not None:
        return _whole_title(text, lines[named : named + _MOST_LINES], remarks)
    if headings:
        return lines[headings[0]].text
    return lines[short[0]].text if short and short[0] < _FIRST_HEADINGS else None


def _whole_title(text: str, lines: Sequence[Line], remarks: Callable[[str], bool]) -> str:
    """Give the title that the first of some lines begins."""
    title: list[str] = []
    for i, line in enumerate(lines):
        for row in _printed_rows(text, line):
            if title and _is_beside(title[-1], row, remarks):
                return " ".join(title)
            title.append(row)
        if i + 1 == len(lines) or not _needs_more(line, lines[i + 1]):
            break
    return " ".join(title)


def _printed_rows(text: str, line: Line) -> Iterator[str]:
    """Give the printed lines that a logical line was made of, as they read."""
    at = 0
    for newline in re.finditer("\n", text[line.start : line.end]):
        place = line.start + newline.start()
        end = next((k for k in range(at, len(line.text)) if line.passage.origin(k) > place), len(line.text))
        yield line.text[at:end].strip()
        at = end
    if at < len(line.text):
        yield line.text[at:].strip()


def _is_beside(above: str, row: str, remarks: Callable[[str], bool]) -> bool:
    """`PLAN VÉLO` / `signé par la Ville`: a remark on the document, or small letters that no word links to capitals."""
    if _NEEDS_MORE.search(above) is not None:
        return False
    return remarks(row) or (row[:1].islower() and in_capitals(above) and _LINKED.match(row) is None)


def _may_title_document(line: Line) -> bool:
    return not line.bullet and len(line.text) <= _LONGEST_DOCUMENT_TITLE and not line.text.endswith((".", ":", ";"))


def _needs_more(above: Line, line: Line) -> bool:
    """`PLAN DÉPARTEMENTAL D'ACTION POUR LE` / `LOGEMENT`."""
    plain = not line.bullet and line.heading == above.heading and not line.blank_before
    return (
        plain and not line.text.endswith(".") and (_NEEDS_MORE.search(above.text) is not None or line.text[0].islower())
    )


def joined(passages: Sequence[Passage]) -> Passage:
    """Give the passages of a title's lines as one."""
    text = ""
    starts: list[int] = []
    origins: list[int] = []
    for passage in passages:
        if text:
            # the blank between two lines is the first character behind the upper one
            starts.append(len(text))
            origins.append(origins[-1] + len(text) - starts[-2])
            text += " "
        starts += [len(text) + place for place in passage.starts]
        origins += passage.origins
        text += passage.text
    return Passage(text, tuple(starts), tuple(origins))
