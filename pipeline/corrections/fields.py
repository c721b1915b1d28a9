"""What values a person can correct, and which of their fields: the part of the contract that is a person's to say.

In: the keys of an entry. Out: fields of one family, those that were given marked as such. Refused: an unknown key, a
value outside its set.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.model import (
    EntityKind,
    FicheKind,
    PartnerKind,
    Period,
    Precision,
    PriorityValue,
    ReferentKind,
    Role,
    SectionKind,
    StatusValue,
)
from pipeline.model.base import IsoDate, Text, Year


class Family(StrEnum):
    """The kinds of values that a person can correct."""

    REFERENT = "referent"
    PARTNER = "partner"
    FUNDING = "funding"
    AMOUNT = "amount"
    DATE = "date"
    CALENDAR = "calendar"
    MENTION = "mention"
    STATUS = "status"
    PRIORITY = "priority"
    START_DATE = "start_date"
    END_DATE = "end_date"
    SECTION = "section"
    FICHE = "fiche"
    AXE = "axe"
    PLAN = "plan"


VALUES = frozenset(Family) - {Family.FICHE, Family.AXE, Family.PLAN}


class Fields(BaseModel):
    """The fields of one family that an entry gives; those it leaves out stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    # Those that a value cannot be without: `value:` with nothing behind it takes nothing away.
    always: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _not_taken_away(self) -> Self:
        for name in sorted(self.always & self.model_fields_set):
            if getattr(self, name) is None:
                raise ValueError(f"`{name}` must say something; leave the key out to keep what was read")
        return self

    def given(self) -> dict[str, Any]:
        """Give the fields that are there, as Python values."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


class ReferentFields(Fields):
    """A person or body in charge."""

    always = frozenset({"role", "kind", "label", "name"})

    name: Text | None = None
    role: Role | None = None
    kind: ReferentKind | None = None
    label: str | None = None
    note: str | None = None
    year: Year | None = None


class PartnerFields(Fields):
    """A partner."""

    always = frozenset({"name", "kind", "uncertain"})

    name: Text | None = None
    kind: PartnerKind | None = None
    note: str | None = None
    uncertain: bool | None = None


class FundingFields(Fields):
    """Who pays."""

    always = frozenset({"uncertain"})

    funder: str | None = None
    instrument: str | None = None
    period: Period | None = None
    purpose: str | None = None
    uncertain: bool | None = None


class AmountFields(Fields):
    """How much."""

    always = frozenset({"value", "currency"})

    value: float | None = None
    max: float | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    tax: Literal["HT", "TTC"] | None = None
    year: Year | None = None
    per: str | None = None


class DateFields(Fields):
    """A date: words that are read as if printed there, or its days."""

    reads: Text | None = None
    start: IsoDate | None = None
    end: IsoDate | None = None
    precision: Precision | None = None

    @model_validator(mode="after")
    def _days(self) -> Self:
        if self.end and (not self.start or self.end < self.start):
            raise ValueError("`end` needs a `start` that is not later")
        if self.reads and self.start:
            raise ValueError("give `reads` or `start`, not both")
        return self


class CalendarFields(Fields):
    """What happens when."""

    always = frozenset({"text"})

    text: str | None = None
    reads: Text | None = None


class MentionFields(Fields):
    """A name in running text."""

    always = frozenset({"label", "name"})

    label: EntityKind | None = None
    name: Text | None = None


class StatusFields(Fields):
    """How far it is."""

    always = frozenset({"value"})

    value: StatusValue | None = None


class PriorityFields(Fields):
    """How urgent it is."""

    always = frozenset({"value"})

    value: PriorityValue | None = None


class SectionFields(Fields):
    """What a section speaks of."""

    always = frozenset({"kind"})

    kind: SectionKind | None = None
    year: Year | None = None


class FicheFields(Fields):
    """The fiche itself."""

    always = frozenset({"kind"})

    title: Text | None = None
    number: str | None = None
    kind: FicheKind | None = None
    axe: str | None = None


class AxeFields(Fields):
    """An axe."""

    number: str | None = None
    title: str | None = None


class PlanFields(Fields):
    """The plan itself."""

    title: str | None = None
    year: Year | None = None


class EntityFields(Fields):
    """What a person, organisation or place is called."""

    always = frozenset({"name"})

    name: Text | None = None
    acronym: str | None = None


FIELDS: Mapping[Family, type[Fields]] = {
    Family.REFERENT: ReferentFields,
    Family.PARTNER: PartnerFields,
    Family.FUNDING: FundingFields,
    Family.AMOUNT: AmountFields,
    Family.DATE: DateFields,
    Family.CALENDAR: CalendarFields,
    Family.MENTION: MentionFields,
    Family.STATUS: StatusFields,
    Family.PRIORITY: PriorityFields,
    Family.START_DATE: DateFields,
    Family.END_DATE: DateFields,
    Family.SECTION: SectionFields,
    Family.FICHE: FicheFields,
    Family.AXE: AxeFields,
    Family.PLAN: PlanFields,
}
# What an added value cannot do without.
NEEDED: Mapping[Family, frozenset[str]] = {
    Family.REFERENT: frozenset({"role"}),
    Family.AMOUNT: frozenset({"value"}),
    Family.MENTION: frozenset({"label"}),
    Family.STATUS: frozenset({"value"}),
    Family.PRIORITY: frozenset({"value"}),
}


def first_sentence(error: ValidationError) -> str:
    """Say in one line what is wrong first."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        said = "no such key here"
    return f"{place}: {said}" if place else said
