"""The year that an amount is for, when it stands right by it: `10 000 € sur 2022`, `2022 : 10 000 €`.

A text and the place of an amount in; the year out, or `None` where none is attached or several are
(`en 2022 et 2023`, `2021-2023 : 10 000 €`).
"""

import re

from pipeline.vocabulary.money import GAP, SPACE, UNNAMED_SUFFIX

# How far before an amount its year may stand, in characters.
_REACH = 100

YEAR_LIKE = r"(?:19|20)\d\d(?!\d|[.,]\d)"
# sur 2022, en 2022, au titre de l'année 2022
_LEAD = (
    rf"(?:(?i:sur|en|pour|dès|courant|au{SPACE}titre{SPACE}de){SPACE}"
    rf"(?:l['’]?(?:année|exercice){SPACE}|année{SPACE})?)"
)
_LETTERS = r"[^\W\d_]{1,20}"
# 10 000 euros *de financements* sur 2022, 10 000 € *accordés par la région* en 2022
_GIVEN = (
    r"(?:(?:vers|accord|attribu|allou|engag|demand|sollicit|budgét|programm)[^\W\d_]{1,6}"
    r"|prévue?s?|inscrite?s?|obtenue?s?|reçue?s?|acquise?s?)"
)
_WHICH = (
    rf"(?:{SPACE}(?:d['’]{_LETTERS}|de|du|des|{_GIVEN})"
    rf"(?:{SPACE}(?:[ld]['’])?{_LETTERS}){{0,4}}?)"
)
# … et 2023, but not … et 2023 € or … et 2023 : 5 000 €
_AND_YEAR = (
    rf",?{SPACE}(?:et|à|puis|ou){SPACE}(?:(?:en|sur|pour){SPACE})?{YEAR_LIKE}"
    rf"(?!{SPACE}\d{{3}}|{GAP}[:=]|{UNNAMED_SUFFIX})"
)
# 10 000 € (prévisionnel 2024)
_BUDGET = r"(?i:budget|exercice|année|montant|subvention|prévisionnel|prévue?s?|réalisée?s?|votée?s?)"
_AFTER = re.compile(
    rf"{_WHICH}?{SPACE}{{1,2}}{_LEAD}(?P<said>{YEAR_LIKE})(?!{SPACE}?[-–/]{SPACE}?\d|{_AND_YEAR})"
    rf"|{_WHICH}?{GAP}[(\[](?:{_BUDGET}{SPACE})?{_LEAD}?(?P<bracketed>{YEAR_LIKE})[)\]]"
)

# 2022 : une subvention de 10 000 €, Budget 2022 (fonctionnement) : 10 000 €
_COLON = rf"(?:{SPACE}\([^()\d]{{1,30}}\))?{GAP}[:=]{GAP}(?:{_LETTERS}(?:['’]|{SPACE})){{0,7}}"
# Budget 2022 de 10 000 €
_OF = rf"{SPACE}(?:de|d['’]un{SPACE}montant{SPACE}de|estimée?{SPACE}à|à{SPACE}hauteur{SPACE}de){SPACE}"
_BEFORE = re.compile(
    rf"(?<![\d./\-–])(?:{_LEAD}(?P<said>{YEAR_LIKE}){SPACE}?,?{SPACE}(?:environ{SPACE})?"
    rf"|(?P<year>{YEAR_LIKE})\)?(?:{_COLON}|{GAP}[-–—]{GAP}|{_OF}))\Z"
)
# 2021-2022 : 10 000 €, en 2022 et 2023 : 10 000 €, le 12.05.2022 : 10 000 €
_OTHER_YEAR = re.compile(rf"\d(?:{SPACE}?[-–/.]{SPACE}?|{SPACE}(?:et|à|ou|puis){SPACE}(?:en{SPACE})?)\Z")


def year_after(text: str, end: int) -> tuple[int, int] | None:
    """Give the year attached behind an amount that ends at `end`, and where its words end."""
    match = _AFTER.match(text, end)
    return (int(match["said"] or match["bracketed"]), match.end()) if match else None


def year_before(text: str, floor: int, start: int) -> int | None:
    """Give the year attached before an amount at `start`, not looking before `floor`."""
    match = _BEFORE.search(text, max(floor, start - _REACH), start)
    if match is None:
        return None
    group = "said" if match["said"] else "year"
    lone = _OTHER_YEAR.search(text, max(floor, match.start(group) - 20), match.start(group)) is None
    return int(match[group]) if lone else None
