"""Read plans back from the contract's JSON, for everything that reads no other thing.

In: `NAME.json`, and the canonical text `NAME.txt` beside it where it is there. Out: `LoadedPlan`. Refused, each with a
sentence: what is no JSON, of a newer contract, not as the contract says, with a place outside its text, or with a
reference to something that the plan does not hold.
"""

import contextlib
import gc
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from pipeline.errors import FichesError
from pipeline.model import SCHEMA_VERSION, DateMention, Fiche, Item, Plan, Span

MAX_CHARACTERS = 2**31 - 1  # what every format can hold in an integer; a plan has a few hundred thousand


class LoadError(FichesError):
    """A file that is no plan this version can read."""


class Spanned(Protocol):
    """Anything that was read somewhere."""

    @property
    def span(self) -> Span:
        """Where it was read."""


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan, its canonical text where there is one, and the file it came from."""

    plan: Plan
    text: str | None
    path: Path


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles in millions of frozen values, which have none: half of the time of a load."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_plans(paths: Iterable[Path]) -> tuple[LoadedPlan, ...]:
    """Read several plans.

    Raises:
        LoadError: when one cannot be read, or two carry the same identifier.
    """
    loaded = tuple(load_plan(path) for path in paths)
    seen: dict[str, Path] = {}
    for one in loaded:
        other = seen.setdefault(one.plan.id, one.path)
        if other is not one.path:
            raise LoadError(
                "same-plan",
                f"{one.path}: has the same identifier as {other}, « {one.plan.id} »; "
                "rename one of the two sources and extract it again",
            )
    return loaded


def load_plan(path: Path) -> LoadedPlan:
    """Read one plan, and the text beside it.

    Raises:
        LoadError: with the file's name in front, when it is not a plan that this version can read.
    """
    try:
        with uncollected():
            plan = parse_plan(_bytes(path))
            text = _text(path.with_suffix(".txt"), plan.source.characters)
            check_plan(plan)
    except LoadError as error:
        raise LoadError(error.code, f"{path}: {error}") from error
    return LoadedPlan(plan, text, path)


def parse_plan(content: bytes) -> Plan:
    """Make a plan of JSON bytes.

    Raises:
        LoadError: when they are no JSON, of another version of the contract, or not as it says.
    """
    try:
        return Plan.model_validate_json(content)
    except ValidationError as error:
        raise _explained(content, error) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            "unreadable", f"cannot be read ({error.strerror}); check the path and your access to it"
        ) from error


def _text(path: Path, characters: int) -> str | None:
    try:
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LoadError("text-unreadable", f"its text {path.name} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise LoadError("text-unreadable", f"its text {path.name} is not UTF-8; extract the plan again") from error
    if len(text) != characters:
        raise LoadError(
            "other-text",
            f"its text {path.name} has {len(text)} characters where the plan was read from {characters}; "
            "extract the plan again, or remove the text to go without",
        )
    return text


def _explained(content: bytes, error: ValidationError) -> LoadError:
    """Say what is wrong in the order in which a person can do something about it."""
    try:
        found = json.loads(content)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return LoadError("not-json", "is no JSON; give a file that `fiches extract` wrote")
    if not isinstance(found, dict) or "schema_version" not in found:
        return LoadError("not-a-plan", "holds no plan; give a file that `fiches extract` wrote")
    version = found["schema_version"]
    if version != SCHEMA_VERSION:
        newer = isinstance(version, str) and _version(version) > _version(SCHEMA_VERSION)
        way_out = "install a newer fiches" if newer else "extract the plan again"
        age = "newer than" if newer else "not"
        return LoadError(
            "newer-version" if newer else "other-version",
            f"has schema version {json.dumps(version)}, {age} the {SCHEMA_VERSION} that this fiches reads; {way_out}",
        )
    first = error.errors(include_url=False, include_input=False)[0]
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    return LoadError(
        "not-valid",
        f"does not hold to the contract: {place or 'the file'}: {first['msg']} "
        f"({error.error_count()} such places); extract the plan again",
    )


def _version(version: str) -> tuple[int, ...]:
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(p.isascii() and p.isdigit() and len(p) < 9 for p in parts) else ()


def check_plan(plan: Plan) -> None:
    """Hold a plan to what the JSON Schema cannot say, so that no export has to look again.

    Raises:
        LoadError: when it does not.
    """
    characters = plan.source.characters
    if characters > MAX_CHARACTERS:
        raise LoadError("too-long", f"says that its text has {characters} characters, more than any export can count")
    for place, span in _spans(plan):
        if not span.start <= span.end <= characters or (span.page or 0) > MAX_CHARACTERS:
            raise LoadError(
                "span-outside",
                f"{place} stands at [{span.start}, {span.end}], outside the text of {characters} characters; "
                "extract the plan again",
            )
        if not all(math.isfinite(number) for box in span.boxes for number in box):
            raise LoadError("not-a-number", f"{place} has a rectangle that is no number; extract the plan again")
    for fiche in plan.fiches:
        _check_values(fiche)
    _check_references(plan)
    counts: list[int | None] = [plan.source.pages, *(entry.page for entry in plan.toc)]
    if any(abs(count or 0) > MAX_CHARACTERS for count in counts):
        raise LoadError("too-long", "has a page number that no plan can have; extract the plan again")


def _check_values(fiche: Fiche) -> None:
    for mention in _mentions(fiche):
        for value in mention.values:
            try:
                ordered = date.fromisoformat(value.start) <= date.fromisoformat(value.end)
            except ValueError as error:
                raise LoadError(
                    "no-such-day",
                    f"{fiche.id} has a date that does not exist, {value.start}/{value.end}; correct it",
                ) from error
            if not ordered:
                raise LoadError(
                    "no-such-day",
                    f"{fiche.id} has a date that ends before it starts, {value.start}/{value.end}",
                )
    for funding in fiche.funding:
        for amount in funding.amounts:
            for number in (amount.value, amount.max):
                if number is not None and not (math.isfinite(number) and abs(number) < 1e300):
                    raise LoadError("not-a-number", f"{fiche.id} has an amount that is no number; correct it")


def _check_references(plan: Plan) -> None:
    """Refuse a name that is given twice, or that names nothing: tables could not link it."""
    axes, fiches = [axe.id for axe in plan.axes], [fiche.id for fiche in plan.fiches]
    registry = [entity.id for entity in chain(plan.people, plan.organisations, plan.places)]
    for what, ids in (("axe", axes), ("fiche", fiches), ("entity", registry)):
        if len(set(ids)) < len(ids):
            double = next(name for name in ids if ids.count(name) > 1)
            raise LoadError("not-unique", f"has the {what} « {double} » twice; extract the plan again")
    known = {"axe": set(axes), "fiche": set(fiches), "entity": set(registry)}
    for what, named in _references(plan):
        if named not in known[what]:
            raise LoadError("dangling", f"names the {what} « {named} », which it does not hold; extract the plan again")


def _references(plan: Plan) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str | None]] = []
    for axe in plan.axes:
        found.append(("axe", axe.parent_id))
        found += [("fiche", name) for name in axe.fiche_ids]
    for entry in plan.toc:
        found += [("axe", entry.axe_id), ("fiche", entry.fiche_id)]
        found += [("entity", referent.entity_id) for referent in entry.referents]
    for fiche in plan.fiches:
        found.append(("axe", fiche.axe_id))
        found += [("entity", referent.entity_id) for referent in fiche.referents]
        found += [("entity", partner.entity_id) for partner in fiche.partners]
        found += [("entity", funding.entity_id) for funding in fiche.funding]
        found += [("entity", mention.entity_id) for item in items(fiche) for mention in item.mentions]
    for entity in chain(plan.people, plan.organisations, plan.places):
        found += [("fiche", occurrence.fiche_id) for occurrence in entity.occurrences]
    found += [("fiche", diagnostic.fiche_id) for diagnostic in plan.diagnostics]
    return ((what, name) for what, name in found if name is not None)


def items(fiche: Fiche) -> Iterator[Item]:
    """Give every item of a fiche, nested ones too, in printed order."""
    waiting: list[Item] = [item for section in reversed(fiche.sections) for item in reversed(section.items)]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.items))


def _mentions(fiche: Fiche) -> Iterator[DateMention]:
    yield from fiche.dates
    for item in items(fiche):
        yield from item.dates
    for entry in fiche.calendar:
        yield from entry.dates
    yield from (mention for mention in (fiche.start_date, fiche.end_date) if mention is not None)


def _spans(plan: Plan) -> Iterator[tuple[str, Span]]:
    for axe in plan.axes:
        yield axe.id, axe.span
    for number, entry in enumerate(plan.toc, 1):
        yield from ((f"contents entry {number}", span) for span in _of([entry, *entry.referents]))
    for fiche in plan.fiches:
        yield from ((fiche.id, span) for span in _fiche_spans(fiche))
    for entity in chain(plan.people, plan.organisations, plan.places):
        yield from ((entity.id, occurrence.span) for occurrence in entity.occurrences)
    for diagnostic in plan.diagnostics:
        yield from ((f"diagnostic {diagnostic.code}", span) for span in diagnostic.spans)
    yield from (("coverage", span) for span in plan.coverage.unassigned)


def _fiche_spans(fiche: Fiche) -> Iterator[Span]:
    yield fiche.span
    yield from (said.span for said in (fiche.status, fiche.priority) if said is not None)
    yield from _of(fiche.referents)
    yield from _of(fiche.sections)
    yield from _of(fiche.calendar)
    yield from _of(fiche.partners)
    yield from _of(fiche.funding)
    yield from _of(amount for funding in fiche.funding for amount in funding.amounts)
    yield from _of(_mentions(fiche))
    for item in items(fiche):
        yield item.span
        yield from _of(item.mentions)


def _of(values: Iterable[Spanned]) -> Iterator[Span]:
    return (value.span for value in values)
