"""Build the tree of a section's items from its lines: bullets by depth, paragraphs at the top.

Depth is what the lines show among themselves: deeper indentation, or another bullet sign at the same one. A
section whose bullets are all indented starts at depth 0 all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.span import Passage
from pipeline.split.line import Line
from pipeline.split.outline import RawItem

# Word processors and Markdown readers nest nine levels; what is indented further stays at the deepest of ours.
_DEEPEST = 16
# `– Janvier : étude` / `- juin : travaux`: a word processor turns some into the others
_DASHES = "-–—−‐‑‒―"
_BOXES = "☐☑☒✔✅✓✗✘"


@dataclass(slots=True)
class _Node:
    line: Line
    passage: Passage
    depth: int
    bullet: bool
    nodes: list["_Node"] = field(default_factory=list)

    def frozen(self) -> RawItem:
        return RawItem(self.line, self.passage, self.depth, self.bullet, tuple(node.frozen() for node in self.nodes))


def build_items(lines: Sequence[tuple[Line, Passage]]) -> tuple[RawItem, ...]:
    """Nest lines.

    Args:
        lines: each line with the part of its passage that is the item's text (what stands behind a label).
    """
    top: list[_Node] = []
    path: list[tuple[tuple[int, str], _Node]] = []
    for line, passage in lines:
        if not line.bullet:
            path.clear()
            top.append(_Node(line, passage, 0, bullet=False))
            continue
        sign = _sign(line.bullet)
        while path and not (len(path) < _DEEPEST and _is_deeper((line.indent, sign), path)):
            path.pop()
        node = _Node(line, passage, len(path), bullet=True)
        (path[-1][1].nodes if path else top).append(node)
        path.append(((line.indent, sign), node))
    return tuple(node.frozen() for node in top)


def _sign(bullet: str) -> str:
    """`1.`, `b)`, `6-` number one list; a box that is ticked or not is the same sign."""
    if bullet[-1] in ".)/°" or bullet[0].isdigit():
        return "1"
    if bullet in _DASHES:
        return "-"
    return "☐" if bullet[0] in _BOXES else bullet


def _is_deeper(key: tuple[int, str], path: Sequence[tuple[tuple[int, str], _Node]]) -> bool:
    """Say whether a bullet nests under the last one of the path."""
    indent, sign = key
    above, above_sign = path[-1][0]
    if indent != above:
        return indent > above
    # `• A` / `– a`: another sign at the same margin opens a level, a sign met above closes to it
    return sign != above_sign and all(sign != known for (_, known), _ in path)
