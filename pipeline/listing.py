"""Cut a printed list of names into names: what separates, what belongs inside, what stands in brackets.

In: the text of a list (`A, B et C (note)`). Out: the place of each name and of its bracket. The word `et` does
not decide by itself: what stands on both sides of it does (`chambre de commerce et d'industrie` is one name).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words

_SEPARATOR = re.compile(
    r"\s*[;,•|]\s*|\s+/\s+|\s+[-–—]\s+(?=[A-ZÀ-ÖØ-Þ])|\s+(?:et|&|ainsi qu(?:e\s+|')|and|puis)\s+"
    r"|\s*\.\s*$|\s*(?:\.{3,}|…)\s*"
)
# How far from an `et` the words stand that decide on it.
_LONGEST_NAME = 300
_COMMA = re.compile(r"[,;]")
_BRACKET = re.compile(r"\(([^()]{1,400})\)?")
_ACRONYM = re.compile(r"[A-ZÀ-Ý][a-z]{0,20}[A-ZÀ-Ý][\w&’'-]*$")
_ETC = re.compile(r"^(?:etc\.?|\.+|…|notamment|dont)$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:l['’]|d['’](?=[A-ZÀ-Ý])|de l['’]"
    r"|(?:le|la|les|des|du|de la|un|une|aux?|avec|dont|notamment|et|ainsi que|par)\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of a list: its place, and the place of what stands in brackets behind it ((0, 0) for nothing)."""

    start: int
    end: int
    bracket: tuple[int, int]


def cut_list(text: str, joins: Callable[[str, str], bool], *, slashes: bool = True) -> tuple[Listed, ...]:
    """Cut a list into names.

    Args:
        text: the list, markup gone, white space folded.
        joins: tells of the words left and right of an `et` or `&` whether they are one name.
        slashes: whether ` / ` and ` - ` separate too.
    """
    masked = _BRACKET.sub(lambda bracket: "(" + "x" * (len(bracket[0]) - 1), text)
    # `CIRIDD et l'IE - EFC, Fabrique …`: where commas separate, a dash or slash belongs to the name
    slashes = slashes and not _COMMA.search(masked)
    pieces: list[tuple[int, int]] = []
    start = 0
    for separator in _SEPARATOR.finditer(masked):
        word = separator[0].strip()
        if not slashes and word in {"/", "-", "–", "—"}:
            continue
        if word in {"et", "&", "and"}:
            left = text[max(start, separator.start() - _LONGEST_NAME) : separator.start()]
            if joins(left, text[separator.end() : separator.end() + _LONGEST_NAME]):
                continue
        pieces.append((start, separator.start()))
        start = separator.end()
    pieces.append((start, len(text)))
    found = (_listed(text, begin, end) for begin, end in pieces)
    return tuple(each for each in found if each is not None)


