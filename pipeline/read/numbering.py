"""Count what Word prints in front of numbered paragraphs.

In: the numbering part of a package. Out: for each numbered paragraph, in order, the text printed in front of
it (`2.`, `Fiche action n°3 :`), `-` for a bullet. The counters are kept here, one `Numbering` a document.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.package import attribute, child, local

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
TWIPS = 20.0  # a point


@dataclass(slots=True)
class ListLevel:
    """One level of a list: its number format, its text with `%1` for the first level's number, its indent."""

    number_format: str = "decimal"
    text: str = "%1."
    start: int = 1
    indent: float | None = None
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def level(self, list_id: str, level: int) -> ListLevel | None:
        """Give a level's definition, or nothing for a list that the document does not define."""
        return self.lists.get(list_id, {}).get(level)

    def is_known(self, list_id: str) -> bool:
        """True for a list the document defines."""
        return list_id in self.abstract_of

    def counts(self, list_id: str) -> list[int]:
        """Give how far a list has counted, level by level; what is changed there counts."""
        return self._counts.setdefault(self.abstract_of.get(list_id, list_id), [0] * _LEVELS)

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph and give what is printed in front of it; `-` for bullets, empty for nothing."""
        shape = self.level(list_id, level) or ListLevel("bullet", "•")
        if shape.number_format == "bullet":
            return "-"
        counts = self.counts(list_id)
        override = self.starts.get(list_id, {}).get(level)
        if override is not None and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = override - 1
        elif counts[level] == 0:
            counts[level] = shape.start - 1
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if shape.number_format == "none" and not _PLACEHOLDER.sub("", shape.text).strip():
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            inner = self.level(list_id, at) or ListLevel()
            return _formatted(counts[at] or inner.start, inner.number_format)

        return _PLACEHOLDER.sub(number, shape.text).strip()


def read_numbering(root: etree._Element | None) -> Numbering:
    """Read `word/numbering.xml`; without it, no list is known."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts: dict[str, dict[int, ListLevel]] = {}
    for element in root:
        if local(element) == "abstractNum":
            abstracts[attribute(element, "abstractNumId") or ""] = _levels(element)
    for element in root:
        if local(element) != "num":
            continue
        list_id = attribute(element, "numId") or ""
        target = child(element, "abstractNumId")
        abstract = (attribute(target, "val") if target is not None else None) or ""
        levels = dict(abstracts.get(abstract, {}))
        for override in (inner for inner in element if local(inner) == "lvlOverride"):
            at = _int(attribute(override, "ilvl"))
            start = child(override, "startOverride")
            if start is not None:
                numbering.starts.setdefault(list_id, {})[at] = _int(attribute(start, "val"), 1)
            levels.update(_levels(override))
        numbering.lists[list_id] = levels
        numbering.abstract_of[list_id] = abstract
    return numbering


def _levels(parent: etree._Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for element in parent:
        if local(element) != "lvl":
            continue
        level = ListLevel()
        for inner in element:
            value = attribute(inner, "val")
            match local(inner):
                case "numFmt":
                    level.number_format = value or "decimal"
                case "lvlText":
                    level.text = value or ""
                case "start":
                    level.start = _int(value, 1)
                case "pStyle":
                    level.style = value
                case "pPr":
                    level.indent = indentation(inner)
        levels[min(_int(attribute(element, "ilvl")), _LEVELS - 1)] = level
    return levels


def indentation(properties: etree._Element) -> float | None:
    """Give where a paragraph's first line starts, in points from the margin, where its properties say so."""
    element = child(properties, "ind")
    if element is None:
        return None
    left = attribute(element, "left") or attribute(element, "start")
    if left is None:
        return None
    return (_int(left) - _int(attribute(element, "hanging"))) / TWIPS


def _int(value: str | None, default: int = 0) -> int:
    try:
        return max(min(int(float(value)), 10**6), -(10**6)) if value else default
    except (ValueError, OverflowError):
        return default


def _formatted(number: int, number_format: str) -> str:
    number = max(min(number, 9999), 0)
    match number_format:
        case "lowerLetter" | "upperLetter" if number:
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if number_format == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            roman = ""
            for value, digits in _ROMAN:
                roman += digits * (number // value)
                number %= value
            return roman.upper() if number_format == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02d}"
        case "ordinal":
            return f"{number}er" if number == 1 else f"{number}e"
        case "none":
            return ""
    return str(number)
