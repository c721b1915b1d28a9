"""Find how money comes, and the name that stands by it: `convention avec l'ANCT`, `5 000 € de la Région`.

In: words and where to look in them. Out: places.
"""

import re

from pipeline.extract.payers import is_cost, is_payer
from pipeline.listing import trim
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words

YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*(?:[-–—/]|à|au|et)\s*(?:19|20)\d\d\b)?")
LINK = re.compile(
    r"\s*(?:(?:avec|de la part|(?:versé|accordé|attribué|financé)e?s? par|par"
    r"|(?:à (?:contracter|souscrire|solliciter|demander)|(?:contracté|souscrit|sollicité|demandé|obtenu|conclu)e?s?)"
    r" (?=auprès|avec)|auprès|du|de la|de l['’]|des|de"
    r"|d['’]|à la|à l['’]|aux?|:|[-–—]|l['’]|la\b|le\b|les\b)\s*)+",
    re.IGNORECASE,
)
# Where a name ends behind an instrument or a sum.
_NAME_END = re.compile(
    r"[(:,;?|]|\s[-–—]\s|\s(?:pour|sur|en|au titre|dans|sous|via|par|afin|qui|à|est|sont|sera|seront|reste|restent)\s"
    r"|\s(?=(?:19|20)\d\d\b)"
)
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]")
# How far from a place the words stand that decide on it, in characters.
_FAR, _NEAR = 300, 60
PAYING = re.compile(
    r"\b(?:" + "|".join(map(re.escape, flat_words("paying", file="payers.toml")))
    + r")\b(?:\s(?:financiere?s?|europeens?))?(?:\s(?:a|a hauteur de)\s\d{1,3}\s?%)?(?=\s)"
)  # fmt: skip


def find_instrument(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Find how money comes: at the start of what is said, or before the name that it comes from."""
    for match in _INSTRUMENT.finditer(flat(words[start:end])):
        begin, stop = start + match.start(), start + match.end()
        printed = words[begin:stop]
        if match["word"] in _ACRONYMS and not printed.isupper():
            continue
        before = words[max(start, begin - _NEAR) : begin]
        opens = not re.search(r"\w", before) or before.strip() == "de" or re.search(r"[:,(–—-]\s*$", before) is not None
        if opens and not (printed[0].isupper() and re.search(r"\w\s*$", before)):
            return begin, stop
        if printed[0].islower() and way_before(words, start, begin) is not None:
            return begin, stop
        if printed.islower() and re.search(r"(?:\b(?:la|le|une?|des?|du)|['’])\s*$", before):
            name = name_behind(words, stop, end)
            if name is not None and not is_cost(words[slice(*name)]):
                return begin, stop
    return None


# `sous forme de subvention`, `par appel à projets`, `dans le cadre d'une convention`: how, whoever is named
_WAY = re.compile(
    r"\b(?:(?:sous(?: la)? forme|dans le cadre|au titre|par le biais) (?:d(?:e(?: la)?|es|u)\b|d['’])"
    r"|par|en|via|grâce à)"
    r"\s?(?:(?:une?|la|le|des?)\b|[ld]['’])?\s?$",
    re.IGNORECASE,
)


def way_before(words: str, start: int, end: int) -> int | None:
    """Give where the words begin that say before an instrument that it is one: `ADEME` | `sous forme de` subvention."""
    way = _WAY.search(words, max(start, end - _NEAR), end)
    return way.start() if way is not None else None


# A `fonds de dotation` is a body.
_INSTRUMENT = re.compile(
    rf"(?<![\w-])(?<!fonds de )(?P<word>{'|'.join(map(re.escape, flat_words('instruments')))})s?(?![\w-])"
)
_QUOTED = re.compile(r"\s*(?:«[^«»]{1,80}»|\"[^\"]{1,80}\"|“[^“”]{1,80}”)")
_ACRONYMS = frozenset({"ami", "aap"})
_QUALIFIER = re.compile(
    r"\s*(?:(?:" + "|".join(map(re.escape, flat_words("of_instruments", file="payers.toml")))
    + r")\b|\(?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\)?)",
)  # fmt: skip


def name_behind(words: str, place: int, end: int, *, known: bool = False) -> tuple[int, int] | None:
    """Give the name behind an instrument or a sum: `avec l'ANCT`, `de la Région Normandie`.

    Args:
        words, place, end: where to look.
        known: whether a payer in small letters will do too: `financé par la collectivité`.
    """
    end = min(end, place + _FAR)
    low = flat(words[place:end])
    at = 0
    while (qualifier := _QUALIFIER.match(low, at)) is not None and qualifier.end() > at:
        at = qualifier.end()
    place += at
    quoted = _QUOTED.match(words, place, end)  # `appel à projets « Mobilités » de l'ADEME`
    place = quoted.end() if quoted is not None else place
    link = LINK.match(words, place, end)
    begin = link.end() if link is not None else place
    closing = _NAME_END.search(words, begin, end)
    name = trim(words, begin, closing.start() if closing is not None else end)
    if name[0] >= name[1] or YEARS.match(words, name[0]):
        return None
    printed = words[slice(*name)]
    if _CAPITAL.match(printed) or _has_head(printed) or (known and is_payer(printed)):
        return name
    return None


def _has_head(words: str) -> bool:
    """`association Terres Vives`: a small head with a proper name behind it."""
    first, _, rest = words.partition(" ")
    return fold_label(first) in folded_words("body_heads") and _CAPITAL.search(rest) is not None


def name_before(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the name before an instrument: `Région Grand Est : appel à projets`, `ADEME en subvention`."""
    way = way_before(words, start, end)
    name = trim(words, start, end if way is None else way)
    return name if name[0] < name[1] and is_payer(words[slice(*name)]) else None
