"""What the lists know of a name: whether it is a body of the vocabulary, whether it is surely a person."""

import re
from functools import cache, lru_cache

from pipeline.extract.names import gazetteer, openers
from pipeline.listing import is_body_shaped, is_person_shaped
from pipeline.model import EntityKind
from pipeline.vocabulary.folding import flat, fold, fold_label
from pipeline.vocabulary.words import flat_words, folded_words, is_first_name


def is_known_body(words: str) -> bool:
    """Say whether words are the name or acronym of a body that the vocabulary knows: `Cerema`."""
    return fold(words) in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return frozenset(fold(name.text) for name in gazetteer() if name.label is EntityKind.ORGANISATION)


@cache
def _places() -> frozenset[str]:
    compass = ("nord", "sud", "est", "ouest", "grand est", "grand ouest", "france", "europe", "atlantique", "centre")
    return frozenset(fold(name.text) for name in gazetteer() if name.label is EntityKind.PLACE) | frozenset(compass)


def ends_in_place(name: str) -> bool:
    """Say whether a name closes with a region, a département or a quarter of the sky: `Envirobat Grand Ouest`."""
    words = name.split()
    return any(fold(" ".join(words[at:])) in _places() for at in range(1, len(words)) if at >= len(words) - 5)


_SLASH = re.compile(r"(?<![\w-])([\w’'.-]{2,30})(/)(?=([\w’'.-]{2,30})(?![\w-]))")


def with_parted_slashes(text: str) -> str:
    """Give a text of the same length in which a slash between two known bodies is a semicolon: `CEREMA/ADEME`."""
    letters = list(text)
    for slash in _SLASH.finditer(text):
        if _is_body_word(slash[1]) and _is_body_word(slash[3]):
            letters[slash.start(2)] = ";"
    return "".join(letters)


def _is_body_word(word: str) -> bool:
    return is_known_body(word) or fold_label(word) in folded_words("payers", file="payers.toml")


def is_acronym(short: str, long: str) -> bool:
    """Say whether letters are the initials of a name, small words apart: `AVPT` of `Association Vélo Pour Tous`."""
    letters = [letter for letter in flat(short) if letter.isalnum()]
    words = [word for word in re.split(r"[\s'’\-]+", flat(long)) if word]
    if not 2 <= len(letters) <= len(words) + 1 or not short[:1].isupper() or letters[0] != words[0][0]:
        return False
    at = 0
    for word in words:
        at += at < len(letters) and word[0] == letters[at]
    return at == len(letters)


def is_common_noun(word: str) -> bool:
    """Say whether one word is a field of work or another noun, not a surname: `Voirie`, `Communication`."""
    return fold_label(word) in folded_words("fields_of_work") or (word.lower() in openers() and not is_first_name(word))


@lru_cache(maxsize=10_000)
def is_surely_person(name: str) -> bool:
    """Say whether a name has more of a person than two capitals: a title, a first name, a surname in capitals."""
    words = name.split()
    if not is_person_shaped(name) or is_body_shaped(name) or is_known_body(name):
        return False
    if flat(words[0]) in flat_words("honorifics") or is_first_name(words[0]):
        return True
    if words[0].isupper() and is_first_name(words[-1]):  # `DUPONT Jean`
        return True
    initial = len(words[0]) <= 3 and words[0].endswith(".")
    capitals = not words[0].isupper() and all(word.isupper() and len(word) > 2 for word in words[1:])
    return initial or (capitals and not is_known_body(words[-1]))  # `Prévention MAIF`
