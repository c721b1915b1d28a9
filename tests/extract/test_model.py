"""The shipped model: that it is there, small, right enough, and refuses in one sentence what cannot serve."""

import json
import shutil
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from pipeline.extract.entities import read_entities
from pipeline.extract.language import OURS, load
from pipeline.extract.models import ModelError
from pipeline.extract.printed import LABELS
from pipeline.model import EntityKind, Origin
from pipeline.train.bench import annotated, chain, marked
from pipeline.train.score import score

HERE = Path(__file__).parent
FILES = sorted(file.relative_to(OURS).as_posix() for file in OURS.rglob("*") if file.is_file())


def test_model_is_shipped_and_small():
    assert sum(file.stat().st_size for file in OURS.rglob("*") if file.is_file()) <= 12 * 2**20
    meta = json.loads((OURS / "meta.json").read_text(encoding="utf-8"))
    assert "WiNER-fr" in meta["license"]
    assert not (OURS / "vocab").exists()


@pytest.mark.parametrize(
    ("lines", "least"), [("gold_names.txt", 0.92), ("gold_names_final.txt", 0.90), ("gold_names_unseen.txt", 0.78)]
)
def test_chain_reads_hand_written_plan_lines(lines, least):
    samples = list(marked(HERE / lines))
    counts = score(
        zip(
            chain("ours", [sample.text for sample in samples]),
            [sample.names for sample in samples],
            strict=True,
        )
    )
    assert counts["strict"].f1 >= least
    assert counts["person"].f1 >= 0.9


def test_chain_reads_plans_of_the_corpus():
    read, gold = [], []
    for file in sorted((HERE.parent / "corpus" / "plans").glob("*.json")):
        samples = list(annotated(file))
        read += chain("ours", [sample.text for sample in samples])
        gold += [sample.names for sample in samples]
    assert score(zip(read, gold, strict=True))["strict"].f1 >= 0.88


def test_names_that_no_list_holds():
    (found,) = read_entities(["Atelier animé par Mahaut Kerzoncuf et la coopérative Les Toits du Val."], (), "ours")
    assert [(name.text, name.label) for name in found] == [
        ("Mahaut Kerzoncuf", EntityKind.PERSON),
        ("coopérative Les Toits du Val", EntityKind.ORGANISATION),
    ]


def test_every_name_says_where_it_comes_from():
    texts = ["Avec l'ADEME, Zobrac et Paul Orvance.", "Zobrac, ADEME, VILMOR"]
    names = [name for names in read_entities(texts, [("VILMOR", "organisation")], "ours") for name in names]
    origins = {name.text: name.origin for name in names}
    assert origins["ADEME"] is Origin.GAZETTEER
    assert origins["VILMOR"] is Origin.DECLARED
    assert origins["Paul Orvance"] is Origin.RULE


def test_two_models_together():
    alone = list(read_entities(["Avec Hector Belmont à Tarance."], (), "ours"))
    assert list(read_entities(["Avec Hector Belmont à Tarance."], (), "ours+ours")) == alone


def test_none_reads_with_rules_alone():
    text = ["Avec l'ADEME et Klaro"]
    assert list(read_entities(text, (), "none")) == list(read_entities(text, (), None))


def test_empty_texts_and_other_languages():
    texts = [
        "",
        " ",
        "The quick brown fox met the mayor of Springfield.",
        "日本語の文章です。",
        "x" * 100_000,
    ]
    assert len(list(read_entities(texts, (), "ours"))) == 5


def test_speed():
    texts = [sample.text for sample in marked(HERE / "gold_names.txt")] * 10
    list(read_entities(texts, (), "ours"))
    begun = time.process_time()
    list(read_entities(texts, (), "ours"))
    assert sum(len(text.split()) for text in texts) / (time.process_time() - begun) > 8_000


def test_memory_of_the_model_itself():
    held = {}
    for model in ("none", "ours"):
        command = [sys.executable, "-m", "tests.bench", "--measure", "memory", model]
        done = subprocess.run(command, cwd=HERE.parents[1], check=True, stdout=subprocess.PIPE)
        held[model] = json.loads(done.stdout)["peak_megabytes"]
    assert held["ours"] - held["none"] < 150


