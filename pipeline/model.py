"""The output contract, version 1, as pydantic models: the one source of `schemas/plan.schema.json`.

Every key is always present; an absent scalar is `null`, an absent list `[]`; unknown keys are refused.
Offsets count Unicode code points of the canonical text written beside the JSON.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

SCHEMA_VERSION: Literal["1.0.0"] = "1.0.0"

IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Offset = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1000, le=9999)]
Text = Annotated[str, Field(min_length=1)]


class FicheKind(StrEnum):
    """What a fiche or an entry of the table of contents stands for."""

    FICHE = "fiche"
    COMMISSION = "commission"
    WORKING_GROUP = "working_group"
    OTHER = "other"


class SectionKind(StrEnum):
    """What a section of a fiche speaks of, whatever its printed label."""

    CONTEXT = "context"
    OBJECTIVES = "objectives"
    ACTIONS = "actions"
    ACHIEVEMENTS = "achievements"
    PLANNED_ACTIONS = "planned_actions"
    CALENDAR = "calendar"
    RESOURCES = "resources"
    FUNDING = "funding"
    PARTNERS = "partners"
    ATTENTION = "attention"
    ROLE = "role"
    INDICATORS = "indicators"
    AUDIENCE = "audience"
    TERRITORY = "territory"
    STATUS = "status"
    GOVERNANCE = "governance"
    OTHER = "other"


class Role(StrEnum):
    """What a referent does for a fiche."""

    BOARD = "board"
    TEAM = "team"
    LEAD = "lead"
    CONTRIBUTOR = "contributor"


class Origin(StrEnum):
    """Where a value comes from."""

    RULE = "rule"
    NER = "ner"
    GAZETTEER = "gazetteer"
    DECLARED = "declared"
    CONTENTS = "contents"
    INHERITED = "inherited"
    CORRECTED = "corrected"


class Precision(StrEnum):
    """How precisely a date was printed."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    SEMESTER = "semester"
    YEAR = "year"
    RANGE = "range"
    PART = "part"


class Modifier(StrEnum):
    """Which part of a period a date names: `début`, `mi-`, `fin`."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class EntityKind(StrEnum):
    """What a named entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class ReferentKind(StrEnum):
    """Whether a referent is a person or a body."""

    PERSON = "person"
    ORGANISATION = "organisation"


class PartnerKind(StrEnum):
    """Whether a partner has a name of its own or is only described (`des chercheurs`)."""

    NAMED = "named"
    GENERIC = "generic"


class OccurrenceKind(StrEnum):
    """As what an entity occurs."""

    REFERENT = "referent"
    PARTNER = "partner"
    FUNDER = "funder"
    MENTION = "mention"


class StatusValue(StrEnum):
    """How far an action is."""

    TO_DISCUSS = "to_discuss"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    LATE = "late"
    PAUSED = "paused"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"


