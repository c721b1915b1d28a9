"""The plan's text as it stands in the report: every value in its colour, a link back to the fiche it was read for."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Plan
from pipeline.write.report.html import Html, join, tag
from pipeline.write.report.values import KINDS, Value, Values


def source_panel(plan: Plan, text: str, values: Values, heading: str) -> Html:
    """Give the panel with the text, cut into blocks that a browser may leave out while they are out of sight."""
    title = f"{values.prefix}source"
    return tag(
        "aside",
        tag(heading, "Texte du plan", id=title),
        tag("ul", [tag("li", tag("span", name, class_=f"v {kind}")) for kind, name in _met(values)], class_="legend"),
        tag("div", list(_blocks(plan, text, values)), class_="text", tabindex="0", role="group", aria_label="Texte"),
        class_="source",
        aria_labelledby=title,
    )


def _met(values: Values) -> list[tuple[str, str]]:
    met = {value.kind for value in values.all}
    return [(kind, name) for kind, name in KINDS.items() if kind in met]


def _blocks(plan: Plan, text: str, values: Values) -> Iterator[Html]:
    cuts = sorted({0, len(text), *(fiche.span.start for fiche in plan.fiches)})
    pieces = _pieces(text, values, cuts)
    piece = next(pieces, None)
    for _, end in pairwise(cuts):
        block: list[Html] = []
        while piece is not None and piece[0] < end:
            block.append(piece[1])
            piece = next(pieces, None)
        yield tag("div", block, class_="block")


def _pieces(text: str, values: Values, cuts: list[int]) -> Iterator[tuple[int, Html]]:
    """Cut the text wherever a value begins or ends, and give each piece with the values that cover it."""
    starts: dict[int, list[Value]] = {}
    ends: dict[int, list[Value]] = {}
    for value in values.all:
        starts.setdefault(value.span.start, []).append(value)
        ends.setdefault(value.span.end, []).append(value)
    open_: list[Value] = []
    for start, end in pairwise(sorted({*cuts, *starts, *ends})):
        for value in ends.get(start, ()):
            open_.remove(value)
        fresh = starts.get(start, [])
        open_ += fresh
        yield start, _piece(text[start:end], open_, fresh, values)


def _piece(text: str, covering: list[Value], fresh: list[Value], values: Values) -> Html:
    if not covering:
        return join(text)
    # The value that says most about these words is the shortest one; what is only a place of a diagnostic comes last.
    inner = min(covering, key=lambda one: (one.kind == "diagnostic", one.span.end - one.span.start, one.number))
    anchors = [tag("span", id=f"{values.prefix}t{one.number}") for one in fresh if one is not inner]
    return join(
        [
            anchors,
            tag(
                "a",
                text,
                class_=" ".join(
                    dict.fromkeys(["v", inner.kind, *(one.kind for one in covering if one.kind == "diagnostic")])
                ),
                href=f"#{values.prefix}v{inner.number}",
                title=KINDS[inner.kind],
                id=f"{values.prefix}t{inner.number}" if inner in fresh else None,
            ),
        ]
    )
