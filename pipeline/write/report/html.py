"""HTML that is escaped by construction: a text is text until `tag` has made it safe."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is already safe; any other text gets escaped on its way into a tag."""

    __slots__ = ()


VOID = frozenset({"meta", "link", "input", "br"})


def join(children: object) -> Html:
    """Join texts and markup, nested lists of them too; `None` is nothing."""
    if children is None:
        return Html("")
    if isinstance(children, Html):
        return children
    if isinstance(children, str):
        return Html(escape(children))
    if isinstance(children, Iterable):
        return Html("".join(map(join, children)))
    raise TypeError(f"no markup: {type(children).__name__}")


def tag(name: str, *children: object, **attributes: str | int | float | bool | None) -> Html:
    """Make an element.

    Args:
        name: its name.
        children: texts (escaped), markup, lists of them.
        attributes: `class_` is written `class`, `aria_label` is `aria-label`; `None` and `False` leave one out.
    """
    written = [
        f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    ]
    opening = f"<{name}{''.join(written)}>"
    return Html(opening if name in VOID else f"{opening}{join(children)}</{name}>")


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
