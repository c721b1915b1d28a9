"""The table of territories is complete: 18 régions, 101 départements, every country of ISO 3166-1, each code once."""

from collections import Counter

import pytest

from pipeline.vocabulary import read_toml
from pipeline.vocabulary.territories import Level, departements, homonyms, squeezed, territories

REGIONS = "20R 971 972 973 974 976 ARA BFC BRE CVL GES HDF IDF NAQ NOR OCC PAC PDL"
OVERSEAS = ["971", "972", "973", "974", "976"]
FORMER = 17  # of the 22 régions of before 2016: those that go on under their name are left out
COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""
TABLE = read_toml("places.toml")


def test_every_region_is_there_with_its_code() -> None:
    assert sorted(entry["code"] for entry in TABLE["regions"].values()) == [f"FR-{code}" for code in REGIONS.split()]


def test_every_departement_is_there_with_its_number() -> None:
    numbers = [f"{number:02}" for number in range(1, 96) if number != 20] + ["2A", "2B", *OVERSEAS]
    assert sorted(departements()) == sorted(numbers)
    assert len(TABLE["departements"]) == 101
    codes = {entry["code"] for entry in TABLE["departements"].values()}
    assert codes == {f"FR-{number}" if number != "75" else "FR-75C" for number in numbers}


def test_every_former_region_has_the_code_of_what_it_is_part_of() -> None:
    today = {entry["code"] for entry in TABLE["regions"].values()} | {"FR-6AE"}
    assert len(TABLE["former_regions"]) == FORMER
    assert {entry["code"] for entry in TABLE["former_regions"].values()} <= today


def test_every_country_is_there_once() -> None:
    countries = read_toml("countries.toml")["countries"]
    assert sorted(countries) == sorted(COUNTRIES.split())
    names = Counter(squeezed(name) for names in countries.values() for name in names)
    assert [name for name, count in names.items() if count > 1] == []


def test_what_the_gazetteer_calls_a_country_has_a_code() -> None:
    continents = {"Europe", "Afrique", "Asie", "Amérique latine"}
    names = {name.strip() for name in TABLE["lists"]["countries"].split(",")} - continents
    missing = [name for name in sorted(names) if squeezed(name) not in territories()]
    assert missing == []


def test_names_of_one_level_are_one_territory() -> None:
    for name, bearing in territories().items():
        levels = Counter(each.level for each in bearing)
        assert max(levels.values()) == 1, name


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("PROVENCE ALPES COTE D'AZUR", ["FR-PAC"]),
        ("Île-de-France", ["FR-IDF"]),
        ("Martinique", ["FR-972", "FR-972", "MQ"]),
        ("Corse", ["FR-20R"]),
        ("Alsace", ["FR-6AE"]),
        ("Paris", ["FR-75C"]),
    ],
)
def test_a_name_is_known_in_every_spelling(name: str, codes: list[str]) -> None:
    assert [each.code for each in territories()[squeezed(name)]] == codes


def test_a_homonym_is_the_name_of_something() -> None:
    assert homonyms("territories") <= territories().keys()
    assert [each.level for each in territories()["lot"]] == [Level.DEPARTEMENT]
