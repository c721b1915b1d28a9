"""The French date grammar: every line of the corpus, prints of random dates, and time linear in the text."""

import time
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.dates import Period, PrintedDate, Problem, ResolvedDate, Unit, find_dates, resolve_date
from pipeline.extract.dates.atoms import VOCABULARY
from pipeline.extract.dates.source import fold
from pipeline.model import DateValue

CORPUS = tomllib.loads((Path(__file__).parent.parent / "corpus" / "dates.toml").read_text(encoding="utf-8"))
POSITIVE: list[dict[str, Any]] = CORPUS["positive"]
NEGATIVE: list[str] = [line["text"] for line in CORPUS["negative"]]


def as_row(value: DateValue) -> list[str]:
    return [value.start, value.end, value.precision, value.modifier or "", value.edtf]


def read(text: str, year: int | None = None) -> list[tuple[PrintedDate, ResolvedDate]]:
    return [(printed, resolve_date(printed, year)) for printed in find_dates(text)]


def values_of(text: str, year: int | None = None) -> list[list[str]]:
    return [as_row(value) for _, resolved in read(text, year) for value in resolved.values]


# The corpus


@pytest.mark.parametrize("line", POSITIVE, ids=[f"{line['text']} @{line.get('year')}" for line in POSITIVE])
def test_corpus_dates_are_read(line: dict[str, Any]) -> None:
    found = []
    for printed, resolved in read(line["text"], line.get("year")):
        entry: dict[str, Any] = {"text": printed.text}
        if resolved.year_inferred:
            entry["inferred"] = True
        if resolved.problem:
            entry["problem"] = str(resolved.problem)
        if resolved.values:
            entry["values"] = [as_row(value) for value in resolved.values]
        found.append(entry)
    assert found == line["dates"]


@pytest.mark.parametrize("text", NEGATIVE)
def test_corpus_texts_without_date_give_none(text: str) -> None:
    assert [printed.text for printed in find_dates(text)] == []


@pytest.mark.parametrize("line", POSITIVE, ids=[f"{line['text']} @{line.get('year')}" for line in POSITIVE])
def test_typography_does_not_change_dates(line: dict[str, Any]) -> None:
    typeset = line["text"].translate(str.maketrans({"'": "’", " ": "\u00a0", "-": "–"}))
    assert values_of(typeset, line.get("year")) == values_of(line["text"], line.get("year"))


@pytest.mark.parametrize("line", POSITIVE, ids=[f"{line['text']} @{line.get('year')}" for line in POSITIVE])
def test_capitals_without_accents_do_not_change_dates(line: dict[str, Any]) -> None:
    capitals = fold(line["text"]).upper()
    assert values_of(capitals, line.get("year")) == values_of(line["text"], line.get("year"))


def test_corpus_holds_no_line_twice() -> None:
    lines = [(line["text"], line.get("year")) for line in POSITIVE] + [(text, None) for text in NEGATIVE]
    assert len(lines) == len(set(lines))


# The vocabulary


@pytest.mark.parametrize("table", ["counts", "quantities", "numbered", "acts", "streets", "recurring"])
def test_vocabulary_examples_are_no_dates(table: str) -> None:
    for example in VOCABULARY[table]["examples"]:
        assert find_dates(example) == (), example


def test_every_counted_word_takes_the_year_away() -> None:
    counts = VOCABULARY["counts"]
    plurals = [word if word[-1] in "sx" else word + "s" for word in counts["nouns"]]
    for word in [*counts["units"], *plurals]:
        assert find_dates(f"pour 2024 {word}") == (), word
        assert [printed.text for printed in find_dates(f"en 2024, 10 {word}")] == ["2024"], word


def test_every_numbered_part_and_reference_takes_its_number() -> None:
    numbered = VOCABULARY["numbered"]
    for word in [*numbered["parts"], *numbered["references"]]:
        assert [printed.text for printed in find_dates(f"{word} 12, 3 mai")] == ["3 mai"], word


@pytest.mark.parametrize("example", VOCABULARY["periods"]["examples"])
def test_period_words_make_two_digits_a_range_of_years(example: str) -> None:
    (value,) = values_of(example)
    assert value[2] == "range"
    assert value[4] == "/".join(f"20{digits}" for digits in example[-5:].replace("/", "-").split("-"))


# Random dates in random French forms

MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
SEASONS = {"printemps": (3, 6), "été": (6, 9), "automne": (9, 12), "hiver": (12, 3)}

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
recent_days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
years = st.integers(1970, 2069)
frames = st.sampled_from(
    ["{}", "Comité {} à Vannes", "{} : comité", "Travaux ({}) à venir", "12 élus, 3 agents ; {}.", "— {},"]
)
# What one form prints, and the days it means.
Printed = tuple[str, list[tuple[str, str]]]


