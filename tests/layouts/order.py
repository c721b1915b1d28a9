"""Print fiches and sections in another order."""

import random
import re
from collections.abc import Callable

from tests.layouts.pieces import LABEL, cut

_IN_CHARGE = re.compile("Référent|Autres contributeurs")


def _reordered(text: str, order: Callable[[list[str]], list[str]]) -> str:
    contents, pieces = cut(text)
    return contents + "".join(order(pieces))


def fiches_reversed(text: str) -> str:
    return _reordered(text, lambda pieces: pieces[::-1])


def fiches_shuffled(text: str) -> str:
    return _reordered(text, lambda pieces: random.Random(7).sample(pieces, len(pieces)))


def _sections_ordered(text: str, order: Callable[[list[str]], list[str]]) -> str:
    def one(piece: str) -> str:
        marks = [label.start() for label in LABEL.finditer(piece) if not _IN_CHARGE.match(label["words"])]
        if not marks:
            return piece
        sections = [piece[a:b].strip("\n") for a, b in zip(marks, [*marks[1:], len(piece)], strict=True)]
        return piece[: marks[0]] + "\n\n".join(order(sections)) + "\n\n"

    contents, pieces = cut(text)
    return contents + "".join(map(one, pieces))


def sections_reversed(text: str) -> str:
    return _sections_ordered(text, lambda sections: sections[::-1])


def sections_shuffled(text: str) -> str:
    return _sections_ordered(text, lambda sections: random.Random(11).sample(sections, len(sections)))
