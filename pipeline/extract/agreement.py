"""What the texts of one plan together say of the names a model guessed in each.

A name has one label in the whole plan, what the plan calls a project is no name, an acronym found once is
found everywhere, and the words around a guess may contradict its label.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.extract.names import announcing, gazetteer, heads
from pipeline.extract.printed import TRUST, PrintedEntity
from pipeline.extract.whereabouts import is_given, with_places
from pipeline.model import EntityKind, Origin
from pipeline.vocabulary.words import is_first_name

_EDGE = ' .,;:!?…)»”"'
# `Klaro (régie technique), ADEME`
_SEPARATOR = re.compile(r"(?:\)|[ ]\([^()]*\))?(?:[ ]?[,;/&][ ]?|[ ](?:et|ou|puis|-|–)[ ])(?:l[ea]s?[ ]|l')?")
_ACTING = re.compile(r"(?<!\w)(?:avec|par|puis)[ ]$")
# `trois GAL français`, `les autres AMAP`: an acronym that is counted is the word for such bodies.
_COUNTED = re.compile(
    r"(?i)(?<!\w)(?:autres|plusieurs|certaine?s|quelques|différente?s|divers|chaque|tous[ ]les|toutes[ ]les|deux|trois"
    r"|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|(?<![\d.,/-])[1-9]\d)"
    r"[ ](?-i:(?P<word>[A-Z]{2,12}))(?![\w-])"
)
_AT = re.compile(r"(?<!\w)à[ ]$")
_LEADING = re.compile(r"(?<!\w)(?:à|au|en|sur|de|du|vers|entre)[ ]$|d'$")
# `le confluent avec le Célé`, `en amont de Tarance`: lands and rivers
_WATERS = re.compile(
    r"(?<!\w)(?:vallées?|confluen(?:t|ce)|affluents?|rives?|berges|embouchure|estuaire|amont|aval|gorges|crues?)[ ]"
    r"(?:(?:de[ ]la|du|des|de|avec[ ]l[ae])[ ]|de[ ]l'|d'|avec[ ]l')$"
)
_TITLE = re.compile(r"(?<!\w)(?:M\.|MM\.|Mme|Mmes|Monsieur|Madame|Dr|Maître)[ ]$")
_SMALL_WORD = re.compile(r"(?<!\w)[a-zß-öø-ÿœ]{3,}(?!\w)")
# `Ouessane de la Tarance`, `Karim ben Orvance`
_PARTICLES = frozenset({"des", "les", "van", "von", "der", "den", "dos", "del", "ben", "bin"})
# `ESN Estran`, `SITCOM Perche-Oudre`: the hyphen is of a territory, as we would know the first name.
_ACRONYM_FIRST = re.compile(
    r"[A-ZÀ-ÖØ-Þ]{2,4}[ ](?=\w*[a-zß-öø-ÿœ])|[A-ZÀ-ÖØ-Þ]{5,8}[ ](?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿœ]+-[A-ZÀ-ÖØ-Þ])"
)
# What the name of a firm ends with: `Bouchet TP`
_FIRMS = frozenset({"TP", "BTP", "SA", "SAS", "SASU", "SARL", "EURL", "SNC", "SCI", "SCOP", "SCIC", "GIE", "UK"})


def agree(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Bring the names read in each text of a plan into agreement.

    Args:
        texts: the texts as read.
        read: the names of each, sorted, none overlapping.

    Returns:
        The names of each text, sorted, none overlapping.
    """
    return _agreed(texts, with_places(texts, _relabelled(texts, _named(texts, read))))


