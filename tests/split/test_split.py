"""Each irregularity of real plans, in the shortest text that shows it."""

from collections.abc import Iterator

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline, RawFiche, RawItem
from pipeline.vocabulary import shipped

FICHE = "Fiche action n°1\n\nÉclairer la ville\n\nPilote : Ana Bo\n\n"


def outline(text: str) -> Outline:
    return split(text, shipped())


def only_fiche(text: str) -> RawFiche:
    fiches = outline(text).fiches
    assert len(fiches) == 1
    return fiches[0]


def items(fiche: RawFiche) -> list[tuple[str, list[str]]]:
    return [(section.label, [each.passage.text for each in flat_items(section.items)]) for section in fiche.sections]


def flat_items(nested: tuple[RawItem, ...]) -> Iterator[RawItem]:
    for item in nested:
        yield item
        yield from flat_items(item.items)


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Fiche-action n°1\n\nÉclairer", "1", "Éclairer"),
        ("FICHE ACTION N° 3 – Éclairer", "3", "Éclairer"),
        ("Fiche Action 2. Éclairer", "2", "Éclairer"),
        ("Fiche n°12 : Éclairer", "12", "Éclairer"),
        ("Action 1.2 - Éclairer", "1.2", "Éclairer"),
        ("Action 1.1.1 : Éclairer", "1.1.1", "Éclairer"),
        ("ACTION 1- ÉCLAIRER", "1", "ÉCLAIRER"),
        ("## 1. Éclairer", "1", "Éclairer"),
        ("Mesure 2. Éclairer", "2", "Éclairer"),
        ("Engagement n°3 : Éclairer", "3", "Éclairer"),
        ("**Fiche A3 : Éclairer**", "A3", "Éclairer"),
        ("### Fiche n° 4 Éclairer", "4", "Éclairer"),
    ],
)
def test_the_headings_of_fiches(heading: str, number: str, title: str) -> None:
    fiche = only_fiche(f"{heading}\n\nPilote : Ana Bo\nObjectifs :\n- voir\n")
    assert fiche.number == number
    assert fiche.title is not None
    assert fiche.title.text == title


def test_a_label_inside_a_list_opens_a_section_where_the_plan_prints_it_as_a_label() -> None:
    text = FICHE + "Actions 2030 :\n- voir\n\nFiche action n°2\n\nActions 2030 :\n- a\n- Actions 2030 :**\n - b\n - c\n"
    second = outline(text).fiches[1]
    assert items(second) == [("Actions 2030", ["a"]), ("Actions 2030", ["b", "c"])]
    assert second.sections[1].in_list
    assert second.broken


def test_a_label_glued_to_the_line_before() -> None:
    fiche = only_fiche(FICHE + "Moyens : l'équipe (voir aussi la régie)\nPartenaires : ADEME ; CAF\n")
    assert items(fiche) == [("Moyens", ["l'équipe (voir aussi la régie)"]), ("Partenaires", ["ADEME ; CAF"])]


def test_a_paragraph_cut_by_a_page_end_is_whole_again() -> None:
    text = (
        FICHE
        + "Actions :\n- un atelier sur la lumière et les insectes, animé par\n\nle club nature, au printemps\n- fin\n"
    )
    assert items(only_fiche(text)) == [
        ("Actions", ["un atelier sur la lumière et les insectes, animé par le club nature, au printemps", "fin"])
    ]


def test_a_foot_in_the_middle_of_a_paragraph_is_no_part_of_it() -> None:
    cut = "- une longue phrase qui va jusqu'au bout de la page\n\nPlan lumière – page {n}\n\net continue ici\n"
    text = "\n".join(f"Fiche action n°{n}\n\nPilote : Ana Bo\n\nActions :\n{cut.format(n=n)}" for n in (1, 2, 3))
    for fiche in outline(text).fiches:
        assert items(fiche) == [("Actions", ["une longue phrase qui va jusqu'au bout de la page et continue ici"])]


def test_fiches_without_title_have_none() -> None:
    fiche = only_fiche("Fiche action n°1\n\nPilote : Ana Bo\n\nObjectifs :\n- voir\n")
    assert fiche.title is None


CONTENTS = """Sommaire

AXE 1 LUMIÈRE

Fiche action n°1page 2
Pilote : Ana Bo. Référent équipe : Luc Ny.

Fiche action n°2 Éteindrepage 3

Commission transversale : Naturepage 4
GT VEILLE Pilote : Luc Ny

AXE 1 : LUMIÈRE

Fiche-action n°1

Éclairer

Objectifs :
- voir

AXE 1 : LUMIÈRE

Fiche-action n°2 Éteindre

Objectifs :
- dormir

COMMISSION TRANSVERSALE : NATURE

Rôle de la commission :
- suivre
"""


def test_the_contents_and_the_body_are_told_apart() -> None:
    found = outline(CONTENTS)
    assert [(entry.kind, entry.number, entry.title, entry.page) for entry in found.entries] == [
        ("fiche", "1", None, 2),
        ("fiche", "2", "Éteindre", 3),
        ("commission", None, "Nature", 4),
        ("working_group", None, "VEILLE", None),
    ]
    assert [len(entry.referents) for entry in found.entries] == [2, 0, 0, 1]
    assert [(fiche.kind, fiche.number) for fiche in found.fiches] == [
        ("fiche", "1"),
        ("fiche", "2"),
        ("commission", None),
    ]
    assert [axe.in_contents for axe in found.axes] == [True, False, False]