def test_missing_model_says_how_to_install_it():
    with pytest.raises(ModelError, match="python -m spacy download fr_core_news_xx"):
        load("fr_core_news_xx")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", ["empty", "cut", "other"])
def test_damaged_model(tmp_path, file, damage):
    folder = tmp_path / "damaged"
    shutil.copytree(OURS, folder)
    whole = (folder / file).read_bytes()
    (folder / file).write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "other": b"[1, 2]"}[damage])
    with pytest.raises(ModelError, match=r"is damaged or no spaCy pipeline; .* with --ner"):
        load(str(folder))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("config.cfg", b"[nlp]", b"[nlp]\n[nlp]"),
        ("config.cfg", b'lang = "fr_plan"', b'lang = "fr_plam"'),
        ("config.cfg", b'lang = "fr_plan"', b'lang = "fr_plan"\nlang = "fr_plan"'),
        ("tokenizer", b"|", b"\\"),
    ],
)
def test_model_damaged_in_one_place(tmp_path, file, old, new):
    folder = tmp_path / "damaged"
    shutil.copytree(OURS, folder)
    whole = (folder / file).read_bytes()
    assert old in whole
    (folder / file).write_bytes(whole.replace(old, new))
    with pytest.raises(ModelError, match=r"is damaged or no spaCy pipeline; .* with --ner"):
        load(str(folder))


def test_foreign_folder(tmp_path):
    (tmp_path / "notes.txt").write_text("no model", encoding="utf-8")
    with pytest.raises(ModelError, match="is damaged"):
        load(str(tmp_path))


def test_model_of_another_spacy(tmp_path):
    folder = tmp_path / "old"
    shutil.copytree(OURS, folder)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=2.0.0,<2.1.0"}), encoding="utf-8")
    with pytest.raises(ModelError, match="another version of spaCy"):
        load(str(folder))


def test_model_of_this_and_later_versions_is_no_other_one(tmp_path):
    folder = tmp_path / "open"
    shutil.copytree(OURS, folder)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=3.0.0"}), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load(str(folder)).pipe_names == ["tok2vec", "ner"]


def test_pipeline_without_ner(tmp_path):
    from pipeline.extract.language import blank

    folder = tmp_path / "blank"
    blank().to_disk(folder)
    with pytest.raises(ModelError, match="reads no names"):
        load(str(folder))


def test_pipeline_that_knows_other_things(tmp_path):
    from pipeline.extract.language import blank

    nlp = blank()
    nlp.add_pipe("ner").add_label("DRUG")
    nlp.initialize()
    nlp.to_disk(tmp_path / "drugs")
    with pytest.raises(ModelError, match="knows no persons, organisations or places, only DRUG"):
        load(str(tmp_path / "drugs"))


def test_labels_of_others_are_mapped(tmp_path):
    from pipeline.extract.language import read

    pipeline = load("ours")
    assert pipeline.pipe_labels["ner"] == ["organisation", "person", "place"]
    texts = ["Avec Hector Belmont à Tarance."]
    assert {LABELS[label] for names in read(pipeline, texts) for *_, label in names} == {
        EntityKind.PERSON,
        EntityKind.PLACE,
    }
    assert LABELS["PER"] is LABELS["PERSON"] is EntityKind.PERSON
    assert LABELS["LOC"] is LABELS["GPE"] is EntityKind.PLACE


def test_one_line_of_a_megabyte():
    text = "avec Hector Belmont à Tarance et la coopérative Les Toits du Val pour la rénovation des logements " * 10_400
    begun = time.process_time()
    (found,) = read_entities([text], (), "ours")
    assert time.process_time() - begun < 60
    assert len(found) > 25_000
    assert all(text[name.start : name.end] == name.text for name in found)


def test_reading_twice_gives_the_same():
    texts = [sample.text for sample in marked(HERE / "gold_names.txt")]
    assert list(read_entities(texts, (), "ours")) == list(read_entities(texts, (), "ours"))
