"""Print bullets, lines and blanks otherwise."""

import re
import textwrap
from collections.abc import Iterator

from tests.layouts.pieces import cut

_BULLET = re.compile(r"^(?P<indent> *)- (?=\S)", re.MULTILINE)
_SIGN = re.compile(r" *[-•*–o] ")


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


def _wrapped(text: str, width: int, *, hanging: bool) -> str:
    def lines() -> Iterator[str]:
        for line in text.split("\n"):
            bullet = _SIGN.match(line)
            indent = " " * len(bullet[0]) if bullet and hanging else ""
            yield from textwrap.wrap(
                line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            ) or [line]

    return "\n".join(lines())


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
    contents, pieces = cut(text)
    return contents + "".join(re.sub(r"\n{2,}", "\n", piece) for piece in pieces)
