"""What reviews teach: counts of what was wrong, gold, training data, words for next year."""

import json
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from pipeline.options import Options
from pipeline.review.decide import review_fiche, settle
from pipeline.review.session import Session
from pipeline.review.storage import Storage
from pipeline.vocabulary.user import load_vocabulary
from tests.command import SEED, complaints, fiches
from tests.corrections.plans import PLAN, at, quoted, yaml_of

DECISIONS = (
    f"- change: referent\n  fiche: fiche-1\n  at: {quoted(at(PLAN, 'Bruno Tavel'))}\n  to: {{role: lead}}\n",
    f"- accept: referent\n  fiche: fiche-1\n  at: {quoted(at(PLAN, 'Odile Crozet'))}\n",
    f"- delete: partner\n  fiche: fiche-1\n  at: {quoted(at(PLAN, 'Cose'))}\n",
    f"- accept: partner\n  fiche: fiche-2\n  at: {quoted(at(PLAN, 'Vélos du Lac'))}\n",
    f"- add: mention\n  fiche: fiche-2\n  at: {quoted(at(PLAN, 'une station'))}\n  value: {{label: place}}\n",
    f"- change: section\n  fiche: fiche-2\n  at: {quoted(at(PLAN, 'Actions 2031'))}\n  to: {{kind: actions}}\n",
    "- merge: organisation\n  names: [Terre Vive, association Terres Vives]\n  into: Terres Vives\n",
    "- accept: fiche\n  fiche: fiche-2\n",
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source" / "plan.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    path.with_name("plan.corrections.yaml").write_text(yaml_of(*DECISIONS), encoding="utf-8")
    return path


def test_stats_say_what_was_wrong_most(source: Path) -> None:
    run = fiches("corrections", "stats", source.parent, "--ner", "none", "--json")
    assert complaints(run) == []
    rows = {(row["family"], row["label"], row["origin"]): row for row in json.loads(run.stdout)}
    board = rows["referent", "Référent CA", "rule"]
    assert (board["read"], board["changed"], board["accepted"]) == (3, 1, 1)
    partners = rows["partner", "Partenaires", "rule"]
    assert (partners["read"], partners["deleted"], partners["accepted"]) == (7, 1, 1)
    assert rows["mention", "Actions 2031", "missed"]["added"] == 1
    assert rows["section", "Actions 2031", "rule"]["changed"] == 1
    shown = fiches("corrections", "stats", source, "--ner", "none")
    assert "Référent CA" in shown.stdout
    none = fiches("corrections", "stats", source.parent.parent, "--ner", "none")
    assert (none.returncode, len(complaints(none))) == (1, 1)


def test_training_data_has_accepted_fiches_and_their_names(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "names.spacy"
    run = fiches("corrections", "to-training", source, "--out", out, "--ner", "none")
    assert complaints(run) == []
    docs = list(DocBin().from_disk(out).get_docs(spacy.blank("fr").vocab))
    names = {(ent.text, ent.label_) for doc in docs for ent in doc.ents}
    assert ("une station", "place") in names
    assert ("Odile Crozet", "person") in names
    assert ("Vélos du Lac", "organisation") in names
    assert not any("jardin" in doc.text for doc in docs), "fiche 1 was not accepted"
    again = tmp_path / "again.spacy"
    fiches("corrections", "to-training", source, "--out", again, "--ner", "none")
    assert again.read_bytes() == out.read_bytes()


def test_confirmed_words_go_to_the_vocabulary(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "vocabulary.toml"
    out.write_text('# les nôtres\n[[organisation]]\nname = "Vélos du Lac"\n', encoding="utf-8")
    run = fiches("corrections", "to-vocabulary", source, "--out", out, "--ner", "none")
    assert complaints(run) == []
    text = out.read_text(encoding="utf-8")
    assert text.startswith("# les nôtres\n")
    words = tomllib.loads(text)
    assert [one["name"] for one in words["organisation"]] == ["Vélos du Lac", "Terres Vives"]
    assert words["organisation"][1]["variants"] == ["Terre Vive", "association Terres Vives"]
    assert words["label"] == [{"kind": "actions", "forms": ["Actions 2031"]}]
    assert {body.name for body in load_vocabulary(out).bodies} >= {"Vélos du Lac", "Terres Vives"}
    fiches("corrections", "to-vocabulary", source, "--out", out, "--ner", "none")
    assert out.read_text(encoding="utf-8") == text, "a second time adds nothing"


def test_gold_needs_a_whole_review(source: Path, tmp_path: Path) -> None:
    run = fiches("corrections", "to-gold", source, "--out", tmp_path / "gold.json", "--ner", "none")
    assert run.returncode == 1
    assert "fiches not accepted: fiche-1; diagnostics not answered: " in complaints(run)[0]
    assert not (tmp_path / "gold.json").exists()


def test_a_reviewed_plan_is_gold_for_itself(tmp_path: Path) -> None:
    """The whole seed reviewed: its gold scores the same extraction with 1, and a worse one with less."""
    source = tmp_path / "rtes.txt"
    source.write_bytes(SEED.read_bytes())
    session = Session(source, Storage(source), Options(ner="none"))
    for diagnostic in session.diagnostics:
        settle(session, diagnostic, {"motif": "vu"})
    for fiche in session.corrected.plan.fiches:
        review_fiche(session, fiche.id, done=True)
    assert session.save()
    gold = tmp_path / "gold" / "rtes.json"
    made = fiches("corrections", "to-gold", source, "--out", gold, "--ner", "none")
    assert complaints(made) == []
    assert fiches("extract", source, "--out", tmp_path / "out", "--ner", "none").returncode == 0
    scored = fiches("eval", gold, tmp_path / "out" / "rtes.json")
    assert complaints(scored) == []
    lines = [line.split() for line in scored.stdout.splitlines() if line[:1].islower()]
    assert lines
    low = [line for line in lines if line[0] not in ("diagnostics", "family") and "1.000" not in line[-1]]
    assert low == [], scored.stdout
