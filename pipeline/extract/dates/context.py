"""Whether the words around a piece make it a date: `mars` in `en mars` is one, in `barre Mars` it is none.

Every question takes the text with its folded twin and offsets, looks at a bounded window, answers yes or no.
"""

import re
from typing import Final

from pipeline.extract.dates.atoms import (
    COUNT_ADJECTIVES,
    COUNTED_NOUNS,
    END,
    HOMOGRAPHS,
    MONTH_NAMES,
    START,
    UNITS,
    VOCABULARY,
    one_of,
)
from pipeline.extract.dates.source import Source

_WORD = r"[^\s\d.,;:!?()/·\[\]-]{1,20}"
# `2000 personnes`, `2000 nouveaux logements`, `2000 à 2500 €`
_NEXT_WORD = re.compile(rf"(?:(?: a |-)[0-9]{{1,3}} ?[0-9]{{1,3}})? ?({_WORD})(?: ({_WORD}))?")
_QUANTITIES: Final = VOCABULARY["quantities"]
_QUANTITY = re.compile(
    rf"(?:(?<![a-z]){one_of(_QUANTITIES['words'])} ?"
    rf"|{START}{one_of(_QUANTITIES['labels'])}s?{END}[^.;:]{{0,30}} ?: ?)$"
)
_PARTICIPLE = re.compile(r"\w{2,}(?:ee?s|ue?s|ise?s)")
_PLURAL_NOUN = re.compile(r" (?!(?:dans|sans|puis|mais|plus|sous|vers|depuis|lors|les|des|ses) )[a-z]{3,20}[sx] ")

_CLAUSE_START = re.compile(r"(?:^|[.:;!?•(\[«\"*|-] ?)$")
_CLAUSE_END = re.compile(r" ?(?:$|[:.;,)\]!?»|]|- )")
_LABEL_END = re.compile(r" ?(?:$|[:|]|- |[.)\]] ?$|[)\]])")
_PAUSE = re.compile(r"[,;:(\[-] ?$")

_SURE_PREPOSITION = (
    r"en|fin|debut|depuis|courant|mi|mois de|mois d'|d'ici|d'ici a|jusqu'en|jusqu'a|a partir de|a compter de"
    r"|avant|apres|vers|entre|des"
)
_TIME_PREPOSITION = re.compile(rf"{START}(?:{_SURE_PREPOSITION})(?:(?<=')|[ -])$")
_ANY_PREPOSITION = re.compile(rf"{START}(?:{_SURE_PREPOSITION}|de|d'|pour|sur|le)(?:(?<=')|[ -])$")
_MOTION = re.compile(rf"{START}(?:vers|entre|des|avant|apres) $")  # `un voyage vers Mars`
_CAMPAIGN = re.compile(r" (?:rose|bleu)")  # octobre rose, mars bleu
_COMPOUND_BEFORE = re.compile(r"[a-z]-$")
_COMPOUND_AFTER = re.compile(r"-[a-z]")
_SEASON_PREPOSITION = re.compile(rf"{START}(?:l'|(?:cet|ce|en|au|le|fin|debut|mi) |mi-)$")
_COMPLEMENT = re.compile(r" (?:des? |du |d')(?!l'an)")
_RETURN_PREPOSITION = re.compile(rf"{START}(?:a|des|d'ici|pour|avant|apres|depuis|jusqu'a|vers) (?:a )?la $")
_QUARTER_PREPOSITION = re.compile(rf"{START}(?:au|en|d'ici|courant|avant|jusqu'au|des|d'ici le|des le) $")
_PADDED = re.compile(r"[0-9]{1,2}/0")
_PERCENT = re.compile(r" ?(?:%|€|k€|m€)")
_DAY_PREPOSITION = re.compile(rf"{START}(?:le|les|du|des|au|aux|ce) $")
_MONTH_LABEL = re.compile(
    rf"{START}(?:en|fin|debut|depuis|d'ici|jusqu'en|a partir de|a compter de|courant|des|avant|echeance)"
    r" (?:: )?$"
)
_PERIOD_WORD = re.compile(rf"{START}{one_of(VOCABULARY['periods']['words'])}s? $")
_ACRONYM = re.compile(r"(?<!\w)[A-Z]{2,10} $")
_RECURRING = re.compile(
    rf"{START}{one_of(VOCABULARY['recurring']['words'])}(?: (?:ans?|annees?|mois))?,?"
    rf"(?: (?:en|au|a la|fin|debut|le|du|de|d')| de la)?(?:(?<=')| )$"
)
_RECURRING_AFTER = re.compile(rf",? (?:de )?{one_of(VOCABULARY['recurring']['words'])} (?:ans?|annees?){END}")
_FEAST = re.compile(r"fetes? de $")
# `a été`, `ont déjà été`: the participle, which is what `été` is most of the time.
_AUXILIARY = re.compile(
    rf"{START}(?:ai|as|a|avons|avez|ont|avait|avais|avaient|aura|auront|aurait|auraient|ait|aient|ayant|avoir|eut"
    rf"|(?:n'|l'|m'|s'|y )a)(?: [a-z]{{2,12}}){{0,2}} $"
)