def day_name(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def span(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()


def month_span(year: int, first: int, last: int) -> tuple[str, str]:
    after = date(year + last // 12, last % 12 + 1, 1)
    return span(date(year, first, 1), after - timedelta(days=1))


@st.composite
def one_day(draw: st.DrawFn) -> Printed:
    day = draw(days)
    form = draw(
        st.sampled_from(
            [
                "{day:%d/%m/%Y}", "{day:%d.%m.%Y}", "{day:%d-%m-%Y}", "{day:%Y-%m-%d}",
                "{day:%d.%m.%y}", "{day:%d/%m/%y}",
                "{day.day}/{day.month}/{day.year}", "{name} {month} {day.year}",
                "{weekday} {name} {month} {day.year}",
                "{weekday} {day:%d/%m/%Y}", "{name} {capitals} {day.year}",
                "{name}\u00a0{month}\u202f{day.year}",
            ]
        )
    )  # fmt: skip
    month = MONTHS[day.month - 1]
    text = form.format(
        day=day,
        name=day_name(day),
        month=month,
        weekday=WEEKDAYS[day.weekday()],
        capitals=fold(month).upper(),
    )
    return text, [span(day, day)]


@st.composite
def days_of_one_month(draw: st.DrawFn) -> Printed:
    first = draw(recent_days)
    count = draw(st.integers(2, 4))
    numbers = sorted(draw(st.sets(st.integers(1, 28), min_size=count, max_size=count)))
    chosen = [first.replace(day=number) for number in numbers]
    names = [day_name(day) for day in chosen]
    last_joint = draw(st.sampled_from([" et ", " & ", "&", " ou "]))
    tail = draw(st.sampled_from([f" {MONTHS[first.month - 1]} {first.year}", f"{first:.%m.%y}", f"{first:/%m/%Y}"]))
    if not tail.startswith(" "):
        names[-1] = str(chosen[-1].day)
    return ", ".join(names[:-1]) + last_joint + names[-1] + tail, [span(day, day) for day in chosen]


@st.composite
def range_of_days(draw: st.DrawFn) -> Printed:
    first = draw(recent_days)
    last = first + timedelta(days=draw(st.integers(1, 300)))
    begin, finish = (
        f"{day_name(first)} {MONTHS[first.month - 1]}",
        f"{day_name(last)} {MONTHS[last.month - 1]}",
    )
    forms = [f"du {begin} {first.year} au {finish} {last.year}", f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"]
    if first.year == last.year or (last.year == first.year + 1 and (last.month, last.day) < (first.month, first.day)):
        forms += [f"du {begin} au {finish} {last.year}", f"du {first:%d/%m} au {last:%d/%m/%y}"]
    if (first.year, first.month) == (last.year, last.month):
        forms += [f"du {day_name(first)} au {finish} {last.year}", f"{day_name(first)}-{finish} {last.year}"]
        forms += [f"entre le {day_name(first)} et le {finish} {last.year}"]
    return draw(st.sampled_from(forms)), [span(first, last)]


@st.composite
def months(draw: st.DrawFn) -> Printed:
    year = draw(years)
    first, last = sorted(draw(st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True)))
    begin, finish = MONTHS[first - 1], MONTHS[last - 1]
    single = [
        f"{finish} {year}",
        f"{finish.upper()} {year}",
        f"{last:02}/{year}",
        f"{finish} de l'année {year}",
    ]
    listed = [f"{begin} et {finish} {year}", f"{begin} & {finish} {year}", f"{begin}, {finish} {year}"]
    ranged = [
        f"de {begin} à {finish} {year}", f"entre {begin} et {finish} {year}", f"{begin}-{finish} {year}",
        f"{begin} {year} – {finish} {year}", f"du mois de {begin} au {finish} {year}",
    ]  # fmt: skip
    text = draw(st.sampled_from(single + listed + ranged))
    if text in single:
        return text, [month_span(year, last, last)]
    if text in listed:
        return text, [month_span(year, first, first), month_span(year, last, last)]
    return text, [month_span(year, first, last)]


@st.composite
def parts_of_year(draw: st.DrawFn) -> Printed:
    year = draw(years)
    quarter, semester = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    season, (begin, finish) = draw(st.sampled_from(sorted(SEASONS.items())))
    ordinal = ["1er", "2e", "3ème", "4e"]
    quarter_days = month_span(year, 3 * quarter - 2, 3 * quarter)
    semester_days = month_span(year, 6 * semester - 5, 6 * semester)
    season_days = span(date(year, begin, 21), date(year + (begin == 12), finish, 20))
    forms = {
        f"T{quarter} {year}": quarter_days,
        f"{ordinal[quarter - 1]} trimestre {year}": quarter_days,
        f"S{semester} {year}": semester_days,
        f"{['premier', 'second'][semester - 1]} semestre {year}": semester_days,
        f"{season} {year}": season_days,
        f"fin {year}": month_span(year, 10, 12),
        f"début {year}": month_span(year, 1, 3),
        f"mi-{year}": month_span(year, 4, 9),
        f"rentrée {year}": month_span(year, 9, 9),
        f"fin d'année {year}": month_span(year, 10, 12),
        str(year): month_span(year, 1, 12),
        f"depuis {year}": month_span(year, 1, 12),
        f"d’ici {year}": month_span(year, 1, 12),
        f"{year}-{year + 3}": (f"{year}-01-01", f"{year + 3}-12-31"),
        f"de {year} à {year + 2}": (f"{year}-01-01", f"{year + 2}-12-31"),
    }
    text = draw(st.sampled_from(sorted(forms)))
    return text, [forms[text]]


@given(st.one_of(one_day(), days_of_one_month(), range_of_days(), months(), parts_of_year()), frames)
def test_rendered_dates_come_back(rendered: Printed, frame: str) -> None:
    text, expected = rendered
    sentence = frame.format(text)
    (printed,) = find_dates(sentence)
    assert printed.text == text
    assert sentence[printed.start : printed.end] == text
    resolved = resolve_date(printed, None)
    assert resolved.problem is None
    assert [(value.start, value.end) for value in resolved.values] == expected
    assert not resolved.year_inferred


FRAGMENTS = [
    "le ", "du ", "au ", "et ", "à ", "entre ", "d'ici ", "fin ", "mi-", "mai", "mars ", "sept. ",
    "été ", "T1 ", "1er ", "12 ", "31", "2022", "21", "/", ".", "-", " ", ", ", "(", "€", "n° ",
    "trimestre ", "2e ", "rentrée ", "lundi ", "0", "9", "İ", "Dès ", "années ", "°", "’", "h",
    "février ", "semaine ", "de l'année ", "%", "loi ", "prochain", "\u00a0", "DES ", "chaque ",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)), st.none() | years)
def test_any_text_gives_ordered_dates_with_true_offsets(text: str, year: int | None) -> None:
    place = 0
    for printed, resolved in read(text, year):
        assert place <= printed.start < printed.end <= len(text)
        assert text[printed.start : printed.end] == printed.text
        place = printed.end
        assert bool(resolved.values) or resolved.problem is not None
        for value in resolved.values:
            assert date.fromisoformat(value.start) <= date.fromisoformat(value.end)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


# The context's year


def test_a_year_is_only_inferred_where_none_is_printed() -> None:
    ((printed, resolved),) = read("le 16 février", 2022)
    assert printed.needs_year
    assert resolved.year_inferred
    ((printed, resolved),) = read("le 16 février 2021", 2022)
    assert not printed.needs_year
    assert not resolved.year_inferred


def test_without_any_year_the_caller_decides() -> None:
    ((_, resolved),) = read("le 16 février", None)
    assert (resolved.values, resolved.year_inferred, resolved.problem) == ((), False, Problem.NO_YEAR)


def test_two_digit_years_turn_at_a_constant() -> None:
    assert [value[0][:4] for value in values_of("01.02.69 ; 01.02.70")] == ["2069", "1970"]


def test_the_printed_date_stays_underspecified() -> None:
    (printed,) = find_dates("mars et juin")
    assert [element.first for element in printed.elements] == [
        Period(Unit.MONTH, month=3),
        Period(Unit.MONTH, month=6),
    ]


# Time


ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "range openers": lambda n: "du 1er au " * n,
    "digits": lambda n: "7" * 10 * n,
    "fractions": lambda n: "1/1/" * n,
    "two-digit fractions": lambda n: "11/11/" * n,
    "half ranges": lambda n: "entre janvier et " * n,
    "thousands": lambda n: "000 " * n + "0000",
    "list without month": lambda n: "1, " * n,
    "list with month": lambda n: "1, " * n + "2 mai",
    "year chain": lambda n: "2021-" * n,
    "month chain": lambda n: "mai-" * n,
    "ranks": lambda n: "1er et 2e " * n,
    "prepositions": lambda n: "d'ici à la fin de l'" * n,
    "spaces": lambda n: "5" + " " * 10 * n + "mai",
    "years": lambda n: "2022 " * n,
    "telephones": lambda n: "02 98 " * n,
    "dots": lambda n: "5.5.5." * n,
    "references": lambda n: "n° a-" * n + "1",
    "letters": lambda n: "h" * 10 * n + "5",
    "labels": lambda n: "budget " * n + ": 2022",
    "days and months": lambda n: "5/05-" * n,
}


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        find_dates(text)
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("name", sorted(ADVERSARIAL))
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    make = ADVERSARIAL[name]
    small, large = make(2_000), make(8_000)
    # Four times the text in sixteen times the time would be quadratic; clocks and caches blur small measures.
    assert seconds(large) < 8 * seconds(small) + 0.02


def test_texts_of_a_million_characters_end() -> None:
    assert find_dates("7" * 1_000_000) == ()
    assert find_dates("du 1er au " * 50_000) == ()
