"""Read cards: fiches that open with fields, one of which gives the title, another the number.

`Intitulé : Éclairer` / `N° de l'action : 3` / `Porteur : …`, in any order, on lines or in tables of two columns: the
same fields open every card. In: the lines, labels and headings of a document. Out: candidate headings, the lines where
cards begin, and the fields that number them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model import FicheKind
from pipeline.split.atoms import MARK, words
from pipeline.split.heading import Heading, Source
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.folding import flat, fold, fold_label

_LONGEST_NUMBER_FIELD = 60
_LONGEST_TITLE = 200
# A card's title stands among so many lines below the field that opens it.
_ABOVE_TITLE = 3
# Of the cards of a document, so many open alike; so many have a number.
_ALIKE = 0.8
_NUMBERED = 0.5
_FIELD = re.compile(r"(?P<label>[^\W\d_][^:|]{1,60}?)\s?:\s+(?P<value>\S.*)")
_END = re.compile(r"[:|]|\t| {3}|\s[–—-]\s")
_NO_TITLE = (".", ";", ",", ":")
_YEAR = re.compile(r"(?:19|20)\d\d")


class CardFields:
    """The words of these fields, built from the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        fiche = words(vocabulary, "fiche")
        self._number = re.compile(
            rf"(?:(?P<word>{fiche}) )?(?:{MARK}|code|ref(?:erence)?\.?|id(?:entifiant)?)"
            rf"(?: (?:de |du |d')?(?:la |l')?(?:{fiche}))?(?P<sign>\s*[:|]\s*|\s+-\s+|\s+)(?:{MARK}\s*)?"
            r"(?P<number>\w[\w.\-]{0,9})"
        )
        first = {flat(word.split()[0]) for word in vocabulary.headings["fiche"]}
        self._openers = ("n", "code", "ref", "id", *sorted(first))
        self._columns = {fold_label(word) for word in vocabulary.headings["title_column"]}
        fiches = {fold_label(word) for word in vocabulary.headings["fiche"]}
        self._titles = {fold_label(word) for word in vocabulary.headings["title"]} | (self._columns - fiches)
        self._beginnings = (*self._openers, *sorted({title[:4] for title in self._titles}))

    def opens(self, printed: str) -> bool:
        """Say whether a printed line, markup included, begins with the label of such a field."""
        bare = printed[:_LONGEST_NUMBER_FIELD].lstrip("#*_ |")
        if not flat(bare[:12]).startswith(self._beginnings):
            return False
        label = flat(_END.split(bare, maxsplit=1)[0]).strip("*_ ")
        return fold_label(label) in self._titles or self._number.fullmatch(f"{label} : 1") is not None

    def number(self, line: Line) -> str | None:
        """`N° de l'action : 3`, `Référence : A-3`, `| Action n° | 3 |`: the number, where a line is nothing else."""
        text = line.text
        # few lines end with a number, which costs less to see than how they begin
        if len(text) > _LONGEST_NUMBER_FIELD or not (text[-2:].isupper() or any(map(str.isdigit, text[-2:]))):
            return None
        if not flat(text[:12]).startswith(self._openers):
            return None
        match = self._number.fullmatch(flat(text))
        if match is None or (match["word"] and not match["sign"].strip() and not line.label_cell):
            return None
        number = text[slice(*match.span("number"))]
        is_number = any(map(str.isdigit, number)) or (number.isupper() and len(number) < 5)
        return number if is_number and _YEAR.fullmatch(number) is None else None

    def titles(
        self, lines: Sequence[Line], labels: Mapping[int, LabelHit], numbers: Mapping[int, str]
    ) -> Iterator[Heading]:
        """Give the fields that may title cards: outside the vocabulary, above a known label again and again.

        Args:
            lines: the document.
            labels: its labels.
            numbers: the lines of fields that number cards.
        """
        found: dict[str, list[Heading]] = defaultdict(list)
        opened: dict[str, Counter[str]] = defaultdict(Counter)
        tops = run_tops(numbers)
        for below, hit in labels.items():
            i = tops.get(below - 1, below) - 1
            is_field = i >= 0 and (":" in lines[i].text or lines[i].label_cell > 0)
            if hit.known is None or below in numbers or not is_field:
                continue
            line = lines[i]
            if line.heading or line.cell_part or len(line.text) > _LONGEST_TITLE or line.text.endswith(_NO_TITLE):
                continue
            place = _field(line)
            if place is None or not (line.text[place].isupper() or line.text[place] in '«"'):
                continue
            key = _key(line)
            if key in self._columns or i not in labels or labels[i].known is None:
                end = len(line.text)
                opened[key][hit.known.key] += 1
                found[key].append(Heading(i, FicheKind.FICHE, key, None, (place, end), None, 0, end, Source.OPENING))
        again = {key for key, members in found.items() if len(members) > 1}
        occurrences = Counter(hit.known.key for hit in labels.values() if hit.known is not None) if again else Counter()
        for key in sorted(again):
            printed = {lines[heading.line].text for heading in found[key]}
            below_all, count = opened[key].most_common(1)[0]
            if len(printed) == len(found[key]) and count >= _ALIKE * occurrences[below_all]:
                yield from found[key]


