"""A text in another language is told by its small words; French with foreign words in it stays French."""

import tomllib
from pathlib import Path

import pytest

from pipeline.vocabulary.tongues import foreign, words_in
from tests.command import SEED

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "tongues.toml"
TEXTS = {code: " ".join(text.split()) for code, text in tomllib.loads(CORPUS.read_text(encoding="utf-8")).items()}
FRENCH = TEXTS.pop("fr")


@pytest.mark.parametrize("code", TEXTS)
def test_a_foreign_text_is_told(code: str) -> None:
    tongue = foreign(words_in(TEXTS[code]))
    assert tongue is not None
    assert tongue.code == code


@pytest.mark.parametrize("text", ["Ελληνική δημοκρατία και λαός της πόλης " * 40, "行动 计划 " * 100])
def test_another_alphabet_is_told(text: str) -> None:
    tongue = foreign(words_in(text))
    assert tongue is not None
    assert tongue.french == "dans une autre langue que le français"


@pytest.mark.parametrize(
    "text",
    [
        "",
        FRENCH,
        FRENCH.upper(),
        FRENCH.replace("é", "e").replace("â", "a").replace("è", "e"),
        # titles and quotations of other languages in French sentences
        FRENCH + " Projet « Towards the city of the future and the people who live in it » (Interreg).",
        FRENCH + " Le programme European Green Deal for the cities and the regions, « The Green Deal going local ».",
        FRENCH * 2 + TEXTS["en"],
        FRENCH * 2 + TEXTS["br"],
        # names and figures
        "ADEME Région Bretagne SNCF Ville Rennes Odile Crozet Métropole Tarance " * 60,
        "T1 2022 T2 2023 10 000 € " * 100,
        "à définir",
        "The Conversation",
    ],
)
def test_french_stays_french(text: str) -> None:
    assert foreign(words_in(text)) is None


def test_the_published_plan_is_french() -> None:
    assert foreign(words_in(SEED.read_text(encoding="utf-8"))) is None