def is_count(source: Source, start: int, end: int) -> bool:
    """Tell whether the four digits at `start:end` count something: `2000 personnes`, `2024 m²`."""
    following = _NEXT_WORD.match(source.folded, end)
    if following is None:
        return False
    noun, second = following.groups()
    if noun in COUNT_ADJECTIVES and second:
        noun = second
    if {noun, noun.rstrip("sx")} & UNITS:
        return True
    # Thousands of a thing are printed in the plural (`abonné·e·s` too): `en 2024 demande` is a verb.
    plural = noun[-1] in "sx" or source.folded[following.end(1) : following.end(1) + 1] in {"·", "(", "/", "-", "."}
    if plural and {noun, noun.rstrip("sx")} & COUNTED_NOUNS:
        return True
    # `nombre de foyers servis (1950 visés)`
    bracketed = source.folded[max(0, start - 1) : start] == "("
    if bracketed and _PARTICIPLE.fullmatch(noun) and source.folded[following.end(1) : following.end(1) + 1] == ")":
        return True
    # Round thousands are rarely a plan's year: `2000 haies`.
    return source.folded[start + 2 : end] == "00" and bool(_PLURAL_NOUN.match(source.after(end) + " "))


def is_quantity(source: Source, start: int) -> bool:
    """Tell whether the words before `start` announce a number: `plus de`, `Nombre de foyers :`."""
    return bool(_QUANTITY.search(source.before(start)))


def is_recurring(source: Source, start: int, end: int) -> bool:
    """Tell whether the date at `start:end` is said of every year: `chaque mois de juin`."""
    before, after = source.before(start), source.after(end)
    return any((_RECURRING.search(before), _FEAST.search(before), _RECURRING_AFTER.match(after)))


def is_participle(source: Source, start: int) -> bool:
    """Tell whether the `été` at `start` is the verb's: `l'étude a été lancée`."""
    return bool(_AUXILIARY.search(source.before(start)))


def names_a_day(source: Source, start: int) -> bool:
    """Tell whether an article says that numbers at `start` are a day: `le 16/02`."""
    return bool(_DAY_PREPOSITION.search(source.before(start)))


def names_years(source: Source, start: int) -> bool:
    """Tell whether 21/27 at `start` stands behind a programme: `POR 21/27`, `programmation 21/27`."""
    if _PERIOD_WORD.search(source.before(start)):
        return True
    return bool(_ACRONYM.search(source.text[max(0, start - 12) : start].replace("\u00a0", " ")))


def names_a_month(source: Source, start: int, end: int) -> bool:
    """Tell whether 06/24 is a month of a year: after `fin` or `échéance`, or alone in its text."""
    before, after = source.before(start), source.after(end)
    alone = not before.strip(" (") and not after.strip(" ).:")
    return alone or bool(_MONTH_LABEL.search(before))


def is_label(source: Source, start: int, end: int) -> bool:
    """Tell whether `start:end` opens its clause and is set off from what follows: `Septembre : copil`."""
    return bool(_CLAUSE_START.search(source.before(start)) and _LABEL_END.match(source.after(end)))


def is_set_off(source: Source, start: int, end: int) -> bool:
    """Tell whether `start:end` closes a clause behind a pause: `atelier de lancement, mars.`."""
    return bool(_PAUSE.search(source.before(start)) and _CLAUSE_END.match(source.after(end)))


def is_bare_day(source: Source, start: int, end: int) -> bool:
    """Tell whether 16/02 at `start:end` is a day rather than a ratio."""
    if _PERCENT.match(source.after(end)):
        return False
    printed = source.folded[start:end]
    # Nobody writes the ratio 12/05; `Gilbert (7/12)` is one.
    if names_a_day(source, start) or _PADDED.match(printed):
        return True
    return "/" in printed and len(printed) > 4 and is_label(source, start, end)


def is_bare_quarter(source: Source, start: int, end: int) -> bool:
    """Tell whether T1 at `start:end` is a quarter rather than a flat or a tramway."""
    return bool(_QUARTER_PREPOSITION.search(source.before(start))) or is_label(source, start, end)


def is_bare_season(source: Source, start: int, end: int) -> bool:
    """Tell whether a season without year is a time: `à l'automne`, not `université d'été`."""
    if is_label(source, start, end):
        return True
    # `le printemps des communes` is an event.
    if source.is_capitalised(start, end) or _COMPLEMENT.match(source.after(end)):
        return False
    return bool(_SEASON_PREPOSITION.search(source.before(start)))


def is_bare_return(source: Source, start: int, end: int) -> bool:
    """Tell whether `rentrée` without year is a time: `à la rentrée`, not `préparer la rentrée`."""
    return bool(_RETURN_PREPOSITION.search(source.before(start))) or is_label(source, start, end)


def is_bare_month(source: Source, start: int, end: int) -> bool:
    """Tell whether a month's name without day and year is the month."""
    before, after = source.before(start), source.after(end)
    if _COMPOUND_AFTER.match(after) or (_COMPOUND_BEFORE.search(before) and not before.endswith("mi-")):
        return False
    sure = bool(_TIME_PREPOSITION.search(before))
    set_off = is_label(source, start, end) or is_set_off(source, start, end)
    word = source.folded[start:end]
    if word.rstrip(".") not in MONTH_NAMES:
        # `sept` is a number and `avr` half a word: without its dot the clause must end there.
        return sure and bool(_CLAUSE_END.match(after)) if not word.endswith(".") else sure or set_off
    if _CAMPAIGN.match(after):
        return False
    capital = source.is_capitalised(start, end)
    if set_off or (sure and not (capital and _MOTION.search(before))):
        return True
    if capital:
        # `Mme Janvier`, `Avril Martin`; but `Octobre, restitution` opens its clause.
        opens = _CLAUSE_START.search(before) and word not in HOMOGRAPHS
        return bool(opens) and not source.text[end + 1 : end + 2].isupper()
    return word not in HOMOGRAPHS or bool(_ANY_PREPOSITION.search(before))
