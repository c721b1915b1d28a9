"""The dates of the published plan, read by others: `dateparser`'s search and EDS-NLP's `eds.dates`.

In: the texts of items with their fiche and the year that their section gives. Out: for each reader the days it
found in each fiche and its time. The others are helped: they are given the year too.
"""

import importlib.util
import json
import time
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from pipeline.extract.dates import find_dates, resolve_date
from pipeline.model import Item, Plan
from tests.enlarged import GOLD

# A fiche, a first day and a last one.
Days = tuple[str, str, str]
Reader = Callable[[str, int], Iterable[tuple[str, str]]]


class Text(NamedTuple):
    """An item's text, its fiche, and the year of its section, else of the plan."""

    fiche: str
    text: str
    year: int


def texts_of(plan: Plan) -> list[Text]:
    """Give what a plan's items say."""

    def below(fiche: str, year: int, items: Iterable[Item]) -> Iterable[Text]:
        for item in items:
            yield Text(fiche, item.text, year)
            yield from below(fiche, year, item.items)

    return [
        text
        for fiche in plan.fiches
        for section in fiche.sections
        for text in below(fiche.id, section.year or plan.year or 2000, section.items)
    ]


def gold_days() -> list[Days]:
    """Give every date that a person read in the plan."""
    plan = json.loads(GOLD.read_text(encoding="utf-8"))
    return [
        (fiche["id"], value["start"], value["end"])
        for fiche in plan["fiches"]
        for each in fiche["dates"]
        for value in each["values"]
    ]


def ours() -> Reader:
    """Our own grammar."""

    def read(text: str, year: int) -> Iterable[tuple[str, str]]:
        for printed in find_dates(text):
            for value in resolve_date(printed, year).values:
                yield value.start, value.end

    return read


def dateparser() -> Reader:
    """`dateparser.search.search_dates`: it gives days, whatever was printed."""
    from dateparser.search import search_dates

    def read(text: str, year: int) -> Iterable[tuple[str, str]]:
        settings = {"RELATIVE_BASE": datetime(year, 1, 1), "PREFER_DAY_OF_MONTH": "first"}
        for _, found in search_dates(text, languages=["fr"], settings=settings) or ():
            yield found.date().isoformat(), found.date().isoformat()

    return read


def eds() -> Reader:
    """EDS-NLP's `eds.dates`: year, month and day as far as printed."""
    import edsnlp

    nlp: Any = edsnlp.blank("eds")
    for pipe in ("eds.sentences", "eds.normalizer", "eds.dates"):
        nlp.add_pipe(pipe)

    def read(text: str, year: int) -> Iterable[tuple[str, str]]:
        for span in nlp(text).spans["dates"]:
            found = span._.date
            whole, month = getattr(found, "year", None) or year, getattr(found, "month", None)
            day = getattr(found, "day", None)
            if month is None and getattr(found, "year", None) is None:
                continue
            try:
                first = date(whole, month or 1, day or 1)
            except ValueError:
                continue
            last = first if day else date(whole, month or 12, monthrange(whole, month or 12)[1])
            yield first.isoformat(), last.isoformat()

    return read


READERS: dict[str, Callable[[], Reader]] = {"fiches": ours, "dateparser": dateparser, "edsnlp": eds}


def missing() -> list[str]:
    """Name the readers that are not installed."""
    return [name for name in READERS if name != "fiches" and importlib.util.find_spec(name) is None]


def score(name: str, texts: Iterable[Text], gold: list[Days]) -> dict[str, Any]:
    """Run a reader, once to warm up: its speed, its F1 on values and on first days alone."""
    read = READERS[name]()
    texts = list(texts)
    for text in texts:
        list(read(text.text, text.year))
    start = time.process_time()
    found = [(text.fiche, *days) for text in texts for days in read(text.text, text.year)]
    seconds = time.process_time() - start
    size = sum(len(text.text.encode()) for text in texts) / 1e6
    first_days = f1([(fiche, start) for fiche, start, _ in gold], [(fiche, start) for fiche, start, _ in found])
    return {"name": name, "megabytes_a_second": size / seconds, "f1": f1(gold, found), "f1_first_days": first_days}


def f1(gold: Iterable[tuple[str, ...]], found: Iterable[tuple[str, ...]]) -> float:
    """Compare two lists, each thing as often as it stands there."""
    wanted, given = Counter(gold), Counter(found)
    right = (wanted & given).total()
    return 2 * right / (wanted.total() + given.total()) if right else 0.0
