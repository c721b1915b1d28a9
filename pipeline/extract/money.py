"""Amounts of money in a passage of French text.

A passage in, its amounts out, in order and without overlap; offsets count in the passage. Not amounts: a
number without currency (unless the label gave one), percentages, dates, telephone numbers, `néant`. An amount
runs from its first digit (or the sign before it) to the last of its currency, tax and `par …` words; `entre`,
`jusqu'à` and the year it is for stand outside.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.vocabulary.money import (
    CURRENCY,
    CURRENCY_SIGN,
    GAP,
    NUMBER,
    NUMBER_START,
    NUMBERED,
    PER,
    SCALE,
    SCALE_WORD,
    SPACE,
    SUFFIX,
    TAX,
    WORD_END,
    WORD_START,
    Tax,
    may_hold_money,
    number_of,
    scale_of,
    tax_of,
)
from pipeline.vocabulary.money_year import YEAR_LIKE, year_after, year_before


@dataclass(frozen=True, slots=True)
class Unit:
    """What a label says of the numbers under it: `Montant en k€ TTC`; `Coût HT` says it without a currency."""

    currency: str
    scale: int = 1
    tax: Tax | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """An amount printed at `start:end` of the passage; values are in units of `currency` (ISO 4217)."""

    start: int
    end: int
    text: str
    value: int | float
    max: int | float | None
    currency: str
    tax: Tax | None
    per: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum while it is being read; `scale` is what its printed number was multiplied by."""

    start: int
    end: int
    low: Decimal
    currency: str
    scale: int
    high: Decimal | None = None


# How far before a number what changes its meaning may stand, in characters: a label or tax word, a sign or
# the word that it numbers.
_FAR = 40
_NEAR = 20

_Match = re.Match[str]
_NUMBER = re.compile(NUMBER)
_NEXT_NUMBER = re.compile(NUMBER_START + NUMBER)
# A line may break before the currency.
_SUFFIX = re.compile(rf"\n?{SUFFIX}")
_BARE_SCALE = re.compile(f"{GAP}{SCALE}{WORD_END}")
# 1 million 200 000 euros
_MILLION_AND = re.compile(f"{GAP}(?P<scale>{SCALE_WORD}){SPACE}(?:et{SPACE})?")
# 10€50
_CENTS = re.compile(r"\d\d(?!\d|[.,]\d)")
# EUR 10 000
_SIGN_BEFORE = re.compile(rf"{CURRENCY_SIGN}{GAP}\Z")
# (en k€ HT) : 60
_LABEL_BEFORE = re.compile(
    rf"{WORD_START}(?:{SCALE}{GAP}(?:d['’])?)?{CURRENCY}(?:{SPACE}{TAX})?{SPACE}?[)\]]?{GAP}[:=]{GAP}\Z"
)
_LABEL_UNIT = re.compile(rf"{WORD_START}(?:{SCALE}{GAP}(?:d['’]|de{SPACE})?)?{CURRENCY}")
_LABEL_TAX = re.compile(f"{WORD_START}{TAX}")
_LABEL_PER = re.compile(PER)

# `HT/TTC` behind an amount chooses neither.
_TAX = re.compile(rf"{GAP}(?:\((?P<bracketed>{TAX})\)|(?P<open>{TAX})(?!{SPACE}?/{SPACE}?{TAX}))")
_PER = re.compile(rf"{GAP}(?:(?:au{SPACE})?(?i:maximum|minimum|max\.?|min\.?){SPACE})?(?P<per>{PER})")
# Coût HT : 10 000 €
_TAX_BEFORE = re.compile(
    rf"{WORD_START}(?P<tax>{TAX})\)?{GAP}"
    rf"(?:[:=]|de|est{SPACE}de|s['’]élève{SPACE}à|estimée?{SPACE}à)?{GAP}\Z"
)