def _named(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Leave out the guesses that the plan calls a project, a label or another thing, here or elsewhere."""
    guessed: dict[str, set[str]] = defaultdict(set)
    for name in (name for names in read for name in names if name.origin is Origin.NER):
        guessed[name.text.split()[0]].add(name.text)
    things: set[str] = set()
    for text in texts:
        for announced in announcing().finditer(text):
            tail = text[announced.end() : announced.end() + 120]
            first = tail.split(maxsplit=1)[0].rstrip(_EDGE) if tail.strip() else ""
            things.update(name for name in guessed.get(first, ()) if tail.startswith(name))
        things.update(counted["word"] for counted in _COUNTED.finditer(text))
    return [[name for name in names if name.origin is not Origin.NER or name.text not in things] for names in read]


def _relabelled(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Correct labels that the words around a guessed name contradict."""
    surnames = {
        part
        for names in read
        for name in names
        if name.label is EntityKind.PERSON and " " in name.text
        for part in (name.text.split(maxsplit=1)[1], name.text.split()[-1])
    }
    # Only a plan in which a model sees strangers is looked through.
    strangers = {
        word.lower()
        for names in read
        for name in names
        if name.label is EntityKind.PERSON and name.origin is Origin.NER
        for word in name.text.split()
    }
    common = {word for text in texts for word in _SMALL_WORD.findall(text) if word in strangers} if strangers else set()
    return [
        [replace(name, label=_label(text, name, names, surnames, common)) for name in names]
        for text, names in zip(texts, read, strict=True)
    ]


def _label(
    text: str, name: PrintedEntity, names: list[PrintedEntity], surnames: set[str], common: set[str]
) -> EntityKind:
    headed = name.origin is Origin.RULE and name.text.startswith(("Région ", "Département "))
    before = text[max(0, name.start - 24) : name.start]
    words = name.text.split()
    if name.label is EntityKind.ORGANISATION and name.origin is Origin.NER and len(words) == 1:
        # `un séminaire à Tarance`, but `étude confiée à Klaro`; acronyms are bodies.
        placed = (_stands_at(before) or _WATERS.search(before)) and not name.text.isupper()
        return EntityKind.PLACE if placed else name.label
    if name.label is EntityKind.ORGANISATION or not (headed or name.origin is Origin.NER):
        return name.label
    if name.label is EntityKind.PERSON:
        # `ADIL du Tarn`, in capitals an acronym and no first name
        if len(words) > 2 and words[0].isupper() and len(words[0]) > 1 and words[1] in {"de", "du", "des"}:
            return EntityKind.ORGANISATION
        if name.text in surnames or _TITLE.search(before):
            return name.label
        if any(is_first_name(word) for word in words):
            # `un site à Josselin`: a plan calls nobody by the first name alone.
            placed = len(words) == 1 and _stands_at(before)
            return EntityKind.PLACE if placed else name.label
        # `Mob d'Emploi 36`, `Qualitair Corse`: nobody has a number or a territory for a name.
        if any(word.isdigit() or word in _territories() for word in words):
            return EntityKind.ORGANISATION
        # `Radio Sarments` where the plan speaks of radios, `Bouge ton Coq`, `ESN Estran`
        ordinary = words[0].lower() in heads() or any(
            word.lower() in common and word not in _PARTICLES for word in words
        )
        if ordinary or words[-1] in _FIRMS or _ACRONYM_FIRST.match(name.text):
            return EntityKind.ORGANISATION
        # A plan names nobody by surname alone before the full name: `exploité par Klaro`, `à Tarance`.
        if len(words) == 1:
            return EntityKind.PLACE if _LEADING.search(before) else EntityKind.ORGANISATION
        return EntityKind.ORGANISATION if _listed(text, name, names) else name.label
    acting = not headed and (_ACTING.search(before) or any(word.isdigit() for word in words))
    # `à Chinon, l'association Klaro et l'ADEME`
    listed = _listed(text, name, names) and not _stands_at(before)
    return EntityKind.ORGANISATION if acting or listed else name.label


def _stands_at(before: str) -> bool:
    at = _AT.search(before)
    return at is not None and not is_given(before[: at.start()])


@cache
def _territories() -> frozenset[str]:
    return frozenset(name.text for name in gazetteer() if name.label is EntityKind.PLACE)


def _listed(text: str, name: PrintedEntity, names: list[PrintedEntity]) -> bool:
    """Say whether a name stands in a list of which the neighbours are bodies."""
    bodies = [other for other in names if other.label is EntityKind.ORGANISATION]
    beside = [
        other for other in names if _SEPARATOR.fullmatch(text[other.end : name.start] or text[name.end : other.start])
    ]
    return len(bodies) > 1 and bool(beside) and all(other in bodies for other in beside)


def _agreed(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Give each name the label that most of its occurrences have, and find those that the model missed."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for name in (name for names in read for name in names):
        votes[name.text][name.label] += 1 + 9 * TRUST[name.origin]
    labels = {text: max(sorted(count), key=lambda label: count[label]) for text, count in votes.items()}
    agreed = [[replace(name, label=labels[name.text]) for name in names] for names in read]
    seen = Counter(name.text for names in read for name in names if name.origin is Origin.NER)
    sure = [text for text in sorted(seen, key=lambda text: (-len(text), text)) if _distinctive(text, seen[text])]
    if not sure:
        return agreed
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sure)) + r")(?![\w-])")
    for text, names in zip(texts, agreed, strict=True):
        if text.isupper():
            continue
        for again in pattern.finditer(text):
            start, end = again.span()
            if all(name.end <= start or end <= name.start for name in names):
                names.append(PrintedEntity(start, end, again[0], labels[again[0]], Origin.NER))
        names.sort(key=lambda name: name.start)
    return agreed


def _distinctive(name: str, times: int) -> bool:
    """Say whether a name can hardly be anything else elsewhere: an acronym, or several words read twice."""
    if len(name) < 3:
        return False
    return name.isupper() or (" " in name and times > 1)
