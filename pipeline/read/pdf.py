"""PDF files in, blocks out.

By the file's accessibility tags where it has them and they hold the text; else by its layout. Running heads
and feet go. Refused with a `SourceError`: a password, damage, a scan without text.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.errors import SourceError
from pipeline.hyphens import Words
from pipeline.read.blocks import Block, Paragraph, Run, Table
from pipeline.read.lists import joined_over_page_end
from pipeline.read.package import damaged, encrypted
from pipeline.read.pdf_furniture import Furniture
from pipeline.read.pdf_layout import Layout
from pipeline.read.pdf_lines import Columns, find_columns
from pipeline.read.pdf_page import Page, Segment, read_page
from pipeline.read.pdf_paths import add_paths
from pipeline.read.pdf_printed import PrintedTable, join_tables
from pipeline.read.pdf_tags import Node, TagBlocks, TagReader
from pipeline.read.pdf_words import even_sizes, no_text, read_words
from pipeline.read.shelf import Shelf, batched
from pipeline.read.sizes import Sizes

_WHAT = "PDF file"
# Fewer letters a page than this, on average, and the pages are pictures.
_FEWEST_LETTERS = 40
_ENOUGH_TAGGED = 0.9
_MOSTLY = 0.5
_PAGES_BETWEEN = 20
_MOST_MISSING = 20
# PDFium goes through all children of an element on every page where one of them stands: for a flat document that is
# the square of its length. Beyond this many (ten seconds) the pages are read by their layout, which is linear.
_MOST_LOOKED_AT = 20_000_000
_MOST_OPEN = 8
_BLOCKS_AT_ONCE = 50
_NOTE = re.compile(r"\[\^\d+\]: ")


def read_pdf(
    data: bytes,
    progress: Callable[[int, int], None] | None = None,
    words: Mapping[int, str] | None = None,
    *,
    asks: bool = False,
) -> tuple[Iterator[Block], int]:
    """Read the blocks of a PDF file.

    Args:
        data: the file's bytes.
        progress: told the pages done and all pages, every now and then.
        words: what was recognised in pages that are pictures, by their number.
        asks: refuse a file with such pages as one whose pictures have to be recognised.

    Returns:
        its blocks and the number of its pages.

    Raises:
        SourceError: `damaged-source`, `encrypted-source`, `scanned-source`; `pictures`, whose sentence is the numbers
            of the pages to recognise.
    """
    pdfium.FPDF_InitLibrary()
    read = (None if words else _read_pages(data, progress, use_tags=True)) or _read_pages(
        data, progress, use_tags=False
    )
    assert read is not None  # without tags, none can be missing
    count = len(read.pages)
    if not count:
        raise damaged(_WHAT)
    if words:
        read = _recognised(read, words)
    is_scan = read.letters < _FEWEST_LETTERS * count
    if asks:
        numbers = read.blank if is_scan else read.pictures
        if numbers:
            raise SourceError("pictures", " ".join(map(str, numbers)))
    if is_scan:
        raise no_text(bool(words))
    return _notes_last(_with_headings(_by_tags(read) if read.root is not None else _by_layout(read))), count


def _recognised(read: "_Read", words: Mapping[int, str]) -> "_Read":
    """Put the words that were recognised into the pages that are pictures."""
    pages = list(read.pages.drain())
    for page in pages:
        if page.number in words:
            read_words(page, words[page.number])
    even_sizes([page for page in pages if page.number in words])
    whole = _Read(Shelf(), Furniture(), None)
    for page in pages:
        whole.take(page)
        whole.pages.lay(page)
    return whole


@dataclass(slots=True)
class _Read:
    """All pages, and the root of their tags where they are read by them."""

    pages: Shelf[Page]
    furniture: Furniture
    root: Node | None
    letters: int = 0
    blank: list[int] = field(default_factory=list)  # the pages with hardly a letter
    pictures: list[int] = field(default_factory=list)  # those of them that one picture covers

    def take(self, page: Page) -> None:
        """Take note of one page."""
        letters = sum(len(segment.text) for segment in page.segments)
        self.letters += letters
        self.furniture.read(page)
        if letters < _FEWEST_LETTERS:
            self.blank.append(page.number)
            if page.pictures > _MOSTLY:
                self.pictures.append(page.number)


def _read_pages(data: bytes, progress: Callable[[int, int], None] | None, *, use_tags: bool) -> _Read | None:
    """Read all pages; nothing when they are to be read by tags that don't hold nearly all of the text."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise encrypted() if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else damaged(_WHAT)
    try:
        tags = TagReader() if use_tags and pdfium.FPDFCatalog_IsTagged(document) else None
        read = _Read(Shelf(), Furniture(), tags.root if tags is not None else None)
        count = pdfium.FPDF_GetPageCount(document)
        missing = own = held = 0
        for index in range(count):
            if progress is not None and index and index % _PAGES_BETWEEN == 0:
                progress(index, count)
            page = _read_page(document, index, tags)
            if page is None:
                missing += 1
                if missing > _MOST_MISSING and 2 * missing > index:
                    raise damaged(_WHAT)
                page = Page(index + 1, 1.0, 1.0)
            if tags is not None and tags.looked_at * count > _MOST_LOOKED_AT:
                return None
            read.take(page)
            own += sum(len(segment.text) for segment in page.segments if not segment.is_artifact)
            if tags is not None:
                page.segments = [segment for segment in page.segments if segment.tag in tags.here]
                held += sum(len(segment.text) for segment in page.segments)
            read.pages.lay(page)
        if progress is not None and count > _PAGES_BETWEEN:
            progress(count, count)
        return read if tags is None or held >= _ENOUGH_TAGGED * max(own, 1) else None
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_page(document: Any, index: int, tags: TagReader | None) -> Page | None:
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        return None
    try:
        page = read_page(handle, index + 1, use_tags=tags is not None)
        add_paths(handle, page)
        if tags is not None:
            tags.read_page(handle, index + 1)
        return page
    finally:
        pdfium.FPDF_ClosePage(handle)


