"""Long plans have chapters of their own: none of them is a fiche, an axe or the end of one."""

import time

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline, RawReferents
from pipeline.vocabulary import shipped
from tests.split.shown import TITLES, contents, sections

BLOCK = "\n\nPilote : Ana Bo\nObjectifs :\n- voir mieux\n- voir loin\nStatut : en cours\n\n"
LAST = {"Objectifs": ["voir mieux", "voir loin"], "Statut": ["en cours"]}
MODEL = "Référent :\nObjectifs :\nCalendrier :\nPartenaires :\nStatut :\n\n"
FILLED = "Pilote : le service qui agit\nObjectifs : ce qui est attendu\nStatut : à venir, en cours ou réalisé\n\n"
ROWS = "| | |\n|---|---|\n| Pilote | |\n| Objectifs | |\n| Statut | |\n\n"
AXES = ("Voir", "Dormir")
# the fiches' titles under each axe
UNDER = (TITLES[:2], TITLES[2:])


def body(axe: str = "AXE {a} – {t}", fiche: str = "Action {n} : {t}", intro: str = "", block: str = BLOCK) -> str:
    text, n = "", 0
    for a, (title, fiches) in enumerate(zip(AXES, UNDER, strict=True), 1):
        text += f"{axe.format(a=a, t=title)}\n\n{intro}"
        for each in fiches:
            n += 1
            text += fiche.format(n=n, t=each) + block
    return text


def listed(axe: str = "AXE {a} – {t}", fiche: str = "Action {n} : {t}", page: str = "", below: str = "") -> str:
    text, n = "", 0
    for a, (title, fiches) in enumerate(zip(AXES, UNDER, strict=True), 1):
        text += axe.format(a=a, t=title) + page.format(p=a + 5) + "\n"
        for each in fiches:
            n += 1
            text += fiche.format(n=n, t=each) + page.format(p=n + 6) + "\n" + below.format(n="ABC"[n - 1])
    return text


def read(*parts: str) -> Outline:
    return split("Plan climat du Val\n\nÉdito\n\nNous agissons.\n\n" + "".join(parts), shipped())


def referents(each: RawReferents) -> str:
    return each.names[0].text.rstrip(".")


def check(found: Outline) -> None:
    assert [(fiche.number, fiche.title and fiche.title.text) for fiche in found.fiches] == [
        (str(n), title) for n, title in enumerate(TITLES, 1)
    ]
    assert [sections(fiche) for fiche in found.fiches] == [LAST] * 3
    body_axes = [(axe.number, axe.title) for axe in found.axes if not axe.in_contents]
    assert body_axes == [("1", "Voir"), ("2", "Dormir")]
    assert {axe.title for axe in found.axes} == set(AXES)
    assert [found.axes[fiche.axe or 0].title for fiche in found.fiches] == ["Voir", "Voir", "Dormir"]


FRONT = "1. Le contexte{}\n2. La gouvernance{}\n3. Mode d'emploi des fiches{}\n"
BACK = "Glossaire{}\nAnnexe 1 : le comité de pilotage{}\n"
CHAPTERS = (
    "1. Le contexte\n\nLa nuit recule.\n\nPartenaires : ADEME\n\n2. La gouvernance\n\nPilotage : un comité.\n\n"
    "3. Mode d'emploi des fiches\n\nToutes se ressemblent :\n\n" + MODEL
)
BEHIND = "Glossaire\n\nADEME : agence\nObjectif : but\n\nAnnexe 1 : le comité de pilotage\n\nÉlus\n- Ana Bo\n"


@pytest.mark.parametrize("page", [" p. {p}", " ........ {p}", "\t{p}", ", page {p}", ""])
def test_chapters_that_the_contents_list(page: str) -> None:
    front, back = (
        FRONT.format(*(page.format(p=n) for n in (2, 3, 4))),
        BACK.format(page.format(p=11), page.format(p=12)),
    )
    found = read(f"Sommaire\n\n{front}\n{listed(page=page)}\n{back}\n", CHAPTERS, body(), BEHIND)
    check(found)
    pages = [n + 6 if page else None for n in (1, 2, 3)]
    assert contents(found) == [(str(n), t, p) for (n, t), p in zip(enumerate(TITLES, 1), pages, strict=True)]


