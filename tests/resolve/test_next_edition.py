"""The next edition of a plan: contents that spell otherwise than the body, fiches without number among the others."""

import re

import pytest

from pipeline.model import Plan, Role
from pipeline.read import Document
from pipeline.run import extract_document

TITLES = ("Régies agricoles", "Cuisines centrales", "Dernier kilomètre", "Halles et marchés", "Précarité alimentaire")
PRINTED = (
    "Les régies agricoles", "Les cuisines centrales publiques", "Le dernier kilomètre", "Les halles et marchés",
    "La précarité alimentaire",
)  # fmt: skip
NUMBERS = ("1", "2", "3a", "3b", "")
WHO = "Référent·e CA : Ana Bo\n\nRéférent équipe : Luc Ny\n\n"
BODY = "Objectifs :\n\n- Documenter ce qui existe.\n- Outiller les communes.\n\nPerspectives 2023 :\n\n- Un atelier\
 à Lorient le 9 mars.\n- Une note avec le Cerema.\n\nPartenariats : Cerema, Un Plus Bio\n\n"
LISTED_WHO = "Référent.e CA : Ana Bo. Référent équipe : Luc Ny.\n\n"
AXES = ("AXE 1", "ALIMENTATION ET FONCIER"), ("AXE 2", "LES COOPÉRATIONS LOGISTIQUES")
COMMISSION = "COMMISSION TRANSVERSALE : FORMATION\n\n"
GT = "GT LOI D'ORIENTATION AGRICOLE"


