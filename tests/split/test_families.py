"""Which headings are the plan's fiches, in the shortest plans that ask the question."""

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline
from pipeline.vocabulary import shipped

BLOCK = "\n\nPilote : Ana Bo\nObjectifs : voir mieux\nCalendrier : 2030\nPartenaires : ADEME, CAF\n\n"
SHORT = "\n\nPilote : Ana Bo\nÉchéance : 2030\n\n"


def outline(text: str) -> Outline:
    return split(text, shipped())


def fiches(text: str) -> list[tuple[str | None, str | None]]:
    return [(fiche.number, fiche.title.text if fiche.title else None) for fiche in outline(text).fiches]


def axes(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(axe.word, axe.number, axe.title) for axe in outline(text).axes]


def plan(*headings: str, block: str = BLOCK) -> str:
    return "Plan d'action lumière\n\n" + "".join(heading + block for heading in headings)


@pytest.mark.parametrize(
    "heading",
    [
        "Chantier {n} – {t}", "Projet n°{n}\n{t}", "Levier {l} : {t}", "Piste {n}\n\n{t}", "Cap {n} - {t}",
        "PISTE {n} : {T}",
        "Fiche action {n} | {t}", "FA {n} : {t}", "FA{n} - {t}", "Défi {r} – {t}", "**Action {n} – {t}**",
        "## Idée {n} : {t}",
        "Proposition n° {n} : {t}", "Fiche projet {n} : {t}", "{n}. {T}", "### {n} – {t}", "**{n}. {t}**", "{l}. {T}",
        "Fiche opération n°{n} - {t}", "Objectif {n} : {t}", "Ambition {n} – {t}", "Action n°{n} :\n{t}",
        "Fiche action n°{n} bis : {t}",
        "Coup de pouce n°{n} : {t}", "Action phare {n} : {t}", "A{n} - {t}", "Fiche-action n°0{n} : {t}",
        "Sous-action {n} : {t}",
    ],
)  # fmt: skip
def test_any_word_that_numbers_is_a_heading(heading: str) -> None:
    titles = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")
    text = plan(
        *(
            heading.format(n=n, l="ABC"[n - 1], r=("I", "II", "III")[n - 1], t=t, T=t.upper())
            for n, t in enumerate(titles, 1)
        )
    )
    found = fiches(text)
    assert [(title or "").lower() for _, title in found] == [title.lower() for title in titles]
    assert len({number for number, _ in found}) == 3


@pytest.mark.parametrize(
    ("axe", "heading", "words"),
    [
        ("Axe {a} : Ville", "Action {a}.{n} : Éclairer", ("axe", "axe")),
        ("Objectif {a} : Ville", "Action {a}.{n} : Éclairer", ("objectif", "objectif")),
        ("Chantier {a} – Ville", "Fiche {a}.{n} – Éclairer", ("chantier", "chantier")),
        ("Mesure {a} – Ville", "Action {a}.{n} – Éclairer", ("mesure", "mesure")),
        ("{a}. VILLE", "{a}.{n} Éclairer", ("", "")),
        ("{a}. Ville", "{a}.{n}. Éclairer", ("", "")),
        ("## {a}. Ville", "### {a}.{n} Éclairer", ("", "")),
        ("Cap {r} : Ville", "Levier {n} : Éclairer", ("cap", "cap")),
        ("{r}. VILLE", "Action {n} : Éclairer", ("", "")),
        ("**Pilier {l} – Ville**", "**Piste {l}{n} – Éclairer**", ("pilier", "pilier")),
    ],
)  # fmt: skip
def test_two_levels_where_both_are_numbered(axe: str, heading: str, words: tuple[str, str]) -> None:
    parts = []
    for a in (1, 2):
        parts.append(axe.format(a=a, r="I" * a, l="AB"[a - 1]) + "\n\n")
        parts += [heading.format(a=a, n=n, l="AB"[a - 1]) + BLOCK for n in (1, 2)]
    text = "Plan d'action\n\n" + "".join(parts)
    assert len(fiches(text)) == 4
    assert tuple(word for word, _, _ in axes(text)) == words
    assert [fiche.axe for fiche in outline(text).fiches] == [0, 0, 1, 1]


