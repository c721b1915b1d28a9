"""The JSON Schema of the contract, generated from the models, and validation against it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipeline.errors import FichesError
from pipeline.model import Plan


@cache
def plan_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a plan."""
    schema = Plan.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """Give the schema as `schemas/plan.schema.json` holds it."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


@cache
def _validator(definition: str | None) -> Any:
    import jsonschema

    schema = plan_schema()
    if definition is not None:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"}
    return jsonschema.Draft202012Validator(schema)


def schema_errors(plan: Mapping[str, Any]) -> Iterator[str]:
    """Say where a plan breaks the contract, one sentence each.

    The fiches are looked at one by one, so that memory stays that of one.
    """
    whole = {**plan, "fiches": []} if isinstance(plan.get("fiches"), list) else plan
    for error in _validator(None).iter_errors(whole):
        yield f"{_place(error.absolute_path)}: {error.message[:300]}"
    for index, fiche in enumerate((whole is not plan and plan["fiches"]) or []):
        for error in _validator("Fiche").iter_errors(fiche):
            yield f"{_place(['fiches', index, *error.absolute_path])}: {error.message[:300]}"


def _place(path: Any) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".") or "the plan"


class InvalidPlanError(FichesError):
    """A plan that breaks the contract: it is not written."""
