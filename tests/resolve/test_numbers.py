"""What numbers make of a plan: the ids of its axes, and what is said where they do not count up."""

import pytest

from pipeline.model import DiagnosticCode, Plan
from pipeline.read import Document
from pipeline.run import extract_document

BLOCK = "\n\nPilote : Ana Bo\nObjectifs : voir mieux\nCalendrier : 2030\nPartenaires : ADEME, CAF\n\n"


def plan(*headings: str) -> Plan:
    text = "Plan d'action lumière\n\n" + "".join(
        heading + (BLOCK if heading.startswith(("Mesure", "Action")) else "\n\n") for heading in headings
    )
    return extract_document(Document(name="p.txt", format="text", sha256="0" * 64, encoding="utf-8", text=text)).plan


@pytest.mark.parametrize(
    ("axes", "ids"),
    [
        (("AMBITION I. VOIR", "Orientation I.1. Éclairer", "Orientation I.2. Compter",
          "AMBITION II. DORMIR", "Orientation II.1. Éteindre"),
         ("axe-1", "axe-1-1", "axe-1-2", "axe-2", "axe-2-1")),
        (("Axe I : Voir", "Objectif I-1 : Éclairer", "Objectif I-2 : Compter",
          "Axe IV : Dormir", "Objectif IV-1 : Éteindre"),
         ("axe-1", "axe-1-1", "axe-1-2", "axe-4", "axe-4-1")),
        (("Axe 1 : Voir", "Objectif 1.1 : Éclairer", "Objectif 1.2 : Compter",
          "Axe 2 : Dormir", "Objectif 2.1 : Éteindre"),
         ("axe-1", "axe-1-1", "axe-1-2", "axe-2", "axe-2-1")),
        (("Axe C : Voir", "Objectif C.1 : Éclairer", "Objectif C.2 : Compter",
          "Axe D : Dormir", "Objectif D.1 : Éteindre"),
         ("axe-c", "axe-c-1", "axe-c-2", "axe-d", "axe-d-1")),
    ],
    ids=("roman", "roman-dash", "arabic", "letters"),
)  # fmt: skip
def test_axes_on_two_levels_have_one_kind_of_id(axes: tuple[str, ...], ids: tuple[str, ...]) -> None:
    first, *rest = axes
    headings = [first]
    for count, axe in enumerate(rest, 1):
        headings += [axe] if axe.startswith(("AMBITION", "Axe")) else [axe, f"Mesure {count} : Faire {count} fois"]
    found = plan(*headings).axes
    assert tuple(axe.id for axe in found) == ids
    assert [axe.parent_id for axe in found] == [None, ids[0], ids[0], None, ids[3]]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("TE-01", "TE-02", "TE-04", "SU-01"), "TE-3"), (("A1", "A2", "A4"), "A3"), (("1.1", "1.3", "2.1"), "1.2"),
        (("1", "2", "4"), "3"), (("A-1", "A-2", "B-1"), ""), (("TE-01", "SU-01", "SU-02"), ""),
    ],
)  # fmt: skip
def test_a_number_that_lacks_is_told(numbers: tuple[str, ...], said: str) -> None:
    gaps = [
        each.message
        for each in plan(*(f"Action {n} : Faire {at} fois" for at, n in enumerate(numbers, 1))).diagnostics
        if each.code is DiagnosticCode.NUMBER_GAP
    ]
    assert [message.endswith(f"il manque {said}.") for message in gaps] == ([True] if said else [])
