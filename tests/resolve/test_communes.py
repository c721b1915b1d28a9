"""The file of communes that a user gives: every layout that the INSEE published, and every other file refused."""

import csv
from pathlib import Path

import pytest

from pipeline.resolve.communes import PlacesError, read_communes

OFFICIAL = Path(__file__).with_name("v_commune_2024.csv")


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "places.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Auch", ["32013"]),
        ("AUCH", ["32013"]),
        ("St-Martin", ["32389", "65392"]),
        ("Le Mans", ["72181"]),
        ("Mans", ["72181"]),
        ("La Rochelle", ["17300"]),
        ("Saint Etienne", ["42218"]),
        ("Les Abymes", ["97101"]),
        ("Ajaccio", ["2A004"]),
        ("Marmande", ["47157"]),  # a part of a commune counts where no whole one has its name
        ("Herret", ["32901"]),
        ("Rouvres", []),
    ],
)
def test_communes_are_found_by_any_spelling(name: str, codes: list[str]) -> None:
    assert [commune.code for commune in read_communes(OFFICIAL).named(name)] == codes


def test_a_commune_knows_its_departement() -> None:
    found = [read_communes(OFFICIAL).named(name)[0].departement for name in ("Auch", "Ajaccio", "Les Abymes")]
    assert found == ["32", "2A", "971"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize(
    "text",
    [
        OFFICIAL.read_text(encoding="utf-8"),
        '"typecom";"com";"dep";"libelle"\r\n"COM";"72168";"72";"Loué"\r\n"COM";"97101";"971";"Les Abymes"\r\n',
        # 2018 and before: article apart, code in two columns
        "CDC\tREG\tDEP\tCOM\tTNCC\tARTMAJ\tNCC\tARTMIN\tNCCENR\n"
        "0\t52\t72\t168\t0\t\tLOUE\t\tLoué\n0\t01\t971\t01\t4\t(LES)\tABYMES\t(Les)\tAbymes\n",
        "DEP\tCOM\tTNCC\tNCCENR\n72\t168\t0\tLoué\n971\t101\t4\tAbymes\n",
    ],
    ids=["comma", "semicolon", "tab", "tab, three digits overseas"],
)
def test_every_layout_gives_the_same(tmp_path: Path, text: str, encoding: str) -> None:
    communes = read_communes(written(tmp_path, text, encoding))
    assert [each.code for each in communes.named("Loué")] == ["72168"]
    assert [(each.code, each.name) for each in communes.named("Abymes")] == [("97101", "Les Abymes")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no commune"),
        ("TYPECOM,COM,LIBELLE\n", "holds no commune"),
        ("nom,prenom\nCrozet,Odile\n", "line 1: it has no columns COM and LIBELLE"),
        ("PK\x03\x04\0\0", "line 1: "),
        ("COM,LIBELLE\n32013,Auch\n32107\n", "line 3: it has 1 columns where the first has 2"),
        ("COM,LIBELLE\n32013,Auch\nAuch,32013\n", "line 3: it has no commune's code"),
        ("COM,LIBELLE\n32013,\n", "line 2: it has no commune's code"),
        ("COM,LIBELLE\n" + "9" * 200_000 + ",Auch\n", "line 2: it is no CSV"),
        ('COM,LIBELLE\n32013,"Auch\n32107,Condom\n', "it is no CSV (unexpected end of data)"),
        ('COM,LIBELLE\n32013,"Au"ch\n', "line 2: it is no CSV"),
    ],
    ids=[
        "empty",
        "header alone",
        "other table",
        "zip",
        "short line",
        "columns swapped",
        "no name",
        "endless field",
        "open quote",
        "quote within",
    ],
)
def test_another_file_gets_a_sentence_with_the_line_and_the_way_out(tmp_path: Path, text: str, said: str) -> None:
    csv.field_size_limit(131_072)  # what Python has; a library of other tests raises it
    path = written(tmp_path, text)
    with pytest.raises(PlacesError) as refused:
        read_communes(path)
    message = str(refused.value)
    assert said in message
    assert str(path) in message
    assert "; " in message
    assert "\n" not in message


@pytest.mark.parametrize("make", ["nothing", "folder"])
def test_a_file_that_is_none(tmp_path: Path, make: str) -> None:
    path = tmp_path if make == "folder" else tmp_path / "gone.csv"
    with pytest.raises(PlacesError, match=r"v_commune_2024\.csv"):
        read_communes(path)
