"""The corrections file: written, read back, kept as a person left it, refused with the line."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corrections import NO_CORRECTIONS, CorrectionsError, read_corrections
from pipeline.corrections.anchor import Anchor
from pipeline.corrections.entries import Accept, Add, Change, ChangeEntity, Delete, Entry, Merge, Settle, Split
from pipeline.corrections.fields import EntityFields, Family, MentionFields, PartnerFields, PlanFields, ReferentFields
from pipeline.corrections.file import dump_corrections, parse_corrections
from pipeline.model import DiagnosticCode, EntityKind, Role

HAND = """# Relu par l'équipe en mars.
version: 1

corrections:
# Odile l'a dit au téléphone
- change: referent
  fiche: fiche-1
  at: {exact: Odile Crozet, prefix: 'Pilote : '}   # son nom d'usage
  to:
    name: NO
    year: 2031

- settle: uncertain
  fiche: fiche-1
  at: {exact: Fondation}
  because: >
    La convention est signée
    depuis mars.
# fin
"""


def entries_of(text: str) -> tuple[Entry, ...]:
    return parse_corrections(text, "plan.corrections.yaml").entries


def test_a_file_written_by_hand() -> None:
    change, settle = entries_of(HAND)
    assert isinstance(change, Change)
    assert change.line == 6
    assert change.to.given() == {"name": "NO", "year": 2031}
    assert isinstance(settle, Settle)
    assert settle.line == 13
    assert settle.because == "La convention est signée depuis mars.\n"


def test_what_a_person_wrote_is_kept() -> None:
    read = parse_corrections(HAND, "plan.corrections.yaml")
    more = Delete(delete=Family.PARTNER, fiche="fiche-2", at=Anchor(exact="Cose", start=900))
    text = dump_corrections([*read.entries, more], "plan.txt", read.head)
    for line in HAND.splitlines():
        assert line.strip() in text
    assert entries_of(text) == (*read.entries, more)
    again = parse_corrections(text, "x")
    assert dump_corrections(again.entries, "plan.txt", again.head) == text


def test_entries_stand_in_the_order_of_the_text() -> None:
    def delete(start: int) -> Delete:
        return Delete(delete=Family.PARTNER, fiche="fiche-2", at=Anchor(exact="Cose", start=start))

    merge = Merge(merge=EntityKind.ORGANISATION, names=("Cose", "Coze"))
    text = dump_corrections([delete(90), delete(7), merge], "plan.txt")
    assert entries_of(text) == (merge, delete(7), delete(90))
    assert text.startswith("# Corrections de plan.txt")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    str.strip
)
ANCHORS = st.builds(Anchor, exact=TEXTS, prefix=TEXTS, suffix=TEXTS, start=st.none() | st.integers(0, 10**6))
ENTRIES = st.one_of(
    st.builds(Delete, delete=st.just(Family.DATE), fiche=TEXTS, at=ANCHORS),
    st.builds(
        Change,
        change=st.just(Family.REFERENT),
        fiche=st.none() | TEXTS,
        at=ANCHORS,
        to=st.builds(ReferentFields, name=TEXTS, note=st.none() | TEXTS, role=st.sampled_from(Role)),
        because=st.none() | TEXTS,
    ),
    st.builds(Change, change=st.just(Family.PLAN), to=st.builds(PlanFields, title=TEXTS)),
    st.builds(
        Add,
        add=st.just(Family.PARTNER),
        fiche=TEXTS,
        at=ANCHORS,
        value=st.builds(PartnerFields, uncertain=st.booleans()),
    ),
    st.builds(
        Add,
        add=st.just(Family.MENTION),
        at=ANCHORS,
        value=st.builds(MentionFields, label=st.sampled_from(EntityKind)),
    ),
    st.builds(Accept, accept=st.just(Family.FICHE), fiche=TEXTS, digest=TEXTS),
    st.builds(Merge, merge=st.sampled_from(EntityKind), names=st.tuples(TEXTS, TEXTS), into=TEXTS),
    st.builds(Split, split=st.sampled_from(EntityKind), name=TEXTS, occurrences=st.tuples(ANCHORS), into=TEXTS),
    st.builds(
        ChangeEntity,
        rename=st.sampled_from(EntityKind),
        name=TEXTS,
        to=st.builds(EntityFields, acronym=st.none() | TEXTS),
    ),
    st.builds(Settle, settle=st.sampled_from(DiagnosticCode), fiche=TEXTS, at=ANCHORS, because=TEXTS),
)


@given(st.lists(ENTRIES, max_size=6))
def test_whatever_is_written_is_read_back(entries: list[Entry]) -> None:
    text = dump_corrections(entries, "plan.txt")
    read = entries_of(text)
    assert sorted(map(repr, read)) == sorted(map(repr, entries))
    assert dump_corrections(read, "plan.txt", parse_corrections(text, "x").head) == text


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("version: 1\ncorrections: [", 2, "no YAML"),
        ("version: 2\n", 1, "`version: 1`"),
        ("corrections: []\n", 1, "`version: 1`"),
        ("version: 1\nentries: []\n", 2, "`entries`"),
        ("version: 1\ncorrections: 3\n", 2, "list"),
        ("version: 1\ncorrections:\n  - fiche: a\n", 3, "does not say what to do"),
        ("version: 1\ncorrections:\n  - add: partner\n    delete: partner\n", 3, "both add and delete"),
        ("version: 1\ncorrections:\n  - delete: partner\n    delete: date\n", 4, "twice"),
        ("version: 1\ncorrections:\n  - delete: partner\n", 3, "`at` is missing"),
        ("version: 1\ncorrections:\n  - delete: partnr\n    at: {exact: a}\n", 3, "Input should be 'referent'"),
        ("version: 1\ncorrections:\n  - delete: partner\n    at: {exact: ' '}\n", 4, "at.exact"),
        ("version: 1\ncorrections:\n  - change: referent\n    at: {exact: a}\n    to: {rôle: lead}\n", 3, "rôle"),
        ("version: 1\ncorrections:\n  - change: referent\n    at: {exact: a}\n    to: {role: boss}\n", 3, "to: role"),
        ("version: 1\ncorrections:\n  - change: referent\n    at: {exact: a}\n    to: {}\n", 3, "at least one"),
        ("version: 1\ncorrections:\n  - add: referent\n    at: {exact: a}\n", 3, "needs role"),
        ("version: 1\ncorrections:\n  - add: section\n    at: {exact: a}\n", 3, "cannot be added"),
        ("version: 1\ncorrections:\n  - settle: uncertain\n    at: {exact: a}\n", 3, "because"),
        ("version: 1\ncorrections:\n  - merge: place\n    names: [a]\n", 4, "names"),
        ("version: 1\ncorrections:\n  - change: axe\n    to: {number: '1'}\n", 3, "`axe`"),
        ("version: 1\ncorrections:\n  - change: fiche\n    to: {title: a}\n", 3, "`fiche` is missing"),
        ("version: 1\ncorrections:\n  - merge: place\n    names: [&a b, *a]\n", 4, "alias"),
        ("version: 1\ncorrections:\n  - !!python/object/apply:os.system ['true']\n", 3, "keys and values"),
        ("- a\n", 1, "keys and values"),
        ("version: 1\ncorrections:\n  - delete: date\n    at: {exact: a}\n    ? [b]\n    : c\n", 5, "no word"),
        ("version: 1\ncorrections:\n  - change: date\n    at: {exact: a}\n    to: {end: 2031-01-01}\n", 3, "start"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(CorrectionsError) as error:
        entries_of(text)
    assert f"plan.corrections.yaml, line {line}:" in str(error.value)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["", "# rien\n", "version: 1\n", "version: 1\ncorrections:\n", "version: 1\ncorrections: []\n"]
)
def test_nothing_is_no_fault(text: str) -> None:
    assert entries_of(text) == ()


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorrectionsError):
        entries_of("version: 1\ncorrections: " + "[" * 5000 + "]" * 5000)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    assert read_corrections(source).entries == ()
    place = tmp_path / "plan.corrections.yaml"
    place.write_bytes(b"version: \xff")
    with pytest.raises(CorrectionsError, match="UTF-8"):
        read_corrections(source)
    place.unlink()
    secret = tmp_path / "secret"
    secret.write_text("version: 1\n")
    place.symlink_to(secret)
    with pytest.raises(CorrectionsError, match="link"):
        read_corrections(source)
    place.unlink()
    place.mkdir()
    with pytest.raises(CorrectionsError, match="cannot be read"):
        read_corrections(source)


def test_a_folder_without_access_is_left_to_the_reader_of_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, who may read all: what the system answers to others is played."""

    def denied(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", denied)
    assert os.access(tmp_path, os.X_OK)
    with pytest.raises(CorrectionsError, match=r"cannot be read \(Permission denied\); check your access"):
        read_corrections(tmp_path / "plan.txt")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert read_corrections(tmp_path / "plan.txt") == NO_CORRECTIONS
