"""People, bodies and places of all plans: which of them are one.

In: plan by plan, the registry that each plan holds. Out: the entities of the collection, and to which one each entity
of a plan belongs, with the reason. What is compared shares a key (a folded name, an acronym, a person's name together
with a body), read in the order of keys from a base on the disk: near-linear, whatever the number of plans.

Two names are one across plans when
  - they share an identifier (`ids`), or the vocabulary knows the body (`known`);
  - they are one spelling by the rules within a plan, and the name says the same anywhere (`name`): of `CCAS` or
    `Office de tourisme` each plan keeps its own;
  - one is the acronym of the other, printed beside it in a plan, and of nothing else in any plan (`acronym`);
  - for people: the full name is the same, and in both plans a fiche names the person together with the same body or
    place, one that few plans name (`company`). A name alone never makes two people one.
Two different identifiers of one scheme keep names apart, whatever else they share.
"""

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, groupby
from typing import NamedTuple

from pipeline.collection.naming import Nature, acronym_key, is_full_name, is_listed_place, is_local, nature
from pipeline.collection.union import Evidence, Union
from pipeline.model import Entity, EntityKind, Plan
from pipeline.resolve.keys import entity_key

# A body that more plans name than this brings no two people of one name close: a région, a federation.
FEW_PLANS = 25
# An acronym shorter than this stands for its expansion in other plans only where two plans print both.
_LONG_ACRONYM = 4

_SCHEMA = """
CREATE TABLE names (
    number INTEGER PRIMARY KEY, document INTEGER NOT NULL, plan_id TEXT NOT NULL, entity_id TEXT NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL, variants TEXT NOT NULL, acronym TEXT, ids TEXT NOT NULL,
    occurrences INTEGER NOT NULL
);
CREATE TABLE ids (kind TEXT, scheme TEXT, value TEXT, number INTEGER);
CREATE TABLE keys (kind TEXT, key TEXT, known INTEGER, number INTEGER);
CREATE TABLE acronyms (key TEXT, expanded INTEGER, number INTEGER);
CREATE TABLE company (key TEXT, document INTEGER, mate INTEGER, number INTEGER);
CREATE TABLE members (number INTEGER PRIMARY KEY, root INTEGER NOT NULL, why TEXT NOT NULL);
"""


class Member(NamedTuple):
    """An entity of a plan, and the least number of those that are one with it."""

    root: int
    plan_id: str
    entity_id: str
    kind: EntityKind
    name: str
    variants: tuple[str, ...]
    acronym: str | None
    ids: dict[str, str]
    occurrences: int


