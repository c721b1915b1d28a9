"""The judge of names: of all that lists, rules and the model saw in the texts of one plan, what stands.

In: candidates, text by text. Out: entities in order, none overlapping. What only looks like a name goes: notions
(`ESS`), programmes (`France 2030`), verbs at the start of a line (`Outiller`), headings in capitals.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.names import concepts
from pipeline.model import EntityKind, Origin

# Who is believed when two readers see different names of the same length.
_TRUST = {Origin.DECLARED: 3, Origin.GAZETTEER: 2, Origin.RULE: 1, Origin.NER: 0}
_ARTICLE = re.compile(r"(?:(?:les?|la|une?|des?|du|aux?|à|avec|et|par) |[ld]')++")
_EDGE = " .,;:!?…·•*_-–—/|\"'«»“”("
# `Outiller`, `Webinaires`, `Sensibilisation`: a lone word at the start of a line, followed by small letters.
_COMMON = re.compile(r"\w+(?:er|ir|re|tions?|sions?|ments?|ages?|ures?|ités?|ants?|ats?|aires?|eurs?|euses?)")
_NUMBER = re.compile(r"[\d\s./:€%&-]*")


@dataclass(frozen=True, slots=True)
class PrintedEntity:
    """A name in a text: `text[start:end]` is what was printed, half-open, in code points of that text."""

    start: int
    end: int
    text: str
    label: EntityKind
    origin: Origin


def strict(text: str, start: int, end: int, label: EntityKind, origin: Origin) -> PrintedEntity:
    """Make a candidate of `text[start:end]`, leading article left out unless the name is declared with it."""
    if origin is not Origin.DECLARED:
        article = _ARTICLE.match(text, start, end)
        start = article.end() if article else start
    if origin is Origin.NER:
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
    return PrintedEntity(start, end, text[start:end], label, origin)


def judge(
    texts: Sequence[str],
    found: Iterable[list[PrintedEntity]],
    blocked: Iterable[list[tuple[int, int]]],
    agreeing: bool,
) -> Iterator[list[PrintedEntity]]:
    """Decide what stands in each text of a plan.

    Args:
        texts: the texts as read.
        found: candidates of each text.
        blocked: stretches of each text in which nothing is a name.
        agreeing: whether a name has one label in all texts, and stands wherever it is printed; for candidates
            that come from a model.
    """
    plausible = [
        _resolve([name for name in names if _plausible(text, name, closed)])
        for text, names, closed in zip(texts, found, blocked, strict=True)
    ]
    return iter(_agreed(texts, plausible) if agreeing else plausible)


def _plausible(text: str, name: PrintedEntity, blocked: list[tuple[int, int]]) -> bool:
    if name.origin is Origin.DECLARED:
        return True
    acronyms, _ = concepts()
    if name.text in acronyms or any(start <= name.start and name.end <= end for start, end in blocked):
        return False
    return name.origin is not Origin.NER or not _lookalike(text, name, acronyms)


def _lookalike(text: str, name: PrintedEntity, acronyms: frozenset[str]) -> bool:
    printed = name.text
    if len(printed) < 2 or not any(letter.isupper() for letter in printed) or _NUMBER.fullmatch(printed):
        return True
    if all(word in acronyms or word.islower() or not word[0].isalpha() for word in printed.split()):
        return True
    # A heading: no reader can tell its names from its other words.
    if text.isupper() and len(text) > 2 * len(printed) and name.label is not EntityKind.PERSON:
        return True
    first = not any(letter.isalpha() for letter in text[: name.start])
    return first and " " not in printed and _COMMON.fullmatch(printed) is not None


def _resolve(found: list[PrintedEntity]) -> list[PrintedEntity]:
    """Keep the longest names, none overlapping; a guess that runs across two known names yields to them."""
    known = [name for name in found if name.origin is not Origin.NER]
    free = [
        name
        for name in found
        if name.origin is not Origin.NER
        or sum(name.start <= other.start and other.end <= name.end for other in _resolve_known(known, name))
        < 2
    ]
    return _longest(free)


def _resolve_known(known: list[PrintedEntity], guess: PrintedEntity) -> list[PrintedEntity]:
    inside = [name for name in known if guess.start <= name.start and name.end <= guess.end]
    return [name for name in _longest(inside) if name.label is not EntityKind.PLACE]


def _longest(found: list[PrintedEntity]) -> list[PrintedEntity]:
    kept: list[PrintedEntity] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end, -_TRUST[name.origin])):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
            continue
        last = kept[-1]
        if name.end <= last.end:
            continue
        if name.label is last.label and Origin.NER not in (name.origin, last.origin):
            # `Fondation Crédit` by rule, `Crédit coopératif` by list: one name.
            text = last.text + name.text[last.end - name.start :]
            kept[-1] = PrintedEntity(last.start, name.end, text, last.label, last.origin)
        elif _TRUST[name.origin] and not _TRUST[last.origin]:
            kept[-1] = name
        elif bool(_TRUST[name.origin]) == bool(_TRUST[last.origin]) and name.end - name.start > len(
            last.text
        ):
            kept[-1] = name
    return kept


def _agreed(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Give each name the label that most of its occurrences have, and find those that the model missed."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for name in (name for names in read for name in names):
        votes[name.text][name.label] += 1 + 9 * _TRUST[name.origin]
    labels = {text: max(sorted(count), key=lambda label: count[label]) for text, count in votes.items()}
    agreed = [[replace(name, label=labels[name.text]) for name in names] for names in read]
    seen = Counter(name.text for names in read for name in names if name.origin is Origin.NER)
    sure = [
        text for text in sorted(seen, key=lambda text: (-len(text), text)) if _distinctive(text, seen[text])
    ]
    if not sure:
        return agreed
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sure)) + r")(?![\w-])")
    for text, names in zip(texts, agreed, strict=True):
        if text.isupper():
            continue
        for again in pattern.finditer(text):
            start, end = again.span()
            if all(name.end <= start or end <= name.start for name in names):
                names.append(PrintedEntity(start, end, again[0], labels[again[0]], Origin.NER))
        names.sort(key=lambda name: name.start)
    return agreed


def _distinctive(name: str, times: int) -> bool:
    """Say whether a name can hardly be anything else elsewhere: an acronym, or several words read twice."""
    if len(name) < 3:
        return False
    return name.isupper() or (" " in name and times > 1)
