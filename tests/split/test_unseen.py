"""Ways of printing a plan that no plan of the corpus had, in the shortest plans that show them."""

import pytest

from pipeline.split import split
from pipeline.vocabulary import shipped
from tests.split.shown import BLOCK, TITLES, contents, outline, referents, sections

ALONE = "\n\nObjectifs\n\nVoir mieux et plus loin.\n\nPilote\n\nAna Bo\n\nPartenaires\n\nADEME, CAF\n\n"
BOLD = "\n\n**Objectifs**\n\n- Voir mieux\n- Voir loin\n\n**Pilote** : Ana Bo\n\n**Budget** : 10 k€\n\n"
FIELDS = (
    ("Pilote", "Ana Bo"), ("Objectifs", "Voir mieux et plus loin"), ("Contexte", "Il fait noir la nuit."),
    ("Partenaires", "ADEME, CAF"), ("Budget", "10 000 €"), ("Échéance", "2030"),
)  # fmt: skip


@pytest.mark.parametrize("block", [BLOCK, ALONE, BOLD], ids=("colons", "alone", "bold"))
@pytest.mark.parametrize(
    "heading",
    [
        "{n}/ {t}", "{n}) {t}", "{n}° {t}", "({n}) {t}", "{a}) {t}", "{r}. {t}", "{r} – {t}", "#{n} {t}", "n°{n} {t}",
        "N° {n} – {t}", "0{n}. {t}", "{n}. {t}", "A.{n} {t}", "A{n} {t}", "Fiche {n}/3 : {t}",
        "FICHE ACTION {n}/3\n{t}",
        "Fiche n° {n} sur 3 : {t}", "Action A-{n} : {t}", "AM{n} {t}", "ACT-{n} {t}", "📌 Action {n} : {t}",
    ],
)  # fmt: skip
def test_numbers_on_plain_lines_head_fiches(heading: str, block: str) -> None:
    parts = [
        heading.format(n=n, a="abc"[n - 1], r=("I", "II", "III")[n - 1], t=title) + block
        for n, title in enumerate(TITLES, 1)
    ]
    found = outline(*parts).fiches
    assert [fiche.title.text for fiche in found if fiche.title] == list(TITLES)
    assert len({fiche.number for fiche in found}) == 3
    assert [referents(fiche) for fiche in found] == [["Ana Bo"]] * 3


def test_a_value_below_its_label_is_no_title() -> None:
    assert outline(*(f"Étape {n}{ALONE}" for n in (1, 2))).fiches == ()


@pytest.mark.parametrize(
    "form",
    [
        "🎯 {l} : {v}\n", "**🎯 {l}** : {v}\n", "### 🎯 {l}\n\n{v}\n\n", "{l}\n: {v}\n\n", "{l}\n-------\n{v}\n\n",
        "{l} → {v}\n", "{l} ........ {v}\n", "{n}) {l}\n{v}\n\n", "> **{l}** : {v}\n", "Le {l} : {v}\n",
    ],
)  # fmt: skip
def test_labels_in_many_forms(form: str) -> None:
    fields = "".join(form.format(l=label, v=value, n=n) for n, (label, value) in enumerate(FIELDS, 1))
    fiche = outline(*(f"Action {n} : {title}\n\n{fields}\n" for n, title in enumerate(TITLES, 1))).fiches[0]
    assert referents(fiche) == ["Ana Bo"]
    assert list(sections(fiche).values()) == [[value] for _, value in FIELDS[1:]]


