"""Find page furniture: page numbers, running heads and feet, rules.

A running line is told by its repetition: the same words, digits masked, at least three times, with a page
number that rises or always at a page's edge. Lines that open labels or headings are never furniture.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from pipeline.split.line import LEAD
from pipeline.vocabulary.folding import flat

_DIGITS = re.compile(r"\d+")
# `[^3]: Chiffres de 2022.`: a footnote, which the readers put behind the text; `¹ Chiffres de 2022.` at a page's foot
_NOTE = re.compile(r"\[\^\w{1,8}\]:\s|[¹²³⁰⁴-⁹]{1,3}\s")
_RULE = re.compile(r"[-=_*~.·•–—\s|:+]{3,}")
_BARE_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—|]?\s*(\d{1,4})\s*[-–—|]?\s*(?:(?:/|sur|de)\s*\d{1,4})?", re.IGNORECASE)
# A page number has a page word, a separator, a wide gap or the line's edge beside it: `Étape 3` has none.
_PAGE_NUMBER = re.compile(
    r"(?:\bpage|\bp\.|[-–—|/·•]|\s{2,}|\t)\s*#\s*(?:(?:/|sur)\s*#)?$|^#\s*(?:[-–—|/·]|\s{2,}|\t)|^[-–—]\s*#\s*[-–—]$",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"\S\s+[-–—|]\s*(?:page|p\.)\s*#$", re.IGNORECASE)
# `*Plan lumière – page 2*`
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<words>.*\S)(?P=mark)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADING = re.compile(r"#{1,6}\s")
_BULLET = re.compile(r"(?:[-*+•◦▪–—]|[a-z][.)])\s(?!\s*#)")
_ENOUGH = 3
# So many heads beside the numbers of pages, where others stand on pages without.
_HEADS = 2
_LONGEST = 160
# The document's title stands among so many lines.
_TITLE_WITHIN = 3
# Its words, and those of who made it, stand among so many.
_FRONT = 5
_WORD = re.compile(r"[^\W\d_]+")


def furniture_lines(
    printed: Sequence[str],
    opens_label: Callable[[str], bool],
    opens_list: Callable[[str], bool],
    page_breaks: Sequence[int],
) -> set[int]:
    """Give the indices of the lines that belong to the pages, not to the plan.

    Args:
        printed: the non-blank lines, without surrounding white space.
        opens_label: tells whether a line starts with a label or heading of the plan.
        opens_list: tells whether a line names people or bodies behind a label without colon, as several fiches may.
        page_breaks: indices of lines printed first on a page, where the text marks pages.
    """
    gone = {i for i, line in enumerate(printed) if _RULE.fullmatch(line) or _NOTE.match(line)}
    gone |= {i - 1 for i in gone if _is_table_head(printed, i, opens_label)}
    repeated: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(printed):
        if len(line) <= _LONGEST and i not in gone:
            repeated[_DIGITS.sub("#", line)].append(i)
    edges = {i for first in page_breaks for i in (first, first - 1)}
    for masked, where in repeated.items():
        if len(where) < 2 or "#" not in masked:
            continue
        emphasis = _EMPHASIS.fullmatch(masked)
        masked = emphasis["words"] if emphasis is not None else masked
        bare = _BARE_NUMBER.fullmatch(printed[where[0]]) is not None
        if bare:
            where = _without_years(printed, where)
        # `PCAET Val de Semoy – page 2`, `… – page 3`: two say enough
        numbered = bare or _PAGE_WORD.search(masked) is not None or _says_title(printed, where, masked)
        if len(where) < (2 if numbered else _ENOUGH) or opens_label(printed[where[0]]):
            continue
        at_edges = bool(edges) and all(i in edges for i in where)
        if at_edges or _rises([printed[i] for i in where], masked, bare):
            gone.update(where)
    gone.update(_repeated_feet(printed, repeated, opens_label, opens_list, gone))
    gone.update(_beside_page_numbers(printed, repeated, opens_label, gone))
    return gone


def _beside_page_numbers(
    printed: Sequence[str], repeated: dict[str, list[int]], opens_label: Callable[[str], bool], gone: set[int]
) -> set[int]:
    """`POA - Habitat` right below every page's number, whatever stands below that; the pages in front may have none."""
    numbers = {i for i in gone if _BARE_NUMBER.fullmatch(printed[i])}
    first = min(numbers, default=0)
    heads: set[int] = set()
    for masked, where in repeated.items():
        places = where[1:] if where[0] < _TITLE_WITHIN else where  # the title may be the head of every page
        if len(places) < _ENOUGH or places[0] in gone or masked.endswith((":", "|")) or not _is_same(printed, where):
            continue
        if opens_label(printed[where[0]]):
            continue  # `AXE 2 : …` in the contents and above its fiches, `Financements : ADEME` at the end of each
        for step in (-1, 1):
            beside = [i + step in numbers for i in places if i + step >= first]
            if len(beside) >= _HEADS and all(beside):
                heads.update(places)
    return heads


