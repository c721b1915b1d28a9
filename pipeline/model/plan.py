"""The plan: fiches, what gathers them, the contents, the registry, the diagnostics."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.base import Model, Offset, Slug, Span, Text, Year
from pipeline.model.kinds import DiagnosticCode, EntityKind, FicheKind, OccurrenceKind, Origin, Role, Severity
from pipeline.model.values import (
    CalendarEntry,
    DateMention,
    Funding,
    Partner,
    Priority,
    Referent,
    Section,
    Status,
)

SCHEMA_VERSION: Literal["1.1.0"] = "1.1.0"


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
    ocr_pages: tuple[Annotated[int, Field(ge=1)], ...] = Field(
        description="The pages, from 1, that are pictures: what has its span on one was recognised by a program"
    )


class Plan(Model):
    """One extracted action plan."""

    schema_version: Literal["1.1.0"] = Field(description="Version of this contract")
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
