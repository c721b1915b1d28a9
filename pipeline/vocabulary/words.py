"""The word lists of `names.toml` and `status.toml`, folded, as sets that extractors ask."""

from functools import cache

from pipeline.vocabulary import read_toml
from pipeline.vocabulary.folding import flat, fold_label


@cache
def folded_words(name: str, *, file: str = "names.toml") -> frozenset[str]:
    """Give a list of words with accents, case and plural folded."""
    return frozenset(fold_label(word) for word in read_toml_once(file)[name])


@cache
def flat_words(name: str, *, file: str = "names.toml") -> tuple[str, ...]:
    """Give a list of words without accents or capitals, the longest first."""
    return tuple(sorted((flat(word) for word in read_toml_once(file)[name]), key=lambda word: (-len(word), word)))


@cache
def describing_nouns() -> frozenset[str]:
    """Give the nouns that tell what someone is, folded: `habitants`, `associations`, `sages-femmes`."""
    return folded_words("generic_heads") | folded_words("plural_heads")


@cache
def read_toml_once(file: str) -> dict[str, list[str]]:
    """Read a vocabulary file, once."""
    return read_toml(file)


@cache
def _first_names() -> frozenset[str]:
    files = ("first_names.toml", "more_first_names.toml")
    return frozenset(flat(name) for file in files for name in read_toml(file)["names"].split())


def is_first_name(word: str) -> bool:
    """Say whether every part of `word` is a first name, whatever its capitals and accents: `Jean-Luc`, `JEROME`."""
    known = _first_names()
    return all(part in known for part in flat(word).split("-"))


@cache
def values_of_field(field: str) -> frozenset[str]:
    """Give the folded words that a status or priority field may hold: `à venir`, `en cours`."""
    table = read_toml("status.toml").get(field, {})
    return frozenset(fold_label(word + ending) for words in table.values() for word in words for ending in ("", "e"))
