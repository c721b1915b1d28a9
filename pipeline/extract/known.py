"""What the lists know of a name: whether it is a body of the vocabulary, whether it is surely a person."""

from functools import cache

from pipeline.extract.names import gazetteer
from pipeline.listing import is_body_shaped, is_person_shaped
from pipeline.model import EntityKind
from pipeline.vocabulary.folding import flat, fold
from pipeline.vocabulary.words import flat_words, is_first_name


def is_known_body(words: str) -> bool:
    """Say whether words are the name or acronym of a body that the vocabulary knows: `Cerema`."""
    return fold(words) in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return frozenset(fold(name.text) for name in gazetteer() if name.label is EntityKind.ORGANISATION)


def is_surely_person(name: str) -> bool:
    """Say whether a name has more of a person than two capitals: a title, a first name, a surname in capitals."""
    words = name.split()
    if not is_person_shaped(name) or is_body_shaped(name) or is_known_body(name):
        return False
    if flat(words[0]) in flat_words("honorifics") or is_first_name(words[0]) or is_first_name(words[-1]):
        return True
    initial = len(words[0]) <= 3 and words[0].endswith(".")
    return initial or (not words[0].isupper() and all(word.isupper() and len(word) > 2 for word in words[1:]))
