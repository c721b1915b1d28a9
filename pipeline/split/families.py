"""Choose the headings that are the plan's fiches: the family that explains the document best.

In: candidate headings of every kind and the labels of the document. Out: the headings of the winning family, and
what was tried and rejected, with the reason.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.split.evidence import Evidence, KnownLabels, alike, measure
from pipeline.split.heading import Heading, Source
from pipeline.split.line import Line
from pipeline.split.nesting import gathers
from pipeline.split.outline import FamilyReport

# So many families are measured: those with the most labels right under their headings.
_TRIED = 16
# Labels stand under at least this part of a family's headings.
_SUPPORTED = 0.5
# What a family's explanation is worth: between two that explain as much, a word with a number is surer.
_WORTH = {
    Source.KNOWN: 1.0, Source.ALONE: 0.9, Source.BARE: 0.9, Source.ANY: 0.9, Source.STYLE: 0.8, Source.PLAIN: 0.8,
    Source.AXE: 0.7, Source.ORDINAL: 0.9, Source.BEHIND: 0.9, Source.COUNTED: 0.7, Source.TABLE: 0.5,
    Source.QUALIFIED: 0.85, Source.OPENING: 0.7,
}  # fmt: skip
# What a family's explanation is worth that gathers another one's headings.
_GATHERING = 0.5
# So many of the best families are compared with one another.
_COMPARED = 6
# Two families of one plan (`Mesure 4`, `Engagement n°5`) share at least this part of their labels.
_ALIKE = 0.5
# `Lot 2` of a plan, not of a tender, has more labels of who, when, with whom and for how much below it.
_MANAGED_LOTS = 3
# A misspelt word is so many slips away, one for a short word.
_SLIPS = 2
_SHORT = 6

_Key = tuple[Source, str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen headings, and a report of every family that was measured."""

    headings: tuple[Heading, ...]
    reports: tuple[FamilyReport, ...]


@dataclass(frozen=True, slots=True)
class _Family:
    key: _Key
    members: tuple[Heading, ...]
    evidence: Evidence
    gathers: bool = False

    @property
    def source(self) -> Source:
        return self.key[0]

    @property
    def value(self) -> tuple[float, int]:
        """What the choice goes by: the labels explained, half of them where another family's headings stand between,
        and of equals the first.
        """
        worth = _WORTH[self.source] * (_GATHERING if self.gathers else 1.0)
        return worth * self.evidence.explained, -self.members[0].line


def choose_family(
    candidates: Iterable[Heading], labels: KnownLabels, end: int, texts: Sequence[str], *, report_like: bool
) -> Choice:
    """Keep the headings of the family that explains the document best, and of those that go with it.

    A family is a word and the shape of its numbers, or a style. Candidates with a page number are entries of the
    contents.

    Args:
        candidates: every candidate, one a line and family.
        labels: the document's labels.
        end: the line behind the document's last.
        texts: what each line reads.
        report_like: whether the document calls itself something else than a plan.
    """
    grouped: dict[_Key, list[Heading]] = defaultdict(list)
    for heading in sorted(candidates, key=lambda heading: heading.line):
        grouped[_key(heading)].append(heading)
    families = sorted(_measured(grouped, labels, end), key=lambda family: family.value, reverse=True)
    best = families[:_COMPARED]
    families[:_COMPARED] = (
        replace(f, gathers=any(gathers(f.members, g.members, labels) for g in best if g is not f)) for f in best
    )
    families.sort(key=lambda family: family.value, reverse=True)
    reports: list[FamilyReport] = []
    winner: _Family | None = None
    for family in families:
        reason = _objection(family, report_like=report_like) if winner is None else ""
        verdict = "rejected"
        if not reason and winner is None:
            winner, verdict = family, "chosen"
            reason = "explains the most labels"
        elif not reason:
            reason = "explains fewer labels than the chosen one"
        reports.append(_report(family, texts, verdict, reason))
    if winner is None:
        return Choice((), tuple(reports))
    chosen = {heading.line: heading for heading in winner.members}
    for place, family in enumerate(families):
        if family is not winner and _goes_with(winner, family, chosen, labels, end):
            chosen |= {heading.line: heading for heading in family.members if heading.line not in chosen}
            reports[place] = _report(family, texts, "joined", "has the same labels under it as the chosen one")
    slips = list(_misspelt(winner, chosen, grouped, labels, end))
    chosen |= {heading.line: heading for heading in slips}
    return Choice(tuple(chosen[line] for line in sorted(chosen)), tuple(reports))


