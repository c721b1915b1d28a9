"""What the form fields of older Word files show, a list's entry or a box, ticked or not; which fields are left open.

In: the opening of a field. Out: the text that Word prints for it; their text fields have a result of their own.
"""

from lxml import etree

from pipeline.read.docx_styles import is_on
from pipeline.read.package import attribute, child, local


def form_field(opening: etree._Element) -> str:
    """Give what a list or a box shows, nothing for any other field."""
    data = child(opening, "ffData")
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        state = child(box, "checked")
        state = state if state is not None else child(box, "default")
        return "☒" if state is not None and is_on(state) else "☐"
    if choices is None:
        return ""
    entries = [attribute(one, "val") or "" for one in choices if local(one) == "listEntry"]
    result = child(choices, "result")
    result = result if result is not None else child(choices, "default")
    chosen = (attribute(result, "val") if result is not None else None) or "0"
    return entries[int(chosen)] if chosen.isdecimal() and len(chosen) < 4 and int(chosen) < len(entries) else ""


def unclosed_fields(root: etree._Element) -> set[etree._Element]:
    """Give the openings of fields that nothing closes: what follows them is text, and no instruction."""
    openings: list[etree._Element] = []
    for mark in root.iter("{*}fldChar"):
        kind = attribute(mark, "fldCharType")
        if kind not in ("begin", "end") or any(local(above) in ("del", "moveFrom") for above in mark.iterancestors()):
            continue
        if kind == "begin":
            openings.append(mark)
        elif openings:
            openings.pop()
    return set(openings)
