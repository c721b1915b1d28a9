"""No text makes a stage take time beyond proportion: four times the text, about four times the time.

In go texts made to make patterns backtrack and loops meet themselves. Time is the processor's, the ratio is
generous, and what takes next to no time passes.
"""

import time
from collections.abc import Callable, Iterator

import pytest

from pipeline.extract.dates import find_dates
from pipeline.extract.entities import read_entities
from pipeline.extract.money import Unit, find_amounts
from pipeline.extract.names import rules
from pipeline.extract.partners import partner_kind
from pipeline.extract.printed import PrintedEntity
from pipeline.extract.whereabouts import with_places
from pipeline.listing import cut_list, is_body_shaped, is_function, is_person_shaped, one_body, trim
from pipeline.model import EntityKind, FicheKind, Origin
from pipeline.options import Options
from pipeline.read import Document
from pipeline.read.text import decode
from pipeline.resolve.acronyms import bracketed, is_acronym_of
from pipeline.resolve.keys import entity_key
from pipeline.resolve.registry import slug
from pipeline.resolve.surnames import short_name
from pipeline.resolve.titles import same_title
from pipeline.run import extract_document
from pipeline.split.cards import numbering
from pipeline.split.heading import Heading, Source
from pipeline.split.headings import HeadingGrammar
from pipeline.split.labels import labels_within, opens_known_label
from pipeline.split.lines import read_lines
from pipeline.split.markup import strip_markup
from pipeline.split.printed import Openers
from pipeline.vocabulary import shipped
from pipeline.vocabulary.folding import flat, fold, fold_label
from pipeline.vocabulary.heads import headed_name, words_of
from pipeline.vocabulary.tongues import foreign, words_in

# Growing four times, a quadratic step takes sixteen times as long.
_MOST = 9.0
_FLOOR = 0.08  # seconds; below, the clock and the machine say more than the code

# What is repeated to fill a text.
PIECES = [
    *("a", "A", "Ab ", "A.", "a'", "l'", "É", "é·e", "élu(e)", "1", "1 ", "12/", "2022 ", "2022-", "10 000 ", "n° 1 "),
    *(".", ". ", "...", "…", ",", ", ", ";", ":", " : ", "?", "|", "| a ", "-", "– ", "#", "# ", "€", "10 € ", "k€ "),
    *("(", ")", "(a ", "[", "[a](", "[a](b) ", "*", "**", "** a", "_", "_a", "<br>", "\\*"),
    *(" et ", "A et ", "et d'", "le ", "de la ", "entre 1 et ", "mars ", "du 1er au ", "6 & ", "T1 ", "fin ", "page 1"),
    *("Pilote : ", "Objectifs : ", "Partenaires ", "Fiche n°1 ", "AXE 1 ", "Marie ", "Marie DUPONT ", "d'A", "Aa-"),
    *("Conseil Régional de ", "Ministère de la Culture et de la "),
]


pytestmark = pytest.mark.usefixtures("no_collector")


def seconds(call: Callable[[str], object], text: str) -> float:
    """Give the processor's time of a call."""
    start = time.process_time()
    call(text)
    return time.process_time() - start


def assert_linear(call: Callable[[str], object], make: Callable[[int], str], size: int) -> None:
    """Run on a text of `size` and on one of four times that; a slow machine gets a second look."""
    for _ in range(3):
        short, long = make(size), make(4 * size)
        little, much = seconds(call, short), seconds(call, long)
        if much < _FLOOR or much < _MOST * little:
            return
    raise AssertionError(f"{little:.2f} s for {len(short)} characters, {much:.2f} s for {len(long)}: {short[:60]!r}")


def _lines(text: str) -> object:
    return read_lines(text, Openers())


def _rule_call(text: str) -> Iterator[object]:
    for rule in rules():
        yield list(rule.find(text))