@pytest.mark.parametrize(
    ("entry", "page"),
    [
        ("Action {n} : {t} (p. {p})\n", True), ("Action {n} : {t} - {p}\n", True),
        ("Action {n} : {t}, page {p}\n", True),
        ("Action {n} : {t}, pages {p} à {q}\n", True), ("• Action {n} : {t} \t{p}\n", True),
        ("- [Action {n} : {t}](#action-{n})\n", False), ("Action {n} : {t} ...... {p}\n", True),
        ("Action {n} : {t}\net ses amis ...... {p}\n", True),
    ],
)  # fmt: skip
def test_contents_in_many_forms(entry: str, page: bool) -> None:
    body = "".join(f"Action {n} : {title}{BLOCK}" for n, title in enumerate(TITLES, 1))
    listed = "".join(entry.format(n=n, t=title, p=n + 2, q=n + 3) for n, title in enumerate(TITLES, 1))
    more = " et ses amis" if "amis" in entry else ""
    wanted = [(str(n), title + more, n + 2 if page else None) for n, title in enumerate(TITLES, 1)]
    assert contents(outline("Sommaire\n", listed, "\n", body)) == wanted


@pytest.mark.parametrize("entry", ["{t} ........ {p}\n", "- [{t}](#a)\n", "1. {t}\n"])
@pytest.mark.parametrize("heading", ["## {t}", "**{t}**", "\n{t}"])
def test_contents_of_fiches_without_numbers(entry: str, heading: str) -> None:
    listed = "".join(entry.format(t=title, p=n) for n, title in enumerate(TITLES, 3))
    plan = outline("Sommaire\n\n", listed, "\n", *(heading.format(t=title) + BLOCK for title in TITLES))
    assert [title for _, title, _ in contents(plan)] == list(TITLES)
    assert [fiche.title.text for fiche in plan.fiches if fiche.title] == list(TITLES)


@pytest.mark.parametrize("heading", ["Fiche-action n°{n}\n{t}", "Action {n} – {t}"])
@pytest.mark.parametrize(
    "entry", ["{n}. {t}                  {p}\n", "{n}. {t} ..... {p}\n", "- {n} – {t}, page {p}\n"]
)
def test_contents_that_leave_the_word_out(entry: str, heading: str) -> None:
    listed = "".join(entry.format(n=n, t=title, p=n + 1) for n, title in enumerate(TITLES, 1))
    plan = outline(
        "CONTENU\n", listed, "\n\n", *(heading.format(n=n, t=title) + BLOCK for n, title in enumerate(TITLES, 1))
    )
    assert contents(plan) == [(str(n), title, n + 1) for n, title in enumerate(TITLES, 1)]
    assert len(plan.fiches) == 3


def test_axes_among_linked_contents_give_their_entries_an_axe() -> None:
    listed = (
        "- **Défi 1. Voir**\n  - [Action 1 - Éclairer](#a1)\n- **Défi 2. Dormir**\n  - [Action 2 - Éteindre](#a2)\n\n"
    )
    body = f"## Défi 1. Voir\n\n### Action 1 - Éclairer{BLOCK}## Défi 2. Dormir\n\n### Action 2 - Éteindre{BLOCK}"
    plan = outline("## Sommaire\n\n", listed, body)
    assert [plan.axes[entry.axe].title for entry in plan.entries if entry.axe is not None] == ["Voir", "Dormir"]


