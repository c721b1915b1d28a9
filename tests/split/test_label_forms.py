"""Ways of printing labels and bullets that no plan of the corpus had, in the shortest plans that show them."""

import pytest

from pipeline.model import SectionKind
from pipeline.split.labels import without_number
from tests.split.shown import BLOCK, TITLES, outline, referents, sections


def test_questions_and_lines_that_come_again_are_labels() -> None:
    block = (
        "\n\nPourquoi agir ?\n\nIl fait {}.\n\nLe petit plus\n\nUne fête {}.\n\nQui ? Ana Bo\n\nAvec qui ?\n\nCAF\n\n"
    )
    odd = "À quoi rêvons-nous ?\n\nAu soleil.\n\n"
    plan = outline(*(f"Action {n} : {title}{block.format(n, n)}" for n, title in enumerate(TITLES, 1)), odd)
    assert [list(sections(fiche)) for fiche in plan.fiches[:2]] == [
        ["Pourquoi agir ?", "Le petit plus", "Avec qui ?"]
    ] * 2
    assert list(sections(plan.fiches[2]))[-1] == "À quoi rêvons-nous ?"
    assert referents(plan.fiches[0]) == ["Ana Bo"]


def test_labels_of_several_kinds_on_one_line() -> None:
    block = "\n\nPilote : Ana Bo | Échéance : 2030 – Budget : 10 k€\nPartenaires : CAF ; Ville : 5 k€\n\n"
    fiche = outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches[0]
    assert referents(fiche) == ["Ana Bo"]
    assert sections(fiche) == {"Échéance": ["2030"], "Budget": ["10 k€"], "Partenaires": ["CAF ; Ville : 5 k€"]}


def test_a_label_in_a_bullet_of_its_own_below_each_heading() -> None:
    block = "\n\n- **Pilote :** Ana Bo\n- **Priorité :** haute\n\n**Objectifs**\n\n- Voir mieux\n\n"
    found = outline(*(f"### Action {n} – {title}{block}" for n, title in enumerate(TITLES, 1))).fiches
    assert [referents(fiche) for fiche in found] == [["Ana Bo"]] * 3
    assert [sections(fiche) for fiche in found] == [{"Priorité": ["haute"], "Objectifs": ["Voir mieux"]}] * 3


def test_a_bold_day_in_a_bullet_is_no_label() -> None:
    block = "\n\n**Pilote :** Ana Bo\n\n**Calendrier**\n\n- **Fin 2030 :** Ouverture\n- **Début 2031 :** Bilan\n\n"
    found = outline(*(f"### Action {n} – {title}{block}" for n, title in enumerate(TITLES, 1))).fiches
    assert sections(found[0]) == {"Calendrier": ["Fin 2030 : Ouverture", "Début 2031 : Bilan"]}


def test_the_first_part_of_a_cell_may_be_a_bullet() -> None:
    rows = "| Pilote | Ana Bo |\n| Objectifs | - Voir mieux<br>- Voir loin |\n| Budget | - 3 k€ |"
    table = f"\n\n| | |\n|---|---|\n{rows}\n\n"
    found = outline(*(f"### Fiche action {n}. {title}{table}" for n, title in enumerate(TITLES, 1))).fiches
    objectives = found[0].sections[0]
    assert [(item.passage.text, item.bullet) for item in objectives.items] == [
        ("Voir mieux", True),
        ("Voir loin", True),
    ]


