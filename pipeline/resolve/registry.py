"""One entity per person, organisation and place, whatever the spelling.

In: names as printed, each with where and as what. Out: entities with their best spelling, variants and
occurrences. Two names are one when they differ by accents, case, punctuation, spaces, leading article or
generic head, when one is printed as the other's acronym, or when one word of a long name is one slip away.
Two that may be different people or bodies stay two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.extract.names import gazetteer
from pipeline.listing import without_article
from pipeline.model import Entity, EntityKind, Occurrence
from pipeline.resolve.unique import UniqueIds
from pipeline.vocabulary.folding import flat, fold, plain_typography, unaccented
from pipeline.vocabulary.words import flat_words

_LETTERS = re.compile(r"[^a-z0-9]+")
_ACRONYM_BEHIND = re.compile(r"^(.{4,}?)\s*\(([A-ZÀ-Ý][\w&.-]{1,11})\)$|^([A-ZÀ-Ý]{2,12})\s*[-–]\s*(.{8,})$")
# A slip of the pen is forgiven in a word of at least this many letters, in a name of at least three words.
_LONG_WORD = 7
# How many names of the same word beginnings are compared with one another: more are a list, not slips.
_MOST_ALIKE = 200
_GENERIC_HEADS = {
    "association", "agence", "societe", "entreprise", "cooperative", "collectif", "reseau", "cabinet", "fondation"
}  # fmt: skip
_NATIONAL_HEADS = {"federation", "union", "confederation", "association", "mouvement", "reseau"}


_Key = tuple[EntityKind, str]


@dataclass(slots=True)
class _Group:
    kind: EntityKind
    spellings: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)
    acronym: str | None = None


@lru_cache(maxsize=50_000)
def entity_key(name: str, kind: EntityKind) -> str:
    """Give what is the same in all spellings of a name."""
    start, end = without_article(name, 0, len(name))
    words = fold(name[start:end]).replace("'", " ").replace("&", " et ").split()
    if not words:
        return plain_typography(name).casefold().strip() or name  # another alphabet: `Ελληνική`
    words = [word for word in words if word not in {"m", "mme", "mlle", "monsieur", "madame", "dr"}] or words
    if kind is EntityKind.PERSON:
        printed = [w for w in re.split(r"\s+", name) if w]
        capitals = [w for w in printed if len(w) > 1 and w.isupper()]
        if capitals and printed[0] in capitals and len(capitals) < len(printed):
            # `DURAND Paul` is `Paul Durand`
            words = [
                *fold(" ".join(w for w in printed if w not in capitals)).split(),
                *fold(" ".join(capitals)).split(),
            ]
        return _doubled("".join(words))
    if words and words[0] in {"le", "la", "les", "l"} and len(words) > 1:
        words = words[1:]
    if kind is EntityKind.PLACE and words[0] in {"region", "departement"} and len(words) > 1:
        words = words[2:] if words[1] in {"de", "du", "des", "d"} and len(words) > 2 else words[1:]
    elif len(words) > 3 and words[0] in _NATIONAL_HEADS:
        # `Fédération nationale des Familles` is `Fédération des Familles`
        words = [word for word in words if word not in {"national", "nationale"}]
    key = "".join(words)
    return _canonical_keys().get((kind, key), key)


@cache
def _canonical_keys() -> dict[_Key, str]:
    """The key of every spelling that the gazetteer knows, and of what it names: `aura` is `auvergnerhonealpes`."""
    keys: dict[_Key, str] = {}
    for known in gazetteer():
        keys.setdefault(
            (known.label, "".join(fold(known.text).replace("'", " ").split())),
            "".join(fold(known.canonical).replace("'", " ").split()),
        )
    return keys


def _doubled(key: str) -> str:
    """`Letissier` and `Lettissier` are one surname: a doubled consonant is the commonest slip."""
    return re.sub(r"([bcdfglmnprst])\1", r"\1", key)


class Registry:
    """Collects names and their occurrences; `resolve` then gives the entities."""

    def __init__(self) -> None:
        self._groups: dict[_Key, _Group] = {}
        self._order = 0

    def add(self, name: str, kind: EntityKind, occurrence: Occurrence) -> str:
        """Note one occurrence of a name.

        Returns:
            the key to ask `entity_id` with once all names are in.
        """
        acronym = None
        printed = name
        behind = _ACRONYM_BEHIND.match(name) if kind is EntityKind.ORGANISATION else None
        if behind is not None:
            long, short = (behind[1], behind[2]) if behind[1] else (behind[4], behind[3])
            if is_acronym_of(short, long):
                printed, acronym = long, short
        key = entity_key(printed, kind)
        group = self._groups.setdefault((kind, key), _Group(kind))
        spelling = printed[slice(*without_article(printed, 0, len(printed)))]
        group.spellings[spelling] += 1
        group.first.setdefault(spelling, self._order)
        group.occurrences.append(occurrence)
        group.acronym = group.acronym or acronym
        self._order += 1
        return key

    def has_person(self, name: str) -> bool:
        """Say whether a person of this name was noted."""
        return (EntityKind.PERSON, entity_key(name, EntityKind.PERSON)) in self._groups

    def note_acronym(self, name: str, acronym: str) -> None:
        """Remember that the plan prints an acronym for a name: `Institut régional d'administration (IRA)`."""
        group = self._groups.get((EntityKind.ORGANISATION, entity_key(name, EntityKind.ORGANISATION)))
        if group is not None and group.acronym is None and is_acronym_of(acronym, name):
            group.acronym = acronym

    def resolve(self) -> tuple[dict[EntityKind, tuple[Entity, ...]], dict[_Key, str]]:
        """Merge what is one, name it and give it an id.

        Returns:
            the entities of each kind sorted by id, and the id of each (kind, key) that `add` returned.
        """
        parent = self._merged()
        members: dict[_Key, list[_Key]] = defaultdict(list)
        for key in self._groups:
            members[parent.get(key, key)].append(key)
        entities: dict[EntityKind, list[Entity]] = {kind: [] for kind in EntityKind}
        ids: dict[_Key, str] = {}
        taken = UniqueIds()
        ordered = sorted(members.items(), key=lambda pair: min(min(self._groups[k].first.values()) for k in pair[1]))
        for (kind, _), keys in ordered:
            groups = [self._groups[key] for key in keys]
            name, variants = _best_spelling(groups)
            identity = taken.take(slug(name))
            for key in keys:
                ids[key] = identity
            acronym = next((g.acronym for g in groups if g.acronym), None)
            occurrences = sorted(
                (o for g in groups for o in g.occurrences), key=lambda o: (o.span.start, o.span.end, o.as_)
            )
            entities[kind].append(
                Entity(
                    id=identity, name=name, variants=variants, kind=kind, acronym=acronym, ids={},
                    occurrences=tuple(occurrences),
                )
            )  # fmt: skip
        return {kind: tuple(sorted(found, key=lambda e: e.id)) for kind, found in entities.items()}, ids

    def _merged(self) -> dict[_Key, _Key]:
        """Find the keys that stand for another one: acronyms, names without generic head, slips, lone surnames."""
        parent: dict[_Key, _Key] = {}
        alike: dict[_Key, list[_Key]] = defaultdict(list)
        for key, group in self._groups.items():
            if group.kind is EntityKind.ORGANISATION:
                for other in self._absorbed(key, group):
                    parent.setdefault(other, key)
                words = fold(next(iter(group.spellings))).split()
                if len(words) >= 3:
                    alike[group.kind, " ".join(sorted(word[:3] for word in words))].append(key)
        for keys in alike.values():
            for position, key in enumerate(keys[:_MOST_ALIKE]):
                twin = next((other for other in keys[:position] if self._one_slip_apart(key, other)), None)
                if twin is not None and key not in parent and parent.get(twin) != key:
                    parent[key] = twin
        self._lone_surnames(parent)
        return {key: _root(parent, key) for key in parent}

    def _absorbed(self, key: _Key, group: _Group) -> Iterator[_Key]:
        """Give the keys that stand for this body too: its acronym, its name without generic head."""
        names = [group.acronym] if group.acronym else []
        head, _, rest = next(iter(group.spellings)).partition(" ")
        if flat(head) in _GENERIC_HEADS and rest[:1].isupper():
            names.append(rest)
        for name in names:
            other = key[0], entity_key(name, key[0])
            if other != key and other in self._groups:
                yield other

    def _one_slip_apart(self, key: _Key, other: _Key) -> bool:
        one, two = (fold(next(iter(self._groups[k].spellings))).split() for k in (key, other))
        if len(one) != len(two):
            return False
        differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
        if len(differing) != 1:
            return False
        a, b = differing[0]
        return (
            min(len(a), len(b)) >= _LONG_WORD
            and a[0] == b[0]
            and DamerauLevenshtein.distance(a, b, score_cutoff=1) == 1
        )

    def _lone_surnames(self, parent: dict[_Key, _Key]) -> None:
        """`M. Roy`, `A. Roy`: the one person of that surname and initial, where there is only one."""
        full: dict[str, list[tuple[_Key, str]]] = defaultdict(list)
        short: list[tuple[_Key, str, str]] = []
        for key, group in self._groups.items():
            if key[0] is not EntityKind.PERSON:
                continue
            words = [
                w for w in re.split(r"\s+", next(iter(group.spellings))) if flat(w) not in flat_words("honorifics")
            ]
            if len(words) == 1:
                short.append((key, fold(words[0]), ""))
            elif len(words) > 1 and re.fullmatch(r"[A-ZÀ-Ý]\.(?:-?[A-ZÀ-Ý]\.)?", words[0]):
                short.append((key, fold(" ".join(words[1:])), fold(words[0])[:1]))
            elif len(words) > 1:
                full[fold(" ".join(words[1:]))].append((key, fold(words[0])))
        for key, surname, initial in short:
            candidates = [other for other, first in full.get(surname, ()) if first.startswith(initial)]
            if len(candidates) == 1 and key not in parent:
                parent[key] = candidates[0]


def _root(parent: dict[_Key, _Key], key: _Key) -> _Key:
    seen = {key}
    while key in parent and parent[key] not in seen:
        key = parent[key]
        seen.add(key)
    return key


def _best_spelling(groups: Iterable[_Group]) -> tuple[str, tuple[str, ...]]:
    """The most complete, best-accented, most frequent spelling, and the others."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for group in groups:
        counts.update(group.spellings)
        for spelling, order in group.first.items():
            first[spelling] = min(order, first.get(spelling, order))

    def rank(spelling: str) -> tuple[object, ...]:
        letters = [c for c in spelling if c.isalpha()]
        shouting = len(letters) > 5 and all(c.isupper() for c in letters)
        accents = sum(1 for c in spelling if unaccented(c) != c)
        small = not spelling[:1].isupper()  # `club Bois` after a comma, `Club Bois` alone
        words = len(re.split(r"[\s-]+", spelling))
        # `Ile-de-France` before `Ile de France`, `IO-BFC` before `IO - BFC`
        return (shouting, -words, -accents, small, spelling.count(" "), -counts[spelling], first[spelling])

    best = min(counts, key=rank)
    others = {plain_typography(s) for s in counts if plain_typography(s) != plain_typography(best)}
    return best, tuple(sorted(others))


def is_acronym_of(short: str, long: str) -> bool:
    """Say whether the letters of `short` are found in order at the starts of the words of `long`."""
    letters = [c for c in unaccented(short).casefold() if c.isalnum()]
    words = [w for w in re.split(r"[\s'’\-]+", unaccented(plain_typography(long)).casefold()) if w]
    if len(letters) < 2 or len(letters) > len(words) + 3 or not words or letters[0] not in {w[0] for w in words[:2]}:
        return False
    position = 0
    for word in words:
        taken = 0
        while (
            position < len(letters)
            and taken < len(word)
            and (letters[position] == word[taken] or (taken and letters[position] in word[taken : taken + 3]))
        ):
            position += 1
            taken += 1
            if taken >= 3:
                break
    return position == len(letters)


def slug(name: str) -> str:
    """Give lower-case letters and digits with hyphens between: `Île-de-France` to `ile-de-france`."""
    return _LETTERS.sub("-", unaccented(plain_typography(name)).casefold()).strip("-") or "sans-nom"
