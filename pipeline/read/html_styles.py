"""What a page's own style sheet says of its classes: bold, slanted, hidden.

In: a page. Out: the same, with that written as the style of each element of the class, where the element itself says
nothing else. Only rules of one class count (`.c1`, `li.c1`): programs that save a document as a page write those.
"""

import re
from collections.abc import Iterator

from lxml import etree

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACES = re.compile(r"[{}]")
_CLASS = re.compile(r"([a-z][a-z0-9]*|)\.([\w-]+)", re.IGNORECASE)
_NAMED = re.compile(r"\.([\w-]+)")
_HIDDEN = {("display", "none"), ("visibility", "hidden")}
_READ = {"font-weight", "font-style", "display", "visibility"}
_MOST_RULES = 20_000  # in a page that was made to be slow

_Rules = dict[str, list[tuple[str, dict[str, str]]]]  # by class: the tag, empty for any, and what is said


def apply_classes(root: etree._Element) -> None:
    """Write into the elements of a page what its style sheets say of their classes."""
    rules = _read_rules(root)
    if not rules:
        return
    for element in root.iter(etree.Element):
        said: dict[str, str] = {}
        for name in (element.get("class") or "").split():
            for tag, declared in rules.get(name, ()):
                if tag in ("", element.tag):
                    said |= declared
        own = element.get("style") or ""
        said = {name: value for name, value in said.items() if name not in _declared(own)}
        if said:
            element.set("style", ";".join([*(f"{name}:{value}" for name, value in said.items()), own]))


def _read_rules(root: etree._Element) -> _Rules:
    """What a class hides counts where nothing can show it again: no script, no other rule."""
    found: _Rules = {}
    shown: set[str] = set()
    for selectors, declarations in _rules(root):
        declared = {name: value for name, value in _declared(declarations).items() if name in _READ}
        if not declared:
            continue
        if declared.keys() & {"display", "visibility"} and not _HIDDEN & declared.items():
            shown.update(_NAMED.findall(selectors))
        for selector in selectors.split(","):
            simple = _CLASS.fullmatch(selector.strip())
            if simple is not None:
                found.setdefault(simple[2], []).append((simple[1].lower(), declared))
    can_show = next(root.iter("script"), None) is not None
    for name, told in found.items():
        if can_show or name in shown:
            found[name] = [(tag, dict(declared.items() - _HIDDEN)) for tag, declared in told]
    return found


def _rules(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Give selectors and declarations, those for other media than the screen (`@media print {…}`) left out."""
    count = 0
    for sheet in root.iter("style"):
        text = _COMMENT.sub("", (sheet.text or "").replace("<!--", "").replace("-->", ""))
        depth = start = opened = 0
        for brace in _BRACES.finditer(text):
            if brace[0] == "{":
                depth += 1
                opened = brace.end() if depth == 1 else opened
                continue
            depth = max(depth - 1, 0)
            if depth:
                continue
            # `@import url(…);` stands before the next rule.
            selectors = text[start : max(opened - 1, start)].rpartition(";")[2].strip()
            start = brace.end()
            count += 1
            if count > _MOST_RULES:
                return
            if not selectors.startswith("@"):
                yield selectors, text[opened : brace.start()]


def _declared(style: str) -> dict[str, str]:
    """Give what a style says, by property; the last word counts."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return {name.strip().lower(): value.partition("!")[0].strip().lower() for name, colon, value in pairs if colon}