def test_a_second_label_in_small_letters_behind_a_bar() -> None:
    fiche = outline("Fiche 1 : Voir\n\nBinôme élu : Ana Bo / technicien : Luc Ny\nObjectifs : voir\n").fiches[0]
    assert [(each.label, [name.text for name in each.names]) for each in fiche.referents] == [
        ("Binôme élu", ["Ana Bo"]),
        ("technicien", ["Luc Ny"]),
    ]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [("Coût par habitant", "funding"), ("Indicateurs chiffrés", "indicators"), ("Partenaires du quartier", "partners")],
)
def test_the_first_word_tells_what_a_label_outside_the_vocabulary_means(printed: str, kind: str) -> None:
    block = f"\n\n**Pilote :** Ana Bo\n\n**Contexte :** Il fait noir.\n\n**{printed} :** trois\n\n"
    fiche = outline(*(f"Fiche action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches[0]
    hit = fiche.sections[-1].hit
    assert hit is not None
    assert hit.known is not None
    assert hit.known.kind == kind


@pytest.mark.parametrize(
    ("leading", "printed", "role"),
    [
        ("Pilote", "Référent médical", "team"), ("Sponsor", "Référentes paramédicales", "team"),
        ("Porteuse", "Référent·e de terrain", "team"), ("Commanditaire", "Référent numérique", "team"),
        ("Contexte", "Référent médical", "lead"), ("Élue référente", "Référent médical", "lead"),
        ("Structure porteuse", "Référent médical", "lead"), ("Pilote", "Animatrice de quartier", "lead"),
        ("Pilote", "Référente jeunes élue", "team"), ("Référente", "Référent médical", "lead"),
    ],
)  # fmt: skip
def test_a_referent_beside_who_leads_is_of_the_team(leading: str, printed: str, role: str) -> None:
    block = f"\n\n**{leading} :** Ana Bo\n\n**Objectifs :** voir\n\n**{printed} :** Luc Ny\n\n"
    found = outline(*(f"### Fiche action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches
    roles = [[each.hit.known.meaning.role for each in fiche.referents if each.hit.known] for fiche in found]
    assert [each[-1] for each in roles] == [role] * 3


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_so_does_that_of_a_label_on_a_line_of_its_own(gap: str) -> None:
    block = f"\n\nPilote{gap}Ana Bo\n\nContexte{gap}Il fait noir.\n\nCalendrier{gap}2030\n\n"
    odd = f"Participation citoyenne{gap}Trois.\n\nIndicateurs de réussite{gap}Deux lampes.\n\n"
    fiches = outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1)), odd).fiches
    assert sections(fiches[-1])["Indicateurs de réussite"] == ["Deux lampes."]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_short_item_that_begins_with_such_a_word_is_text(gap: str) -> None:
    block = f"\n\nPilote{gap}Ana Bo\n\nObjectifs{gap}Objectif zéro lampe\n\nCalendrier{gap}2030\n\n"
    odd = f"Contexte{gap}Il fait noir.\n\nEffets de halo partout en ville\n\n"
    fiches = outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1)), odd).fiches
    assert sections(fiches[-1])["Objectifs"] == ["Objectif zéro lampe"]
    assert sections(fiches[-1])["Contexte"] == ["Il fait noir.", "Effets de halo partout en ville"]


def test_a_sentence_that_begins_with_such_a_word_is_text() -> None:
    fiche = outline(f"Fiche action 1 : Voir{BLOCK}Contexte :\nCoût par habitant divisé : trois en un an.\n").fiches[0]
    assert sections(fiche)["Contexte"] == ["Coût par habitant divisé : trois en un an."]


def test_dashes_glued_to_the_words_are_bullets_where_the_document_glues_them() -> None:
    block = "\n\nPilote : Ana Bo\nObjectifs :\n-Voir mieux\n-Voir loin\n  -la nuit\n\n"
    fiche = outline(*(f"Fiche {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches[0]
    assert [(item.passage.text, len(item.items)) for item in fiche.sections[0].items] == [
        ("Voir mieux", 0),
        ("Voir loin", 1),
    ]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("•\t{}", "\to\t{}"), ("-\t{}", "\t-\t{}"), ("1.\t{}", "\ta.\t{}"), ("• {}", "  o\xa0{}"), ("Ø\t{}", "\t§\t{}"),
        ("ü {}", "  v {}"), ("→ {}", "    ↳ {}"), ("‐ {}", "  ⁃ {}"), ("1- {}", "  i) {}"), ("1) {}", "  ii. {}"),
        ("- [ ] {}", "  - [x] {}"), ("☐ {}", "  ✔️ {}"),
    ],
)  # fmt: skip
def test_list_entries_in_many_forms(upper: str, lower: str) -> None:
    listed = "\n".join(
        form.format(f"{word} {{}}") for form, word in ((upper, "Semer"), (lower, "Tailler"), (lower, "Lier"))
    )
    block = f"\n\nPilote : Ana Bo\nObjectifs :\n{listed}\n\nBudget : 10 k€\n\n"
    seasons = zip(TITLES, ("en mars", "en mai", "en juin"), strict=True)
    fiche = outline(*(f"Fiche {n} : {t}{block.format(*[s] * 3)}" for n, (t, s) in enumerate(seasons, 1))).fiches[0]
    (first,) = fiche.sections[0].items
    assert (first.passage.text, first.bullet) == ("Semer en mars", True)
    assert [item.passage.text for item in first.items] == ["Tailler en mars", "Lier en mars"]


