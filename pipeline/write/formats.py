"""The formats by name, apart from what writes them: the command line lists them without loading any."""

from enum import StrEnum


class Format(StrEnum):
    """The formats that plans can be exported to."""

    CSV = "csv"
    XLSX = "xlsx"
    TET = "tet"
    ICS = "ics"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    JSONLD = "jsonld"
