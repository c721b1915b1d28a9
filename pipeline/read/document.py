"""What the read stage gives: the canonical text of a file, and where its pages start."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "markdown", "pdf", "docx", "odt", "html"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as one canonical text.

    `name` is the file's name without folder; `page_starts` are the canonical offsets at which pages start, None
    where the source has no pages.
    """

    name: str
    format: Format
    sha256: str
    encoding: str | None
    text: str
    page_starts: tuple[int, ...] | None = None

    @property
    def pages(self) -> int | None:
        """Number of pages, where the source has pages."""
        return len(self.page_starts) if self.page_starts is not None else None
