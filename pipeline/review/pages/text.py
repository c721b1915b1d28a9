"""The text beside the values: a stretch of it, each value in its colour, offsets for what a person selects.

In: the text, a stretch, rows. Out: markup whose every piece says at which code point it begins (`data-s`).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Span
from pipeline.review.rows import Row
from pipeline.write.report.html import Html, tag
from pipeline.write.report.values import KINDS

_BLANKS = re.compile(r"\s+")


def text_panel(
    text: str, start: int, end: int, rows: Sequence[Row], marked: Sequence[Span]
) -> tuple[Html, frozenset[str]]:
    """Give `text[start:end]`, and the keys of the values that have a piece of it to go to.

    Args:
        text: the canonical text.
        start: where the stretch begins.
        end: where it ends.
        rows: the values in it.
        marked: places of a diagnostic, underlined.
    """
    shown = [row for row in rows if row.colour and row.state != "deleted" and start <= row.span.start < end]
    first: set[str] = set()
    pieces = _pieces(text, start, end, shown, marked, first)
    panel = tag("div", pieces, class_="text", id="texte", tabindex="0", role="group", aria_label="Texte du plan")
    return panel, frozenset(first)


def _pieces(
    text: str, start: int, end: int, rows: Sequence[Row], marked: Sequence[Span], first: set[str]
) -> list[Html]:
    places = [one for one in marked if one.start < end and start < one.end]
    cuts = {start, end}
    for span in (*(row.span for row in rows), *places):
        cuts |= {min(max(span.start, start), end), min(max(span.end, start), end)}
    pieces: list[Html] = []
    for begin, stop in pairwise(sorted(cuts)):
        covering = [row for row in rows if row.span.start <= begin and stop <= row.span.end]
        doubted = any(one.start <= begin and stop <= one.end for one in places)
        mark = " diagnostic" if doubted else ""
        if not covering:
            pieces.append(tag("span", text[begin:stop], data_s=begin, class_=f"v{mark}" if mark else None))
            continue
        inner = min(covering, key=lambda row: (row.span.end - row.span.start, row.key))
        ident = None if inner.key in first else f"t-{inner.key}"
        first.add(inner.key)
        pieces.append(
            tag(
                "a",
                text[begin:stop],
                href=f"#v-{inner.key}",
                class_=f"v {inner.colour}{mark}",
                title=KINDS[inner.colour],
                id=ident,
                data_s=begin,
            )
        )
    return pieces


def excerpt(text: str, span: Span, around: int = 90) -> Html:
    """Give a place with the words around it, on one line."""
    start, end = span.start, min(span.end, span.start + 240)
    before, behind = _folded(text[max(0, start - around) : start]), _folded(text[end : end + around])
    return tag(
        "q",
        f"…{before.lstrip()}",
        tag("mark", _folded(text[start:end]) or "…"),
        f"{behind.rstrip()}…",
        class_="excerpt",
    )


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text)
