"""A user's own words: what they change, what a wrong file says, and `fiches labels`."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline import Options, extract
from pipeline.model import ReferentKind, Role, SectionKind
from pipeline.vocabulary import shipped
from pipeline.vocabulary.user import VocabularyError, load_vocabulary
from tests.command import SMALL, complaints, fiches
from tests.own_words import EXAMPLE, PLAN


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_example_of_the_documentation_is_read(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "my.toml"
    own.write_text(EXAMPLE, encoding="utf-8")
    extracted = extract(plan, Options(vocabulary=own))
    assert [axe.title for axe in extracted.axes] == ["Vivre ici"]
    first, second = extracted.fiches
    assert (first.number, first.title, second.number) == ("3", "Ouvrir les berges", "4")
    assert [(r.role, r.name, r.kind) for r in first.referents] == [
        (Role.LEAD, "Odile Crozet", ReferentKind.PERSON),
        (Role.LEAD, "ADR", ReferentKind.ORGANISATION),
        (Role.LEAD, "Terres Vives", ReferentKind.ORGANISATION),
    ]
    assert [(s.kind, s.label, s.year) for s in first.sections[:3]] == [
        (SectionKind.OBJECTIVES, "Cap à tenir", None),
        (SectionKind.PLANNED_ACTIONS, "Chantiers 2026", 2026),
        (SectionKind.CALENDAR, "Top départ", None),
    ]
    assert first.start_date is not None
    assert first.start_date.values[0].start == "2026-03-02"
    assert [mention.text for mention in first.sections[0].items[0].mentions] == ["Atelier des Rives"]
    assert {entity.name: entity.acronym for entity in extracted.organisations}["Atelier des Rives"] == "ADR"


def test_the_vocabulary_beside_a_plan_is_taken(plan: Path) -> None:
    plan.with_name("vocabulary.toml").write_text(EXAMPLE, encoding="utf-8")
    assert len(extract(plan, Options(ner="none")).fiches) == 2


def test_the_digest_tells_vocabularies_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text(EXAMPLE, encoding="utf-8")
    other.write_text(EXAMPLE + "# more\n", encoding="utf-8")
    digests = [load_vocabulary(path).digest for path in (None, one, other)]
    assert len(set(digests)) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)
    assert digests[0] == shipped().digest
    again = tmp_path / "again.toml"
    again.write_text(EXAMPLE, encoding="utf-8")
    assert load_vocabulary(again).digest == digests[1]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[label]]\nforms = [\n", 3, "is no TOML"),
        ("label = 3\nlabel = 4\n", 2, "is no TOML"),
        ('\n[[label]]\nkind = "goals"\nforms = ["but"]\n', 3, "label.kind = 'goals' is none of 'context', "),
        (
            '[[label]]\nkind = "other"\nforms = ["a"]\n\n[[label]]\nforms = ["b"]\nrole = "chief"\n',
            7,
            "'board', 'team', 'lead' or 'contributor'",
        ),
        ('[[label]]\nkind = "other"\n', 1, "'label.forms' is missing"),
        ('[[label]]\nkind = "other"\nforms = []\n', 3, "at least 1 item"),
        ('[[label]]\nforms = ["but"]\n', 1, "either a `kind` of section or a `role`"),
        ('[[label]]\nkind = "other"\nfield = "status"\nforms = ["x"]\n', 1, "needs kind = "),
        ('[headings]\nfiches = ["cap"]\n', 2, "'headings.fiches' is no key of a vocabulary"),
        ('# words\n[labels]\nforms = ["x"]\n', 2, "'labels' is no key of a vocabulary"),
        ('[[organisation]]\nacronym = "ADR"\n', 1, "'organisation.name' is missing"),
        ('qualifiers = "de l\'action"\n', 1, "should be a valid list"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert f"my.toml, line {line}: " in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    latin, large = tmp_path / "latin.toml", tmp_path / "large.toml"
    latin.write_bytes("# \n# é".encode("latin-1"))
    large.write_bytes(b"#" * 2_000_001)
    for path, said in (
        (latin, "line 2: is not UTF-8"),
        (large, "too large"),
        (tmp_path, "cannot be read"),
        (tmp_path / "gone.toml", "cannot be read"),
    ):
        with pytest.raises(VocabularyError, match=said):
            load_vocabulary(path)


def test_the_command_line_names_a_wrong_vocabulary_once(plan: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "my.toml"
    wrong.write_text("[", encoding="utf-8")
    for arguments in (
        ("extract", plan, plan, "--out", tmp_path / "out", "--vocabulary", wrong),
        ("labels", plan, "--vocabulary", wrong),
    ):
        run = fiches(*arguments)
        assert run.returncode == 2
        assert len(complaints(run)) == 1
        assert "my.toml, line 1: " in run.stderr


def test_labels_lists_what_is_known_and_gives_the_rest_ready_to_paste(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "my.toml"
    own.write_text(EXAMPLE, encoding="utf-8")
    run = fiches("labels", plan, "--vocabulary", own)
    assert run.returncode == 0
    assert re.search(r"#   Vigie +role lead +2\n", run.stdout)
    assert re.search(r"#   Maison porteuse +role lead, bodies +1\n", run.stdout)
    assert re.search(r"#   Top départ +calendar, start_date +1\n", run.stdout)
    assert "3 times, first in line 11" in run.stdout
    pasted = tomllib.loads(run.stdout)
    assert pasted == {"label": [{"kind": "other", "forms": ["Sillage"]}]}
    own.write_text(EXAMPLE + run.stdout, encoding="utf-8")
    again = extract(plan, Options(vocabulary=own, ner="none"))
    assert not [each for each in again.diagnostics if each.code == "unknown-label"]


def test_labels_of_a_small_plan(tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_text(SMALL, encoding="utf-8")
    run = fiches("labels", path)
    assert tomllib.loads(run.stdout) == {}
    assert "3 known, 0 unknown" in run.stdout
    assert complaints(fiches("labels", tmp_path / "gone.txt"))
