"""One entity per person, organisation and place, whatever the spelling.

In: names as printed, each with where and as what. Out: entities with their best spelling, variants and
occurrences. Two names are one when they differ by accents, case, punctuation, spaces, leading article or
head (`keys`), when one stands for the other (`bodies`, `surnames`), or when one word of a long name is one slip
away. Two that may be different people or bodies stay two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.listing import without_article
from pipeline.model import Entity, EntityKind, Occurrence
from pipeline.resolve.acronyms import bracketed, is_acronym, is_acronym_of, side_by_side
from pipeline.resolve.bodies import one_body, root
from pipeline.resolve.keys import Group, Key, entity_key, gender_of, without_honorific
from pipeline.resolve.surnames import meant_by_surname, short_name, surnames_of
from pipeline.resolve.unique import UniqueIds
from pipeline.vocabulary.folding import plain_typography, unaccented

_LETTERS = re.compile(r"[^a-z0-9]+")
_ACRONYM_BEHIND = re.compile(r"^(.{4,}?)\s*\(([A-ZÀ-Ý][\w&.-]{1,11})\)$|^([A-ZÀ-Ý]{2,12})\s*[-–]\s*(.{8,})$")
_ACRONYM_BEFORE = re.compile(r"^([A-ZÀ-Ý][\w&.-]{1,11})\s*\((.{4,})\)$")


class Registry:
    """Collects names and their occurrences; `resolve` then gives the entities."""

    def __init__(self) -> None:
        self._groups: dict[Key, Group] = {}
        self._order = 0
        self._titled: list[Key] = []
        self._surnames: set[str] = set()

    def add(self, name: str, kind: EntityKind, occurrence: Occurrence) -> str:
        """Note one occurrence of a name.

        Returns:
            the key under which `resolve` gives the id of its entity.
        """
        printed, acronym = _with_acronym(name) if kind is EntityKind.ORGANISATION else (name, None)
        key = entity_key(printed, kind)
        gender = gender_of(printed) if kind is EntityKind.PERSON else ""
        if kind is EntityKind.PERSON:
            self._surnames |= surnames_of(printed)
            if short_name(printed) is None:
                printed = without_honorific(printed)
            else:
                key = f"{key} {gender} {occurrence.fiche_id}"  # who is meant may differ from fiche to fiche
        group = self._groups.setdefault((kind, key), Group(kind))
        spelling = printed[slice(*without_article(printed, 0, len(printed)))]
        group.spellings[spelling] = group.spellings.get(spelling, 0) + 1
        group.first.setdefault(spelling, self._order)
        group.occurrences.append(occurrence)
        if acronym is not None:
            group.acronyms[acronym] = None
        if gender:
            group.genders.add(gender)
        self._order += 1
        return key

    def has_person(self, name: str) -> bool:
        """Say whether a person of this name was noted; of an initial and surname, whether one of that surname was."""
        short = short_name(name)
        if short is not None:
            return short[0] in self._surnames
        return (EntityKind.PERSON, entity_key(name, EntityKind.PERSON)) in self._groups

    def note_acronym(self, name: str, acronym: str) -> None:
        """Remember that the plan prints an acronym for a name: `Institut régional d'administration (IRA)`."""
        if is_acronym_of(acronym, name):
            self.declare_acronym(name, acronym)

    def declare_acronym(self, name: str, acronym: str) -> None:
        """Remember an acronym that the user declares, whatever its letters: `Office du bois`, `ODB-FR`."""
        group = self._groups.get((EntityKind.ORGANISATION, entity_key(name, EntityKind.ORGANISATION)))
        if group is not None:
            group.acronyms[acronym] = None

    def note_title(self, bodies: Iterable[str]) -> None:
        """Remember the bodies that the plan's title names: the plan is theirs, and `la Métropole` one of them."""
        for name in bodies:
            key = EntityKind.ORGANISATION, entity_key(name, EntityKind.ORGANISATION)
            group = self._groups.setdefault(key, Group(EntityKind.ORGANISATION))
            group.spellings.setdefault(name, 0)
            group.first.setdefault(name, self._order)
            self._titled.append(key)
            self._order += 1

    def resolve(self, text: str = "") -> tuple[dict[EntityKind, tuple[Entity, ...]], dict[Key, str]]:
        """Merge what is one, name it and give it an id.

        Args:
            text: the canonical text, in which acronyms stand beside the names they are made of.

        Returns:
            the entities of each kind sorted by id, and the id of each (kind, key) that `add` returned.
        """
        self._read_acronyms(text)
        parent = meant_by_surname(self._groups)
        parent |= one_body({k: g for k, g in self._groups.items() if g.kind is EntityKind.ORGANISATION}, self._titled)
        members: dict[Key, list[Key]] = defaultdict(list)
        for key in self._groups:
            members[root(parent, key)].append(key)
        entities: dict[EntityKind, list[Entity]] = {kind: [] for kind in EntityKind}
        ids: dict[Key, str] = {}
        taken = UniqueIds()
        ordered = sorted(members.items(), key=lambda pair: min(min(self._groups[k].first.values()) for k in pair[1]))
        for (kind, _), keys in ordered:
            groups = [self._groups[key] for key in keys]
            occurrences = sorted(
                (o for g in groups for o in g.occurrences), key=lambda o: (o.span.start, o.span.end, o.as_)
            )
            if not occurrences:
                continue  # a body of the title that nothing else names
            name, variants = _best_spelling(groups)
            identity = taken.take(slug(name))
            for key in keys:
                ids[key] = identity
            entities[kind].append(
                Entity(
                    id=identity, name=name, variants=variants, kind=kind, acronym=_acronym(groups, name, variants),
                    ids={}, occurrences=tuple(occurrences),
                )
            )  # fmt: skip
        return {kind: tuple(sorted(found, key=lambda e: e.id)) for kind, found in entities.items()}, ids

    def _read_acronyms(self, text: str) -> None:
        """Find the acronyms that the text prints beside the bodies' names."""
        printed: list[tuple[int, int, str]] = []
        pairs: list[tuple[str, str]] = []
        for group in self._groups.values():
            if group.kind is EntityKind.ORGANISATION:
                for each in group.occurrences:
                    printed.append((each.span.start, each.span.end, group.name))
                    if (found := bracketed(text, group.name, each.span.end)) is not None:
                        pairs.append(found)
        pairs += side_by_side(text, sorted(printed))
        for acronym, name in pairs:
            self.note_acronym(name, acronym)


