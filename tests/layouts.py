"""Print a plan in another layout: pure functions from text to text that change how it looks and nothing it says.

In: the text of the plan in `source/` (or one that an earlier layout of `FAMILIES` changed). Out: the same plan as
another author, word processor or export would have printed it. What tells labels, headings and bullets here is
how that text prints them, not the program under test.
"""

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator

Layout = Callable[[str], str]

_LABEL = re.compile(
    r"^(?P<lead>- )?(?P<words>(?:Référent (?:CA|équipe)|Autres contributeurs|Contexte|Objectifs|Actions|Réalisations"
    r"|Calendrier|Moyens humains et financiers|Moyens|Financement|Partenaires|Point d'attention"
    r"|Rôle de la commission)(?: \d{4})?)(?:(?P<colon> :)(?:\*\*)?(?: (?P<rest>\S.*))?)?$",
    re.MULTILINE,
)
_HEADING = re.compile(r"^Fiche-action n°(?P<number>\d+)(?: (?P<title>.+))?\n", re.MULTILINE)
_PIECE = re.compile(r"^(?:(?:AXE .+\n\n)?Fiche-action n°|COMMISSION TRANSVERSALE)", re.MULTILINE)
_BULLET = re.compile(r"^(?P<indent> *)- (?=\S)", re.MULTILINE)
_ENTRY = re.compile(r"^(?P<words>(?:Fiche action n°|Commission transversale :).*?)page (?P<page>\d+)$", re.MULTILINE)
_AXE_LINE = re.compile(r"^AXE ", re.MULTILINE)


def _cut(text: str) -> tuple[str, list[str]]:
    """Cut into the contents and the fiches, each with the axe heading above it."""
    starts = [piece.start() for piece in _PIECE.finditer(text)]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return text[: starts[0]], [piece.rstrip("\n") + "\n\n" for piece in pieces]


# Labels


def _relabelled(text: str, printed: Callable[[str, str, str], str], odd: Callable[[str], str]) -> str:
    """Print each label anew.

    Args:
        printed: gives a label from its words, its colon (`" :"` or nothing) and the text behind it.
        odd: gives the label that stands in a list.
    """

    def one(label: re.Match[str]) -> str:
        if label["lead"]:
            return odd(label[0])
        return printed(label["words"], label["colon"] or "", label["rest"] or "")

    return _LABEL.sub(one, text)


def _behind(label: str, rest: str) -> str:
    return f"{label} {rest}" if rest else label


def _below(label: str, rest: str) -> str:
    return f"{label}\n\n{rest}" if rest else label


def bold_labels(text: str) -> str:
    """`**Objectifs :**`."""
    return _relabelled(text, lambda w, c, r: _behind(f"**{w}{c}**", r), lambda odd: odd.replace("- ", "- **"))


def bold_labels_colon_outside(text: str) -> str:
    """`**Objectifs** :`."""
    return _relabelled(text, lambda w, c, r: _behind(f"**{w}**{c}", r), lambda odd: odd)


def capital_labels(text: str) -> str:
    """`RÉFÉRENT ÉQUIPE :`."""
    return _relabelled(text, lambda w, c, r: _behind(w.upper() + c, r), str.upper)