def test_three_levels_above_the_fiches() -> None:
    text = "Plan d'action\n\n"
    for a in (1, 2):
        text += f"AXE {a} – VILLE\n\n"
        for b in (1, 2):
            text += f"Orientation {a}.{b} : Rues\n\nObjectif {a}.{b}.1 : Nuit\n\nAction {a}.{b}.1.1 : Éclairer{BLOCK}"
    found = outline(text)
    assert [axe.word for axe in found.axes] == ["axe", "orientation", "objectif", "orientation", "objectif"] * 2
    assert [fiche.number for fiche in found.fiches] == ["1.1.1.1", "1.2.1.1", "2.1.1.1", "2.2.1.1"]


def test_sub_actions_are_no_fiches() -> None:
    action = "Action 1.{n} : Éclairer\n\nPilote : Ana Bo\nObjectifs : voir\nPartenaires : ADEME\n\n"
    below = "Sous-action 1.{n}.{k} : Poser\nCalendrier : 2030\n\n"
    text = "Objectif 1 : Voir la nuit\n\n" + "".join(
        action.format(n=n) + "".join(below.format(n=n, k=k) for k in (1, 2)) for n in (1, 2, 3)
    )
    assert [number for number, _ in fiches(text)] == ["1.1", "1.2", "1.3"]
    assert axes(text) == [("objectif", "1", "Voir la nuit")]


def test_actions_that_only_gather_leave_the_fiches_to_what_is_below() -> None:
    below = "Fiche 1.{n}.{k} : Poser" + BLOCK
    text = "Objectif 1 : Voir\n\n" + "".join(
        f"Action 1.{n} : Éclairer\n\n" + "".join(below.format(n=n, k=k) for k in (1, 2)) for n in (1, 2)
    )
    assert [number for number, _ in fiches(text)] == ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]
    assert [word for word, _, _ in axes(text)] == ["objectif", "action", "action"]


def test_one_misspelt_heading_among_regular_ones() -> None:
    text = plan("Fiche action n°1 : Voir", "Fihce action n°2 : Dormir", "Fiche action n°3 : Compter")
    assert fiches(text) == [("1", "Voir"), ("2", "Dormir"), ("3", "Compter")]
    assert [fiche.misspelt for fiche in outline(text).fiches] == [False, True, False]


@pytest.mark.parametrize("odd", ["Actoin 2 : Dormir", "ACTION2 : Dormir", "Action n2 : Dormir", "2 - Dormir"])
def test_one_odd_heading_among_regular_ones(odd: str) -> None:
    text = plan("Action 1 : Voir", odd, "Action 3 : Compter", "Action 4 : Rire")
    assert fiches(text) == [("1", "Voir"), ("2", "Dormir"), ("3", "Compter"), ("4", "Rire")]


@pytest.mark.parametrize("odd", ["Ficha action n°2", "Ficheaction n°2", "Fiche actoin n°2"])
def test_a_misspelt_heading_where_numbering_restarts(odd: str) -> None:
    heads = [
        f"{word} : T" for word in ("Fiche action n°1", "Fiche action n°2", "Fiche action n°1", odd, "Fiche action n°1")
    ]
    text = "# Plan\n\n" + "".join(f"## {head}{BLOCK}" for head in heads)
    assert [number for number, _ in fiches(text)] == ["1", "2", "1", "2", "1"]
    assert [fiche.misspelt for fiche in outline(text).fiches] == [False, False, False, True, False]


def test_what_is_like_a_fiche_and_heads_none_is_not_dropped_in_silence() -> None:
    heads = ("Fiche action 1 : Voir", "Fiche action deux : Dormir", "Fiche action 3 : Rire")
    block = "\nPilote : Ana Bo\nPartenaires : ADEME\nÉchéance : 2030\nObjectifs :\n- Agir\n\n"
    text = "".join(f"## {head}{block}" for head in heads)
    found = outline(text)
    assert [fiche.number for fiche in found.fiches] == ["1", "3"]
    inside = [any(start <= text.index(head) < end for start, end in found.assigned) for head in heads]
    assert inside == [True, False, True]


