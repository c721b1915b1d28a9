"""Tell who pays from what is paid for: `ADEME : 10 000 €` against `Achat de vélos : 10 000 €`.

In: the words of a name, or those before an amount. Out: whether they name someone who pays.
"""

import re

from pipeline.extract.known import is_known_body
from pipeline.listing import is_body_shaped
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import describing_nouns, folded_words

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]")
_ACRONYM = re.compile(r"[A-ZÀ-Ý][a-z]{0,20}[A-ZÀ-Ý+][\w&’'+-]*$")
# `Formation`, `Équipement`, `Signalétique`: a lone word with such an ending is a thing that is bought.
_THING = re.compile(r".{2,}(?:tions?|ments?|ages?|ures?|iques?|ries?|ances?|ences?|ites?)$")
_VERB = re.compile(
    r"\b(?:est|sont|sera|seront|ont|a été|peut|peuvent|reste|restent|apporte|apportent|finance|financent|s['’]élève)\b"
)
_LONGEST_NAME = 14
_LONGEST_BEFORE_A_SUM = 9


def is_clause(words: str) -> bool:
    """Say whether words hold a verb, and so name nobody: `Le fonds est doté de 300 000 €`."""
    return _VERB.search(words) is not None


def is_cost(words: str) -> bool:
    """Say whether words open as an expense, a total or a share does: `Coût total`, `Achat de vélos`."""
    key = fold_label(words)
    first, _, rest = key.partition(" ")
    costs = folded_words("costs", file="payers.toml")
    return first in costs or f"{first} {rest.partition(' ')[0]}" in costs or key in costs


def is_payer(words: str) -> bool:
    """Say whether the words before an amount name who pays it."""
    tokens = words.split()
    if not tokens or len(tokens) > _LONGEST_BEFORE_A_SUM or not any(char.isalpha() for char in words):
        return False
    if is_clause(words):
        return False
    if _is_known(words):
        return True
    if is_cost(words) or tokens[0][0].isdigit():
        return False
    first = tokens[0]
    if is_body_shaped(words) or _ACRONYM.match(first):
        return True
    if len(tokens) > 1 and _CAPITAL.search(words[1:]):
        return True
    if fold_label(first) in describing_nouns():
        return True
    return len(tokens) == 1 and first[0].isupper() and _THING.match(flat(first)) is None


def is_listed_payer(name: str) -> bool:
    """Say whether a name in a list of funders is one: any proper name, no `moyens propres`, no expense."""
    tokens = name.split()
    if not tokens or len(tokens) > _LONGEST_NAME or not any(char.isalpha() for char in name) or "%" in name:
        return False
    if _is_known(name) or _is_programme(tokens):
        return True
    if is_cost(name) or tokens[0][0].isdigit():
        return False
    key = fold_label(tokens[0])
    return (
        name[0].isupper()
        or key in folded_words("body_heads")
        or key in describing_nouns()
        or bool(_ACRONYM.search(tokens[-1]))
    )


def _is_programme(tokens: list[str]) -> bool:
    """`Programme LEADER` pays where funders are listed; `Programme voirie` is paid for."""
    return fold_label(tokens[0]) == "programme" and len(tokens) > 1 and tokens[1][0].isupper()


def _is_known(words: str) -> bool:
    key = fold_label(words)
    return key in folded_words("payers", file="payers.toml") or is_known_body(words)