def _key(heading: Heading) -> _Key:
    number = heading.number or ""
    shape = "" if not number else f"1{'.1' * number.count('.')}" if number[0].isdigit() else "A"
    if heading.source in (Source.BARE, Source.PLAIN) and shape == "A" and any(map(str.isdigit, number)):
        shape = "A1"  # `A. MOBILITÉ` above `A1. Éclairer`
    if heading.source is Source.STYLE:
        shape = f"{heading.word} {heading.level}"
    return heading.source, heading.word, shape


def _measured(grouped: dict[_Key, list[Heading]], labels: KnownLabels, end: int) -> Iterator[_Family]:
    """Measure the families with the most labels right under their headings."""
    counted: list[tuple[int, int, _Key]] = []
    for key, members in grouped.items():
        numbers = {heading.number for heading in members if heading.page is None}
        if key[0] in (Source.ANY, Source.COUNTED) and len(numbers) < 2:
            continue
        if key[0] is Source.PLAIN and not _counts_up(members):
            continue
        followed = sum(
            bool(labels.rows.get(heading.line)) or bool(labels.between(heading.line + 1, after))
            for heading, after in zip(members, [*(h.line for h in members[1:]), end], strict=True)
        )
        if followed:
            counted.append((followed, -members[0].line, key))
    for _, _, key in sorted(counted, reverse=True)[:_TRIED]:
        yield _Family(key, tuple(grouped[key]), measure(grouped[key], labels, end))


def _counts_up(members: Sequence[Heading]) -> bool:
    """Say whether most numbers are one more than the number above: lists in sections begin with 1 again and again."""
    last = [(heading.number or "").rpartition(".")[2] for heading in members if heading.page is None]
    values = [_value(number) for number in last if number]
    return sum(b == a + 1 for a, b in pairwise(values)) * 2 >= len(values)


def _value(number: str) -> int:
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
    return int(number) if number.isdecimal() else roman.get(number.lower(), ord(number[-1]))


def _objection(family: _Family, *, report_like: bool) -> str:
    """Say why a family cannot be a plan's fiches, or nothing.

    The surer the heading (`Fiche n°3`), the fewer labels it takes; `1.2 Titre` needs a block that no report has.
    """
    found, source, word = family.evidence, family.source, family.key[1]
    if found.supported < _SUPPORTED * found.headings:
        return f"labels stand under {found.supported} of {found.headings} headings only"
    sure = source is Source.KNOWN and word == "fiche"
    if not found.block and not (sure and found.names_roles and found.explained > found.headings):
        return "no label comes again under its headings"
    if not found.purposeful:
        return "its labels speak of time and money alone"
    if found.supported == 1:
        enough = sure or (len(found.block) > 1 and found.managed > 0)
        if source in (Source.BARE, Source.ALONE):
            enough = enough and found.headings == 1 and found.has_role
        if source is Source.TABLE:
            enough = found.has_role and len(found.block) > 1
        if not enough or source in (Source.ANY, Source.COUNTED, Source.AXE, Source.STYLE, Source.OPENING):
            return "one heading with labels is no family"
        return "the document calls itself something else than a plan" if report_like else ""
    if sure and (found.has_role or not report_like):
        return ""
    if source is Source.COUNTED and not (found.has_role and found.managed > _MANAGED_LOTS):
        return "its word numbers other things too, and its labels do not say who, when, with whom and for how much"
    if found.managed == 0:
        return "its labels say nothing of who, when, with whom or for how much"
    if report_like and not (found.has_role and len(found.block) > (1 if source is Source.KNOWN else 2)):
        return "the document calls itself something else than a plan"
    if source is Source.KNOWN or len(found.block) > 2:
        return ""
    if found.has_role and (len(found.block) > 1 or found.supported > 2):
        return ""
    if found.managed > 1 and source is not Source.BARE:
        return ""
    return "too few labels come again under its headings"


def _goes_with(winner: _Family, family: _Family, chosen: dict[int, Heading], labels: KnownLabels, end: int) -> bool:
    """Say whether another family's headings are fiches too: `Engagement n°5` behind `Mesure 4`."""
    worded = family.source in (Source.KNOWN, Source.ANY, Source.AXE) or _is_qualified(winner, family)
    if not worded or winner.source in (Source.STYLE, Source.OPENING, Source.TABLE):
        return False
    both = sorted({**{h.line: h for h in family.members}, **chosen}.values(), key=lambda heading: heading.line)
    found = measure(family.members, labels, end, [heading.line for heading in both])
    rest = measure(tuple(chosen.values()), labels, end, [heading.line for heading in both])
    numbers = {heading.number for heading in chosen.values()}
    nested = any((heading.number or "").rpartition(".")[0] in numbers for heading in family.members)
    enough = found.supported >= _SUPPORTED * found.headings and found.supported > 0
    if any(_cuts(heading, both, labels, end) for heading in family.members if heading.line not in chosen):
        return False
    return enough and not nested and alike(found, rest) >= _ALIKE and alike(rest, winner.evidence) >= _ALIKE


