"""Give places their codes: ISO 3166-1 and 3166-2 to countries, régions and départements, INSEE's to communes.

In: the entities, the canonical text around them, the plan's title, and the communes of a file where one is given. Out:
the entities with `ids`. A name that several territories bear, or that is a river's too, gets the code that the plan
itself decides for, else none. A body has no territory's code, but a commune is one thing with one code, be it named as
a place or as a body (`Ville de Rouvres`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache

from pipeline.model import Entity, EntityKind, Occurrence
from pipeline.resolve.communes import Communes, same_accents
from pipeline.resolve.keys import is_known
from pipeline.vocabulary import read_toml
from pipeline.vocabulary.folding import flat
from pipeline.vocabulary.heads import headed_name, words_of
from pipeline.vocabulary.territories import Level, Territory, departements, headed, homonyms, squeezed, territories

_OF = r"(?:de la |de l'|du |des |de |d')"
_HEADED = re.compile(rf"(?P<level>region|departement) {_OF}?")
# What stands before the name of a territory and not before that of a river or a town.
_BEFORE = {
    Level.REGION: re.compile(rf"\bregions? {_OF}?$"),
    Level.DEPARTEMENT: re.compile(
        rf"(?:\b(?:departements?|conseils? (?:departemental|general)|prefecture|prefete?) {_OF}"
        r"|\bdans (?:le |la |les |l')|\ben )$"
    ),
    Level.COLLECTIVITY: re.compile(r"\bcollectivite de $"),
    Level.COUNTRY: re.compile(r"\b(?:au|aux|en|a la|(?:a|de) l'ile(?: de)?|republique de|grand-duche d[eu]) $"),
}
# `dans les Vosges et le Gers`
_LISTED = re.compile(r"\bdans (?:le |la |les |l')([^.;:()\n]{3,50})(?:, | et | ou )(?:le |la |les |l')$")
_AND = re.compile(r"(?:, | et | ou )(?:le |la |les |l')?")
_TOWN_BEFORE = re.compile(rf"\b(?:communes?|ville|bourg|mairie) {_OF}$")
_TOWN = re.compile(r"(?:ville|commune|mairie) (?P<of>de la |de l'|du |des |de |d')")
_ARTICLES = {"de la ": "La ", "de l'": "L'", "du ": "Le ", "des ": "Les "}
_POSTCODE = re.compile(r"(?<!\d)(\d\d|2[ab])\d{3} $")
_BEHIND = re.compile(r"[*_ ]{0,3}(?:\(([^()\n]{2,40})\)|, (?:dans (?:le |la |les |l')|en )([^\n,.;:()]{3,30}))")
_NUMBER = re.compile(r"(97[1-6]|\d\d|2[ab])(?:\d\d\d?)?")
_PREFIX = re.compile(rf" {_OF}")
# No body's name is longer, in characters.
_LONGEST = 200
# How far from a name the words stand that say which one it is.
_AROUND = 60
# A plan of one territory names so many départements; a plan that names more is of a wider one, and decides nothing.
_FEW = 3

Entities = Mapping[EntityKind, tuple[Entity, ...]]


def with_codes(entities: Entities, text: str, title: str | None, communes: Communes | None) -> Entities:
    """Give the places, and the communes among the bodies, their codes.

    Args:
        entities: the entities of the plan, by kind.
        text: the canonical text.
        title: the title of the document.
        communes: the communes of the user's file.
    """
    places, bodies = entities[EntityKind.PLACE], entities[EntityKind.ORGANISATION]
    of_bodies = {number for body in bodies if (number := _departement_of_body(body.name))}
    meant = {place.id: _territories_of(place, text, of_bodies) for place in places}
    ids = {place.id: _iso(meant[place.id]) for place in places}
    if communes is not None:
        decided = _departements_of(places, of_bodies, meant, text, title)
        for place in places:
            if code := _commune(place.name, place, text, communes, decided):
                ids[place.id]["insee"] = code
        for body in bodies:
            town = _TOWN.match(flat(body.name))
            if town is not None:
                name = _ARTICLES.get(town["of"], "") + body.name[town.end() :]
                if code := _commune(name, body, text, communes, decided):
                    ids[body.id] = {"insee": code}
    return {
        kind: tuple(
            each.model_copy(update={"ids": ids[each.id]})
            if kind is not EntityKind.PERSON and ids.get(each.id)
            else each
            for each in found
        )
        for kind, found in entities.items()
    }


def _iso(found: Iterable[Territory]) -> dict[str, str]:
    keys = {True: "iso3166_1", False: "iso3166_2"}
    return dict(sorted((keys[each.level is Level.COUNTRY], each.code) for each in found))


def _territories_of(place: Entity, text: str, of_bodies: Set[str]) -> tuple[Territory, ...]:
    """Give the territories that a place is: a région and a département may be one (`Martinique`)."""
    found: dict[Territory, None] = {}
    for name in (place.name, *place.variants):
        head = _HEADED.match(flat(name))
        key = squeezed(name[head.end() :] if head else name)
        bearing = territories().get(key, ())
        if head is not None:
            level = Level(head["level"])
            if level is Level.REGION and key in headed():
                bearing = (*bearing, headed()[key])
            bearing = tuple(each for each in bearing if each.level is level)
        elif key in homonyms("territories") and not _shown(place, bearing, text, of_bodies):
            continue
        found |= dict.fromkeys(bearing)
    return tuple(found)


def _shown(place: Entity, bearing: Iterable[Territory], text: str, of_bodies: Set[str]) -> bool:
    """Say whether the plan shows that a name stands for a territory.

    `dans la Loire`, `Loire (42)`; `Département de la Loire` among the bodies shows it too.
    """
    before = [_BEFORE[each.level] for each in bearing]
    numbers = {each.number for each in bearing if each.number}
    if numbers & of_bodies:
        return True
    for occurrence in place.occurrences:
        words = _before(occurrence, text)
        if any(pattern.search(words) for pattern in before) or numbers & set(_printed_near(occurrence, text)):
            return True
        listed = _LISTED.search(words)
        if listed is not None and numbers and all(squeezed(each) in territories() for each in _AND.split(listed[1])):
            return True
    return False


def _before(occurrence: Occurrence, text: str) -> str:
    start = occurrence.span.start
    return flat(text[max(0, start - _AROUND) : start])


def _printed_near(occurrence: Occurrence, text: str) -> Iterator[str]:
    """Give the départements, by number, printed beside a name: `Rouvres (32)`, `32100 Rouvres`, `Rouvres (Gers)`."""
    postcode = _POSTCODE.search(_before(occurrence, text))
    if postcode is not None:
        yield postcode[1].upper()
    end = occurrence.span.end
    behind = _BEHIND.match(flat(text[end : end + _AROUND]))
    if behind is not None:
        printed = (behind[1] or behind[2]).strip()
        number = _NUMBER.fullmatch(printed)
        if number is not None:
            yield number[1].upper()
        for territory in territories().get(squeezed(printed), ()):
            if territory.number:
                yield territory.number


def _commune(name: str, entity: Entity, text: str, communes: Communes, decided: frozenset[str]) -> str | None:
    """Give the code of the commune that a name stands for, where the plan leaves no choice.

    Args:
        name: the commune's name, with its article.
        entity: who bears it, a place or a body.
        text: the canonical text.
        communes: all communes.
        decided: the départements that the plan is about.
    """
    key = squeezed(name)
    candidates = communes.named(name)
    exact = [each for each in candidates if same_accents(name, each.name)]
    town = entity.kind is EntityKind.ORGANISATION or _a_town(key, entity, text)
    # `Mayenne` is a town of the Mayenne: where the département is meant, it decides nothing
    namesakes = set() if town else {each.number for each in territories().get(key, ())}
    if namesakes and key not in homonyms("territories"):
        found = [each for each in exact if each.departement in namesakes and len(exact) == 1]  # Paris
    else:
        near = {number for occurrence in entity.occurrences for number in _printed_near(occurrence, text)}
        fitting = (near or decided) - namesakes
        found = [each for each in exact or candidates if each.departement in fitting]
        if not (found or near) and town and len(exact) == 1 and (not decided or key in _towns()):
            # The only one of France: a plan about other départements may mean a place that is no commune.
            found = exact
    return found[0].code if len(found) == 1 else None


@cache
def _towns() -> frozenset[str]:
    """The towns that are known everywhere."""
    return frozenset(map(squeezed, read_toml("places.toml")["lists"]["cities"].split(",")))


def _a_town(key: str, place: Entity, text: str) -> bool:
    """Say whether a name is that of a French town: it is no territory's or foreign town's, or the text says so."""
    if key not in homonyms("communes") and key not in territories():
        return True
    return any(_TOWN_BEFORE.search(_before(occurrence, text)) for occurrence in place.occurrences)


def _departements_of(
    places: Iterable[Entity],
    of_bodies: Set[str],
    meant: Mapping[str, tuple[Territory, ...]],
    text: str,
    title: str | None,
) -> frozenset[str]:
    """Give the départements that a plan is about: those that it names, where they are few."""
    found = {territory.number for each in meant.values() for territory in each if territory.number} | of_bodies
    for place in places:
        found |= {number for occurrence in place.occurrences for number in _printed_near(occurrence, text)}
    found.update(_in_title(title or ""))
    numbers = frozenset(number for number in found if number in departements())
    return numbers if len(numbers) <= _FEW else frozenset()


def _departement_of_body(name: str) -> str | None:
    """`Département du Gers`, `CD 32`, `CAF du Gers`: a body that there is one of in each département."""
    found = headed_name(words_of(name))
    if found is not None and found[0].before is Level.DEPARTEMENT:
        return _numbers()[found[1]]
    plain = flat(name) if len(name) <= _LONGEST else ""
    for of in _PREFIX.finditer(plain):
        number = next((each.number for each in territories().get(squeezed(name[of.end() :]), ()) if each.number), None)
        if number and (plain[: of.start()] in {"prefecture", "sous-prefecture"} or is_known(name[: of.start()])):
            return number
    return None


def _in_title(title: str) -> Iterator[str]:
    plain = flat(title)
    for name, number in _numbers().items():
        for found in re.finditer(rf"(?<![\w-]){re.escape(flat(name))}(?![\w-])", plain):
            if squeezed(name) not in homonyms("territories") or _BEFORE[Level.DEPARTEMENT].search(
                plain, 0, found.start()
            ):
                yield number


@cache
def _numbers() -> Mapping[str, str]:
    """The numbers of the départements by name."""
    return {territory.name: number for number, territory in departements().items()}
