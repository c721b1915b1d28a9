"""Headings that print the word and the number of a fiche in less usual ways."""

import pytest

from pipeline.split import split
from pipeline.split.outline import Outline
from pipeline.vocabulary import shipped

TITLES = ("Éclairer les rues", "Éteindre la nuit", "Compter les étoiles")
ORDINALS = (("1ère", "1re", "Première"), ("2ème", "2e", "Deuxième"), ("3ème", "3e", "Troisième"))
BLOCK = "\n\nPilote : Ana Bo\nObjectifs : voir mieux\nCalendrier : 2030\nPartenaires : ADEME, CAF\n\n"


def outline(*parts: str) -> Outline:
    return split("Plan d'action lumière\n\n" + "".join(parts), shipped())


def fiches(plan: Outline) -> list[tuple[str | None, str | None]]:
    return [(fiche.number, fiche.title.text if fiche.title else None) for fiche in plan.fiches]


def plan(form: str) -> Outline:
    return outline(
        *(
            form.format(n=n, t=title, o=o, s=s, w=w, W=w.upper()) + BLOCK
            for n, (title, (o, s, w)) in enumerate(zip(TITLES, ORDINALS, strict=True), 1)
        )
    )


NUMBERED = [(str(n), title) for n, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    "form",
    [
        "{t} (action n°{n})", "{t} (Fiche {n})", "{t} – Action {n}", "{t} [Action {n}]", "## {t} (action n°{n})",
        "**{t} (fiche-action n°{n})**", "{t} | Mesure {n}",
    ],
)  # fmt: skip
def test_the_number_behind_the_title(form: str) -> None:
    assert fiches(plan(form)) == NUMBERED


def test_a_reference_behind_titles_is_no_number_of_theirs() -> None:
    found = outline(*(f"### {title} (voir action {n})" + BLOCK for title, n in zip(TITLES, (4, 9, 2), strict=True)))
    assert [number for number, _ in fiches(found)] == [None] * 3
    one = outline(f"### {TITLES[0]} (mesure 3)", BLOCK, *(f"### {title}{BLOCK}" for title in TITLES[1:]))
    assert len(fiches(one)) == 3


def test_contents_with_the_number_behind_the_title() -> None:
    listed = "".join(f"{title} (action n°{n}) ........ {n + 2}\n" for n, title in enumerate(TITLES, 1))
    body = "".join(f"{title} (action n°{n}){BLOCK}" for n, title in enumerate(TITLES, 1))
    found = outline("Sommaire\n\n", listed, "\n\n", body)
    assert [(e.number, e.title, e.page) for e in found.entries] == [(n, t, int(n) + 2) for n, t in NUMBERED]
    assert fiches(found) == NUMBERED


@pytest.mark.parametrize(
    "form",
    [
        "[Action {n}] {t}", "## [Action {n}] {t}", "[Action {n}] - {t}", "(Action {n}) {t}", "**[Fiche n°{n}]** {t}",
        "[FICHE ACTION {n}] {t}", "[Mesure {n}]\n{t}",
    ],
)  # fmt: skip
def test_word_and_number_in_brackets(form: str) -> None:
    assert fiches(plan(form)) == NUMBERED


@pytest.mark.parametrize(
    "form",
    [
        "Action {n} (axe 1) : {t}", "### Action {n} (axe 1) – {t}", "Action {n} (axe 1)\n{t}",
        "Fiche action n°{n} (prioritaire) : {t}", "**Mesure {n} (2026-2028) :** {t}", "Levier {n} (volet B) : {t}",
    ],
)  # fmt: skip
def test_an_aside_in_brackets_behind_the_number_is_no_title(form: str) -> None:
    assert fiches(plan(form)) == NUMBERED


def test_a_wrapped_reference_in_brackets_stays_in_its_sentence() -> None:
    text = (
        "Pilote : Ana Bo\nObjectifs : voir mieux la nuit dans les rues du bourg avec la mairie,\n(action 3) et dormir"
    )
    found = outline(*(f"Action {n} : {title}\n\n{text}\n\n" for n, title in enumerate(TITLES, 1)))
    assert [len(fiche.sections[0].items) for fiche in found.fiches] == [1] * 3