@pytest.mark.parametrize(
    ("front", "chapters", "behind"),
    [
        (
            "I. CONTEXTE\nII. MÉTHODE\nA. La concertation\nB. Le calendrier\n",
            "I. CONTEXTE\n\nLa nuit recule.\n\nII. MÉTHODE\n\nA. La concertation\n\nTrois ateliers.\n\n"
            "B. Le calendrier\n\nDeux ans.\n\n",
            "III. SUIVI ET ÉVALUATION\n\nIndicateurs : vingt.\n",
        ),
        (
            "Préambule\nPartie 1 – Le diagnostic\nPartie 2 – Comment lire les fiches ?\n",
            f"Préambule\n\nTexte.\n\nPartie 1 – Le diagnostic\n\nTexte.\n\n"
            f"Partie 2 – Comment lire les fiches ?\n\n{FILLED}",
            "Bibliographie\n\nObjectif nuit, 2019\n",
        ),
    ],
)
def test_chapters_numbered_otherwise(front: str, chapters: str, behind: str) -> None:
    last = behind.partition("\n")[0]
    check(read(f"SOMMAIRE\n\n{front}{listed()}{last}\n\n", chapters, body(), behind))


@pytest.mark.parametrize("model", [ROWS, MODEL, FILLED])
@pytest.mark.parametrize("link", ["{}", "[{}](#la)"])
def test_chapters_under_markdown_headings(model: str, link: str) -> None:
    front = ("1. Le contexte", "2. La gouvernance", "3. Comment lire une fiche")
    entries = [f"- {link.format(each)}\n" for each in front]
    below = listed("- Axe {a} : {t}", "  - " + link.format("Mesure {n}. {t}"))
    chapters = f"## {front[0]}\n\nTexte.\n\n## {front[1]}\n\n**Pilote** du groupe : Luc Ny.\n\n## {front[2]}\n\n{model}"
    text = f"## Sommaire\n\n{''.join(entries)}{below}- {link.format('Glossaire')}\n\n{chapters}"
    found = read(text, body("## Axe {a} : {t}", "### Mesure {n}. {t}"), "## Glossaire\n\n- **Objectif** : but\n")
    check(found)
    assert [number for number, _, _ in contents(found)] == ["1", "2", "3"]


@pytest.mark.parametrize("intro", ["Texte de l'axe.\n\n", "Enjeux :\n- voir\n- savoir\n\n"])
@pytest.mark.parametrize("axe", ["ORIENTATION {a} : {t}", "Objectif {a} : {t}", "Axe {a} – {t}"])
def test_an_axe_that_the_contents_list_has_an_introduction(axe: str, intro: str) -> None:
    found = read(f"Sommaire\n\n{listed(axe, page=' p. {p}')}\n", body(axe, intro=intro))
    check(found)


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("1. Le contexte", "2. La méthode", "3. Les actions"),
        ("I. LE CONTEXTE", "II. LA MÉTHODE", "III. LES ACTIONS"),
        ("## Le contexte", "## La méthode", "## Le plan d'actions"),
        ("## 1. Contexte et enjeux", "## 2. La méthode", "## 3. Les actions"),
    ],
)
def test_chapters_without_contents(one: str, two: str, three: str) -> None:
    marks = ("### ", "#### ") if one.startswith("#") else ("", "")
    chapters = f"{one}\n\nLa nuit recule.\n\n{two}\n\nTrois ateliers.\n\n{three}\n\n"
    check(read(chapters, body(marks[0] + "AXE {a} – {t}", marks[1] + "Action {n} : {t}")))


