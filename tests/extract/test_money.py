"""Amounts: the corpus, random values in random wordings, and texts made to be slow."""

import time
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.extract.money import PrintedAmount, Unit, find_amounts, unit_of_label
from pipeline.vocabulary.money import may_hold_money, number_of

CORPUS = tomllib.loads((Path(__file__).parents[1] / "corpus" / "money.toml").read_text("utf-8"))
ABSENT = {"max": None, "currency": "EUR", "tax": None, "per": None, "year": None}
KEYS = ("text", "value", *ABSENT)


@pytest.mark.parametrize("case", CORPUS["case"], ids=lambda case: case["text"][:40])
def test_corpus(case: dict[str, Any]) -> None:
    text = case["text"]
    unit = unit_of_label(case["label"]) if "label" in case else None
    assert unit is not None or "label" not in case
    found = find_amounts(text, unit=unit)
    assert [{key: getattr(amount, key) for key in KEYS} for amount in found] == [
        ABSENT | expected for expected in case["amounts"]
    ]
    assert all(type(amount.value) is int for amount in found if amount.value == int(amount.value))
    check_places(text, found)


@pytest.mark.parametrize("case", CORPUS["label"], ids=lambda case: case["text"])
def test_labels(case: dict[str, Any]) -> None:
    expected = Unit(**case["unit"]) if "unit" in case else None
    assert unit_of_label(case["text"]) == expected


def check_places(text: str, found: tuple[PrintedAmount, ...]) -> None:
    end = 0
    for amount in found:
        assert end <= amount.start < amount.end
        assert text[amount.start : amount.end] == amount.text
        end = amount.end


def test_bare_numbers_need_a_unit() -> None:
    assert find_amounts("60000") == ()
    assert find_amounts("60 000 € puis 3000") == find_amounts("60 000 € puis 5000")


SPACES = st.sampled_from(" \u00a0\u202f\u2009")
CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
PREFIXES = st.sampled_from(["", "Coût : ", "- ", "soit environ ", "(", "de la Région, ", "l'État : "])
ENDINGS = st.sampled_from(["", ".", " ; ", ")", " pour les travaux", ", puis rien", "\nRien"])
UNITS = st.sampled_from(
    [
        ("€", "EUR", 1),
        ("euros", "EUR", 1),
        ("k€", "EUR", 1000),
        ("M€", "EUR", 10**6),
        ("milliards d'euros", "EUR", 10**9),
        ("$", "USD", 1),
        ("£", "GBP", 1),
        ("CHF", "CHF", 1),
        ("francs CFP", "XPF", 1),
    ]
)
TAXES = st.sampled_from([("", None), (" HT", "HT"), (" TTC", "TTC"), (" (HT)", "HT")])
PERS = st.sampled_from([("", None), (" par an", "par an"), ("/habitant", "/habitant")])
YEARS = st.sampled_from([("", None), (" en 2024", 2024), (" (2025)", 2025), (" pour l'année 2023", 2023)])


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    value = draw(CENTS)
    whole, cents = divmod(int(value * 100), 100)
    separator = draw(st.sampled_from(["", "'", "."]) | SPACES)
    mark = "," if separator == "." else draw(st.sampled_from(",."))
    printed = f"{whole:,}".replace(",", separator)
    if cents or draw(st.booleans()):
        return f"{printed}{mark}{cents:02}", value
    return printed, value


@given(numbers(), SPACES | st.just(""), UNITS, TAXES, PERS, YEARS, PREFIXES, ENDINGS)
def test_what_is_printed_is_read(
    number: tuple[str, Decimal],
    space: str,
    unit: tuple[str, str, int],
    tax: tuple[str, str | None],
    per: tuple[str, str | None],
    year: tuple[str, int | None],
    prefix: str,
    ending: str,
) -> None:
    printed, value = number
    if unit[2] >= 10**6 and len(printed.partition(".")[2]) == 3 and "," not in printed:
        printed = printed.replace(".", " ")  # `1.250 M€` is one and a quarter
    amount = f"{printed}{space}{unit[0]}{tax[0]}{per[0]}"
    text = f"{prefix}{amount}{year[0]}{ending}"
    (found,) = find_amounts(text)
    expected = value * unit[2]
    assert found.text == amount
    assert found.start == len(prefix)
    assert found.value == (int(expected) if expected == int(expected) else float(expected))
    assert (found.currency, found.tax, found.per, found.year, found.max) == (
        unit[1], tax[1], per[1], year[1], None,
    )  # fmt: skip


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([" à ", " € à ", " € – "]))
def test_ranges_are_read(one: int, other: int, link: str) -> None:
    low, high = sorted((one, other))
    if low == high or low * 10 < high:
        return
    text = f"{low:,}{link}{high:,} €".replace(",", " ")
    (found,) = find_amounts(text)
    assert (found.text, found.value, found.max) == (text, low, high)