@pytest.mark.parametrize(
    "form",
    [
        "{o} action : {t}", "{o} action - {t}", "{o} action\n{t}", "{w} action : {t}", "## {w} mesure : {t}",
        "{s} action – {t}", "{W} ACTION : {t}", "{o} fiche action : {t}", "{o} fiche\n\n{t}",
    ],
)  # fmt: skip
def test_ordinals(form: str) -> None:
    assert fiches(plan(form)) == NUMBERED


def test_ordinals_within_fiches_head_none() -> None:
    inner = "Première action : poser dix lampes\n\n2e action : les éteindre\n\n"
    found = outline(*(f"Fiche n°{n} : {title}{BLOCK}{inner}" for n, title in enumerate(TITLES, 1)))
    assert fiches(found) == NUMBERED


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("Axe {a} - Action {n} : {t}", None), ("Axe {a} / Fiche {n}\n{t}", None), ("AXE {a} – ACTION {n} – {t}", None),
        ("## Axe {a} - Action {n} : {t}", None), ("Axe {a}, action {n} : {t}", None),
        ("Axe {a} | Fiche n°{n} | {t}", None), ("Axe {a}. Action {a}.{n} : {t}", None),
        ("Orientation {r} - Mesure {n} : {t}", None), ("Axe {a} : Se loger - Action {n} : {t}", "Se loger"),
        ("Axe {a} (Se loger) – Fiche action n°{n} – {t}", "Se loger"),
    ],
)  # fmt: skip
def test_axe_and_number_in_one_heading(form: str, title: str | None) -> None:
    parts = [
        form.format(a=a, r="I" * a, n=n, t=title) + BLOCK
        for a in (1, 2)
        for n, title in enumerate(TITLES, 1)
    ]  # fmt: skip
    found = outline(*parts)
    assert [each for _, each in fiches(found)] == [*TITLES, *TITLES]
    assert [(number or "").rpartition(".")[2] for number, _ in fiches(found)] == ["1", "2", "3"] * 2
    named = [found.axes[fiche.axe] for fiche in found.fiches if fiche.axe is not None]
    assert [len(axe.number or "") if "{r}" in form else int(axe.number or 0) for axe in named] == [1, 1, 1, 2, 2, 2]
    assert {axe.title for axe in named} == {title}


def test_two_axes_and_number_in_one_heading() -> None:
    parts = [
        f"Axe {a} - Objectif {b} - Action {n} : {title}{BLOCK}"
        for a in (1, 2) for b in (1, 2) for n, title in enumerate(TITLES, 1)
    ]  # fmt: skip
    found = outline(*parts)
    named = [found.axes[fiche.axe] for fiche in found.fiches if fiche.axe is not None]
    assert [(axe.word, axe.number) for axe in named] == [
        ("objectif", str(b)) for _ in (1, 2) for b in (1, 2) for _ in TITLES
    ]
    assert [axe.number for axe in found.axes if axe.word == "axe"] == ["1"] * 6 + ["2"] * 6


def test_contents_with_axe_and_number() -> None:
    listed = "".join(f"Axe 1 - Action {n} : {title} ..... {n + 2}\n" for n, title in enumerate(TITLES, 1))
    found = outline("Sommaire\n\n", listed, "\n\n", *(f"Axe 1 - Action {n} : {t}{BLOCK}" for n, t in NUMBERED))
    assert [(e.number, e.title, e.page) for e in found.entries] == [(n, t, int(n) + 2) for n, t in NUMBERED]
    assert [found.axes[e.axe].number for e in found.entries if e.axe is not None] == ["1"] * 3
    assert fiches(found) == NUMBERED


@pytest.mark.parametrize(
    "form",
    [
        "{n}.\n{t}",
        "{n}.\n\n{t}",
        "{n})\n{t}",
        "## {n}.\n\n{t}",
        "**{n}.**\n{t}",
        "1.{n}.\n{t}",
        "N° {n}\n{t}",
    ],
)
def test_a_number_alone_above_the_title(form: str) -> None:
    found = fiches(plan(form))
    assert [title for _, title in found] == list(TITLES)
    assert [(number or "")[-1] for number, _ in found] == ["1", "2", "3"]


def test_pages_above_what_a_page_begins_with_head_no_fiches() -> None:
    found = outline(*(f"### {title}{BLOCK}{n}\nObjectifs : rire\n\n" for n, title in enumerate(TITLES, 1)))
    assert fiches(found) == [(None, title) for title in TITLES]
