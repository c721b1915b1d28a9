import pytest

from pipeline.extract.judge import judge, strict
from pipeline.model import EntityKind, Origin

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def read(*texts, guesses=(), known=()):
    """Judge texts in which a model sees `guesses` and the lists `known`, each (name, label)."""
    found = []
    for text in texts:
        names = []
        for origin, seen in ((Origin.NER, guesses), (Origin.GAZETTEER, known)):
            for name, label in seen:
                start = text.find(name)
                if start >= 0:
                    names.append(strict(text, start, start + len(name), label, origin))
        found.append(names)
    return [
        [(name.text, name.label) for name in names] for names in judge(texts, found, [[] for _ in texts], agreeing=True)
    ]


@pytest.mark.parametrize(
    ("text", "guess", "label"),
    [
        ("Outiller les élus", "Outiller", PERSON),
        ("Sensibilisation des agents", "Sensibilisation", BODY),
        ("développer l'ESS", "ESS", BODY),
        ("DÉVELOPPER LES FILIÈRES LOCALES", "FILIÈRES", BODY),
        ("l'Appel à projets régional", "Appel", BODY),
        ("le Forum national du vélo", "Forum national du vélo", BODY),
        ("Comité de pilotage : mars", "Comité de pilotage", BODY),
        ("publication de l'étude « Crozes demain »", "Crozes demain", BODY),
        ("projet TRAMEO", "TRAMEO", BODY),
        ("le 12/03", "12/03", PLACE),
        ("Mars à mai : travaux", "Mars", PLACE),
        ("une baisse de 12 kWh", "kWh", BODY),
        ("Total | 20 000 €", "Total", BODY),
        ("Total : 20 000 €", "Total", BODY),
        ("Total des dépenses", "Total des dépenses", BODY),
        ("Un·e Klaro sur quatre", "Un·e Klaro", PERSON),
        ("L'article L. 125-1 du code rural", "L. 125", BODY),
        ("S1 : recensement par téléphone", "S1", PLACE),
        ("bilan au T3 2026", "T3 2026", PLACE),
        ("fermé dès la Toussaint", "Toussaint", BODY),
        ("articles L.125-1 et R*. 214-3", "R*. 214-3", PERSON),
        ("selon l'article D612-3", "D612-3", PLACE),
        ("La seconde réunit trois GAL français", "GAL", BODY),
        ("avec les autres AMAP du département", "AMAP", BODY),
        ("douze CPIE et 14 MJC", "MJC", BODY),
    ],
)
def test_what_only_looks_like_a_name_goes(text, guess, label):
    assert read(text, guesses=[(guess, label)]) == [[]]


@pytest.mark.parametrize(
    ("text", "guess", "label"),
    [
        ("avec l'association « Crozes demain »", "Crozes demain", BODY),
        ("Association des élus ruraux", "Association des élus ruraux", BODY),
        ("avec Paul Orvance", "Paul Orvance", PERSON),
        ("PAUL ORVANCE", "PAUL ORVANCE", PERSON),
    ],
)
def test_names_stay(text, guess, label):
    assert read(text, guesses=[(guess, label)]) == [[(guess, label)]]


@pytest.mark.parametrize(
    ("text", "guess", "label", "right"),
    [
        ("exploité par Klaro", "Klaro", PERSON, BODY),
        ("exploité par Klaro", "Klaro", PLACE, BODY),
        ("une réunion à Tarance", "Tarance", PERSON, PLACE),
        ("moins fort au Clos-Tarance", "Clos-Tarance", PERSON, PLACE),
        ("Mme Klaro", "Klaro", PERSON, PERSON),
        ("a coopéré avec la Galice de 2017 à 2020", "Galice", PLACE, PLACE),
        ("un échange avec l'Émilie", "Émilie", PLACE, PLACE),
        ("mené avec Klaro", "Klaro", PLACE, BODY),
        ("avec l'ADIL du Tarn", "ADIL du Tarn", PERSON, BODY),
        ("avec Jean du Tarn", "Jean du Tarn", PERSON, PERSON),
        ("Région Bretagne", "Région Bretagne", PLACE, PLACE),
        ("le potager de Tarancière est en friche", "Tarancière", PLACE, PLACE),
        ("un site à Josselin", "Josselin", PERSON, PLACE),
        ("confié à Josselin", "Josselin", PERSON, PERSON),
        ("les radios, Radio Tarance et la radio", "Radio Tarance", PERSON, BODY),
        ("avec Bouge ton Klaro", "Bouge ton Klaro", PERSON, BODY),
        ("avec Ouessane de la Tarance, de la ville", "Ouessane de la Tarance", PERSON, PERSON),
        ("le petit Jean Petit", "Jean Petit", PERSON, PERSON),
        ("chez ESN Tarance", "ESN Tarance", PERSON, BODY),
        ("avec OUESSANE Klaro", "OUESSANE Klaro", PERSON, PERSON),
        ("avec SITCOM Tarance-Klaro", "SITCOM Tarance-Klaro", PERSON, BODY),
        ("avec ORVANCE Jean-Luc", "ORVANCE Jean-Luc", PERSON, PERSON),
        ("avec Klaro TP", "Klaro TP", PERSON, BODY),
    ],
)
def test_labels_that_the_words_around_contradict(text, guess, label, right):
    assert read(text, guesses=[(guess, label)]) == [[(guess, right)]]


