"""What a name says by itself, away from the plan it stands in.

In: a name as printed. Out: whether it means the same in every plan (`known`), most likely does (`proper`), or
belongs to whatever the plan is about (`common`: `CCAS`, `Office de tourisme`).
"""

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipeline.extract.names import gazetteer, heads, load
from pipeline.listing import without_article
from pipeline.model import EntityKind
from pipeline.resolve.acronyms import is_acronym
from pipeline.resolve.keys import entity_key
from pipeline.resolve.surnames import short_name
from pipeline.vocabulary.folding import fold, plain_typography

_ACRONYM = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,4}")


class Nature(StrEnum):
    """How much a name says away from its plan."""

    KNOWN = "known"
    PROPER = "proper"
    COMMON = "common"


@lru_cache(maxsize=100_000)
def nature(name: str, kind: EntityKind) -> Nature:
    """Say how much the name of a body or place says away from its plan."""
    if kind is EntityKind.ORGANISATION:
        key = entity_key(name, kind)
        if key in _bodies()[True]:
            return Nature.COMMON
        if key in _bodies()[False]:
            return Nature.KNOWN
    start, end = without_article(name, 0, len(name))
    words = [word for word in re.split(r"[\s'\-/&]+", plain_typography(name[start:end])) if word]
    if len(words) == 1 and _ACRONYM.fullmatch(words[0]):
        return Nature.COMMON  # says nothing without what it stands for: `MJC`, `CCPL`
    own = [word for word in words if word[0].isupper() and fold(word) and fold(word) not in common_words()]
    return Nature.PROPER if own else Nature.COMMON


@lru_cache(maxsize=100_000)
def is_full_name(name: str) -> bool:
    """Say whether a person is named by first name and surname: `M. Roy` and `O. Crozet` may be anybody."""
    return short_name(name) is None


def acronym_key(name: str) -> str | None:
    """Give the key of a name that is an acronym alone, else nothing."""
    start, end = without_article(name, 0, len(name))
    printed = name[start:end]
    return entity_key(printed, EntityKind.ORGANISATION) if is_acronym(printed) else None


@lru_cache(maxsize=100_000)
def is_local(name: str) -> bool:
    """Say whether a body is of one small territory by its head: `Communauté de communes du Val`."""
    words = fold(name).replace("'", " ").split()
    return bool(words) and words[0] in _folded("local")


@lru_cache(maxsize=100_000)
def is_listed_place(name: str) -> bool:
    """Say whether the vocabulary knows a place: that two people are named near `Lyon` says nothing of them."""
    return entity_key(name, EntityKind.PLACE) in _listed_places()


@cache
def common_words() -> frozenset[str]:
    """Give the folded words that tell no body from another one."""
    return _folded("common") | _folded("small") | frozenset(fold(word) for word in heads())


@cache
def vocabulary() -> dict[str, Any]:
    """Read `names.toml`."""
    return tomllib.loads(files("pipeline.collection").joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in vocabulary()[name].split())


@cache
def _listed_places() -> frozenset[str]:
    return frozenset(entity_key(each.text, each.label) for each in gazetteer() if each.label is EntityKind.PLACE)


@cache
def _bodies() -> dict[bool, frozenset[str]]:
    """Give the keys of the bodies that the vocabulary knows, those that each territory has one of apart."""
    keys: dict[bool, set[str]] = {True: set(), False: set()}
    for body in load("organisations.toml")["organisations"]:
        for spelling in filter(None, [body.get("name"), body.get("acronym"), *body.get("variants", [])]):
            keys[body.get("generic", False)].add(entity_key(spelling, EntityKind.ORGANISATION))
    return {generic: frozenset(found) for generic, found in keys.items()}
