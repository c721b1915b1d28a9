"""Read who pays, how and how much, from funding and resources sections.

In: a section's label and its items' passages. Out: one found funding a source, or a total. A provider
(`prestation de …`, `appui de …`) is paid, not paying; resources that name no funder and no money give nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from pipeline.extract.columns import Row, Table, read_table
from pipeline.extract.found import FoundAmount, FoundFunding
from pipeline.extract.known import with_parted_slashes
from pipeline.extract.money import PrintedAmount, Unit, find_amounts, is_sum, unit_of_label
from pipeline.extract.payers import is_clause, is_cost, is_listed_payer, is_payer
from pipeline.extract.paying import LINK, PAYING, YEARS, find_instrument, name_before, name_behind, way_before
from pipeline.extract.statements import BRACKET, pieces, statements
from pipeline.extract.totals import by_year
from pipeline.listing import trim, without_article
from pipeline.model import SectionKind
from pipeline.span import Passage
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words

_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|à|au|et)\s*((?:19|20)\d\d)\b")
_OPENED = re.compile(r"\(((?:dont|soit) [^()]{1,200})\)")
_DOUBT = re.compile(r"\?\s*\)?\s*$|\?\s*\)")
_ABOUT = r"environ|estimée?s? à|à hauteur de|de l['’]ordre de|jusqu['’]à|d['’]un montant de"
# `La Ligue en paie 600 €`
_PAYS = (
    r"pa[iy]e(?:nt|ra|ront)?|verse(?:nt|ra|ront)?|apporte(?:nt|ra|ront)?|financ(?:e|ent|era|eront)|donne(?:nt|ra|ront)?"
)
# What may stand before a name or a sum and belongs to neither.
_LEAD = re.compile(
    rf"\s*(?:(?:dont|soit|et|puis|plus|avec|via|grâce à|{_ABOUT}|:|[-–—=+])(?![\w])\s*)+",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\s*\d{1,3}(?:[.,]\d+)?\s?%\s*")
# `État 50 % soit 12 000 €`, `Région : 20 % = 4 800 €`
_TRAIL = re.compile(
    rf"(?:[\s:,–—=(-]|\b(?:de|pour|soit|{_ABOUT}|entre|en|sur|à|d['’]environ|{_PAYS})|\b\d{{1,3}}(?:[.,]\d+)?\s?%)*$",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]")
_LAST_SHARE = re.compile(rf"(?<!\s)\s*(?:à|:|,|à hauteur de)?{_SHARE.pattern}$")
# How far from a place the words stand that decide on it, in characters.
_NEAR = 60
_LONGEST_PURPOSE = 10
# A piece with more sums or brackets than this is no source.
_MOST_SUMS = 20


_LAST_DOUBT = re.compile(
    r"[\s,:–-]+(?:rest(?:e|ent) )?(?:" + "|".join(map(re.escape, flat_words("uncertain"))) + r")\b.{0,20}$"
)


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
    listed = tuple(passages)
    table = read_table(listed, label)
    if table is not None and table.of("amount"):
        for row in table.rows:
            found.extend(_found(row.passage, draft, label) for draft in _read_row(table, row, unit))
        return tuple(found)
    for passage in listed:
        text = _OPENED.sub(_comma, with_parted_slashes(passage.text))
        for start, end in statements(text):
            drafts = _read_statement(text, start, end, unit, listing=kind is SectionKind.FUNDING)
            found.extend(_found(passage, draft, label) for draft in drafts if _counts(draft, kind))
    return by_year(found, label)


def _read_row(table: Table, row: Row, unit: Unit | None) -> Iterator[_Draft]:
    """Read a row: each sum goes with the words of the nearest column before it that name who pays or what for."""
    text = row.passage.text
    years = {int(year) for column in table.of("year") for year in YEARS.findall(row.text(column)) if len(year) == 4}
    named = [number for number in table.of("payer", "partner", "cost") if row.text(number)]
    for column in table.of("amount"):
        start, end = row.cells[column] if column < len(row.cells) else (0, 0)
        own = unit_of_label(table.columns[column].head) or unit
        own = replace(unit, tax=own.tax) if own and unit and not own.currency else own
        sums = [_moved(amount, start) for amount in find_amounts(text[start:end], unit=own)]
        before = [number for number in named if number < column]
        if not sums or not before:
            continue
        begin, stop = row.cells[before[-1]]
        draft = _read_piece(text, begin, stop, [], listing=table.columns[before[-1]].kind != "cost")
        draft.end = end
        for amount in sums:
            year = amount.year or (min(years) if len(years) == 1 else None)
            draft.amounts.append(replace(amount, year=year))
        if draft.name is None or table.columns[before[-1]].kind == "cost":
            draft.name, draft.instrument, draft.purpose = None, None, text[begin:stop]
        yield draft


def _comma(bracket: re.Match[str]) -> str:
    """Open a bracket that counts on: `50 000 € (dont 30 000 € ADEME)`."""
    return f",{bracket[1]} "


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
        if drafts and drafts[-1].paying and draft.name is not None:
            draft.paying = True  # `cofinancé par l'ADEME et la Région`
        if not (drafts and _joined(drafts[-1], draft)) and not draft.is_empty:
            drafts += [draft, *_shares(text, draft)]
    _share_doubt(text, drafts)
    return drafts


def _shares(text: str, draft: _Draft) -> list[_Draft]:
    """Take the sums out of a total that its bracket gives to others: `8 000 € (FIR : 5 000 €, MSA : 3 000 €)`."""
    if draft.name is not None or not 2 <= len(draft.amounts) <= _MOST_SUMS:
        return []
    found: list[_Draft] = []
    bracket = BRACKET.search(text, draft.amounts[0].end, draft.end)
    inner = [a for a in draft.amounts[1:] if bracket and bracket.start(1) <= a.start and a.end <= bracket.end(1)]
    if bracket is None or not inner:
        return []
    for begin, stop in pieces(text, *bracket.span(1), inner):
        own = [amount for amount in inner if begin <= amount.start < stop]
        share = _read_piece(text, begin, stop, own, listing=False)
        if own and share.name is None:
            share.purpose = share.purpose or text[slice(*trim(text, begin, own[0].start))] or None
        found.append(share)
    if not any(share.name for share in found) or not all(share.amounts for share in found):
        return []
    draft.amounts = [amount for amount in draft.amounts if amount not in inner]
    draft.end = bracket.start()
    return found


def _share_doubt(text: str, drafts: list[_Draft]) -> None:
    """`DSIL / DETR : à solliciter` doubts of both."""
    if (
        not drafts
        or not drafts[-1].uncertain
        or drafts[-1].amounts
        or ":" not in text[drafts[-1].begin : drafts[-1].end]
    ):
        return
    for draft in reversed(drafts[:-1]):
        if draft.amounts or draft.purpose is not None or ":" in text[draft.begin : draft.end]:
            return
        draft.uncertain = True


def _moved(amount: PrintedAmount, shift: int) -> PrintedAmount:
    return replace(amount, start=amount.start + shift, end=amount.end + shift)


def _joined(above: _Draft, draft: _Draft) -> bool:
    """Add a piece to the source before it, where it has no name of its own: `…, 12 000 € en 2025`."""
    if draft.name is not None or draft.purpose is not None:
        return False
    if draft.instrument is not None and (
        above.instrument is not None
        or above.name is None
        or draft.instrument in _OWN
        or (draft.amounts and above.amounts)
    ):
        return False
    if draft.amounts and above.name is None and above.purpose is None and not above.amounts and not above.instrument:
        return False
    above.instrument = above.instrument or draft.instrument
    if not (draft.amounts and any(amount.year for amount in above.amounts)):
        above.period = above.period or draft.period  # not `60 000 € en 2025, 80 000 € en 2026 et 2027`
    above.amounts += draft.amounts
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
        behind = find_instrument(outside, open_sums[-1].end - begin, len(outside)) if draft.instrument is None else None
        if behind is not None:
            draft.instrument = outside[slice(*behind)].lower()  # `3 000 € de mécénat`
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
    near = max(start, end - _NEAR)
    trail = (_TRAIL if before_sum else _LAST_SHARE).search(words[near:end])  # `ADEME à 60 %`
    end = near + trail.start() if trail is not None else end
    doubt = _LAST_DOUBT.search(flat(words[max(start, end - _NEAR) : end]))
    if doubt is not None:
        end = max(start, end - _NEAR) + doubt.start()  # `communauté de communes du Val à confirmer`
    instrument = find_instrument(words, start, end)
    if instrument is not None:
        printed = words[instrument[0] : instrument[1]].lower()
        # `Etat : appel à projets Territoires cyclables`: who stands before the colon pays
        before = (
            name_before(words, start, instrument[0]) if words[start : instrument[0]].rstrip().endswith(":") else None
        )
        name = before or name_behind(words, instrument[1], end) or name_before(words, start, instrument[0])
        draft.name = (begin + name[0], begin + name[1]) if name else None
        if printed not in _OWN or not before_sum or (printed == _LOAN and name is not None):
            draft.instrument = printed
            way = way_before(words, start, instrument[0])
            if name is not None or way is None:
                return
            end = way  # `Financement de la Fondation Macif par mécénat`
    colon = re.search(r"\s?:\s", words[start:end])
    stretches = [(start, end)]
    if colon is not None:
        stretches = [(start, start + colon.start()), (start + colon.end(), end), (start, end)]
    for first, stop in stretches:
        place = trim(words, first, first + len(words[first:stop].rstrip(" ?")))
        printed = words[slice(*place)]
        if not printed or _is_doubt(printed):
            continue
        loosely = listing and (colon is None or first > start)
        if (is_listed_payer if loosely else is_payer)(printed):
            draft.name = (begin + place[0], begin + place[1])
            return
    paying = PAYING.search(flat(words), start, end)
    name = name_behind(words, paying.end(), end, known=True) if paying is not None else None
    if name is not None and words[name[0] - 1 : name[0]] in " '’":
        draft.name, draft.paying = (begin + name[0], begin + name[1]), True
        return
    bare = words[start:end].strip(" :–—-=,.")
    bare = bare[without_article(bare, 0, len(bare))[0] :]
    if not before_sum or not bare or YEARS.fullmatch(bare) or len(bare.split()) > _LONGEST_PURPOSE:
        return
    if (_CAPITAL.match(bare) or is_cost(bare)) and not is_clause(bare):
        draft.purpose = bare


# Own means are no instrument of somebody else's money: `Autofinancement : 5 000 €` says what the sum is.
# So does a loan of which nobody says who gives it: `Emprunt : 30 000 €`.
_LOAN = "emprunt"
_OWN = frozenset({"autofinancement", "fonds propres", "cofinancement", "participation", "aide", "aides", _LOAN})


def _read_tail(begin: int, words: str, place: int, draft: _Draft) -> None:
    """Read the name behind a sum: `5 000 € de l'ADEME`, `10 000 € : Région`, `5 000 € ADEME`."""
    paying = PAYING.search(flat(words), place)
    start = paying.end() if paying is not None else place
    link = LINK.match(words, start)
    name = name_behind(words, start, len(words))
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
    instrument = find_instrument(text, start, end)
    if instrument is not None:
        draft.instrument = draft.instrument or text[slice(*instrument)].lower()
        if draft.name is None or not draft.amounts:
            name = name_behind(text, instrument[1], end)
            draft.name = draft.name or name
        return
    if (
        _inside_sum(bracket, draft.amounts)
        or is_sum(inside)
        or _is_doubt(inside)
        or not _LAST_SHARE.sub("", YEARS.sub("", inside)).strip(" -–?:,")
    ):
        return
    if draft.name is None and draft.amounts:
        place = trim(text, start, end)
        if is_payer(text[slice(*place)]):
            draft.name = place
            return
    if draft.name is not None and draft.period is None and not _uncertain(inside):
        draft.note = _LAST_SHARE.sub("", inside)


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
        purpose=(draft.purpose or label or None) if total else draft.note or (None if draft.name else draft.purpose),
        uncertain=draft.uncertain,
        span=passage.span(begin, end),
    )


def _is_doubt(words: str) -> bool:
    bare = flat(words).strip(" ?.()")
    return not bare or bare in flat_words("uncertain") or bare in flat_words("none")


def _uncertain(words: str) -> bool:
    low = flat(words)
    return bool(_DOUBT.search(words)) or any(word in low for word in flat_words("uncertain"))