def _is_qualified(winner: _Family, family: _Family) -> bool:
    """`Projet phare : …` beside `Projet : …` or `Projet pilote : …`: the same word, with another or none behind it."""
    unnumbered = (Source.ALONE, Source.QUALIFIED)
    same = winner.key[1].split(" ")[0] == family.key[1].split(" ")[0]
    return same and winner.source in unnumbered and family.source in unnumbered


def _cuts(heading: Heading, headings: Sequence[Heading], labels: KnownLabels, end: int) -> bool:
    """Say whether a heading would cut a fiche in two: `Enjeu 1 : …` in its context, none of its labels comes again."""
    at = bisect_left(headings, heading.line, key=lambda each: each.line)
    if not at:
        return False  # what stands above the first is no fiche
    above = headings[at - 1].line + 1
    below = headings[at + 1].line if at + 1 < len(headings) else end
    before = {known.key for known in labels.between(above, heading.line)}
    after = {known.key for known in labels.between(heading.line + 1, below)}
    return heading.page is None and bool(before) and bool(after) and before.isdisjoint(after)


def _misspelt(
    winner: _Family, chosen: dict[int, Heading], grouped: dict[_Key, list[Heading]], labels: KnownLabels, end: int
) -> Iterator[Heading]:
    """`Fihe n°14` among `Fiche n°…`: a word that is nearly the family's, with a number that is missing there.

    No other fiche has it; or, where numbering restarts, it is the one behind the fiche above and not that of the fiche
    below.
    """
    word = winner.key[1]
    if winner.source not in (Source.KNOWN, Source.ANY, Source.AXE):
        return
    numbers = {heading.number for heading in chosen.values() if heading.page is None}
    lines = sorted(chosen)
    body = [chosen[line] for line in lines if chosen[line].page is None]
    for (source, other, _), members in grouped.items():
        if source is not Source.ANY or other == word:
            continue
        head = other.split(" ")[0] if word == "fiche" else other
        slips = _SLIPS if len(word) >= _SHORT else 1
        glued = word == "fiche" and head.startswith(word)  # `Ficheaction n°2`
        if not glued and DamerauLevenshtein.distance(head, word, score_cutoff=slips) > slips:
            continue
        for heading in members:
            missing = heading.number not in numbers or _follows(heading, body)
            if missing and measure([heading], labels, end, lines).supported:
                yield replace(heading, word=word, misspelt=True)


def _follows(heading: Heading, body: Sequence[Heading]) -> bool:
    """Say whether a heading counts on from the fiche above it, and the fiche below has another number."""
    at = bisect_left(body, heading.line, key=lambda each: each.line)
    below = body[at].number if at < len(body) else None
    return at > 0 and below != heading.number and _counts_up_to(body[at - 1], heading)


def _counts_up_to(above: Heading, below: Heading) -> bool:
    stem, _, last = (above.number or "").rpartition(".")
    return last.isdecimal() and below.number == f"{stem}.{int(last) + 1}".lstrip(".")


def odd_headings(
    chosen: Mapping[int, Heading], lines: Sequence[Line], labels: Container[int], read: Callable[[int], Heading | None]
) -> Iterator[Heading]:
    """`2 - Dormir` between `Action 1` and `Action 3`: the number that lacks there, a label right below.

    Args:
        chosen: the headings.
        lines: the document.
        labels: the lines of its known labels.
        read: reads a line as a number and a title.
    """
    body = [chosen[i] for i in sorted(chosen) if chosen[i].page is None]
    for above, below in pairwise(body):
        stem, _, last = (above.number or "").rpartition(".")
        wanted = f"{stem}.{int(last) + 1}".lstrip(".") if last.isdecimal() else ""
        after = f"{stem}.{int(last) + 2}".lstrip(".") if last.isdecimal() else ""
        if not wanted or below.number != after:
            continue
        for i in range(above.line + 1, below.line):
            if (
                i not in labels
                and lines[i].blank_before
                and any(j in labels for j in range(i + 1, min(i + 4, below.line)))
            ):
                heading = read(i)
                if heading is not None and heading.number == wanted:
                    yield replace(heading, word=above.word, misspelt=True)
                    break


def _report(family: _Family, texts: Sequence[str], verdict: str, reason: str) -> FamilyReport:
    first = next((heading for heading in family.members if heading.page is None), family.members[0])
    found = family.evidence
    return FamilyReport(
        example=texts[first.line][:60],
        told_by=str(family.source.value),
        headings=len(family.members),
        supported=found.supported,
        labels=found.explained,
        block=tuple(sorted(found.block)),
        verdict=verdict,
        reason=reason,
    )