def run_tops(fields: Iterable[int]) -> dict[int, int]:
    """Give, for each of some lines, the first of those that follow one another down to it."""
    tops: dict[int, int] = {}
    for i in sorted(fields):
        tops[i] = tops.get(i - 1, i)
    return tops


def _field(line: Line) -> int | None:
    """Give where the value of a field begins, or nothing."""
    if line.label_cell:
        value = line.label_cell
        while value < len(line.text) and line.text[value] in " |:\t":
            value += 1
        return value if value < len(line.text) else None
    match = _FIELD.match(line.text)
    return match.start("value") if match is not None else None


def _key(line: Line, number: str | None = None) -> str:
    """Give the label of a field, folded, or all that a line says."""
    value = _field(line) if number is None else len(line.text) - len(number)
    return fold_label(line.text[:value].strip(" |:\t")) if value is not None else fold(line.text)


def opened(
    lines: Sequence[Line], chosen: Mapping[int, Heading], numbers: Mapping[int, str], taken: Container[int]
) -> tuple[dict[int, Heading], dict[int, Heading]]:
    """Let each card begin with the field that opens all, where that is not the one of its title.

    Args:
        lines: the document.
        chosen: the headings.
        numbers: the lines of fields that number cards.
        taken: the lines that gather fiches.

    Returns:
        the headings, and those that title a card below its first line.
    """
    body = [
        heading
        for i, heading in chosen.items()
        if heading.page is None
        and heading.title[1]
        and (heading.source in (Source.ALONE, Source.OPENING) or (heading.source is Source.STYLE and i - 1 in numbers))
    ]
    body.sort(key=lambda heading: heading.line)
    if not body or any(i < body[0].line and heading.page is None for i, heading in chosen.items()):
        return dict(chosen), {}  # what stands above is another fiche's
    for above in range(min(_ABOVE_TITLE, body[0].line), 0, -1):
        own = _opening(lines, numbers, body[0].line, above)
        places = range(body[0].line - above, body[0].line)
        if any(i in chosen or i in taken for i in places) or (len(body) == 1 and places[0] not in numbers):
            continue
        alike = [heading for heading in body if _opening(lines, numbers, heading.line, above) == own]
        if len(alike) < _ALIKE * len(body):
            continue
        moved = {heading.line: heading for heading in alike}
        read = {i: heading for i, heading in chosen.items() if i not in moved}
        for i, heading in moved.items():
            first = i - above
            read[first] = replace(
                heading, line=first, number=numbers.get(first), title=(0, 0), inline=len(lines[first].text)
            )
        return read, moved
    return dict(chosen), {}


def _opening(lines: Sequence[Line], numbers: Mapping[int, str], title: int, above: int) -> tuple[str, ...]:
    return tuple(_key(lines[i], numbers.get(i)) for i in range(title - above, title))


def numbering(lines: Sequence[Line], chosen: Mapping[int, Heading], numbers: Mapping[int, str]) -> dict[int, str]:
    """Give the fields that number the fiches whose headings do not: the same in most, each with a value of its own.

    Args:
        lines: the document.
        chosen: the headings.
        numbers: the lines of fields that may number cards.
    """
    without = [
        i
        for i, heading in sorted(chosen.items())
        if heading.page is None and heading.number is None and heading.source is not Source.TABLE
    ]
    if not numbers or not without:
        return {}
    stops = sorted(chosen)
    unnumbered = set(without)
    found: dict[str, dict[int, int]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    at = 0
    for i in sorted(numbers):
        while at < len(stops) and stops[at] <= i:
            at += 1
        if at and stops[at - 1] in unnumbered:
            key = _key(lines[i], numbers[i])
            found[key].setdefault(stops[at - 1], i)
            counts[key] += 1
    for key, own in found.items():
        values = [numbers[i] for i in own.values()]
        if len(own) == counts[key] >= _NUMBERED * len(without) and len(set(values)) == len(values):
            return {i: numbers[i] for i in own.values()}
    return {}
