"""Plans of prose: fiches that are a heading and paragraphs, without any label."""

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline
from pipeline.vocabulary import shipped

TITLES = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")
PROSE = (
    "\n\nLa commune éclairera toutes les rues d'ici 2030, avec l'ADEME et le club d'astronomie.\n\n"
    "Elle commencera par le quartier {n}, puis viendront la place et le port.\n\n"
)


def outline(text: str) -> Outline:
    return split(text, shipped())


def plan(form: str, *, title: str = "Plan d'action lumière", body: str = PROSE, order: str = "123") -> Outline:
    parts = ((form + body).format(n=n, t=each) for n, each in zip(order, TITLES, strict=True))
    return outline(f"{title}\n\n" + "".join(parts))


def fiches(found: Outline) -> list[tuple[str | None, str | None]]:
    return [(fiche.number, fiche.title.text if fiche.title else None) for fiche in found.fiches]


NUMBERED = [(str(n), title) for n, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    "form",
    [
        "## Action {n} : {t}", "Action {n} : {t}", "**Mesure {n} – {t}**", "FICHE ACTION {n}\n{t}",
        "Engagement n°{n} : {t}", "### Fiche n° {n} – {t}", "[Action {n}] {t}",
    ],
)  # fmt: skip
def test_headings_that_count_up_and_paragraphs(form: str) -> None:
    found = plan(form)
    assert fiches(found) == NUMBERED
    (section,) = found.fiches[1].sections
    assert section.label == ""
    assert [item.passage.text for item in section.items] == [
        "La commune éclairera toutes les rues d'ici 2030, avec l'ADEME et le club d'astronomie.",
        "Elle commencera par le quartier 2, puis viendront la place et le port.",
    ]


def test_contents_and_axes_of_prose() -> None:
    listed = "".join(f"Action {n} : {title} ..... {n}\n" for n, title in NUMBERED)
    body = "".join(f"## Action {n} : {title}{PROSE.format(n=n)}" for n, title in NUMBERED)
    found = outline(f"# Plan climat\n\nSommaire\n\n{listed}\n# Axe 1 : Voir\n\n{body}")
    assert [entry.title for entry in found.entries] == list(TITLES)
    assert fiches(found) == NUMBERED
    assert [(axe.number, axe.title) for axe in found.axes] == [("1", "Voir")]
    assert [fiche.axe for fiche in found.fiches] == [0, 0, 0]


def test_contents_without_pages() -> None:
    listed = "".join(f"- Action {n} : {title}\n" for n, title in NUMBERED)
    body = "".join(f"## Action {n} : {title}{PROSE.format(n=n)}" for n, title in NUMBERED)
    assert fiches(outline(f"# Plan climat\n\nSommaire\n\n{listed}\n{body}")) == NUMBERED


@pytest.mark.parametrize(
    "title", ["Rapport d'activité", "Dossier de presse du plan climat", "Nos projets", "Mon journal"]
)
def test_what_does_not_call_itself_a_plan_is_none(title: str) -> None:
    assert plan("Action {n} : {t}", title=title).fiches == ()


@pytest.mark.parametrize(
    ("form", "order", "body"),
    [
        ("Action {n} : {t}", "132", PROSE), ("Action {n} : {t}", "124", PROSE), ("Action {n} : {t}", "234", PROSE),
        ("Action {n} : {t}", "123", "\n\n"), ("Article {n} : {t}", "123", PROSE), ("Étape {n} : {t}", "123", PROSE),
        ("- Action {n} : {t}", "123", "\n"), ("{n}. {t}", "123", PROSE),
    ],
)  # fmt: skip
def test_headings_that_are_not_certain_head_nothing(form: str, order: str, body: str) -> None:
    assert plan(form, order=order, body=body).fiches == ()


def test_two_are_too_few() -> None:
    text = "".join(f"Action {n} : {title}{PROSE.format(n=n)}" for n, title in NUMBERED[:2])
    assert outline(f"Plan d'action lumière\n\n{text}").fiches == ()


LETTER = (
    "MAIRIE DE LUZ\n19 – CORREZE\n\nPlan d'adressage 2025\n\nMesdames, Messieurs,\n\nNous traiterons ces sujets"
    " ensemble, avec les mêmes personnes et le même petit budget.\n\nNous ferons ceci :\n\n"
)


@pytest.mark.parametrize("form", ["n°{n} {t}", "N° {n} – {t}", "n° {n} : {t}"])
@pytest.mark.parametrize("cost", ["", "Coût : 380 euros\n\n"])
def test_numbers_in_a_letter(form: str, cost: str) -> None:
    parts = ((form + PROSE + cost).format(n=n, t=title) for n, title in NUMBERED)
    found = outline(LETTER + "".join(parts))
    assert fiches(found) == NUMBERED
    assert [section.label for section in found.fiches[0].sections] == ["", *(["Coût"] if cost else [])]


@pytest.mark.parametrize("form", ["{n}. {t}", "{n}/ {t}", "**{n} – {t}**", "## {n}. {t}"])
@pytest.mark.parametrize("label", ["Coût : 380 euros", "Budget : 14 000 € HT", "Calendrier : printemps 2025"])
def test_one_label_again_and_again_below_numbers(form: str, label: str) -> None:
    body = "".join((form + PROSE + label + "\n\n").format(n=n, t=title) for n, title in NUMBERED)
    assert fiches(outline(LETTER + body)) == NUMBERED
    assert fiches(outline(LETTER.replace("Plan d'adressage", "Vœux du maire") + body)) == []


def test_a_label_below_some_numbers_is_not_enough() -> None:
    parts = (f"{n}. {title}{PROSE}" + ("Coût : 380 euros\n\n" if n == "2" else "") for n, title in NUMBERED)
    assert outline(LETTER + "".join(parts)).fiches == ()
