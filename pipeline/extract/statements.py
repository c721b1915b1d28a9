"""Cut what stands under a funding label into statements, and these into pieces that name one source or sum each.

In: a text and the amounts in it. Out: places. Nothing inside brackets or sums separates; an `et` inside a name
does not either.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.money import PrintedAmount
from pipeline.listing import continues_name, one_body

BRACKET = re.compile(r"\(([^()]{1,400})\)?")
_STATEMENT = re.compile(r"\s*;\s*|(?<=[a-zà-ÿ][a-zà-ÿ]|.[)€])\.\s+(?=[A-ZÀ-ÖØ-ÞŒ])")
_PIECE = re.compile(
    r"\s*(?:(?<!\d),|,(?!\d)|[•|])\s*|\s+/\s+|\s+[-–—]\s+(?=[A-ZÀ-ÖØ-ÞŒ])"
    r"|\s+(?P<joint>et|&|ainsi que)\s+|\s+(?:\+|puis|dont)\s+|\s*(?:\.{3,}|…)\s*"
)
# `Région : 20 %, soit 4 800 €`
_IS_SHARE = re.compile(r"(?:soit |environ )*\d")
# How far from a place the words stand that decide on it, in characters.
_FAR = 300


def _masked(text: str) -> str:
    """Give a text of the same length in which nothing inside brackets separates."""
    return BRACKET.sub(lambda bracket: "(" + "x" * (len(bracket[0]) - 2) + bracket[0][-1], text)


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Cut at semicolons and full stops outside brackets."""
    start = 0
    masked = _masked(text)
    for stop in _STATEMENT.finditer(masked):
        if text[start : stop.start()].strip():
            yield start, stop.start()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def pieces(text: str, start: int, end: int, amounts: Sequence[PrintedAmount]) -> Iterator[tuple[int, int]]:
    """Cut a statement where another source, or another sum, may begin."""
    masked = list(_masked(text[start:end]))
    for amount in amounts:
        masked[amount.start - start : amount.end - start] = "0" * (amount.end - amount.start)
    begin = 0
    flattened = "".join(masked)
    commas = "," in flattened
    for cut in _PIECE.finditer(flattened):
        left = flattened[max(begin, cut.start() - _FAR) : cut.start()]
        right = flattened[cut.end() : cut.end() + _FAR]
        sign = cut[0].strip()
        if commas and sign in {"/", "-", "–", "—"}:
            continue  # where commas separate, a dash or slash belongs to the name
        if cut["joint"] and not _parts(left, right):
            continue
        if sign == "," and (continues_name(left, right) or (left.endswith("%") and _IS_SHARE.match(right))):
            continue
        if left.strip():
            yield start + begin, start + cut.start()
        begin = cut.end()
    if flattened[begin:].strip():
        yield start + begin, end


def _parts(left: str, right: str) -> bool:
    """Say whether an `et` stands between two sources or sums; amounts are masked by zeros."""
    if re.match(r"(?:en |sur )?(?:19|20)\d\d\b(?!\s*:)", right):
        return re.match(r"(?:en |sur )?(?:19|20)\d\d\s*:", right) is not None  # `en 2024 et 2025`
    if re.search(r"\b\d{2,}\b", left[-12:]) or re.match(r"(?:\w+ ){0,2}\d", right):
        return True
    return not one_body(left, right)
