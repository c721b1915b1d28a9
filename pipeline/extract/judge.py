"""The judge of names: of all that lists, rules and the model saw in the texts of one plan, what stands.

In: candidates, text by text. Out: entities in order, none overlapping. What only looks like a name goes:
notions
(`ESS`), programmes (`France 2030`), verbs at the start of a line (`Outiller`), headings in capitals.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.names import announcing, concepts, heads, is_first_name, openers
from pipeline.model import EntityKind, Origin

# Who is believed when two readers see different names of the same length.
_TRUST = {Origin.DECLARED: 3, Origin.GAZETTEER: 2, Origin.RULE: 1, Origin.NER: 0}
_ARTICLE = re.compile(r"(?:(?:les?|la|une?|des?|du|aux?|à|avec|et|par) |[ld]')++")
_EDGE = " .,;:!?…·•*_-–—/|\"'«»“”("
# `Outiller`, `Webinaires`, `Sensibilisation`: a lone word at the start of a line, followed by small letters.
_COMMON = re.compile(
    r"\w+(?:er|ir|re|tions?|sions?|ments?|ages?|ures?|ités?|ants?|aires?|eurs?|euses?|gies?|phies?|mies?)"
)
_SEPARATOR = re.compile(r"\)?(?:[ ]?[,;/&][ ]?|[ ](?:et|ou|puis|-|–)[ ])(?:l[ea]s?[ ]|l')?")
_ACTING = re.compile(r"(?<!\w)(?:avec|par|puis)[ ](?:l[ea]s?[ ]|l')?$")
_CONTINUING = re.compile(
    r"$|[ -](?:(?:de|du|des|en|-|–|&)[ ]|(?:de[ ])?l[ea]s?[ ]|(?:de[ ])?l'|d'){0,2}[A-Z0-9À-ÖØ-ÞŒ]"
)
_QUOTE_BEFORE = re.compile(r"[«“\"][ ]?(?:[Ll][ea]s?[ ]|[Ll]')?$")
_QUOTE_AFTER = re.compile(r"[ ]?[!?.…]*[ ]?[»”\"]")
_HEAD_NOUNS = """
association fédération fondation confédération direction mission union collectif compagnie société
coopérative réseau club entreprise scic scop agence cabinet groupe syndicat institut banque préfecture
mairie mutuelle
"""
_HEADS = frozenset(_HEAD_NOUNS.split())
_LAST_WORD = re.compile(r"\w+(?=[ ]$)")
# A rule knows the head, not where the name ends: `association Graines | d'avenir`.
_WIDENING = re.compile(r"$|[ -](?!(?:et|ou|avec|pour|sur|ont|est)\b|(?:de[ ]la|du|des)[ ][a-z])[\w&-]")
_TRAILING = re.compile(
    r",?[ ](?:et|ou|avec)[ ](?:d'autres|autres|des|les?|la|l'|en|ses|leurs?|un|une|son|sa)\b.*"
)
# `gare de Tarance`, `audition Sénat`: small words before the name are no head of it.
_SMALL = re.compile(r"(?P<word>[a-zà-öø-ÿœ][\w-]*)(?:[ ](?:(?:de[ ]la|du|des|de|en|à)[ ]|de[ ]l'|d')?)(?=\w)")
_ENDING = re.compile(r"(?:[ ](?:de[ ]la|de[ ]l'|du|des|de|d'|et|la|le|les|à|en))+$")
_AT = re.compile(r"(?<!\w)à[ ]$")
_GIVEN = re.compile(
    r"(?:confi|lié|adhé|rattach|demand|propos|transm|présent|appel|souti|aide|appui|grâce|recours)\w*[ ]à[ ]$"
)
# `rue Jean-Orvance`, `place de la République`: addresses, not names of who or what the plan talks about.
_STREET = re.compile(
    r"(?i)(?<!\w)(?:rue|avenue|boulevard|square|place|quai|impasse|allée|chemin|zone)[ ](?:(?:de[ ]la|du|des|de)[ ]|de[ ]l'|d')?$"
)
_LEADING = re.compile(r"(?<!\w)(?:à|en|sur|de|vers|entre)[ ]$|d'$")
_TITLE = re.compile(r"(?<!\w)(?:M\.|MM\.|Mme|Mmes|Monsieur|Madame|Dr|Maître)[ ]$")
# A capital article belongs to the line, not to the name, before a generic head or an acronym.
_HEAD = re.compile(
    r"(?:L[ea]s?[ ]|L')(?=(?:[A-ZÉ]{3,}|Communauté|Métropole|Région|Département|Ville|Commune|Agence|"
    r"Association|Fédération|Fondation|Institut|Conseil|Chambre|Réseau|Maison|Mission|Office|Parc|Syndicat|Union|Université|Direction|"
    r"Mairie|Centre|Comité|Club|Collectif|Groupe|Banque|Caisse|Ligue|Société|[a-zé])\b)"
)
_NUMBER = re.compile(r"[\d\s./:€%&-]*")


@dataclass(frozen=True, slots=True)
class PrintedEntity:
    """A name in a text: `text[start:end]` is what was printed, half-open, in code points of that text."""

    start: int
    end: int
    text: str
    label: EntityKind
    origin: Origin


def strict(text: str, start: int, end: int, label: EntityKind, origin: Origin) -> PrintedEntity:
    """Make a candidate of `text[start:end]`, leading article left out unless the name is declared with it."""
    if origin is not Origin.DECLARED:
        article = _ARTICLE.match(text, start, end)
        start = article.end() if article else start
    if origin is Origin.NER:
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        while (
            start < end
            and (small := _SMALL.match(text, start, end))
            and not (label is EntityKind.ORGANISATION and small["word"] in heads())
        ):
            start = small.end()
        trailing = _TRAILING.search(text, start, end)
        end = trailing.start() if trailing and trailing.start() > start else end
        head = _HEAD.match(text, start, end)
        start = head.end() if head else start
    return PrintedEntity(start, end, text[start:end], label, origin)


def judge(
    texts: Sequence[str],
    found: Iterable[list[PrintedEntity]],
    blocked: Iterable[list[tuple[int, int]]],
    agreeing: bool,
) -> Iterator[list[PrintedEntity]]:
    """Decide what stands in each text of a plan.

    Args:
        texts: the texts as read.
        found: candidates of each text.
        blocked: stretches of each text in which nothing is a name.
        agreeing: whether a name has one label in all texts, and stands wherever it is printed; for candidates
            that come from a model.
    """
    plausible = [
        _resolve([name for name in names if _plausible(text, name, closed)])
        for text, names, closed in zip(texts, found, blocked, strict=True)
    ]
    if not agreeing:
        return iter(plausible)
    return iter(_agreed(texts, _relabelled(texts, _named(texts, plausible))))


def _plausible(text: str, name: PrintedEntity, blocked: list[tuple[int, int]]) -> bool:
    if name.origin is Origin.DECLARED:
        return True
    acronyms, _ = concepts()
    if name.text in acronyms or any(start <= name.start and name.end <= end for start, end in blocked):
        return False
    return name.origin is not Origin.NER or not _lookalike(text, name, acronyms)


def _lookalike(text: str, name: PrintedEntity, acronyms: frozenset[str]) -> bool:
    """Say whether what the model took for a name is something else."""
    printed = name.text
    if len(printed) < 2 or not any(letter.isupper() for letter in printed) or _NUMBER.fullmatch(printed):
        return True
    if all(word in acronyms or word.islower() or not word[0].isalpha() for word in printed.split()):
        return True
    # A heading: no reader can tell its names from its other words.
    if text.isupper() and len(text) > 2 * len(printed) and name.label is not EntityKind.PERSON:
        return True
    if _titled(text, name) or _STREET.search(text[max(0, name.start - 24) : name.start]):
        return True
    words = printed.split()
    first = words[0].lower()
    # `Forum national de l'ESS`, `Appel`: things, wherever they stand.
    if announcing().fullmatch(words[0] + " "):
        return True
    if any(word[0].isupper() for word in words[1:]):
        return False
    common = first in openers() or (_COMMON.fullmatch(first) is not None and first not in _HEADS)
    return common and ((printed.isalpha() and not printed.isupper()) or _opens(text, name.start))


def _titled(text: str, name: PrintedEntity) -> bool:
    """Say whether a name fills a pair of quotes as a title does: behind `étude`, or behind nothing.

    Behind another noun it is the noun's name: `association « Klaro »`.
    """
    before, after = text[: name.start], text[name.end :]
    opening = _QUOTE_BEFORE.search(before)
    if not opening or not _QUOTE_AFTER.match(after):
        return False
    noun = _LAST_WORD.search(before[: opening.start()])
    if noun is None or not noun[0].islower():
        return True
    return noun[0] in openers() or announcing().fullmatch(noun[0] + " ") is not None


def _opens(text: str, start: int) -> bool:
    """Say whether a capital at `start` may be owed to the place alone: line start, or behind a full stop."""
    before = text[:start].rstrip(' «"“(-–•*')
    return not before or before[-1] in ".:!?»;"


def _resolve(found: list[PrintedEntity]) -> list[PrintedEntity]:
    """Keep the longest names, none overlapping."""
    known = _longest([name for name in found if name.origin is not Origin.NER])
    guesses = [_ended(name, known) for name in found if name.origin is Origin.NER]
    return _longest(known + [name for name in guesses if name.text and _stands(name, known)])


def _ended(guess: PrintedEntity, known: list[PrintedEntity]) -> PrintedEntity:
    """Complete a guess that stops before a known name (`Institut de la | Caisse des Dépôts`), or cut its end."""
    ending = _ENDING.search(guess.text)
    if not ending:
        return guess
    for name in known:
        gap = name.start - guess.end
        if gap == 0 or (gap == 1 and not ending[0].endswith("'")):
            text = guess.text + " " * gap + name.text
            return PrintedEntity(guess.start, name.end, text, guess.label, Origin.NER)
    text = guess.text[: ending.start()]
    return PrintedEntity(guess.start, guess.start + len(text), text, guess.label, Origin.NER)


def _stands(guess: PrintedEntity, known: list[PrintedEntity]) -> bool:
    """Say whether a guess may stand against the known names inside it."""
    inside = [name for name in known if guess.start <= name.start and name.end <= guess.end]
    # `Concert de Paul Orvance` is cut, `Paul Dos | Santos` is not.
    if any(name.label is EntityKind.PERSON and name.start > guess.start for name in inside):
        return False
    if sum(name.label is not EntityKind.PLACE for name in inside) > 1:
        return False
    # `Labo de l'ESS et d'autres partenaires` is cut, `Ligue de l'enseignement du Gard` is not.
    return not any(
        name.start == guess.start
        and name.label is guess.label
        and not (_WIDENING if name.origin is Origin.RULE else _CONTINUING).match(
            guess.text, name.end - guess.start
        )
        for name in inside
    )


def _longest(found: list[PrintedEntity]) -> list[PrintedEntity]:
    kept: list[PrintedEntity] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end, -_TRUST[name.origin])):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
            continue
        last = kept[-1]
        if name.end <= last.end:
            continue
        guesses = (name.origin is Origin.NER, last.origin is Origin.NER)
        if name.label is last.label and not any(guesses):
            # `Fondation Crédit` by rule, `Crédit coopératif` by list: one name.
            text = last.text + name.text[last.end - name.start :]
            kept[-1] = PrintedEntity(last.start, name.end, text, last.label, last.origin)
            continue
        longer = guesses[0] == guesses[1] and len(name.text) > len(last.text)
        if longer or guesses == (False, True):
            kept[-1] = name
    return kept


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
    return [
        [name for name in names if name.origin is not Origin.NER or name.text not in things] for names in read
    ]


def _relabelled(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Correct labels that the words around a guessed name contradict."""
    surnames = {
        part
        for names in read
        for name in names
        if name.label is EntityKind.PERSON and " " in name.text
        for part in (name.text.split(maxsplit=1)[1], name.text.split()[-1])
    }
    return [
        [replace(name, label=_label(text, name, names, surnames)) for name in names]
        for text, names in zip(texts, read, strict=True)
    ]