def listed(entry: str, bare: str = "Fiche action {t}page {p}", who: str = LISTED_WHO) -> str:
    """Print contents: `entry` for a fiche with a number, `bare` for one without."""
    text = ""
    for place, (number, title) in enumerate(zip(NUMBERS, TITLES, strict=True)):
        if place in (0, 2):
            text += " ".join(AXES[place // 2]) + "\n\n"
        text += (entry if number else bare).format(n=number, t=title, p=place + 2) + "\n" + (who or "\n")
    return text + "AXE TRANSVERSAL : VIE DU RÉSEAU\n\nCommission transversale : Formationpage 7\n" + (who or "\n")


def body(heading: str = "Fiche-action n°{n}\n\n{t}", bare: str = "Fiche-action\n\n{t}", who: str = WHO) -> str:
    text = ""
    for place, (number, title) in enumerate(zip(NUMBERS, PRINTED, strict=True)):
        text += " : ".join(AXES[0 if place < 2 else 1]) + "\n\n"
        text += (heading if number else bare).format(n=number, t=title) + "\n\n" + who + BODY
    return text + "AXE TRANSVERSAL : VIE DU RÉSEAU\n\n" + COMMISSION + WHO + BODY


def plan(*parts: str) -> Plan:
    text = "Plan d'actions 2023 du réseau\n\n\n" + "".join(parts)
    return extract_document(Document(name="p.txt", format="text", sha256="0" * 64, encoding="utf-8", text=text)).plan


def fiches(found: Plan) -> list[tuple[str | None, str | None, str | None]]:
    return [(fiche.number, fiche.title, fiche.axe_id) for fiche in found.fiches]


def contents(found: Plan) -> list[tuple[str | None, int | None, str | None]]:
    titles = {fiche.id: fiche.title for fiche in found.fiches}
    return [(entry.title, entry.page, titles.get(entry.fiche_id or "")) for entry in found.toc]


FICHES = [
    *(
        (number or None, title, f"axe-{1 if place < 2 else 2}")
        for place, (number, title) in enumerate(zip(NUMBERS, PRINTED, strict=True))
    ),
    (None, "FORMATION", "axe-transversal"),
]  # fmt: skip
CONTENTS = [
    *((title, page, printed) for page, (title, printed) in enumerate(zip(TITLES, PRINTED, strict=True), 2)),
    ("Formation", 7, "FORMATION"),
]


@pytest.mark.parametrize(
    "entry",
    [
        "Fiche action n°{n} {t}page {p}", "Fiche n° {n} : {t} page {p}", "Fiche {n} – {t} ..... {p}",
        "- Fiche action n°{n} {t}page {p}", "Action {n} : {t} page {p}", "n°{n} {t} ..... {p}", "{n}. {t} page {p}",
        "Fiche action {t}page {p}", "{t} ..... {p}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "bare", ["Fiche-action\n\n{t}", "Fiche-action {t}", "Fiche action : {t}", "FICHE-ACTION\n\n{t}"]
)
def test_contents_and_body_may_spell_otherwise(entry: str, bare: str) -> None:
    found = plan(listed(entry), body(bare=bare))
    assert fiches(found) == FICHES
    assert contents(found) == CONTENTS
    assert [axe.id for axe in found.axes] == ["axe-1", "axe-2", "axe-transversal"]
    assert found.coverage.ratio == 1


@pytest.mark.parametrize("heading", ["Fiche action {n} - {t}", "FICHE N° {n} – {t}", "Fiche-action {n}. {t}"])
@pytest.mark.parametrize("entry", ["Fiche n° {n} {t}page {p}", "Fiche-action {n} : {t}page {p}"])
def test_headings_of_the_body_in_other_words(heading: str, entry: str) -> None:
    found = plan(listed(entry), body(heading))
    assert fiches(found) == FICHES
    assert contents(found) == CONTENTS


@pytest.mark.parametrize("entry", ["Fiche action n°{n} {t}", "Action {n} : {t}", "{n}. {t}", "n° {n} - {t}"])
@pytest.mark.parametrize("who", [LISTED_WHO, ""], ids=("people", "nobody"))
def test_contents_without_pages(entry: str, who: str) -> None:
    text = re.sub(r"page 7", "", listed(entry, "Fiche action {t}", who))
    found = plan(text, body())
    assert fiches(found) == FICHES
    assert contents(found) == [(title, None, printed) for title, _, printed in CONTENTS]


def test_contents_in_another_order() -> None:
    blocks = re.split(r"(?=AXE )", listed("Fiche action n°{n} {t}page {p}"))[1:]
    found = plan(*reversed(blocks), body())
    assert fiches(found) == FICHES
    assert sorted(contents(found), key=str) == sorted(CONTENTS, key=str)


@pytest.mark.parametrize(
    ("line", "page", "names"),
    [
        (f"{GT} Référent.e CA : Ana Bo\n\n", None, 1), (f"{GT}\nRéférent.e CA : Ana Bo\n\n", None, 1),
        (f"{GT}\n\n", None, 0), (f"{GT} page 8\n\n", 8, 0),
    ],
)  # fmt: skip
def test_a_working_group_of_the_contents_alone(line: str, page: int | None, names: int) -> None:
    found = plan(listed("Fiche action n°{n} {t}page {p}"), line, body())
    assert contents(found) == [*CONTENTS, ("LOI D'ORIENTATION AGRICOLE", page, None)]
    assert len(found.toc[-1].referents) == names
    assert fiches(found) == FICHES


@pytest.mark.parametrize("label", ["Avec", "Bureau", "Ça roule pour", "Budget"])
def test_a_label_of_the_contents_that_says_nothing_of_people(label: str) -> None:
    who = f"{label} : Ana Bo. Référent équipe : Luc Ny.\n\n"
    found = plan(listed("Fiche action n°{n} {t}page {p}", who=who), body())
    assert fiches(found) == FICHES
    assert contents(found) == CONTENTS


@pytest.mark.parametrize("board", ["Réf. CA", "Référente du CA", "Référent CA/élu", "Référents CA"])
@pytest.mark.parametrize("team", ["Réf. équipe", "Référente de l'équipe", "Référent·es équipe"])
def test_who_is_in_charge_in_other_words(board: str, team: str) -> None:
    who = f"{board} : Ana Bo\n\n{team} : Luc Ny\n\n"
    found = plan(listed("Fiche action n°{n} {t}page {p}", who=f"{board} : Ana Bo. {team} : Luc Ny.\n\n"), body(who=who))
    assert fiches(found) == FICHES
    for each in (*found.toc[:5], *found.fiches[:5]):
        assert [(referent.role, referent.name) for referent in each.referents] == [
            (Role.BOARD, "Ana Bo"),
            (Role.TEAM, "Luc Ny"),
        ]


def test_a_fiche_without_anyone_in_charge() -> None:
    text = body().replace(f"Le dernier kilomètre\n\n{WHO}", "Le dernier kilomètre\n\n")
    found = plan(listed("Fiche action n°{n} {t}page {p}"), text)
    assert fiches(found) == FICHES
    assert [len(fiche.referents) for fiche in found.fiches] == [2, 2, 0, 2, 2, 2]


def test_who_else_contributes_in_inclusive_plural() -> None:
    who = "Référent·e CA : Ana Bo\n\nAutres contributeur·rices : Luc Ny (volet marchés)\n\n"
    roles = [[referent.role for referent in fiche.referents] for fiche in plan(body(who=who)).fiches[:5]]
    assert roles == [[Role.BOARD, Role.CONTRIBUTOR]] * 5


def test_what_opens_a_list_below_its_label_is_no_label() -> None:
    opening = "Donner aux communes les moyens de :\n\n- reprendre la main,\n- peser.\n\n"
    text = body().replace("Objectifs :\n\n", f"Objectifs :\n\n{opening}", 1)
    sections = plan(text).fiches[0].sections
    assert [section.label for section in sections] == ["Objectifs", "Perspectives 2023", "Partenariats"]
    assert sections[0].items[0].text == "Donner aux communes les moyens de :"
