"""Read who pays, how and how much, from funding and resources sections.

In: a section's label and its items' passages. Out: one found funding a source, or a total. A provider
(`prestation de …`, `appui de …`) is paid, not paying; resources that name no funder and no money give nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from pipeline.extract.found import FoundAmount, FoundFunding
from pipeline.extract.money import PrintedAmount, Unit, find_amounts
from pipeline.extract.payers import is_cost, is_listed_payer, is_payer
from pipeline.extract.statements import BRACKET, pieces, statements
from pipeline.listing import trim
from pipeline.model import SectionKind
from pipeline.span import Passage
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words

_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|à|au|et)\s*((?:19|20)\d\d)\b")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*(?:[-–—/]|à|au|et)\s*(?:19|20)\d\d\b)?")
_DOUBT = re.compile(r"\?\s*\)?\s*$|\?\s*\)")
_ABOUT = r"environ|estimée?s? à|à hauteur de|de l['’]ordre de|jusqu['’]à|d['’]un montant de"
# What may stand before a name or a sum and belongs to neither.
_LEAD = re.compile(
    rf"\s*(?:(?:dont|soit|et|puis|plus|avec|via|grâce à|{_ABOUT}|:|[-–—=+])(?![\w])\s*)+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    rf"(?:[\s:–—=(-]|\b(?:de|pour|soit|{_ABOUT}|entre|en|sur|à|d['’]environ))*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:(?:avec|de la part|(?:versé|accordé|attribué|financé)e?s? par|par|auprès|du|de la|de l['’]|des|de|d['’]"
    r"|:|[-–—]|l['’]|la\b|le\b|les\b)\s*)+",
    re.IGNORECASE,
)
# Where a name ends behind an instrument or a sum.
_NAME_END = re.compile(r"[(:,;?|]|\s[-–—]\s|\s(?:pour|sur|en|au titre|dans|afin|qui|à)\s|\s(?=(?:19|20)\d\d\b)")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]")
_SHARE = re.compile(r"\s*\d{1,3}(?:[.,]\d+)?\s?%\s*|\s*(?:à|:|à hauteur de)?\s*\d{1,3}(?:[.,]\d+)?\s?%\s*$")
# How far from a place the words stand that decide on it, in characters.
_FAR, _NEAR = 300, 60
_LONGEST_PURPOSE = 10
# A piece with more sums or brackets than this is no source.
_MOST_SUMS = 20


@dataclass(slots=True)
class _Draft:
    """One source while it is read; places count in the passage."""

    begin: int
    end: int
    name: tuple[int, int] | None = None
    instrument: str | None = None
    amounts: list[PrintedAmount] = field(default_factory=list)
    period: tuple[int, int] | None = None
    purpose: str | None = None
    note: str | None = None
    uncertain: bool = False
    paying: bool = False

    @property
    def is_empty(self) -> bool:
        return self.name is None and self.instrument is None and not self.amounts


def read_funding(
    kind: SectionKind, label: str, passages: Iterable[Passage], unit: Unit | None
) -> tuple[FoundFunding, ...]:
    """Read the funding of one section.

    Args:
        kind: `funding` or `resources`; resources need money or a funder to count.
        label: the section's label, the purpose of a total.
        passages: its items.
        unit: the unit that the label gives to bare numbers.
    """
    found: list[FoundFunding] = []
    for passage in passages:
        for start, end in statements(passage.text):
            drafts = _read_statement(passage.text, start, end, unit, listing=kind is SectionKind.FUNDING)
            found.extend(_found(passage, draft, label) for draft in drafts if _counts(draft, kind))
    return tuple(found)


def _counts(draft: _Draft, kind: SectionKind) -> bool:
    if draft.amounts:
        return True
    if kind is SectionKind.FUNDING:
        return draft.name is not None or draft.instrument is not None
    return draft.name is not None and (draft.instrument is not None or draft.paying)


def _read_statement(text: str, start: int, end: int, unit: Unit | None, *, listing: bool) -> list[_Draft]:
    """Read one statement: its pieces, each with what it adds to the one before."""
    words = text[start:end]
    low = flat(words)
    if fold_label(words) in folded_words("none") or low.strip(" .") in flat_words("none"):
        return []
    amounts = [_moved(amount, start) for amount in find_amounts(words, unit=unit)]
    if not amounts and low.lstrip().startswith(flat_words("providers")):
        return []
    drafts: list[_Draft] = []
    places = [amount.start for amount in amounts]
    for begin, stop in pieces(text, start, end, amounts):
        own = amounts[bisect_left(places, begin) : bisect_left(places, stop)]
        draft = _read_piece(text, begin, stop, own, listing=listing)
        if not (drafts and _joined(drafts[-1], draft)) and not draft.is_empty:
            drafts.append(draft)
    return drafts


def _moved(amount: PrintedAmount, shift: int) -> PrintedAmount:
    return PrintedAmount(
        amount.start + shift, amount.end + shift, amount.text, amount.value, amount.max, amount.currency, amount.tax,
        amount.per, amount.year,
    )  # fmt: skip


def _joined(above: _Draft, draft: _Draft) -> bool:
    """Add a piece to the source before it, where it has no name of its own: `…, 12 000 € en 2025`."""
    if draft.name is not None or draft.purpose is not None:
        return False
    if draft.instrument is not None and (above.instrument is not None or above.name is None):
        return False
    if draft.amounts and above.name is None and above.purpose is None and not above.amounts and not above.instrument:
        return False
    above.instrument = above.instrument or draft.instrument
    above.amounts += draft.amounts
    above.period = above.period or draft.period
    above.uncertain = above.uncertain or draft.uncertain
    if not draft.is_empty:
        above.end = draft.end
    return True


def _read_piece(text: str, begin: int, stop: int, amounts: list[PrintedAmount], *, listing: bool) -> _Draft:
    """Read one piece: a name, an instrument, sums, a period, a doubt; any of them may be missing."""
    words = text[begin:stop]
    draft = _Draft(begin, stop, amounts=list(amounts), uncertain=_uncertain(words))
    period = _PERIOD.search(words)
    if period is not None and int(period[1]) < int(period[2]) and not _inside(begin + period.start(), amounts):
        draft.period = (int(period[1]), int(period[2]))
    brackets = list(islice(BRACKET.finditer(text, begin, stop), _MOST_SUMS))
    outside = _blanked(text, begin, stop, brackets)
    open_sums = [a for a in amounts if outside[a.start - begin] != " "]
    head_end = open_sums[0].start - begin if open_sums else len(outside)
    _read_head(begin, outside, head_end, draft, listing=listing and not amounts, before_sum=bool(amounts))
    if open_sums and draft.name is None:
        _read_tail(begin, outside, open_sums[-1].end - begin, draft)
    for bracket in brackets:
        _read_bracket(text, bracket, draft)
    return draft


def _inside(place: int, amounts: list[PrintedAmount]) -> bool:
    return any(amount.start <= place < amount.end for amount in amounts)


def _inside_sum(bracket: re.Match[str], amounts: list[PrintedAmount]) -> bool:
    return any(bracket.start() <= amount.start < bracket.end() for amount in amounts[:_MOST_SUMS])


def _blanked(text: str, begin: int, stop: int, brackets: list[re.Match[str]]) -> str:
    """Give `text[begin:stop]` with brackets turned to blanks, so that places hold."""
    parts: list[str] = []
    at = begin
    for bracket in brackets:
        parts += [text[at : bracket.start()], " " * (bracket.end() - bracket.start())]
        at = bracket.end()
    return "".join([*parts, text[at:stop]])


def _read_head(begin: int, words: str, head_end: int, draft: _Draft, *, listing: bool, before_sum: bool) -> None:
    """Read what stands before the first sum: who, how, or what for."""
    lead = _LEAD.match(words, 0, head_end)
    start = lead.end() if lead is not None else 0
    share = _SHARE.match(words, start, head_end)  # `60 % ADEME`
    start = share.end() if share is not None and share.end() < head_end else start
    end = head_end
    share = _SHARE.search(words[start:end]) if not before_sum else None  # `ADEME à 60 %`
    end = start + share.start() if share is not None else end
    near = max(start, end - _NEAR)
    trail = _TRAIL.search(words[near:end])
    if before_sum and trail is not None:
        end = near + trail.start()
    instrument = _instrument(words, start, end)
    if instrument is not None:
        if words[instrument[0] : instrument[1]].lower() not in _OWN or not before_sum:
            draft.instrument = words[instrument[0] : instrument[1]].lower()
        name = _behind(words, instrument[1], end) or _before(words, start, instrument[0])
        draft.name = (begin + name[0], begin + name[1]) if name else None
        if draft.instrument is not None:
            return
    colon = re.search(r"\s?:\s", words[start:end])
    stretches = [(start, end)]
    if colon is not None:
        stretches += [(start, start + colon.start()), (start + colon.end(), end)]
    for first, stop in stretches:
        place = trim(words, first, first + len(words[first:stop].rstrip(" ?")))
        printed = words[slice(*place)]
        if not printed or _is_doubt(printed):
            continue
        if (is_listed_payer if listing else is_payer)(printed):
            draft.name = (begin + place[0], begin + place[1])
            return
    paying = _PAYING.search(flat(words), start, end)
    if paying is not None and (name := _behind(words, paying.end(), end)):
        draft.name, draft.paying = (begin + name[0], begin + name[1]), True
        return
    bare = words[start:end].strip(" :–—-=,.")
    if not before_sum or not bare or _YEARS.fullmatch(bare) or len(bare.split()) > _LONGEST_PURPOSE:
        return
    if _CAPITAL.match(bare) or is_cost(bare):
        draft.purpose = bare


# Own means are no instrument of somebody else's money: `Autofinancement : 5 000 €` says what the sum is.
_OWN = frozenset({"autofinancement", "fonds propres", "cofinancement", "participation", "aide", "aides"})
_PAYING = re.compile(
    r"\b(?:" + "|".join(map(re.escape, flat_words("paying", file="payers.toml")))
    + r")\b(?:\s(?:financiere?s?|europeens?))?(?=\s(?:par|de|du|des|d'|de l'|l'))"
)  # fmt: skip


def _read_tail(begin: int, words: str, place: int, draft: _Draft) -> None:
    """Read the name behind a sum: `5 000 € de l'ADEME`, `10 000 € : Région`, `5 000 € ADEME`."""
    paying = _PAYING.search(flat(words), place)
    start = paying.end() if paying is not None else place
    link = _LINK.match(words, start)
    name = _behind(words, start, len(words))
    if name is None:
        return
    printed = words[slice(*name)]
    # Right behind the sum only an acronym or a body's head word is surely a name: not `5 000 € Achat de …`.
    if is_payer(printed) and (link is not None or printed.isupper() or not is_cost(printed)):
        draft.name = (begin + name[0], begin + name[1])


def _read_bracket(text: str, bracket: re.Match[str], draft: _Draft) -> None:
    """Read what stands in brackets: sums are there already; an instrument, who pays a sum before it, or a note."""
    inside = bracket[1].strip()
    start, end = bracket.span(1)
    instrument = _instrument(text, start, end)
    if instrument is not None:
        draft.instrument = draft.instrument or text[slice(*instrument)].lower()
        if draft.name is None or not draft.amounts:
            name = _behind(text, instrument[1], end)
            draft.name = draft.name or name
        return
    if (
        _inside_sum(bracket, draft.amounts)
        or _is_doubt(inside)
        or not _SHARE.sub("", _YEARS.sub("", inside)).strip(" -–?:,")
    ):
        return
    if draft.name is None and draft.amounts:
        place = trim(text, start, end)
        if is_payer(text[slice(*place)]):
            draft.name = place
            return
    if draft.name is not None and draft.period is None and not _uncertain(inside):
        draft.note = inside


def _instrument(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Find how money comes: at the start of what is said, or before the name that it comes from."""
    low = flat(words[start:end])
    for word in flat_words("instruments"):
        for match in re.finditer(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", low):
            begin, stop = start + match.start(), start + match.end()
            printed = words[begin:stop]
            if word in _ACRONYMS and not printed.isupper():
                continue
            before = words[max(start, begin - _NEAR) : begin]
            opens = not re.search(r"\w", before) or re.search(r"[:,(–—-]\s*$", before) is not None
            if opens and not (printed[0].isupper() and re.search(r"\w\s*$", before)):
                return begin, stop
            if printed.islower() and re.search(r"(?:\b(?:la|le|une?|des?|du|par|en|via|par)|['’])\s*$", before):
                name = _behind(words, stop, end)
                if name is not None and not is_cost(words[slice(*name)]):
                    return begin, stop
    return None


_ACRONYMS = frozenset({"ami", "aap"})
_QUALIFIER = re.compile(
    r"\s*(?:(?:" + "|".join(map(re.escape, flat_words("of_instruments", file="payers.toml")))
    + r")\b|\(?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\)?)",
)  # fmt: skip


def _behind(words: str, place: int, end: int) -> tuple[int, int] | None:
    """Give the name behind an instrument or a sum: `avec l'ANCT`, `de la Région Normandie`."""
    end = min(end, place + _FAR)
    low = flat(words[place:end])
    at = 0
    while (qualifier := _QUALIFIER.match(low, at)) is not None and qualifier.end() > at:
        at = qualifier.end()
    place += at
    link = _LINK.match(words, place, end)
    begin = link.end() if link is not None else place
    closing = _NAME_END.search(words, begin, end)
    name = trim(words, begin, closing.start() if closing is not None else end)
    if name[0] >= name[1] or _YEARS.match(words, name[0]):
        return None
    return name if _CAPITAL.match(words[name[0]]) or _has_head(words[slice(*name)]) else None


def _has_head(words: str) -> bool:
    """`association Terres Vives`: a small head with a proper name behind it."""
    first, _, rest = words.partition(" ")
    return fold_label(first) in folded_words("body_heads") and _CAPITAL.search(rest) is not None


def _before(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the name before an instrument: `Région Grand Est : appel à projets`."""
    name = trim(words, start, end)
    return name if name[0] < name[1] and is_payer(words[slice(*name)]) else None


def _found(passage: Passage, draft: _Draft, label: str) -> FoundFunding:
    text = passage.text
    end = draft.end
    while end > draft.begin and text[end - 1] in " .;,":
        end -= 1
    begin = draft.begin
    while begin < end and text[begin] in " :,-–—":
        begin += 1
    total = draft.name is None and draft.instrument is None
    return FoundFunding(
        funder=text[slice(*draft.name)] if draft.name else None,
        funder_span=passage.span(*draft.name) if draft.name else None,
        instrument=draft.instrument,
        amounts=tuple(FoundAmount(a, text[a.start : a.end], passage.span(a.start, a.end)) for a in draft.amounts),
        period=draft.period,
        purpose=(draft.purpose or label or None) if total else draft.note,
        uncertain=draft.uncertain,
        span=passage.span(begin, end),
    )


def _is_doubt(words: str) -> bool:
    bare = flat(words).strip(" ?.()")
    return not bare or bare in flat_words("uncertain") or bare in flat_words("none")


def _uncertain(words: str) -> bool:
    low = flat(words)
    return bool(_DOUBT.search(words)) or any(word in low for word in flat_words("uncertain"))
