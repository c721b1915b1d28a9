"""Régions, départements and countries with their ISO codes, by every spelling that the vocabulary knows.

In: `places.toml` and `countries.toml`. Out: for a name, the territories that bear it. A name that as often names a
river, a massif or a town is a homonym: that it stands for a territory has to be shown by the text around it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pipeline.vocabulary import read_toml
from pipeline.vocabulary.folding import fold


class Level(StrEnum):
    """What kind of territory a name stands for."""

    REGION = "region"
    DEPARTEMENT = "departement"
    COLLECTIVITY = "collectivity"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory: its best spelling, what it is, and its code in ISO 3166-1 (countries) or ISO 3166-2."""

    name: str
    level: Level
    code: str

    @property
    def number(self) -> str | None:
        """The number by which a département is known: `32`, `2A`, `974`."""
        return self.code.removeprefix("FR-").removesuffix("C") if self.level is Level.DEPARTEMENT else None


def squeezed(name: str) -> str:
    """Give the letters and digits of a place's name: `Côtes-d'Armor` is `cotesdarmor`, `St-Omer` is `saintomer`."""
    words = fold(name).replace("'", " ").split()
    return "".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@cache
def territories() -> Mapping[str, tuple[Territory, ...]]:
    """Give all territories by squeezed name: `paca` and `provencealpescotedazur` are one."""
    found: dict[str, list[Territory]] = defaultdict(list)
    for spelling, territory in _spelled():
        if territory not in found[squeezed(spelling)]:
            found[squeezed(spelling)].append(territory)
    return {key: tuple(each) for key, each in found.items()}


def _spelled() -> Iterator[tuple[str, Territory]]:
    table = read_toml("places.toml")
    kinds = {
        "regions": Level.REGION,
        "former_regions": Level.REGION,
        "departements": Level.DEPARTEMENT,
        "collectivities": Level.COLLECTIVITY,
    }
    for kind, level in kinds.items():
        for name, entry in table[kind].items():
            territory = Territory(name, level, entry["code"])
            yield from ((spelling, territory) for spelling in (name, *entry.get("variants", ())))
    for code, names in read_toml("countries.toml")["countries"].items():
        yield from ((spelling, Territory(names[0], Level.COUNTRY, code)) for spelling in names)


@cache
def headed() -> Mapping[str, Territory]:
    """Give the régions that bear a name only behind their head: `Région Sud`."""
    entries: dict[str, dict[str, Any]] = read_toml("places.toml")["regions"]
    return {
        squeezed(spelling): Territory(name, Level.REGION, entry["code"])
        for name, entry in entries.items()
        for spelling in entry.get("headed", ())
    }


@cache
def departements() -> Mapping[str, Territory]:
    """Give the départements by number."""
    every = (territory for each in territories().values() for territory in each)
    return {territory.number: territory for territory in every if territory.number}


@cache
def homonyms(kind: str) -> frozenset[str]:
    """Give the squeezed names that name something else too, of `territories` or of `communes`."""
    return frozenset(squeezed(name) for name in read_toml("places.toml")["homonyms"][kind].split(","))