def test_contents_as_a_table_say_who_is_in_charge() -> None:
    listed = (
        "| Chantier | Animation |\n|---|---|\n| Chantier n°1 : Voir | Ana Bo |\n| Chantier n°2 : Dormir | Luc Ny |\n\n"
    )
    plan = outline("## Sommaire\n\n", listed, f"## Chantier n°1 : Voir{BLOCK}## Chantier n°2 : Dormir{BLOCK}")
    assert [[p.text for r in entry.referents for p in r.names] for entry in plan.entries] == [["Ana Bo"], ["Luc Ny"]]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("SMICTOM DES TROIS VALLONS\n\nPROGRAMME LOCAL DE PRÉVENTION", "PROGRAMME LOCAL DE PRÉVENTION"),
        ("Ville de Luz\n\nPLAN VÉLO\n\nAdopté en conseil municipal", "PLAN VÉLO"),
        ("# Pays de Luz\n\n## Contrat de ville 2030", "Contrat de ville 2030"),
        ("Conseil municipal du 3 mai\n\nNOTRE PLAN DE MANDAT", "NOTRE PLAN DE MANDAT"),
        ("Métropole de Luz\n\nSCHÉMA DIRECTEUR DE LA\nLUMIÈRE", "SCHÉMA DIRECTEUR DE LA LUMIÈRE"),
        ("CONTRAT DE VILLE DE LUZ 2024-2030\nsigné par l'État et la Ville", "CONTRAT DE VILLE DE LUZ 2024-2030"),
        ("PLAN D'ACTION DE LUZ\ndelibere en conseil municipal", "PLAN D'ACTION DE LUZ"),
        ("PLAN VÉLO\nune feuille de route pour dix ans", "PLAN VÉLO"),
        ("Plan d'action 2026-2028\nadoptée le 3 mai 2026", "Plan d'action 2026-2028"),
        ("# Plan vélo de Luz\n\nversion de travail", "Plan vélo de Luz"),
        ("Plan vélo de Luz\nmis à jour en mai 2026", "Plan vélo de Luz"),
        ("Plan vélo de Luz\ndocument de travail", "Plan vélo de Luz"),
        ("**Plan vélo de Luz\nadopté en mai\n**", "Plan vélo de Luz"),
        ("PLAN VÉLO\nde la Métropole de Luz", "PLAN VÉLO de la Métropole de Luz"),
        (
            "Plan d'action pour une ville\nplus sobre et plus claire",
            "Plan d'action pour une ville plus sobre et plus claire",
        ),
        ("CONTRAT DE VILLE\npour Luz et ses voisines", "CONTRAT DE VILLE pour Luz et ses voisines"),
    ],
)
def test_the_title_says_what_document_it_is(first: str, title: str) -> None:
    body = "".join(f"Action {n} : {each}{BLOCK}" for n, each in enumerate(TITLES, 1))
    assert split(f"{first}\n\n{body}", shipped()).title == title


def test_feet_beside_page_numbers_and_notes_belong_to_the_pages() -> None:
    foot = "\n__________\n¹ D'après les photographies.\n\n{}\nPOA - Habitat\n\n"
    parts = [f"Action {n} : {title}{ALONE}{foot.format(n + 1)}" for n, title in enumerate(TITLES, 1)]
    assert all(list(sections(fiche).values())[-1] == ["ADEME, CAF"] for fiche in outline(*parts).fiches)


def test_a_commission_on_a_plain_line_above_its_labels() -> None:
    plan = outline(
        f"Mesure n° 1 : Voir{BLOCK}Mesure n° 2 : Dormir{BLOCK}Commission Bénévolat\nContact : Luc Ny\n\nRôle\nAider.\n"
    )
    assert [(fiche.kind, fiche.title.text if fiche.title else "") for fiche in plan.fiches][-1] == (
        "commission",
        "Bénévolat",
    )


@pytest.mark.parametrize(
    "block",
    [
        "Pilote          : Ana Bo\nObjectifs       : voir mieux et\n                  plus loin\n"
        "Partenaires     : ADEME,\n                  CAF\n\n",
        "Pilote          Ana Bo\nObjectifs       voir mieux et\n                plus loin\nPartenaires     ADEME,\n"
        "                CAF\n\n",
        "**Pilote :** Ana Bo | **Objectifs :** voir mieux et plus loin **Partenaires :** ADEME, CAF\n\n",
        "| Pilote | Objectifs | Partenaires |\n|---|---|---|\n| Ana Bo | voir mieux et plus loin | ADEME, CAF |\n\n",
        "| Pilote | Ana Bo | Objectifs | voir mieux et plus loin |\n|---|---|---|---|\n"
        "| Partenaires | ADEME, CAF | Échéance | Fin 2027 |\n\n",
    ],
    ids=("columns and colons", "columns", "bold labels on one line", "a head and one row", "pairs in a row"),
)
def test_fields_side_by_side(block: str) -> None:
    fiche = outline(*(f"### Action {n} – {title}\n\n{block}" for n, title in enumerate(TITLES, 1))).fiches[0]
    assert referents(fiche) == ["Ana Bo"]
    assert list(sections(fiche).values())[:2] == [["voir mieux et plus loin"], ["ADEME, CAF"]]