@pytest.mark.parametrize("leader", [" ........ ", "…… ", "\t", "      ", " . . . . . "])
def test_pages_behind_leaders(leader: str) -> None:
    found = outline(
        f"Fiche n°1 : Éclairer{leader}2\nFiche n°2 : Éteindre{leader}14\n\nFiche n°1 : Éclairer\nObjectifs :\n- voir\n"
    )
    assert [(entry.title, entry.page) for entry in found.entries] == [("Éclairer", 2), ("Éteindre", 14)]
    assert len(found.fiches) == 1


def test_a_recap_or_related_actions_are_no_fiches() -> None:
    fiche = only_fiche(FICHE + "Objectifs :\n- voir\nActions liées : Fiche action n°2, Fiche action n°3\n")
    assert fiche.sections[-1].label == "Actions liées"


def test_two_levels_above_the_fiches() -> None:
    block = "\nPilote : Ana Bo\nObjectifs : voir\n"
    first = f"Axe 1 : A\nObjectif stratégique 1.1 : B\nAction 1 - C{block}"
    found = outline(f"{first}Objectif stratégique 1.2 : D\nAction 2 - E{block}")
    assert [(axe.word, axe.number, axe.title) for axe in found.axes] == [
        ("axe", "1", "A"),
        ("objectif strategique", "1.1", "B"),
        ("objectif strategique", "1.2", "D"),
    ]


@pytest.mark.parametrize("word", ["Objectif opérationnel", "Objectif stratégique", "Orientation opérationnelle"])
def test_a_level_of_one_heading_alone_above_one_fiche(word: str) -> None:
    found = outline(f"Axe 1. Habiter\n\n{word} 1.1 : Donner envie\n\nFiche n°1 : Nager\n\nContexte : Il pleut.\n")
    assert [(axe.number, axe.title) for axe in found.axes] == [("1", "Habiter"), ("1.1", "Donner envie")]


def test_axe_words_inside_a_description_are_text() -> None:
    fiche = only_fiche(FICHE + "Description :\nAxe formation : deux sessions.\nEnjeu 1 : voir.\nCalendrier : 2030\n")
    assert [section.label for section in fiche.sections] == ["Description", "Calendrier"]


def test_dates_inside_a_calendar_are_no_labels() -> None:
    fiche = only_fiche(FICHE + "Calendrier :\n2030 :\n- mai : bilan\nSeptembre : reprise\n\nObjectifs :\n- voir\n")
    assert [section.label for section in fiche.sections] == ["Calendrier", "Objectifs"]


def test_a_table_gives_labels_and_items() -> None:
    table = "| Rubrique | Texte |\n|---|---|\n| Objectif | voir<br>être vu |\n| **Partenaires** | ADEME |\n"
    assert items(only_fiche(f"## Fiche n°1 : Éclairer\n\n{table}")) == [
        ("Objectif", ["voir", "être vu"]),
        ("Partenaires", ["ADEME"]),
    ]


def test_fiches_without_number_are_told_by_the_block_under_each() -> None:
    block = "\n\n**Pilote :** Ana Bo\n**Objectifs :** voir\n\n"
    text = f"# Plan lumière\n\n## Éclairer{block}## Éteindre{block}"
    assert [fiche.title.text for fiche in outline(text).fiches if fiche.title] == ["Éclairer", "Éteindre"]


def test_a_label_outside_the_vocabulary_printed_like_the_others_is_a_label() -> None:
    fiche = only_fiche(FICHE + "Objectifs :\n\n- voir\n\nLivret de nuit :\n\n- un livret\n\nActions :\n\n- voir\n")
    assert [(section.label, section.hit is not None and section.hit.known is None) for section in fiche.sections] == [
        ("Objectifs", False),
        ("Livret de nuit", True),
        ("Actions", False),
    ]


def test_depth_is_what_the_bullets_show() -> None:
    text = FICHE + "Actions :\n• a\n  – b\n  – c\n• d\n"
    found = [(item.passage.text, item.depth) for item in flat_items(only_fiche(text).sections[-1].items)]
    assert found == [("a", 0), ("b", 1), ("c", 1), ("d", 0)]


def test_markup_is_stripped_and_its_place_kept() -> None:
    text = FICHE + "Actions :\n- **Éclairer** la *rue* du [plan](http://x.org/a) et **R**éparer\n"
    passage = only_fiche(text).sections[-1].items[0].passage
    assert passage.text == "Éclairer la rue du plan et Réparer"
    span = passage.span(passage.text.index("rue"), passage.text.index("rue") + 3)
    assert text[span.start : span.end] == "rue"


def test_a_text_without_fiche_has_none() -> None:
    text = "Rapport\n\n1. Introduction\n\nL'action 1 du plan fut bonne.\n\nObjectifs : continuer.\n\n2. Fin\n\nMerci.\n"
    assert outline(text).fiches == ()


def test_a_date_with_colon_opens_an_entry_below_another() -> None:
    text = FICHE + "Calendrier\n2026 : ouverture\nseptembre 2026 : bilan du\nprogramme\nfin 2027 : suites\n"
    expected = ["2026 : ouverture", "septembre 2026 : bilan du programme", "fin 2027 : suites"]
    assert items(only_fiche(text)) == [("Calendrier", expected)]


def test_the_end_of_a_year_is_a_day_of_the_calendar() -> None:
    fiche = only_fiche(f"{FICHE}Jalons :\n\n- Fin 2025 : vote de la charte\n- Début 2026 : tournoi\n")
    assert items(fiche) == [("Jalons", ["Fin 2025 : vote de la charte", "Début 2026 : tournoi"])]
