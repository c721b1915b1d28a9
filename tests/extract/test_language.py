import subprocess
import sys

import pytest

from pipeline.extract.language import CODE, blank, rulers

# Text, then the entities whose bounds must be bounds of tokens.
SENTENCES = [
    ("Confié à Jean-Luc d'Aubigny, élu.", ["Jean-Luc d'Aubigny", "Aubigny"]),
    ("Atelier à L'Haÿ-les-Roses (Val-de-Marne)", ["L'Haÿ-les-Roses", "Val-de-Marne"]),
    ("la Communauté d'agglomération du Haut-Morval", ["Communauté d'agglomération du Haut-Morval"]),
    ("avec la CC du Pays de Tarance.", ["CC du Pays de Tarance", "Pays de Tarance"]),
    ("dans le Val-d'Oise et les Côtes-d'Armor", ["Val-d'Oise", "Côtes-d'Armor"]),
    ("soutien de l'ADEME, de l’Insee et d'Enedis", ["ADEME", "Insee", "Enedis"]),
    ("formation (CNFPT)", ["CNFPT"]),
    ("DREAL/ADEME, A/B et Paris/Lyon", ["DREAL", "ADEME", "A", "B", "Paris", "Lyon"]),
    ("Moulin & Fils, R&D, X & Y", ["Moulin & Fils", "R&D", "X & Y"]),
    ("guide «Les Toits» et «\u00a0Les Murs\u00a0» de l'Orvance", ["Les Toits", "Les Murs", "Orvance"]),
    ('le club "Énergies"', ["Énergies"]),
    ("aujourd'hui quelqu'un d'Orvance entr'aide Crozes", ["Orvance", "Crozes"]),
    ("M. Carval et Mme Duvivier, etc.", ["Carval", "Duvivier"]),
    ("n°3 : C.R.E.S.S. Bretagne", ["C.R.E.S.S. Bretagne", "Bretagne"]),
    ("Lot n°12, DDT", ["DDT"]),
    ("porté par l'Avise.", ["Avise"]),
    ("avec ESS France; CNFPT ;", ["ESS France", "CNFPT"]),
    ("Yannick L'Hostis et N. Carval", ["Yannick L'Hostis", "N. Carval"]),
    ("jusqu'à Tarance, lorsqu'Orvance et qu'Ouistrel", ["Tarance", "Orvance", "Ouistrel"]),
    ("Saint-Étienne-du-Rouvray, Aix-en-Provence…", ["Saint-Étienne-du-Rouvray", "Aix-en-Provence"]),
    (
        "Auvergne-Rhône-Alpes et Bourgogne - Franche-Comté",
        ["Auvergne-Rhône-Alpes", "Bourgogne - Franche-Comté"],
    ),
    ("IE-EFC : Fatoumata DIALLO-N'GUESSAN,Orvance", ["IE-EFC", "Fatoumata DIALLO-N'GUESSAN", "Orvance"]),
    ("Partenaires: Orvance; Tarance - Crozes – Rouvres", ["Orvance", "Tarance", "Crozes", "Rouvres"]),
    ("sera-t-il prêt ? Orvance le sera-t-elle ?", ["Orvance"]),
]


def bounds(doc):
    return {token.idx for token in doc}, {token.idx + len(token) for token in doc}


def occurrences(text, name):
    start = text.find(name)
    while start >= 0:
        before, after = text[:start], text[start + len(name) :]
        if not (before[-1:].isalnum() or after[:1].isalnum()):
            yield start, start + len(name)
        start = text.find(name, start + 1)


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_entities_begin_and_end_with_tokens(text, names):
    starts, ends = bounds(blank()(text))
    for name in names:
        found = list(occurrences(text, name))
        assert found
        assert all(start in starts and end in ends for start, end in found), name


def test_entities_begin_and_end_with_tokens_of_the_official_language():
    """In a process of its own: importing the official language must not reach the other tests."""
    code = (
        "import spacy; from tests.extract.test_language import SENTENCES, bounds, occurrences\n"
        "nlp = spacy.blank('fr')\n"
        "for text, names in SENTENCES:\n"
        "    starts, ends = bounds(nlp(text))\n"
        "    for name in names:\n"
        "        for start, end in occurrences(text, name):\n"
        "            assert start in starts and end in ends, (name, [token.text for token in nlp(text)])\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_official_language_is_never_imported():
    code = (
        "import sys; from pipeline.extract.entities import read_entities\n"
        "assert 'spacy' not in sys.modules\n"
        "list(read_entities(['La CRESS Bretagne.'], [('Orvance', 'organisation')]))\n"
        "assert 'spacy.lang.fr' not in sys.modules\n"
        "assert 'spacy' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l'ADEME aujourd'hui", ["l'", "ADEME", "aujourd'hui"]),
        ("l’ex-CGET", ["l’", "ex-", "CGET"]),
        ("Jean-Luc d'Aubigny", ["Jean-Luc", "d'", "Aubigny"]),
        ("et/l'Avise (l'Orvance)", ["et", "/", "l'", "Avise", "(", "l'", "Orvance", ")"]),
        ("M.Durand, n°3.", ["M.", "Durand", ",", "n°", "3", "."]),
        ("la CRESS. Un rendez-vous", ["la", "CRESS", ".", "Un", "rendez-vous"]),
        ("sont-ils", ["sont", "-ils"]),
        ("C.R.E.S.S.", ["C.R.E.S.S."]),
        ("CGET-ANCT, Haut-Morval", ["CGET", "-", "ANCT", ",", "Haut-Morval"]),
    ],
)
def test_tokens(text, tokens):
    assert [token.text for token in blank()(text)] == tokens


def test_tokens_give_the_text_back():
    text = "  Étude «20 ans»…  l'ADEME\u00a0: 10\u202f000 €, 16/02/22 ! "
    assert blank()(text).text == text


def test_blank_is_our_language():
    assert blank().lang == CODE


def test_rulers_match_capitals_as_told():
    nlp = blank()
    both = rulers(
        nlp,
        [("CRESS", "organisation", "gazetteer")],
        [("Banque des Territoires", "organisation", "gazetteer")],
    )
    doc = nlp("cress, CRESS, BANQUE DES TERRITOIRES")
    for ruler in both:
        ruler(doc)
    assert sorted(span.text for spans in doc.spans.values() for span in spans) == [
        "BANQUE DES TERRITOIRES",
        "CRESS",
    ]
