"""Answer a question from a collection's index: which fiches, and the passage of each that says it.

In: a collection's folder and a question. Out: answers, the best first (by the words' weight, else in the order of the
plans); each with the passage as it is printed and the places in it that answer.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.collection.layout import SEARCH, SEARCH_FORMAT
from pipeline.collection.passage import Passage, Passages
from pipeline.collection.question import Question
from pipeline.collection.words import alternatives, stemmer_version, words_of
from pipeline.errors import FichesError
from pipeline.model import EntityKind
from pipeline.resolve.keys import entity_key

_TITLE_WEIGHT = 5.0  # of a word in a title, against one in the rest of the fiche
_ONE_OF = "entity IN (SELECT value FROM json_each(?))"  # as many as there are: a statement takes only so many marks


class SearchError(FichesError):
    """A collection that cannot be asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A fiche that answers; `score` is the words' weight (BM25), the higher the better, nothing without words."""

    plan_id: str
    plan_title: str | None
    year: int | None
    file: str
    path: str
    fiche_id: str
    number: str | None
    title: str | None
    score: float | None
    passage: Passage


def search(collection: Path, question: Question, limit: int = 20) -> list[Answer]:
    """Give the best answers.

    Args:
        collection: a folder that `fiches merge` wrote.
        question: what is asked.
        limit: how many at most.

    Raises:
        SearchError: when the folder holds no collection that can be asked.
        MissingLibraryError: when the stemmer is not installed.
    """
    with _opened(collection) as base:
        try:
            return list(_Search(base, question).answers(limit))
        except sqlite3.DatabaseError as error:
            raise _damaged(collection, str(error)) from error


@contextlib.contextmanager
def _opened(collection: Path) -> Iterator[sqlite3.Connection]:
    path = collection / SEARCH
    if not path.is_file():
        raise SearchError(
            "no-collection", f"{collection}: holds no collection; give a folder that `fiches merge` wrote"
        )
    try:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.OperationalError as error:
        raise _damaged(collection, str(error)) from error
    try:
        about = dict(base.execute("SELECT name, value FROM about"))
    except sqlite3.DatabaseError as error:
        base.close()
        raise _damaged(collection, str(error)) from error
    try:
        if about != {"format": SEARCH_FORMAT, "stemmer": stemmer_version()}:
            raise SearchError(
                "other-version",
                f"{collection}: was indexed by other versions ({', '.join(about.values())}); merge again",
            )
        yield base
    finally:
        base.close()


def _damaged(collection: Path, reason: str) -> SearchError:
    return SearchError("index-damaged", f"{collection}: its {SEARCH} cannot be read ({reason}); merge again")


class _Search:
    """One question to one index."""

    def __init__(self, base: sqlite3.Connection, question: Question) -> None:
        self._base, self._question = base, question
        self._named = {
            "person": self._entities(question.person, EntityKind.PERSON),
            "organisation": self._entities(question.organisation, EntityKind.ORGANISATION),
            "funder": self._entities(question.funder, None),
        }
        self._wanted = [[alternatives(base, word) for word in phrase] for phrase in question.wanted]

    def answers(self, limit: int) -> Iterator[Answer]:
        """Give them, the best first; of two that are equal, the one that comes first in the collection."""
        query, values = self._query()
        passages = Passages(self._base, self._question, self._wanted, self._named)
        for fiche, score in self._base.execute(f"{query} LIMIT ?", [*values, limit]).fetchall():
            plan_id, plan_title, year, file, path, fiche_id, number, title = self._base.execute(
                "SELECT plans.id, plans.title, year, file, path, fiches.id, number, fiches.title"
                " FROM fiches JOIN plans USING (plan) WHERE fiche = ?",
                (fiche,),
            ).fetchone()
            weight = None if score is None else -score
            passage = passages.best(fiche)
            yield Answer(plan_id, plan_title, year, file, path, fiche_id, number, title, weight, passage)

    def _query(self) -> tuple[str, list[object]]:
        found: list[tuple[str, list[object]]] = [*self._name_conditions(), *self._value_conditions()]
        for phrase in self._question.unwanted:
            terms = [alternatives(self._base, word) for word in phrase]
            found.append(("FICHE NOT IN (SELECT rowid FROM words WHERE words MATCH ?)", [_phrases_of(terms)]))
        if self._wanted:
            fiche, score = "words.rowid", f"bm25(words, {_TITLE_WEIGHT}, 1.0)"
            source, order = "words", "2, 1"
            found.insert(0, ("words MATCH ?", [" AND ".join(f"({_phrases_of(terms)})" for terms in self._wanted)]))
        else:
            fiche, score, source, order = "fiches.fiche", "NULL", "fiches", "1"
        # Not `rowid IN …`, which SQLite takes for so many questions to the words, one a fiche.
        conditions = " AND ".join(condition for condition, _ in found).replace("FICHE", f"+{fiche}")
        values = [value for _, given in found for value in given]
        return f"SELECT {fiche}, {score} FROM {source} WHERE {conditions} ORDER BY {order}", values

    def _name_conditions(self) -> Iterator[tuple[str, list[object]]]:
        for name, entities in self._named.items():
            if entities is not None:
                paid = " AND funder" if name == "funder" else ""
                yield f"FICHE IN (SELECT fiche FROM occurrences WHERE {_ONE_OF}{paid})", [_array(entities)]

    def _value_conditions(self) -> Iterator[tuple[str, list[object]]]:
        question = self._question
        if question.first or question.last:
            yield (
                "EXISTS (SELECT 1 FROM dates WHERE dates.fiche = FICHE AND last >= ? AND first <= ?)",
                [question.first or "", question.last or "9999-12-31"],
            )
        if question.least is not None or question.most is not None:
            funders = self._named["funder"]
            paid = "" if funders is None else f" AND {_ONE_OF}"
            least = -1e308 if question.least is None else question.least
            most = 1e308 if question.most is None else question.most
            yield (
                f"FICHE IN (SELECT fiche FROM amounts WHERE high >= ? AND low <= ?{paid})",
                [least, most, *([] if funders is None else [_array(funders)])],
            )

    def _entities(self, name: str | None, kind: EntityKind | None) -> frozenset[int] | None:
        """Give the entities that a name may mean: those spelled so, and those of whose name these are words."""
        if name is None:
            return None
        kinds = [kind] if kind else [EntityKind.ORGANISATION, EntityKind.PERSON]
        found: set[int] = set()
        for each in kinds:
            keyed = self._base.execute(
                "SELECT entity FROM name_keys WHERE kind = ? AND key = ?", (each, entity_key(name, each))
            )
            found.update(entity for (entity,) in keyed)
            words = " AND ".join(f'"{word.terms.plain}"' for word in words_of(name))
            spelled = self._base.execute(
                "SELECT entity FROM spelled JOIN entities USING (entity)"
                " WHERE spelling IN (SELECT rowid FROM names_by_word WHERE names_by_word MATCH ?) AND kind = ?",
                (words, each),
            )
            found.update(entity for (entity,) in spelled)
        return frozenset(found)


def _array(entities: frozenset[int]) -> str:
    return json.dumps(sorted(entities))


def _phrases_of(terms: list[list[str]]) -> str:
    """Give the words of a phrase, each under any of its terms, as the index is asked for them."""
    phrases = [""]
    for alternatives_of_word in terms:
        phrases = [f"{before} {term}".strip() for before in phrases for term in alternatives_of_word][:64]
    return " OR ".join(f'"{phrase}"' for phrase in phrases)
