"""What all models of the contract share, and the span that every value carries."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Offset = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1000, le=9999)]
Text = Annotated[str, Field(min_length=1)]


# Spans are the most numerous objects of a plan by far: a slotted dataclass takes a sixth of a BaseModel's memory.
@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Span:
    """A half-open stretch of the canonical text, in Unicode code points."""

    start: Offset = Field(description="First code point of the canonical text, from 0")
    end: Offset = Field(description="Code point after the last one")
    page: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Page of the source, from 1, where the source has pages"
    )
    boxes: tuple[tuple[float, float, float, float], ...] = Field(
        default=(), description="Rectangles [x0, y0, x1, y1] in PDF points from the page's top left"
    )


class Model(BaseModel):
    """What all models of the contract share: frozen, closed, written under their contract names."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True, validate_by_alias=True
    )