def test_what_a_generic_head_names_is_a_body():
    assert read("avec le cabinet Paul Klaro", guesses=[("Paul Klaro", PERSON)]) == [[("cabinet Paul Klaro", BODY)]]
    guess = ("Tarance Klaro", PERSON)
    assert read("la centrale villageoise Tarance Klaro", guesses=[guess]) == [
        [("centrale villageoise Tarance Klaro", BODY)]
    ]
    assert read("la directrice Tarance Klaro", guesses=[guess]) == [[guess]]
    assert read("avec le maire Paul Klaro", guesses=[("Paul Klaro", PERSON)]) == [[("Paul Klaro", PERSON)]]


@pytest.mark.parametrize(
    ("text", "guesses", "whole"),
    [
        ("avec Tournevis et Compagnie", ("Tournevis", "Compagnie"), "Tournevis et Compagnie"),
        ("avec Orvance & Fils", ("Orvance",), "Orvance & Fils"),
        ("dont La Boîte à Clous", ("La Boîte", "Clous"), "La Boîte à Clous"),
        ("l'entreprise Terre & Eaux", ("Eaux",), "entreprise Terre & Eaux"),
    ],
)
def test_pieces_of_a_name_are_put_together(text, guesses, whole):
    assert read(text, guesses=[(guess, BODY) for guess in guesses]) == [[(whole, BODY)]]


def test_what_stands_beside_a_name_is_no_piece_of_it():
    guesses = [("Le Relais", BODY), ("Crozes", PLACE)]
    assert read("avec Le Relais à Crozes", guesses=guesses) == [guesses]
    guesses = [("Orvance", BODY), ("Klaro", BODY)]
    assert read("avec Orvance et Klaro", guesses=guesses) == [guesses]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("l'école de Crozes", "Crozes"),
        ("la maison de santé de Saint-Orvance", "Saint-Orvance"),
        ("l'épicerie coopérative d'Orvance-le-Vieux", "Orvance-le-Vieux"),
    ],
)
def test_the_building_of_a_place_is_no_body(text, place):
    assert read(text, guesses=[(text.partition("'" if text[1] == "'" else " ")[2], BODY)]) == [[(place, PLACE)]]


def test_the_library_of_a_departement_is_one():
    guess = ("médiathèque départementale de Crozes", BODY)
    assert read("la médiathèque départementale de Crozes", guesses=[guess]) == [[guess]]


def test_a_unit_and_a_purpose_are_no_part_of_a_name():
    guess = ("TTC de la Banque Orvance", BODY)
    assert read("6 000 € TTC de la Banque Orvance", guesses=[guess]) == [[("Banque Orvance", BODY)]]
    guess = ("agence Klaro pour la maquette du guide", BODY)
    assert read("agence Klaro pour la maquette du guide", guesses=[guess]) == [[("agence Klaro", BODY)]]
    guess = ("Collectif Klaro pour la Paix", BODY)
    assert read("Collectif Klaro pour la Paix", guesses=[guess]) == [[guess]]


def test_neighbours_in_a_list_make_a_body():
    known = [("ADEME", BODY), ("Anah", BODY)]
    assert read("ADEME, Klaro, Anah", guesses=[("Klaro", PLACE)], known=known)[0][1] == ("Klaro", BODY)


def test_a_note_in_brackets_parts_no_list():
    known = [("ADEME", BODY), ("Anah", BODY)]
    text = "ADEME, Ouessane Klaro (régie technique), Anah"
    assert read(text, guesses=[("Ouessane Klaro", PERSON)], known=known)[0][1] == ("Ouessane Klaro", BODY)


