"""What is asked of a collection: words, people, bodies, days, sums.

In: what a user wrote. Out: the question, made only of terms, days and numbers of our own: nothing that a user writes
reaches the index as it is. Every text is a question; only one that asks for nothing is refused.
"""

import calendar
import math
import re
import unicodedata
from dataclasses import dataclass

from pipeline.collection.words import FUNCTION_WORDS, Terms, words_of
from pipeline.errors import FichesError

_PART = re.compile(r'(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<words>[^\s"]+))')
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MOST_WORDS = 50

Phrase = tuple[Terms, ...]


class QuestionError(FichesError):
    """A question that cannot be asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a fiche must have to be an answer.

    Attributes:
        wanted: words or phrases, all of them.
        unwanted: words or phrases, none of them.
        person: a name, or words of one.
        organisation: a name, acronym, or words of one.
        funder: the same, of a body that pays.
        first: a date on this day or later, YYYY-MM-DD.
        last: a date on this day or earlier.
        least: a sum of this many euros or more.
        most: a sum of this many euros or less.
    """

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    person: str | None = None
    organisation: str | None = None
    funder: str | None = None
    first: str | None = None
    last: str | None = None
    least: float | None = None
    most: float | None = None


def ask(
    words: str = "",
    *,
    person: str | None = None,
    organisation: str | None = None,
    funder: str | None = None,
    since: str | None = None,
    until: str | None = None,
    least: float | None = None,
    most: float | None = None,
) -> Question:
    """Make a question.

    Args:
        words: words that all must be there; `"…"` for words in this order, `-` before what must not be there.
        person: a person.
        organisation: a body.
        funder: a body that pays.
        since: a year, month or day: `2024`, `2024-03`, `2024-03-15`.
        until: the same; the whole of it counts.
        least: euros.
        most: euros.

    Raises:
        QuestionError: when nothing is asked, or a date or sum is none.
    """
    wanted, unwanted = _phrases(words)
    for number, option in ((least, "--min-amount"), (most, "--max-amount")):
        if number is not None and not math.isfinite(number):
            raise QuestionError("not-a-number", f"{option} is no number; give euros, as in 10000")
    for name, option in ((person, "--person"), (organisation, "--organisation"), (funder, "--funder")):
        if name is not None and not any(words_of(name)):
            raise QuestionError("no-name", f"{option} holds no name; give one, or words of one")
    question = Question(
        wanted, unwanted, person, organisation, funder,
        None if since is None else _day(since, "--from", last=False),
        None if until is None else _day(until, "--to", last=True),
        least, most,
    )  # fmt: skip
    if question == Question():
        raise QuestionError("nothing-asked", "nothing is asked; give words, or an option such as --person or --from")
    if question.first and question.last and question.first > question.last:
        raise QuestionError("no-such-day", "--from is after --to; exchange them")
    return question


def _phrases(text: str) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for found in _PART.finditer(unicodedata.normalize("NFC", text)):
        phrase = tuple(word.terms for word in words_of(found["phrase"] or found["words"] or ""))
        if phrase:
            # `l'eau` and `éco-quartier` are words in an order too
            (unwanted if found["without"] else wanted).append(phrase)
    if len(wanted) + len(unwanted) > _MOST_WORDS:
        raise QuestionError("too-long", f"more than {_MOST_WORDS} words are asked for; leave some out")
    telling = [phrase for phrase in wanted if len(phrase) > 1 or phrase[0].plain not in FUNCTION_WORDS]
    return tuple(dict.fromkeys(telling or wanted)), tuple(dict.fromkeys(unwanted))


def _day(text: str, option: str, *, last: bool) -> str:
    found = _DAY.fullmatch(text.strip())
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        raise _no_day(text, option)
    month = month or (12 if last else 1)
    most = calendar.monthrange(year, month)[1]
    day = day if day is not None else (most if last else 1)
    if not 1 <= day <= most:
        raise _no_day(text, option)
    return f"{year:04}-{month:02}-{day:02}"


def _no_day(text: str, option: str) -> QuestionError:
    return QuestionError("no-such-day", f"{option} {text}: is no day; write 2024, 2024-03 or 2024-03-15")
