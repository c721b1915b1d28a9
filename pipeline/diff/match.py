"""Find what became of each fiche: by title, people and text, never by its number.

One old fiche goes with one new fiche first, the most alike before the others. What is left over and speaks of the same
as a fiche that already has its partner was split off it, or merged into it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.diff.likeness import Weights, alike, shared, weights, words
from pipeline.model import Fiche, Item
from pipeline.resolve.titles import same_title
from pipeline.vocabulary.folding import fold_label

TITLE, TEXT, PEOPLE = 0.5, 0.3, 0.2  # what each weighs in the likeness of two fiches
LETTERS = 80  # likeness of letters, of 100, from which it counts: any two titles are half alike
ENOUGH = 0.8  # what must be compared for a full score: the same people alone do not make two fiches one
SAME = 0.4  # from here on two fiches are one: two fiches of one plan that share their people stay below
PART = 0.5  # the part of a fiche's words that it must share with another to have been split off or merged into it
MIN_WORDS = 4  # words that two fiches must share to be parts of one


_ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{2}")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a fiche is known by."""

    fiche: Fiche
    title: str
    folded: str
    acronym: bool
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
    acronym = _ACRONYM.search(title) is not None
    return Profile(
        fiche, title, fold_label(title), acronym, words(title), people, frozenset().union(*map(words, texts))
    )


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
    if one.people and other.people:
        parts.append((PEOPLE, len(one.people & other.people) / len(one.people | other.people)))
    text = TEXT if one.words and other.words else 0.0
    total = max(sum(share for share, _ in parts) + text, ENOUGH)
    found = sum(share * value for share, value in parts)
    if found + text < SAME * total:  # not even the same text could make them one: most pairs end here
        return 0.0
    return (found + (text * alike(one.words, other.words, known) if text else 0.0)) / total


def _titles(one: Profile, other: Profile, known: Weights) -> float:
    if one.folded == other.folded:
        return 1.0
    # Only titles that share a word, or of which one may be an acronym, can say the same.
    common = not one.title_words.isdisjoint(other.title_words)
    if (common or one.acronym or other.acronym) and same_title(one.title, other.title):
        return 1.0
    by_letters = fuzz.ratio(one.folded, other.folded, score_cutoff=LETTERS) / 100
    return max(alike(one.title_words, other.title_words, known) if common else 0.0, by_letters)


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