SPELT = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
)


def spell(value: int) -> str:
    """Spell 0 (as nothing) to 999 999 as French schoolbooks did before 1990."""
    if not value:
        return ""
    small = SPELT.split()
    if value >= 1000:
        thousands = spell(value // 1000)
        if thousands.endswith(("cents", "vingts")):  # invariable before mille
            thousands = thousands[:-1]
        head = "" if value < 2000 else f"{thousands} "
        return f"{head}mille {spell(value % 1000)}".strip()
    if value >= 100:
        head = "" if value < 200 else small[value // 100 - 1] + " "
        return f"{head}cent {spell(value % 100)}" if value % 100 else head + ("cents" if head else "cent")
    if value < 20:
        return small[value - 1]
    tens = {
        2: "vingt",
        3: "trente",
        4: "quarante",
        5: "cinquante",
        6: "soixante",
        7: "soixante",
        8: "quatre-vingt",
    }
    ten, rest = (value // 20 * 2, value % 20) if value >= 60 else divmod(value, 10)
    name = tens[ten]
    if not rest:
        return name + ("s" if ten == 8 else "")
    return f"{name} et {small[rest - 1]}" if rest in (1, 11) and ten != 8 else f"{name}-{small[rest - 1]}"


@given(st.integers(1, 999_999))
@example(21_000)
@example(80_000)
@example(71)
@example(999_999)
def test_written_out_numbers_are_read(value: int) -> None:
    assert number_of(spell(value)) == value
    (found,) = find_amounts(f"Budget : {spell(value)} euros")
    assert (found.value, found.text) == (value, f"{spell(value)} euros")


PIECES = (
    "1|12|000| |\u00a0|.|,|€|k|M|à|et|entre|-|(|)|2022|:|HT|par an|/|million|d'|euros|mille|deux|cent|$|\n|'|EUR|%|en"
)
TEXTS = st.lists(st.sampled_from(PIECES.split("|"))).map("".join)


@given(TEXTS, st.sampled_from([None, Unit("EUR"), Unit("EUR", 1000, "HT")]))
def test_any_text_is_read_in_order(text: str, unit: Unit | None) -> None:
    check_places(text, find_amounts(text, unit=unit))


@given(st.text())
def test_any_label_is_read(text: str) -> None:
    unit_of_label(text)
    check_places(text, find_amounts(text, unit=Unit("EUR")))


def seconds(action: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best


SLOW = (
    "1 |000 |100 |à 3 |3 à |1|1.|1.000|10 € |€ |2022 |2022 : |en 2022, |un |cent mille |dix |2 millions |"
    "10 € de la |entre 3 et |par an |10 € par an |( |d'|3 - |k€ |HT |1'|\u00a0|1, |EUR |a 1 : "
)


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("unit", [None, Unit("EUR")], ids=["no unit", "unit"])
@pytest.mark.parametrize("piece", SLOW.split("|"))
def test_time_is_linear(piece: str, unit: Unit | None) -> None:
    def text(size: int) -> str:
        return "€" + piece * (size // len(piece)) + "€"

    short = seconds(lambda: find_amounts(text(5_000), unit=unit))
    long = seconds(lambda: find_amounts(text(20_000), unit=unit))
    # Four times the text: four times the time, or sixteen if quadratic; the constant is for a busy machine.
    assert long < 9 * short + 0.02


def test_a_long_adversarial_text_ends() -> None:
    start = time.perf_counter()
    assert find_amounts("€\n" + "1 " * 200_000) == ()
    assert time.perf_counter() - start < 20


def test_fast_where_there_is_no_money() -> None:
    text = "La fiche 12 prévoit 3 ateliers en 2022 avec les acteurs de France, dont 10 000 habitants. " * 20_000
    assert not may_hold_money(text)
    start = time.perf_counter()
    assert find_amounts(text) == ()
    # Asked: 10 MB/s; a fifth of it here, so that a busy machine does not fail the test.
    assert len(text.encode()) / (time.perf_counter() - start) > 2e6
