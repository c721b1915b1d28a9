"""What a table of the relational view is: columns with their type, a key, foreign keys, and the rows of a plan.

In: the contract's models, from which a column takes its type, its enum and its description. Out: `Table` values that
every tabular export writes (csv, xlsx, parquet, sqlite, duckdb), so that all of them say the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.model import Model, Plan, Span
from pipeline.model.base import IsoDate

Cell = str | int | float | bool | tuple[Any, ...] | dict[str, str] | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """The type of a column, by its name in Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ARRAY = "array"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: English name for programs, French title for people."""

    name: str
    kind: Kind
    title: str
    description: str
    required: bool = True
    enum: type[StrEnum] | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that name a row of another table; all null when they name none."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it holds, its columns, what identifies a row, what its rows refer to.

    `rows` gives the rows of one plan; a cell is a plain value, `None` for null. `sheet` says whether the table is
    for people too: link tables are not.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Plan], Iterable[Row]]
    foreign_keys: tuple[ForeignKey, ...] = ()
    sheet: bool = True


def field(model: type[Model], name: str, title: str, column: str | None = None) -> Column:
    """Make a column of a field of the contract: type, enum, nullability and description come from the model."""
    info = model.model_fields[name]
    annotation, optional = _plain(info)
    kind, enum = _kind(annotation, info)
    if kind in (Kind.ARRAY, Kind.OBJECT):
        optional = True  # an empty list is an empty cell
    if kind is Kind.STRING and enum is None and not _never_empty(annotation, info):
        optional = True  # `label` may be "", which a text file cannot tell from null
    return Column(column or name, kind, title, info.description or "", not optional, enum)


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of a model side by side, told once for the head and for the rows of a table."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]

    def cells(self, value: Model) -> Row:
        """Give the cells of a value of that model, an empty list or object as null."""
        cells = (getattr(value, name) for name in self.names)
        return tuple(None if isinstance(cell, tuple | dict) and not cell else cell for cell in cells)


def fields(model: type[Model], prefix: str = "", /, **titles: str) -> Fields:
    """Make columns of fields of the contract, under their names in JSON.

    Args:
        model: whose fields they are.
        prefix: what stands before their names.
        titles: their French titles, in the order of the table.
    """
    columns = (field(model, name, titles[name], prefix + (model.model_fields[name].alias or name)) for name in titles)
    return Fields(tuple(columns), tuple(titles))


def key(name: str, title: str, description: str, kind: Kind = Kind.INTEGER) -> Column:
    """Make a column that identifies a row, or names one of another table."""
    return Column(name, kind, title, description)


def optional(name: str, kind: Kind, title: str, description: str) -> Column:
    """Make a column that may be empty."""
    return Column(name, kind, title, description, required=False)


PLAN_ID = key("plan_id", "Plan", "The plan, as in `plans`", Kind.STRING)
FICHE_ID = key("fiche_id", "Identifiant de la fiche", "The fiche, as in `fiches`", Kind.STRING)
TO_PLAN = ForeignKey(("plan_id",), "plans", ("plan_id",))
TO_FICHE = ForeignKey(("plan_id", "fiche_id"), "fiches", ("plan_id", "fiche_id"))
TO_ENTITY = ForeignKey(("plan_id", "entity_id"), "entities", ("plan_id", "entity_id"))

SPAN = (
    key("span_start", "Début dans le texte", "First code point of the canonical text, from 0"),
    key("span_end", "Fin dans le texte", "Code point after the last one"),
    optional("span_page", Kind.INTEGER, "Page", "Page of the source, from 1, where the source has pages"),
    optional(
        "span_boxes",
        Kind.ARRAY,
        "Rectangles",
        "Rectangles [x0, y0, x1, y1] in PDF points from the page's top left",
    ),
)


def span_cells(span: Span) -> Row:
    """Give the four cells of a span."""
    return span.start, span.end, span.page, span.boxes or None


def _plain(info: FieldInfo) -> tuple[Any, bool]:
    """Give a field's type without `None`, and whether `None` was allowed."""
    annotation: Any = info.annotation
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    members = [member for member in get_args(annotation) if member is not type(None)]
    nullable = len(members) < len(get_args(annotation))
    return (members[0] if len(members) == 1 else Union[tuple(members)]), nullable  # noqa: UP007


def _kind(annotation: Any, info: FieldInfo) -> tuple[Kind, type[StrEnum] | None]:
    if annotation == IsoDate or (annotation is str and _pattern(info.metadata) == _pattern(get_args(IsoDate)[1:])):
        return Kind.DATE, None
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Kind.STRING, annotation
    if get_origin(annotation) in (Union, UnionType):
        return (Kind.NUMBER, None) if set(get_args(annotation)) == {int, float} else (Kind.STRING, None)
    origin = get_origin(annotation) or annotation
    kinds: dict[Any, Kind] = {
        bool: Kind.BOOLEAN,
        int: Kind.INTEGER,
        float: Kind.NUMBER,
        tuple: Kind.ARRAY,
        dict: Kind.OBJECT,
    }
    return kinds.get(origin, Kind.STRING), None


def _pattern(metadata: Iterable[Any]) -> str | None:
    for item in metadata:
        found = getattr(item, "pattern", None)
        if isinstance(found, str):
            return found
        if isinstance(item, FieldInfo):
            return _pattern(item.metadata)
    return None


def _never_empty(annotation: Any, info: FieldInfo) -> bool:
    """Say whether a text always has a character: a slug, a literal, a text of least length 1."""
    metadata = list(info.metadata)
    if get_origin(annotation) is Annotated:
        metadata += get_args(annotation)[1:]
    flat = [item for outer in metadata for item in (outer.metadata if isinstance(outer, FieldInfo) else [outer])]
    return annotation is not str or any(
        getattr(item, "min_length", None) or getattr(item, "pattern", None) for item in flat
    )