def _says_title(printed: Sequence[str], where: Sequence[int], masked: str) -> bool:
    """`Réseau des phares – Plan d'action 2026     2`, whose words stand above everything: the number is a page's."""
    if _PAGE_NUMBER.search(masked) is None or _BULLET.match(masked):
        return False
    words = set(_WORD.findall(flat(masked)))
    front = " ".join(printed[i] for i in range(min(_FRONT, len(printed))) if i not in where)
    return len(words) > 1 and words <= set(_WORD.findall(flat(front)))


def _is_same(printed: Sequence[str], where: Sequence[int]) -> bool:
    """`Plan d'action 2024` on every page: its number is no page's."""
    return len({printed[i] for i in where}) == 1


def _without_years(printed: Sequence[str], where: list[int]) -> list[int]:
    """`… du 1er au 3 juin` / `2026` among the page numbers: the end of a line that was cut."""
    pages = [i for i in where if not _YEAR.fullmatch(printed[i])]
    return pages or where


def _rises(lines: Sequence[str], masked: str, bare: bool) -> bool:
    """Say whether one of the masked numbers rises by small steps, as page numbers do."""
    if not bare and (_PAGE_NUMBER.search(masked) is None or _BULLET.match(masked)):
        return False
    rows = [[int(n) for n in _DIGITS.findall(line)[:6] if len(n) < 6] for line in lines]
    for column in zip(*rows, strict=False):
        steps = [b - a for a, b in pairwise(column)]
        if all(0 < step <= 20 for step in steps):
            return True
    return False


def _repeated_feet(
    printed: Sequence[str],
    repeated: dict[str, list[int]],
    opens_label: Callable[[str], bool],
    opens_list: Callable[[str], bool],
    gone: set[int],
) -> set[int]:
    """Feet without a number: the same line, each time right above a heading or another line of furniture."""
    feet: set[int] = set()
    for masked, where in repeated.items():
        # `[Haut de page](#top)` has no number
        if len(where) < _ENOUGH or _DIGITS.search(printed[where[0]]) or where[0] in gone:
            continue
        italic = _EMPHASIS.fullmatch(masked)
        masked = italic["words"] if italic is not None and len(italic["mark"]) == 1 else masked
        if (
            opens_label(printed[where[0]])
            or opens_list(printed[where[0]])
            or masked.startswith(("-", "*", "|", "#"))
            or _opens_entry(masked)
            or masked.endswith((":", ".", ";", ","))
            or masked[0].islower()
        ):
            continue
        last = len(printed) - 1
        below_it = [printed[i + 1] if i < last and i + 1 not in gone else "" for i in where]
        before_heading = [not line or opens_label(line) or _HEADING.match(line) is not None for line in below_it]
        above = [next((j for j in range(i - 1, max(i - 4, -1), -1) if j not in gone), -1) for i in where]
        after_label = [j >= 0 and is_bare_label(printed[j], opens_label) for j in above]
        cut = any(j >= 0 and printed[j].endswith(",") for j in above)
        # `Région` above `Budget : …` in every fiche is the last of its partners
        below = {line.split(":")[0].rstrip() for line in below_it if line}
        if all(before_heading) and not any(after_label) and not cut and len(below) != 1:
            feet.update(where)
    return feet


def _opens_entry(line: str) -> bool:
    """`✓ Région` at the end of every list is no foot."""
    lead = LEAD.match(line)
    return _BULLET.match(line) is not None or (lead is not None and bool(lead["bullet"]))


def is_bare_label(line: str, opens_label: Callable[[str], bool]) -> bool:
    """A label alone on its line: what follows is its text."""
    return opens_label(line) and (line.rstrip("* ").endswith(":") or (":" not in line and len(line) < 50))


def _is_table_head(printed: Sequence[str], rule: int, opens_label: Callable[[str], bool]) -> bool:
    """`| Rubrique | Contenu |` above `|---|---|` names the columns of a fiche's labels and values.

    A first row that is a label is no head; neither is that of any other table, which a Word table without head has too:
    `| 2031 | Étude |`.
    """
    if not rule or not printed[rule].startswith("|") or "-" not in printed[rule]:
        return False
    head = _cells(printed[rule - 1])
    if not printed[rule - 1].startswith("|") or len(head) != 2 or opens_label(head[0]) or _DIGITS.search(head[1]):
        return False
    below = list(takewhile(lambda line: line.startswith("|") and not _RULE.fullmatch(line), printed[rule + 1 :]))
    if not below:  # the readers say labels and values in lines of their own
        return any(opens_label(line) for line in printed[rule + 1 : rule + 2])
    return any(opens_label(_cells(line)[0]) for line in below)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]