# 3 000 à 15 000, 3 000 – 5 000, entre 3 000 et 5 000
_LINK = re.compile(rf"{GAP}(?:(?P<to>à|jusqu['’]à)|(?P<dash>[-–—])|(?P<and>et)){GAP}")
_BETWEEN = re.compile(rf"(?i:{WORD_START}entre){SPACE}\Z")
_NUMBERED = re.compile(rf"{NUMBERED}\Z")
_YEAR_LIKE = re.compile(YEAR_LIKE)

# What may stand behind a number whose currency is in the label: nothing that it could count or be part of.
_BARE_END = re.compile(
    rf"{GAP}(?:\Z|[\n;!?)\](\[|+=*]|[.,](?!\d)|[-–—/]{SPACE}|{TAX}|{PER}"
    rf"|(?i:en|sur|pour|de|du|des|et|puis|soit|dont|au|aux){WORD_END}|d['’])"
)
# 06 12 34, 12/05, 12:30
_BARE_AFTER_DIGIT = re.compile(rf"\d(?:{SPACE}{{1,2}}|[-–/.])\Z|(?<!\d)\d\d?:\Z")
_BARE_START = re.compile(rf"(?:\A\s{{0,9}}|[:=(]){GAP}\Z")
# 1. Achat, 2) Location
_ENUMERATOR = re.compile(rf"[.)]{SPACE}\S")


def unit_of_label(label: str) -> Unit | None:
    """Read the unit that a label gives to the numbers under it; `None` where it names no currency and no tax."""
    taxes = {tax_of(tax.group()) for tax in _LABEL_TAX.finditer(label)}
    tax = taxes.pop() if len(taxes) == 1 else None
    for match in _LABEL_UNIT.finditer(label):
        if re.search(rf"\d{GAP}\Z", label[max(0, match.start() - 3) : match.start()]):
            continue  # `Aide de 10 000 €` is an amount
        per = _LABEL_PER.search(label)
        return Unit(
            currency=_currency(match),
            scale=scale_of(match["scale"]),
            tax=tax,
            per=per.group() if per else None,
        )
    return Unit("", tax=tax) if tax else None


def find_amounts(text: str, *, unit: Unit | None = None) -> tuple[PrintedAmount, ...]:
    """Find the amounts in a passage.

    Args:
        text: the passage; offsets count in it.
        unit: what the label above says; numbers without currency are amounts only where it is given, and
            amounts in its currency take its tax and `per` where they print none.
    """
    bare = unit if unit is not None and unit.currency else None
    if bare is None and not may_hold_money(text):
        return ()
    found: list[PrintedAmount] = []
    floor = position = 0
    while number := _NEXT_NUMBER.search(text, position):
        position = number.end()
        total = _total(text, number, floor, bare)
        if total is None:
            continue
        amount, position = _printed(text, total, floor, unit)
        floor = position
        if found and _restates(text, found[-1], amount):
            first = found[-1]  # `Dix mille euros (10 000 € HT)`
            _, tax, per = _tail(text, amount.end + 1)  # `10 000 € (dix mille euros) par an`
            found[-1] = replace(first, tax=first.tax or amount.tax or tax, per=first.per or amount.per or per)
        else:
            found.append(amount)
    return tuple(found)


def _total(text: str, number: _Match, floor: int, unit: Unit | None) -> _Sum | None:
    """Read the sum or range that begins with `number`; nothing before `floor` belongs to it."""
    start, strict = number.start(), True
    low = _with_suffix(text, number)
    if low is None and (before := _unit_before(text, floor, number.start())):
        unit, start = before
        strict = start == number.start()  # behind a label, as under one
    both = _range(text, number, start, low, floor, unit, strict=strict)
    if both is not None or low is not None:
        return both or low
    if unit is None or (strict and not _stands_alone(text, number, unit)):
        return None
    return _bare(text, number, start, unit, strict=strict)