def bare_capital_labels(text: str) -> str:
    """`REFERENT EQUIPE :`, as old keyboards print capitals."""

    def bare(words: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", words.upper()) if not unicodedata.combining(c))

    return _relabelled(text, lambda w, c, r: _behind(bare(w) + c, r), bare)


def heading_labels(text: str) -> str:
    """`### Objectifs`, its text below; the label inside a list stays as it is."""
    return _relabelled(text, lambda w, _, r: _below(f"### {w}", r) + ("\n" if r else ""), lambda odd: odd)


def bold_alone_labels(text: str) -> str:
    """`**Objectifs**`, its text below."""
    return _relabelled(text, lambda w, _, r: _below(f"**{w}**", r) + ("\n" if r else ""), lambda odd: odd)


def labels_alone_without_colon(text: str) -> str:
    """`Objectifs`, its text below."""
    return _relabelled(text, lambda w, _, r: _below(w, r) + ("\n" if r else ""), lambda odd: odd.replace(" :", ""))


def labels_without_colon(text: str) -> str:
    """`Objectifs` alone on its line, `Partenaires ESS France` in front of its text."""
    return _relabelled(text, lambda w, _, r: _behind(w, r), lambda odd: odd.replace(" :", ""))


def tight_colons(text: str) -> str:
    """`Objectifs:`."""
    return _relabelled(text, lambda w, c, r: _behind(w + c.strip(), r), lambda odd: odd.replace(" :", ":"))


# Headings of fiches


def _headed(text: str, printed: Callable[[str, str], str]) -> str:
    """Print each fiche's heading anew from its number and title, on one line."""

    def one(piece: str) -> str:
        heading = _HEADING.search(piece)
        if heading is None:
            return piece
        title, rest = heading["title"] or "", piece[heading.end() :].lstrip("\n")
        if not title and not _LABEL.match(rest):
            title, _, rest = rest.partition("\n")
        return piece[: heading.start()] + printed(heading["number"], title) + "\n\n" + rest.lstrip("\n")

    contents, pieces = _cut(text)
    return contents + "".join(map(one, pieces))


def capital_headings(text: str) -> str:
    """`FICHE ACTION N° 3 – Titre`."""
    return _headed(text, lambda number, title: f"FICHE ACTION N° {number} – {title}".rstrip(" –"))


def marked_headings(text: str) -> str:
    """`## Fiche n°3 : Titre` under `# AXE 2`."""
    contents, _ = _cut(text)
    marked = _headed(text, lambda number, title: f"## Fiche n°{number} : {title}".rstrip(" :"))
    body = _AXE_LINE.sub("# AXE ", marked[len(contents) :]).replace("\nCOMMISSION ", "\n## COMMISSION ")
    return contents + body


def dotted_headings(text: str) -> str:
    """`Fiche Action 3. Titre`."""
    return _headed(text, lambda number, title: f"Fiche Action {number}. {title}".rstrip(" ."))


def lever_headings(text: str) -> str:
    """`Levier 3 – Titre`: a word that the vocabulary has for what gathers fiches, in the contents too."""
    contents, _ = _cut(text)
    body = _headed(text, lambda number, title: f"Levier {number} – {title}".rstrip(" –"))[len(contents) :]
    return contents.replace("Fiche action n°", "Levier ") + body


def two_line_headings(text: str) -> str:
    """`**Fiche n°3 – Titre**` whose second half stands on a line of its own, bold too."""

    def printed(number: str, title: str) -> str:
        words = title.split()
        half = len(words) // 2
        first, second = " ".join(words[:half]), " ".join(words[half:])
        return (
            f"**Fiche n°{number} – {first}**\n**{second}**"
            if half
            else f"**Fiche n°{number} – {title}**".replace(" – **", "**")
        )

    return _headed(text, printed)


# Bullets


def _bulleted(text: str, first: str, second: str, *, indented: bool = True) -> str:
    def one(bullet: re.Match[str]) -> str:
        indent = bullet["indent"]
        return f"{indent if indented else ''}{second if indent else first} "

    return _BULLET.sub(one, text)


def round_bullets(text: str) -> str:
    return _bulleted(text, "•", "•")


def star_bullets(text: str) -> str:
    return _bulleted(text, "*", "*")


def dash_bullets(text: str) -> str:
    return _bulleted(text, "–", "–")


def two_signs(text: str) -> str:
    """`•` above, `o` below, indented."""
    return _bulleted(text, "•", "o")


def two_signs_at_one_margin(text: str) -> str:
    """`•` above, `–` below, only the sign tells."""
    return _bulleted(text, "•", "–", indented=False)


def deep_indents(text: str) -> str:
    """Four columns a level, as word processors export."""
    return _BULLET.sub(lambda b: "  " + "    " * len(b["indent"]) + "- ", text)


# Lines


def _wrapped(text: str, width: int, *, hanging: bool) -> str:
    def lines() -> Iterator[str]:
        for line in text.split("\n"):
            bullet = _SIGN.match(line)
            indent = " " * len(bullet[0]) if bullet and hanging else ""
            yield from textwrap.wrap(
                line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            ) or [line]

    return "\n".join(lines())


_SIGN = re.compile(r" *[-•*–o] ")


def wrapped_at_80(text: str) -> str:
    return _wrapped(text, 80, hanging=False)


def wrapped_at_80_hanging(text: str) -> str:
    return _wrapped(text, 80, hanging=True)


def wrapped_at_100(text: str) -> str:
    return _wrapped(text, 100, hanging=False)


def wrapped_at_100_hanging(text: str) -> str:
    return _wrapped(text, 100, hanging=True)


def trailing_blanks(text: str) -> str:
    """Blanks behind every line, and blank lines that are not empty."""
    return "\n".join(line + "  " for line in text.split("\n"))


def blank_lines_gone(text: str) -> str:
    """No blank line between items and labels, as some copies lose them."""
    contents, pieces = _cut(text)
    return contents + "".join(re.sub(r"\n{2,}", "\n", piece) for piece in pieces)


# Pages


def _paged(text: str, foot: Callable[[int, int], str], *, inside: bool) -> str:
    """Print a foot below each fiche and, where asked, another in the middle of its longest line."""
    contents, pieces = _cut(text)
    total = len(pieces) * (2 if inside else 1) + 1
    page = 1
    printed = [contents.rstrip("\n") + "\n\n" + foot(page, total)]
    for piece in pieces:
        broken = _broken_inside(piece) if inside else None
        if broken is not None:
            page += 1
            piece = broken[0] + "\n\n" + foot(page, total) + broken[1]
        page += 1
        printed.append(piece + foot(page, total))
    return "".join(printed)


def _broken_inside(piece: str) -> tuple[str, str] | None:
    """Cut the longest line near its middle, before a word in small letters."""
    line = max(piece.split("\n"), key=len)
    start = piece.index(line)
    places = [m.start() for m in re.finditer(r"(?<=[a-zé]) (?=[a-zà-ÿ])", line)]
    if len(line) < 120 or not places:
        return None
    at = start + min(places, key=lambda place: abs(place - len(line) // 2))
    return piece[:at], piece[at + 1 :]


def running_feet(text: str) -> str:
    return _paged(text, lambda page, _: f"Réseau – Plan d'action – page {page}\n\n", inside=False)


def running_feet_inside(text: str) -> str:
    return _paged(text, lambda page, _: f"Réseau – Plan d'action – page {page}\n\n", inside=True)


def bare_page_numbers(text: str) -> str:
    return _paged(text, lambda page, _: f"{page}\n\n", inside=True)


def pages_of_total(text: str) -> str:
    return _paged(text, lambda page, total: f"{page}/{total}\n\n", inside=True)


def form_feeds(text: str) -> str:
    return _paged(text, lambda page, _: f"{page}\n\f", inside=True)


def running_heads(text: str) -> str:
    """A form feed, then the plan's name above each page, without number."""
    return _paged(text, lambda *_: "\fPlan d'action pluriannuel\n\n", inside=False)


# Order and contents


def _reordered(text: str, order: Callable[[list[str]], list[str]]) -> str:
    contents, pieces = _cut(text)
    return contents + "".join(order(pieces))


def fiches_reversed(text: str) -> str:
    return _reordered(text, lambda pieces: pieces[::-1])


def fiches_shuffled(text: str) -> str:
    return _reordered(text, lambda pieces: random.Random(7).sample(pieces, len(pieces)))


def _sections_ordered(text: str, order: Callable[[list[str]], list[str]]) -> str:
    def one(piece: str) -> str:
        marks = [label.start() for label in _LABEL.finditer(piece) if not _IN_CHARGE.match(label["words"])]
        if not marks:
            return piece
        sections = [piece[a:b].strip("\n") for a, b in zip(marks, [*marks[1:], len(piece)], strict=True)]
        return piece[: marks[0]] + "\n\n".join(order(sections)) + "\n\n"

    contents, pieces = _cut(text)
    return contents + "".join(map(one, pieces))


_IN_CHARGE = re.compile("Référent|Autres contributeurs")


def sections_reversed(text: str) -> str:
    return _sections_ordered(text, lambda sections: sections[::-1])


def sections_shuffled(text: str) -> str:
    return _sections_ordered(text, lambda sections: random.Random(11).sample(sections, len(sections)))


def without_contents(text: str) -> str:
    return "".join(_cut(text)[1])


def _entries(text: str, printed: Callable[[str, str], str]) -> str:
    return _ENTRY.sub(lambda entry: printed(entry["words"], entry["page"]), text)


def dotted_leaders(text: str) -> str:
    return _entries(text, lambda words, page: f"{words} {'.' * max(3, 90 - len(words))} {page}")


def spaced_leaders(text: str) -> str:
    return _entries(text, lambda words, page: f"{words} {'. ' * max(3, 45 - len(words) // 2)}{page}")


def right_aligned_pages(text: str) -> str:
    return _entries(text, lambda words, page: f"{words}{page:>{max(4, 96 - len(words))}}")


def tabbed_pages(text: str) -> str:
    return _entries(text, lambda words, page: f"{words}\t{page}")


def titled_contents(text: str) -> str:
    return "Sommaire\n\n" + text.lstrip("\n")


def contents_without_pages(text: str) -> str:
    return _entries(text, lambda words, _: words)


# Characters


def curly_apostrophes(text: str) -> str:
    return text.replace("'", "’")


def no_break_spaces(text: str) -> str:
    """No-break space before colons and in guillemets, narrow before other double signs, as typographers set."""
    text = re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text)
    return re.sub(r" (?=[;?!])", "\u202f", text)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")


# The order in which layouts of different families can be laid on one another.
FAMILIES: dict[str, tuple[Layout, ...]] = {
    "fiches": (fiches_reversed, fiches_shuffled),
    "sections": (sections_reversed, sections_shuffled),
    "contents": (
        without_contents, dotted_leaders, spaced_leaders, right_aligned_pages, tabbed_pages, titled_contents,
        contents_without_pages,
    ),
    "pages": (running_feet, running_feet_inside, bare_page_numbers, pages_of_total, form_feeds, running_heads),
    "headings": (capital_headings, marked_headings, dotted_headings, lever_headings, two_line_headings),
    "labels": (
        bold_labels, bold_labels_colon_outside, capital_labels, bare_capital_labels, heading_labels, bold_alone_labels,
        labels_alone_without_colon, labels_without_colon, tight_colons,
    ),
    "bullets": (round_bullets, star_bullets, dash_bullets, two_signs, two_signs_at_one_margin, deep_indents),
    "lines": (
        wrapped_at_80, wrapped_at_80_hanging, wrapped_at_100, wrapped_at_100_hanging, trailing_blanks, blank_lines_gone,
    ),
    "characters": (curly_apostrophes, no_break_spaces, decomposed, carriage_returns),
}  # fmt: skip
