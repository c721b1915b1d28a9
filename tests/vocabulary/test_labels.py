"""Every label of the vocabulary is executed: its examples match, their look-alikes do not."""

import pytest

from pipeline.model import Role, SectionKind
from pipeline.vocabulary import read_toml, shipped
from pipeline.vocabulary.folding import flat, fold, fold_label

ENTRIES = read_toml("labels.toml")["label"]


def announced(entry: dict[str, object]) -> tuple[object, object]:
    return (
        Role(str(entry["role"])) if "role" in entry else None,
        SectionKind(str(entry["kind"])) if "kind" in entry else None,
    )


@pytest.mark.parametrize(("label", "entry"), [(label, entry) for entry in ENTRIES for label in entry["yes"]])
def test_the_examples_of_a_label_are_read(label: str, entry: dict[str, object]) -> None:
    known = shipped().label(label)
    assert known is not None
    assert (known.meaning.role, known.meaning.kind) == announced(entry)


@pytest.mark.parametrize(("label", "entry"), [(label, entry) for entry in ENTRIES for label in entry["no"]])
def test_what_only_looks_like_the_label_is_not_read_as_it(label: str, entry: dict[str, object]) -> None:
    known = shipped().label(label)
    assert known is None or (known.meaning.role, known.meaning.kind) != announced(entry)


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_form_means_one_thing(entry: dict[str, list[str]]) -> None:
    for form in entry["forms"]:
        known = shipped().label(form.replace("(", "").replace(")", ""))
        assert known is not None, form
        assert (known.meaning.role, known.meaning.kind) == announced(entry), form


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("Référent·e·s", "referent"),
        ("référent.e.s", "referent"),
        ("Référent(e)s", "referent"),
        ("RÉFÉRÉNTS", "referent"),
        ("Points d’ATTENTION", "point d'attention"),
        ("Contributeur·rice·s", "contributeur"),
        ("Contributeur·rices", "contributeur"),
        ("Contributeur(rices)", "contributeur"),
        ("Contributeur-rices", "contributeur"),
        ("Élu·es référent·es", "elu referent"),
    ],
)
def test_a_label_is_one_thing_in_every_spelling(printed: str, same: str) -> None:
    assert fold_label(printed) == same


@pytest.mark.parametrize(
    ("label", "year", "kind"),
    [
        ("Actions 2031", 2031, "planned_actions"),
        ("Actions", None, "actions"),
        ("Programme 2031", 2031, "planned_actions"),
        ("Programme", None, "actions"),
        ("Réalisations 2030", 2030, "achievements"),
        ("Bilan 2029", 2029, "achievements"),
        ("À venir en 2032", 2032, "planned_actions"),
        ("Cible 2030", 2030, "indicators"),
        ("Cible", None, "audience"),
    ],
)
def test_a_year_in_a_label_is_read_and_may_change_what_it_means(label: str, year: int | None, kind: str) -> None:
    known = shipped().label(label)
    assert known is not None
    assert (known.year, known.kind) == (year, kind)


def test_one_slip_of_the_pen_is_forgiven_in_a_long_label_only() -> None:
    assert shipped().label("Partenaries") is not None
    for printed in ("Objetifs", "Contexe", "Budget prévisionel", "Finacement prévisionnel", "Partenaires mobilsés"):
        assert shipped().label(printed) is not None, printed
    for printed in ("Budget prévenant", "Actions provisionnelles", "Budget professionnel"):
        assert shipped().label(printed) is None, printed
    assert shipped().label("Partenariats locaux de la vallée") is None
    assert shipped().label("Mayens") is None


def test_flat_text_keeps_its_length() -> None:
    text = "Œuvre d’Été – « ÇA » n° 3 É"
    assert len(flat(text)) == len(text)
    assert fold(text) == "oeuvre d'ete ca n 3 e"
