"""Print the headings of fiches otherwise."""

import re
from collections.abc import Callable

from tests.layouts.pieces import LABEL, cut

_HEADING = re.compile(r"^Fiche-action n°(?P<number>\d+)(?: (?P<title>.+))?\n", re.MULTILINE)
_AXE_LINE = re.compile(r"^AXE ", re.MULTILINE)


def _headed(text: str, printed: Callable[[str, str], str]) -> str:
    """Print each fiche's heading anew from its number and title, on one line."""

    def one(piece: str) -> str:
        heading = _HEADING.search(piece)
        if heading is None:
            return piece
        title, rest = heading["title"] or "", piece[heading.end() :].lstrip("\n")
        if not title and not LABEL.match(rest):
            title, _, rest = rest.partition("\n")
        return piece[: heading.start()] + printed(heading["number"], title) + "\n\n" + rest.lstrip("\n")

    contents, pieces = cut(text)
    return contents + "".join(map(one, pieces))


def capital_headings(text: str) -> str:
    """`FICHE ACTION N° 3 – Titre`."""
    return _headed(text, lambda number, title: f"FICHE ACTION N° {number} – {title}".rstrip(" –"))


def marked_headings(text: str) -> str:
    """`## Fiche n°3 : Titre` under `# AXE 2`."""
    contents, _ = cut(text)
    marked = _headed(text, lambda number, title: f"## Fiche n°{number} : {title}".rstrip(" :"))
    body = _AXE_LINE.sub("# AXE ", marked[len(contents) :]).replace("\nCOMMISSION ", "\n## COMMISSION ")
    return contents + body


def dotted_headings(text: str) -> str:
    """`Fiche Action 3. Titre`."""
    return _headed(text, lambda number, title: f"Fiche Action {number}. {title}".rstrip(" ."))


def lever_headings(text: str) -> str:
    """`Levier 3 – Titre`: a word that the vocabulary has for what gathers fiches, in the contents too."""
    contents, _ = cut(text)
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
