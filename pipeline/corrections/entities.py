"""The registry of a plan while it is being corrected: who is named where, merged, split and renamed.

In: the entities that `resolve` made. Out: entities whose names, spellings and occurrences fit the corrected values.
Ids of those that went into another are followed by `current`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipeline.corrections.dates import plain
from pipeline.model import Entity, EntityKind, Occurrence, OccurrenceKind, Role, Span
from pipeline.resolve.keys import entity_key
from pipeline.resolve.registry import slug
from pipeline.vocabulary.folding import plain_typography

_Key = tuple[EntityKind, str]
_Place = tuple[int, int, str | None, str, str | None]


def _place(one: Occurrence) -> _Place:
    return one.span.start, one.span.end, one.fiche_id, one.as_, one.role


@dataclass(slots=True)
class _Draft:
    kind: EntityKind
    id: str
    name: str
    spellings: dict[str, None]
    acronym: str | None
    ids: dict[str, str]
    occurrences: dict[_Place, Occurrence]
    kept: set[str] = field(default_factory=set)  # names that a person gave: they need not be printed


class Registry:
    """Entities that can still change; those that did not come out as they went in."""

    def __init__(self, entities: Iterable[Entity], text: str) -> None:
        self._given = {entity.id: entity for entity in entities}
        self._changed: dict[str, _Draft | None] = {}
        self._moved: dict[str, str] = {}
        self._taken = set(self._given)
        self._text = text
        self._keys: dict[_Key, str] | None = None

    def current(self, identity: str) -> str:
        """Give the id that stands for another one by now."""
        while identity in self._moved:
            identity = self._moved[identity]
        return identity

    def find(self, name: str, kind: EntityKind) -> str | None:
        """Give the entity of a name, in whatever spelling."""
        if self._keys is None:
            self._keys = {}
            for entity in self._given.values():
                for spelling in (entity.name, *entity.variants, *([entity.acronym] if entity.acronym else [])):
                    self._keys.setdefault((entity.kind, entity_key(spelling, entity.kind)), entity.id)
        found = self._keys.get((kind, entity_key(name, kind)))
        if found is None:
            return None
        found = self.current(found)
        return found if self._alive(found) else None

    def name(self, identity: str) -> str:
        """Give the name of an entity."""
        draft = self._changed.get(identity)
        return draft.name if draft is not None else self._given[identity].name

    def acronym(self, identity: str) -> str | None:
        """Give the acronym of an entity."""
        draft = self._changed.get(identity)
        return draft.acronym if draft is not None else self._given[identity].acronym

    def kind(self, identity: str) -> EntityKind:
        """Give what an entity is."""
        draft = self._changed.get(identity)
        return draft.kind if draft is not None else self._given[identity].kind

    def occurrences(self, identity: str) -> list[Occurrence]:
        """Give where an entity is named."""
        draft = self._changed.get(identity)
        return list(draft.occurrences.values() if draft is not None else self._given[identity].occurrences)

    def leave(self, identity: str, matches: Callable[[Occurrence], bool]) -> list[Occurrence]:
        """Take occurrences away from an entity, and give them."""
        draft = self._open(self.current(identity))
        gone = {place: one for place, one in draft.occurrences.items() if matches(one)}
        for place in gone:
            del draft.occurrences[place]
        return list(gone.values())

    def join(self, name: str, kind: EntityKind, occurrence: Occurrence) -> str:
        """Note an occurrence of a name: with the entity of that name, or a new one."""
        identity = self.find(name, kind) or self._make(name, kind)
        self.add(identity, occurrence, name)
        return identity

    def add(self, identity: str, occurrence: Occurrence, name: str | None = None) -> None:
        """Note an occurrence of an entity, under a name that a person gave."""
        draft = self._open(self.current(identity))
        draft.occurrences.setdefault(_place(occurrence), occurrence)
        if name is not None:
            draft.spellings.setdefault(name)
            draft.kept.add(name)

    def rename(self, identity: str, name: str | None, acronym: str | None, *, sets_acronym: bool) -> None:
        """Call an entity otherwise; its id follows its name."""
        draft = self._open(identity)
        if sets_acronym:
            draft.acronym = acronym
        if name is None:
            return
        draft.spellings.setdefault(name)
        draft.kept.add(name)
        draft.name = name
        self._note(draft.kind, name, identity)
        wanted = slug(name)
        # The id of a name that went into this one is free again.
        if wanted != identity and (wanted not in self._taken or self.current(wanted) == identity):
            self._taken.add(wanted)
            self._moved.pop(wanted, None)
            draft.id = wanted
            self._changed[wanted] = draft
            self._changed[identity] = None
            self._moved[identity] = wanted

    def merge(self, identities: Iterable[str], name: str) -> str:
        """Make several entities one, under a name."""
        first, *others = identities
        draft = self._open(first)
        for identity in others:
            other = self._open(identity)
            draft.spellings |= other.spellings
            draft.kept |= other.kept
            draft.acronym = draft.acronym or other.acronym
            draft.ids = {**other.ids, **draft.ids}
            draft.occurrences |= other.occurrences
            self._changed[identity] = None
            self._moved[identity] = first
        self.rename(first, name, None, sets_acronym=False)
        return self.current(first)

    def entities(self, kind: EntityKind) -> tuple[Entity, ...]:
        """Give the entities of a kind, those that nothing names any more left out, sorted by id."""
        untouched = [one for one in self._given.values() if one.kind is kind and one.id not in self._changed]
        drafts = [draft for draft in self._changed.values() if draft is not None and draft.kind is kind]
        made = [self._made(draft) for draft in drafts if draft.occurrences]
        return tuple(sorted([*untouched, *made], key=lambda entity: entity.id))

    def _alive(self, identity: str) -> bool:
        if identity in self._changed:
            draft = self._changed[identity]
            return draft is not None and bool(draft.occurrences)
        return identity in self._given

    def _open(self, identity: str) -> _Draft:
        draft = self._changed.get(identity)
        if draft is None:
            given = self._given[identity]
            spellings = dict.fromkeys([given.name, *given.variants])
            draft = _Draft(
                given.kind,
                identity,
                given.name,
                spellings,
                given.acronym,
                dict(given.ids),
                {_place(one): one for one in given.occurrences},
            )
            self._changed[identity] = draft
        return draft

    def _make(self, name: str, kind: EntityKind) -> str:
        identity = wanted = slug(name)
        count = 1
        while identity in self._taken:
            count += 1
            identity = f"{wanted}-{count}"
        self._taken.add(identity)
        self._changed[identity] = _Draft(kind, identity, name, {name: None}, None, {}, {}, {name})
        self._note(kind, name, identity)
        return identity

    def _note(self, kind: EntityKind, name: str, identity: str) -> None:
        self.find(name, kind)  # so that the keys of all other names are there
        assert self._keys is not None
        self._keys[kind, entity_key(name, kind)] = identity

    def _made(self, draft: _Draft) -> Entity:
        printed = [
            plain_typography(plain(self._text[one.span.start : one.span.end])) for one in draft.occurrences.values()
        ]
        left = [
            spelling
            for spelling in draft.spellings
            if spelling in draft.kept or any(plain_typography(spelling) in words for words in printed)
        ]
        name = draft.name if draft.name in left or not left else left[0]
        variants = {plain_typography(one) for one in left if plain_typography(one) != plain_typography(name)}
        return Entity(
            id=draft.id,
            name=name,
            variants=tuple(sorted(variants)),
            kind=draft.kind,
            acronym=draft.acronym,
            ids=draft.ids,
            occurrences=tuple(sorted(draft.occurrences.values(), key=lambda o: (o.span.start, o.span.end, o.as_))),
        )


def occurrence(fiche_id: str | None, as_: OccurrenceKind, span: Span, role: Role | None = None) -> Occurrence:
    """Note where a name stands, and as what."""
    return Occurrence(fiche_id=fiche_id, as_=as_, role=role, span=span)