def _with_suffix(text: str, number: _Match) -> _Sum | None:
    """Read `10 000 €`, `1,2 million d'euros`, `1 million 200 000 euros`, `10€50`."""
    suffix = _SUFFIX.match(text, number.end())
    if suffix is None:
        return _million_and(text, number)
    scale = scale_of(suffix["scale"])
    value = number_of(number.group(), scale)
    if value is None:
        return None
    if suffix["half"]:
        value += Decimal("0.5")
    end = suffix.end()
    cents = _CENTS.match(text, end) if suffix.group() == "€" and value == value.to_integral() else None
    if cents:
        value, end = value + Decimal(cents.group()) / 100, cents.end()
    return _Sum(number.start(), end, value * scale, _currency(suffix), scale)


def _million_and(text: str, number: _Match) -> _Sum | None:
    millions = _MILLION_AND.match(text, number.end())
    rest = _NUMBER.match(text, millions.end()) if millions else None
    suffix = _SUFFIX.match(text, rest.end()) if rest else None
    if millions is None or rest is None or suffix is None:
        return None
    scale, rest_scale = scale_of(millions["scale"]), scale_of(suffix["scale"])
    value, rest_value = number_of(number.group(), scale), number_of(rest.group(), rest_scale)
    if value is None or rest_value is None or rest_value * rest_scale >= scale:
        return None
    return _Sum(number.start(), suffix.end(), value * scale + rest_value * rest_scale, _currency(suffix), 1)


def _unit_before(text: str, floor: int, start: int) -> tuple[Unit, int] | None:
    """Read the currency before a number, and where the amount begins: at the sign, not at a label."""
    if match := _SIGN_BEFORE.search(text, max(floor, start - _NEAR), start):
        return Unit(_currency(match)), match.start()
    # The colon is looked for first because nearly every number of a text comes by here.
    if not text[max(0, start - 3) : start].rstrip().endswith((":", "=")):
        return None
    if match := _LABEL_BEFORE.search(text, max(floor, start - _FAR), start):
        return Unit(_currency(match), scale_of(match["scale"])), start
    return None


def _bare(text: str, number: _Match, start: int, unit: Unit, *, strict: bool) -> _Sum | None:
    """Read a number whose currency stands elsewhere; `strict` refuses it where it may count things."""
    if not number.group()[0].isdecimal():
        return None  # `Montant (€) : un devis`
    printed_scale = _BARE_SCALE.match(text, number.end())
    end = printed_scale.end() if printed_scale else number.end()
    scale = scale_of(printed_scale["scale"]) if printed_scale else unit.scale
    value = number_of(number.group(), scale)
    if value is None or (strict and not _BARE_END.match(text, end)) or text[end : end + 2].lstrip()[:1] == "%":
        return None
    return _Sum(start, end, value * scale, unit.currency, scale)


def _stands_alone(text: str, number: _Match, unit: Unit) -> bool:
    """Tell whether a number without currency is more than a year, a part of a date or a numbering."""
    start, end = number.span()
    since = max(0, start - _NEAR)
    if _BARE_AFTER_DIGIT.search(text, since, start) or _NUMBERED.search(text, since, start):
        return False
    leads = _BARE_START.search(text, since, start) is not None
    if leads and _ENUMERATOR.match(text, end):
        return False
    if _YEAR_LIKE.fullmatch(number.group()):
        around = text[since:start] + text[end : end + _NEAR]
        return leads and not any(char.isdecimal() for char in around)
    value = number_of(number.group(), unit.scale)
    # 12 is rarely money, 12 k€ is.
    scaled = unit.scale > 1 or _BARE_SCALE.match(text, end) is not None
    return leads or scaled or (value is not None and value >= 100)


