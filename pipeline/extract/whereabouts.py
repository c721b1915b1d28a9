"""Places that the words around them tell, though no list and no model knows them: `à Lanobre`, `Crozes et Melrand`.

In: the names read in each text of a plan. Out: the same with such places among them. What is given to somebody
(`confié à Klaro`) is no place; nor is one word of a longer name (`La Boîte à Clous`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.printed import PrintedEntity
from pipeline.model import EntityKind, Origin

# `Crozes`, `Saint-Lô`, `Bourg-en-Bresse`, `La Roche-Vaudin`, `L'Hay`: no acronym
_PLACE = (
    r"(?:L[ae]s? |L')?[A-ZÀ-ÖØ-ÞŒ][a-zß-öø-ÿœ]+(?:-(?:[A-ZÀ-ÖØ-ÞŒ]?[a-zß-öø-ÿœ]|d'|l')[a-zß-öø-ÿœ']*){0,5}(?![\w-])"
)
_ENDS = r"(?! (?:(?:de la|du|des|de|en|lès|sur|le|la|les) |de l'|d')?[A-ZÀ-ÖØ-ÞŒ])"
_AT = re.compile(rf"(?<![\w'-])à (?P<place>{_PLACE}){_ENDS}")
# `Longwy, le 21 novembre`
_DATED = re.compile(rf"(?P<place>{_PLACE}), (?:le|du|les) \d")
_LIST = re.compile(rf"(?<![\w'-]){_PLACE}(?:(?:, (?:puis )?| et | ou )(?:(?:à|de|et à|et de) |d')?{_PLACE})+{_ENDS}")
_ONE = re.compile(_PLACE)
# `l'Appel à Manifestation`, `La Boîte à Clous`: inside a longer name; a line begins with a capital anyway
_NAMED = re.compile(r"(?<=[\w,][ '])[A-ZÀ-ÖØ-ÞŒ][\w'-]*\s$")
# A list of places stands at the start, behind punctuation, or behind such a word.
_MAY_STAND = re.compile(
    r"(?:^|[(:;,.–—«] ?|(?<![\w'-])(?:à|de|entre|en|sur|vers|dans|communes|villes|avec|et|sont|que) |d')$"
)
_GIVEN = re.compile(
    r"(?i:(?<!\w)(?:(?:confi|attribu|délégu|rem[ie]s|remett|demand)\w*(?: [\w'-]+){0,4}"
    r"|(?:lié|adhé|rattach|propos|transm|présent|appel|souti|aide|appui|grâce|recours|quant|face|accès|inscri|conn?e[xc]t"
    r"|vers[ée]|particip|destin|contribu|abonn|suite|associ|compar|conform|hommage|merci|prêt|dédi)\w*) )$"
)
_NO_PLACE = frozenset({"Noël", "Pâques", "Toussaint", "Monsieur", "Madame", "Internet", "Europe"})
_BEFORE = 90
_NEAR = 12


def with_places(texts: Sequence[str], read: Sequence[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Add the places that the words around them tell.

    Args:
        texts: the texts as read.
        read: the names of each, sorted, none overlapping.
    """
    return [_in_lists(text, _at(text, names)) for text, names in zip(texts, read, strict=True)]


def is_given(before: str) -> bool:
    """Say whether words end in what is done to somebody: `étude confiée `, before `à Klaro`."""
    return _GIVEN.search(before) is not None


def _at(text: str, names: list[PrintedEntity]) -> list[PrintedEntity]:
    """`un atelier à Lanobre`: where something is."""
    found = list(names)
    dated = _DATED.match(text)
    if dated is not None and any((name.start, name.end) == dated.span("place") for name in names):
        found = _settled(text, found, [dated.span("place")], sure=True)
    for match in _AT.finditer(text) if "à " in text else ():
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        start, end = match.span("place")
        # `de Roscanvel à Landévant`
        since = any(name.end == match.start() - 1 and name.label is EntityKind.PLACE for name in names)
        if match["place"] in _NO_PLACE or (_NAMED.search(before) and not since) or is_given(before):
            continue
        if all(name.end <= start or end <= name.start for name in names):
            found.append(_place(text, start, end))
    return sorted(found, key=lambda name: name.start)


def _in_lists(text: str, names: list[PrintedEntity]) -> list[PrintedEntity]:
    """`Craonnelle, Ballémont et La Roche-Vaudin`: beside places, and beside nothing else, stand places."""
    if not any(name.label is EntityKind.PLACE for name in names):
        return names
    found = list(names)
    for listed in _LIST.finditer(text):
        if _MAY_STAND.search(text[max(0, listed.start() - _NEAR) : listed.start()]):
            found = _settled(text, found, list(_elements(text, listed.start(), listed.end())))
    return sorted(found, key=lambda name: name.start)


def _settled(
    text: str, names: list[PrintedEntity], elements: list[tuple[int, int]], *, sure: bool = False
) -> list[PrintedEntity]:
    """Make places of the elements that are nothing else yet; `sure`: no place needs to stand among them."""
    start, end = elements[0][0], elements[-1][1]
    within = [name for name in names if name.start < end and start < name.end]
    places = [name for name in within if name.label is EntityKind.PLACE and (name.start, name.end) in elements]
    others = [name for name in within if name not in places]
    doubtful = [name for name in others if name.origin is Origin.NER and (name.start, name.end) in elements]
    few = not sure and (not places or len(doubtful) >= len(places))
    if few or len(others) > len(doubtful):
        return names
    kept = [replace(name, label=EntityKind.PLACE) if name in doubtful else name for name in names]
    taken = {(name.start, name.end) for name in within}
    return kept + [_place(text, *element) for element in elements if element not in taken]


def _elements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _ONE.finditer(text, start, end))


def _place(text: str, start: int, end: int) -> PrintedEntity:
    return PrintedEntity(start, end, text[start:end], EntityKind.PLACE, Origin.NER)
