"""The relational view of plans: one list of tables that csv, xlsx, parquet, sqlite and duckdb all write.

Every value of the contract's JSON is in one of them; what stands there besides, for convenience, says where it is from.
A table stands behind those it refers to. One key would need two tables to refer to each other: a fiche's start and end
date are rows of `dates`, which themselves name their fiche, so that those two columns carry no foreign key.
"""

from pipeline.write.tables.dates import CALENDAR, CALENDAR_DATES, DATE_VALUES, DATES, ITEM_DATES
from pipeline.write.tables.document import (
    AXE_FICHES,
    AXES,
    CONTENTS,
    CONTENTS_REFERENTS,
    DIAGNOSTIC_SPANS,
    DIAGNOSTICS,
    PLANS,
    UNASSIGNED,
)
from pipeline.write.tables.fiches import ACTIONS, FICHES, ITEMS, MENTIONS, REFERENTS, SECTIONS
from pipeline.write.tables.parties import AMOUNTS, ENTITIES, FUNDING, OCCURRENCES, PARTNERS
from pipeline.write.tables.spec import Cell, Column, ForeignKey, Kind, Row, Table

TABLES: tuple[Table, ...] = (
    PLANS,
    AXES,
    ENTITIES,
    FICHES,
    AXE_FICHES,
    REFERENTS,
    SECTIONS,
    ITEMS,
    ACTIONS,
    DATES,
    DATE_VALUES,
    ITEM_DATES,
    CALENDAR,
    CALENDAR_DATES,
    PARTNERS,
    FUNDING,
    AMOUNTS,
    MENTIONS,
    OCCURRENCES,
    CONTENTS,
    CONTENTS_REFERENTS,
    DIAGNOSTICS,
    DIAGNOSTIC_SPANS,
    UNASSIGNED,
)

__all__ = ["TABLES", "Cell", "Column", "ForeignKey", "Kind", "Row", "Table"]
