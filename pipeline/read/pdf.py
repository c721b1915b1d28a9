"""PDF files in, blocks out.

By the file's accessibility tags where it has them and they hold the text; else by its layout. Running heads
and feet go. Refused with a `SourceError`: a password, damage, a scan without text.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.errors import SourceError
from pipeline.read.blocks import Block, Paragraph, Run, Table
from pipeline.read.package import damaged, encrypted
from pipeline.read.pdf_furniture import furniture
from pipeline.read.pdf_layout import Layout
from pipeline.read.pdf_lines import Words, find_columns
from pipeline.read.pdf_page import Page, Segment, read_page
from pipeline.read.pdf_paths import add_paths
from pipeline.read.pdf_tags import TagBlocks, TagReader
from pipeline.read.sizes import headings_by_size

_WHAT = "PDF file"
# Fewer letters a page than this, on average, and the pages are pictures.
_FEWEST_LETTERS = 40
_ENOUGH_TAGGED = 0.9
_PAGES_BETWEEN = 20
_MOST_MISSING = 20
_NOTE = re.compile(r"\[\^\d+\]: ")


def read_pdf(data: bytes, progress: Callable[[int, int], None] | None = None) -> tuple[list[Block], int]:
    """Read the blocks of a PDF file.

    Args:
        data: the file's bytes.
        progress: told the pages done and all pages, every now and then.

    Returns:
        its blocks and the number of its pages.

    Raises:
        SourceError: `damaged-source`, `encrypted-source` or `scanned-source`.
    """
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise encrypted() if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else damaged(_WHAT)
    try:
        pages, tags = _read_pages(document, progress, use_tags=True)
        if tags is None and any(segment.tag >= 0 for page in pages for segment in page.segments):
            pages, _ = _read_pages(document, progress, use_tags=False)
    finally:
        pdfium.FPDF_CloseDocument(document)
    letters = sum(len(segment.text) for page in pages for segment in page.segments)
    if not pages:
        raise damaged(_WHAT)
    if letters < _FEWEST_LETTERS * len(pages):
        raise scanned()
    blocks = _by_tags(pages, tags) if tags is not None else _by_layout(pages)
    return _notes_last(blocks), len(pages)


def scanned() -> SourceError:
    """The error for a file whose pages are pictures."""
    return SourceError(
        "scanned-source",
        "the PDF file is a scan without text: make it readable with `ocrmypdf -l fra` and read the result",
    )


def _read_pages(
    document: Any, progress: Callable[[int, int], None] | None = None, *, use_tags: bool
) -> tuple[list[Page], TagReader | None]:
    """Read all pages, and their tags where they hold nearly all of the text."""
    is_tagged = use_tags and bool(pdfium.FPDFCatalog_IsTagged(document))
    tags = TagReader() if is_tagged else None
    pages: list[Page] = []
    count = pdfium.FPDF_GetPageCount(document)
    missing = 0
    for index in range(count):
        if progress is not None and index and index % _PAGES_BETWEEN == 0:
            progress(index, count)
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            missing += 1
            if missing > _MOST_MISSING and 2 * missing > index:
                raise damaged(_WHAT)
            pages.append(Page(index + 1, 1.0, 1.0))
            continue
        try:
            pages.append(read_page(page, index + 1, use_tags=use_tags))
            add_paths(page, pages[-1])
            if tags is not None:
                tags.read_page(page, index + 1)
        finally:
            pdfium.FPDF_ClosePage(page)
    if tags is None:
        return pages, None
    own = [s for page in pages for s in page.segments if not s.is_artifact]
    held = sum(len(s.text) for s in own if (s.page, s.tag) in tags.tagged)
    return pages, tags if held >= _ENOUGH_TAGGED * max(sum(len(s.text) for s in own), 1) else None


def _by_tags(pages: list[Page], tags: TagReader) -> list[Block]:
    gone = furniture(pages)
    by_tag: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    words = Words()
    columns = {}
    for page in pages:
        kept = [s for s in page.segments if (page.number, s.tag) in tags.tagged and id(s) not in gone]
        words.read(kept)
        columns[page.number] = find_columns(kept)
        for segment in kept:
            by_tag[(page.number, segment.tag)].append(segment)
    blocks = _cut_tables_joined(TagBlocks(by_tag, columns, words).blocks(tags.root))
    headings_by_size(blocks)
    return blocks


def _cut_tables_joined(blocks: list[Block]) -> list[Block]:
    """Join a table without a first label to the one before: some programs tag each page's part alone."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Table) and isinstance(last, Table) and block.rows and last.rows:
            first = block.rows[0]
            if len(first) == len(last.rows[-1]) == 2 and not first[0].text.strip():
                last.rows.extend(block.rows)
                continue
        joined.append(block)
    return joined


def _by_layout(pages: list[Page]) -> list[Block]:
    gone = furniture(pages)
    words = Words()
    for page in pages:
        page.segments = [s for s in page.segments if id(s) not in gone and not s.is_artifact]
        words.read(page.segments)
    layout = Layout(words)
    layout.measure(pages)
    blocks: list[Block] = []
    for page in pages:
        found = layout.page_blocks(page, page.segments)
        if blocks and found:
            _joined(layout, blocks, found, words)
        blocks.extend(found)
    headings_by_size(blocks)
    return blocks


def _joined(layout: Layout, blocks: list[Block], found: list[Block], words: Words) -> None:
    """Make whole what a page end cuts: a paragraph, a table."""
    last, first = blocks[-1], found[0]
    if isinstance(last, Paragraph) and isinstance(first, Paragraph):
        if not layout.continues_over(last, first):
            return
        text = last.text
        if text.endswith(("-", "\u2010")) and first.text[:1].isalpha():
            if not words.keeps_hyphen(text, first.text):
                end = last.runs[-1]
                strip = end.strip
                if strip is not None:
                    strip = type(strip)(strip.page, strip.top, strip.bottom, array("f", strip.edges[:-1]))
                last.runs[-1] = Run(end.text[:-1], end.bold, end.italic, strip)
        else:
            last.runs.append(Run(" ", last.runs[-1].bold and first.runs[0].bold))
        last.runs.extend(first.runs)
        found.pop(0)
    elif isinstance(last, Table) and isinstance(first, Table) and last.rows and first.rows:
        same_shape = len(last.rows[-1]) == len(first.rows[0])
        last.rows.extend(first.rows if same_shape else [])
        del found[: int(same_shape)]


def _notes_last(blocks: list[Block]) -> list[Block]:
    """Move footnotes behind the text that they interrupt."""
    notes = [b for b in blocks if isinstance(b, Paragraph) and b.runs and _NOTE.fullmatch(b.runs[0].text)]
    places = {id(note) for note in notes}
    return [block for block in blocks if id(block) not in places] + list(notes)
