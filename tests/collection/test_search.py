"""Questions in French find what is printed, however it is spelled, and nothing that a user writes breaks them."""

import io
import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipeline.cli.collection import _highlighted
from pipeline.collection.layout import SEARCH
from pipeline.collection.merge import merge
from pipeline.collection.question import QuestionError, ask
from pipeline.collection.search import Answer, SearchError, search
from pipeline.collection.words import words_of
from tests.collection.batches import made_batch
from tests.collection.test_merge import batch
from tests.command import complaints, fiches

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

FORESTS = """Plan d'action 2024

Fiche action n° 1 : Préserver la forêt

Pilote : Odile Crozet

Objectifs :

- Les formations réalisées à l'école de l'eau en mars 2024
- Évaluer les premières mobilités avant le 3 juin 2025

Partenaires : Agence de la transition écologique, Ville de Tarance

Financement : Région Bretagne : 12 000 €

Fiche action n° 2 : Réduire les déchets

Pilote : Karim Bellec

Objectifs :

- Une formation des agents en 2022
- Le plan vélo de la ville, sans forêt

Partenaires : Ville de Rouvres

Financement : ADEME : 45 000 €
"""
WATER = """PLAN 2026

Fiche action n° 1 : Économiser l'eau

Pilote : Odile Crozet

Objectifs :

- EVALUER LA REALISATION DES OUVRAGES
- Vélo, plan de la commune en septembre 2026

Partenaires : ADEME, Ville de Valombre
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    (folder / "in").mkdir()
    (folder / "in" / "forets.txt").write_text(FORESTS, encoding="utf-8")
    (folder / "in" / "eau.txt").write_text(WATER, encoding="utf-8")
    list(merge([batch([folder / "in"], folder / "batch")], folder / "all"))
    return folder / "all"


F1, F2, E1 = "forets/fiche-1", "forets/fiche-2", "eau/fiche-1"


def found(collection: Path, words: str = "", **options: object) -> set[str]:
    return {f"{each.plan_id}/{each.fiche_id}" for each in search(collection, ask(words, **options))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("formation", {F1, F2}),
        ("formations", {F1, F2}),
        ("FORMATION agents", {F2}),
        ("foret", {F1, F2}),
        ("forêts", {F1, F2}),
        ("l’école", {F1}),
        ("ecole", {F1}),
        ("d'écoles", {F1}),
        ("eau", {F1, E1}),
        ("réaliser", {F1, E1}),
        ("realisees", {F1, E1}),
        ("réalisation", {F1, E1}),
        ("évaluées", {F1, E1}),
        ("evaluer", {F1, E1}),
        ("premier", {F1}),
        ("économisez", {E1}),
        ('"plan vélo"', {F2}),
        ("plan vélo", {F2, E1}),
        ("plan -commune", {F2}),
        ("formation -agents", {F1}),
        ("-formation", {E1}),
        ('-"plan vélo" plan', {E1}),
        ("la", {F1, F2, E1}),
        ("la formation", {F1, F2}),
        ("2022", {F2}),
        ("nulle part", set()),
        ("Crozet", {F1, E1}),
    ],
)
def test_words(collection: Path, words: str, expected: set[str]) -> None:
    assert found(collection, words) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"person": "Odile Crozet"}, {F1, E1}),
        ({"person": "CROZET Odile"}, {F1, E1}),
        ({"person": "bellec"}, {F2}),
        ({"organisation": "ADEME"}, {F1, F2, E1}),
        ({"organisation": "Agence de la transition écologique"}, {F1, F2, E1}),
        ({"organisation": "transition"}, {F1, F2, E1}),
        ({"organisation": "tarance"}, {F1}),
        ({"organisation": "Odile Crozet"}, set()),
        ({"funder": "Ademe"}, {F2}),
        ({"funder": "bretagne"}, {F1}),
        ({"since": "2026"}, {E1}),
        ({"until": "2022"}, {F2}),
        ({"since": "2024-03", "until": "2024-03"}, {F1}),
        ({"since": "2025-06-04", "until": "2025-12"}, set()),
        ({"least": 20000}, {F2}),
        ({"most": 12000}, {F1}),
        ({"least": 12000, "most": 45000}, {F1, F2}),
        ({"funder": "ADEME", "most": 20000}, set()),
        ({"organisation": "ADEME", "person": "crozet", "since": "2026"}, {E1}),
    ],
)
def test_values(collection: Path, options: dict[str, object], expected: set[str]) -> None:
    assert found(collection, **options) == expected
    assert found(collection, "plan OR formation", **options) <= expected


def only(collection: Path, words: str = "", **options: object) -> Answer:
    [answer] = search(collection, ask(words, **options))  # type: ignore[arg-type]
    return answer


def marked(answer: Answer) -> list[tuple[str, str]]:
    passage = answer.passage
    return [(passage.text[m.start - passage.start : m.end - passage.start], m.what) for m in passage.marks]


def test_the_passage_is_what_is_printed(collection: Path) -> None:
    answer = only(collection, "écoles formation")
    assert FORESTS[answer.passage.start : answer.passage.end] == answer.passage.text
    assert answer.passage.text == "Les formations réalisées à l'école de l'eau en mars 2024"
    assert marked(answer) == [("formations", "word"), ("école", "word")]
    assert (answer.plan_title, answer.year, answer.title) == ("Plan d'action 2024", 2024, "Préserver la forêt")
    assert marked(only(collection, "vélo", since="2026")) == [("Vélo", "word"), ("septembre 2026", "date")]
    assert marked(only(collection, funder="ADEME", least=1)) == [("ADEME", "funder"), ("45 000 €", "amount")]
    assert marked(only(collection, person="Bellec")) == [("Karim Bellec", "person")]
    assert marked(only(collection, organisation="tarance")) == [("Ville de Tarance", "organisation")]
    assert marked(only(collection, '"plan vélo"')) == [("plan vélo", "word")]


def test_a_word_in_the_title_weighs_more(collection: Path) -> None:
    answers = search(collection, ask("forêt"))
    assert [each.fiche_id for each in answers] == ["fiche-1", "fiche-2"]
    assert answers[0].score is not None
    assert answers[1].score is not None
    assert answers[0].score > answers[1].score > 0
    assert search(collection, ask("forêt"), limit=1) == answers[:1]


def test_equal_answers_come_in_the_order_of_plans(tmp_path: Path) -> None:
    made_batch(tmp_path / "batch", 30, fiches=2)
    list(merge([tmp_path / "batch"], tmp_path / "all"))
    for question in (ask("vélos habitants"), ask(organisation="ADEME")):
        answers = search(tmp_path / "all", question, limit=1000)
        assert answers == search(tmp_path / "all", question, limit=1000)
        assert len(answers) >= 30
        assert [each.plan_id for each in answers] == sorted(each.plan_id for each in answers)


@given(st.text(max_size=40) | st.text(alphabet="\"-*():^+ {}NEARORTAND'’a\0\\;%", max_size=40))
def test_any_words_are_a_question(collection: Path, words: str) -> None:
    try:
        question = ask(words)
    except QuestionError:
        return
    for answer in search(collection, question, limit=3):
        assert answer.passage.start <= answer.passage.end


@given(st.text(min_size=1, max_size=30))
def test_any_name_is_a_question(collection: Path, name: str) -> None:
    try:
        question = ask(person=name, organisation=name, funder=name)
    except QuestionError:
        return
    search(collection, question)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "nothing is asked"),
        ({"since": "hier"}, "--from hier: is no day"),
        ({"until": "2024-02-30"}, "is no day"),
        ({"since": "0000"}, "is no day"),
        ({"since": "2024-13"}, "is no day"),
        ({"since": "2025", "until": "2024"}, "--from is after --to"),
        ({"least": float("nan")}, "--min-amount is no number"),
        ({"person": "…"}, "--person holds no name"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(options: dict[str, object], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        ask(**options)  # type: ignore[arg-type]


def test_words_keep_their_places() -> None:
    text = "L’eau, aujourd'hui : qu'elle l'ait"
    assert [text[word.start : word.end] for word in words_of(text)] == ["eau", "aujourd", "hui", "elle", "ait"]


def test_what_is_no_collection_is_one_sentence(collection: Path, tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="holds no collection"):
        search(tmp_path, ask("eau"))
    (tmp_path / SEARCH).write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(SearchError, match="merge again"):
        search(tmp_path, ask("eau"))
    content = (collection / SEARCH).read_bytes()
    (tmp_path / SEARCH).write_bytes(content[: len(content) // 3])
    with pytest.raises(SearchError, match="merge again"):
        search(tmp_path, ask("eau"))
    (tmp_path / SEARCH).write_bytes(content)
    with sqlite3.connect(tmp_path / SEARCH) as base:
        base.execute("UPDATE about SET value = 'snowballstemmer 9' WHERE name = 'stemmer'")
    base.close()
    with pytest.raises(SearchError, match="indexed by other versions"):
        search(tmp_path, ask("eau"))


def test_from_the_command_line(collection: Path) -> None:
    done = fiches("search", collection, "forêts", "écologique", "--json")
    assert done.returncode == 0, done.stderr
    [answer] = json.loads(done.stdout)
    assert (answer["plan_id"], answer["fiche_id"]) == ("forets", "fiche-1")
    assert all(mark["what"] == "word" for mark in answer["passage"]["marks"])
    printed = fiches("search", collection, "--organisation", "ADEME", "--limit", "1")
    assert printed.stdout == "Économiser l'eau\n  PLAN 2026 (2026) · eau/fiche-1\n  ADEME, Ville de Valombre\n\n"
    none = fiches("search", collection, "introuvable")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "nothing found\n")
    for wrong in (["search", collection], ["search", collection, "a", "--from", "x"], ["search", "absent", "a"]):
        refused = fiches(*wrong)
        assert (refused.returncode, len(complaints(refused))) == (2, 1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["--", "-formations"], ["eau/fiche-1"]),
        (["--limit", "5", "--", "forêt", "-déchet"], ["forets/fiche-1"]),
        (["--", "forêt", '-"plan vélo"'], ["forets/fiche-1"]),
        (["forêt -déchet"], ["forets/fiche-1"]),
    ],
)
def test_unwanted_words_from_the_command_line(collection: Path, asked: list[str], found: list[str]) -> None:
    done = fiches("search", collection, "--json", *asked)
    assert done.returncode == 0, done.stderr
    assert [f"{each['plan_id']}/{each['fiche_id']}" for each in json.loads(done.stdout)] == found


def test_an_unwanted_word_that_looks_like_an_option_is_told_the_way_out(collection: Path) -> None:
    for asked in (["-jardin"], ["forêt", "-jardin"], ["--limit", "5", "-jardin", "--", "-x"]):
        done = fiches("search", collection, *asked)
        assert done.returncode == 2
        assert done.stderr == (
            "fiches: -jardin: is no option; to leave out fiches with a word, write -- before all words, as in: "
            "fiches search COLLECTION -- wanted -jardin\n"
        )
    assert fiches("search", collection, "--jardin").returncode == 2
    assert fiches("search", collection, "--min-amount", "-5").returncode == 0
    helped = " ".join(fiches("search", "--help").stdout.split())
    assert "COLLECTION -- wanted -unwanted" in helped


def test_words_are_highlighted_on_a_terminal(collection: Path) -> None:
    line = _highlighted(only(collection, "écoles formation").passage)
    assert [line.plain[span.start : span.end] for span in line.spans if span.style == "reverse"] == [
        "formations",
        "école",
    ]
    out = io.StringIO()
    Console(file=out, force_terminal=True).print(line)
    assert "\x1b[7mformations\x1b[0m" in out.getvalue()