def _with_acronym(name: str) -> tuple[str, str | None]:
    """Part `Institut rural (IR)`, `IR (Institut rural)` and `IR - Institut rural` into the name and its acronym."""
    behind, before = _ACRONYM_BEHIND.match(name), _ACRONYM_BEFORE.match(name)
    if behind is not None:
        long, short = (behind[1], behind[2]) if behind[1] else (behind[4], behind[3])
        if is_acronym_of(short, long):
            return long, short
    if before is not None and is_acronym_of(before[1], before[2]):
        return before[2], before[1]
    return name, None


def _acronym(groups: Iterable[Group], name: str, variants: Iterable[str]) -> str | None:
    """The acronym that the plan prints: beside the name, or as another spelling of it."""
    noted = next((acronym for group in groups for acronym in group.acronyms), None)
    return noted or next((each for each in variants if is_acronym(each) and is_acronym_of(each, name)), None)


def _best_spelling(groups: Sequence[Group]) -> tuple[str, tuple[str, ...]]:
    """The most complete, best-accented, most frequent spelling, and the others."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    kind = groups[0].kind
    for group in groups:
        counts.update(group.spellings)
        for spelling, order in group.first.items():
            first[spelling] = min(order, first.get(spelling, order))

    def rank(spelling: str) -> tuple[object, ...]:
        letters = [c for c in spelling if c.isalpha()]
        shouting = len(letters) > 5 and all(c.isupper() for c in letters)
        accents = sum(1 for c in spelling if unaccented(c) != c)
        short = kind is EntityKind.PERSON and short_name(spelling) is not None  # `P. Roy` beside `Paul Roy`
        small = not spelling[:1].isupper()  # `club Bois` after a comma, `Club Bois` alone
        words = len(re.split(r"[\s-]+", spelling))
        # `Ile-de-France` before `Ile de France`, `IO-BFC` before `IO - BFC`
        return (shouting, short, -words, -accents, small, spelling.count(" "), -counts[spelling], first[spelling])

    best = min(counts, key=rank)
    others = {plain_typography(s) for s in counts if plain_typography(s) != plain_typography(best)}
    return best, tuple(sorted(others))


def slug(name: str) -> str:
    """Give lower-case letters and digits with hyphens between: `Île-de-France` to `ile-de-france`."""
    return _LETTERS.sub("-", unaccented(plain_typography(name)).casefold()).strip("-") or "sans-nom"


def best_spelling(kind: EntityKind, names: Iterable[str]) -> str:
    """Give the best spelling of several names that are one."""
    group = Group(kind)
    for order, name in enumerate(names):
        group.spellings[name] = group.spellings.get(name, 0) + 1
        group.first.setdefault(name, order)
    return _best_spelling([group])[0]
