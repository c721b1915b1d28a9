"""Cut a gold, or a plan in the gold's shape, into the single values that are scored.

A value is right only where it stands: its link (fiche or contents entry, section) is compared too.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.folding import fold_title
from pipeline.evaluate.shape import (
    ENTITY_LISTS,
    LISTS,
    SCALARS,
    Document,
    Fold,
    Level,
    children,
    flat_items,
    need,
)

Fields = Mapping[str, Fold | Mapping[str, Fold]]
Shape = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Value:
    """One scored value: where it stands, as a key (`link`) and in words (`where`), and what stands there."""

    family: str
    link: tuple[Hashable, ...]
    where: str
    fiche_id: str | None
    entry: Mapping[str, Any]
    fields: Fields

    def shape(self) -> Shape:
        """Give the fields that this value has, each with the keys that all objects in it share."""
        return tuple((key, _common_keys(self.entry[key])) for key in self.fields if key in self.entry)

    def key(self, shape: Shape) -> Hashable:
        """Give what makes two values equal when only the fields of `shape` are looked at."""
        return (
            self.link,
            tuple(_folded(need(self.entry, name), self.fields[name], inner) for name, inner in shape),
        )

    def readable(self, keys: frozenset[str]) -> str:
        """Give the fields among `keys` as one line for a person, those that are null or empty left out."""
        shown = [(name, self.entry.get(name)) for name in self.fields if name in keys]
        told = "; ".join(f"{name}: {_told(value)}" for name, value in shown if value not in (None, "", [], ()))
        return f"{self.where}: {told}" if self.where else told


def _common_keys(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(sorted(value))
    if isinstance(value, (list, tuple)) and value and all(isinstance(part, Mapping) for part in value):
        return tuple(sorted(set.intersection(*(set(part) for part in value))))
    return ()


def _folded(value: Any, fold: Fold | Mapping[str, Fold], inner: tuple[str, ...]) -> Hashable:
    if isinstance(value, (list, tuple)):
        return tuple(_folded(part, fold, inner) for part in value)
    if isinstance(fold, Mapping):
        return None if value is None else tuple(_folded(need(value, key), fold[key], ()) for key in inner)
    return fold(value) if isinstance(value, str) else value


def _told(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{key} {_told(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, (list, tuple)):
        return ", ".join(_told(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def values(document: Document, given: frozenset[str]) -> Iterator[Value]:
    """Give every value of a gold, or of a plan in its shape, under the paths that the gold gives."""
    for name, fold in SCALARS.items():
        if name in given and document[name] is not None:
            yield Value("plan", (name,), "", None, {name: document[name]}, {name: fold})
    for path, level in LISTS.items():
        if path in given:
            for entry in children(document, path):
                yield from _top(path, level, entry, given)
    for kind in ENTITY_LISTS:
        if f"entities.{kind}" in given:
            for name in document["entities"][kind]:
                yield Value("entities", (kind,), kind, None, {"name": name}, LISTS["fiches"].lists["partners"].fields)


def _top(path: str, level: Level, entry: Mapping[str, Any], given: frozenset[str]) -> Iterator[Value]:
    link: tuple[Hashable, ...] = ()
    where, fiche_id = "", None
    if path == "fiches":
        fiche_id = need(entry, "id")
        link = ("fiche", fiche_id)
    elif path == "toc":
        # A numbered contents entry is known by its number: a misread title is one error, not five.
        fiche_id, number, title = entry.get("fiche_id"), need(entry, "number"), need(entry, "title")
        link = ("contents", need(entry, "kind"), fold_title(number or title or ""), number is None)
        where = f"contents, {entry['kind']} {number or title or ''}".rstrip()
    elif path == "diagnostics":
        fiche_id = entry.get("fiche_id")
    yield Value(level.family, (), "", fiche_id, entry, level.fields)
    for key, inner in level.lists.items():
        if f"{path}.{key}" in given:
            for child in children(entry, key):
                yield from _inner(f"{path}.{key}", inner, child, (*link, key), where, fiche_id, given)


def _inner(
    path: str,
    level: Level,
    entry: Mapping[str, Any],
    link: tuple[Hashable, ...],
    where: str,
    fiche_id: str | None,
    given: frozenset[str],
) -> Iterator[Value]:
    shown = path.rpartition(".")[2] if level.family == "status" else where
    yield Value(level.family, link, shown, fiche_id, entry, level.fields)
    if f"{path}.items" in given:
        label = need(entry, "label")
        for item in flat_items(need(entry, "items")):
            fields = level.lists["items"].fields
            yield Value("items", (*link, fold_title(label)), label or "(no label)", fiche_id, item, fields)
