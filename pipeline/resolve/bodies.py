"""Which names of bodies stand for one body: acronyms, names without their generic head, slips of the pen, and the
short forms by which a plan speaks of the body it is about.

In: the bodies of a plan, the acronyms that it prints beside names, its title. Out: for the key of a name, the key of
the name it stands for. What could stand for two bodies stands for neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.model import OccurrenceKind
from pipeline.resolve.acronyms import initials, letters_of
from pipeline.resolve.keys import Group, Key, entity_key, is_known, stands_alone
from pipeline.vocabulary.folding import flat, fold
from pipeline.vocabulary.heads import headed_name, words_of

# A slip of the pen is forgiven in a word of at least this many letters, in a name of at least three words.
_LONG_WORD = 7
# How many names of the same word beginnings are compared with one another: more are a list, not slips.
_MOST_ALIKE = 200
_GENERIC_HEADS = {
    "association", "agence", "societe", "entreprise", "cooperative", "collectif", "reseau", "cabinet", "fondation"
}  # fmt: skip
_DECLARED = {OccurrenceKind.REFERENT, OccurrenceKind.PARTNER, OccurrenceKind.FUNDER}


def one_body(groups: Mapping[Key, Group], titled: Iterable[Key]) -> dict[Key, Key]:
    """Find which names stand for another one's body.

    Args:
        groups: the bodies of the plan.
        titled: the keys of those that its title names.
    """
    parent: dict[Key, Key] = {}
    for another in (_other_names, _slips, _by_initials):
        _join(parent, another(groups))
    _join(parent, _short_forms(groups, parent, set(titled)))
    return {key: root(parent, key) for key in parent}


def root(parent: Mapping[Key, Key], key: Key) -> Key:
    """Follow names to the one that all stand for."""
    seen = {key}
    while key in parent and parent[key] not in seen:
        key = parent[key]
        seen.add(key)
    return key


def _join(parent: dict[Key, Key], pairs: Iterable[tuple[Key, Key]]) -> None:
    """Join each name with the body that it stands for, where that is one body."""
    meant: dict[Key, dict[Key, None]] = defaultdict(dict)
    for short, long in pairs:
        meant[short][long] = None
    for short, longs in meant.items():
        bodies = dict.fromkeys(root(parent, long) for long in longs)
        if len(bodies) == 1 and short not in parent and root(parent, next(iter(bodies))) != short:
            parent[short] = next(iter(bodies))


def _other_names(groups: Mapping[Key, Group]) -> Iterator[tuple[Key, Key]]:
    """Its acronym as printed, its name without generic head: `association Pain Levé` is `Pain Levé`."""
    for key, group in groups.items():
        names = list(group.acronyms)
        head, _, rest = group.name.partition(" ")
        if flat(head) in _GENERIC_HEADS and rest[:1].isupper():
            names.append(rest)
        for name in names:
            other = key[0], entity_key(name, key[0])
            if other != key and other in groups:
                yield other, key


def _slips(groups: Mapping[Key, Group]) -> Iterator[tuple[Key, Key]]:
    alike: dict[str, list[Key]] = defaultdict(list)
    for key, group in groups.items():
        words = fold(group.name).split()
        if len(words) >= 3:
            alike[" ".join(sorted(word[:3] for word in words))].append(key)
    for keys in alike.values():
        for position, key in enumerate(keys[:_MOST_ALIKE]):
            twin = next((other for other in keys[:position] if _one_slip_apart(groups, key, other)), None)
            if twin is not None:
                yield key, twin


def _one_slip_apart(groups: Mapping[Key, Group], key: Key, other: Key) -> bool:
    one, two = (fold(groups[k].name).split() for k in (key, other))
    if len(one) != len(two):
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return min(len(a), len(b)) >= _LONG_WORD and a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=1) == 1


def _by_initials(groups: Mapping[Key, Group]) -> Iterator[tuple[Key, Key]]:
    """`IRD` in a plan where one body alone has these initials, and none is known by that acronym."""
    bodies: dict[str, list[Key]] = defaultdict(list)
    for key, group in groups.items():
        if (letters := initials(group.name)) is not None:
            bodies[letters].append(key)
    for key, group in groups.items():
        letters = letters_of(group.name)
        if letters is not None and not is_known(group.name):
            for body in bodies.get(letters, ()):
                if not any(flat(acronym) != flat(group.name) for acronym in groups[body].acronyms):
                    yield key, body


def _short_forms(groups: Mapping[Key, Group], parent: Mapping[Key, Key], titled: set[Key]) -> Iterator[tuple[Key, Key]]:
    """`la Métropole`: the one of the title, else the one that the plan has as referent, partner or funder."""
    shorts = [(key, short) for key, group in groups.items() if (short := stands_alone(group.name)) is not None]
    if not shorts:
        return
    named: dict[str, list[Key]] = defaultdict(list)
    declared: dict[str, list[Key]] = defaultdict(list)
    for key, group in groups.items():
        found = headed_name(words_of(group.name))
        if found is None:
            continue
        for alone in found[0].alone:
            if key in titled:
                named[alone].append(key)
            if any(each.as_ in _DECLARED for each in group.occurrences):
                declared[alone].append(key)
    for key, short in shorts:
        for body in named[short] or declared[short]:
            if root(parent, body) != key:
                yield key, body
