"""Tables that hold a whole plan, a row a fiche, and tables that do not."""

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline, RawFiche
from pipeline.vocabulary import shipped

HEAD = "| N° | Action | Pilote | Partenaires | Échéance |\n| --- | --- | --- | --- | --- |\n"
ROWS = (
    "| 1 | Éclairer les rues | Ana Bo | ADEME, CAF | 2030 |\n"
    "| 2 | Éteindre la nuit | Luc Ny<br>Éva Li | | juin 2031 |\n"
    "| 3 | Compter les étoiles | Ana Bo | - club nature<br>- école | 2032 |\n"
)


def outline(text: str) -> Outline:
    return split(text, shipped())


def rows(text: str) -> list[tuple[str | None, str | None]]:
    return [(fiche.number, fiche.title.text if fiche.title else None) for fiche in outline(text).fiches]


def values(fiche: RawFiche) -> list[tuple[str, list[str]]]:
    named = [(line.label, [passage.text for passage in line.names]) for line in fiche.referents]
    return named + [(s.label, [item.passage.text for item in s.items]) for s in fiche.sections]


def test_a_row_is_a_fiche_and_every_cell_keeps_its_place() -> None:
    text = f"# Plan lumière\n\n{HEAD}{ROWS}"
    found = outline(text).fiches
    assert rows(text) == [("1", "Éclairer les rues"), ("2", "Éteindre la nuit"), ("3", "Compter les étoiles")]
    assert [values(fiche) for fiche in found] == [
        [("Pilote", ["Ana Bo"]), ("Partenaires", ["ADEME, CAF"]), ("Échéance", ["2030"])],
        [("Pilote", ["Luc Ny", "Éva Li"]), ("Échéance", ["juin 2031"])],
        [("Pilote", ["Ana Bo"]), ("Partenaires", ["club nature", "école"]), ("Échéance", ["2032"])],
    ]
    for fiche in found:
        assert fiche.title is not None
        for passage in (fiche.title, *(p for line in fiche.referents for p in line.names)):
            span = passage.span()
            assert text[span.start : span.end] == passage.text
        for section in fiche.sections:
            assert text[section.start : section.end].startswith(("ADEME", "2030", "juin 2031", "- club", "2032"))


@pytest.mark.parametrize(
    "head",
    [
        "| N° | Intitulé de l'action | Responsable | Financement |",
        "| Réf. | Mesure | Porteur | Budget (€) |",
        "| Numéro | **Projet** | **Maître d'ouvrage** | **Coût** |",
        "| N° | ACTIONS | PILOTES | CALENDRIER |",
    ],
)
def test_heads_of_all_wordings(head: str) -> None:
    text = f"{head}\n|---|---|---|---|\n" + "".join(f"| {n} | Titre {n} | Ana Bo | 20{n} |\n" for n in (31, 32, 33))
    assert rows(text) == [("31", "Titre 31"), ("32", "Titre 32"), ("33", "Titre 33")]


def test_two_columns_a_title_and_one_field() -> None:
    text = (
        "| Action | Pilote |\n|---|---|\n| Éclairer | Ana Bo |\n| Éteindre | Luc Ny<br>Éva Li |\n| Compter | Ana Bo |\n"
    )
    assert rows(text) == [(None, "Éclairer"), (None, "Éteindre"), (None, "Compter")]
    assert values(outline(text).fiches[1]) == [("Pilote", ["Luc Ny", "Éva Li"])]


def test_numbers_in_the_titles() -> None:
    body = (
        "| 1.1 Éclairer | A. Bo | 2030 |\n| 1.2 – Éteindre | L. Ny | 2031 |\n| Action 2.1 : Compter | É. Li | 2032 |\n"
    )
    text = f"| Action | Pilote | Échéance |\n|---|---|---|\n{body}"
    assert rows(text) == [("1.1", "Éclairer"), ("1.2", "Éteindre"), ("2.1", "Compter")]


