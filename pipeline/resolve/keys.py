"""What is the same in all spellings of a name: the keys by which the registry holds names together."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.extract.names import gazetteer
from pipeline.listing import without_article
from pipeline.model import EntityKind, Occurrence
from pipeline.vocabulary.folding import flat, plain_typography
from pipeline.vocabulary.heads import headed_name, standing_alone, words_of
from pipeline.vocabulary.territories import headed, squeezed
from pipeline.vocabulary.words import flat_words

Key = tuple[EntityKind, str]

_NATIONAL_HEADS = {"federation", "union", "confederation", "association", "mouvement", "reseau"}
_MEN, _WOMEN = {"m.", "m", "mr", "mr.", "monsieur"}, {"mme", "mme.", "mlle", "madame", "mademoiselle"}
_HONORIFICS = {"m", "mm", "mme", "mmes", "mlle", "monsieur", "madame", "dr", "docteur"}


@dataclass(slots=True)
class Group:
    """A name in all its spellings: where it is printed, the acronyms printed for it, `m` or `f` by its titles."""

    kind: EntityKind
    spellings: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)
    acronyms: dict[str, None] = field(default_factory=dict)
    genders: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The spelling that was met first."""
        return next(iter(self.spellings))


@lru_cache(maxsize=50_000)
def entity_key(name: str, kind: EntityKind) -> str:
    """Give what is the same in all spellings of a name."""
    start, end = without_article(name, 0, len(name))
    words = list(words_of(name[start:end]))
    if not words:
        return plain_typography(name).casefold().strip() or name  # another alphabet: `Ελληνική`
    words = [word for word in words if word not in _HONORIFICS] or words
    if kind is EntityKind.PERSON:
        return doubled("".join(_first_names_first(name) or words))
    if words[0] in {"le", "la", "les", "l"} and len(words) > 1:
        words = words[1:]
    if kind is EntityKind.PLACE:
        return _place_key(words)
    if (found := headed_name(words)) is not None and found[0].several:
        return f"{found[0].form} {found[1]}"
    if len(words) > 3 and words[0] in _NATIONAL_HEADS:
        # `Fédération nationale des Familles` is `Fédération des Familles`
        words = [word for word in words if word not in {"national", "nationale"}]
    key = "".join(words)
    return _canonical_keys().get((kind, key), key)


def _first_names_first(name: str) -> list[str]:
    """`DURAND Paul` is `Paul Durand`: capitals tell the surname."""
    printed = without_honorific(name).split()
    capitals = [word for word in printed if len(word) > 1 and word.isupper()]
    if not capitals or printed[0] not in capitals or len(capitals) == len(printed):
        return []
    first = " ".join(word for word in printed if word not in capitals)
    return [*words_of(first), *words_of(" ".join(capitals))]


def _place_key(words: list[str]) -> str:
    if words[0] in {"region", "departement"} and len(words) > 1:
        level, *words = words
        while len(words) > 1 and words[0] in {"de", "du", "des", "d", "la", "l"}:
            words = words[1:]
        if level == "region" and (brand := headed().get("".join(words))) is not None:
            return squeezed(brand.name)
    key = squeezed(" ".join(words))
    return _canonical_keys().get((EntityKind.PLACE, key), key)


@cache
def _canonical_keys() -> dict[Key, str]:
    """The key of every spelling that the gazetteer knows, and of what it names: `aura` is `auvergnerhonealpes`."""
    keys: dict[Key, str] = {}
    for known in gazetteer():
        keys.setdefault(
            (known.label, "".join(words_of(known.text))),
            "".join(words_of(known.canonical)),
        )
    return keys


def is_known(name: str) -> bool:
    """Say whether the gazetteer knows a body of this name."""
    return (EntityKind.ORGANISATION, "".join(words_of(name))) in _canonical_keys()


def doubled(key: str) -> str:
    """`Letissier` and `Lettissier` are one surname: a doubled consonant is the commonest slip."""
    return re.sub(r"([bcdfglmnprst])\1", r"\1", key)


@lru_cache(maxsize=10_000)
def without_honorific(name: str) -> str:
    """`Mme Odile Crozet` is `Odile Crozet`; what is an honorific alone is left."""
    words = name.split()
    rest = [word for word in words if flat(word) not in flat_words("honorifics")]
    return " ".join(rest) if 0 < len(rest) < len(words) else name


def gender_of(name: str) -> str:
    """Give what a title says: `m` of `M. Roy`, `f` of `Mme Roy`, nothing of `Dr Roy` or `Roy`."""
    first = flat(name.split()[0]) if name.strip() else ""
    return "m" if first in _MEN else "f" if first in _WOMEN else ""


def stands_alone(name: str) -> str | None:
    """Give the key of words that name a body only by what it is: `la Métropole`, `le réseau`."""
    words = words_of(name[slice(*without_article(name, 0, len(name)))])
    if len(words) > 1 and words[0] in {"le", "la", "les", "l"}:
        words = words[1:]
    key = "".join(words)
    return key if key in standing_alone() else None
