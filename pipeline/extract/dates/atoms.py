"""The named atoms that every date pattern is built from, with the words of `vocabulary/dates.toml`.

Atoms are written for folded text (`source.fold`): lower case, no accents, plain spaces. They hold no group of
their own and no unbounded repetition, so that any pattern composed of them stays linear.
"""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from pipeline.model import Modifier


def _load() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.vocabulary").joinpath("dates.toml").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """Give a group that matches any of `words`, the longest that fits.

    Words are laid out by their common beginnings: tried one by one, they cost most of the time of a search.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    patterns = [re.escape(letter) + _branches(rest) for letter, rest in sorted(tree.items()) if letter]
    if not patterns:
        return ""
    return f"(?:{'|'.join(patterns)}){'?' if '' in tree else ''}"


def accent_tolerant(pattern: str) -> str:
    """Give `pattern` for text that still has its accents: `fevrier` for `février` too."""
    return pattern.replace("e", "[eéèê]").replace("u", "[uû]")


VOCABULARY: Final = MappingProxyType(_load())
_MONTHS: Final = VOCABULARY["months"]
_WORDS: Final = VOCABULARY["words"]

MONTHS: Final = MappingProxyType(
    {word: month["number"] for month in _MONTHS for word in (*month["names"], *month["short"])}
)
MONTH_NAMES: Final = frozenset(word for month in _MONTHS for word in month["names"])
HOMOGRAPHS: Final = frozenset(_WORDS["homographs"])
SEASONS: Final = MappingProxyType(VOCABULARY["seasons"])
ORDINALS: Final = MappingProxyType(VOCABULARY["ordinals"])
MODIFIERS: Final = MappingProxyType({word: Modifier(name) for word, name in VOCABULARY["modifiers"].items()})
WEEKDAYS: Final = frozenset([*_WORDS["weekdays"], *_WORDS["weekdays_short"]])
UNITS: Final = frozenset(VOCABULARY["counts"]["units"])
COUNTED_NOUNS: Final = frozenset(VOCABULARY["counts"]["nouns"])
COUNT_ADJECTIVES: Final = frozenset(VOCABULARY["counts"]["adjectives"])

START: Final = r"(?<![a-z0-9_])"
END: Final = r"(?![a-z0-9_])"
NO_DIGIT: Final = r"(?![0-9])"

FULL_MONTH: Final = one_of(MONTH_NAMES)
_SHORT_MONTH: Final = one_of(set(MONTHS) - MONTH_NAMES)
MONTH: Final = rf"(?:{FULL_MONTH}|{_SHORT_MONTH}\.?)(?![a-z_])"  # janvier, janv., janv; `mars2023` happens
WEEKDAY: Final = rf"(?:{one_of(_WORDS['weekdays'])}s?|{one_of(_WORDS['weekdays_short'])}\.),? "  # lundi, ven.
DAY: Final = rf"(?:1 ?(?:er|°)|0?[1-9]|[12][0-9]|3[01]){END}"  # 1er, 09, 28
ORDINAL: Final = one_of(ORDINALS)  # premier, 2e, dernier
SEASON: Final = one_of(SEASONS)
MODIFIER: Final = one_of(MODIFIERS)  # fin, mi
OF: Final = r"(?:de la |de l'|du |de |d'|la |le |l')"
YEAR: Final = rf"(?:19|20)[0-9]{{2}}{END}"  # 2022, not H2020 nor 20225

# `fondée en 1887`, `les halles de 1887 sont fermées`: a year where nothing counted can follow, not `en 1850 pages`.
OLD_YEAR: Final = (
    rf"(?:(?<=\ben )|(?<=\bdepuis ))1[5-8][0-9]{{2}}{END}(?= ?(?:$|[.,;:)](?![0-9])))"
    rf"|(?:(?<=\ben )|(?<=\bde ))1[5-8][0-9]{{2}}{END}(?= (?:est|sont|etait|etaient|a ete|ont ete|sera|seront)\b)"
)

# `mai 22`, `sept-23`: two digits are a year only where no noun can follow, `en juin 10 ateliers`.
YEAR_2: Final = rf"'?[0-9]{{2}}{END}(?! ?[:,.][0-9])(?= ?(?:$|[)\];:,!?/&+-](?![0-9])|\.(?![0-9])|, |et |ou |a |au ))"
