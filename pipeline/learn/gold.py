"""Turn a fully reviewed plan into gold: what `fiches eval` scores the next extraction against.

In: a reviewed plan. Out: a gold as `tests/gold/README.md` describes it. Refused: a plan of which a person has not
accepted every fiche and answered every diagnostic; a gold that nobody looked at measures nothing.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from pipeline.corrections import Corrections
from pipeline.evaluate.shape import LISTS, PROGRAM_CODES, SCALARS, Level, gold_shape
from pipeline.learn.reviewed import LearnError, Reviewed
from pipeline.model import DiagnosticCode
from pipeline.run import finish
from pipeline.vocabulary.user import toml_string

_MOST_NAMED = 5


def to_gold(plan: Reviewed) -> dict[str, Any]:
    """Give the gold of a plan.

    Raises:
        LearnError: when the review is not finished.
    """
    accepted = {fiche.id for fiche in plan.accepted_fiches()}
    left = [fiche.id for fiche in plan.corrected.plan.fiches if fiche.id not in accepted]
    open_ = [one for one in plan.diagnostics if one.code.value not in PROGRAM_CODES]
    lost = [one for one in plan.diagnostics if one.code is DiagnosticCode.CORRECTION_NOT_APPLIED]
    if left or open_ or lost:
        named = ", ".join(left[:_MOST_NAMED]) + (" …" if len(left) > _MOST_NAMED else "")
        parts = [
            f"fiches not accepted: {named}" if left else "",
            f"diagnostics not answered: {len(open_)}" if open_ else "",
            f"corrections not applied: {len(lost)}" if lost else "",
        ]
        raise LearnError(
            "not-reviewed", f"{plan.source}: {'; '.join(filter(None, parts))}; finish it with `fiches review`"
        )
    corrections = Corrections(plan.corrected.entries, plan.corrected.name)
    shaped = gold_shape(finish(plan.reading, corrections).plan.model_dump(mode="json", by_alias=True))
    # What is printed is in the document whatever was decided about it: answered diagnostics count too.
    seen = [one for one in finish(plan.reading).plan.diagnostics if one.code.value not in PROGRAM_CODES]
    shaped["diagnostics"] = [{"code": one.code.value, "fiche_id": one.fiche_id} for one in seen]
    gold: dict[str, Any] = {key: shaped[key] for key in SCALARS}
    for key, level in LISTS.items():
        gold[key] = [_pruned(entry, level) for entry in shaped[key]]
    gold["entities"] = shaped["entities"]
    return gold


def with_floor(text: str, name: str) -> str:
    """Give the text of `floor.toml` with a table for a gold, empty: nothing is asked of it yet.

    Raises:
        LearnError: when the text is no TOML.
    """
    try:
        held = name in tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LearnError("floor-wrong", f"floor.toml beside the gold is no TOML ({error}); correct it") from error
    if held:
        return text
    return f"{text.rstrip()}\n\n[{toml_string(name)}]\n".lstrip()


def _pruned(entry: Mapping[str, Any], level: Level) -> dict[str, Any]:
    """Keep the keys that a gold has."""
    kept: dict[str, Any] = {}
    for name, value in entry.items():
        if name in level.fields:
            kind = level.fields[name]
            kept[name] = _inner(value, kind) if isinstance(kind, Mapping) else value
        elif name in level.lists or (name == "items" and level.recursive):
            inner = level.lists.get(name, level)
            if isinstance(value, Mapping):
                kept[name] = _pruned(value, inner)
            else:
                kept[name] = [_pruned(one, inner) for one in value] if value is not None else None
    return kept


def _inner(value: Any, fields: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_inner(one, fields) for one in value]
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if name in fields}
    return value
