"""Who is meant by a surname alone: `M. Roy`, `A. Roy`, `Roy` are the one person of that surname and initial.

In: the persons of a plan. Out: for the key of a short name the key of the person it stands for. Where two people
bear the name, the fiche decides: the one of them that it names. Where it names both or neither, nobody is meant.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pipeline.model import EntityKind
from pipeline.resolve.keys import Group, Key, doubled, without_honorific
from pipeline.vocabulary.folding import flat, fold
from pipeline.vocabulary.words import flat_words, is_first_name

_INITIAL = re.compile(r"(?:[A-ZÀ-Ý][a-zà-ÿ]{0,2}\.-?){1,3}|[A-ZÀ-Ý]-[A-ZÀ-Ý]\.?")
# So many people of one surname are looked at; more is no plan.
_MOST_ALIKE = 50


@dataclass(frozen=True, slots=True)
class _Short:
    """A surname with no more than an initial, as one fiche prints it."""

    key: Key
    surname: str
    initials: tuple[str, ...]
    fiches: frozenset[str | None]
    gender: str


def short_name(name: str) -> tuple[str, tuple[str, ...]] | None:
    """Give the surname and the initials of a name without first name, or nothing for a whole name."""
    words = without_honorific(name).split()
    if len(words) > 1 and _INITIAL.fullmatch(words[0]):
        parts = tuple(flat(part) for part in re.split(r"[.-]+", words[0]) if part)
        return _surname(words[1:]), parts
    if len(words) == 1 or (len(words) < len(name.split()) and flat(words[0]) in flat_words("particles")):
        return _surname(words), ()  # `Roy`, `Mme Le Goff`
    return None


def surnames_of(name: str) -> set[str]:
    """Give what may be the surname of a name."""
    short = short_name(name)
    return {short[0]} if short is not None else _parted(name)[1]


def _surname(words: list[str]) -> str:
    return doubled("".join(fold(" ".join(words)).split()))


def _gender(group: Group) -> str:
    """`m`, `f`, or nothing where no title, or those of both, are printed."""
    return "".join(group.genders) if len(group.genders) == 1 else ""


def meant_by_surname(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """Find who each short name stands for.

    Returns:
        for the key of a short name, the key of the person; short names of nobody lead to the first of their kind.
    """
    shorts: list[_Short] = []
    bearers: dict[str, list[tuple[Key, str]]] = defaultdict(list)
    for key, group in groups.items():
        if key[0] is not EntityKind.PERSON:
            continue
        found = short_name(group.name)
        if found is None:
            first, surnames = _parted(group.name)
            for surname in surnames:
                bearers[surname].append((key, first))
        else:
            fiches = frozenset(each.fiche_id for each in group.occurrences)
            shorts.append(_Short(key, *found, fiches, _gender(group)))
    known = {key: _gender(group) for key, group in groups.items() if key[0] is EntityKind.PERSON}
    called: dict[str, set[str]] = defaultdict(set)
    for each in shorts:
        called[each.surname].add(each.gender)
    present = {
        key: {each.fiche_id for each in groups[key].occurrences} for found in bearers.values() for key, _ in found
    }
    parent: dict[Key, Key] = {}
    unknown: dict[tuple[str, tuple[str, ...], str], Key] = {}
    initialled: dict[str, dict[Key, None]] = defaultdict(dict)
    # Initials first: `Roy` may be the one `A. Roy` of the plan.
    for short in sorted(shorts, key=lambda each: not each.initials):
        candidates = bearers.get(short.surname, ())
        if len(candidates) > _MOST_ALIKE:
            candidates = ()
        two = {"m", "f"} <= called[short.surname]
        fitting = [
            key
            for key, first in candidates
            if _fits(short.initials, first)
            and not (short.gender and known[key] and known[key] != short.gender)
            # `M. Roy` and `Mme Roy` are not both the one Claude Roy
            and not (two and known[key] == "")
        ]
        if len(fitting) > 1:
            fitting = [key for key in fitting if short.fiches & present[key] - {None}]
        if not fitting and not short.initials and short.surname not in bearers:
            fitting = list(islice(initialled[short.surname], 2))
        if len(fitting) == 1:
            parent[short.key] = fitting[0]
        else:
            nobody = unknown.setdefault((short.surname, short.initials, short.gender if two else ""), short.key)
            if nobody != short.key:
                parent[short.key] = nobody
        if short.initials:
            initialled[short.surname][parent.get(short.key, short.key)] = None
    return parent


def _parted(name: str) -> tuple[str, set[str]]:
    """Give a whole name's first name, and what may be its surname: `Jean Paul Roy` is a Roy, or a Paul Roy."""
    words = without_honorific(name).split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and words[0] in capitals and len(capitals) < len(words):
        return fold(" ".join(w for w in words if w not in capitals)), {_surname(capitals)}
    surnames = {_surname(words[1:])}
    place = 1
    while place < len(words) - 1 and (is_first_name(words[place]) or _INITIAL.fullmatch(words[place])):
        place += 1
        surnames.add(_surname(words[place:]))
    return fold(" ".join(words[:place])), surnames


def _fits(initials: tuple[str, ...], first: str) -> bool:
    """`J.-P.` and `J.` are Jean-Pierre, `Th.` is Thierry and not Tiphaine."""
    parts = first.split()
    return len(initials) <= len(parts) and all(
        part.startswith(initial) for initial, part in zip(initials, parts, strict=False)
    )
