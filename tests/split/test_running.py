"""Fiches that are a paragraph each, their labels within the running text, and paragraphs that are none."""

import pytest

from tests.split.shown import TITLES, contents, outline, referents, sections

SENTENCES = (
    "Objectif : voir mieux, et plus loin que les rues d'à côté. Pilotage : Ana Bo. Partenaires : ADEME, CAF et "
    "voisins. Échéance : 2030. Budget : 10 000 €."
)  # fmt: skip
READ = {
    "Objectif": "voir mieux, et plus loin que les rues d'à côté.", "Partenaires": "ADEME, CAF et voisins.",
    "Échéance": "2030.", "Budget": "10 000 €.",
}  # fmt: skip


def wrapped(text: str, width: int = 74) -> str:
    lines = [""]
    for word in text.replace(" :", "~:").replace(" €", "~€").split(" "):
        if len(lines[-1]) + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines).replace("~", " ")


@pytest.mark.parametrize("width", [60, 74, 10_000])
@pytest.mark.parametrize(
    "heading",
    [
        "**{n}. {t}.** ", "**Action {n} – {t}.** ", "**Fiche n°{n} : {t}** – ", "**{t}.** ", "{n}. {t}. ",
        "Action {n}. {t}. ", "Mesure {n} : {t}. ", "Action {n} : {t}. ", "{n}) {t}. ",
        "- **Action {n} : {t}.** ", "* **{n}. {t}.** ", "### Action {n} : {t}\n\n", "**Action {n} : {t}**\n\n",
        "A{n} – {t}. ",
        "Action {n} - {t}\n", "__{n}. {t} :__ ",
    ],
)  # fmt: skip
def test_a_paragraph_is_a_fiche(heading: str, width: int) -> None:
    parts = []
    for n, title in enumerate(TITLES, 1):
        printed = heading.format(n=n, t=title)
        head, gap, run = printed.rpartition("\n") if "\n" in printed else ("", "", printed)
        parts.append(head + gap + wrapped(run + SENTENCES, width) + "\n\n")
    found = outline(*parts).fiches
    assert [fiche.title.text for fiche in found if fiche.title] == list(TITLES)
    assert [referents(fiche) for fiche in found] == [["Ana Bo."]] * 3
    assert [sections(fiche) for fiche in found] == [{label: [value] for label, value in READ.items()}] * 3


@pytest.mark.parametrize("form", ["*{l} :* {v}", "**{l} :** {v}", "**{l}** : {v}", "_{l}_ : {v}", "{l} : {v}"])
@pytest.mark.parametrize("between", [". ", " ; ", " – ", ". – "])
def test_labels_are_marked_and_set_apart_in_many_ways(form: str, between: str) -> None:
    fields = (("Objectif", "voir mieux"), ("Pilotage", "Ana Bo"), ("Partenaires", "ADEME, CAF"), ("Budget", "10 000 €"))
    running = between.join(form.format(l=label, v=value) for label, value in fields)
    found = outline(*(f"**{n}. {title}.** {running}.\n\n" for n, title in enumerate(TITLES, 1))).fiches
    assert [fiche.title.text for fiche in found if fiche.title] == list(TITLES)
    assert [[name.strip(" .") for name in referents(fiche)] for fiche in found] == [["Ana Bo"]] * 3
    assert list(sections(found[0])) == ["Objectif", "Partenaires", "Budget"]


def test_what_stands_before_the_first_label_is_text() -> None:
    found = outline(
        *(f"**{n}. {title}.** Il fait noir la nuit. {SENTENCES}\n\n" for n, title in enumerate(TITLES, 1))
    ).fiches
    assert [fiche.title.text for fiche in found if fiche.title] == list(TITLES)
    assert [sections(fiche)[""] for fiche in found] == [["Il fait noir la nuit."]] * 3


def test_one_with_fewer_labels_is_printed_as_the_others_are() -> None:
    short = "**4. Dormir.** Il fait noir. Pilotage : Luc Ny. Échéance : 2031.\n\n"
    found = outline(*(f"**{n}. {title}.** {SENTENCES}\n\n" for n, title in enumerate(TITLES, 1)), short).fiches
    assert len(found) == 4
    assert referents(found[3]) == ["Luc Ny."]


def test_contents_list_them() -> None:
    listed = "".join(f"{n}. {title} ..... {n + 1}\n" for n, title in enumerate(TITLES, 1))
    body = "".join(f"**{n}. {title}.** {SENTENCES}\n\n" for n, title in enumerate(TITLES, 1))
    assert contents(outline("Sommaire\n\n", listed, "\n", body)) == [
        (str(n), t, n + 1) for n, t in enumerate(TITLES, 1)
    ]


def test_a_paragraph_that_speaks_of_a_field_is_text() -> None:
    text = "Le projet a deux volets. Objectif : voir mieux. Le maire y tient.\nPilotage : voir plus bas. Il fait noir."
    block = f"\n\nPilote : Ana Bo\nContexte : {text}\nCalendrier : 2030\nPartenaires : ADEME, CAF\n\n"
    found = outline(*(f"Action {n} : {title}{block}" for n, title in enumerate(TITLES, 1))).fiches
    assert [referents(fiche)[0] for fiche in found] == ["Ana Bo"] * 3
    assert "Objectif" not in sections(found[0])


def test_one_paragraph_alone_needs_more_labels() -> None:
    assert outline("Bonjour.\n\nAction 1 : semer. Pilote : la commune. Budget : 20 000 €.").fiches == ()


def test_lines_behind_a_full_stop_are_no_paragraph_of_a_contents():
    people = "Référent CA : Ana Bo. Autres contributeurs : Luc Do. Référent équipe : Eve Li."
    text = "Sommaire\n\n"
    for n, title in enumerate(TITLES, 1):
        text += f"Fiche action n°{n} {title}page {n + 1}\n{people}\n"
    text += f"Commission transversale : Formationpage 9\n{people}\n\n"
    for n, title in enumerate(TITLES, 1):
        text += f"## Fiche action n°{n}\n\n{title}\n\nObjectifs :\n\n- voir\n\n"
    assert contents(outline(text))[-1] == (None, "Formation", 9)
