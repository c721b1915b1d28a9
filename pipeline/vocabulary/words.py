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
def read_toml_once(file: str) -> dict[str, list[str]]:
    """Read a vocabulary file, once."""
    return read_toml(file)


@cache
def values_of_field(field: str) -> frozenset[str]:
    """Give the folded words that a status or priority field may hold: `à venir`, `en cours`."""
    table = read_toml("status.toml").get(field, {})
    return frozenset(fold_label(word + ending) for words in table.values() for word in words for ending in ("", "e"))