class Names:
    """Takes the registries of plans in, then says which entities are one."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Make the tables in a base that is thrown away afterwards."""
        self._base = base
        self._union = Union()
        base.executescript(_SCHEMA)

    def add(self, document: int, plan: Plan) -> dict[str, int]:
        """Take a plan's registry in.

        Returns:
            the number of each entity, by its id in the plan.
        """
        numbers: dict[str, int] = {}
        for entity in chain(plan.people, plan.organisations, plan.places):
            number = numbers[entity.id] = self._union.add(entity.ids)
            self._base.execute(
                "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number, document, plan.id, entity.id, entity.kind, entity.name,
                    json.dumps(entity.variants, ensure_ascii=False), entity.acronym,
                    json.dumps(entity.ids, ensure_ascii=False), len(entity.occurrences),
                ),
            )  # fmt: skip
            self._base.executemany(
                "INSERT INTO ids VALUES (?, ?, ?, ?)",
                ((entity.kind, scheme, value, number) for scheme, value in entity.ids.items()),
            )
            if entity.kind is not EntityKind.PERSON:
                self._add_keys(entity, number)
        self._add_company(document, plan, numbers)
        return numbers

    def _add_keys(self, entity: Entity, number: int) -> None:
        keys: dict[str, bool] = {}
        for spelling in (entity.name, *entity.variants):
            says = nature(spelling, entity.kind)
            if says is not Nature.COMMON:
                key = entity_key(spelling, entity.kind)
                keys[key] = keys.get(key, False) or says is Nature.KNOWN
        self._base.executemany(
            "INSERT INTO keys VALUES (?, ?, ?, ?)", ((entity.kind, key, known, number) for key, known in keys.items())
        )
        if entity.kind is not EntityKind.ORGANISATION:
            return
        if entity.acronym and nature(entity.name, entity.kind) is not Nature.COMMON and not is_local(entity.name):
            row = entity_key(entity.acronym, EntityKind.ORGANISATION), True, number
            self._base.execute("INSERT INTO acronyms VALUES (?, ?, ?)", row)
        elif (alone := acronym_key(entity.name)) is not None and not entity.acronym:
            self._base.execute("INSERT INTO acronyms VALUES (?, ?, ?)", (alone, False, number))

    def _add_company(self, document: int, plan: Plan, numbers: dict[str, int]) -> None:
        """Note with which bodies and places a fiche names each person."""
        people, mates = _by_fiche(plan.people), _by_fiche((*plan.organisations, *plan.places))
        full = {
            person.id: sorted({entity_key(s, person.kind) for s in (person.name, *person.variants) if is_full_name(s)})
            for person in plan.people
        }
        near = {entity.id for entity in (*plan.organisations, *plan.places) if _brings_close(entity)}
        met = {
            (key, document, numbers[mate], numbers[person])
            for fiche, named in people.items()
            for person in named
            for key in full[person]
            for mate in mates[fiche]
            if mate in near
        }
        self._base.executemany("INSERT INTO company VALUES (?, ?, ?, ?)", sorted(met))

    def resolve(self) -> None:
        """Say which are one."""
        self._join("SELECT kind || ' ' || scheme || ' ' || value, 0, number FROM ids ORDER BY 1, 3", Evidence.IDS)
        self._join("SELECT kind || ' ' || key, known, number FROM keys ORDER BY 1, 3", Evidence.NAME)
        self._join_acronyms()
        self._join_people()
        union = self._union
        rows = ((number, union.root(number), union.why(number)) for number in range(1, len(union) + 1))
        self._base.executemany("INSERT INTO members VALUES (?, ?, ?)", rows)

    def _join(self, query: str, why: Evidence) -> None:
        for _, rows in groupby(self._base.execute(query), key=lambda row: row[0]):
            found = list(rows)
            known = any(row[1] for row in found)
            self._union.join((row[2] for row in found), Evidence.KNOWN if known else why)

    def _join_acronyms(self) -> None:
        ordered = self._base.execute("SELECT key, expanded, number FROM acronyms ORDER BY key, expanded DESC, number")
        for key, rows in groupby(ordered, key=lambda row: str(row[0])):
            found = list(rows)
            expanded = [number for _, is_expanded, number in found if is_expanded]
            if len({self._union.root(number) for number in expanded}) == 1 and (
                len(key) >= _LONG_ACRONYM or len(expanded) > 1
            ):
                self._union.join((number for _, _, number in found), Evidence.ACRONYM)

    def _join_people(self) -> None:
        spread = self._spread()
        ordered = self._base.execute(
            "SELECT key, mate, number FROM company WHERE key IN"
            " (SELECT key FROM company GROUP BY key HAVING min(document) < max(document)) ORDER BY key, number, mate"
        )
        for _, rows in groupby(ordered, key=lambda row: row[0]):
            together: dict[int, list[int]] = defaultdict(list)
            for _, mate, number in rows:
                root = self._union.root(mate)
                if 1 < spread[root] <= FEW_PLANS:
                    together[root].append(number)
            for numbers in together.values():
                self._union.join(numbers, Evidence.COMPANY)

    def _spread(self) -> "array[int]":
        """Give, by its least number, in how many plans a set is."""
        count, last = (array("q", bytes(8 * (len(self._union) + 1))) for _ in range(2))
        for number, document in self._base.execute("SELECT number, document FROM names ORDER BY number"):
            root = self._union.root(number)
            count[root] += last[root] != document
            last[root] = document
        return count

    def members(self) -> Iterator[Member]:
        """Give the entities of all plans, those that are one behind each other."""
        rows = self._base.execute(
            "SELECT root, plan_id, entity_id, kind, name, variants, acronym, ids, occurrences"
            " FROM members JOIN names USING (number) ORDER BY root, number"
        )
        for root, plan_id, entity_id, kind, name, variants, acronym, ids, occurrences in rows:
            spellings = tuple(json.loads(variants))
            found = EntityKind(kind), name, spellings, acronym, json.loads(ids)
            yield Member(root, plan_id, entity_id, *found, occurrences)


def _by_fiche(entities: tuple[Entity, ...]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entity in entities:
        for occurrence in entity.occurrences:
            if occurrence.fiche_id is not None:
                found[occurrence.fiche_id][entity.id] = None
    return found


def _brings_close(entity: Entity) -> bool:
    if nature(entity.name, entity.kind) is not Nature.PROPER:
        return False
    return entity.kind is EntityKind.ORGANISATION or not is_listed_place(entity.name)
