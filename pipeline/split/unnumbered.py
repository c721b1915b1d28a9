"""Find the titles that may head fiches without number: printed alike, each right above a label.

In: the lines and labels of a document. Out: candidate headings, a style each family. A style is what can be seen:
the level of a Markdown heading, bold, capitals, wide space above; among plain lines, the label that opens the block.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence

from pipeline.model import FicheKind
from pipeline.split.cards import run_tops
from pipeline.split.heading import Heading, Source
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line
from pipeline.split.titles import is_continued

# A plain line is a title when the label below it opens the block of a fiche: a title stands above at least this part
# of the label's occurrences.
_TITLED = 0.7
# Headings of one level are all titles when labels stand right under at least this part of them.
_ABOVE_LABELS = 0.6
_LONGEST_TITLE = 200
_MOST_LINES = 4

_Style = tuple[int, bool, bool, bool]
_WIDE: _Style = (0, False, False, True)


def unnumbered_titles(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], fields: Collection[int], is_taken: Callable[[int], bool]
) -> Iterator[Heading]:
    """Give the candidates of every style.

    Args:
        lines: the document.
        labels: its labels.
        fields: the lines of further fields that may stand between a title and its labels.
        is_taken: tells of a line's index whether it is a heading of another kind.
    """
    titled: dict[_Style, list[int]] = defaultdict(list)
    plain: dict[str, list[int]] = defaultdict(list)
    below: dict[_Style, Counter[str]] = defaultdict(Counter)
    occurrences: Counter[str] = Counter()
    tops = run_tops(fields)
    for index in sorted(labels):
        known = labels[index].known
        if known is None:
            continue
        occurrences[known.key] += 1
        title = _title_above(lines, labels, tops.get(index - 1, index), fields)
        if title is None or is_taken(title):
            continue
        style = _style(lines[title])
        if any(style):
            titled[style].append(title)
            below[style][known.key] += 1
        else:
            plain[known.key].append(title)
    wide = titled.get(_WIDE)
    if wide:  # the first title of a document often has less space above than the others
        key = below[_WIDE].most_common(1)[0][0]
        wide[:] = sorted({*wide, *(i for i in plain.get(key, ()) if i < wide[0])})
    for style, found in titled.items():
        yield from _headings(lines, str(style), _whole_level(lines, labels, style, found, is_taken))
    for key, found in plain.items():
        if len(found) >= _TITLED * occurrences[key]:
            yield from _headings(lines, key, found)


def _headings(lines: Sequence[Line], name: str, found: Sequence[int]) -> Iterator[Heading]:
    if len(found) > 1:
        for i in found:
            end = len(lines[i].text)
            yield Heading(i, FicheKind.FICHE, name, None, (0, end), None, lines[i].heading, end, Source.STYLE)


def _style(line: Line) -> _Style:
    return line.heading, line.all_bold, line.capitals, line.blank_before > 1 and not line.heading


def _title_above(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], label: int, fields: Container[int]
) -> int | None:
    """Give the first line of the title right above a label, if one stands there."""
    last = label - 1
    # `**Restaurer les mares**` in bold as the labels are, but none that the vocabulary knows
    if last < 0 or (last in labels and labels[last].known is not None) or not _may_be_title(lines[last]):
        return None
    first = last
    while first and last - first < _MOST_LINES - 1 and first - 1 not in labels and is_continued(lines, first):
        first -= 1
    above = labels.get(first - 1)
    if above is not None and above.value == len(lines[first - 1].text) and not lines[first].heading:
        return None  # `Pilote` / `Ana Bo` / `Partenaires`
    alone = _stands_alone(lines[first]) or first - 1 in fields
    return first if alone and lines[first].text[0].isupper() else None


def _whole_level(
    lines: Sequence[Line],
    labels: Mapping[int, LabelHit],
    style: _Style,
    found: Sequence[int],
    is_taken: Callable[[int], bool],
) -> Sequence[int]:
    """Take all Markdown headings of a level, so that a fiche that begins with a paragraph is found too."""
    if not style[0]:
        return found
    level = [
        i
        for i, line in enumerate(lines)
        if line.heading == style[0] and i not in labels and i >= found[0] and not is_taken(i) and _may_be_title(line)
    ]
    return level if len(found) >= _ABOVE_LABELS * len(level) else found


def _stands_alone(line: Line) -> bool:
    return bool(line.heading or line.all_bold or line.blank_before)


def _may_be_title(line: Line) -> bool:
    return (
        not line.bullet
        and not line.table
        and 0 < len(line.text) <= _LONGEST_TITLE
        and not line.text.endswith((".", ":", ";", ","))
    )
