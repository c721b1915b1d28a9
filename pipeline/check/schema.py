"""The JSON Schema of the contract, generated from the models, and validation against it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipeline.errors import FichesError
from pipeline.model import Plan


class InvalidPlanError(FichesError):
    """A plan that breaks the contract: it is not written."""


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


_PROSE = """# The output

`fiches extract` writes two files for a source called `NAME.ext`: `NAME.json`, the plan described here, and `NAME.txt`,
the canonical text that every offset counts in.

- **Every key is always present**: an absent scalar is `null`, an absent list `[]`. Unknown keys are refused.
- **Every value carries its span**: `text[start:end]` of the canonical text is what was printed, markup included.
  Offsets count Unicode code points, the end is exclusive.
- **Canonical text**: the decoded text without byte-order mark, with `\\n` line ends, in Unicode NFC; nothing else is
  changed.
- **Dates** are whole days, both ends inclusive, so that any two can be compared; `edtf` (ISO 8601-2, level 2) says what
  was really known.
- **Same input, same bytes.** UTF-8, two-space indent, a final newline.

The schema is [schemas/plan.schema.json](../schemas/plan.schema.json). `fiches schema` writes this page from the models.
"""


def output_page() -> str:
    """Give `docs/output.md`: every key of the contract, described by the models."""
    schema = plan_schema()
    pages = [_PROSE]
    definitions = {"Plan": schema, **schema["$defs"]}
    for name, definition in definitions.items():
        if "enum" in definition:
            values = " ".join(f"`{value}`" for value in definition["enum"])
            pages.append(f"## {name}\n\n{definition['description']}\n\n{values}\n")
            continue
        rows = [
            f"| `{key}` | {_type(value)} | {value.get('description', '')} |"
            for key, value in definition["properties"].items()
        ]
        head = f"## {name}\n\n{definition['description']}\n\n| key | type | meaning |\n|---|---|---|\n"
        pages.append(head + "\n".join(rows) + "\n")
    return "\n".join(pages)


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        inner = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return f"list of {_type(inner)}"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " ".join(f"`{value}`" for value in schema["enum"])
    return str(schema.get("type", "any"))