GRAMMAR = HeadingGrammar(shipped())
READERS: dict[str, Callable[[str], object]] = {
    "markup": lambda text: strip_markup(text, 0, len(text)),
    "lines": _lines,
    "labels within": lambda text: list(labels_within(text, shipped())),
    "label": lambda text: opens_known_label(text, shipped()),
    "heading": GRAMMAR.opens_heading,
    "list": lambda text: cut_list(text, one_body),
    "one body": lambda text: one_body(text, text),
    "trim": lambda text: trim(text, 0, len(text)),
    "person": is_person_shaped,
    "body": is_body_shaped,
    "function": is_function,
    "partner": partner_kind,
    "dates": find_dates,
    "amounts": find_amounts,
    "amounts under a unit": lambda text: find_amounts(text, unit=Unit("EUR")),
    "name rules": lambda text: list(_rule_call(text)),
    "places": lambda text: with_places([text], [[PrintedEntity(0, 2, text[:2], EntityKind.PLACE, Origin.RULE)]]),
    "entity": lambda text: [entity_key(text, kind) for kind in EntityKind],
    "acronym": lambda text: is_acronym_of(text, text),
    "title": lambda text: same_title(text, text + " B"),
    "slug": slug,
    "short name": short_name,
    "head": lambda text: headed_name(words_of(text)),
    "bracket": lambda text: (bracketed(text, "ABA", 0), bracketed(f"ABA ({text})", "ABA", 3)),
    "language": lambda text: foreign(words_in(text)),
    "fold": lambda text: (fold(text), fold_label(text), flat(text)),
    "decode": lambda text: decode(text.encode() + b"."),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_line_of_one_piece_again_and_again(reader: str) -> None:
    """A closing mark that does not fit makes a pattern try everything that came before."""
    for piece in PIECES:
        for end in ("", "!", "\x01Z"):
            assert_linear(
                READERS[reader],
                lambda size, piece=piece, end=end: (piece * (size // len(piece) + 1)).strip()[:size] + end,  # type: ignore[misc]
                6_000,
            )


def extracted(text: str, ner: str = "none") -> object:
    document = Document(name="plan.txt", format="text", sha256="0" * 64, encoding="utf-8", text=text)
    return extract_document(document, Options(ner=ner))


HEAD = "Fiche action n° 1 : Titre\n\nPilote : Odile Crozet\n\nObjectifs :\n\n- Un objectif\n\n"
SECTIONS = ("", "Actions", "Partenaires", "Financement", "Budget (€)", "Calendrier", "Référent CA", "Porteur", "Statut")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_one_endless_line(section: str) -> None:
    for piece in PIECES:
        assert_linear(
            extracted,
            lambda size, piece=piece: f"{HEAD}{section} : {piece * (size // len(piece) + 1)}\n",  # type: ignore[misc]
            12_000,
        )


def _word(number: int) -> str:
    """Give a word of letters for a number."""
    return "".join(chr(97 + number // 26**place % 26) for place in range(4)).capitalize()


# Documents of many parts: each is given the number of the part.
PARTS: dict[str, Callable[[int], str]] = {
    "fiches": lambda i: f"Fiche action n°{i} Titre\n\nObjectifs : texte\n\n",
    "one fiche number": lambda _: "Fiche action n°1 Titre\n\nObjectifs : texte\n\n",
    "headings without body": lambda i: f"Fiche action n°{i} Titre\n",
    "contents": lambda i: f"Fiche action n°{i} Titre page {i}\n",
    "bare numbers": lambda i: f"{i}.1 Titre\n\nObjectifs : texte\n\n",
    "axes": lambda i: f"AXE {i} : TITRE {i}\n\nFiche action n°{i} Titre\n\nObjectifs : texte\n\n",
    "one axe number": lambda i: f"AXE 1 : TITRE {i}\n\nFiche action n°{i} Titre\n\nObjectifs : texte\n\n",
    "words that number": lambda i: (
        f"Mot{'abcdefghij'[i % 10]}{'klmnopqrst'[i // 10 % 10]} {i} : Titre\n\nObjectifs : texte\n\n"
    ),
    "words met once": lambda i: f"Mot{i:b} - Titre\n\nObjectifs : texte\n\n".replace("0", "o").replace("1 ", "i 1 "),
    "words of axes": lambda i: f"Objectif {i} : Titre\n\nPilote : Odile Crozet\n\n",
    "titles": lambda i: f"## Titre {'xyz'[i % 3]}\n\nPilote : Odile Crozet\nObjectifs : texte\n\n",
    "titles in bold": lambda i: (
        f"**Titre de la fiche**\n**qui va plus loin**\nPilote : Odile Crozet\nObjectifs : texte {i}\n\n"
    ),
    "three levels": lambda i: (
        f"Axe {i}\n\nObjectif {i}.1 Titre\n\nAction {i}.1.1 Titre\n\nPilote : A. Nom\nBudget : {i} €\n\n"
    ),
    "misspelt": lambda i: f"Fihe n°{i} : Titre\n\nObjectifs : texte\n\n",
    "rows": lambda i: (
        ("| N° | Action | Pilote |\n|---|---|---|\n" if not i else "") + f"| {i} | Titre {i} | A. Nom |\n"
    ),
    "tables of rows": lambda i: f"| Action | Pilote | Budget |\n|---|---|---|\n| Titre {i} | A. Nom | {i} € |\n\n",
    "rows that go on": lambda i: (
        "| N° | Action | Pilote |\n|---|---|---|\n| 1 | a | b |\n" if not i else "| | | A. Nom |\n"
    ),
    "sheets": lambda i: "N°\tAction\tPilote\n" if not i else f"{i}\tTitre\tA. Nom\n",
    "labels and tabs": lambda i: f"Pilote\tA. Nom{i}\n",
    "running heads": lambda i: f"Fiche n°2 : Titre\n\nObjectifs : texte {i}\n\n",
    "related": lambda i: f"Action {i} : Titre\nObjectifs : texte\nActions liées :\nAction {i + 1} : Titre\n",
    "loose pages": lambda i: f"Action {i} - Titre{min(i, 999)}\n",
    "commissions": lambda i: f"Commission transversale : Nom {i}\n\nObjectifs : texte\n\n",
    "one label": lambda _: "Objectifs :\n\n- texte\n\n",
    "one label on its line": lambda _: "Objectifs : texte\n",
    "unknown labels": lambda i: f"Zébu{i} :\n\n- texte\n\n",
    "one unknown label": lambda _: "Zébu gris :\n\n- texte\n\n",
    "labels without colon": lambda _: "Partenaires ADEME\n\n",
    "bullets": lambda i: f"- texte {i}\n",
    "bullets ever deeper": lambda i: " " * min(i, 500) + "- texte\n",
    "bullets of many signs": lambda i: f"{'-*+•◦▪'[i % 6]} texte\n",
    "numbered": lambda i: f"{i % 999}. texte\n",
    "paragraphs": lambda i: f"Un texte {i}.\n\n",
    "wrapped lines": lambda i: f"des mots de la même phrase qui va toujours plus loin sans finir {i}\n",
    "feet": lambda i: f"Un mot.\nPlan d'action – page {i}\n",
    "one foot": lambda _: "un pied de page\n",
    "rules": lambda _: "-----\n",
    "pages": lambda _: "texte\n\f\n",
    "cells": lambda i: f"| Objectifs | texte {i} |\n",
    "empty cells": lambda _: "||\n",
    "breaks": lambda _: "<br>\n",
    "calendars": lambda _: "Calendrier\n\n- mars 2022 : texte\n\n",
    "entries": lambda i: f"- mars {2000 + i % 99} : texte\n",
    "no dates": lambda _: "- 31 février 2022 : texte\n",
    "partners": lambda i: f"- Partenaires : Association Terre {i}\n",
    "funding": lambda i: f"Financement : ADEME {i} (10 000 €), Région : 500 €\n",
    "people": lambda i: f"Référent CA : A. Nom{i}, Odile Nom{i}\n",
    "one surname": lambda i: f"Fiche action n°{i} Titre\n\nPilote : {_word(i)} Roy\n\nReferent CA : M. Roy\n\n",
    "initials of one surname": lambda i: f"Fiche action n°{i} Titre\n\nPilote : {_word(i)[:3]}. Roy, M. Roy, Roy\n\n",
    "one acronym": lambda i: f"- Partenaires : Association {_word(i)} bleue (AB), AB\n",
    "one short form": lambda i: f"- Partenaires : Métropole de {_word(i)}, la Métropole\n",
    "another language": lambda i: f"Fiche action n°{i} Titre\n\nObjectifs : the city and the people\n\n",
    "number fields": lambda _: "Référence : A-3\n",
    "emphasis left open": lambda _: "**texte\n",
}


@pytest.mark.parametrize("part", PARTS)
def test_a_document_of_one_part_again_and_again(part: str) -> None:
    assert_linear(extracted, lambda size: HEAD + "".join(map(PARTS[part], range(size))), 1_000)


@pytest.mark.parametrize(
    "part", ["feet", "one foot", "wrapped lines", "emphasis left open", "one fiche number", "number fields"]
)
def test_a_document_so_long_that_copies_of_it_tell(part: str) -> None:
    assert_linear(extracted, lambda size: HEAD + "".join(map(PARTS[part], range(size))), 7_000)


def test_fields_that_number_fiches() -> None:
    def call(text: str) -> object:
        lines, _ = read_lines(text, Openers())
        chosen = {
            i: Heading(i, FicheKind.FICHE, "", None, (0, 5), None, 0, 5, Source.STYLE) for i in range(0, len(lines), 2)
        }
        return numbering(lines, chosen, {i + 1: f"A-{i}" for i in chosen})

    assert_linear(call, lambda size: "Titre\n\nRéférence : A-3\n\n" * size, 10_000)


def test_entries_above_fiches_of_one_number() -> None:
    def make(size: int) -> str:
        entries = "".join(f"1. {_word(i)} .... {i + 1}\n" for i in range(size))
        return entries + "".join(f"\nFiche action n°1 {_word(i + size)}\n\nObjectifs : texte\n" for i in range(size))

    assert_linear(extracted, make, 1_500)


@pytest.mark.parametrize(
    ("section", "piece"),
    [
        ("Financement", "10 € "),
        ("Financement", "ADEME : 10 000 €, "),
        ("Budget (€)", "1 "),
        ("Partenaires", "Ville de Tarance et "),
        ("Partenaires", "Odile Crozet (Tarance), "),
        ("Partenaires", "La CAF est là. "),
        ("Partenaires", "La CAFF prête ses locaux. "),
        ("Calendrier", "mars 2022 et "),
        ("Référent CA", "Odile Crozet, présidente, "),
        ("Objectifs", "Pilote : Odile Crozet. "),
        ("Objectifs", "**mot** [mot](lien) "),
    ],
)
def test_a_section_so_long_that_copies_of_it_tell(section: str, piece: str) -> None:
    assert_linear(extracted, lambda size: f"{HEAD}{section} : {piece * (size // len(piece))}\n", 100_000)


@pytest.mark.parametrize("section", ["Partenaires", "Financement", "Référent CA"])
@pytest.mark.parametrize(
    "part",
    ["Alpha Betamax Gam{i:08d}", "Institut Zab{i} (IZ{i})", "association Nom{i}", "Odile Nom{i}", "A. Nom{i}", "Ab{i}"],
)
def test_a_list_of_names_that_are_nearly_one(section: str, part: str) -> None:
    assert_linear(
        extracted, lambda size: f"{HEAD}{section} : " + ", ".join(part.format(i=i) for i in range(size)) + "\n", 800
    )


@pytest.mark.parametrize(
    "piece", ["mot ", "Marie DUPONT ", "Ville de Tarance et ", "Association De La ", "x", "Ab-", "d'A"]
)
def test_names_in_an_endless_paragraph(piece: str) -> None:
    assert list(read_entities(["Odile Crozet"]))
    assert_linear(lambda text: list(read_entities([text])), lambda size: piece * (size // len(piece)), 25_000)


def every_label(_: int) -> str:
    """Every label of the vocabulary on one line."""
    return "".join(f"{label.capitalize()} : " for label in shipped().labels) + "\n"


def pages(count: int) -> str:
    """A plan of so many pages, each with a head, a foot, a fiche and its labels."""
    block = "Pilote : Odile Crozet\nPartenaires : ADEME, CAF\nObjectifs :\n- voir\n- être vu\n" * 3
    return "".join(
        f"\fPlan d'action\n\nAction {n // 9 + 1}.{n % 9 + 1} : Titre {n}\n\n{block}\nPage {n + 1}\n"
        for n in range(count)
    )


def every_heading(count: int) -> str:
    """Candidate headings of as many families as can be, each with a label below."""
    words = (
        "Action",
        "Chantier",
        "Levier",
        "Axe",
        "Objectif",
        "Piste",
        "Mesure",
        "##",
        "Volet",
        "Cap",
        "Zou",
        "Défi",
        "",
    )
    return "".join(f"{words[n % 13]} {n % 7}.{n} : Titre {n}\n\nBudget : {n} €\n\n" for n in range(count))


@pytest.mark.parametrize(
    ("make", "size"),
    [(pages, 500), (every_heading, 2_500), (lambda size: HEAD + "".join(map(every_label, range(size))), 4)],
    ids=["2,000 pages", "10,000 candidate headings", "every label on every line"],
)
def test_what_the_choice_of_headings_costs(make: Callable[[int], str], size: int) -> None:
    assert_linear(extracted, make, size)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Un mot et " * 500_000,
        "".join(f"Fiche action n°{i} Titre\n" for i in range(1, 100_001)) + HEAD,
        HEAD + "- texte\n" * 100_000,
        HEAD + "Objectifs :\n" * 100_000,
    ],
    ids=["a line of 5 MB", "100,000 headings", "100,000 bullets", "one label 100,000 times"],
)
def test_the_largest_of_all(text: str) -> None:
    """Two minutes of processor are far more than each needs and far less than anything quadratic takes."""
    assert seconds(extracted, text) < 120
