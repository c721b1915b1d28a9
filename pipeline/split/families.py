"""Choose the headings that are the plan's fiches: the family that explains the document best.

In: candidate headings and the labels of the document. Out: the lines of the winning family's headings. Where no
numbered family has labels under it, unnumbered titles are told by the label block that comes again under each.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from pipeline.model import FicheKind
from pipeline.split.headings import Heading
from pipeline.split.labels import LabelHit
from pipeline.split.line import Line

# A family holds when labels follow at least this part of its headings.
_SUPPORTED = 0.4
# A label opens the block of an unnumbered fiche when a title stands above at least this part of its occurrences.
_TITLED = 0.7
_LONGEST_TITLE = 160


def choose_family(candidates: Sequence[Heading], labels: Mapping[int, LabelHit], line_count: int) -> frozenset[int]:
    """Keep the headings of the family that explains the document best.

    A family is a word, the depth of its numbers and a Markdown level. A candidate is supported when a known label
    stands between it and the next candidate of any family; candidates with a page number are entries of the
    contents and count for nothing here.

    Returns:
        the lines of the winning family's headings, contents included.
    """
    families: dict[tuple[str, int], list[Heading]] = defaultdict(list)
    for heading in candidates:
        families[_family(heading)].append(heading)
    known = sorted(i for i, hit in labels.items() if hit.known is not None)
    ordered = sorted(candidates, key=lambda heading: heading.line)
    following = {
        heading.line: (after.line if after else line_count)
        for heading, after in zip(ordered, [*ordered[1:], None], strict=False)
    }
    best: tuple[float, int, tuple[str, int]] | None = None
    for family, members in families.items():
        body = [heading for heading in members if heading.page is None]
        supported = sum(
            bisect_left(known, following[heading.line]) > bisect_left(known, heading.line + 1) for heading in body
        )
        if not supported or supported < _SUPPORTED * len(body):
            continue
        score = (supported, -members[0].line, family)
        if best is None or score > best:
            best = score
    return frozenset(h.line for h in families[best[2]]) if best else frozenset()


def _family(heading: Heading) -> tuple[str, int]:
    word = "fiche" if heading.word.startswith("fiche") else heading.word
    depth = (heading.number or "").count(".") if not word else 0
    return word, depth


def unnumbered_fiches(
    lines: Sequence[Line], labels: Mapping[int, LabelHit], is_axe: Callable[[int], bool]
) -> list[Heading]:
    """Find fiches without number: titles printed alike, each right above the same label.

    Args:
        lines: the document.
        labels: its labels.
        is_axe: tells of a line's index whether it is the heading of an axe.
    """
    titled: dict[tuple[str, int, bool], list[int]] = defaultdict(list)
    occurrences: Counter[str] = Counter()
    for index, hit in labels.items():
        if hit.known is None:
            continue
        occurrences[hit.known.key] += 1
        above = index - 1
        unlabelled = above >= 0 and (above not in labels or labels[above].known is None)
        if unlabelled and not is_axe(above) and _may_be_title(lines[above]):
            titled[hit.known.key, lines[above].heading, lines[above].all_bold].append(above)
    fitting = [
        (len(found), -found[0], found)
        for (key, _, _), found in titled.items()
        if len(found) > 1 and len(found) >= _TITLED * occurrences[key]
    ]
    if not fitting:
        return []
    found = max(fitting)[2]
    return [
        Heading(i, FicheKind.FICHE, "", None, (0, len(lines[i].text)), None, lines[i].heading, len(lines[i].text))
        for i in found
    ]


def _may_be_title(line: Line) -> bool:
    alone = bool(line.heading or line.all_bold or line.blank_before)
    return (
        alone
        and not line.bullet
        and not line.label_cell
        and 0 < len(line.text) <= _LONGEST_TITLE
        and line.text[0].isupper()
        and not line.text.endswith((".", ":", ";", ","))
    )