def test_axes_as_rows_and_as_headings_between_tables() -> None:
    head = "| N° | Action | Pilote | Échéance |\n|---|---|---|---|\n"
    first = "| **AXE 1 : LA NUIT** | | | |\n| 1 | Éteindre | Ana Bo | 2030 |\n| 2 | Dormir | Luc Ny | 2031 |\n"
    second = "| **AXE 2 : LE JOUR** | | | |\n| 3 | Voir | Ana Bo | 2030 |\n"
    found = outline(head + first + second)
    assert [(axe.word, axe.number, axe.title) for axe in found.axes] == [
        ("axe", "1", "LA NUIT"),
        ("axe", "2", "LE JOUR"),
    ]
    assert [fiche.axe for fiche in found.fiches] == [0, 0, 1]
    assert [fiche.axe_above for fiche in found.fiches] == [True, False, True]
    between = (
        "Axe 1 – La nuit\n\n"
        + head
        + first.split("\n", 1)[1]
        + "\nAxe 2 – Le jour\n\n"
        + head
        + second.split("\n", 1)[1]
    )
    found = outline(between)
    assert [axe.title for axe in found.axes] == ["La nuit", "Le jour"]
    assert [fiche.axe for fiche in found.fiches] == [0, 0, 1]


def test_a_head_holds_for_the_tables_below_it() -> None:
    """Word tables whose axes are merged rows come as tables between paragraphs, the head in the first alone."""
    text = (
        "| Action | Pilote | Échéance |\n| --- | --- | --- |\n\n**AXE 1 : LA NUIT**\n\n"
        "| Éteindre | Ana Bo | 2030 |\n| --- | --- | --- |\n| Dormir | Luc Ny | 2031 |\n\n**AXE 2 : LE JOUR**\n\n"
        "| Voir | Ana Bo | 2030 |\n| --- | --- | --- |\n"
    )
    assert [title for _, title in rows(text)] == ["Éteindre", "Dormir", "Voir"]
    assert [fiche.axe for fiche in outline(text).fiches] == [0, 0, 1]


def test_a_row_without_title_goes_on_with_the_one_above() -> None:
    text = (
        HEAD + "| 1 | Éclairer | Ana Bo | ADEME | 2030 |\n| | | Luc Ny | CAF | |\n| 2 | Éteindre | Éva Li | | 2031 |\n"
    )
    assert values(outline(text).fiches[0]) == [
        ("Pilote", ["Ana Bo"]),
        ("Pilote", ["Luc Ny"]),
        ("Partenaires", ["ADEME"]),
        ("Échéance", ["2030"]),
        ("Partenaires", ["CAF"]),
    ]


def test_columns_parted_by_tabs() -> None:
    text = "N°\tAction\tPilote\tÉchéance\n1\tÉclairer\tAna Bo\t2030\n2\tÉteindre\tLuc Ny\t2031\n3\tCompter\t\t2032\n"
    assert rows(text) == [("1", "Éclairer"), ("2", "Éteindre"), ("3", "Compter")]


def test_a_table_that_repeats_the_fiches_is_a_recap() -> None:
    block = "\n\nPilote : Ana Bo\nObjectifs : voir\nÉchéance : 2030\nPartenaires : ADEME\n\n"
    fiches = "".join(f"Action {n} : Éclairer {n}{block}" for n in (1, 2, 3))
    recap = "Tableau récapitulatif\n\n| N° | Action | Pilote |\n|---|---|---|\n" + "".join(
        f"| {n} | Éclairer {n} | Ana Bo |\n" for n in (1, 2, 3)
    )
    found = outline(fiches + recap)
    assert len(found.fiches) == 3
    assert [section.label for section in found.fiches[-1].sections] == ["Objectifs", "Échéance", "Partenaires"]
    assert len(outline(recap.replace("Tableau récapitulatif", "Synthèse") + "\n" + fiches).fiches) == 3


def test_tables_of_steps_inside_fiches_are_no_plans() -> None:
    steps = "| Action | Responsable | Échéance |\n|---|---|---|\n" + "| Poser | Ana Bo | 2030 |\n" * 4
    block = "\n\nPilote : Ana Bo\nObjectifs : voir\nBudget : 3 000 €\nPartenaires : ADEME\nIndicateurs : lux\n\n"
    text = "".join(f"Fiche action n°{n} : Éclairer{block}{steps}\n" for n in (1, 2, 3))
    assert [fiche.number for fiche in outline(text).fiches] == ["1", "2", "3"]


def test_tables_of_labels_and_values() -> None:
    pairs = "| Pilote | Ana Bo | Échéance | 2030 |\n|---|---|---|---|\n| Partenaires | ADEME | Budget | 3 000 € |\n"
    found = outline(f"Fiche n°1 : Éclairer\n\n{pairs}\nFiche n°2 : Éteindre\n\n{pairs}").fiches
    assert [values(fiche) for fiche in found] == 2 * [
        [("Pilote", ["Ana Bo"]), ("Échéance", ["2030"]), ("Partenaires", ["ADEME"]), ("Budget", ["3 000 €"])]
    ]
    one = "| Fiche action n°{n} | Éclairer |\n|---|---|\n| Pilote | Ana Bo |\n| Objectifs | voir<br>- être vu |\n\n"
    found = outline("".join(one.format(n=n) for n in (1, 2))).fiches
    assert [fiche.title and fiche.title.text for fiche in found] == ["Éclairer", "Éclairer"]
    assert values(found[0]) == [("Pilote", ["Ana Bo"]), ("Objectifs", ["voir", "être vu"])]


