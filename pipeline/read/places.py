"""Give every span of a plan its page and its boxes, once the plan is whole.

In: a plan whose spans only count in the canonical text, and the document it was read from. Out: the same plan
with `page` and `boxes` set. A document without pages gives the plan back as it is.
"""

from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from pipeline.model import Span
from pipeline.read.document import Document

Value = TypeVar("Value")
# Longer stretches (a fiche, a section) have a page, but nobody highlights their hundred lines.
_MOST_BOXED = 4000


def with_places(plan: Value, document: Document) -> Value:
    """Set page and boxes on every span under a value of the output model."""
    if document.page_starts is None:
        return plan
    placed = _placed(plan, document, {})
    assert isinstance(placed, type(plan))  # every branch gives back what it was given
    return placed


def _placed(value: object, document: Document, known: dict[Span, Span]) -> object:
    if isinstance(value, Span):
        if value not in known:
            known[value] = _span(value, document)
        return known[value]
    if isinstance(value, tuple):
        return tuple(_placed(inner, document, known) for inner in value)
    if isinstance(value, BaseModel):
        inner = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: _placed(one, document, known) for name, one in inner.items()}
        return value.model_copy(update={name: one for name, one in changed.items() if one is not inner[name]})
    return value


def _span(span: Span, document: Document) -> Span:
    boxes = document.boxes
    found = boxes.of(span.start, span.end) if boxes and span.end - span.start <= _MOST_BOXED else ()
    return replace(span, page=document.page(span.start), boxes=found)