def test_guess_yields_to_two_known_names():
    known = [("ADEME", BODY), ("Anah", BODY)]
    assert read("ADEME et Anah", guesses=[("ADEME et Anah", BODY)], known=known) == [known]


def test_guess_is_cut_where_the_known_name_ends():
    known = [("ADEME", BODY)]
    assert read("l'ADEME pour la relance", guesses=[("ADEME pour la relance", BODY)], known=known) == [known]
    wide = [("ADEME Bretagne", BODY)]
    assert read("l'ADEME Bretagne", guesses=wide, known=known) == [wide]


def test_trailing_partners_are_cut():
    assert read("Klaro et d'autres acteurs", guesses=[("Klaro et d'autres acteurs", BODY)]) == [[("Klaro", BODY)]]


def test_article_of_the_line_is_cut():
    guess = ("La Fédération Orvance", BODY)
    assert read("La Fédération Orvance agit", guesses=[guess]) == [[("Fédération Orvance", BODY)]]


def test_a_thing_is_a_thing_in_the_whole_plan():
    assert read("label ZOREM", "avec ZOREM", guesses=[("ZOREM", BODY)]) == [[], []]


def test_one_label_a_name_and_found_again():
    first, second = read("avec la GLOBAM", "La GLOBAM agit, la GLOBAM suit", guesses=[("GLOBAM", BODY)])
    assert first == [("GLOBAM", BODY)]
    assert second == [("GLOBAM", BODY), ("GLOBAM", BODY)]


def test_surname_alone_after_the_full_name_is_a_person():
    guesses = [("Paul Orvance", PERSON), ("Orvance", PERSON)]
    assert read("avec Paul Orvance", "note de Orvance", guesses=guesses)[1] == [("Orvance", PERSON)]


def test_what_a_plan_counts_is_no_name_of_its_own():
    texts = ("La seconde réunit trois GAL français", "GAL, collectivités, associations", "le GAL Serra do Courel")
    found = read(*texts, guesses=[("GAL", BODY), ("GAL Serra do Courel", BODY)])
    assert found == [[], [], [("GAL Serra do Courel", BODY)]]


def test_a_number_that_counts_nothing_takes_no_name():
    assert read("en 2026 CIVAMIA et le lot 3 : CIVAMIA", guesses=[("CIVAMIA", BODY)]) == [[("CIVAMIA", BODY)] * 2]


def test_a_sum_behind_a_name_is_no_part_of_it():
    text = "Région Tarance 18.000 €, Département"
    assert read(text, guesses=[("Région Tarance 18.000 €", BODY)]) == [[("Région Tarance", BODY)]]


@pytest.mark.parametrize(
    ("text", "guess", "name"),
    [
        ("la troupe du Théâtre de l'Écluse joue « La nuit »", "Théâtre de l'Écluse joue", "Théâtre de l'Écluse"),
        ("Radio Sarments diffuse les débats", "Radio Sarments diffuse", "Radio Sarments"),
        ("Unis-Klaro accueille une classe", "Unis-Klaro accueille", "Unis-Klaro"),
        ("la Croix-Verte française la semaine prochaine", "Croix-Verte française", "Croix-Verte française"),
        ("Klaro a une scie, Le Grand Établi deux fours", "Le Grand Établi deux fours", "Le Grand Établi"),
        ("avec Le Grand Établi deux soirs par mois", "Le Grand Établi deux", "Le Grand Établi"),
        ("la compagnie Les deux rives", "Les deux rives", "compagnie Les deux rives"),
    ],
)
def test_a_verb_or_a_number_behind_a_name_is_no_part_of_it(text, guess, name):
    assert read(text, guesses=[(guess, BODY)]) == [[(name, BODY)]]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("en amont du confluent avec le Célé", "Célé"), ("les berges de l'Orvance", "Orvance"),
        ("la vallée d'Orvance", "Orvance"),
    ],
)  # fmt: skip
def test_lands_and_rivers_are_places(text, guess):
    assert read(text, guesses=[(guess, BODY)]) == [[(guess, PLACE)]]


def test_a_place_beside_bodies_stays_one():
    text = "à Crozes, l'association Klaro, ADEME"
    assert read(text, guesses=[("Crozes", PLACE), ("Klaro", BODY)], known=[("ADEME", BODY)])[0][0] == ("Crozes", PLACE)
