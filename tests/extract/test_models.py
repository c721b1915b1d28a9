"""What --ner names is looked at before any text is read, and refused with a sentence."""

from pathlib import Path

import pytest

from pipeline.extract.models import ModelError, models
from tests.command import SMALL, complaints, fiches


def test_what_is_asked_for() -> None:
    assert models("none") == ()
    assert models("ours") == ("ours",)
    assert models("ours+fr_core_news_lg+ours") == ("ours", "fr_core_news_lg")


@pytest.mark.parametrize(
    ("ner", "said"),
    [
        ("", "a name is missing; write ours, none,"),
        (" ", "a name is missing"),
        ("ours+", "a name is missing"),
        ("none+ours", "« none » leaves names out and goes with no model"),
        ("plan.txt", "there is no model plan.txt, for it is no folder"),
        ("a/b", "there is no model a/b"),
        ("fr-core-news-lg", "there is no model fr-core-news-lg"),
        ("{folder}", "no spaCy pipeline: its folder has no config.cfg; name the folder that holds it"),
        ("x" * 5000 + ".", "there is no model"),
    ],
)
def test_what_names_no_model(tmp_path: Path, ner: str, said: str) -> None:
    with pytest.raises(ModelError) as refused:
        models(ner.format(folder=tmp_path))
    assert said in str(refused.value)


@pytest.mark.parametrize("command", ["extract", "batch"])
@pytest.mark.parametrize("ner", ["", "none+ours", "{folder}"])
def test_nothing_is_read_or_written_then(tmp_path: Path, command: str, ner: str) -> None:
    """`fiches batch --ner /tmp` took the bytes of all files there for its key, and failed on a name."""
    (tmp_path / "plan.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "notes").mkdir()
    run = fiches(
        command, tmp_path / "plan.txt", "--out", tmp_path / "o", "--ner", ner.format(folder=tmp_path / "notes")
    )
    assert run.returncode == 2
    assert len(complaints(run)) == len(run.stderr.splitlines()) == 1
    assert "--ner" in run.stderr
    assert not (tmp_path / "o").exists()
