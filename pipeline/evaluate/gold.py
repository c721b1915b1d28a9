"""Check a gold before anything is measured against it: a slip in it must not pass for a program's error.

In: the gold as parsed. Out: the paths of the lists that it gives (`fiches.sections.items`): those to compare.
Refuses unknown keys, missing ones, ids and names given twice, and a list that is given for some
entries only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.errors import FichesError
from pipeline.evaluate.folding import fold_name
from pipeline.evaluate.shape import (
    ENTITY_LISTS,
    LISTS,
    PROGRAM_CODES,
    SCALARS,
    Document,
    Level,
    children,
    flat_items,
)


def check_gold(gold: Document) -> frozenset[str]:
    """Give the paths of the lists and plan-wide keys that the gold gives.

    Raises:
        FichesError: The gold cannot be measured against.
    """
    _known("the gold", gold, {*SCALARS, *LISTS, "entities"})
    given = {key for key in SCALARS if key in gold}
    for key, level in LISTS.items():
        if key in gold:
            entries = _entries(key, gold[key])
            given |= _check(key, level, [(f"{key}[{index}]", entry) for index, entry in enumerate(entries)])
    for key in ("axes", "fiches"):
        _once(f"{key}: the id", (entry["id"] for entry in gold.get(key, ())))
    for one in gold.get("diagnostics", ()):
        if one["code"] in PROGRAM_CODES:
            raise _wrong("gold-code", f"diagnostics: {one['code']!r} speaks of a program, not of the plan: remove it")
    entities = gold.get("entities", {})
    _known("entities", entities, ENTITY_LISTS)
    for kind, names in entities.items():
        for index, name in enumerate(_entries(f"entities.{kind}", names)):
            if not isinstance(name, str):
                raise _wrong("gold-value", f"entities.{kind}[{index}] must be a name, not {name!r}")
        _once(f"entities.{kind}: the name", map(fold_name, names))
    return frozenset(given | {f"entities.{kind}" for kind in entities})


def _check(path: str, level: Level, entries: Sequence[tuple[str, Any]]) -> set[str]:
    nested = {"items"} if level.recursive else set()
    for where, entry in entries:
        _known(where, entry, {*level.fields, *level.lists, *nested})
        for key in sorted(level.required - entry.keys()):
            raise _wrong("gold-key-missing", f"{where} has no {key!r}: add it")
        for key in sorted(level.required):
            # Only a contents entry may lack what it is known by: a title, or a number.
            if not isinstance(entry[key], str) and not (path == "toc" and entry[key] is None):
                raise _wrong("gold-value", f"{where}.{key} must be a text, not {entry[key]!r}")
        for key, value in entry.items():
            if key in level.fields:
                _check_value(f"{where}.{key}", value, level.fields[key])
    given = {path}
    for key, inner in level.lists.items():
        holders = [(where, entry) for where, entry in entries if key in entry]
        if entries and not holders:
            continue
        if len(holders) < len(entries):
            bare = next(where for where, entry in entries if key not in entry)
            raise _wrong(
                "gold-list-missing",
                f"{bare} has no {key!r} while others have: add it, empty if there is none",
            )
        given |= _check(f"{path}.{key}", inner, list(_below(holders, key, inner)))
    return given


def _below(holders: Iterable[tuple[str, Any]], key: str, level: Level) -> Iterator[tuple[str, Any]]:
    for where, entry in holders:
        if entry[key] is not None and not isinstance(entry[key], (list, tuple, Mapping)):
            raise _wrong("gold-value", f"{where}.{key} must be a list, not {entry[key]!r}")
        found = children(entry, key)
        for index, child in enumerate(flat_items(found) if level.recursive else found):
            yield f"{where}.{key}[{index}]", child


def _check_value(where: str, value: Any, fold: object) -> None:
    if isinstance(fold, Mapping):
        if not isinstance(value, (Mapping, list, tuple, type(None))):
            raise _wrong("gold-value", f"{where} must be an object or a list of objects, not {value!r}")
        for part in [value] if isinstance(value, Mapping) else value or ():
            _known(where, part, fold)
        return
    for part in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(part, (Mapping, list, tuple)):
            raise _wrong("gold-value", f"{where} must be a single value, not {value!r}")


def _known(where: str, entry: Any, keys: Iterable[str]) -> None:
    if not isinstance(entry, Mapping):
        raise _wrong("gold-value", f"{where} must be an object with named keys, not {entry!r}")
    for key in entry:
        if key not in keys:
            raise _wrong("gold-unknown-key", f"{where} has the unknown key {key!r}: remove it or correct its spelling")


def _entries(where: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise _wrong("gold-value", f"{where} must be a list, not {value!r}")
    return value


def _once(what: str, values: Iterable[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise _wrong("gold-duplicate", f"{what} {value!r} is given {count} times: give each one once")


def _wrong(code: str, sentence: str) -> FichesError:
    return FichesError(code, f"the gold cannot be used: {sentence}")
