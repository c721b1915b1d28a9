"""The atoms that amounts of money are printed with: numbers, scales, currencies, tax and `par an`.

`money.toml` in, pattern texts and the readers that turn what they match into values out. The patterns are
meant to be composed; every repetition in them is bounded, so that no text makes them slow.
"""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

Tax = Literal["HT", "TTC"]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Currency(_Table):
    code: str
    signs: tuple[str, ...]
    words: tuple[str, ...]


class _Scale(_Table):
    letters: dict[str, int]
    words: dict[str, int]


class _Per(_Table):
    nouns: tuple[str, ...]
    never: tuple[str, ...]
    phrases: tuple[str, ...]


class _Numbered(_Table):
    words: tuple[str, ...]


class _Numerals(_Table):
    units: tuple[str, ...]
    tens: dict[str, int]


class _Money(_Table):
    currency: tuple[_Currency, ...]
    scale: _Scale
    tax: dict[Tax, tuple[str, ...]]
    per: _Per
    numbered: _Numbered
    numerals: _Numerals


_DATA = _Money.model_validate(tomllib.loads(files(__package__).joinpath("money.toml").read_text("utf-8")))

# Every space that French typography puts inside an amount: plain, no-break, figure, thin, narrow no-break.
SPACE = "[ \\t\u00a0\u2007\u2009\u202f]"
GAP = f"{SPACE}{{0,2}}"
# `_` is no letter here: it is Markdown emphasis.
WORD_START = r"(?<![^\W_])"
WORD_END = r"(?![^\W_])"


def _any_of(forms: Iterable[str]) -> str:
    """Give a pattern for one of `forms`, the longest that fits, whatever its spaces and apostrophes are."""
    return "|".join(_form(form) for form in sorted(forms, key=len, reverse=True))


def _form(form: str) -> str:
    loose = re.escape(form).replace(r"\ ", SPACE).replace("'", "['’]")
    return loose + (WORD_END if form[-1].isalnum() else "")


def _symbols(currency: _Currency) -> str:
    return _any_of([currency.code, *currency.signs])


# One named group a currency, the last group of the pattern: `match.lastgroup` is the ISO 4217 code.
CURRENCY = "(?:{})".format(
    "|".join(
        f"(?P<{currency.code}>{_symbols(currency)}"
        + (f"|(?i:{_any_of(currency.words)})" if currency.words else "")
        + ")"
        for currency in _DATA.currency
    )
)
# `EUR 10 000`, `$5`: what stands before a number is a sign or a code, never a word (`norme Euro 6`).
CURRENCY_SIGN = "(?:{})".format(
    "|".join(f"(?P<{currency.code}>{WORD_START}(?:{_symbols(currency)}))" for currency in _DATA.currency)
)
_CODES = "|".join(f"(?<={currency.code})" for currency in _DATA.currency)

_LETTERS = "|".join(sorted(_DATA.scale.letters, key=len, reverse=True))
# `m€` is seen for millions, `m` alone is metres.
SCALE_LETTER = f"(?:{_LETTERS}|m(?=€))"
SCALE_WORD = f"(?i:{_any_of(_DATA.scale.words)})"
SCALE = f"(?P<scale>{SCALE_WORD}|{SCALE_LETTER})"
# Behind the number: `€`, ` k€`, ` millions d'euros`, ` million et demi d'euros`.
SUFFIX = f"{GAP}(?:{SCALE}(?P<half>{SPACE}et{SPACE}demi)?{GAP}(?:d['’]{SPACE}?|de{SPACE})?)?{CURRENCY}"
UNNAMED_SUFFIX = re.sub(r"\?P<\w+>", "?:", SUFFIX)  # for patterns that only look whether a unit follows

_TAX_FORMS = {form.casefold(): tax for tax, forms in _DATA.tax.items() for form in forms}
TAX = f"(?i:{_any_of(_TAX_FORMS)})"

_PER_NOUN = f"(?i:{_any_of(_DATA.per.nouns)})"
_PER_ONE = f"(?:(?i:par){SPACE}{{1,2}}|/{SPACE}?){_PER_NOUN}"
# `2 024 € HT par recueil`: a noun in small letters that the list lacks
_PER_OTHER = f"par{SPACE}(?!(?:{_any_of(_DATA.per.never)}))[a-zà-öø-ÿœ]{{3,20}}(?!['’])"
PER = f"(?:{_PER_ONE}(?:{SPACE}?(?:et{SPACE})?{_PER_ONE})?|{_PER_OTHER}{WORD_END}|(?i:{_any_of(_DATA.per.phrases)}))"

NUMBERED = f"(?i:{WORD_START}(?:{'|'.join(map(re.escape, _DATA.numbered.words))})){SPACE}?"

# `10 000` `10'000` `45.000` `1,200,000` `60000`, each with its decimals; `12 34` is no number.
_HEAD = r"[1-9]\d{0,2}"
_DIGITS = (
    f"(?:{_HEAD}(?:{SPACE}\\d{{3}}){{1,5}}(?:[.,]\\d{{1,6}})?"
    rf"|{_HEAD}(?:['’]\d{{3}}){{1,5}}(?:[.,]\d{{1,6}})?"
    rf"|{_HEAD}(?:\.\d{{3}}){{1,5}}(?:,\d{{1,6}})?"
    rf"|{_HEAD}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,6}})?"
    r"|(?:0|[1-9]\d{0,14})(?:[.,]\d{1,6})?"
    r")(?!\d|[.,]\d)"
    r"(?:[.,](?:--?|–)(?!\d))?"  # 10'000.– and 50,- say that there are no cents
)