def _range(
    text: str, number: _Match, start: int, low: _Sum | None, floor: int, unit: Unit | None, *, strict: bool
) -> _Sum | None:
    """Read `3 000 à 15 000 euros`, whose first number is `number`; its unit may stand behind the second."""
    tax = _TAX.match(text, low.end) if low else None
    link = _LINK.match(text, tax.end() if tax else low.end if low else number.end())
    second = _NUMBER.match(text, link.end()) if link else None
    if link is None or second is None:
        return None
    if link["and"] and not _BETWEEN.search(text, max(floor, start - _NEAR), start):
        return None
    high = _with_suffix(text, second)
    if high is None and low is None and unit is not None:
        if _YEAR_LIKE.fullmatch(number.group()) and _YEAR_LIKE.fullmatch(second.group()):
            return None  # 2021-2023 under `Budget (€)`
        high = _bare(text, second, second.start(), unit, strict=strict)
    if high is None or (low is not None and low.currency != high.currency):
        return None
    if low is not None:
        bottom: Decimal | None = low.low
    elif link["dash"] and _NUMBERED.search(text, max(floor, start - _NEAR), start):
        return None  # lot 3 – 5 000 €
    else:
        bottom = _lower_bound(number.group(), second.group(), high, dash=bool(link["dash"]))
    if bottom is None or bottom >= high.low:
        return None
    return _Sum(start, high.end, bottom, high.currency, high.scale, high.low)


def _lower_bound(printed: str, second: str, high: _Sum, *, dash: bool) -> Decimal | None:
    """Give the lower bound printed without unit, or `None` where the two numbers are no range."""
    value = number_of(printed, high.scale)
    if value is None:
        return None
    if _YEAR_LIKE.fullmatch(printed) and (value % 100 if dash else re.search(SPACE, second)):
        return None  # 2022 – 10 000 €
    if dash and high.low > value * high.scale * (10 if value < 100 and high.scale == 1 else 100):
        return None  # Achat 3 – 5 000 €
    thousands = value * 1000
    if not dash and high.scale == 1 and high.low % 1000 == 0 and thousands < high.low <= 20 * thousands:
        return thousands  # 3 à 15 000 euros
    return value * high.scale if value * high.scale < high.low else value  # 5 à 10 k€, 500 à 1 k€


def _printed(text: str, total: _Sum, floor: int, unit: Unit | None) -> tuple[PrintedAmount, int]:
    """Add tax, `per` and year to a sum; the second value is where everything that belongs to it ends."""
    end, tax, per = _tail(text, total.end)
    if tax is None and (match := _TAX_BEFORE.search(text, max(floor, total.start - _FAR), total.start)):
        tax = tax_of(match["tax"])
    if unit is not None and unit.currency in ("", total.currency):
        tax, per = tax or unit.tax, per or unit.per
    consumed = end
    year = year_before(text, floor, total.start)
    if year is None and (after := year_after(text, end)):
        year, consumed = after
    amount = PrintedAmount(
        start=total.start,
        end=end,
        text=text[total.start : end],
        value=_number(total.low),
        max=None if total.high is None else _number(total.high),
        currency=total.currency,
        tax=tax,
        per=per,
        year=year,
    )
    return amount, consumed


def _tail(text: str, end: int) -> tuple[int, Tax | None, str | None]:
    """Read the tax and `par …` words at `end`, in any order; the first value is where they end."""
    tax: Tax | None = None
    per: str | None = None
    while True:
        if tax is None and (match := _TAX.match(text, end)):
            tax = tax_of(match["bracketed"] or match["open"])
        elif per is None and (match := _PER.match(text, end)):
            per = match["per"]
        else:
            return end, tax, per
        end = match.end()


def is_sum(words: str) -> bool:
    """Say whether words are a sum and nothing else: `600 000 € (six cent mille euros)` has no note."""
    found = find_amounts(words)
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(words)


def _restates(text: str, first: PrintedAmount, second: PrintedAmount) -> bool:
    """Tell whether `second` only says `first` again: `10 000 € (dix mille euros)`."""
    return (
        text[first.end : second.start].strip() == "("
        and text[second.end : second.end + 1] == ")"
        and (first.value, first.max, first.currency) == (second.value, second.max, second.currency)
    )


def _currency(match: _Match) -> str:
    # Each currency is a named group, and the last group of every pattern that holds them.
    assert match.lastgroup is not None
    return match.lastgroup


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)