def _label(text: str, name: PrintedEntity, names: list[PrintedEntity], surnames: set[str]) -> EntityKind:
    headed = name.origin is Origin.RULE and name.text.startswith(("Région ", "Département "))
    before = text[max(0, name.start - 24) : name.start]
    words = name.text.split()
    if name.label is EntityKind.ORGANISATION and name.origin is Origin.NER and len(words) == 1:
        # `un séminaire à Tarance`, but `étude confiée à Klaro`; acronyms are bodies.
        placed = _AT.search(before) and not _GIVEN.search(before) and not name.text.isupper()
        return EntityKind.PLACE if placed else name.label
    if name.label is EntityKind.ORGANISATION or not (headed or name.origin is Origin.NER):
        return name.label
    if name.label is EntityKind.PERSON:
        if name.text in surnames or _TITLE.search(before) or any(is_first_name(word) for word in words):
            return name.label
        # A plan names nobody by surname alone before the full name: `exploité par Klaro`, `à Tarance`.
        if len(words) == 1:
            return EntityKind.PLACE if _LEADING.search(before) else EntityKind.ORGANISATION
        return EntityKind.ORGANISATION if _listed(text, name, names) else name.label
    acting = _ACTING.search(before) and not headed
    return EntityKind.ORGANISATION if acting or _listed(text, name, names) else name.label


def _listed(text: str, name: PrintedEntity, names: list[PrintedEntity]) -> bool:
    """Say whether a name stands in a list of which the neighbours are bodies."""
    bodies = [other for other in names if other.label is EntityKind.ORGANISATION]
    beside = [
        other
        for other in names
        if _SEPARATOR.fullmatch(text[other.end : name.start] or text[name.end : other.start])
    ]
    return len(bodies) > 1 and bool(beside) and all(other in bodies for other in beside)


def _agreed(texts: Sequence[str], read: list[list[PrintedEntity]]) -> list[list[PrintedEntity]]:
    """Give each name the label that most of its occurrences have, and find those that the model missed."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for name in (name for names in read for name in names):
        votes[name.text][name.label] += 1 + 9 * _TRUST[name.origin]
    labels = {text: max(sorted(count), key=lambda label: count[label]) for text, count in votes.items()}
    agreed = [[replace(name, label=labels[name.text]) for name in names] for names in read]
    seen = Counter(name.text for names in read for name in names if name.origin is Origin.NER)
    sure = [
        text for text in sorted(seen, key=lambda text: (-len(text), text)) if _distinctive(text, seen[text])
    ]
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