def _with_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Set heading levels by type size, which is known when all blocks are."""
    sizes = Sizes()
    kept: Shelf[list[Block]] = Shelf()
    for some in batched(blocks, _BLOCKS_AT_ONCE):
        for block in some:
            sizes.read(block)
        kept.lay(some)
    return (sizes.mark(block) for some in kept.drain() for block in some)


def _by_tags(read: _Read) -> Iterator[Block]:
    words = Words()
    columns: dict[int, Columns] = {}
    for page in read.pages:
        gone = read.furniture.of(page)
        kept = [segment for segment in page.segments if id(segment) not in gone]
        words.read(segment.text for segment in kept)
        columns[page.number] = find_columns(kept)
    assert read.root is not None  # what is read by tags has some
    found = TagBlocks(_TaggedSegments(read.pages, read.furniture), columns, words)
    return _cut_joined(found.blocks(read.root))


class _TaggedSegments:
    """Finds the segments of a tag; the pages looked at last are kept open."""

    def __init__(self, pages: Shelf[Page], furniture: Furniture) -> None:
        self._pages = pages
        self._furniture = furniture
        self._open: dict[int, dict[int, list[Segment]]] = {}

    def __call__(self, number: int, tag: int) -> Sequence[Segment]:
        by_tag = self._open.get(number)
        if by_tag is None:
            if len(self._open) == _MOST_OPEN:
                del self._open[next(iter(self._open))]
            page = self._pages[number - 1]
            gone = self._furniture.of(page)
            by_tag = self._open[number] = defaultdict(list)
            for segment in page.segments:
                if id(segment) not in gone:
                    by_tag[segment.tag].append(segment)
        return by_tag.get(tag, ())


def _cut_joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join what a page end cut, some programs tag each page's part alone: an entry, a table without first label."""
    last: Block | None = None
    for block in blocks:
        if isinstance(last, Paragraph) and last.marker and joined_over_page_end(last, block):
            continue
        if isinstance(block, Table) and isinstance(last, Table) and block.rows and last.rows:
            first = block.rows[0]
            if len(first) == len(last.rows[-1]) == 2 and not first[0].text.strip():
                last.rows.extend(block.rows)
                continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _by_layout(read: _Read) -> Iterator[Block]:
    words = Words()
    layout = Layout(words)
    for page in _own_text(read.pages, read.furniture):
        words.read(segment.text for segment in page.segments)
        layout.measure(page)
    layout.settle()
    held: list[Block] = []  # of the page before: its last block may go on
    for page in _own_text(read.pages.drain(), read.furniture):
        found = layout.page_blocks(page, page.segments)
        if held and found:
            _joined(layout, held, found, words)
        if found:
            yield from held[:-1]
            held = held[-1:] + found
    yield from held


def _own_text(pages: Iterable[Page], furniture: Furniture) -> Iterator[Page]:
    """Give the pages without furniture."""
    for page in pages:
        gone = furniture.of(page)
        page.segments = [s for s in page.segments if id(s) not in gone and not s.is_artifact]
        yield page


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
    elif isinstance(last, PrintedTable) and isinstance(first, PrintedTable) and last.rows and first.rows:
        del found[: int(join_tables(last, first, layout.cell_blocks))]


def _notes_last(blocks: Iterable[Block]) -> Iterator[Block]:
    """Move footnotes behind the text that they interrupt."""
    notes: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.runs and _NOTE.fullmatch(block.runs[0].text):
            notes.append(block)
        else:
            yield block
    yield from notes