@pytest.mark.parametrize("separator", [". - ", " : – ", " > ", " → ", " • "])
def test_what_separates_number_and_title_is_no_part_of_the_title(separator: str) -> None:
    text = plan(*(f"Action {number}{separator}Voir loin" for number in (1, 2, 3)))
    assert fiches(text) == [("1", "Voir loin"), ("2", "Voir loin"), ("3", "Voir loin")]


def test_numbers_may_have_gaps_and_restart() -> None:
    text = (
        "Axe 1 : A\n\n"
        + plan("Action 1 : Voir", "Action 4 : Lire")
        + "Axe 2 : B\n\n"
        + plan("Action 1 : Rire", "Action 2 : Dire")
    )
    assert [number for number, _ in fiches(text)] == ["1", "4", "1", "2"]
    assert [word for word, _, _ in axes(text)] == ["axe", "axe"]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("ACTION 1- UN TITRE LONG SUR\nPLUSIEURS LIGNES", "UN TITRE LONG SUR PLUSIEURS LIGNES"),
        ("Action 1 - UN TITRE\nSUR TROIS LIGNES\nOU QUATRE", "UN TITRE SUR TROIS LIGNES OU QUATRE"),
        ("**Action 1 – Un titre**\n**sur deux lignes**", "Un titre sur deux lignes"),
        ("Action 1 : Mener ceux de\nSaint-Clair vers la nuit", "Mener ceux de Saint-Clair vers la nuit"),
        ("Action 1\nAccompagner les habitants\net leurs voisins", "Accompagner les habitants et leurs voisins"),
        ("## Action 1\n## Accompagner les habitants", "Accompagner les habitants"),
        ("**Action 1**\n\n**Accompagner les habitants**", "Accompagner les habitants"),
        ("Action 1 :\n\nAccompagner les habitants dans la\nnuit", "Accompagner les habitants dans la nuit"),
    ],
)  # fmt: skip
def test_titles_over_several_lines(printed: str, title: str) -> None:
    text = plan(printed, "Action 2 : Dormir")
    assert fiches(text)[0] == ("1", title)
    assert [section.label for section in outline(text).fiches[0].sections] == ["Objectifs", "Calendrier", "Partenaires"]


@pytest.mark.parametrize(
    "style",
    [
        "## {t}", "**{t}**", "{T}", "\n{t}", "Intitulé de l'action : {t}", "Fiche projet : {t}", "FICHE ACTION\n{t}",
        "Titre de la fiche : {t}",
    ],
)  # fmt: skip
def test_fiches_without_number(style: str) -> None:
    titles = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")
    text = plan(*(style.format(t=title, T=title.upper()) for title in titles))
    assert [(title or "").lower() for _, title in fiches(text)] == [title.lower() for title in titles]


def test_fiches_without_number_under_axes() -> None:
    text = "# Plan lumière\n\n"
    for axe in ("Rues", "Maisons"):
        text += f"## {axe}\n\n" + "".join(f"### {title} {axe}{BLOCK}" for title in ("Éclairer", "Éteindre"))
    assert [title for _, title in fiches(text)] == [
        "Éclairer Rues",
        "Éteindre Rues",
        "Éclairer Maisons",
        "Éteindre Maisons",
    ]
    assert [title for _, _, title in axes(text)] == ["Rues", "Maisons"]
    assert [fiche.axe for fiche in outline(text).fiches] == [0, 0, 1, 1]


def test_a_title_and_one_field() -> None:
    text = plan(*(f"Action {n} : Éclairer" for n in range(1, 6)), block="\nPilote : Ana Bo\n\n")
    assert len(fiches(text)) == 5
    text = plan(*(f"1.{n} Éclairer" for n in range(1, 6)), block="\nPilote : Ana Bo\n\n")
    assert len(fiches(text)) == 5


