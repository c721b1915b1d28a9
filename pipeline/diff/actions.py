"""What became of the actions that the old plan foresaw: reported as done in the new one, still foreseen, or gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.diff.likeness import Weights, alike, shared, weight, weights, words
from pipeline.model import Fiche, Item, SectionKind

FOUND = 0.45  # likeness (weighted Dice) from which two actions are one
INSIDE = 0.75  # the part of the shorter that is in the longer, from which it is the same action told at length
OWN = (
    0.4  # the part of an action's own words that must be found again: those of its heading are shared by its neighbours
)
MIN_WORDS = 2
MIN_INSIDE = 3  # words of a text that is told at length elsewhere


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An action of a fiche: its words and, for a nested one, those of the item it stands in."""

    text: str
    own: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an action: `done`, `continued` or `vanished`, and where the new plan says so."""

    text: str
    kind: str
    place: int | None
    found: str | None


def foreseen(fiche: Fiche) -> list[Foreseen]:
    """Give the actions that a fiche plans; where no section says that it plans, those of `Actions`."""
    planned = list(_actions(fiche, SectionKind.PLANNED_ACTIONS))
    return planned or list(_actions(fiche, SectionKind.ACTIONS))


def done(fiche: Fiche) -> list[Foreseen]:
    """Give what a fiche reports as done."""
    return list(_actions(fiche, SectionKind.ACHIEVEMENTS))


def _actions(fiche: Fiche, kind: SectionKind) -> Iterator[Foreseen]:
    for section in fiche.sections:
        if section.kind is kind:
            for item in section.items:
                yield from _leaves(item, "")


def _leaves(item: Item, above: str) -> Iterator[Foreseen]:
    """Give an action, or those nested in it: a heading such as « 4 webinaires : » is no action itself."""
    if not item.items:
        yield Foreseen(item.text, words(item.text), words(f"{above} {item.text}"))
    for nested in item.items:
        yield from _leaves(nested, f"{above} {item.text}")


def outcomes(old: Fiche, new: Sequence[Fiche]) -> Iterator[Outcome]:
    """Say what became of each action that a fiche foresaw, in the fiches that it has become."""
    planned = foreseen(old)
    reported = [(place, one) for place, fiche in enumerate(new) for one in done(fiche)]
    again = [(place, one) for place, fiche in enumerate(new) for one in foreseen(fiche)]
    known = weights([one.words for one in planned] + [one.words for _, one in (*reported, *again)])
    for action in planned:
        ways = (
            (_same, "done", reported),
            (_same, "continued", again),
            (_best, "done", reported),
            (_best, "continued", again),
        )
        for find, kind, candidates in ways:
            found = find(action, candidates, known)
            if found is not None:
                yield Outcome(action.text, kind, found[0], found[1].text)
                break
        else:
            yield Outcome(action.text, "vanished", None, None)


def _same(action: Foreseen, candidates: Sequence[tuple[int, Foreseen]], _: Weights) -> tuple[int, Foreseen] | None:
    return next((found for found in candidates if found[1].text == action.text), None)


def _best(action: Foreseen, candidates: Sequence[tuple[int, Foreseen]], known: Weights) -> tuple[int, Foreseen] | None:
    best, most = None, 0.0
    for place, other in candidates:
        score = _likeness(action, other, known)
        if score > most:
            best, most = (place, other), score
    return best


def _likeness(one: Foreseen, other: Foreseen, known: Weights) -> float:
    """Say how alike two actions are; 0 for those that only stand in the same surroundings."""
    if len(one.words & other.words) < MIN_WORDS:
        return 0.0
    if weight(one.own & other.words, known) < OWN * weight(one.own, known):
        return 0.0
    score = alike(one.words, other.words, known)
    long_enough = min(len(one.words), len(other.words)) >= MIN_INSIDE
    inside = long_enough and shared(one.words, other.words, known) >= INSIDE
    return score if score >= FOUND or inside else 0.0
