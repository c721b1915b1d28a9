"""Tell which lines of a table's cell open an item of their own though the line above them is full.

In: the lines of one cell, as far as the room at their ends tells. Out: the same, more of them marked as broken.
The room says nothing where the next word would not have fitted anyway; what the lines say does: `ADEME : 40 000`
below `Région : 16 000`, `Juin 2026` below `première conférence`, `Nombre d'enfants` below `Nombre d'ateliers`.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.hyphens import Words
from pipeline.read.pdf_printed import Line
from pipeline.vocabulary import read_toml
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import describing_nouns, folded_words

_NEEDS_MORE = re.compile(
    r"(?:\b(?:et|ou|ni|de|du|des|le|la|les|à|au|aux|en|pour|par|sur|sous|avec|sans|dans|un|une|chez|vers|entre|dont"
    r"|que|qui|son|sa|ses|leur|leurs|ce|cet|cette|ces|saint|sainte|mme|mmes|dr)|n°|\bm\.|[ld]['’]|[,:;.!…(«/&+–—-])\Z",
    re.IGNORECASE,
)
_HAS_LABEL = re.compile(r"\S\s?:\s+\S")
_LABEL = re.compile(r"([^:;.]{1,80}?)\s?:(?=\s)")
_AMOUNT = re.compile(r"[\d\s.,]+(?:[kM]?€)?(?: ?(?:HT|TTC))?")
_ENDS_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_SUM = re.compile(r"(?:[^:\d]{1,40}:\s)?\d[\d \xa0\u202f.,]*[kM]?€")
_ENDS_WITH_VALUE = re.compile(r"(?:\d|[€%)»?])\Z")
_FIRST = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{3}\b")
_NOUN = re.compile(r"\w{3,}(?:ion|ment|ure|age|[nrv]ée)s?")
_VERB = re.compile(r"\w{2,}(?:er|ir|re)")
_DATED = {
    "a", "annee", "apres", "au", "aux", "avant", "courant", "d", "de", "depuis", "des", "du", "en", "et", "ici",
    "jusqu", "l", "la", "le", "les", "partir", "rentree", "semestre", "trimestre",
}  # fmt: skip
_BEFORE_YEAR = {"annee", "courant", "debut", "fin", "mi", "rentree", "semestre", "trimestre"}
_PERIOD = re.compile(r"[ts]?\d[\d./-]*(?:er|e|eme|nd|re)?")
_LONGEST_ITEM = 12  # lines
_LOOKED_AT = 6


@cache
def _dates() -> dict[str, Any]:
    return read_toml("dates.toml")


@cache
def _months() -> frozenset[str]:
    months = [name for month in _dates()["months"] for name in (*month["names"], *month["short"])]
    return frozenset([*months, *_dates()["seasons"]])


@cache
def _dated() -> frozenset[str]:
    return frozenset([*_months(), *_DATED, *_dates()["ordinals"], *_dates()["modifiers"]])


@cache
def _take_names() -> frozenset[str]:
    """The nouns that a name stands behind: `le lycée Malherbe`, `le service Habitat`."""
    lists = ("body_heads", "functions", "instruments", "schemes")
    return describing_nouns().union(*(folded_words(name) for name in lists))


@cache
def _counted() -> frozenset[str]:
    return frozenset([*_dates()["counts"]["nouns"], *_dates()["quantities"]["labels"]])


def hold_items(groups: Sequence[Sequence[Line]]) -> bool:
    """Say whether the room at the ends of a cell's lines tells that it holds an item a line."""
    return any(
        line.is_broken and line.text.lstrip()[:1].isupper() and not _NEEDS_MORE.search(above.text.rstrip())
        for group in groups
        for above, line in pairwise(group)
    )


