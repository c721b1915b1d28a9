import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.entities import read_entities
from pipeline.extract.language import word_kinds
from pipeline.extract.names import gazetteer, rules
from pipeline.model import EntityKind, Origin
from pipeline.vocabulary.words import is_first_name


def names(text, known=()):
    (found,) = read_entities([text], known)
    return [(entity.text, entity.label.value) for entity in found]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_examples(rule):
    assert rule.positive
    assert rule.negative
    for text, *expected in rule.positive:
        assert [text[start:end] for start, end in rule.find(text)] == expected
    for text in rule.negative:
        assert not list(rule.find(text)), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Convention avec l'ADEME et la Banque des Territoires.", ["ADEME", "Banque des Territoires"]),
        ("la DREAL Grand Est, la CRESS et l'ARS", ["DREAL Grand Est", "CRESS", "ARS"]),
        ("avec le Conseil départemental de la Nièvre", ["Conseil départemental de la Nièvre"]),
        ("BANQUE DES TERRITOIRES", ["BANQUE DES TERRITOIRES"]),
        ("le labo de l’ESS et le Labo de l’ESS", ["labo de l’ESS", "Labo de l’ESS"]),
        ("La Fondation Crédit coopératif finance", ["Fondation Crédit coopératif"]),
    ],
)
def test_organisations(text, expected):
    assert names(text) == [(name, "organisation") for name in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rencontre à Niort (Deux-Sèvres) en région PACA", ["Niort", "Deux-Sèvres", "PACA"]),
        ("dans le département du Lot puis en Île-de-France", ["Lot", "Île-de-France"]),
    ],
)
def test_places(text, expected):
    assert names(text) == [(name, "place") for name in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Jean-Luc d’Aubigny, Fatoumata DIALLO / Mme Orvance",
            ["Jean-Luc d’Aubigny", "Fatoumata DIALLO", "Orvance"],
        ),
        ("Nguyen (Thi Carval)", ["Thi Carval"]),
    ],
)
def test_persons(text, expected):
    assert names(text) == [(name, "person") for name in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Développer l'ESS, les PTCE et les SCIC dans les QPV",
        "Outiller les élus",
        "AXE 2 : COOPÉRATION ÉCONOMIQUE",
        "Publication de «Vingt ans d'action»",
        "En Mars, Avril et Mai 2024",
        "France 2030 et Petites villes de demain",
        "Claire présente le Projet",
        "État des lieux",
        "Lot n°3 : voirie",
        "",
        "   ",
    ],
)
def test_no_entity(text):
    assert names(text) == []


def test_declared_names():
    known = [("Pain Levé", "organisation"), ("GLOB", "organisation"), ("Crozes", "place")]
    assert names("PAIN LEVÉ, pain levé, GLOB, Glob, Crozes", known) == [
        ("PAIN LEVÉ", "organisation"),
        ("GLOB", "organisation"),
        ("Crozes", "place"),
    ]
    (found,) = read_entities(["GLOB et ADEME à Orvance Métropole"], known)
    assert [entity.origin for entity in found] == [Origin.DECLARED, Origin.GAZETTEER, Origin.RULE]


def test_declared_label_wins():
    assert names("la Région Bretagne", [("Région Bretagne", "organisation")]) == [("Région Bretagne", "organisation")]


def test_declared_names_do_not_outlive_the_call():
    assert names("GLOB", [("GLOB", "organisation")])
    assert not names("GLOB")


def test_unknown_label_is_refused():
    with pytest.raises(ValueError, match="firm"):
        list(read_entities(["x"], [("x", "firm")]))


def test_gazetteer_spellings_are_unique_and_clean():
    spellings = [name.text for name in gazetteer()]
    assert len(spellings) == len(set(spellings))
    assert all(spelling == " ".join(spelling.split()) for spelling in spellings)
    assert {name.label for name in gazetteer()} == {EntityKind.ORGANISATION, EntityKind.PLACE}


def test_kinds_of_single_words():
    kinds = word_kinds()
    assert [kinds.get(word) for word in ("Fatoumata", "NIORT", "Kenya", "Texas", "ADEME", "PTCE", "Orvance")] == [
        "first_names", "cities", "countries", "lands", "bodies", "concepts", None,
    ]  # fmt: skip
    assert not any(" " in word for word in kinds)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SYDOM du Jura et CCAS de Niort", ["SYDOM du Jura", "CCAS de Niort"]),
        ("l'ADEME Bretagne, à Rennes", ["ADEME Bretagne", "Rennes"]),
        ("l'ADEME et Rennes", ["ADEME", "Rennes"]),
        ("Banque des Territoires Bretagne", ["Banque des Territoires", "Bretagne"]),
    ],
)
def test_a_body_keeps_its_territory(text, name):
    assert [found for found, _ in names(text, [("SYDOM", "organisation"), ("CCAS", "organisation")])] == name


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Région Bretagne : 12 000 €", "organisation"),
        ("ADEME et Département de la Corrèze", "organisation"),
        ("dans la Région Bretagne", "place"),
        ("à l'échelle de la Région Bretagne", "place"),
        ("ateliers (Normandie, Région Bretagne)", "place"),
        ("Région Bretagne, Normandie", "place"),
    ],
)
def test_a_region_acts_unless_it_lies_somewhere(text, label):
    assert ("Région Bretagne" if "Région" in text else "Département de la Corrèze", label) in names(text)


def test_first_names_of_all_origins():
    assert all(map(is_first_name, ["Jean-Luc", "FATOUMATA", "Mehdi", "Thi", "João", "Maïwenn"]))
    assert not is_first_name("Outiller")


@given(
    st.lists(
        st.sampled_from(["l'", "ADEME", " ", "Paul Durand", "«", "»", ", ", "Région ", "PACA", "\u00a0", "’", "é", "-"])
    )
)
def test_spans_are_slices_in_order(parts):
    text = "".join(parts)
    (found,) = read_entities([text])
    assert all(text[entity.start : entity.end] == entity.text for entity in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "A" * 50_000,
        "Aa " * 20_000,
        "Fondation de " * 5_000,
        "Jean-" * 10_000,
        "d'" * 20_000,
        "ministère de la Culture et " * 2_000,
    ],
)
def test_adversarial_text_is_read_in_linear_time(text):
    begun = time.process_time()
    list(read_entities([text]))
    assert time.process_time() - begun < 3


def test_one_endless_line_is_read_in_pieces():
    text = "Convention avec l’ADEME et Paul Orvance. " * 2_000
    (found,) = read_entities([text])
    assert len(found) == 4_000
    assert all(text[entity.start : entity.end] == entity.text for entity in found)
