"""What a fiche is made of: items and sections, dates, people, partners, money, status."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.base import IsoDate, Model, Slug, Span, Text, Year
from pipeline.model.kinds import (
    EntityKind,
    Modifier,
    Origin,
    PartnerKind,
    Precision,
    PriorityValue,
    ReferentKind,
    Role,
    SectionKind,
    StatusValue,
)


class DateValue(Model):
    """One date as whole days, with what was really known of it."""

    start: IsoDate = Field(description="First day, inclusive, YYYY-MM-DD")
    end: IsoDate = Field(description="Last day, inclusive, YYYY-MM-DD")
    precision: Precision = Field(description="How precisely it was printed")
    modifier: Modifier | None = Field(description="Which part of the period: `début`, `mi-`, `fin`")
    edtf: str = Field(description="The date in EDTF (ISO 8601-2, level 2): what was really known")


class DateMention(Model):
    """A date as printed, and the one or more dates that it means."""

    text: Text = Field(description="As printed, markup stripped and white space folded")
    span: Span = Field(description="Where it was read")
    year_inferred: bool = Field(description="True when the year was not printed but taken from the section or plan")
    values: tuple[DateValue, ...] = Field(min_length=1, description="The dates meant, in printed order")
    origin: Origin = Field(description="Where the value comes from")


class Mention(Model):
    """A person, organisation or place named in running text."""

    label: EntityKind = Field(description="What is named")
    text: Text = Field(description="The name as printed, markup stripped and white space folded")
    entity_id: Slug = Field(description="Its entity in `people`, `organisations` or `places`")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="Where it was read")


class Item(Model):
    """One bullet or one paragraph of a section."""

    text: Text = Field(description="Its text, markup stripped, white space folded, broken lines whole again")
    depth: Annotated[int, Field(ge=0)] = Field(description="Nesting in the list, 0 at the top")
    bullet: bool = Field(description="True for a bullet or a numbered entry, false for a paragraph")
    dates: tuple[DateMention, ...] = Field(description="The dates in this item, not those of its nested items")
    mentions: tuple[Mention, ...] = Field(description="The entities named in this item, not in nested ones")
    items: tuple["Item", ...] = Field(description="Nested items, in order")
    span: Span = Field(description="The item's own text, nested items left out")


class Section(Model):
    """A labelled part of a fiche."""

    kind: SectionKind = Field(description="What the section speaks of")
    label: str = Field(description="The label as printed, markup and colon stripped; empty where none is printed")
    year: Year | None = Field(description="The year that the label names")
    items: tuple[Item, ...] = Field(description="Its bullets and paragraphs, in order; empty for a bare heading")
    span: Span = Field(description="From the label to the end of the last item")


class Referent(Model):
    """A person or body in charge of a fiche."""

    role: Role = Field(description="What the referent does")
    label: str = Field(description="The label it was read under, as printed, markup and colon stripped")
    name: Text = Field(description="As printed, white space folded, without leading article")
    kind: ReferentKind = Field(description="Person or body")
    entity_id: Slug = Field(description="Its entity in `people` or `organisations`")
    note: str | None = Field(description="What stands in brackets or behind a comma: function or field")
    year: Year | None = Field(description="The year the charge is for, when printed")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="The name")


class CalendarEntry(Model):
    """Something that happens at a date, from a calendar section."""

    dates: tuple[DateMention, ...] = Field(description="When")
    text: str = Field(description="What happens, without the date and colon")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="The whole entry")


class Partner(Model):
    """A partner of a fiche."""

    name: Text = Field(description="As printed, white space folded, without leading article")
    kind: PartnerKind = Field(description="A name of its own, or a description")
    entity_id: Slug | None = Field(description="Its entity in `organisations` or `people`; null when generic")
    members: tuple[str, ...] = Field(description="Names given in the brackets behind it")
    note: str | None = Field(description="Other text in the brackets behind it")
    uncertain: bool = Field(description="A question mark or « à confirmer » stands by it")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="The name")


class Amount(Model):
    """A sum of money."""

    value: int | float = Field(description="In units of the currency; the lower bound of a range")
    max: int | float | None = Field(description="Upper bound of a range, in units of the currency")
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = Field(description="ISO 4217 code")
    tax: Literal["HT", "TTC"] | None = Field(description="Without (HT) or with (TTC) tax, when printed")
    year: Year | None = Field(description="The year it is for, when printed")
    per: str | None = Field(description="What it is for each of, as printed: `par an`, `par projet`")
    text: Text = Field(description="As printed, markup stripped and white space folded")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="Where it was read")


class Period(Model):
    """Whole years, both inclusive."""

    start: Year = Field(description="First year")
    end: Year = Field(description="Last year")


class Funding(Model):
    """A source of money of a fiche, or its total."""

    funder: str | None = Field(description="Who pays, as printed, without leading article; null for a total")
    entity_id: Slug | None = Field(description="The funder's entity in `organisations`")
    instrument: str | None = Field(description="How: `convention pluriannuelle`, `subvention`, `appel à projets` …")
    amounts: tuple[Amount, ...] = Field(description="How much")
    period: Period | None = Field(description="For which years, when printed")
    purpose: str | None = Field(description="What for, as printed; the label for a total")
    uncertain: bool = Field(description="A question mark or « à confirmer » stands by it")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="Where it was read")


class Status(Model):
    """How far the action of a fiche is."""

    value: StatusValue = Field(description="Normalised")
    text: Text = Field(description="As printed")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="Where it was read")


class Priority(Model):
    """How urgent the action of a fiche is."""

    value: PriorityValue = Field(description="Normalised")
    text: Text = Field(description="As printed")
    origin: Origin = Field(description="Where the value comes from")
    span: Span = Field(description="Where it was read")
