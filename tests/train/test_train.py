"""The training ground: everything but the training itself, which takes minutes."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.extract.language import word_kinds
from pipeline.train import bench
from pipeline.train.augment import begun, renamed
from pipeline.train.bench import annotated, compare, marked
from pipeline.train.corpora import popcorn
from pipeline.train.generator import generate, lists
from pipeline.train.names import Names
from pipeline.train.places import Places, contracted, led, of
from pipeline.train.sample import Sample, lines, outermost
from pipeline.train.score import LABELS, score
from pipeline.train.towns import towns

GOLD = Path(__file__).parents[1] / "gold" / "rtes-2022.json"


def test_same_seed_same_sentences():
    assert list(generate(50, 7)) == list(generate(50, 7))
    assert list(generate(50, 7)) != list(generate(50, 8))


def test_generated_names_are_slices():
    for sample in generate(500, 3):
        spans = [(start, end) for start, end, _ in sample.names]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(sample.text) for start, end in spans)
        assert all(sample.text[start:end] == sample.text[start:end].strip() for start, end in spans)
        assert {label for *_, label in sample.names} <= set(LABELS)


def test_many_lines_hold_no_name():
    samples = list(generate(1000, 4))
    assert 0.1 < sum(not sample.names for sample in samples) / len(samples) < 0.5


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold of the seed plan is not here yet")
def test_names_of_the_seed_plan_never_enter_the_generator():
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    named = {
        mention["text"] for fiche in gold["fiches"] for mention in fiche["mentions"] if mention["label"] != "place"
    } | {referent["name"] for fiche in gold["fiches"] for referent in fiche["referents"]}
    public = {"Etat", "État"}
    generated = {
        sample.text[start:end].replace("’", "'")
        for sample in generate(30_000, 1)
        for start, end, label in sample.names
        if label != "place"
    }
    assert not (named - public) & generated


def test_first_names_and_surnames_make_persons_of_all_forms():
    names = Names(random.Random(1), lists())
    forms = [names.person()[0] for _ in range(300)]
    assert any(form.split()[-1].isupper() for form in forms)
    assert any("-" in form for form in forms)
    assert any(form[1] == "." for form in forms)


def test_renamed_copies_keep_their_names_where_they_say():
    sample = Sample("Avec le maire de Crozes et l'Avenir.", ((17, 23, "place"),))
    others = [Sample("Ouistrel", ((0, 8, "place"),))]
    (copy,) = renamed([sample], others, share=1, seed=1)
    assert copy.text == "Avec le maire d'Ouistrel et l'Avenir."
    assert [copy.text[start:end] for start, end, _ in copy.names] == ["Ouistrel"]


def test_ends_of_sentences_begin_with_a_capital_that_says_nothing():
    sample = Sample("Hier Paul Orvance trouva des amis à Crozes.", ((5, 17, "person"), (36, 42, "place")))
    (cut,) = begun([sample], share=1, seed=2)
    assert cut.text == "Amis à Crozes."
    assert [cut.text[start:end] for start, end, _ in cut.names] == ["Crozes"]
    assert not list(begun([sample], share=0, seed=2))


def test_places_of_all_kinds():
    places = Places(random.Random(1), lists())
    communes = {places.commune() for _ in range(2000)}
    assert len(communes) > 1200
    assert any(commune.startswith(("La ", "Le ", "Les ", "L'")) for commune in communes)
    assert any(commune.endswith("heim") for commune in communes)
    assert any(commune.startswith("Plou") for commune in communes)
    assert {places.water()[0] for _ in range(200)} == {"la ", "le ", "l'"}
    assert "les " in {places.height()[0] for _ in range(50)}


def test_articles_before_places():
    assert led("Orvance", feminine=True) == ("l'", "Orvance")
    assert led("Vareuse", feminine=True) == ("la ", "Vareuse")
    assert (of("Orvance"), of("Crozes")) == ("d'Orvance", "de Crozes")
    assert [contracted("de", article) for article in ("le ", "les ", "la ", "l'")] == ["du ", "des ", "de la ", "de l'"]


def test_bodies_named_by_a_motto_stand_in_quotes():
    quoted = [
        sample
        for sample in generate(3000, 8)
        if any(sample.text[start - 1 : start] in '"“«' for start, _, label in sample.names if label == "organisation")
    ]
    assert quoted


def test_an_annotated_plan_gives_its_mentions_their_places(tmp_path):
    fiche = {
        "id": "1",
        "sections": [{"items": [{"text": "Crozes", "items": [{"text": "avec Klaro à Crozes"}]}, {"text": "Klaro"}]}],
        "mentions": [
            {"label": "organisation", "text": "Klaro"},
            {"label": "place", "text": "Crozes"},
            {"label": "organisation", "text": "Klaro"},
        ],
    }
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"fiches": [fiche]}), encoding="utf-8")
    assert [sample.names for sample in annotated(file)] == [
        (),
        ((5, 10, "organisation"), (13, 19, "place")),
        ((0, 5, "organisation"),),
    ]
    file.write_text(json.dumps({"fiches": [fiche | {"mentions": [{"label": "place", "text": "Aune"}]}]}), "utf-8")
    with pytest.raises(ValueError, match="no item names 'Aune'"):
        list(annotated(file))


def test_rules_alone_are_compared_on_the_same_texts(tmp_path):
    file = tmp_path / "lines.txt"
    file.write_text("# words\n\nAvec l'[o|ADEME] et [p|Paul Orvance] à [l|Niort]\n", encoding="utf-8")
    (reading,) = compare([list(marked(file))], [])
    assert reading.title == "rules"
    assert reading.counts["strict"].f1 == 1
    assert "strict 100.0" in str(reading)


def test_official_models_are_compared_where_they_are_installed(monkeypatch):
    monkeypatch.setattr(bench, "find_spec", lambda name: name == "fr_core_news_md")
    assert bench.models_at_hand() == ["ours", "fr_core_news_md"]


def test_lines_cut_names_with_them():
    sample = Sample("Paul Orvance\n\nà Crozes", ((0, 12, "person"), (16, 22, "place")))
    assert [(line.text, line.names) for line in lines(sample)] == [
        ("Paul Orvance", ((0, 12, "person"),)),
        ("à Crozes", ((2, 8, "place"),)),
    ]


def test_outermost_keeps_the_longest():
    assert outermost([(5, 9, "place"), (0, 9, "organisation"), (12, 14, "place")]) == [
        (0, 9, "organisation"),
        (12, 14, "place"),
    ]


def test_score_counts_right_read_and_gold():
    counts = score([([(0, 4, "person"), (6, 9, "place")], [(0, 4, "person"), (5, 9, "place")])])
    assert counts["strict"].f1 == 0.5
    assert counts["overlap"].f1 == 1
    assert counts["person"].f1 == 1
    assert counts["place"].f1 == 0
    assert counts["organisation"].f1 == 1


def test_score_does_not_count_one_gold_name_twice():
    counts = score([([(0, 2, "place"), (3, 5, "place")], [(0, 5, "place")])])
    assert counts["overlap"].right == 1


def test_popcorn_keeps_capitalised_mentions(tmp_path):
    report = {
        "text": "Ils sont à Crozes. La maire Orvance parle.",
        "entities": [
            {"type": "PLACE", "mentions": [{"value": "Crozes", "start": 11, "end": 17}]},
            {"type": "CIVILIAN", "mentions": [{"start": 0, "end": 3}, {"start": 22, "end": 35}]},
            {"type": "FIRE", "mentions": [{"start": 19, "end": 21}]},
        ],
    }
    (tmp_path / "popcorn-test.json").write_text(json.dumps({"1": report}), encoding="utf-8")
    (sample,) = popcorn(tmp_path, "test")
    assert sample.names == ((11, 17, "place"),)
    assert sample.unsure == ((22, 35),)


def test_parts_of_reports_keep_the_order_of_the_documents(tmp_path):
    reports = {f"{number:02}": {"text": f"Rapport {number:02}", "entities": []} for number in range(20)}
    (tmp_path / "popcorn-train.json").write_text(json.dumps(reports), encoding="utf-8")
    both = [sample.text for sample in popcorn(tmp_path, "train", "dev")]
    assert both == [report["text"] for report in reports.values()]
    assert [sample.text for sample in popcorn(tmp_path, "dev")] == ["Rapport 09", "Rapport 19"]


def test_the_same_training_gives_the_same_bytes(tmp_path):
    code = (
        "import sys; from pathlib import Path\n"
        "from pipeline.train.run import train\n"
        "from pipeline.train.generator import generate\n"
        "lines, few = list(generate(150, 1)), {'training.max_steps': 3, 'training.eval_frequency': 3}\n"
        "train(lines, lines[:20], Path(sys.argv[1]), 20, few)\n"
    )
    made = []
    for seed in "12":
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, capture_output=True, check=True)
        files = sorted(file for file in (folder / "model").rglob("*") if file.is_file())
        made.append({file.relative_to(folder).as_posix(): file.read_bytes() for file in files})
    assert len(made[0]) > 6
    assert made[0] == made[1]


def test_training_without_corpora_says_where_they_are(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.train", "--corpora", str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "YoannDupont/WiNER-fr" in done.stderr


def test_training_is_not_imported_at_run_time():
    code = (
        "import sys; from pipeline.extract.entities import read_entities\n"
        "list(read_entities(['La CRESS'], (), None))\n"
        "assert not any(name.startswith('pipeline.train') for name in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_one_stretch_with_two_labels_is_read_alike_in_every_process():
    code = (
        "from pipeline.train.sample import outermost\n"
        "print(outermost([(i, i + 5, label) for i in range(0, 90, 9)\n"
        "    for label in ('place', 'organisation')]))\n"
    )
    read = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12345"
    }
    assert len(read) == 1


def test_towns_are_words_that_hardly_mean_anything_else():
    def place(name, country="FR", population=900):
        return {"name": name, "countrycode": country, "population": population}

    places = [
        place("Levens"),
        place("Le Mesnil"),
        place("Orange"),
        place("Nantes"),
        place("Saint-Yvoir", population=90),
    ]
    places += [place("Bamako"), place("Kayes", "ML"), place("Ségou", "ML", 130_000), place("Aix les Bains")]
    assert set(towns(places, frozenset({"orange"}))) == {"Levens", "Mesnil", "Ségou"} | (
        set() if "Bamako" in word_kinds() else {"Bamako"}
    )