def _spelled() -> dict[str, int]:
    """Spell 1 to 999, without hyphens, plural and `et`."""
    small = {word: value for value, word in enumerate(_DATA.numerals.units, 1)}
    small |= {f"dix {word}": 10 + small[word] for word in ("sept", "huit", "neuf")}
    below_hundred = dict(small)
    for ten, base in _DATA.numerals.tens.items():
        below_hundred[ten] = base
        # soixante-quinze, quatre-vingt-douze
        most = 19 if ten in ("soixante", "quatre vingt") else 9
        below_hundred |= {f"{ten} {word}": base + value for word, value in small.items() if value <= most}
    hundreds = {"cent": 100} | {f"{word} cent": 100 * value for word, value in small.items() if 2 <= value <= 9}
    with_rest = {
        f"{hundred} {word}": base + value for hundred, base in hundreds.items() for word, value in below_hundred.items()
    }
    return below_hundred | hundreds | with_rest


_SPELLED = _spelled()
_NUMERALS = {word for printed in _SPELLED for word in printed.split()} | {"une", "vingts", "cents", "mille"}
_NUMERAL = "(?:{})".format("|".join(sorted(_NUMERALS, key=len, reverse=True)))
_WORDS = f"(?i:{_NUMERAL}(?:(?:{SPACE}|-)(?:et[- ](?=une?\\b|onze\\b))?{_NUMERAL}){{0,12}}){WORD_END}"

NUMBER = f"(?:{_DIGITS}|{_WORDS})"
# Not inside a word or another number; `EUR500` and `2x500 €` are printed.
NUMBER_START = rf"(?:{WORD_START}|{_CODES}|(?<=\dx))(?<!\d[.,'’])"


def _hint(forms: Iterable[str]) -> re.Pattern[str]:
    """Find any of `forms` as a word; letters stand first, before the look-behind: `re` skips to them."""
    return re.compile("|".join(_hint_form(form) for form in forms))


def _hint_form(form: str) -> str:
    loose = re.escape(form).replace(r"\ ", SPACE)
    # `15 kEUR`: a scale may be glued to it
    return f"{loose}(?<![^\\W\\d_kKmM]{loose}){WORD_END}" if form.isalpha() else loose


_ALL_WORDS = [word.lower() for currency in _DATA.currency for word in currency.words]
_SIGN_HINT = _hint(form for currency in _DATA.currency for form in (currency.code, *currency.signs))
_WORD_HINT = _hint(word for word in _ALL_WORDS if not any(word.startswith(f"{other} ") for other in _ALL_WORDS))


def may_hold_money(text: str) -> bool:
    """Tell, cheaply, whether a currency may be printed in `text`; false is certain."""
    return bool(_SIGN_HINT.search(text) or _WORD_HINT.search(text.lower()))


def scale_of(printed: str | None) -> int:
    """Give the factor that `printed`, a match of `SCALE`, stands for; 1 for none."""
    if printed is None:
        return 1
    if printed == "m":
        return _DATA.scale.letters["M"]
    return _DATA.scale.letters.get(printed) or _DATA.scale.words[printed.lower()]


def tax_of(printed: str) -> Tax:
    """Give the tax word that `printed`, a match of `TAX`, stands for."""
    folded = re.sub(SPACE, " ", printed).casefold()
    return _TAX_FORMS[folded]


def number_of(printed: str, scale: int = 1) -> Decimal | None:
    """Read a match of `NUMBER`, not yet multiplied by `scale`; `None` for words that make no number."""
    return _digits_value(printed, scale) if printed[0].isdecimal() else _words_value(printed)


def _digits_value(printed: str, scale: int) -> Decimal:
    digits = re.sub(f"{SPACE}|['’]", "", printed).rstrip("-–")
    grouped = re.search(f"{SPACE}|['’]", printed) is not None
    marks = [char for char in digits if char in ".,"]
    if not marks:
        return Decimal(digits)
    whole, _, decimals = digits.rpartition(marks[-1])
    if decimals and len(marks) > 1 and marks[0] == marks[-1]:
        thousands = True  # 1.250.000
    elif grouped or len(marks) > 1 or len(decimals) != 3 or whole == "0":
        thousands = False  # 162 724,13 and 1.250,50 and 1,2 and 0,125
    elif marks[-1] == ".":
        thousands = scale < 1_000_000  # 45.000 € and 2.500 k€, but 1.250 M€
    else:
        thousands = scale == 1  # 45,000 $, but 1,250 k€
    whole = whole.replace(".", "").replace(",", "")
    return Decimal(whole + decimals) if thousands else Decimal(f"{whole}.{decimals or 0}")


def _words_value(printed: str) -> Decimal | None:
    words = [word.lower() for word in re.split(f"{SPACE}|-", printed) if word.lower() != "et"]
    singular = [{"une": "un", "vingts": "vingt", "cents": "cent"}.get(word, word) for word in words]
    if "mille" not in singular:
        value = _SPELLED.get(" ".join(singular))
        return None if value is None else Decimal(value)
    split = singular.index("mille")
    thousands = _SPELLED.get(" ".join(singular[:split])) if split else 1
    rest = _SPELLED.get(" ".join(singular[split + 1 :])) if singular[split + 1 :] else 0
    return None if thousands is None or rest is None else Decimal(1000 * thousands + rest)
