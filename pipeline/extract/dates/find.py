"""Finds every printed date in a text: pieces, then chains of them, then those that the context bears out."""

import re
from dataclasses import replace
from typing import Final

from pipeline.extract.dates import context
from pipeline.extract.dates.atoms import END, MONTHS, SEASONS, START, accent_tolerant, one_of
from pipeline.extract.dates.chains import Joint, Part, read_chains
from pipeline.extract.dates.pieces import Scale, read_pieces
from pipeline.extract.dates.printed import Bound, Element, PrintedDate, Unit
from pipeline.extract.dates.source import Source, fold

# A date without digits needs one of these words; most texts have neither and cost one look.
_NAMES: Final = (*MONTHS, *SEASONS, "trimestre", "trim", "semestre", "sem", "rentree", "annee")
_WORTH_READING = re.compile(rf"[0-9]|\b{accent_tolerant(one_of(_NAMES))}s?\b")

_MONTH_OF = r"mois (?:de |d')"
_THE = rf"(?:le {_MONTH_OF}|le |la |l')"
_SINCE = (
    rf"depuis (?:les |{_THE})?|a (?:partir|compter) (?:du {_MONTH_OF}|de la |de l'|du |de |d')"
    rf"|(?P<des>des) {_THE}?"
)
_UNTIL = (
    rf"d'ici (?:a la |a l'|a |au {_MONTH_OF}|au |{_THE})?|avant {_THE}?"
    rf"|jusqu'(?:au {_MONTH_OF}|au |en |a la |a l'|a )|(?P<latest>au plus tard (?:le |en |au |a la |a l'|a )?)"
)
_LEAD = re.compile(
    rf"{START}(?:(?P<since>{_SINCE})|(?P<until>{_UNTIL})"
    rf"|(?P<during>courant (?:du {_MONTH_OF}|du |de |d'|le )?)|(?P<week>semaine du ))$"
)
_RANGE_LEAD = re.compile(
    rf"{START}(?:(?P<since>{_SINCE})|entre (?:le |la |l'|les )?|du {_MONTH_OF}|de la |de l'|du |de |d')$"
)
_RELATIVE = re.compile(
    rf" (?:(?P<coming>prochaine?|suivante?)"
    rf"|dernier(?! delai| carat)|derniere|passee?|ecoulee?|precedente?){END}"
)


def _is_since(found: re.Match[str], source: Source, place: int, parts: tuple[Part, ...]) -> bool:
    """Tell `dès janvier` from the article of `des 5 et 6 mai`, which in capitals may look the same."""
    if found["des"] is None:
        return found["since"] is not None
    printed = source.text[place - len(found[0]) :][:3]
    return printed[1] in "èÈ" or (printed.isupper() and len(parts) == 1)


def _borne_out(source: Source, chain: tuple[Part, ...], end: int) -> bool:
    """Tell whether the words around a chain without year let it be a date."""
    start, first = chain[0].start, chain[0]
    if all(part.element.has_year for part in chain):
        return True
    if context.is_recurring(source, start, end):
        return False
    if not all(part.bare for part in chain):
        return True
    several = len(chain) > 1 or first.element.last is not None
    if first.scale is Scale.MONTH:
        if several:
            return True
        is_return = source.folded.startswith("rentree", start)
        question = context.is_bare_return if is_return else context.is_bare_month
        return question(source, start, end)
    if first.scale is Scale.DAY:
        return first.ranged_by is Joint.TO or context.is_bare_day(source, start, end)
    if first.scale is Scale.SEASON:
        return context.is_bare_season(source, start, end)
    return context.is_bare_quarter(source, start, end)


def _led(source: Source, chain: tuple[Part, ...], floor: int) -> tuple[int, Element]:
    """Give where the date starts with the words that bear meaning, and its first element as they make it."""
    first = chain[0]
    before = source.before(first.start, floor)
    if first.ranged_by is Joint.TO:
        found = _RANGE_LEAD.search(before)
        if found is None or (found["since"] and not _is_since(found, source, first.start, chain)):
            return first.start, first.element
        return first.start - len(found[0]), first.element
    found = _LEAD.search(before)
    if found is None:
        return first.start, first.element
    start = first.start - len(found[0])
    if found["during"]:
        return start, first.element
    if found["until"]:
        # `au plus tard le 30 juin`: the date begins behind it, `avant le 30 juin` is another one without its `avant`
        return first.start if found["latest"] else start, replace(first.element, bound=Bound.UNTIL)
    if found["since"]:
        if _is_since(found, source, first.start, chain):
            return start, replace(first.element, bound=Bound.SINCE)
    elif len(chain) == 1 and first.element.first.unit is Unit.DAY and first.element.last is None:
        return start, replace(first.element, first=replace(first.element.first, unit=Unit.WEEK))
    return first.start, first.element


def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """Find every date printed in running text: what `pipeline.extract.dates.find_dates` says."""
    if not _WORTH_READING.search(text.lower()):
        return ()
    source = Source(text, fold(text))
    pieces = read_pieces(source)
    if not pieces:
        return ()
    dates: list[PrintedDate] = []
    floor = 0
    for chain in read_chains(source, pieces):
        end = chain[-1].end
        if not _borne_out(source, chain, end):
            continue
        start, first = _led(source, chain, floor)
        elements = (first, *(part.element for part in chain[1:]))
        relative = False
        said = _RELATIVE.match(source.after(end))
        if said and not elements[-1].has_year:
            end += len(said[0])
            relative = said["coming"] is None
        dates.append(PrintedDate(start, end, text[start:end], elements, relative))
        floor = end
    return tuple(dates)
