"""Markdown is understood as markdown-it-py understands it; one-space nesting, which CommonMark does not see, apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.split import split
from pipeline.split.lines import read_lines
from pipeline.split.outline import Outline, RawItem
from pipeline.split.printed import Openers
from pipeline.vocabulary import shipped

HEAD = "# Fiche action n°1 : Planter des haies\n\n**Actions :**\n\n"
WORDS = st.sampled_from(["abeilles", "bocage", "chemins", "diagnostic", "enfants", "fontaine", "gîtes", "habitants"])


@dataclass(frozen=True)
class Entry:
    """A list entry as it is written: its words with their marks, what stands under it."""

    words: tuple[tuple[str, str], ...]
    numbered: bool
    broken: bool
    inner: "tuple[Entry, ...]"


def outline(text: str) -> Outline:
    return split(text, shipped())


def ours(text: str) -> list[tuple[int, str]]:
    """Depth and words of all items of the only fiche."""
    (fiche,) = outline(text).fiches
    return [found for section in fiche.sections for item in section.items for found in flat(item)]


def flat(item: RawItem) -> Iterator[tuple[int, str]]:
    yield item.depth, item.passage.text
    for inner in item.items:
        yield from flat(inner)


def theirs(text: str) -> list[tuple[int, str]]:
    """The same by the judge."""
    depth, found = -1, []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "inline" and depth >= 0:
            found.append((depth, words_of(token)))
    return found


def words_of(token: Token) -> str:
    pieces = [
        child.content if child.type in ("text", "code_inline") else " "
        for child in token.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    ]
    return " ".join("".join(pieces).split())


MARKS = {"": "{}", "bold": "**{}**", "italic": "*{}*", "under": "_{}_", "link": "[{}](https://exemple.fr/a)"}
WORD = st.tuples(WORDS, st.sampled_from(list(MARKS)))


def entries(depth: int) -> st.SearchStrategy[tuple[Entry, ...]]:
    inner = st.just(()) if depth == 0 else st.one_of(st.just(()), st.deferred(lambda: entries(depth - 1)))
    entry = st.builds(Entry, st.lists(WORD, min_size=1, max_size=4).map(tuple), st.booleans(), st.booleans(), inner)
    return st.lists(entry, min_size=1, max_size=3).map(
        lambda found: tuple(Entry(e.words, found[0].numbered, e.broken, e.inner) for e in found)
    )


def written(some: tuple[Entry, ...], indent: str, sign: str, lines: list[str]) -> list[str]:
    for number, entry in enumerate(some, 1):
        lead = f"{number}. " if entry.numbered else f"{sign} "
        words = [MARKS[mark].format(word) for word, mark in entry.words]
        half = len(words) // 2
        under = indent + " " * len(lead)
        text = (
            f"{' '.join(words[:half])}  \n{under}{' '.join(words[half:])}" if entry.broken and half else " ".join(words)
        )
        lines.append(f"{indent}{lead}{text}")
        written(entry.inner, under, sign, lines)
    return lines


@given(some=entries(2), sign=st.sampled_from("-*+"))
def test_lists_links_and_emphasis(some: tuple[Entry, ...], sign: str) -> None:
    text = HEAD + "\n".join(written(some, "", sign, [])) + "\n"
    assert ours(text) == theirs(text)


@given(some=entries(2))
def test_bold_at_the_front_is_bold(some: tuple[Entry, ...]) -> None:
    text = HEAD + "\n".join(written(some, "", "-", [])) + "\n"
    judged = [opens_bold(token) for token in MarkdownIt("commonmark").parse(text) if token.type == "inline"]
    lines, _ = read_lines(text, Openers())
    assert [line.bold_prefix for line in lines] == judged


def opens_bold(token: Token) -> int:
    """How many letters the bold at the front of a line has."""
    shown = [child for child in token.children or () if child.type != "text" or child.content]
    if not shown or shown[0].type != "strong_open":
        return 0
    return len(shown[1].content)


@given(st.lists(st.lists(st.tuples(WORDS, WORDS), min_size=3, max_size=3), min_size=2, max_size=4))
def test_every_cell_of_a_table_is_there_and_in_order(rows: list[list[tuple[str, str]]]) -> None:
    printed = ["| " + " | ".join(" ".join(cell) for cell in row) + " |" for row in rows]
    text = HEAD + "\n".join([printed[0], "| --- | :---: | ---: |", *printed[1:]]) + "\n"
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [words_of(inline) for cell, inline in pairwise(tokens) if cell.type in ("td_open", "th_open")]
    read = " ".join(words for _, words in ours(text)).replace("|", " ")
    assert read.split() == " ".join(cells).split()


@given(st.lists(st.tuples(st.integers(1, 6), WORDS), min_size=1, max_size=5), st.booleans())
def test_headings_have_their_level(found: list[tuple[int, str]], closed: bool) -> None:
    text = "\n\n".join(f"{'#' * level} {word.title()}{' ' + '#' * level if closed else ''}" for level, word in found)
    tokens = MarkdownIt("commonmark").parse(text)
    judged = [(int(head.tag[1]), words_of(inline)) for head, inline in pairwise(tokens) if head.type == "heading_open"]
    lines, _ = read_lines(text, Openers())
    assert [(line.heading, line.text) for line in lines] == judged


def test_one_space_nests_though_commonmark_does_not_see_it() -> None:
    text = HEAD + "- haies\n - charmes\n - érables\n- mares\n"
    assert ours(text) == [(0, "haies"), (1, "charmes"), (1, "érables"), (0, "mares")]
    assert [depth for depth, _ in theirs(text)] == [0, 0, 0, 0]


@pytest.mark.parametrize("mark", ["---", "..."])
def test_front_matter_is_no_text_of_the_plan(mark: str) -> None:
    text = f"---\ntitle: Plan\nauthor: Odile Crozet\ntags: [eau, haies]\n{mark}\n\n{HEAD}- haies\n"
    read = outline(text)
    assert len(read.fiches) == 1
    assert ours(text) == [(0, "haies")]


def test_a_link_and_a_hard_break_leave_their_words() -> None:
    text = HEAD + "- voir [le bocage](https://exemple.fr/a?b=c 'titre')\\\n  et <https://exemple.fr>\n"
    ((_, read),) = ours(text)
    assert read.startswith("voir le bocage et ")
