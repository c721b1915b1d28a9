"""A user's own words, added to the shipped vocabulary: `docs/vocabulary.md` says how the file looks.

In: a TOML file. Out: a vocabulary in which the user's labels count before the shipped ones. Refuses a file that
is no TOML, or holds what no vocabulary has, with its name, the line and the way out.
"""

import hashlib
import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import FichesError
from pipeline.model import Role, SectionKind
from pipeline.vocabulary import Body, Vocabulary, build, read_toml, shipped

# What a vocabulary beside the sources is called.
BESIDE = "vocabulary.toml"
# A file of words; more is something else, given by mistake.
_LARGEST = 2_000_000

_Words = Annotated[list[Annotated[str, Field(min_length=1, max_length=120)]], Field(min_length=1)]
_Heading = Literal["fiche", "axe", "commission", "working_group", "other", "transversal", "contents"]
_FIELDS = {"status": SectionKind.STATUS, "priority": SectionKind.STATUS}
_DATES = ("start_date", "end_date")


class VocabularyError(FichesError):
    """A user's vocabulary that cannot be used."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Label(_Table):
    forms: _Words
    kind: SectionKind | None = None
    year_kind: SectionKind | None = None
    role: Role | None = None
    bodies: bool = False
    field: str | None = Field(default=None, pattern=f"^(?:{'|'.join((*_FIELDS, *_DATES))})$")

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        if (self.kind is None) == (self.role is None):
            raise ValueError("a label needs either a `kind` of section or a `role` of referents")
        if self.field and self.kind is not _FIELDS.get(self.field, SectionKind.CALENDAR):
            raise ValueError(f"the field {self.field!r} needs kind = {_FIELDS.get(self.field, SectionKind.CALENDAR)!r}")
        return self


class _Organisation(_Table):
    name: str = Field(min_length=2, max_length=200)
    acronym: str | None = Field(default=None, min_length=2, max_length=30)
    variants: list[str] = []


class _File(_Table):
    label: list[_Label] = []
    qualifiers: _Words = []
    headings: dict[_Heading, _Words] = {}
    organisation: list[_Organisation] = []


def toml_string(text: str) -> str:
    """Give a text as a TOML string on one line."""
    # A JSON string is a TOML string too, but for the delete character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def vocabulary_beside(source: Path) -> Path | None:
    """Give the vocabulary that stands beside a source, if there is one."""
    path = source.parent / BESIDE
    return path if path.is_file() else None


def load_vocabulary(path: Path | None) -> Vocabulary:
    """Give the shipped vocabulary with a user's words added.

    Args:
        path: the user's file; None for the shipped words alone.

    Raises:
        VocabularyError: the file cannot be read, is no TOML, or holds what no vocabulary has.
    """
    if path is None:
        return shipped()
    try:
        if path.stat().st_size > _LARGEST:
            raise VocabularyError("vocabulary-large", f"{path}: is too large for a list of words; name another file")
        return _extended(str(path), path.read_bytes())
    except OSError as error:
        raise VocabularyError(
            "vocabulary-unreadable", f"{path}: cannot be read ({error.strerror}); check the path and your access to it"
        ) from error


@lru_cache(maxsize=8)
def _extended(path: str, content: bytes) -> Vocabulary:
    own = _read(path, content)
    added = {str(kind): words for kind, words in own.headings.items()}
    table, headings = read_toml("labels.toml"), read_toml("headings.toml")
    return build(
        [*(label.model_dump() for label in own.label), *table["label"]],
        [*own.qualifiers, *table["qualifiers"]],
        {kind: [*added.get(kind, []), *words] for kind, words in headings.items()},
        hashlib.sha256(shipped().digest.encode() + content).hexdigest(),
        [Body(each.name, each.acronym, tuple(each.variants)) for each in own.organisation],
        table["in_charge"],
        table["bodies"],
        table["asked"],
    )


def _read(path: str, content: bytes) -> _File:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise VocabularyError(
            "vocabulary-encoding", f"{path}, line {line}: is not UTF-8; save the file as UTF-8"
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        said = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise VocabularyError(
            "vocabulary-toml",
            f"{path}, line {line}: is no TOML ({said}); correct it, docs/vocabulary.md has an example",
        ) from error
    try:
        return _File.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(text, first["loc"])
        raise VocabularyError("vocabulary-wrong", f"{path}, line {line}: {_told(first)}") from error


def _line_of(text: str, place: tuple[int | str, ...]) -> int:
    """Give the line of a value: its table's, then its key's, as far as the file prints them so."""
    lines = text.split("\n")
    at = 0
    for part, behind in zip(place, [*place[1:], None], strict=True):
        if isinstance(part, int):
            continue
        number = behind if isinstance(behind, int) else 0
        table = re.compile(rf"\s*\[\[?\s*{re.escape(part)}\s*\]")
        key = re.compile(rf"\s*[\"']?{re.escape(part)}[\"']?\s*=|.*[{{,]\s*{re.escape(part)}\s*=")
        opened = [index for index, line in enumerate(lines) if index >= at and table.match(line)]
        if number < len(opened):
            at = opened[number]
            continue
        at = next((index for index, line in enumerate(lines) if index >= at and key.match(line)), at)
    return at + 1


def _told(error: Any) -> str:
    """Say in one sentence what is wrong with a value, and what would be right."""
    where = ".".join(str(part) for part in error["loc"] if not isinstance(part, int) and part != "[key]")
    if error["type"] in ("extra_forbidden", "literal_error"):
        return f"{where!r} is no key of a vocabulary; remove it or correct its spelling (docs/vocabulary.md lists them)"
    if error["type"] == "missing":
        return f"{where!r} is missing; add it (docs/vocabulary.md has an example)"
    if error["type"] == "enum":
        return f"{where} = {error['input']!r} is none of {error['ctx']['expected']}; write one of these"
    said = error["msg"].removeprefix("Value error, ")
    return f"{where}: {said[:1].lower()}{said[1:]}; correct it (docs/vocabulary.md has an example)"
