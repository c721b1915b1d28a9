"""From pieces to whole dates: `6` and `7.12.21` to one date of two days, `du 1er` and `3 juin` to one range.

In come the pieces of one text, in order; out come chains of links that share what only one of them prints.
Each piece is looked at a bounded number of times.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from pipeline.extract.dates.atoms import START
from pipeline.extract.dates.days import days_of
from pipeline.extract.dates.grammar import LINK
from pipeline.extract.dates.pieces import Piece, Scale
from pipeline.extract.dates.printed import Element, Period, Unit
from pipeline.extract.dates.source import REACH, Source


class Joint(Enum):
    """What stands between two neighbouring pieces."""

    NONE = auto()
    DASH = auto()
    SLASH = auto()
    TO = auto()  # au, à, jusqu'en
    AND = auto()  # et, &, a comma
    AND_THE = auto()  # `et le`, `et en`: the second could stand on its own


@dataclass(frozen=True, slots=True)
class Part:
    """One period or range of a chain, with the joint to the part behind it."""

    start: int
    end: int
    element: Element
    scale: Scale
    bare: bool
    pending: bool
    ranged_by: Joint
    joint: Joint


_BETWEEN: Final = re.compile(rf"{START}entre (?:le |la |l'|les )?$")
_SIDE_BY_SIDE: Final = frozenset({Joint.DASH, Joint.SLASH})
_LISTED: Final = frozenset({Joint.AND, Joint.AND_THE})


def joint_between(source: Source, left: Piece, right: Piece) -> Joint:
    """Say how two neighbouring pieces are joined, if they are."""
    if right.start - left.end > REACH:
        return Joint.NONE
    found = LINK.fullmatch(source.folded, left.end, right.start)
    if found is None:
        return Joint.NONE
    if found["dash"]:
        return Joint.DASH
    if found["slash"]:
        return Joint.SLASH
    if found["to"]:
        return Joint.TO
    return Joint.AND_THE if found["article"] else Joint.AND


def _in_order(first: Period, last: Period) -> bool:
    """Tell whether two periods with printed years follow each other, as far as their days exist."""
    try:
        return days_of(first).start < days_of(last).start
    except ValueError:
        return True


def _is_plain_year(piece: Piece | Part) -> bool:
    return piece.element.first.unit is Unit.YEAR and piece.element.first.modifier is None


def _makes_range(joint: Joint, left: Piece, right: Piece) -> bool:
    """Tell whether `left` and `right` are the two ends of one range."""
    if left.element.last or right.element.last:
        return False
    if right.pending:
        return left.pending and left.scale is right.scale and joint in {Joint.TO, Joint.DASH}
    first, last = left.element.first, right.element.first
    if left.pending:
        return joint is not Joint.SLASH and (
            left.scale is right.scale or (first.unit is Unit.QUARTER and last.unit is Unit.SEMESTER)
        )
    # `mars - 2023` is no range from March on, nor is `2023 - mars`.
    if (_is_plain_year(right) and first.year is None) or (_is_plain_year(left) and last.year is None):
        return False
    if joint in _SIDE_BY_SIDE:
        # `6/7 mai` is two days, `mai/juin` and `2021/2027` a range.
        if joint is Joint.SLASH and left.scale is Scale.DAY:
            return False
        if first.year is None or last.year is None:
            return left.scale is right.scale
        # `mars 2024 - fin 2025`; but `Bilan 2023 - Mars 2024` may be two things.
        return (left.scale is right.scale or not _is_plain_year(left)) and _in_order(first, last)
    return True


def _completed(period: Period, model: Element) -> Period:
    """Give a pending day or rank what the piece behind it prints, but the year."""
    if period.unit is Unit.DAY:
        return replace(period, month=model.first.month)
    return replace(period, unit=model.first.unit)


def _range(left: Piece, right: Piece, ranged_by: Joint, joint: Joint) -> Part:
    first = left.element.first
    if left.pending and not right.pending:
        first = _completed(first, right.element)
    return Part(
        start=left.start,
        end=right.end,
        element=Element(first, right.element.first),
        scale=right.scale if left.pending else left.scale,
        bare=left.bare and right.bare,
        pending=right.pending,
        ranged_by=ranged_by,
        joint=joint,
    )


def read_parts(source: Source, pieces: list[Piece]) -> list[Part]:
    """Join pieces to ranges where they are its two ends; give all parts in order."""
    joints = [joint_between(source, left, right) for left, right in pairwise(pieces)]
    joints.append(Joint.NONE)
    parts: list[Part] = []
    at = 0
    while at < len(pieces):
        piece, joint = pieces[at], joints[at]
        floor = pieces[at - 1].end if at else 0
        if joint in _SIDE_BY_SIDE and joints[at + 1] is joint and pieces[at + 2].scale is piece.scale:
            # `2024-2025-2026`, `9-10-11 juin`: a list.
            stop = at
            while joints[stop] is joint and pieces[stop + 1].scale is piece.scale:
                joints[stop] = Joint.AND
                stop += 1
            continue
        ranged_by = joint
        if joint in _LISTED:
            ranged_by = Joint.TO if _BETWEEN.search(source.before(piece.start, floor)) else Joint.NONE
        if ranged_by is not Joint.NONE and _makes_range(ranged_by, piece, pieces[at + 1]):
            parts.append(_range(piece, pieces[at + 1], ranged_by, joints[at + 1]))
            at += 2
            continue
        if joint is Joint.SLASH and (piece.pending or piece.scale is pieces[at + 1].scale is Scale.DAY):
            joint = Joint.AND
        element = piece.element
        parts.append(Part(piece.start, piece.end, element, piece.scale, piece.bare, piece.pending, Joint.NONE, joint))
        at += 1
    return parts


def _continues(left: Part, right: Part) -> bool:
    """Tell whether two neighbouring parts of a list are one date, not two."""
    if left.joint not in _LISTED:
        return False
    if left.pending:
        ranks = {Scale.QUARTER, Scale.SEMESTER}
        return left.scale is right.scale or (left.scale in ranks and right.scale in ranks)
    if left.element.has_year:
        return _is_plain_year(left) and _is_plain_year(right) and left.joint is Joint.AND
    if right.element.has_year:
        return not _is_plain_year(right)
    return left.scale is right.scale and left.joint is Joint.AND


def _shared(left: Part, right: Part) -> Part:
    """Give `left` what only `right`, the part behind it, prints."""
    element = left.element
    year = right.element.year
    if left.pending:
        model = right.element
        last = element.last and _completed(element.last, model)
        element = replace(element, first=_completed(element.first, model), last=last)
    if not element.has_year:
        if element.last:
            element = replace(element, last=replace(element.last, year=year))
        else:
            element = replace(element, first=replace(element.first, year=year))
    return replace(left, element=element, scale=right.scale if left.pending else left.scale, pending=False)


def read_chains(source: Source, pieces: list[Piece]) -> list[tuple[Part, ...]]:
    """Give the dates that the pieces make, each as its parts in order; what stays pending is no date."""
    chains: list[list[Part]] = []
    behind: Part | None = None
    for part in reversed(read_parts(source, pieces)):
        if behind is not None and _continues(part, behind):
            part = _shared(part, behind)
            chains[-1].append(part)
        elif part.pending:
            behind = None
            continue
        else:
            chains.append([part])
        behind = part
    return [tuple(reversed(chain)) for chain in reversed(chains)]
