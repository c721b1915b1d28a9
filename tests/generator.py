"""Draw plans: structured values, and what the contract makes of them.

Out: frozen values that `printing` lays out and the tests expect back. Nothing here knows how a plan looks, but for
the wording of dates and sums, which is what they are read from.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import words
from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as printed and its values: start, end, precision, modifier.

    `lead` is what stands before it in a sentence. `inferred`: the year is not printed.
    """

    text: str
    values: tuple[tuple[str, str, str, str | None], ...]
    lead: str = "le"
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet or paragraph, with its dates and what is nested in it."""

    text: str
    dates: tuple[Date, ...] = ()
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A referent: `kind` is person or organisation."""

    name: str
    kind: str
    note: str | None = None
    year: int | None = None
    comma: bool = False  # the note stands behind a comma, not in brackets


@dataclass(frozen=True, slots=True)
class Charge:
    """A line that says who is in charge."""

    role: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    name: str
    kind: str
    members: tuple[str, ...] = ()
    note: str | None = None
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount as printed: value, upper bound, tax, per."""

    text: str
    value: float
    max: float | None = None
    tax: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A source of money."""

    funder: str | None
    amount: Sum | None = None
    instrument: str | None = None
    period: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar entry."""

    date: Date
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section; what it holds depends on its kind, the other fields stay empty."""

    kind: str
    year: int | None = None
    items: tuple[Item, ...] = ()
    entries: tuple[Entry, ...] = ()
    partners: tuple[Partner, ...] = ()
    money: tuple[Money, ...] = ()
    date: Date | None = None
    word: tuple[str, str] | None = None  # a status or priority as printed, and its value
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fiche:
    title: str
    charges: tuple[Charge, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Axe:
    title: str
    transversal: bool
    fiches: tuple[Fiche, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; without axes it has one that is not printed."""

    axes: tuple[Axe, ...]
    has_axes: bool
    year: int


def _iso(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


def _months(year: int, first: int, last: int, precision: str, modifier: str | None = None) -> tuple[Any, ...]:
    return _iso(year, first, 1), _iso(year, last, monthrange(year, last)[1]), precision, modifier


def _day(year: int, month: int, day: int) -> tuple[Any, ...]:
    return _iso(year, month, day), _iso(year, month, day), "day", None


def draw_date(draw: Draw, year: int) -> Date:
    """Draw a date of the contract's table in a year."""
    m, d, quarter = draw(st.integers(1, 11)), draw(st.integers(1, 27)), draw(st.integers(1, 4))
    season = draw(st.sampled_from((("printemps", 3, 6), ("été", 6, 9), ("automne", 9, 12))))
    name, later = words.MONTHS[m - 1], words.MONTHS[m]
    first = "1er" if d == 1 else str(d)
    short, mm = f"{year % 100:02}", f"{m:02}"
    of = "d'" if name[0] in "ao" else "de "
    one, two = _day(year, m, d), _day(year, m, d + 1)
    month, next_month = _months(year, m, m, "month"), _months(year, m + 1, m + 1, "month")
    both = (month[0], next_month[1], "range", None)
    three = _months(year, 3 * quarter - 2, 3 * quarter, "quarter")
    whole = (f"{year}-01-01", f"{year}-12-31", "year", None)
    years = (f"{year}-01-01", f"{year + 2}-12-31", "range", None)
    ordinal = ("1er", "2e", "3e", "4e")[quarter - 1]
    choices = (
        Date(f"{first} {name} {year}", (one,)),
        Date(f"{d:02}.{mm}.{short}", (one,)),
        Date(f"{d:02}/{mm}/{year}", (one,)),
        Date(f"{year}-{mm}-{d:02}", (one,)),
        Date(f"{d} & {d + 1}.{mm}.{short}", (one, two), "les"),
        Date(f"{d} et {d + 1}.{mm}.{short}", (one, two), "les"),
        Date(f"{d:02}/{mm} et {d:02}/{m + 1:02}/{short}", (one, _day(year, m + 1, d)), "les"),
        Date(f"du {first} au {d + 1} {name} {year}", ((one[0], two[0], "range", None),), ""),
        Date(f"{name} {year}", (month,), "en"),
        Date(f"{name.upper()} {year}", (month,), "en"),
        Date(f"{name} et {later} {year}", (month, next_month), "en"),
        Date(f"entre {name} et {later} {year}", (both,), ""),
        Date(f"{of}{name} à {later} {year}", (both,), ""),
        Date(f"T{quarter} {year}", (three,), "au"),
        Date(f"{ordinal} trimestre {year}", (three,), "au"),
        Date(f"1er semestre {year}", (_months(year, 1, 6, "semester"),), "au"),
        Date(f"second semestre {year}", (_months(year, 7, 12, "semester"),), "au"),
        Date(f"début {year}", (_months(year, 1, 3, "part", "early"),), ""),
        Date(f"mi-{year}", (_months(year, 4, 9, "part", "mid"),), ""),
        Date(f"fin {year}", (_months(year, 10, 12, "part", "late"),), ""),
        Date(f"rentrée {year}", (_months(year, 9, 9, "month"),), "à la"),
        Date(f"{season[0]} {year}", ((_iso(year, season[1], 21), _iso(year, season[2], 20), "season", None),), ""),
        Date(f"de {year} à {year + 2}", (years,), ""),
        Date(f"{year}-{year + 2}", (years,), "sur"),
        Date(f"depuis {year}", (whole,), ""),
        Date(f"à partir de {year}", (whole,), ""),
        Date(f"courant {year}", (whole,), ""),
        Date(f"d'ici {year}", (whole,), ""),
        Date(f"dès {name} {year}", (month,), ""),
        Date(f"d'ici fin {year}", (_months(year, 10, 12, "part", "late"),), ""),
        Date(f"{year}", (whole,), "en"),
    )
    return draw(st.sampled_from(choices))


def draw_bare_date(draw: Draw, year: int) -> Date:
    """Draw a date that prints no year."""
    m, d = draw(st.integers(1, 12)), draw(st.integers(2, 28))
    name = words.MONTHS[m - 1]
    day = Date(f"{d} {name}", (_day(year, m, d),), "le", inferred=True)
    return draw(st.sampled_from((day, Date(name, (_months(year, m, m, "month"),), "en", inferred=True))))


def draw_sentence(draw: Draw) -> str:
    parts = [draw(st.sampled_from(words.VERBS)), draw(st.sampled_from(words.OBJECTS))]
    parts += draw(st.lists(st.sampled_from(words.WAYS), max_size=3, unique=True))
    return " ".join(parts)


# Words that open headings and labels elsewhere: in a list they open a sentence.
TRAPS = ("Axe formation : ", "Enjeu 1 : ", "Action 3 du plan : ")


def draw_item(draw: Draw, year: int | None, *, deeper: bool) -> Item:
    """Draw a bullet; some have a date, some others below them."""
    text = draw_sentence(draw)
    dates: tuple[Date, ...] = ()
    if draw(st.integers(0, 3)) == 0:
        date = (
            draw_date(draw, draw(st.integers(2019, 2030)))
            if year is None or draw(st.booleans())
            else draw_bare_date(draw, year)
        )
        text = " ".join(part for part in (text, date.lead, date.text) if part)
        dates = (date,)
    elif draw(st.integers(0, 6)) == 0:
        aside = draw_sentence(draw)
        text += f" : {aside[0].lower()}{aside[1:]}"
    elif draw(st.integers(0, 8)) == 0:
        text = draw(st.sampled_from(TRAPS)) + text[0].lower() + text[1:]
    nested: tuple[Item, ...] = ()
    if deeper and draw(st.integers(0, 3)) == 0:
        # a date above may give its year to what stands below: neither reading is wrong, so none is asked for
        inner = None if dates else year
        nested = tuple(draw_item(draw, inner, deeper=False) for _ in range(draw(st.integers(1, 3))))
        return Item(text + " :", dates, nested)
    return Item(text + draw(st.sampled_from(("", ".", " ;", ","))), dates)


def draw_names(draw: Draw, pool: list[str]) -> tuple[Name, ...]:
    names: list[Name] = []
    for _ in range(draw(st.integers(1, 3))):
        name = pool.pop(draw(st.integers(0, len(pool) - 1)))
        kind = draw(st.integers(0, 7))
        if kind == 0:
            names.append(Name(name, "person", note=draw(st.sampled_from(words.ASIDES))))
        elif kind == 1:
            names.append(Name(name, "person", note=draw(st.sampled_from(words.FUNCTIONS)), comma=True))
        elif kind == 2:
            names.append(Name(name, "person", year=draw(st.integers(2020, 2029))))
        else:
            names.append(Name(name, "person"))
    return tuple(names)


def draw_charges(draw: Draw) -> tuple[Charge, ...]:
    pool = list(words.PEOPLE)
    charges = [
        Charge(role, draw_names(draw, pool)) for role in ("board", "contributor", "team") if draw(st.integers(0, 3))
    ]
    if draw(st.integers(0, 3)) == 0:
        bodies = draw(st.lists(st.sampled_from(words.SERVICES), min_size=1, max_size=2, unique=True))
        charges.append(Charge("lead", tuple(Name(body, "organisation") for body in bodies)))
    return tuple(charges) or (Charge("board", draw_names(draw, pool)),)


def draw_partners(draw: Draw) -> tuple[Partner, ...]:
    names = draw(st.lists(st.sampled_from(words.PARTNERS + words.GENERIC), min_size=1, max_size=5, unique=True))
    people = list(words.PEOPLE)
    drawn: list[Partner] = []
    for name in names:
        kind = draw(st.integers(0, 7))
        if name in words.GENERIC:
            drawn.append(Partner(name, "generic"))
        elif kind == 0:
            drawn.append(
                Partner(
                    name,
                    "named",
                    members=tuple(draw(st.lists(st.sampled_from(people), min_size=1, max_size=2, unique=True))),
                )
            )
        elif kind == 1:
            drawn.append(Partner(name, "named", note=draw(st.sampled_from(words.NOTES))))
        elif kind == 2:
            drawn.append(Partner(name, "named", uncertain=True))
        else:
            drawn.append(Partner(name, "named"))
    return tuple(drawn)


def draw_sum(draw: Draw) -> Sum:
    thousands = draw(st.integers(1, 900))
    value = thousands * 1000
    spaced = f"{value:,}".replace(",", " ")
    return draw(
        st.sampled_from(
            (
                Sum(f"{spaced} €", value),
                Sum(f"{spaced}€", value),
                Sum(f"{spaced} euros", value),
                Sum(f"{thousands} k€", value),
                Sum(f"{spaced},50 €", value + 0.5),
                Sum(f"{spaced} € HT", value, tax="HT"),
                Sum(f"{spaced} € TTC", value, tax="TTC"),
                Sum(f"{spaced} € par an", value, per="par an"),
                Sum(f"1,{thousands % 9 + 1} M€", 1_000_000 + (thousands % 9 + 1) * 100_000),
                Sum(f"{spaced} à {(thousands + 5) * 1000:,} €".replace(",", " "), value, (thousands + 5) * 1000),
            )
        )
    )


def draw_money(draw: Draw) -> tuple[Money, ...]:
    funders = draw(st.lists(st.sampled_from(words.FUNDERS), min_size=1, max_size=3, unique=True))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return tuple(Money(funder) for funder in funders)
    if kind == 1:
        return tuple(Money(funder, draw_sum(draw)) for funder in funders)
    if kind == 2:
        year = draw(st.integers(2018, 2027))
        return (Money("ADEME", instrument="convention pluriannuelle", period=(year, year + 3)),)
    return (Money(None, draw_sum(draw)),)


STATUS = (
    ("En cours", "in_progress"),
    ("À venir", "planned"),
    ("Réalisé", "done"),
    ("En retard", "late"),
    ("Abandonnée", "abandoned"),
)
PRIORITY = (("Élevée", "high"), ("Moyenne", "medium"), ("Basse", "low"), ("Haute", "high"))
# Kinds of sections that hold items only.
PLAIN = (
    "context",
    "objectives",
    "actions",
    "achievements",
    "planned_actions",
    "attention",
    "indicators",
    "audience",
    "governance",
)


def draw_section(draw: Draw, kind: str, year: int) -> Section:
    if kind == "partners":
        return Section(kind, partners=draw_partners(draw))
    if kind == "funding":
        return Section(kind, money=draw_money(draw))
    if kind == "calendar":
        entries = [
            Entry(draw_date(draw, year), draw(st.sampled_from(words.EVENTS))) for _ in range(draw(st.integers(1, 4)))
        ]
        return Section(kind, entries=tuple(entries))
    if kind in ("start_date", "end_date"):
        return Section("calendar", date=draw_date(draw, year), field=kind)
    if kind in ("status", "priority"):
        return Section("status", word=draw(st.sampled_from(STATUS if kind == "status" else PRIORITY)), field=kind)
    own = {"achievements": year - 1, "planned_actions": year}.get(kind)
    inner = own or year
    items = tuple(draw_item(draw, inner, deeper=True) for _ in range(draw(st.integers(1, 4))))
    return Section(kind, own, items)


def draw_fiche(draw: Draw, title: str, year: int) -> Fiche:
    extra = ("partners", "funding", "calendar", "start_date", "end_date", "status", "priority")
    kinds = draw(st.lists(st.sampled_from((*PLAIN, *extra)), min_size=2, max_size=8, unique=True))
    return Fiche(title, draw_charges(draw), tuple(draw_section(draw, kind, year) for kind in kinds))


@st.composite
def plans(draw: Draw) -> Plan:
    """Draw a plan of one to eight fiches."""
    year = draw(st.integers(2019, 2029))
    titles = list(draw(st.permutations(words.TITLES)))
    has_axes = draw(st.integers(0, 3)) > 0
    axe_titles = draw(st.lists(st.sampled_from(words.AXES), min_size=1, max_size=4 if has_axes else 1, unique=True))
    axes: list[Axe] = []
    for place, title in enumerate(axe_titles):
        count = draw(st.integers(1, 2 if len(axe_titles) > 1 else 5))
        transversal = len(axe_titles) > 1 and place == len(axe_titles) - 1 and draw(st.booleans())
        axes.append(Axe(title, transversal, tuple(draw_fiche(draw, titles.pop(), year) for _ in range(count))))
    return Plan(tuple(axes), has_axes, year)
