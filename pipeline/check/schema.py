"""The JSON Schema of the contract, generated from the models, and validation against it."""

import json
from collections.abc import Iterable, Iterator, Mapping
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


# What is looked at one by one, so that memory stays that of one.
_ELEMENTS = {
    "axes": "Axe",
    "toc": "TocEntry",
    "fiches": "Fiche",
    "people": "Entity",
    "organisations": "Entity",
    "places": "Entity",
    "diagnostics": "Diagnostic",
}


@cache
def _validator(definition: str | None) -> Any:
    import jsonschema

    schema = plan_schema()
    top = schema if definition is None else schema["$defs"][definition]
    terse = {"$schema": schema["$schema"], **_terse(top, schema["$defs"], ())}
    item = _terse(schema["$defs"]["Item"], schema["$defs"], ("Item",))  # items hold items
    return jsonschema.Draft202012Validator({**terse, "$defs": {"Item": item}})


def _terse(schema: Any, definitions: Mapping[str, Any], within: tuple[str, ...]) -> Any:
    """Give the same schema without its words, references replaced by what they refer to: it validates in half the time.

    Args:
        schema: a schema or part of one.
        definitions: those to put in the place of references; others stay references.
        within: the definitions that this part stands in; a reference to one of them stays.
    """
    if isinstance(schema, list):
        return [_terse(part, definitions, within) for part in schema]
    if not isinstance(schema, dict):
        return schema
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    if name in definitions and name not in within:
        return _terse(definitions[name], definitions, (*within, name))
    return {
        key: {name: _terse(value, definitions, within) for name, value in part.items()}
        if key == "properties"
        else _terse(part, definitions, within)
        for key, part in schema.items()
        if key not in {"description", "title", "default", "$defs"}
    }


def schema_errors(plan: Mapping[str, Any]) -> Iterator[str]:
    """Say where a plan read from JSON breaks the contract, one sentence each."""
    elements = {name: plan[name] for name in _ELEMENTS if isinstance(plan.get(name), list)}
    return _errors({**plan, **{name: [] for name in elements}}, elements)


def plan_errors(plan: Plan) -> Iterator[str]:
    """Say where the JSON of an extracted plan would break the contract, one sentence each."""
    elements = {name: (each.model_dump(mode="json") for each in getattr(plan, name)) for name in _ELEMENTS}
    return _errors(plan.model_copy(update=dict.fromkeys(_ELEMENTS, ())).model_dump(mode="json"), elements)


def _errors(plan: Mapping[str, Any], elements: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    """Look at a plan whose lists are empty, then at what the lists hold."""
    for error in _validator(None).iter_errors(plan):
        yield f"{_place(error.absolute_path)}: {error.message[:300]}"
    for name, each in elements.items():
        for index, element in enumerate(each):
            for error in _validator(_ELEMENTS[name]).iter_errors(element):
                yield f"{_place([name, index, *error.absolute_path])}: {error.message[:300]}"


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