def test_axes_with_introductions() -> None:
    intro = "\n\nCet axe veut la nuit noire.\n\nEnjeux :\n- dormir\n- voir\n\n"
    text = "Plan d'action\n\n"
    for a in (1, 2, 3):
        text += f"AXE {a} : VILLE{intro}" + "".join(f"Action {a}.{n} : Voir{BLOCK}" for n in (1, 2))
    found = outline(text)
    assert [axe.number for axe in found.axes] == ["1", "2", "3"]
    assert [fiche.axe for fiche in found.fiches] == [0, 0, 1, 1, 2, 2]
    assert all(fiche.sections[-1].label == "Partenaires" for fiche in found.fiches)


def test_a_list_of_related_actions_and_a_recap_are_no_fiches() -> None:
    related = "Actions liées :\nAction 2 : Dormir\nAction 3 : Compter\n\n"
    recap = "Récapitulatif des actions\n\nAction 1 : Voir\nAction 2 : Dormir\nAction 3 : Compter\n"
    text = plan("Action 1 : Voir", "Action 2 : Dormir", "Action 3 : Compter", block=BLOCK + related) + recap
    assert [number for number, _ in fiches(text)] == ["1", "2", "3"]


def test_running_heads_are_no_fiches() -> None:
    cut = "Action 1 : Voir\n\nPilote : Ana Bo\nObjectifs : voir\n\nAction 1 : Voir (suite)\n\nCalendrier : 2030\n\n"
    text = cut + "Action 2 : Dormir" + BLOCK + "Action 2 : Dormir\n\nBudget : 3 000 €\n\nAction 3 : Rire" + BLOCK
    assert [number for number, _ in fiches(text)] == ["1", "2", "3"]


def test_what_was_tried_is_told() -> None:
    text = "Axe 1 : A\n\n" + plan("Action 1 : Voir", "Action 2 : Lire") + "Axe 2 : B\n\n" + plan("Action 3 : Rire")
    reports = {report.example: report for report in outline(text).families}
    assert reports["Action 1 : Voir"].verdict == "chosen"
    assert reports["Action 1 : Voir"].supported == 3
    assert reports["Axe 1 : A"].verdict == "rejected"
    assert reports["Axe 1 : A"].reason


def test_axes_that_fiches_name_below_their_headings() -> None:
    head = "FICHE ACTION N°{n}\n\nAxe {a} – La nuit {a}\n\nObjectif {a}.1 : Éteindre {a}\n\nÉclairer {n}" + BLOCK
    found = outline("Plan d'action\n\n" + "".join(head.format(n=n, a=(n + 1) // 2) for n in (1, 2, 3, 4)))
    assert [(fiche.number, fiche.title and fiche.title.text) for fiche in found.fiches] == [
        (str(n), f"Éclairer {n}") for n in (1, 2, 3, 4)
    ]
    assert [found.axes[fiche.axe].number for fiche in found.fiches if fiche.axe is not None] == [
        "1.1",
        "1.1",
        "2.1",
        "2.1",
    ]
    assert all(fiche.axe_above for fiche in found.fiches)
    assert [section.label for section in found.fiches[0].sections] == ["Objectifs", "Calendrier", "Partenaires"]


def test_a_title_behind_a_label_below_the_heading() -> None:
    text = "".join(f"FICHE N° {n}\n\nIntitulé de l'action : Éclairer {n}\nThématique : nuit{BLOCK}" for n in (1, 2, 3))
    assert fiches(text) == [("1", "Éclairer 1"), ("2", "Éclairer 2"), ("3", "Éclairer 3")]
    assert outline(text).fiches[0].sections[0].label == "Thématique"


@pytest.mark.parametrize(
    "number", ["1-{n}", "1.{l}", "{n}{l}", "I.{n}", "A.{n}", "A{n}", "1.2.{n}", "{n} bis", "0{n}", "II-{n}"]
)
def test_numbers_of_every_shape(number: str) -> None:
    printed = [number.format(n=n, l="abc"[n - 1]) for n in (1, 2, 3)]
    assert [found for found, _ in fiches(plan(*(f"Action {each} : Éclairer" for each in printed)))] == printed