@pytest.mark.parametrize("axe", ["MOBILITÉ {a}", "**Mobilité {a}**"])
def test_axes_told_by_their_print_alone(axe: str) -> None:
    parts = [
        axe.format(a=a) + "\n\n" + "".join(f"Action {n} : Voir{BLOCK}" for n in ns)
        for a, ns in (("DOUCE", (1, 2)), ("DURE", (3,)))
    ]
    assert [fiche.axe for fiche in outline(*parts).fiches] == [0, 0, 1]


def test_letters_above_letters_with_numbers() -> None:
    parts = [f"{a}. MOBILITÉ {a}\n\n" + "".join(f"{a}{n}. Voir {n}{BLOCK}" for n in (1, 2)) for a in "AB"]
    assert [(fiche.number, fiche.axe) for fiche in outline(*parts).fiches] == [
        ("A1", 0),
        ("A2", 0),
        ("B1", 1),
        ("B2", 1),
    ]


def test_contents_as_a_table_of_several_columns() -> None:
    rows = "".join(f"| {n} | {title} | Ana Bo | {n + 2} |\n" for n, title in enumerate(TITLES, 1))
    body = "".join(f"## Action {n} – {title}{BLOCK}" for n, title in enumerate(TITLES, 1))
    plan = outline("| N° | Intitulé | Pilote | Page |\n|---|---|---|---|\n", rows, "\n", body)
    assert contents(plan) == [(str(n), title, n + 2) for n, title in enumerate(TITLES, 1)]
    assert all(entry.referents for entry in plan.entries)


def test_a_number_that_is_a_field_is_the_fiches() -> None:
    block = "FICHE ACTION\n\nN° : {n}\nIntitulé : {t}\nPilote : Ana Bo\nObjectifs : voir\nBudget : 10 k€\n\n"
    plan = outline(*(block.format(n=n, t=title) for n, title in enumerate(TITLES, 1)))
    assert [fiche.number for fiche in plan.fiches] == ["1", "2", "3"]
    assert [fiche.title.text for fiche in plan.fiches if fiche.title] == list(TITLES)


def test_labels_with_a_number_right_above_fiches_gather() -> None:
    first = "Mission 1 : Voir\n   Fiche action 1 : Éclairer ..... 2\n"
    first += "Mission 2 : Savoir\n   Fiche action 2 : Compter ..... 3\n\n"
    body = f"Mission 1 : Voir\n\nFiche action 1\nÉclairer{BLOCK}Mission 2 : Savoir\n\nFiche action 2\nCompter{BLOCK}"
    found = outline(first, body)
    assert [(axe.number, axe.title) for axe in found.axes] == [("1", "Voir"), ("2", "Savoir")] * 2
    assert [fiche.title and fiche.title.text for fiche in found.fiches] == ["Éclairer", "Compter"]


def test_a_numbered_label_that_ends_each_fiche_gathers_nothing() -> None:
    block = f"{BLOCK}Indicateur 1 : les lampes\nIndicateur 2 : les nuits\n\n"
    found = outline(*(f"Fiche action {n} : {title}{block}" for n, title in enumerate(TITLES, 1)))
    assert not found.axes
    assert list(sections(found.fiches[0]))[-1] == "Indicateur 2"


