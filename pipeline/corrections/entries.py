"""What a person can decide about a plan: the entries of a corrections file, as pydantic models.

Each entry has one key that says what it does (`accept`, `change`, `delete`, `add`, `merge`, `split`, `settle`), the
place it is about, and the line of the file that it stands in.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator

from pipeline.corrections.anchor import Anchor
from pipeline.corrections.fields import FIELDS, NEEDED, VALUES, EntityFields, Family, Fields, first_sentence
from pipeline.model import DiagnosticCode, EntityKind
from pipeline.model.base import Text


class Entry(BaseModel):
    """One decision."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    because: Text | None = None
    line: int = Field(default=0, exclude=True, repr=False)
    raw: str = Field(default="", exclude=True, repr=False)  # as the file has it, comments above it included

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(self.model_dump_json())


class Located(Entry):
    """A decision about one value of a fiche, or of the contents where no fiche is named."""

    fiche: Text | None = None
    at: Anchor | None = None


Tied = TypeVar("Tied", bound=Located)


class Accept(Located):
    """This value, or this whole fiche, is right as it was read."""

    accept: Family
    value: SerializeAsAny[Fields] | None = None
    digest: str | None = None

    @model_validator(mode="before")
    @staticmethod
    def _typed(data: Any) -> Any:
        return _with_fields(data, "accept", "value")

    @model_validator(mode="after")
    def _placed(self) -> Self:
        return _place_given(self, self.accept, Family.FICHE)


class Change(Located):
    """This value is another one."""

    change: Family
    axe: Text | None = None
    to: SerializeAsAny[Fields]

    @model_validator(mode="before")
    @staticmethod
    def _typed(data: Any) -> Any:
        return _with_fields(data, "change", "to")

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if not self.to.model_fields_set:
            raise ValueError("`to` must give at least one field")
        if (self.axe is not None) != (self.change is Family.AXE):
            raise ValueError("`axe` is for `change: axe`, which needs it")
        return _place_given(self, self.change, Family.FICHE, Family.AXE, Family.PLAN)


class Delete(Located):
    """This is no such value."""

    delete: Family

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if self.delete not in VALUES - {Family.SECTION}:
            raise ValueError(f"a {self.delete} cannot be deleted")
        return _place_given(self, self.delete)


class Add(Located):
    """Here stands a value that was not read."""

    add: Family
    value: SerializeAsAny[Fields]

    @model_validator(mode="before")
    @staticmethod
    def _typed(data: Any) -> Any:
        return _with_fields({"value": {}, **data} if isinstance(data, dict) else data, "add", "value")

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if self.add not in VALUES - {Family.SECTION}:
            raise ValueError(f"a {self.add} cannot be added")
        missing = NEEDED.get(self.add, frozenset()) - {name for name, one in self.value.given().items() if one}
        if missing:
            raise ValueError(f"`value` needs {', '.join(sorted(missing))}")
        return _place_given(self, self.add)


class ChangeEntity(Entry):
    """This person, organisation or place is called otherwise."""

    rename: EntityKind
    name: Text
    to: EntityFields


class Merge(Entry):
    """These names are one person, organisation or place."""

    merge: EntityKind
    names: Annotated[tuple[Text, ...], Field(min_length=2)]
    into: Text | None = None

    @property
    def best(self) -> str:
        """The name that it gets."""
        return self.into or self.names[0]


class Split(Entry):
    """Here another one is named than elsewhere under this name."""

    split: EntityKind
    name: Text
    occurrences: Annotated[tuple[Anchor, ...], Field(min_length=1)]
    into: Text


class Settle(Located):
    """This diagnostic was looked at, and needs no more looking."""

    settle: DiagnosticCode
    because: Text


ACTIONS: Mapping[str, type[Entry]] = {
    "accept": Accept,
    "change": Change,
    "delete": Delete,
    "add": Add,
    "rename": ChangeEntity,
    "merge": Merge,
    "split": Split,
    "settle": Settle,
}


def action(entry: Entry) -> str:
    """Give the key that says what an entry does."""
    return next(name for name, kind in ACTIONS.items() if type(entry) is kind)


def family(entry: Located) -> Family:
    """Give the family of the value that an entry is about."""
    found = getattr(entry, action(entry))
    return Family(found)


def _with_fields(data: Any, key: str, under: str) -> Any:
    """Read the fields under a key as those of the family that another key names."""
    if not isinstance(data, dict) or not isinstance(data.get(under), dict):
        return data
    try:
        kind = FIELDS[Family(str(data.get(key)))]
    except ValueError:
        return data  # refused, with the list of families, by the field itself
    try:
        return {**data, under: kind.model_validate(data[under])}
    except ValidationError as error:
        raise ValueError(f"{under}: {first_sentence(error)}") from error


def _place_given(entry: Tied, of: Family, *placeless: Family) -> Tied:
    if of in placeless:
        if of is Family.FICHE and entry.fiche is None:
            raise ValueError("`fiche` is missing: the fiche that it is about")
    elif entry.at is None:
        raise ValueError("`at` is missing: the passage that it is about")
    return entry