def _listed(text: str, start: int, end: int) -> Listed | None:
    bracket = (0, 0)
    inner = next(iter(_BRACKET.finditer(text, start, end)), None)
    stop = end
    if inner is not None and text[inner.end() : end].strip(" .,;:?!") == "":
        bracket, stop = (inner.start(1), inner.end(1)), inner.start()
    start, stop = trim(text, start, stop)
    return Listed(start, stop, bracket) if start < stop and not _ETC.match(text[start:stop]) else None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space, closing punctuation and leading articles off a stretch."""
    while start < end and text[start] in ' .,;:*•–—-"“”«»':
        start += 1
    while end > start and text[end - 1] in ' ,;:*–—-"“”«»':
        end -= 1
    if text[start:end].endswith(".") and not re.search(r"(?:\b[A-Z]|\betc)\.$", text[start:end]):
        end = start + len(text[start : end - 1].rstrip(" ,;:"))  # `Ville de Tarance .`
    return without_article(text, start, end)


def without_article(text: str, start: int, end: int) -> tuple[int, int]:
    """Take leading articles off (`l'Institut…`, `des chercheurs`); a capital one is part of the name (`Les Amis`)."""
    while True:
        article = _ARTICLE.match(text, start, end)
        if article is None or article.end() >= end:
            return start, end
        if article[0][0].isupper() and text[article.end()].isupper():
            return start, end
        start = article.end()


def one_body(left: str, right: str) -> bool:
    """Say whether `left et right` is one body's name rather than two.

    `commerce et d'industrie`, `Terre et Humanisme` are one; `ESS France et observatoires`, `CGSCOP et URSCOP`,
    `Fondation X et l'Institut Y` are two.
    """
    right = right.lstrip()
    first = re.split(r"[\s,;(]", right, maxsplit=1)[0]
    low = flat(first)
    if (
        low.startswith(("d'", "de", "du", "des", "a", "aux")) and low in {"de", "du", "des", "a", "au", "aux"}
    ) or low.startswith("d'"):
        return not re.match(r"(?:des|du|de la|d['’])\s*[A-ZÀ-Ý]", right) or low.startswith("d'")
    if _ARTICLE.match(right):
        # `l'IE-EFC`, `les réseaux`: a name of its own — but `de l'Agriculture et de l'Alimentation` was seen above
        return False
    if left.rstrip().endswith(")"):
        return False  # what stands in brackets ends a name
    left_name = re.split(r"[,;(]", left)[-1].strip()
    right_name = re.split(r"[,;(]|\s+(?:et|&|/|[-–—])\s", right, maxsplit=1)[0].strip(" .")
    if _ACRONYM.match(first) or any(_ACRONYM.match(word) for word in left_name.split()[-1:]):
        return False
    key = fold_label(first)
    if key in folded_words("body_heads") or key in folded_words("generic_heads"):
        return False
    if not first[:1].isupper():
        # `associations et clubs`: two; `Institut du travail et management`: one
        return left_name[:1].isupper() and len(left_name.split()) > 1
    left_words, right_words = left_name.split(), right_name.split()
    if len(right_words) != 1:
        return False
    if len(left_words) == 1:
        return left_name[:1].isupper()
    # `Service Habitat et Urbanisme`, `Terre et Humanisme`; `Centre communal d'action sociale et Enedis` are two
    proper = any(word[:1].isupper() for word in left_words[1:])
    return proper and bool(left_words) and fold_label(left_words[0]) in folded_words("body_heads")


def never_joins(_left: str, _right: str) -> bool:
    """Persons: `A et B` are always two."""
    return False


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][\w’'.\-]*$")
_PARTICLE = re.compile(r"(?:d['’]|l['’])[A-ZÀ-ÖØ-ÞŒ][\w’'\-]*$", re.IGNORECASE)


def is_person_shaped(name: str) -> bool:
    """Say whether words look like a person's name: `Prénom NOM`, `Marie-Thérèse d'Aubigny`, `M. Roy`."""
    words = name.split()
    if words and flat(words[0]) in flat_words("honorifics"):
        return 2 <= len(words) <= 6
    if not 2 <= len(words) <= 6 or any(char.isdigit() for char in name) or "&" in name:
        return False
    if flat(words[1]) in flat_words("particles") and is_function(name):
        return False  # `Maire de Bourg`, not `Thierry de La Tour`
    if len(words[0]) > 1 and words[0].isupper() and words[1].islower():
        return False  # `CAUE de la Vallée`
    capitals = 0
    for position, word in enumerate(words):
        if flat(word) in flat_words("particles") and 0 < position < len(words) - 1:
            continue
        if not (_CAPITAL.match(word) or _PARTICLE.match(word)):
            return False
        capitals += 1
    first = words[0]
    if len(first) > 1 and first.isupper() and words[-1].isupper():
        return not is_body_shaped(name) and all(len(word.strip(".")) > 2 for word in words) and len(words) <= 3
    return capitals >= 2 and not is_body_shaped(name)


def is_body_shaped(name: str) -> bool:
    """Say whether words look like a body: a head word (`Agence …`), or one acronym."""
    words = name.split()
    heads = folded_words("body_heads")
    if not words or fold_label(words[0]) in heads:
        return True
    return len(words) == 1 and words[0].isupper() and len(words[0]) > 1


def is_function(text: str) -> bool:
    """Say whether words are a function or charge rather than a name: `Vice-Présidente à l'eau`."""
    first, _, rest = fold_label(text).partition(" ")
    heads = {first, f"{first} {rest.partition(' ')[0]}"}
    return any(head in _functions() for head in heads)


@cache
def _functions() -> frozenset[str]:
    """The functions, masculine and feminine: `adjoint`, `adjointe`."""
    return frozenset(form for word in folded_words("functions") for form in (word, word + "e"))
