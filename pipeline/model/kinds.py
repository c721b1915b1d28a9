"""The closed sets of the contract."""

from enum import StrEnum


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
    HEADING_MISSPELT = "heading-misspelt"
    TEXT_UNASSIGNED = "text-unassigned"
    LANGUAGE_OTHER = "language-other"
    READ_BY_OCR = "read-by-ocr"
    PART_NOT_READ = "part-not-read"
