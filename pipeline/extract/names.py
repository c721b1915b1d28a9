"""Rules that read names by how they are built, and the lists that both rules and rulers draw on.

In: the vocabulary's TOML files. Out: compiled `Rule`s, and the names of bodies and places. A rule that does
not compile, or that names an unknown atom, is refused with a `ValueError` that says which.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex as re

from pipeline.model import EntityKind
from pipeline.vocabulary.words import is_first_name

_REFERENCE = re.compile(r"\{([A-Za-z]+)\}")
# Words that follow a first name without being a surname: `Claire Région`, `Marine Nationale`.
_NOT_SURNAME = """
Région Ville Département Métropole Communauté Association Fondation Agence Direction Service Conseil
Chambre Nationale National Française Français France Europe Nord Sud Est Ouest Et Les Un Une Des Du
Au Aux Par Pour Avec Dans En Sur Chargée Chargé Présidente Président Directeur Directrice Maire Adjoint
Adjointe Élu Élue Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche Janvier Février Mars Avril Mai Juin
Juillet Août Septembre Octobre Novembre Décembre
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of building names: its name, the label of what it tags, its pattern and its examples."""

    name: str
    label: EntityKind
    pattern: re.Pattern[str]
    positive: tuple[tuple[str, ...], ...]
    negative: tuple[str, ...]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the bounds of every name that the rule sees in `text`, in order."""
        groups = self.pattern.groupindex
        position = 0
        while found := self.pattern.search(text, position):
            if "first" in groups and not is_first_name(found["first"]):
                position = found.end("first")
                continue
            position = found.end()
            yield found.span("name" if "name" in groups and found["name"] else 0)


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling of a body or place: its label, and the best spelling of what it names."""

    text: str
    label: EntityKind
    canonical: str


# `regex`, not `re`: possessive quantifiers of Python 3.11.2's `re` (Debian 12) give back a blank too many.
@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules of `name_rules.toml`, in printed order.

    Raises:
        ValueError: a rule names an unknown atom or does not compile.
    """
    table = load("name_rules.toml")
    atoms = {**table["atoms"], **_atoms_of_lists()}
    return tuple(_rule(entry, atoms) for entry in table["rule"])


@cache
def gazetteer() -> tuple[Name, ...]:
    """Give every spelling of the bodies and places that the vocabulary knows, each once."""
    names: dict[str, Name] = {}
    for body in load("organisations.toml")["organisations"]:
        spellings = [body.get("name"), body.get("acronym"), *body.get("variants", [])]
        for spelling in filter(None, spellings):
            canonical = body.get("name") or body["acronym"]
            names.setdefault(spelling, Name(spelling, EntityKind.ORGANISATION, canonical))
    for spelling, canonical in _places():
        names.setdefault(spelling, Name(spelling, EntityKind.PLACE, canonical))
    return tuple(names.values())


@cache
def concepts() -> tuple[frozenset[str], tuple[str, ...]]:
    """Give what only looks like a name: acronyms of notions, and programmes of several words."""
    table = load("concepts.toml")
    return frozenset(table["acronyms"].split()), tuple(table["programmes"])


@cache
def openers() -> frozenset[str]:
    """Give the nouns, in small letters, that begin a line without beginning a name."""
    return frozenset(load("concepts.toml")["openers"].split())


@cache
def heads() -> frozenset[str]:
    """Give the nouns that belong to the name of a body even in small letters: `association Klaro`."""
    return frozenset(load("concepts.toml")["heads"].split())


@cache
def announcing() -> re.Pattern[str]:
    """Give the pattern of the words that name a thing (`projet`, `label`), with the space behind them."""
    return re.compile(rf"(?i)(?<!\w)(?:{_either(load('concepts.toml')['announcing'].split())})[ ][«\"“]?[ ]?")


def load(file: str) -> dict[str, Any]:
    """Read one file of the vocabulary."""
    return tomllib.loads(files("pipeline.vocabulary").joinpath(file).read_text(encoding="utf-8"))


def _places() -> Iterator[tuple[str, str]]:
    table = load("places.toml")
    for kind in ("regions", "former_regions", "departements"):
        for name, entry in table[kind].items():
            if entry.get("bare", True):
                yield from ((spelling, name) for spelling in (name, *entry.get("variants", [])))
    for names in table["lists"].values():
        yield from ((name.strip(), name.strip()) for name in names.split(",") if name.strip())


def _atoms_of_lists() -> dict[str, str]:
    table = load("places.toml")
    return {
        "NotSurname": rf"(?:{_either(_NOT_SURNAME.split())}(?!\w))",
        "regions": _either(_spellings({**table["regions"], **table["former_regions"]})),
        "departements": _either(_spellings(table["departements"])),
    }


def _spellings(entries: dict[str, Any]) -> list[str]:
    found = [spelling for name, entry in entries.items() for spelling in (name, *entry.get("variants", []))]
    return sorted(found, key=lambda name: (-len(name), name))


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", "[ ]") for word in words) + ")"


def _rule(entry: dict[str, Any], atoms: dict[str, str]) -> Rule:
    source = entry["pattern"]
    while found := _REFERENCE.findall(source):
        if unknown := [name for name in found if name not in atoms]:
            raise ValueError(f"rule {entry['name']}: unknown atoms {unknown}")
        source = _REFERENCE.sub(lambda reference: atoms[reference[1]], source)
    try:
        pattern = re.compile(source)
    except re.error as error:
        raise ValueError(f"rule {entry['name']}: {error}") from error
    positive = tuple(tuple(example) for example in entry["positive"])
    return Rule(entry["name"], EntityKind(entry["label"]), pattern, positive, tuple(entry["negative"]))
