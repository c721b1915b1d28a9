"""The index that `fiches search` asks: one SQLite file with the words, names, dates and sums of every fiche.

In: plans one by one, then which of their entities are one. Out: the tables below. Words are kept as terms only; what is
shown is cut from the canonical text, of which each plan has its own, compressed.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from pipeline.collection.layout import SEARCH_FORMAT
from pipeline.collection.listing import Document
from pipeline.collection.words import Word, stemmer_version, words_of
from pipeline.model import Fiche, Plan
from pipeline.write.jsonl import fiche_words
from pipeline.write.tables.walk import FicheDates, placed_items

_SCHEMA = """
CREATE TABLE search.about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE search.plans (
    plan INTEGER PRIMARY KEY, id TEXT, title TEXT, year INTEGER, file TEXT, path TEXT, text BLOB
);
CREATE TABLE search.fiches (
    fiche INTEGER PRIMARY KEY, plan INTEGER, id TEXT, number TEXT, title TEXT, span_start INTEGER, span_end INTEGER
);
CREATE TABLE search.passages (
    fiche INTEGER, span_start INTEGER, span_end INTEGER, page INTEGER, PRIMARY KEY (fiche, span_start, span_end)
) WITHOUT ROWID;
CREATE TABLE search.dates (
    fiche INTEGER, first TEXT, last TEXT, span_start INTEGER, span_end INTEGER,
    PRIMARY KEY (fiche, first, last, span_start, span_end)
) WITHOUT ROWID;
CREATE TABLE search.amounts (
    fiche INTEGER, low REAL, high REAL, entity INTEGER, span_start INTEGER, span_end INTEGER
);
CREATE TABLE search.occurrences (
    entity INTEGER, fiche INTEGER, span_start INTEGER, span_end INTEGER, funder INTEGER,
    PRIMARY KEY (entity, fiche, span_start, span_end, funder)
) WITHOUT ROWID;
CREATE TABLE search.entities (entity INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT);
CREATE TABLE search.name_keys (
    kind TEXT, key TEXT, entity INTEGER, PRIMARY KEY (kind, key, entity)
) WITHOUT ROWID;
CREATE TABLE search.spelled (spelling INTEGER PRIMARY KEY, entity INTEGER);
CREATE TABLE search.spellings (plain TEXT, term TEXT, PRIMARY KEY (plain, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search.words USING fts5 (title, body, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE search.names_by_word USING fts5 (words, content = '', tokenize = 'ascii');
CREATE TABLE named (number INTEGER, fiche INTEGER, span_start INTEGER, span_end INTEGER, funder INTEGER);
"""


class Index:
    """Fills the index. `base` is the collection's base that is thrown away; the index is attached to it."""

    def __init__(self, base: sqlite3.Connection, path: Path) -> None:
        """Make the file."""
        self._base = base
        self._fiches = 0
        base.execute("ATTACH ? AS search", (str(path),))
        base.execute("PRAGMA search.journal_mode = OFF")  # the file is thrown away if anything goes wrong
        base.execute("PRAGMA search.synchronous = OFF")
        base.executescript(_SCHEMA)

    def add(self, document: Document, numbers: dict[str, int]) -> None:
        """Add a plan.

        Args:
            document: the plan.
            numbers: the number of each of its entities, by its id.
        """
        plan = document.plan
        packed = zlib.compress(document.text.encode("utf-8"), 6)
        row = document.number, plan.id, plan.title, plan.year, plan.source.file, document.path, packed
        self._base.execute("INSERT INTO search.plans VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        first = self._fiches + 1
        places = {fiche.id: first + rank for rank, fiche in enumerate(plan.fiches)}
        for fiche in plan.fiches:
            self._add_fiche(document.number, places[fiche.id], fiche, numbers)
        self._many("named", 5, _named(plan, places, numbers))
        self._fiches += len(plan.fiches)

    def _add_fiche(self, plan: int, number: int, fiche: Fiche, numbers: dict[str, int]) -> None:
        span = fiche.span
        row = number, plan, fiche.id, fiche.number, fiche.title, span.start, span.end
        self._base.execute("INSERT INTO search.fiches VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._many(
            "passages",
            4,
            (
                (number, placed.item.span.start, placed.item.span.end, placed.item.span.page)
                for placed in placed_items(fiche)
            ),
        )
        self._many(
            "dates",
            5,
            (
                (number, value.start, value.end, mention.span.start, mention.span.end)
                for mention in FicheDates(fiche).mentions
                for value in mention.values
            ),
        )
        self._many(
            "amounts",
            6,
            (
                (
                    number, amount.value, amount.value if amount.max is None else amount.max,
                    numbers.get(funding.entity_id or ""), amount.span.start, amount.span.end,
                )
                for funding in fiche.funding
                for amount in funding.amounts
                if amount.currency == "EUR"
            ),
        )  # fmt: skip
        title = list(words_of(fiche.title or ""))
        body = [word for text in fiche_words(fiche) for word in words_of(text)]
        self._base.execute(
            "INSERT INTO search.words (rowid, title, body) VALUES (?, ?, ?)", (number, _joined(title), _joined(body))
        )
        accented = {(word.terms.plain, word.terms.term) for word in body if word.terms.term != word.terms.bare}
        self._many("spellings", 2, sorted(accented))

    def _many(self, table: str, cells: int, rows: Iterable[tuple[object, ...]]) -> None:
        schema = "main" if table == "named" else "search"
        marks = ", ".join("?" * cells)
        self._base.executemany(f"INSERT OR IGNORE INTO {schema}.{table} VALUES ({marks})", rows)

    def add_entity(self, number: int, identity: str, kind: str, name: str, spellings: dict[str, str]) -> None:
        """Add an entity of the collection.

        Args:
            number: the least number of the names that are one in it.
            identity: its id in the collection.
            kind: what it is.
            name: its name.
            spellings: every name and acronym it is printed with, with the key of each.
        """
        self._base.execute("INSERT INTO search.entities VALUES (?, ?, ?, ?)", (number, identity, kind, name))
        self._many("name_keys", 3, ((kind, key, number) for key in dict.fromkeys(spellings.values())))
        for spelling in spellings:
            place = self._base.execute("INSERT INTO search.spelled (entity) VALUES (?)", (number,)).lastrowid
            words = " ".join(word.terms.plain for word in words_of(spelling))
            self._base.execute("INSERT INTO search.names_by_word (rowid, words) VALUES (?, ?)", (place, words))

    def finish(self) -> None:
        """Turn the numbers of names into those of entities, and make the indexes."""
        self._base.execute(
            "INSERT OR IGNORE INTO search.occurrences SELECT root, fiche, span_start, span_end, funder"
            " FROM named JOIN members USING (number) ORDER BY 1, 2, 3, 4, 5"
        )
        self._base.execute(
            "UPDATE search.amounts SET entity = (SELECT root FROM members WHERE number = entity)"
            " WHERE entity IS NOT NULL"
        )
        self._base.execute("CREATE INDEX search.amounts_by_fiche ON amounts (fiche, low, high)")
        self._base.execute("CREATE INDEX search.amounts_by_entity ON amounts (entity, low, high)")
        self._base.execute("CREATE INDEX search.occurrences_by_fiche ON occurrences (fiche)")
        for words in ("words", "names_by_word"):
            self._base.execute(f"INSERT INTO search.{words} ({words}) VALUES ('optimize')")
        about = {"format": SEARCH_FORMAT, "stemmer": stemmer_version()}
        self._many("about", 2, about.items())


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.terms.term for word in words)


def _named(plan: Plan, places: dict[str, int], numbers: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for entity in chain(plan.people, plan.organisations, plan.places):
        for said in entity.occurrences:
            if said.fiche_id is not None:
                span = said.span
                yield numbers[entity.id], places[said.fiche_id], span.start, span.end, said.as_ == "funder"