def test_groups_among_glued_pages_are_entries() -> None:
    entries = "".join(f"Fiche action n°{n} : {title} {n + 1}\n" for n, title in enumerate(TITLES, 1))
    body = "".join(f"Fiche action n°{n} : {title}{BLOCK}" for n, title in enumerate(TITLES, 1))
    found = outline(f"{entries}Commission Veille 5\n\n", body, f"Commission Veille{BLOCK}")
    assert contents(found)[-1] == (None, "Veille", 5)
    assert found.fiches[-1].kind == "commission"


def test_what_pandoc_escapes_reads_as_it_was_written() -> None:
    fiche = outline(
        "### Fiche action 1 : L\\'eau\n\n**Pilote de l\\'action :** Ana Bo\n\n**Contexte :** d\\'abord\n"
    ).fiches[0]
    assert fiche.title is not None
    assert fiche.title.text == "L'eau"
    assert [each.label for each in fiche.referents] == ["Pilote de l'action"]


def test_words_cut_at_line_ends_are_whole_again() -> None:
    text = (
        "Le département compte des logements vacants et des ménages en at-\ntente, suivis par une vice-\nprésidente.\n"
    )
    fiche = outline(f"Fiche 1 : Voir{BLOCK}Contexte :\n{text}\nUne vice-présidente.\n").fiches[0]
    assert sections(fiche)["Contexte"][0] == (
        "Le département compte des logements vacants et des ménages en attente, suivis par une vice-présidente."
    )


def test_a_plan_of_commissions_and_groups_alone() -> None:
    names = ("Commission Mobilités", "Commission Jeunes", "Groupe de travail Numérique")
    listed = "".join(f"{name}\t{page}\n" for page, name in enumerate(names, 2))
    found = outline(f"{listed}\n\n", *(f"{name}{BLOCK}" for name in names))
    assert [(fiche.kind, fiche.title and fiche.title.text) for fiche in found.fiches] == [
        ("commission", "Mobilités"),
        ("commission", "Jeunes"),
        ("working_group", "Numérique"),
    ]
    assert contents(found) == [(None, "Mobilités", 2), (None, "Jeunes", 3), (None, "Numérique", 4)]


def test_the_title_as_head_of_every_page_is_furniture() -> None:
    pages = (
        f"Fiche {n} : {title}{BLOCK}Financements : ADEME\n\n{n}/3\nPlan 2031 du réseau\n\n"
        for n, title in enumerate(TITLES, 1)
    )
    found = split("Plan 2031 du réseau\n\n" + "".join(pages), shipped())
    assert [sections(fiche)["Financements"] for fiche in found.fiches] == [["ADEME"]] * 3


def test_two_feet_with_a_page_word_are_enough() -> None:
    pages = [f"Fiche {n} : {title}{BLOCK}Financements : ADEME\n\n" for n, title in enumerate(TITLES, 1)]
    found = outline(pages[0], "Plan lumière – page 2\n\n", pages[1], "Plan lumière – page 3\n\n", pages[2])
    assert [sections(fiche)["Financements"] for fiche in found.fiches] == [["ADEME"]] * 3


def test_letters_and_two_numbers_number_a_fiche() -> None:
    parts = (f"Action A1-{n} : {title}{BLOCK}" for n, title in enumerate(TITLES, 1))
    found = outline("ORIENTATION A – VOIR\n\nObjectif A1 – Voir la nuit\n\n", *parts)
    assert [fiche.number for fiche in found.fiches] == ["A1-1", "A1-2", "A1-3"]
    assert [axe.number for axe in found.axes] == ["A", "A1"]


