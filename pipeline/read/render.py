"""Blocks in, canonical text out: light Markdown, with the place of every printed character.

Headings, paragraphs and tables stand between blank lines, entries of one list follow each other, two spaces a
level. White space is folded, tabs kept (they part a contents' entry from its page number); line ends that the
author put in stay line ends, and paragraphs of a document that empty ones part follow each other as they do there.
`*` that was printed is escaped, unless the document is pasted Markdown. NFC throughout.
"""

import io
import itertools
import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.read.blocks import Block, Paragraph, Run
from pipeline.read.document import Boxes, Strip
from pipeline.read.tables import MarkdownTable, plain_blocks

# Zero-width characters and the soft hyphen print nothing.
_UNPRINTED = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"[ \r\f\v\u2000-\u200a\u3000]")
# A document of lines has so many empty paragraphs between others, and one for so many others at least.
_PARTED, _LONGEST_BLOCK = 3, 15
_ESCAPED = re.compile(r"\*|(?<![^\W_])_|_(?![^\W_])|\\(?=[*_#\[\]`\\])")


# Bold that was typed: so many paragraphs have it where a document holds pasted Markdown.
_TYPED_BOLD = re.compile(r"\*\*[^\s*][^*\n]*\*\*")
_PASTED = 3


@dataclass(slots=True)
class _Writer:
    escapes: bool = True
    text: io.StringIO = field(default_factory=io.StringIO)
    length: int = 0
    boxes: Boxes = field(default_factory=Boxes)
    page_starts: list[int] = field(default_factory=list)

    def put(self, text: str) -> None:
        self.text.write(text)
        self.length += len(text)

    def printed(self, text: str, strip: Strip | None) -> None:
        if strip is not None:
            # A page begins where its first character is written; pages without text begin with the next.
            while len(self.page_starts) < strip.page:
                self.page_starts.append(self.length)
            self.boxes.add(self.length, strip)
        self.put(text)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A canonical text with its pages and boxes; without pages `page_starts` is empty.

    `unread` are the kinds of what the source shows and is not in the text.
    """

    text: str
    page_starts: tuple[int, ...]
    boxes: Boxes
    unread: tuple[str, ...] = ()


def render(blocks: Iterable[Block], pages: int = 0) -> Rendered:
    """Write blocks as canonical text.

    Args:
        blocks: in reading order, lists settled.
        pages: number of pages of the source, 0 where it has none.
    """
    document = list(plain_blocks(blocks))
    writer = _Writer(escapes=not _is_markdown(document))
    are_lines = _are_lines(document)
    above: Paragraph | MarkdownTable | None = None
    parted = False
    for block in document:
        if isinstance(block, Paragraph) and block.is_blank:
            parted = True
            continue
        if above is not None:
            both_listed = (
                isinstance(above, Paragraph) and isinstance(block, Paragraph) and above.marker and block.marker
            )
            goes_on = _is_text(above) and _is_text(block) and not parted and (are_lines or _are_rows(above, block))
            writer.put("\n" if both_listed or goes_on else "\n\n")
        parted = False
        if isinstance(block, Paragraph):
            _paragraph(writer, block)
        else:
            _table(writer, block)
        above = block
    if writer.length:
        writer.put("\n")
    while len(writer.page_starts) < pages:
        writer.page_starts.append(writer.length)
    return Rendered(writer.text.getvalue(), tuple(writer.page_starts), writer.boxes)


def _are_lines(document: Sequence[Paragraph | MarkdownTable]) -> bool:
    """Say whether empty paragraphs part the text, as in a document that is typed line by line.

    Its titles over two lines, tables of tabs and blocks of labels hold together as they do in a text.
    """
    texts = [_is_text(block) for block in document]
    close = sum(above and below for above, below in itertools.pairwise(texts))
    apart = sum(
        texts[i - 1] and texts[i + 1]
        for i, block in enumerate(document[1:-1], 1)
        if isinstance(block, Paragraph) and block.is_blank
    )
    return apart >= _PARTED and apart * _LONGEST_BLOCK >= close


def _is_markdown(document: Sequence[Paragraph | MarkdownTable]) -> bool:
    """`**Pilote :** Ana Bo`, typed or pasted: markup that nobody turned into bold."""
    typed = (isinstance(block, Paragraph) and _TYPED_BOLD.search(block.text) is not None for block in document)
    return sum(typed) >= _PASTED


def _are_rows(above: Paragraph | MarkdownTable, below: Paragraph | MarkdownTable) -> bool:
    """`1` tab `Vélobus scolaire` tab `été 2030`: rows of one table, a paragraph each."""
    return all(isinstance(row, Paragraph) and row.text.count("\t") > 1 for row in (above, below))


def _is_text(block: Paragraph | MarkdownTable) -> bool:
    """Neither a heading nor blank."""
    return isinstance(block, Paragraph) and not block.heading and not block.is_blank


def _paragraph(writer: _Writer, paragraph: Paragraph) -> None:
    indent = ""
    if paragraph.heading:
        writer.put("#" * min(paragraph.heading, 6) + " ")
    elif paragraph.marker:
        indent = "  " * paragraph.depth
        writer.put(f"{indent}{paragraph.marker} ")
        indent += " " * (len(paragraph.marker) + 1)
    elif writer.escapes and _opens_like_markup(paragraph.text):
        writer.put("\\")
    _runs(
        writer,
        paragraph.runs,
        plain=bool(paragraph.heading),
        newline=" " if paragraph.heading else "\n" + indent,
    )


def _opens_like_markup(text: str) -> bool:
    return re.match(r"\s*#{1,6}\s", text) is not None


def _table(writer: _Writer, table: MarkdownTable) -> None:
    for index, row in enumerate(table.rows):
        if index:
            writer.put("\n")
        writer.put("|")
        for cell in row:
            writer.put(" ")
            _runs(writer, cell, plain=False, newline="<br>")
            writer.put(" |")
        if not index:
            writer.put("\n|" + " --- |" * len(row))


def _runs(writer: _Writer, runs: list[Run], *, plain: bool, newline: str) -> None:
    """Write runs with their emphasis; the marks never enclose white space."""
    opened = ""
    for run in _tidy(runs):
        mark = "" if plain else "**" if run.bold else "*" if run.italic else ""
        if mark != opened:
            writer.put(opened)
            # Glued marks (`**a***b*`) would read as others.
            opened = mark
            writer.put(mark)
        if run.text == "\n":
            writer.put(newline)
            continue
        at = 0
        for found in _ESCAPED.finditer(run.text) if writer.escapes else ():
            if found.start() > at:
                _piece(writer, run, at, found.start())
            writer.put("\\")
            at = found.start()
        _piece(writer, run, at, len(run.text))
    writer.put(opened)


def _piece(writer: _Writer, run: Run, start: int, end: int) -> None:
    strip = run.strip
    if strip is not None and end - start != len(run.text):
        strip = Strip(strip.page, strip.top, strip.bottom, strip.edges[start : end + 1])
    writer.printed(run.text[start:end], strip)


def _tidy(runs: list[Run]) -> list[Run]:
    """Fold white space over all runs, move it out of emphasis, join runs of one look."""
    parts: list[Run] = []
    for run in _normal(runs):
        for piece in re.finditer(r"\n|[^\S\n]+|[^\s]+", run.text):
            text, strip = piece[0], run.strip
            if text.isspace() and text != "\n":
                # `Former les agents          4`: what is typed with spaces stands apart as at a tab stop
                apart = "\t" in text or (strip is None and "   " in text)
                text = "\t" if apart else "\xa0" if "\xa0" in text else "\u202f" if "\u202f" in text else " "
            if strip is not None:
                edges = strip.edges[piece.start() : piece.end() + 1]
                if len(text) + 1 != len(edges):
                    edges = array("f", (edges[0], edges[-1]))
                strip = Strip(strip.page, strip.top, strip.bottom, edges)
            parts.append(Run(text, run.bold, run.italic, strip))
    folded: list[Run] = []
    for piece_ in parts:
        before = folded[-1].text if folded else "\n"
        if piece_.text.isspace():
            if piece_.text == "\n":
                while folded and folded[-1].text.isspace() and folded[-1].text != "\n":
                    folded.pop()
                if not folded or folded[-1].text == "\n":
                    continue
            elif before.isspace():
                if piece_.text == "\t" and before != "\n":
                    # an empty column between two tabs is one
                    tabs = before.count("\t") if piece_.strip is None else 0
                    folded[-1] = Run("\t" * (tabs + 1), piece_.bold, piece_.italic, piece_.strip)
                continue
        folded.append(piece_)
    while folded and folded[-1].text.isspace():
        folded.pop()
    _even_out(folded)
    return [_composed(run) for run in _joined(folded)]


def _normal(runs: list[Run]) -> list[Run]:
    """Drop what prints nothing."""
    normal: list[Run] = []
    for run in runs:
        spaced = _SPACES.sub(" ", run.text)
        text = _UNPRINTED.sub("", spaced)
        if run.strip is not None and len(text) != len(run.text):
            kept = [i for i, char in enumerate(spaced) if not _UNPRINTED.match(char)]
            edges = array("f", [run.strip.edges[i] for i in kept])
            edges.append(run.strip.edges[-1])
            normal.append(
                Run(text, run.bold, run.italic, Strip(run.strip.page, run.strip.top, run.strip.bottom, edges))
            )
            continue
        normal.append(Run(text, run.bold, run.italic, run.strip))
    return normal


def _even_out(runs: list[Run]) -> None:
    """Give white space the look of both its neighbours where they agree, none where they don't."""
    for index, run in enumerate(runs):
        if run.text.isspace():
            before = runs[index - 1] if index else run
            after = runs[index + 1] if index + 1 < len(runs) else run
            same = before.bold == after.bold and before.italic == after.italic
            run.bold = before.bold and after.bold if same else False
            run.italic = before.italic and after.italic if same else False
        elif not any(char.isalnum() for char in run.text) and 0 < index < len(runs) - 1:
            # `**Calendrier** **:**`: punctuation between or behind takes the look of what it touches.
            before, after = runs[index - 1], runs[index + 1]
            if before.bold == after.bold and not before.text.isspace() and not after.text.isspace():
                run.bold, run.italic = before.bold, before.italic
    words = [run for run in runs if not run.text.isspace()]
    if runs and words and all(run.bold for run in words if any(map(str.isalnum, run.text))):
        # Wholly bold but for a colon in another look: one pair of marks.
        loose = [run for run in words if not any(map(str.isalnum, run.text))]
        if any(map(str.isalnum, "".join(run.text for run in words))) and len(loose) <= 2:
            for run in runs:
                run.bold = True


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and "\n" not in (run.text, last.text)
            and (last.bold, last.italic) == (run.bold, run.italic)
            and _is_same_line(last.strip, run.strip)
        ):
            strip = last.strip
            if strip is not None and run.strip is not None:
                edges = strip.edges[:-1] + run.strip.edges
                strip = Strip(strip.page, min(strip.top, run.strip.top), max(strip.bottom, run.strip.bottom), edges)
            joined[-1] = Run(last.text + run.text, last.bold, last.italic, strip)
        else:
            joined.append(run)
    return joined


def _is_same_line(left: Strip | None, right: Strip | None) -> bool:
    if left is None or right is None:
        return left is right
    middle = (right.top + right.bottom) / 2
    return left.page == right.page and left.top < middle < left.bottom and right.edges[0] >= left.edges[-1] - 3


def _composed(run: Run) -> Run:
    """Bring a run to NFC: a letter and the accent behind it, as programs of macOS write them, stand in one place."""
    if unicodedata.is_normalized("NFC", run.text):
        return run
    if run.strip is None:
        return Run(unicodedata.normalize("NFC", run.text), run.bold, run.italic)
    text = ""
    edges = array("f")
    start = 0
    for end in range(1, len(run.text) + 1):
        behind = run.text[end : end + 1]
        if behind and unicodedata.combining(behind):
            continue
        letter = unicodedata.normalize("NFC", run.text[start:end])
        if not unicodedata.is_normalized("NFC", letter + behind):
            continue  # syllables of Hangul
        text += letter
        places = run.strip.edges[start:end]
        edges.extend(places[min(index, end - start - 1)] for index in range(len(letter)))
        start = end
    edges.append(run.strip.edges[-1])
    return Run(text, run.bold, run.italic, Strip(run.strip.page, run.strip.top, run.strip.bottom, edges))