def test_an_axe_below_the_last_row_is_the_next_rows() -> None:
    head = "| N° | Action | Pilote |\n|---|---|---|\n"
    text = "".join(f"Axe {n} – Nuit {'ABC'[n - 1]}\n\n{head}| {n} | Titre | Ana Bo |\n\n" for n in (1, 2, 3))
    assert [fiche.axe for fiche in outline(text).fiches] == [0, 1, 2]


def named_axes(text: str) -> list[tuple[str | None, str | None]]:
    found = outline(text)
    axes = [found.axes[fiche.axe] for fiche in found.fiches if fiche.axe is not None]
    return [(axe.number, axe.title) for axe in axes]


@pytest.mark.parametrize("again", ["Axe 1 : Habiter", ""])
@pytest.mark.parametrize("head", ["Axe", "AXE STRATÉGIQUE", "Orientation", "Thématique", "Objectif", "Enjeux"])
def test_a_column_that_names_what_gathers_the_rows(head: str, again: str) -> None:
    text = (
        f"| {head} | Action | Pilote | Échéance |\n|---|---|---|---|\n| Axe 1 : Habiter | Éclairer | Ana Bo | 2030 |\n"
        f"| {again} | Éteindre | Luc Ny | 2031 |\n| Axe 2 : Bouger | Rouler | Ana Bo | 2032 |\n"
    )
    assert named_axes(text) == [("1", "Habiter"), ("1", "Habiter"), ("2", "Bouger")]
    assert values(outline(text).fiches[0]) == [("Pilote", ["Ana Bo"]), ("Échéance", ["2030"])]


def test_two_columns_that_gather_and_a_merged_cell_under_a_new_axe() -> None:
    text = (
        "| Axe | Objectif | N° | Action | Pilote |\n|---|---|---|---|---|\n"
        "| Habiter | 1.1 Loger | 1 | Éclairer | Ana Bo |\n| | | 2 | Éteindre | Luc Ny |\n"
        "| | 1.2 Dormir | 3 | Ronfler | Luc Ny |\n| Bouger | | 4 | Rouler | Ana Bo |\n"
    )
    assert named_axes(text) == [("1.1", "Loger"), ("1.1", "Loger"), ("1.2", "Dormir"), (None, "Bouger")]


def test_objectives_of_each_row_are_no_axes() -> None:
    text = (
        "| Objectif | Action | Pilote |\n|---|---|---|\n| Voir | Éclairer | Ana Bo |\n| Dormir | Éteindre | Luc Ny |\n"
    )
    assert outline(text).axes == ()
    assert values(outline(text).fiches[0]) == [("Pilote", ["Ana Bo"]), ("Objectif", ["Voir"])]


@pytest.mark.parametrize("mark", [";", ",", " ; "])
def test_cells_parted_as_spreadsheets_save_them(mark: str) -> None:
    rows_ = [
        ["N°", "Action", "Pilote", "Échéance", "Budget"], ["1", "Éclairer les rues", "Ana Bo", "2030", "10 000 €"],
        ["2", '"Éteindre ; dormir, ronfler"', "Luc Ny", "juin 2031", "5 k€"],
        ["3", "Compter les étoiles", "", "2032", "2 k€"],
    ]  # fmt: skip
    text = (
        "Plan d'action lumière\n\n" + "\n".join(mark.join(row) for row in rows_) + "\n\nAdopté ; voté ; lu ; su ; tu\n"
    )
    assert rows(text) == [("1", "Éclairer les rues"), ("2", "Éteindre ; dormir, ronfler"), ("3", "Compter les étoiles")]
    found = outline(text).fiches
    assert values(found[0]) == [("Pilote", ["Ana Bo"]), ("Échéance", ["2030"]), ("Budget", ["10 000 €"])]
    assert values(found[2]) == [("Échéance", ["2032"]), ("Budget", ["2 k€"])]


def test_a_list_of_labels_in_a_sentence_is_no_head() -> None:
    sentence = "Action, pilote, échéance\nChaque mairie, chaque école, chaque club écrit sa fiche.\n"
    assert outline(sentence * 3).fiches == ()