def test_a_table_parted_by_tabs_may_begin_with_a_number_or_a_dash() -> None:
    rows = "1.\tSemer\tmars {0}\n2.\tTailler\tmai {0}\n-\tLier\tjuin {0}\n"
    block = f"\n\nPilote : Ana Bo\nCalendrier :\n{rows}\n"
    fiche = outline(*(f"Fiche {n} : {t}{block.format(2030 + n)}" for n, t in enumerate(TITLES, 1))).fiches[0]
    assert sections(fiche)["Calendrier"][0] == "1. Semer mars 2031"


def test_a_minus_is_no_bullet() -> None:
    fiche = outline(f"Fiche 1 : Voir{BLOCK}Indicateurs :\n-5 % de lampes\n- Compter\n").fiches[0]
    assert sections(fiche)["Indicateurs"] == ["-5 % de lampes", "Compter"]


def test_a_label_in_capitals_goes_up_to_its_colon() -> None:
    block = "\n\nSERVICE PORTEUR : Direction de l'eau\n\nACTEURS EXTÉRIEURS PARTENAIRES : CAF, ADEME\n\n"
    block += "CONSTAT : Il pleut.\n\n"
    fiche = outline(*(f"Action n° {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches[0]
    assert [(each.label, [name.text for name in each.names]) for each in fiche.referents] == [
        ("SERVICE PORTEUR", ["Direction de l'eau"])
    ]
    assert list(sections(fiche)) == ["ACTEURS EXTÉRIEURS PARTENAIRES", "CONSTAT"]


def test_numbered_labels_in_capitals_below_a_sum() -> None:
    block = "\n\nPilote : Ana Bo\n\nCONTEXTE : Il pleut.\n\nBUDGET (€ HT) : 1 000\n"
    block += "FINANCEUR 1 : ADEME\nFINANCEUR 2 : CAF\n\n"
    fiche = outline(*(f"Fiche A{n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches[0]
    assert sections(fiche)["FINANCEUR 2"] == ["CAF"]


@pytest.mark.parametrize(("past", "kind"), [("", "actions"), ("Réalisations : lire\n", "planned_actions")])
def test_what_will_be_done_is_planned_beside_what_was_done(past: str, kind: str) -> None:
    fiche = outline(f"Fiche 1 : Voir{BLOCK}{past}Ce que nous allons faire : écrire\n").fiches[0]
    hit = fiche.sections[-1].hit
    assert hit is not None
    assert hit.known is not None
    assert hit.known.kind == kind


@pytest.mark.parametrize("gap", ["\t", " \t ", "    ", " ", " : "], ids=("tab", "wide tab", "blanks", "blank", "colon"))
@pytest.mark.parametrize(
    ("context", "partners"), [("CONTEXTE", "PARTENAIRES"), ("Contexte", "Partenaires")], ids=("capitals", "small")
)
def test_a_label_before_small_letters_below_a_sentence(context: str, partners: str, gap: str) -> None:
    if gap == " " and not partners.isupper():
        pytest.skip("`Partenaires fidèles de la commune` is a sentence as well")
    fields = (
        "Les lampes de la ville sont allumées toute la nuit, même en été.",
        "compagnie Ostrea, commerçants et CAF",
    )
    block = f"\n\nPilote{gap}Ana Bo\n{context}{gap}{fields[0]}\n{partners}{gap}{fields[1]} de la ville basse\n\n"
    found = outline(*(f"Action {n}{gap}{title}{block}" for n, title in enumerate(TITLES, 1))).fiches
    assert [sections(fiche) for fiche in found] == [
        {context: [fields[0]], partners: [f"{fields[1]} de la ville basse"]}
    ] * 3


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Ce que nous voulons obtenir", SectionKind.OBJECTIVES), ("Ce que l’on veut voir", SectionKind.OBJECTIVES),
        ("Ce qu'on cherche à changer", SectionKind.OBJECTIVES), ("Ce que nous voyons la nuit", SectionKind.CONTEXT),
        ("Ce que nous ferons en 2030", SectionKind.PLANNED_ACTIONS), ("Ce qu'on mesurera", SectionKind.INDICATORS),
        ("Ce que nous avons fait en 2029", SectionKind.ACHIEVEMENTS), ("Ce que la nuit raconte", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_spoken_labels_stand_above_their_text(printed: str, kind: SectionKind | None, gap: str) -> None:
    block = (
        f"\n\nÉlue référente : Ana Bo\n\nNotre constat{gap}Il fait noir.\n\n{printed}{gap}Voir enfin mieux.\n\n"
        f"Nos actions{gap}- Semer\n\nNos partenaires : ADEME, CAF\n\nNotre budget : 10 000 €\n\n"
    )
    for fiche in outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        section = next(each for each in fiche.sections if each.label == printed)
        assert [item.passage.text for item in section.items] == ["Voir enfin mieux."]
        assert section.hit is not None
        assert (section.hit.known.kind if section.hit.known else None) == kind


@pytest.mark.parametrize("dash", ["–", "-", "—", "→"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_bold_labels_before_a_dash(dash: str, gap: str) -> None:
    block = gap.join(
        (
            f"**Pilote** {dash} Ana Bo", f"**Appui** {dash} Luc Ny", f"**Pourquoi** {dash} Il fait noir.",
            f"**Ce qu’on fait** {dash}", "- Semer", "- Voir", f"**Budget** {dash} ~ 12 k€/an",
            f"**Nos envies** {dash} voir loin",
        )
    )  # fmt: skip
    plan = "".join(f"## {n} {dash} {title}\n\n{block}\n\n" for n, title in enumerate(TITLES, 1))
    for fiche in outline(plan).fiches:
        assert referents(fiche) == ["Ana Bo", "Luc Ny"]
        assert sections(fiche) == {
            "Pourquoi": ["Il fait noir."], "Ce qu’on fait": ["Semer", "Voir"], "Budget": ["~ 12 k€/an"],
            "Nos envies": ["voir loin"],
        }  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [
        "**{l} –** {v}", "{l} – {v}", "- **{l}** – {v}", "- **{l}** : {v}", "__{l}__ — {v}", "- {l} – {v}",
        "* {l} - {v}", "• {l} — {v}",
    ],
)  # fmt: skip
def test_marked_labels_with_a_dash(form: str) -> None:
    fields = (("Pilote", "Ana Bo"), ("Pourquoi", "Il fait noir."), ("Partenaires", "ADEME"), ("Budget", "12 k€"))
    block = "\n".join(form.format(l=label, v=value) for label, value in fields)
    for fiche in outline(*(f"## {n} – {title}\n\n{block}\n\n" for n, title in enumerate(TITLES, 1))).fiches:
        assert referents(fiche) == ["Ana Bo"]
        assert sections(fiche) == {label: [value] for label, value in fields[1:]}


@pytest.mark.parametrize("signs", ["–-–", "-–-", "---", "—––"])
def test_dashes_of_any_length_are_one_bullet(signs: str) -> None:
    block = BLOCK + "Actions :\n" + "".join(f"{sign} semer {n}\n" for n, sign in enumerate(signs)) + "\n"
    for fiche in outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert sections(fiche)["Actions"] == ["semer 0", "semer 1", "semer 2"]


def test_a_short_sentence_closes_a_paragraph() -> None:
    wide = "Les écoles de Brécy et de Saint-Loup perdent une classe tous les deux ans."
    block = f"{BLOCK}Contexte :\n{wide}\nCelle du bourg date de 1962.\n\nBilan :\n{wide}\nSemer une haie.\n\n"
    for fiche in outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert sections(fiche)["Contexte"] == [f"{wide} Celle du bourg date de 1962."]
        assert sections(fiche)["Bilan"] == [wide, "Semer une haie."]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("On avance avec", SectionKind.PARTNERS), ("Avec qui on travaille", SectionKind.PARTNERS),
        ("Sous", SectionKind.FUNDING), ("Ça coûte combien ?", SectionKind.FUNDING), ("L'argent", SectionKind.FUNDING),
        ("D'ici fin 2030", SectionKind.PLANNED_ACTIONS), ("D'ici la fin de l'année", SectionKind.PLANNED_ACTIONS),
        ("Le petit plus", None), ("Mots doux", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["_{}_", "*{}*", "_{} :_", "*{}* :", "**{}**"])
def test_lines_in_italics_that_come_again_are_labels(printed: str, kind: SectionKind | None, form: str) -> None:
    block = (
        "\n\nAnimatrice : Ana Bo\n\n_Contenu_\n\n* Action : semer\n* Action : tailler\n    * en mars\n"
        "* Action : voir\n\n"
        f"{form.format(printed)}\n\nVoir enfin mieux\n\n*Suivi*\n\nVélos comptés\n\n"
    )
    for fiche in outline(*(f"## Chantier {n} : {title}{block}" for n, title in zip("ABC", TITLES, strict=True))).fiches:
        assert [section.label for section in fiche.sections] == ["Contenu", printed, "Suivi"]
        assert [item.passage.text for item in fiche.sections[0].items] == [
            "Action : semer", "Action : tailler", "Action : voir",
        ]  # fmt: skip
        assert [item.passage.text for item in fiche.sections[1].items] == ["Voir enfin mieux"]
        hit = fiche.sections[1].hit
        assert hit is not None
        assert (hit.known.kind if hit.known else None) == kind


@pytest.mark.parametrize("form", ["- {} : {}", "- **{} :** {}", "* {} – {}", "1. {} : {}", "- *{}* : {}"])
def test_one_word_before_each_entry_of_a_list_is_no_label(form: str) -> None:
    entries = "\n".join(form.format("Action", word) for word in ("semer", "tailler", "voir"))
    block = f"\n\nPilote : Ana Bo\nObjectifs : voir\nDescriptif :\n{entries}\nPartenaires : ADEME\n\n"
    for fiche in outline(*(f"Fiche {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert list(sections(fiche)) == ["Objectifs", "Descriptif", "Partenaires"]
        assert len(sections(fiche)["Descriptif"]) == 3


def test_the_only_label_in_a_bullet_of_each_fiche_is_one() -> None:
    block = "\n\n- **Pilote :** Ana Bo\n\n**Nos envies :** voir\n\n"
    for fiche in outline(*(f"## Fiche {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert referents(fiche) == ["Ana Bo"]


@pytest.mark.parametrize("remark", ["_Néant_", "_À définir_", "*Sans objet*"])
def test_a_remark_in_italics_below_a_label_is_its_text(remark: str) -> None:
    block = f"\n\n**Pilote :** Ana Bo\n\n**Partenaires**\n\n{remark}\n\n**Budget**\n\n{remark}\n\n"
    for fiche in outline(*(f"## Fiche {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert list(sections(fiche)) == ["Partenaires", "Budget"]


def test_a_bullet_with_a_dash_is_text_where_labels_are_no_bullets() -> None:
    block = f"{BLOCK}Descriptif :\n- Budget – le vote de mars\n- Partenaires – la liste\n\n"
    for fiche in outline(*(f"Fiche {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches:
        assert sections(fiche)["Descriptif"] == ["Budget – le vote de mars", "Partenaires – la liste"]


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("Ana Bo\n\nLuc Ny", ["Ana Bo", "Luc Ny"]),
        ("Ana Bo\n\nLuc Ny\n\nVille de Crozes", ["Ana Bo", "Luc Ny", "Ville de Crozes"]),
        ("Ana Bo\n\nUne ronde a lieu chaque soir, et l'on y compte les étoiles. La suite dira lesquelles.", ["Ana Bo"]),
        ("Ana Bo\n\n**En bref**\n\nUne ronde a lieu chaque soir.", ["Ana Bo"]),
        ("Ana Bo\n\nUn mot d'abord\n\nUne ronde a lieu chaque soir.", ["Ana Bo"]),
        ("Ana Bo\n\n- compter les étoiles", ["Ana Bo"]),
        ("Ana Bo\n\nUn paragraphe commence ici", ["Ana Bo"]),
        ("Ana Bo\n\nLes lampes sont posées", ["Ana Bo"]),
    ],
)
def test_names_below_a_label_where_all_stands_apart(below: str, names: list[str]) -> None:
    plans = [f"## Action {n} : {title}\n\n**Pilotes :**\n\nRoi Ubu\n\n" for n, title in enumerate(TITLES, 1)]
    plans[1] = plans[1].replace("Roi Ubu", below)
    fiches = outline(*(f"{plan}**Objectifs :**\n\nvoir mieux\n\n" for plan in plans)).fiches
    assert [referents(fiche) for fiche in fiches] == [["Roi Ubu"], names, ["Roi Ubu"]]


@pytest.mark.parametrize("sentence", ["Enjeu 1 : sortir de l'urgence. Enjeu 2 : choisir.", "Objectif 2 : voir mieux."])
def test_a_numbered_word_of_a_label_stands_in_its_text(sentence: str) -> None:
    label = sentence.split(" ")[0] + "s"
    block = f"\n\nPilote : Ana Bo\n{label} :\n\nLa nuit recule.\n\n{{}}Calendrier : 2030\n\n"
    texts = [block.format(""), block.format(sentence + "\n\n"), block.format("")]
    plan = outline(*(f"Action {n} : {t}{text}" for (n, t), text in zip(enumerate(TITLES, 1), texts, strict=True)))
    assert sections(plan.fiches[1])[label] == ["La nuit recule.", sentence]


def test_a_colon_above_a_list_where_labels_have_none() -> None:
    block = "\n\nPilote : Ana Bo\n\nDescription\nChaque cour est verte.\n{}\nObjectifs\n- voir mieux\n\n"
    texts = [block.format(""), block.format("\nTrois cours ouvrent la marche :\n- Luz\n- Brécy\n"), block.format("")]
    plan = outline(*(f"Action {n} : {t}{text}" for (n, t), text in zip(enumerate(TITLES, 1), texts, strict=True)))
    assert sections(plan.fiches[1])["Description"] == [
        "Chaque cour est verte.", "Trois cours ouvrent la marche :", "Luz", "Brécy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "label"),
    [("A. Dupont", "A. Dupont"), ("A. Budget", "Budget"), ("A. Zébu gris", "Zébu gris"), ("1. Constat", "Constat")],
)
def test_an_initial_is_no_number(printed: str, label: str) -> None:
    assert without_number(printed) == label


def test_a_label_with_a_number_is_an_entry() -> None:
    rows = "".join(
        f"| {n} | {title} | Ana Bo | Semer.<br>Enjeu 1 : voir loin<br>Enjeu 2 : voir bien |\n"
        for n, title in enumerate(TITLES, 1)
    )
    plan = outline(f"| N° | Action | Pilote | Description |\n|---|---|---|---|\n{rows}")
    for fiche in plan.fiches:
        assert sections(fiche) == {"Description": ["Semer.", "Enjeu 1 : voir loin", "Enjeu 2 : voir bien"]}
