"""What the extract stage gives: values with their place, years and entities not resolved yet."""

from dataclasses import dataclass

from pipeline.extract.dates import PrintedDate
from pipeline.extract.money import PrintedAmount
from pipeline.extract.people import FoundReferent
from pipeline.model import EntityKind, Origin, PartnerKind, PriorityValue, SectionKind, Span, StatusValue
from pipeline.split.outline import RawEntry, RawFiche, RawItem, RawSection
from pipeline.vocabulary.tongues import Tongue


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A printed date and the year that its surroundings give (None: the plan's); `serial` is a spreadsheet's number."""

    printed: PrintedDate
    text: str
    span: Span
    year: int | None
    serial: bool = False


@dataclass(frozen=True, slots=True)
class FoundName:
    """A named entity in running text."""

    label: EntityKind
    text: str
    origin: Origin
    span: Span


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item with its own dates and names."""

    raw: RawItem
    dates: tuple[FoundDate, ...]
    names: tuple[FoundName, ...]
    items: tuple["FoundItem", ...]


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A calendar entry; `printed` is its text with the dates, which stay there where no year is known for one."""

    dates: tuple[FoundDate, ...]
    text: str
    span: Span
    printed: str


@dataclass(frozen=True, slots=True)
class FoundPartner:
    """A partner; `members` with their places."""

    name: str
    kind: PartnerKind
    members: tuple[tuple[str, Span], ...]
    note: str | None
    uncertain: bool
    span: Span


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount with its place."""

    printed: PrintedAmount
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class FoundFunding:
    """A source of money, or a total."""

    funder: str | None
    funder_span: Span | None
    instrument: str | None
    amounts: tuple[FoundAmount, ...]
    period: tuple[int, int] | None
    purpose: str | None
    uncertain: bool
    span: Span


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section with its items read."""

    raw: RawSection
    kind: SectionKind
    year: int | None
    items: tuple[FoundItem, ...]


@dataclass(frozen=True, slots=True)
class FoundStatus:
    """A status or priority: the printed word and its value."""

    value: StatusValue | PriorityValue
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class FoundFiche:
    """All that was read in one fiche.

    `doubts` are the places printed with a question mark or « à confirmer »; `tongue` is the language where not French.
    """

    raw: RawFiche
    referents: tuple[FoundReferent, ...]
    referent_dates: tuple[FoundDate, ...]
    sections: tuple[FoundSection, ...]
    calendar: tuple[FoundEntry, ...]
    partners: tuple[FoundPartner, ...]
    funding: tuple[FoundFunding, ...]
    status: FoundStatus | None
    priority: FoundStatus | None
    start_date: FoundDate | None
    end_date: FoundDate | None
    doubts: tuple[Span, ...]
    tongue: Tongue | None = None


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """All that was read in a plan: fiches, the contents' referents, the plan's year, its language if not French."""

    fiches: tuple[FoundFiche, ...]
    entries: tuple[tuple[RawEntry, tuple[FoundReferent, ...]], ...]
    year: int | None
    tongue: Tongue | None = None