@pytest.mark.parametrize(
    ("head", "listed"),
    [
        ("Objectif opérationnel | Actions | Pilotage", True), ("Objectif | Actions | Pilote", True),
        ("Objectif | Action | Pilote", True), ("Chantier | Mesures | Responsable", True),
        ("Objectif opérationnel | Actions | Pilotage", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("numbered", [True, False])
def test_a_column_of_lists_is_none_of_titles(head: str, listed: bool, numbered: bool) -> None:
    if not (listed or numbered):
        pytest.skip("nothing tells which column has the titles")
    titles = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")
    axes = []
    for at, title in enumerate(titles, 1):
        number = f"**{1 + (at > 2)}.{at - 2 * (at > 2)}** " if numbered else ""
        cell = "Poser des lampes<br>Semer" if listed else "Poser des lampes"
        axes.append(f"| {number}{title} | {cell} | Ana Bo | 2030 |\n")
    table = f"| {head} | Échéance |\n|---|---|---|---|\n"
    text = f"# Plan lumière\n\n## Axe 1 : Voir\n\n{table}{axes[0]}{axes[1]}\n## Axe 2 : Dormir\n\n{table}{axes[2]}"
    found = outline(text)
    assert rows(text) == list(zip(("1.1", "1.2", "2.1") if numbered else (None,) * 3, titles, strict=True))
    label = head.split(" | ")[1]
    wanted = ["Poser des lampes", "Semer"] if listed else ["Poser des lampes"]
    assert [values(fiche)[1] for fiche in found.fiches] == [(label, wanted)] * 3
    assert [fiche.axe for fiche in found.fiches] == [0, 0, 1]


def test_an_objective_beside_each_action_is_no_title() -> None:
    head = "| Objectif | Action | Pilote | Échéance |\n|---|---|---|---|\n"
    body = "| Mieux voir | Éclairer | Ana Bo | 2030 |\n| Dormir | Éteindre | Luc Ny | 2031 |\n"
    assert rows(head + body) == [(None, "Éclairer"), (None, "Éteindre")]
    numbers = "| 1. Mieux voir | 1.1 Éclairer | Ana Bo | 2030 |\n| 2. Dormir | 2.1 Éteindre | Luc Ny | 2031 |\n"
    assert rows(head.replace("Action", "Actions") + numbers) == [("1.1", "Éclairer"), ("2.1", "Éteindre")]


@pytest.mark.parametrize("head", ["Objectif opérationnel", "Levier", "Chantier", ""])
def test_numbered_titles_below_any_word(head: str) -> None:
    table = f"| {head} | Descriptif | Pilotage | Échéance |\n|---|---|---|---|\n"
    body = "| 1.1 Éclairer | Poser | Ana Bo | 2030 |\n| 1.2 Éteindre | Couper | Luc Ny | 2031 |\n"
    text = f"# Plan d'action lumière\n\n{table}{body}"
    assert rows(text) == ([("1.1", "Éclairer"), ("1.2", "Éteindre")] if head else [])
    unnumbered = body.replace("1.1 ", "").replace("1.2 ", "")
    assert rows(f"# Plan d'action lumière\n\n{table}{unnumbered}") == []


def test_cells_in_quotes_over_several_lines() -> None:
    text = (
        'N°;Action;Pilote;Objectifs;Budget\n1;Éclairer les rues;"Ana Bo\nLuc Ny";"- Voir mieux\n- Voir loin\n\n'
        'Et voir";10 000 €\n2;"Éteindre\nla nuit";Luc Ny;"Dormir ; rêver";5 k€\n3;Compter;Eva Roy;Savoir;1 k€\n'
    )
    assert rows(text) == [("1", "Éclairer les rues"), ("2", "Éteindre la nuit"), ("3", "Compter")]
    first, second, _ = map(values, outline(text).fiches)
    assert first == [
        ("Pilote", ["Ana Bo", "Luc Ny"]),
        ("Objectifs", ["Voir mieux", "Voir loin", "Et voir"]),
        ("Budget", ["10 000 €"]),
    ]
    assert second[1] == ("Objectifs", ["Dormir ; rêver"])


def test_a_quote_that_nothing_closes_joins_no_rows() -> None:
    listed = '1;Éclairer;Ana Bo;voir 5" loin\n2;Éteindre;Luc Ny;dormir\n3;Compter;Eva Roy;à 2" près\n'
    text = f"N°;Action;Pilote;Objectifs\n{listed}"
    assert [number for number, _ in rows(text)] == ["1", "2", "3"]
