"""Tell the site's furniture from the page's own text: what is dropped, where the text stands."""

import re

from lxml import etree

_DROPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "input",
    "select",
    "textarea",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "audio",
    "video",
    "picture",
    "img",
    "map",
    "dialog",
    "head",
    "link",
    "meta",
    "datalist",
    "menu",
    "search",
    "del",  # what was deleted from the text; `<s>` strikes out what is still to be read
}
_DROPPED_ROLES = {
    "navigation",
    "search",
    "banner",
    "contentinfo",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "complementary",
}
# Words of class and id names; whole words only, `cookie` not `cookies-policy-of-the-plan` text.
_DROPPED_NAMES = {
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "rgpd",
    "tarteaucitron",
    "axeptio",
    "didomi",
    "onetrust",
    "navbar",
    "navigation",
    "nav",
    "breadcrumb",
    "breadcrumbs",
    "fil-ariane",
    "ariane",
    "skip",
    "share",
    "social",
    "newsletter",
    "popup",
    "modal",
    "pagination",
    "cookiebar",
}
_NAME_WORD = re.compile(r"[A-Za-z]+")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer|comment)",
    re.IGNORECASE,
)


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"}
_UNFILLED = {"hidden", "submit", "button", "image", "reset"}
_LETTERS_A_FIELD = 150  # a form to fill in has a label for each field, a page of text that stands in one has more


def main_element(root: etree._Element) -> etree._Element:
    """Give the element that holds the page's own text, where it says so and holds most of it."""
    whole = len("".join(str(text) for text in root.itertext()))
    candidates = [e for e in root.iter("main", "article") if e.tag == "main"] or [
        e for e in root.iter() if isinstance(e.tag, str) and e.get("role") == "main"
    ]
    if len(candidates) == 1 and len("".join(str(t) for t in candidates[0].itertext())) * 5 > whole:
        return candidates[0]
    return root


def is_dropped(element: etree._Element, tag: str, inside: bool) -> bool:
    """Say whether an element is furniture; `inside` tells that it stands within the page's own text."""
    if tag in _DROPPED or (tag in ("header", "footer", "aside") and not inside and _is_of_site(element)):
        return True
    if (tag == "form" and _is_to_fill_in(element)) or (tag == "button" and not _is_in_heading(element)):
        return True
    attributes = element.attrib
    if not attributes:
        return False
    if element.get("role") in _DROPPED_ROLES:
        return True
    is_hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    if (is_hidden or _HIDDEN_STYLE.search(element.get("style") or "")) and not _is_folded(element):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    if names == " " or tag in ("body", "html", "main", "article"):
        return False
    words = {word.lower() for word in _NAME_WORD.findall(names)}
    if not words & _DROPPED_NAMES:
        return False
    # A wrapper round the whole page may carry such a name (`has-cookies`); a banner is short.
    return sum(len(str(text)) for text in element.itertext()) < 6000


def _is_of_site(element: etree._Element) -> bool:
    """A header or footer outside every article and section is the page's own."""
    above = element.getparent()
    return above is not None and not any(a.tag in ("article", "main", "section") for a in element.iterancestors())


def _is_to_fill_in(form: etree._Element) -> bool:
    """A form that asks, unlike one around a whole page, as some programs of sites write."""
    fields = sum(1 for one in form.iter("input", "select", "textarea") if one.get("type") not in _UNFILLED)
    unread = sum(len("".join(one.itertext())) for one in form.iter("select", "textarea", "button", "script", "style"))
    letters = sum(len(str(text).strip()) for text in form.itertext()) - unread
    return letters < fields * _LETTERS_A_FIELD


def _is_in_heading(button: etree._Element) -> bool:
    """`<h3><button>Fiche 1</button></h3>` folds what stands below it."""
    return any(above.tag in _HEADINGS for above in button.iterancestors())


def _is_folded(element: etree._Element) -> bool:
    """A part that its own heading, or a tab, shows at a click."""
    if element.get("role") == "tabpanel":
        return True
    name, above = element.get("id"), element.getprevious()
    if not name or above is None:
        return False
    controls = (one for one in above.iter(etree.Element) if one.get("aria-controls") == name)
    return any(one.tag in _HEADINGS or _is_in_heading(one) for one in controls)