def test_contents_that_name_who_is_in_charge_in_brackets() -> None:
    entries = "".join(
        f"Fiche n°{n} – {title} (élue référente : Ana Bo ; référent équipe : Luc Ny) p. {n + 1}\n"
        for n, title in enumerate(TITLES, 1)
    )
    found = outline(entries, "\n\n", *(f"Fiche n°{n} – {title}{BLOCK}" for n, title in enumerate(TITLES, 1)))
    assert contents(found)[0] == ("1", TITLES[0], 2)
    assert [(each.label, [name.text for name in each.names]) for each in found.entries[0].referents] == [
        ("élue référente", ["Ana Bo"]),
        ("référent équipe", ["Luc Ny"]),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("Projet phare : {t}", "Projet : {t}", "Projet phare : {t}"),
        ("Projet : {t}", "Projet phare : {t}", "Projet pilote : {t}"),
        ("Projet phare de la commune : {t}", "Projet : {t}", "Projet : {t}"),
        ("Action prioritaire – {t}",) * 3, ("## Mesure phare : {t}", "## Mesure : {t}", "## Mesure phare : {t}"),
        ("**Action nouvelle : {t}**",) * 3, ("Projet (phare) : {t}", "Projet : {t}", "Projet (phare) : {t}"),
        ("Projet : {t}", "Grand projet : {t}", "Projet : {t}"),
        ("## Projet (pilote) : {t}", "## Projet : {t}", "## Projet : {t}"),
        ("**Nouvelle action : {t}**", "**Action : {t}**", "**Action : {t}**"),
        ("Petit chantier : {t}", "Chantier : {t}", "Chantier (collectif) : {t}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("block", [BLOCK, ALONE], ids=("colons", "alone"))
def test_words_that_qualify_the_fiches_word(headings: tuple[str, ...], block: str) -> None:
    found = outline(*(form.format(t=title) + block for form, title in zip(headings, TITLES, strict=True))).fiches
    assert [fiche.title and fiche.title.text for fiche in found] == list(TITLES)
    assert [referents(fiche) for fiche in found] == [["Ana Bo"]] * 3


def test_a_qualified_word_inside_a_fiche_heads_none() -> None:
    block = BLOCK + "Action complémentaire : Semer\n\n"
    found = outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches
    assert [fiche.number for fiche in found] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "title", ["Sommaire du livret 2", "SOMMAIRE – LIVRET 2", "Table des matières du tome II", "## Sommaire (partie B)"]
)
def test_the_title_of_the_contents_gathers_nothing(title: str) -> None:
    axe = "Orientation 2 : Veiller\n\nObjectif 2.1 : Voir\n\n"
    listed = "".join(f"Fiche action n°2.1.{n} {each} ..... {n}\n" for n, each in enumerate(TITLES, 1))
    body = "".join(f"Fiche action n°2.1.{n}\n{each}{BLOCK}" for n, each in enumerate(TITLES, 1))
    found = outline(f"{title}\n\n", axe, listed, "\n", axe.replace("Veiller", "VEILLER"), body)
    assert [(each.number, each.title) for each in found.axes] == [
        ("2", "Veiller"), ("2.1", "Voir"), ("2", "VEILLER"), ("2.1", "Voir"),
    ]  # fmt: skip


def test_qualified_words_in_capitals() -> None:
    words = ("PROJET PHARE", "PROJET", "PROJET PHARE")
    found = outline(*(f"{word} : {title.upper()}{BLOCK}" for word, title in zip(words, TITLES, strict=True))).fiches
    assert [fiche.title and fiche.title.text for fiche in found] == [title.upper() for title in TITLES]


@pytest.mark.parametrize("banner", ["Fiche action n°{n}", "FICHE ACTION N°{n}", "**Fiche action {n}**"])
@pytest.mark.parametrize(
    "form", ["Fiche action n°{n} : {t}", "FICHE ACTION N° {n} - {t}", "**Fiche action n°{n}. {t}**"]
)
def test_a_banner_right_above_a_heading_is_no_fiche(banner: str, form: str) -> None:
    plan = outline(*(f"{banner}\n\n{form}{BLOCK}".format(n=n, t=title) for n, title in enumerate(TITLES, 1)))
    assert [fiche.title.text for fiche in plan.fiches] == [*TITLES]
    assert contents(plan) == []
