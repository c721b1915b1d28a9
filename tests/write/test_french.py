"""French words, dates and numbers."""

import pytest

from pipeline.model import DateValue, Role, StatusValue
from pipeline.write import french
from tests.write.sample import DATES

SAID = (
    "12 mars 2031",
    "avril 2031",
    "3e trimestre 2031",
    "automne 2031",
    "1er semestre 2031",
    "du 1er octobre 2031 au 31 décembre 2031",
    "du 2 juin 2031 au 4 juin 2031",
    "6 décembre 2031",
    "2031",
)


def test_every_value_has_a_word() -> None:
    for kind, words in french.WORDS.items():
        assert set(words) == {member.value for member in kind}, kind
        assert len(set(words.values())) == len(words)
    assert (french.word(Role.LEAD), french.word(StatusValue.DONE)) == ("Pilote", "Réalisé")


@pytest.mark.parametrize(("value", "said"), [(date[2][0], said) for date, said in zip(DATES, SAID, strict=True)])
def test_periods(value: tuple[str, ...], said: str) -> None:
    keys = ("start", "end", "precision", "modifier", "edtf")
    assert french.period(DateValue.model_validate(dict(zip(keys, value, strict=True)))) == said


def test_numbers() -> None:
    assert french.money(12500.5) == "12\u202f500,50\u00a0€"
    assert french.money(60000, "CHF") == "60\u202f000\u00a0CHF"
    assert french.number(0.125, 1) == "0,1"
    assert [french.plural(count, "fiche") for count in (0, 1, 2)] == ["0\u00a0fiche", "1\u00a0fiche", "2\u00a0fiches"]
