"""Find what became of each fiche: by title, people and text, never by its number.

One old fiche goes with one new fiche first, the most alike before the others. What is left over and speaks of the same
as a fiche that already has its partner was split off it, or merged into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.diff.likeness import Weights, alike, shared, weights, words
from pipeline.model import Fiche, Item
from pipeline.resolve.titles import same_title
from pipeline.vocabulary.folding import fold_label

TITLE, TEXT, PEOPLE = 0.5, 0.3, 0.2  # what each weighs in the likeness of two fiches
ENOUGH = 0.8  # what must be compared for a full score: the same people alone do not make two fiches one
SAME = 0.4  # from here on two fiches are one: two fiches of one plan that share their people stay below
PART = 0.5  # the part of a fiche's words that it must share with another to have been split off or merged into it
MIN_WORDS = 4  # words that two fiches must share to be parts of one


@dataclass(frozen=True, slots=True)
class Profile:
    """What a fiche is known by."""

    fiche: Fiche
    title: str
    title_words: frozenset[str]
    people: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of what: places in the old and the new plan, with how alike they are."""

    pairs: tuple[tuple[int, int, float], ...]
    split: dict[int, list[int]]  # an old fiche, and the new ones beside its partner that come from it
    merged: dict[int, list[int]]  # a new fiche, and the old ones beside its partner that went into it


def profile(fiche: Fiche, people: frozenset[str]) -> Profile:
    """Make the profile of a fiche whose referents are known by these keys."""
    title = fiche.title or ""
    texts = [title, *(text for section in fiche.sections for text in item_texts(section.items))]
    return Profile(fiche, title, words(title), people, frozenset().union(*map(words, texts)))


def item_texts(items: Sequence[Item]) -> list[str]:
    """Give the texts of items and of those nested in them."""
    found: list[str] = []
    for item in items:
        found.append(item.text)
        found += item_texts(item.items)
    return found


def match(old: Sequence[Profile], new: Sequence[Profile]) -> Matches:
    """Find what became of each fiche."""
    known = weights([one.words for one in (*old, *new)])
    scored = [
        (score, before, after)
        for before, one in enumerate(old)
        for after, other in enumerate(new)
        if (score := likeness(one, other, known)) >= SAME
    ]
    # The best first; of equals, those that carry the same number, then those that come first.
    scored.sort(key=lambda found: (-found[0], old[found[1]].fiche.number != new[found[2]].fiche.number, found[1:]))
    partner_of_old: dict[int, int] = {}
    partner_of_new: dict[int, int] = {}
    pairs = []
    for score, before, after in scored:
        if before not in partner_of_old and after not in partner_of_new:
            partner_of_old[before], partner_of_new[after] = after, before
            pairs.append((before, after, score))
    split = _parts(new, old, partner_of_new, partner_of_old, known)
    merged = _parts(old, new, partner_of_old, partner_of_new, known)
    return Matches(tuple(sorted(pairs)), split, merged)


def likeness(one: Profile, other: Profile, known: Weights) -> float:
    """Say how alike two fiches are, from 0 to 1; what neither of them gives does not count."""
    parts = []
    if one.title and other.title:
        parts.append((TITLE, _titles(one, other, known)))
    if one.words and other.words:
        parts.append((TEXT, alike(one.words, other.words, known)))
    if one.people and other.people:
        parts.append((PEOPLE, len(one.people & other.people) / len(one.people | other.people)))
    total = max(sum(share for share, _ in parts), ENOUGH)
    return sum(share * value for share, value in parts) / total


def _titles(one: Profile, other: Profile, known: Weights) -> float:
    if one.title == other.title or same_title(one.title, other.title):
        return 1.0
    by_words = alike(one.title_words, other.title_words, known)
    by_letters = fuzz.ratio(fold_label(one.title), fold_label(other.title)) / 100
    # Letters alone make any two titles half alike.
    return max(by_words, by_letters if by_letters > 0.8 else 0.0)


def _parts(
    loose: Sequence[Profile],
    whole: Sequence[Profile],
    partner_of_loose: dict[int, int],
    partner_of_whole: dict[int, int],
    known: Weights,
) -> dict[int, list[int]]:
    """Give each fiche without partner to the fiche, with a partner, whose words it shares most."""
    found: dict[int, list[int]] = {}
    for number, one in enumerate(loose):
        if number in partner_of_loose:
            continue
        shares = [
            (shared(one.words, whole[place].words, known), -place)
            for place in partner_of_whole
            if len(one.words & whole[place].words) >= MIN_WORDS
        ]
        share, place = max(shares, default=(0.0, 0))
        if share >= PART:
            found.setdefault(-place, []).append(number)
    return found
