"""Tell how many lines a title takes: two to four lines printed alike, or a line that is cut short."""

import re
from collections.abc import Callable, Sequence

from pipeline.span import Passage
from pipeline.split.line import Line, in_capitals

_LONGEST_TITLE = 400
_MOST_LINES = 4
# A plain line of a title that goes on below is nearly as long as the page is wide.
_FULL = 45
# No title ends with an article, a preposition, a dash or a comma.
_NEEDS_MORE = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|à|au|aux|en|pour|par|sur|avec|dans|un|une|et|ou|entre|vers|chez|sans|[ldLD]['’])|[,–—\-/&])$",
    re.IGNORECASE,
)


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
