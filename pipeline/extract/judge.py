"""The judge of names: of all that lists, rules and the model saw in the texts of one plan, what stands.

In: candidates, text by text. Out: entities in order, none overlapping. What only looks like a name goes: notions
(`ESS`), programmes (`France 2030`), verbs at the start of a line (`Outiller`), headings in capitals.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex as re

from pipeline.extract.agreement import agree
from pipeline.extract.names import announcing, concepts, heads, openers
from pipeline.extract.printed import TRUST, PrintedEntity
from pipeline.model import EntityKind, Origin

_ARTICLE = re.compile(r"(?:(?:les?|la|une?|des?|du|aux?|à|avec|et|par) |[ld]')++")
_EDGE = " .,;:!?…·•*_-–—/|\"'«»“”("
# `Outiller`, `Webinaires`, `Sensibilisation`: a lone word at the start of a line, followed by small letters.
_COMMON = re.compile(
    r"\w+(?:er|ir|re|tions?|sions?|ments?|ages?|ures?|ités?|ants?|aires?|eurs?|euses?|gies?|phies?|mies?)"
)
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
# Between a head and the name: `centre social | Les Tisserands`, `régie de quartier | Klaro`, no verb.
_ADJECTIVE = (
    r"(?:[ ](?:[a-zà-öø-ÿœ]+(?:[aei]l|[aei]le|elle|if|ive|aire|icole|[oa]ise|aine|ienne)|rurale?|public|publique|"
    r"citoyen|citoyenne|de[ ]quartier|de[ ]santé|d'études|d'insertion|d'avocats|d'ingénierie))?"
)
# Without `de` these are no heads of a name.
_TERRITORIES = frozenset({"ville", "métropole", "agglomération", "intercommunalité"})
_LAST_WORD = re.compile(r"\w+(?=[ ]$)")
_TRAILING = re.compile(
    r",[ ](?!(?:de|du|des)[ ]|de[ ]l'|d')[a-zà-öø-ÿœ].*"
    r"|,?[ ](?:(?:et|ou|avec)[ ](?:d'autres|autres|des|les?|la|l'|en|ses|leurs?|un|une|son|sa)\b|"
    r"(?:est|sont|sera|seront|ont|aura|auront|qui|dont|que|a|se|ne)[ ]|"
    r"(?<!\b(?i:les|des|aux|nos|ces|de)[ ])(?<=\w[ ])(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|vingt)"
    r"[ ][a-zà-öø-ÿœ]|"
    r"(?:au|aux|du|dans[ ]le|pour[ ]le|sur[ ]le)[ ](?:projets?|programmes?|dispositifs?|plan|label)\b).*"
)
# `Agence de l'eau 50 %`, `Comité balise 80 km`: the number counts something else.
_MEASURED = re.compile(r"(?P<name>.*\D)[ ]\d++(?:[.,]\d++)*+(?:[ ]?(?:%|€|k€|M€|km|euros|0))")
# `Théâtre de l'Écluse joue | « La nuit »`: a small word before an object is a verb, unless it ends as adjectives do
_VERB = re.compile(
    r"(?P<name>.*(?<![\w-])[A-ZÀ-ÖØ-ÞŒ][\w'-]*)[ ]"
    r"(?!\w+(?:al|ales?|elle|aires?|iques?|icoles?|ois|oise|aine|ienne|ive|euse|aise|ain|ien|ante?|eur)$)[a-zà-öø-ÿœ]{3,}"
)
_OBJECT = re.compile(r"[ ](?:«|“|(?:les|une?|la)[ ](?!(?:première|deuxième|semaine|nuit|fin)\b)|l')")
# `gare de Tarance`, `audition Sénat`: small words before the name are no head of it.
_SMALL = re.compile(r"(?P<word>[a-zà-öø-ÿœ][\w-]*)(?:[ ](?:(?:de[ ]la|du|des|de|en|à)[ ]|de[ ]l'|d')?)(?=\w)")
_ENDING = re.compile(r"(?:[ ](?:de[ ]la|de[ ]l'|du|des|de|d'|et|la|le|les|à|en|deux|trois|quatre|cinq|six|dix))+$")
# `rue Jean-Orvance`, `place de la République`: addresses, not names of who or what the plan talks about.
_STREET = re.compile(
    r"(?i)(?<!\w)(?:rue|avenue|boulevard|square|place|quai|impasse|allée|chemin|zone)[ ]"
    r"(?:(?:de[ ]la|du|des|de)[ ]|de[ ]l'|d')?$"
)
# A capital article belongs to the line, not to the name, before a generic head or an acronym.
_HEAD = re.compile(
    r"(?:L[ea]s?[ ]|L')(?=(?:[A-ZÉ]{3,}|Communauté|Métropole|Région|Département|Ville|Commune|Agence|"
    r"Association|Fédération|Fondation|Institut|Conseil|Chambre|Réseau|Maison|Mission|Office|Parc|Syndicat|Union|Université|"
    r"Direction|Mairie|Centre|Comité|Club|Collectif|Groupe|Banque|Caisse|Ligue|Société|[a-zé])\b)"
)
# `Tournevis | et Compagnie`, `Dupont | & Fils`
_FIRM = re.compile(r"[ ](?:et|&)[ ](?:Compagnie|Cie|Fils|Filles|Frères|Sœurs|Associés|Consorts)(?![\w-])")
# `La Boîte | à | Clous`: of two guesses, the first with a capital article of its own
_ARTICLED = re.compile(r"(?:L[ae]s?[ ]|L')[A-ZÀ-ÖØ-ÞŒ][\w-]*+")
_TO = re.compile(r"[ ](?:à|aux?)[ ]")
# `entreprise Terre & | Eaux`
_LEFT_HALF = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]++[ ]&[ ]$")
# `6 000 € TTC de la | Banque des Territoires`
_UNIT = re.compile(
    r"(?:TTC|HT|HTVA|TVA|ETP|k€|M€)[ ](?:(?:de[ ]la|du|des|de|par|pour)[ ](?:l[ae]s?[ ]|l')?|de[ ]l'|d')"
)
# `agence Klaro | pour la maquette du guide`
_PURPOSE = re.compile(
    r"(?P<name>[a-zà-öø-ÿœ][\w-]*[ ][A-ZÀ-ÖØ-ÞŒ][\w-]*+)[ ]pour[ ]"
    r"(?:l[ae]s?[ ]|l'|une?[ ]|des[ ]|sa[ ]|son[ ])?[a-zà-öø-ÿœ]"
)
# `école de | Crozes`: a building that no body is named after; `bibliothèque départementale de la Creuse` is one
_BUILDING = re.compile(
    r"(?:médiathèque|école|crèche|épicerie|gymnase|piscine|cantine|boulangerie|halle|"
    r"maison[ ](?:médicale|de[ ](?:santé|quartier|retraite|services|la[ ]petite[ ]enfance)))"
    r"(?:[ ](?!départementale|intercommunale|nationale|agricole|supérieure)[a-zà-öø-ÿœ]++){0,2}?[ ](?:de[ ]|du[ ]|d')"
    r"(?P<place>(?:L[ae]s?[ ]|L')?[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]++(?:-[\w']++){0,5}+)"
)
# What joins a body to its territory.
_SEAT = re.compile(r" (?:(?:de la|du|de|des) |de l'|d')?")
_LABEL = re.compile(r"[ ]?:")
_JOINT = re.compile(r"(?:[ ]et|,|[ ]/|[ ]ou)[ ](?:[àa][ ])?$")
# `article L. 125-1 du code rural`
_OF_LAW = re.compile(r"[LRDA]\*?\.?[ ]?\d{2,4}(?:-\d{1,4})*+")
_NUMBER = re.compile(r"[\d\s./:€%&-]*")
# `S1 : recensement`, `dès la Toussaint`: when, not where or who
_WHEN = re.compile(
    r"[TSQ][1-4](?:[ ](?:20)?\d\d)?|Toussaint|Noël|Pâques|Pentecôte|Ascension|Assomption|Chandeleur|Épiphanie"
)


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
        unit = _UNIT.match(text, start, end)
        start = unit.end() if unit else start
        if purpose := _PURPOSE.match(text, start, end):
            end = purpose.end("name")
        trailing = _TRAILING.search(text, start, end)
        end = trailing.start() if trailing and trailing.start() > start else end
        if measured := _MEASURED.match(text, start, end + 3):
            end = measured.end("name")
        if _OBJECT.match(text, end) and (verb := _VERB.fullmatch(text, start, end)):
            end = verb.end("name")
        head = _HEAD.match(text, start, end)
        start = head.end() if head else start
        if building := _BUILDING.fullmatch(text, start, end):
            start, label = building.start("place"), EntityKind.PLACE
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
        _headed(
            text, _seated(text, _joined(text, _resolve([name for name in names if _plausible(text, name, closed)])))
        )
        for text, names, closed in zip(texts, found, blocked, strict=True)
    ]
    if not agreeing:
        return iter(plausible)
    return iter(agree(texts, plausible))


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
    if len(printed) < 2 or not any(letter.isupper() for letter in printed):
        return True
    # `Un·e habitant·e`
    if _NUMBER.fullmatch(printed) or _OF_LAW.fullmatch(printed) or "·" in printed:
        return True
    if name.label is not EntityKind.PERSON and _WHEN.fullmatch(printed):
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
    # `Vigilance : …` at the start of a line is a label.
    if (
        len(words) == 1
        and not printed.isupper()
        and _LABEL.match(text, name.end)
        and not text[: name.start].strip(_EDGE)
    ):
        return True
    if any(word[0].isupper() for word in words[1:]):
        return False
    common = first in openers() or (_COMMON.fullmatch(first) is not None and first not in _HEADS)
    # `le potager de Labeuvrière`: within a sentence a place needs its capital.
    bare = printed.isalpha() and not printed.isupper() and name.label is not EntityKind.PLACE
    return common and (bare or _opens(text, name.start))


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


def _joined(text: str, names: list[PrintedEntity]) -> list[PrintedEntity]:
    """Put the pieces of a name together that a model sees apart: `Tournevis | et Compagnie`, `La Boîte | à | Clous`."""
    result: list[PrintedEntity] = []
    for name in names:
        start, end = name.start, name.end
        guessed = name.origin is Origin.NER
        if result and start < result[-1].end:
            continue
        if firm := _FIRM.match(text, end) if guessed and name.text[:1].isupper() else None:
            end = firm.end()
        half = _LEFT_HALF.search(text, result[-1].end if result else 0, start) if guessed else None
        if half and name.text[:1].isupper():
            start = half.start()
        last = result[-1] if result else None
        if (
            last is not None
            and guessed
            and last.origin is Origin.NER
            and (name.label is not EntityKind.PLACE or text.startswith(" (", end))  # `La Boîte à Clous (Nevers)`
            and _ARTICLED.fullmatch(last.text)
            and _TO.fullmatch(text, last.end, start)
        ):
            start = result.pop().start
        if (start, end) != (name.start, name.end):
            name = PrintedEntity(start, end, text[start:end], EntityKind.ORGANISATION, name.origin)
        result.append(name)
    return result


def _seated(text: str, names: list[PrintedEntity]) -> list[PrintedEntity]:
    """Give a body the territory that its name ends with: `CCAS | de | Crozes`, `DREAL | Bretagne`."""
    result: list[PrintedEntity] = []
    for name in names:
        last = result[-1] if result else None
        if (
            last is not None
            and last.label is EntityKind.ORGANISATION
            and name.label is EntityKind.PLACE
            and _SEAT.fullmatch(text, last.end, name.start)
            and (" " not in last.text or text[last.end : name.start] != " ")
        ):
            origin = min(last.origin, name.origin, key=TRUST.__getitem__)
            result[-1] = PrintedEntity(last.start, name.end, text[last.start : name.end], last.label, origin)
        else:
            result.append(name)
    return result


def _headed(text: str, names: list[PrintedEntity]) -> list[PrintedEntity]:
    """Give a body the generic head that stands right before its name: `réseau | Energy Cities`.

    What looks like a person there is a body too: `cabinet | Ostrea Avocats`.
    """
    result: list[PrintedEntity] = []
    for name in names:
        before = _named_after().search(text, max(result[-1].end if result else 0, name.start - 60), name.start)
        body = name.label is EntityKind.ORGANISATION or (
            name.label is EntityKind.PERSON and name.origin is not Origin.DECLARED
        )
        if before and body and name.text[:1].isupper():
            printed = text[before.start() : name.end]
            name = replace(name, start=before.start(), text=printed, label=EntityKind.ORGANISATION)
        result.append(name)
    return result


@cache
def _named_after() -> re.Pattern[str]:
    """Give the pattern of heads that stand right before the name of a body: `association `, `bureau d'études `."""
    nouns = "|".join(re.escape(noun) for noun in sorted(heads() - _TERRITORIES))
    return re.compile(rf"(?<!\w)(?:(?i:{nouns}){_ADJECTIVE}[ ])+$")


def _resolve(found: list[PrintedEntity]) -> list[PrintedEntity]:
    """Keep the longest names, none overlapping."""
    known = _longest([name for name in found if name.origin is not Origin.NER])
    guesses = [_ended(name, known) for name in found if name.origin is Origin.NER]
    return _longest(known + [name for name in guesses if name.text and _stands(name, known)])


def _ended(guess: PrintedEntity, known: list[PrintedEntity]) -> PrintedEntity:
    """Complete a guess that stops before a known name (`Institut de la | Caisse …`), or cut its end."""
    for name in known:
        joint = _JOINT.search(guess.text[: max(0, name.start - guess.start)]) if name.end == guess.end else None
        if joint and name.label is EntityKind.PLACE:
            # `Crozes et Annecy`: two of a kind.
            return replace(guess, end=guess.start + joint.start(), text=guess.text[: joint.start()], label=name.label)
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
    # `Labo de l'ESS et d'autres partenaires` is cut, `Ligue de l'enseignement du Gard` is not; a rule knows the head of
    # a name and not where it ends (`association Graines | d'avenir`).
    return not any(
        name.start == guess.start
        and name.label is guess.label
        and name.origin is not Origin.RULE
        and not _CONTINUING.match(guess.text, name.end - guess.start)
        for name in inside
    )


def _longest(found: list[PrintedEntity]) -> list[PrintedEntity]:
    kept: list[PrintedEntity] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end, -TRUST[name.origin])):
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