@pytest.mark.parametrize(
    "model",
    [
        f"COMMENT LIRE UNE FICHE ?\n\nN° et intitulé de l'action\n{MODEL}",
        f"Mode d'emploi\n\nAction n°… : intitulé\n{MODEL}",
        f"Action n°X : intitulé de l'action\n\n{FILLED}",
        f"Action 0 : intitulé\n\n{MODEL}",
        f"Action 1 : Titre de l'action\n\n{MODEL}",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_model_is_no_fiche(model: str, first: bool) -> None:
    parts = body().partition("AXE 2")
    check(read(model, *parts) if first else read(parts[0], model, *parts[1:]))


@pytest.mark.parametrize(
    "title",
    [
        "Annexe 1 – Le comité",
        "ANNEXE : LES MEMBRES",
        "Annexe. Membres",
        "Sigles et acronymes",
        "5. Glossaire",
        "VI – Annexes",
    ],
)
def test_what_stands_behind_the_fiches_has_a_title(title: str) -> None:
    check(read(body(), f"{title}\n\nPilote : Luc Ny\nObjectif : but\n"))


@pytest.mark.parametrize("page", [" ..... {p}", " p. {p}", ""])
@pytest.mark.parametrize("below", ["Bureau : Luc Ny. Équipe : Ana {n}o.\n", "Bureau : Luc Ny\nÉquipe : Ana {n}o\n"])
def test_the_contents_shorten_the_labels_of_the_body(page: str, below: str) -> None:
    block = f"\n\nRéférent bureau : Luc Ny\nRéférente équipe : Ana Bo{BLOCK}"
    found = read(f"Sommaire\n\n{listed(page=page, below=below)}\n", body(block=block))
    names = [(each.hit.known and each.hit.known.meaning.role, referents(each)) for each in found.entries[0].referents]
    assert names == [("board", "Luc Ny"), ("team", "Ana Ao")]


@pytest.mark.parametrize("word", ["ORIENTATION", "Objectif", "Enjeu", "Ambition"])
@pytest.mark.parametrize("intro", ["Texte de l'axe.\n\n", "Enjeux :\n- voir\n- savoir\n\n"])
def test_an_axe_whose_word_is_a_label_has_an_introduction(word: str, intro: str) -> None:
    check(read(body(word + " {a} : {t}", intro=intro)))


@pytest.mark.parametrize("gap", ["    ", "\t"])
def test_a_table_of_the_fiches_has_no_pages(gap: str) -> None:
    rows = [
        f"{n}{gap}{title}{gap}{days}\n" for n, (title, days) in enumerate(zip(TITLES, (60, 45, 20), strict=True), 1)
    ]
    found = read(f"Tableau de synthèse\n\nN°{gap}Action{gap}Jours\n{''.join(rows)}\n", body())
    check(found)
    assert not [page for _, _, page in contents(found) if page is not None]


def test_a_model_that_prints_what_a_fiche_does() -> None:
    check(read(f"Mode d'emploi\n\nAction 1 : {TITLES[0]}\n{MODEL}Tout n'est pas rempli.\n\n", body()))


@pytest.mark.parametrize("page", [" p. {p}", " ........ {p}", "\t{p}"])
def test_contents_behind_what_they_list(page: str) -> None:
    front, back = (
        FRONT.format(*(page.format(p=n) for n in (2, 3, 4))),
        BACK.format(page.format(p=11), page.format(p=12)),
    )
    found = read(CHAPTERS, body(), BEHIND, f"\nTable des matières\n\n{front}\n{listed(page=page)}\n{back}")
    assert [fiche.number for fiche in found.fiches] == ["1", "2", "3"]
    assert [sections(fiche) for fiche in found.fiches] == [LAST] * 3
    assert contents(found) == [(str(n), title, n + 6) for n, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize("form", ["{}", "**{}**"])
@pytest.mark.parametrize("title", ["POUR EN SAVOIR PLUS", "LE SUIVI DU PLAN", "FINANCEMENT", "QUI CONTACTER ?"])
def test_what_stands_behind_is_printed_as_what_stands_before(form: str, title: str) -> None:
    front = f"{form.format('LE TERRITOIRE')}\n\nLa nuit recule.\n\n{form.format('LA MÉTHODE')}\n\nTrois ateliers.\n\n"
    check(read(front, body(), f"{form.format(title)}\n\nPilote : Luc Ny\n\nLe plan est relu chaque année.\n"))


@pytest.mark.parametrize("mark", ["## {}", "**{}**"])
@pytest.mark.parametrize("entry", ["- {}\n", "{} ..... 3\n", ""])
def test_chapters_among_titles_without_number(mark: str, entry: str) -> None:
    front, back = ("Notre méthode", "Mode d'emploi"), ("Glossaire", "Les membres du bureau")
    block = "\n\nPilote : Ana Bo\n\nObjectifs :\n\n- voir mieux\n- voir loin\n\nStatut : en cours\n\n"
    texts = ["\n\nTrois ateliers.\n\n", f"\n\n{FILLED}", *[block] * 3, "\n\n- CAF : caisse\n\n", "\n\n- Luc Ny\n"]
    titles = [*front, *TITLES, *back]
    toc = f"{mark.format('Sommaire')}\n\n{''.join(map(entry.format, titles))}\n" if entry else ""
    found = read(toc, *(mark.format(title) + text for title, text in zip(titles, texts, strict=True)))
    assert [fiche.title and fiche.title.text for fiche in found.fiches] == list(TITLES)
    assert [sections(fiche) for fiche in found.fiches] == [LAST] * 3
    assert [title for _, title, _ in contents(found)] == (list(TITLES) if entry else [])


@pytest.mark.parametrize("page", [" ..... {p}", ""])
@pytest.mark.parametrize("axe", ["3.{a} {t}", "3.{a}. {t}", "{t}"])
def test_axes_that_only_the_contents_tell(axe: str, page: str) -> None:
    front = "".join(f"{each}{page.format(p=3)}\n" for each in ("1. Le contexte", "2. La méthode", "3. Les actions"))
    chapters = "1. Le contexte\n\nTexte.\n\n2. La méthode\n\nTexte.\n\n3. Les actions\n\nTexte.\n\n"
    found = read(f"Sommaire\n\n{front}{listed(axe, page=page)}\n", chapters, body(axe, intro="Texte de l'axe.\n\n"))
    assert [fiche.number for fiche in found.fiches] == ["1", "2", "3"]
    assert [found.axes[fiche.axe or 0].title for fiche in found.fiches] == ["Voir", "Voir", "Dormir"]
    assert {each.title for each in found.axes} == {"Voir", "Dormir"}


THREE = "\n\nPilote : Ana Bo\n\nObjectifs : voir mieux\n\nCalendrier : 2025\n\n"
UNFILLED = "\n\nPilote :\n\nPartenaires :\n\nCalendrier :\n\n"


def numbers(text: str) -> list[str | None]:
    return [fiche.number for fiche in split(text, shipped()).fiches]


@pytest.mark.parametrize("guide", ["## {}", "### {}", "**{}**"])
@pytest.mark.parametrize("block", [THREE, UNFILLED])
def test_a_guide_within_a_fiche_is_a_section(guide: str, block: str) -> None:
    air = "".join(f"## Fiche {n} : {t}{THREE}" for n, t in enumerate(("Respirer", "Souffler", "Voler"), 1))
    within = guide.format("Mode d'emploi") + "\n\nAppeler la mairie.\n\n"
    eau = f"# Axe 1 : Eau\n\n## Fiche 1 : Boire{THREE}{within}## Fiche 2 : Laver{block}"
    assert numbers(f"{eau}# Axe 2 : Air\n\n{air}") == ["1", "2", "1", "2", "3"]


def test_a_guide_above_numbers_that_come_again() -> None:
    axes = [f"# Axe {a} : {t}\n\n## Fiche 1 : {t}{THREE}## Fiche 2 : Ou {t}{THREE}" for a, t in enumerate(AXES, 1)]
    assert numbers("# Mode d'emploi\n\nLire.\n\n" + "".join(axes)) == ["1", "2", "1", "2"]


def test_a_guide_title_in_several_fiches_is_a_section() -> None:
    text = "".join(f"# Fiche {n} : {t}{THREE}## Mode d'emploi\n\nLire.\n\n" for n, t in enumerate(TITLES, 1))
    found = split(text, shipped())
    assert [fiche.number for fiche in found.fiches] == ["1", "2", "3"]
    assert all("Lire." in str(sections(fiche)) for fiche in found.fiches)


def test_many_guides_cost_little() -> None:
    def seconds(count: int) -> float:
        fiche = THREE + "Le sol vit.\n\n" * 60 + "## Mode d'emploi\n\n" * 40
        text = "".join(f"# Fiche {n} : Planter{fiche}" for n in range(1, count + 1))
        begun = time.process_time()
        assert len(numbers(text)) == count
        return time.process_time() - begun

    assert seconds(400) < 6.5 * seconds(100)


@pytest.mark.parametrize("word", ["AXE", "Axe", "Orientation", "Objectif", "Enjeu", "Thème"])
@pytest.mark.parametrize("intro", ["Objectifs : boire\n\n", "Texte.\n\n"])
def test_an_empty_axe_is_none_of_the_chapters(word: str, intro: str) -> None:
    filled = "".join(f"{word} {a} : {t}\n\n{intro}Fiche {a} : Ou {t}{THREE}" for a, t in enumerate(AXES, 1))
    empty = f"{word} 3 : Feu\n\nRien encore.\n\n{word} 4 : Sol\n\nFiche 3 : Creuser{THREE}"
    found = split(filled + empty, shipped())
    if word in ("AXE", "Axe"):
        assert [axe.title for axe in found.axes][-2:] == ["Feu", "Sol"]
    assert found.axes[found.fiches[-1].axe or 0].title == "Sol"


@pytest.mark.parametrize("unfilled", [(2,), (1,), (3,), (1, 2), (2, 3)])
@pytest.mark.parametrize("guide", ["", "# Mode d'emploi\n\nLire.\n\n"])
def test_an_unfilled_fiche_is_one(unfilled: tuple[int, ...], guide: str) -> None:
    if guide and 1 in unfilled:
        return  # a model
    text = "".join(
        f"# Fiche action n°{n} : {title}{UNFILLED if n in unfilled else THREE}" for n, title in enumerate(TITLES, 1)
    )
    assert numbers(guide + text) == ["1", "2", "3"]


@pytest.mark.parametrize("number", ["1", "9"])
def test_an_unfilled_fiche_out_of_sequence_is_a_model(number: str) -> None:
    text = "".join(f"# Fiche action n°{n} : {title}{THREE}" for n, title in enumerate(TITLES, 1))
    model = f"# Fiche action n°{number} : Ranger{UNFILLED}"
    assert numbers(text + model) == ["1", "2", "3"]
    assert number != "1" or numbers(model + text) == ["1", "2", "3"]