def mark_items(groups: Sequence[Sequence[Line]], words: Words, *, in_lines: bool) -> None:
    """Mark the lines of a cell that open an item of their own as broken.

    Args:
        groups: the paragraphs of a cell, line by line.
        words: those of the document.
        in_lines: whether cells of this document hold items a line at all.
    """
    starts = {first for group in groups for line in (group[0], *group) if (line.is_broken or line is group[0])
              and (first := _first_word(line.text))}  # fmt: skip
    for group in groups:
        if group[0].bullet or all(line.all_bold for line in group):
            continue
        start = 0
        for index in range(1, len(group)):
            if not group[index].is_broken and _opens_item(group, start, index, starts, words, in_lines=in_lines):
                group[index].is_broken = True
            if group[index].is_broken:
                start = index


def needs_year(above: str, below: str) -> bool:
    """Say whether the year of a date stands below: `à la rentrée` / `2031, …`."""
    last = flat(re.split(r"[\s'’-]", above.strip())[-1])
    return _YEAR.match(below) is not None and (last in _months() or last in _BEFORE_YEAR)


def _opens_item(
    group: Sequence[Line], start: int, index: int, starts: set[str], words: Words, *, in_lines: bool
) -> bool:
    above, line = group[index - 1].text.rstrip(), group[index].text.strip()
    item = " ".join(one.text.strip() for one in group[max(start, index - _LONGEST_ITEM) : index])
    if _NEEDS_MORE.search(above) or item.count("(") > item.count(")"):
        return False
    if above[-1:].isdigit() and _THOUSANDS.match(line):
        return False
    labelled = _opens_label(group, index, item)
    if labelled is not None:
        return labelled
    if _SUM.match(line):
        return _SUM.match(item) is not None
    first = _first_word(line)
    if not first or not line[0].isupper():
        return False
    if len(first) > 3 and (first in starts or (_VERB.fullmatch(first) and _VERB.fullmatch(_first_word(item)))):
        return True  # `Nombre d'enfants` below `Nombre d'ateliers`, `Former …` below `Prêter …`
    if not in_lines:
        return False
    last = re.split(r"[\s'’]", above)[-1]
    if flat(first) in _months():
        return not re.fullmatch(r"\d{1,2}|1er", last)
    if _ENDS_WITH_VALUE.search(above):
        return True
    # the verb `est` tells nothing about `ARS Grand` / `Est`
    return (
        len(first) > 4
        and _is_common(first, words)
        and (fold_label(last) not in _take_names() if last[:1].islower() else line[len(first) :].strip()[:1].islower())
    )


def _opens_label(group: Sequence[Line], index: int, item: str) -> bool | None:
    """`ADEME : 88 000 €` below `Région : 96 000 €`; nothing where no label comes."""
    below: list[str] = []
    for line in group[index : index + _LOOKED_AT]:
        if below and line.is_broken:
            break
        below.append(line.text.strip())
    found = _LABEL.match(" ".join(below))
    if found is None or not (_HAS_LABEL.search(item) or _AMOUNT.fullmatch(item.strip())):
        return None
    if _is_date(found[1]):
        return True
    if _ENDS_WITH_YEAR.search(found[1]):
        return False  # the date opens the item, further down
    return found[1][0].isupper() and "," not in found[1]


def _is_date(text: str) -> bool:
    parts = re.split(r"[\s'’]+", flat(text).strip())
    parts = [piece for part in parts for piece in (part.split("-") if part[:1].isalpha() else [part])]
    known = _dated()
    return any(char.isdigit() for char in text) and all(
        part.rstrip(".") in known or _PERIOD.fullmatch(part) for part in parts
    )


def _first_word(text: str) -> str:
    found = _FIRST.match(text.strip())
    return found[0] if found is not None and found[0][0].isupper() else ""


def _is_common(word: str, words: Words) -> bool:
    """Say whether a word with a capital is none of a name: the document has it in small letters too."""
    small = word.lower()
    singular = small[:-1] if small.endswith(("s", "x")) else small
    return (
        bool({small, singular, f"{singular}s"} & words.small)
        or flat(singular) in _counted()
        or fold_label(word) in folded_words("body_heads")
        or _NOUN.fullmatch(small) is not None
    )
