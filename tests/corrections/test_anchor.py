"""A quoted passage is found again whatever happens around it, or reported; never in another place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corrections.anchor import Anchor, Lost, Place, anchor_at, locate

TEXT = (
    "Pilote : Odile Crozet\nPartenaires : Cose, Ville de Tarance et Cose\n\nPilote : Odile Crozet\nPartenaires : Cose\n"
)


def place_of(text: str, exact: str, number: int = 0) -> Place:
    start = [match.start() for match in re.finditer(re.escape(exact), text)][number]
    return Place(start, start + len(exact))


def test_an_anchor_finds_its_own_place() -> None:
    for number in range(3):
        place = place_of(TEXT, "Cose", number)
        assert locate(TEXT, anchor_at(TEXT, place.start, place.end)) == place


def test_surroundings_grow_until_the_passage_is_alone() -> None:
    text = "Pilote : Odile Crozet, Tarance\n" * 4 + "Fin\n"
    place = place_of(text, "Odile", 2)
    anchor = anchor_at(text, place.start, place.end)
    assert len(anchor.suffix) > 24
    assert locate(text, anchor.model_copy(update={"start": None})) == place


def test_lines_put_on_top() -> None:
    place = place_of(TEXT, "Ville de Tarance")
    anchor = anchor_at(TEXT, place.start, place.end)
    top = "Une ligne de plus\n" * 10
    assert locate(top + TEXT, anchor) == Place(place.start + len(top), place.end + len(top))


def test_a_reflow_is_no_change() -> None:
    place = place_of(TEXT, "Ville de Tarance")
    anchor = anchor_at(TEXT, place.start, place.end)
    text = TEXT.replace("Ville de Tarance", "Ville de\n  Tarance").replace("Cose, ", "Cose,\n")
    found = locate(text, anchor)
    assert isinstance(found, Place)
    assert text[found.start : found.end] == "Ville de\n  Tarance"


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("rien de tel", Anchor(exact="Cose", start=2), Lost.GONE),
        ("Cose et Cose", Anchor(exact="Cose"), Lost.AMBIGUOUS),
        ("Cose et Cose", Anchor(exact="Cose", start=8), Place(8, 12)),
        ("un autre monde où Cose se tient", Anchor(exact="Cose", prefix="Partenaires : ", suffix=", Ville"), Lost.GONE),
        ("Partenaires : Cose, Mairie", Anchor(exact="Cose", prefix="Partenaires : ", suffix=", Ville"), Place(14, 18)),
        ("A : Cose. A : Cose.", Anchor(exact="Cose", prefix="A : ", suffix="."), Lost.AMBIGUOUS),
    ],
)
def test_what_is_not_certain_is_said(text: str, anchor: Anchor, expected: Place | Lost) -> None:
    assert locate(text, anchor) == expected


def test_the_window_decides_between_twins() -> None:
    second = TEXT.index("Pilote", 5)
    anchor = Anchor(exact="Odile Crozet", prefix="Pilote : ", suffix="\n")
    assert locate(TEXT, anchor) is Lost.AMBIGUOUS
    assert locate(TEXT, anchor, Place(second, len(TEXT))) == place_of(TEXT, "Odile Crozet", 1)


def test_a_long_passage_is_known_by_its_beginning() -> None:
    text = "Contexte : " + "des mots et " * 60
    anchor = anchor_at(text, 11, len(text))
    assert len(anchor.exact) <= 160
    found = locate("avant\n" + text, anchor)
    assert isinstance(found, Place)
    assert found.start == 17


WORDS = st.sampled_from(
    ["Cose", "Odile Crozet", "Ville de Tarance", " et ", ", ", "\n", " : ", "Partenaires", "élan", "9"]
)
SOURCE = st.lists(WORDS, min_size=12, max_size=60).map("".join)


@given(source=SOURCE, data=st.data())
def test_edits_around_a_passage_never_move_it_elsewhere(source: str, data: st.DataObject) -> None:
    """Insert and delete around the passage: it is found where it went, or reported."""
    places = [match.span() for match in re.finditer("Cose|Odile Crozet|Ville de Tarance", source)]
    if not places:
        return
    start, end = data.draw(st.sampled_from(places))
    anchor = anchor_at(source, start, end)
    before, exact, behind = source[:start], source[start:end], source[end:]
    for _ in range(data.draw(st.integers(1, 3))):
        inserted = data.draw(WORDS)
        side = data.draw(st.booleans())
        part = before if side else behind
        at = data.draw(st.integers(0, len(part)))
        cut = data.draw(st.integers(0, 6)) if data.draw(st.booleans()) else 0
        part = part[:at] + inserted + part[min(len(part), at + cut) :]
        before, behind = (part, behind) if side else (before, part)
    text = before + exact + behind
    found = locate(text, anchor)
    if not isinstance(found, Lost):
        assert text[found.start : found.end].split() == exact.split()
        if found != Place(len(before), len(before) + len(exact)):
            # Only a passage in surroundings that are no further from those quoted may be taken for it.
            kept = _kept(text, anchor, Place(len(before), len(before) + len(exact)))
            assert _kept(text, anchor, found) > kept


def _kept(text: str, anchor: Anchor, place: Place) -> int:
    def common(one: str, other: str) -> int:
        return next(
            (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
        )

    before, behind = " ".join(text[: place.start].split(" ")), text[place.end :]
    fold = re.compile(r"\s+")
    return common(fold.sub(" ", before)[::-1], anchor.prefix[::-1]) + common(fold.sub(" ", behind), anchor.suffix)


@given(source=SOURCE, top=st.text(alphabet="abcé\n ", max_size=80), data=st.data())
def test_text_put_far_away_changes_nothing(source: str, top: str, data: st.DataObject) -> None:
    places = [match.span() for match in re.finditer("Cose|Odile Crozet|Ville de Tarance", source)]
    if not places:
        return
    start, end = data.draw(st.sampled_from(places))
    anchor = anchor_at(source, start, end)
    right = Place(start + len(top) + 3, end + len(top) + 3)
    assert locate(top + " . " + source, anchor) in (right, Lost.AMBIGUOUS, Lost.GONE)
