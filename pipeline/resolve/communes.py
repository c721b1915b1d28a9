"""The communes of a file that the user gives: the INSEE's Code officiel géographique.

In: its CSV of communes (`v_commune_2024.csv`: TYPECOM, COM, …, LIBELLE), or the older tables with semicolons or tabs,
in UTF-8 or Latin-1. Out: the communes by name. A file of another kind is refused with a sentence that names the line.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import FichesError
from pipeline.vocabulary.folding import unaccented
from pipeline.vocabulary.territories import squeezed

_CODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}")
# TNCC, the type of a name: the article that the name without article has in front.
_ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}
_ARTICLE = re.compile(r"(?:(?:le|la|les|aux|las|los) |l')", re.IGNORECASE)
# Thirty times the INSEE's own file.
_LARGEST = 100_000_000
_WAY_OUT = "give the CSV of communes of the INSEE's Code officiel géographique (v_commune_2024.csv) with --places"


class PlacesError(FichesError):
    """A file of places that cannot serve."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune: its name with article, its INSEE code; `whole` unless it is only a part of today's commune."""

    name: str
    code: str
    whole: bool

    @property
    def departement(self) -> str:
        """The number of its département: `32`, `2A`, `974`."""
        return self.code[:3] if self.code[:2] in {"97", "98"} else self.code[:2]


class Communes:
    """The communes of a file, by name."""

    def __init__(self, communes: Sequence[Commune]) -> None:
        self._named: dict[str, list[Commune]] = defaultdict(list)
        self._bare: dict[str, list[Commune]] = defaultdict(list)
        for commune in communes:
            self._named[squeezed(commune.name)].append(commune)
            article = _ARTICLE.match(commune.name)
            if article is not None:
                self._bare[squeezed(commune.name[article.end() :])].append(commune)

    def named(self, name: str) -> tuple[Commune, ...]:
        """Give the communes of this name; a name printed without its article (`du Mans`: `Mans`) is found too.

        A commune that is a part of another one today counts only where no whole one has its name.
        """
        key = squeezed(name)
        found = list(self._named.get(key, ()))
        if not _ARTICLE.match(name):
            found += self._bare.get(key, ())
        whole = [commune for commune in found if commune.whole]
        return tuple(dict.fromkeys(whole or found))


def same_accents(printed: str, name: str) -> bool:
    """Say whether a name is printed with its accents, those of capitals apart: `Loue` is a river, `Loué` a commune."""
    return printed.isupper() or _accents(printed) == _accents(name)


def _accents(name: str) -> str:
    """The accented small letters of a name, in order."""
    return "".join(char for char in name if char.islower() and unaccented(char) != char)


@cache
def read_communes(path: Path) -> Communes:
    """Read a file of communes, once.

    Raises:
        PlacesError: it cannot be read, or is no such file; its message is for the user.
    """
    try:
        if not path.is_file():
            raise PlacesError("places-missing", f"the places file {path} is no file that is there; {_WAY_OUT}")
        if path.stat().st_size > _LARGEST:
            raise PlacesError("places-format", f"the places file {path} is too large to be one; {_WAY_OUT}")
        data = path.read_bytes()
    except OSError as error:
        raise PlacesError(
            "places-missing", f"the places file {path} cannot be read ({error.strerror}); {_WAY_OUT}"
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    communes = list(_communes(text, path))
    if not communes:
        raise PlacesError("places-format", f"the places file {path} holds no commune; {_WAY_OUT}")
    return Communes(communes)


def _communes(text: str, path: Path) -> Iterator[Commune]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: dict[str, int] = {}
    try:
        for row in rows:
            line = f"the places file {path}, line {rows.line_num}"
            if not columns:
                columns = {name.strip().upper(): place for place, name in enumerate(row)}
                named = "LIBELLE" in columns or {"TNCC", "NCCENR"} <= columns.keys()
                if "COM" not in columns or not named:
                    raise PlacesError("places-format", f"{line}: it has no columns COM and LIBELLE; {_WAY_OUT}")
            elif any(row):
                if len(row) != len(columns):
                    raise PlacesError(
                        "places-format",
                        f"{line}: it has {len(row)} columns where the first has {len(columns)}; "
                        "download the file again, or correct that line",
                    )
                yield _commune({name: row[place].strip() for name, place in columns.items()}, line)
    except csv.Error as error:
        line = f"the places file {path}, line {rows.line_num}"
        raise PlacesError("places-format", f"{line}: it is no CSV ({error}); {_WAY_OUT}") from error


def _commune(row: Mapping[str, str], line: str) -> Commune:
    code, department = row["COM"].upper(), row.get("DEP", "").upper()
    if len(code) < 5:
        # until 2018 the code of a commune was counted in its département: 32 and 013, 971 and 05 or 105
        code = (department[:2] if len(code) == 3 else department) + code
    name = row.get("LIBELLE") or _ARTICLES.get(row.get("TNCC", ""), "") + row.get("NCCENR", "")
    if not _CODE.fullmatch(code) or not name:
        raise PlacesError(
            "places-format",
            f"{line}: it has no commune's code of five characters and name; download the file again, "
            "or correct that line",
        )
    return Commune(name, code, row.get("TYPECOM", "COM") == "COM")
