"""What the form fields of older Word files show: the entry chosen in a list, a box ticked or not.

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