class PriorityValue(StrEnum):
    """How urgent an action is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class DiagnosticCode(StrEnum):
    """What a person should look at."""

    REFERENTS_DIFFER = "referents-differ"
    TITLE_DIFFERS = "title-differs"
    TITLE_MISSING = "title-missing"
    AXE_NUMBER_DIFFERS = "axe-number-differs"
    AXE_TITLE_DIFFERS = "axe-title-differs"
    AXE_MISSING = "axe-missing"
    NUMBER_GAP = "number-gap"
    NUMBER_REPEATED = "number-repeated"
    TOC_ENTRY_WITHOUT_BODY = "toc-entry-without-body"
    FICHE_NOT_IN_TOC = "fiche-not-in-toc"
    SPELLING_VARIANTS = "spelling-variants"
    UNKNOWN_LABEL = "unknown-label"
    MARKUP_BROKEN = "markup-broken"
    UNCERTAIN = "uncertain"
    CALENDAR_NOT_CHRONOLOGICAL = "calendar-not-chronological"
    DATE_INVALID = "date-invalid"
    ENTITY_UNCONFIRMED = "entity-unconfirmed"
    CORRECTION_NOT_APPLIED = "correction-not-applied"
    TEXT_UNASSIGNED = "text-unassigned"


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
    values: tuple[DateValue, ...] = Field(
        description="The dates meant, in printed order; empty when the print is no valid date"
    )
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


class Fiche(Model):
    """One action sheet, or a commission or working group that has a body."""

    id: Slug = Field(description="Unique in the plan: `fiche-7`, `commission-formation`")
    kind: FicheKind = Field(description="What it is")
    number: str | None = Field(description="As printed, without `n°`: `7`, `1.2`, `A3`")
    axe_id: Slug | None = Field(description="The lowest axe above it")
    axe_origin: Origin | None = Field(description="Where the axe comes from; null without axe")
    title: str | None = Field(description="As printed; else the contents' title, else the axe's")
    title_origin: Origin | None = Field(description="Where the title comes from; null without title")
    status: Status | None = Field(description="How far it is, when printed")
    priority: Priority | None = Field(description="How urgent it is, when printed")
    start_date: DateMention | None = Field(description="When it starts, from a label that says so")
    end_date: DateMention | None = Field(description="When it ends or is due, from a label that says so")
    referents: tuple[Referent, ...] = Field(description="Who is in charge, in printed order")
    sections: tuple[Section, ...] = Field(description="Its labelled parts, in printed order, flat")
    dates: tuple[DateMention, ...] = Field(description="Every date in the fiche, in order")
    calendar: tuple[CalendarEntry, ...] = Field(description="What happens when, in printed order")
    partners: tuple[Partner, ...] = Field(description="Who helps, in printed order")
    funding: tuple[Funding, ...] = Field(description="Who pays and how much, in printed order")
    span: Span = Field(description="The whole fiche, heading included")


class Axe(Model):
    """A chapter of the plan that gathers fiches."""

    id: Slug = Field(description="Unique in the plan: `axe-1`, `axe-transversal`, `axe-1-2`")
    level: Annotated[int, Field(ge=1, le=3)] = Field(description="1 at the top")
    parent_id: Slug | None = Field(description="The axe above it")
    number: str | None = Field(description="As printed: `1`, `B`, `1.2`")
    title: str | None = Field(description="As printed after the number: the body's first heading, else the contents'")
    transversal: bool = Field(description="True when the heading says that it crosses the others")
    fiche_ids: tuple[Slug, ...] = Field(description="The fiches directly in it, in printed order")
    span: Span = Field(description="The heading")


class TocEntry(Model):
    """One fiche, commission or group as the printed table of contents lists it."""

    kind: FicheKind = Field(description="What it stands for")
    number: str | None = Field(description="As printed, without `n°`")
    title: str | None = Field(description="As printed, without the words that give the kind")
    page: int | None = Field(description="The page number printed behind it")
    axe_id: Slug | None = Field(description="The axe that the contents list it under")
    referents: tuple[Referent, ...] = Field(description="Who is in charge, as the contents say")
    fiche_id: Slug | None = Field(description="The fiche of the body that it stands for")
    span: Span = Field(description="The entry, its referent lines included")


class Occurrence(Model):
    """One place where an entity is named."""

    fiche_id: Slug | None = Field(description="The fiche it stands in; null in the contents")
    as_: OccurrenceKind = Field(alias="as", description="As what it is named there")
    role: Role | None = Field(description="The referent's role; null otherwise")
    span: Span = Field(description="The name")


class Entity(Model):
    """A person, organisation or place, once per plan."""

    id: Slug = Field(description="Unique in the plan")
    name: Text = Field(description="Its best-accented, most complete spelling")
    variants: tuple[str, ...] = Field(description="The other spellings met, sorted")
    kind: EntityKind = Field(description="What it is")
    acronym: str | None = Field(description="Its acronym, when the plan prints one")
    ids: dict[str, str] = Field(description="Identifiers elsewhere: `iso3166_2`, `insee`, `geonames` …")
    occurrences: tuple[Occurrence, ...] = Field(description="Where it is named, in printed order")


class Diagnostic(Model):
    """Something a person should look at."""

    code: DiagnosticCode = Field(description="What it is about")
    severity: Severity = Field(description="How much it matters")
    message: Text = Field(description="One French sentence that a non-programmer understands")
    fiche_id: Slug | None = Field(description="The fiche concerned")
    spans: tuple[Span, ...] = Field(description="The places concerned")


class Coverage(Model):
    """How much of the text went somewhere; nothing is dropped in silence."""

    characters: Offset = Field(description="Non-blank code points of the canonical text")
    assigned: Offset = Field(description="Those that belong to something")
    ratio: Annotated[float, Field(ge=0, le=1)] = Field(description="assigned / characters, 1 for an empty text")
    unassigned: tuple[Span, ...] = Field(description="The stretches that belong to nothing")


class Source(Model):
    """The file that the plan was read from."""

    file: Text = Field(description="File name, without folder")
    format: Literal["text", "markdown", "pdf", "docx", "odt", "html"] = Field(description="Format of the file")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description="SHA-256 of the file's bytes")
    encoding: str | None = Field(description="Character encoding it was decoded from (IANA or Python name)")
    characters: Offset = Field(description="Code points of the canonical text")
    pages: int | None = Field(description="Number of pages, where the source has pages")


class Plan(Model):
    """One extracted action plan."""

    schema_version: Literal["1.0.0"] = Field(description="Version of this contract")
    id: Slug = Field(description="Slug of the source's name without extension")
    title: str | None = Field(description="The document's own title, where it prints one")
    year: Year | None = Field(description="The year that the plan is for")
    source: Source = Field(description="The file it was read from")
    axes: tuple[Axe, ...] = Field(description="The chapters, in order, each once")
    toc: tuple[TocEntry, ...] = Field(description="The printed table of contents, in order")
    fiches: tuple[Fiche, ...] = Field(description="The fiches that have a body, in order")
    people: tuple[Entity, ...] = Field(description="Every person named, once, by id")
    organisations: tuple[Entity, ...] = Field(description="Every organisation named, once, by id")
    places: tuple[Entity, ...] = Field(description="Every place named, once, by id")
    diagnostics: tuple[Diagnostic, ...] = Field(description="What a person should look at")
    coverage: Coverage = Field(description="How much of the text went somewhere")
