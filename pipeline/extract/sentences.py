"""Turn sentences that name partners into the lists that they say.

In: `Nous avançons avec la CAF et avec des notaires. L'ADEME prête ses locaux.` Out: a text of the same length in which
blanks stand for what opens a sentence, and semicolons for what its subject does and for the full stop behind it.
"""

import re

from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.tongues import foreign, words_in
from pipeline.vocabulary.words import describing_nouns, folded_words

_IN_BRACKETS = re.compile(r"\([^()]{1,400}\)?")
# No `Cie. Les Voisins`, no `St. Jean`.
_STOP = re.compile(
    r"(?:(?<=\w{3})(?<!\bCie)(?<!\bSt[eé])(?<!\bMme)(?<!\b[EÉ]ts)(?<!\bAss)(?<!\bDir)(?<!\bF[eé]d)|(?<=[)»”]))\s?"
    r"(?P<stop>\.)(?=\s+[A-ZÀ-ÖØ-ÞŒ])"
)
_WITH = r"(?P<with>avec|sans|sur|par)\s+"
_WE = re.compile(rf"(?i:nous|on|rien|elles?|ils?)\s[^,;:.()]{{1,60}}?\s{_WITH}")
# `Les soirées sont montées avec`: what is done, not who does it
_IT = re.compile(
    r"(?i:l['’]|les? |la |cet(?:te)? |ces? |nos? |notre |une? )(?P<noun>[a-zà-öø-ÿœ-]+)\b[a-zà-öø-ÿœ'’\- ]{0,40}?"
    rf"\s(?:est|sont|sera|seront|a été|ont été|se|s['’])\s?[a-zà-öø-ÿœ'’\- ]{{1,40}}?\s{_WITH}"
)
# `Sont associés la CAF et l'ADEME.`
_ASSOCIATED = re.compile(r"(?:Est|Sont|Seront)\s(?:également\s|aussi\s)?[a-zà-öø-ÿœ]+\s(?=\S)")
_WORKS_WITH = re.compile(
    r"(?:nous|on|cette|ce|l'|la|le|les|notre|nos) ?[^,;:.()]{0,60}?"
    r"\b(?:travaill|collabor|mene|conduit|construi|realis|elabor|port|anim|associ|mont|coop|agi)[a-z]* "
    r"(?:[a-z]+ ){0,3}?(?P<with>avec) "
)
_AGAIN = r"(?:(?<=,)|(?<=\set)|(?P<joint>\sainsi qu['’]|\smais aussi ))\s?{}\s+"
_OBJECT = r"(?=\s+(?:(?:ses|son|sa|leurs?|une?|le|la|les|des|nous|notre|nos)\s|l['’]))"
# What a body does for the plan; words that are nouns too need their object: `aide à domicile`, `prête ses locaux`.
_DOES = re.compile(
    r"(?<!\bde)(?<!\ben)(?<!\bet)(?<=[\w)»])\s+(?:"
    r"(?:nous|s['’]y|y|se)\s(?=[a-z])|s['’](?=[a-zé])"
    r"|(?:est|sont|a|ont|sera|seront|peut|peuvent|doit|doivent|fait|font|met|mettent|suit|suivent|tient|tiennent)\s"
    r"|(?:participe|contribue)(?:nt|ra|ront)?\s|intervien(?:t|nent)\s"
    r"|(?:prêt|financ|cofinanc|apport|anim|relai|relay|accompagn|assur|héberg|accueill|conseill|aid|appui|appuy|propos"
    r"|gèr|pilot|coordonn|mobilis|form|diffus|port|organis|partag|offr|ouvr|donn|assist|rejoign|associ)"
    rf"(?:e|ent|era|eront){_OBJECT}"
    rf"|(?:soutien|rejoin|fourni|appartien)(?:t|nent|ssent|gnent){_OBJECT})"
)
# Where the subjects go on behind what one of them does: `La CAF est partenaire, ainsi que l'ADEME.`
_GOES_ON = re.compile(r",?\s(?:ainsi que|tout comme|de même que)\s|,?\s(?:ainsi qu['’])")


def as_list(text: str) -> str:
    """Give a text of the same length whose sentences read as lists; those of another language stay as they are."""
    if _STOP.search(text) is not None and foreign(words_in(text)) is not None:
        return text
    masked = _IN_BRACKETS.sub(lambda bracket: "(" + "x" * (len(bracket[0]) - 2) + ")", text)
    letters = list(text)
    start = 0
    stops = [stop.start("stop") for stop in _STOP.finditer(masked)]
    closed = masked.rstrip().endswith(".")
    for end in (*stops, len(text)):
        while start < end and masked[start] in ". \t":
            start += 1
        begin = _without_opening(masked, letters, start, end)
        if end < len(text) or closed:
            _without_predicate(masked, letters, begin, end)
        if end < len(text):
            letters[end] = ";"
        start = end
    return "".join(letters)


def _without_opening(masked: str, letters: list[str], start: int, end: int) -> int:
    """Blank what a sentence begins with, up to the first name, and the same preposition in front of the others."""
    opening = _WE.match(masked, start, end) or _IT.match(masked, start, end)
    if opening is not None and (noun := opening.groupdict().get("noun")) and _is_someone(noun):
        opening = None
    if opening is None:
        opening = _ASSOCIATED.match(masked, start, end) or _WORKS_WITH.match(flat(masked[start:end]))
        shift = start if opening is not None and opening.re is _WORKS_WITH else 0
    else:
        shift = 0
    if opening is None:
        return start
    behind = opening.end() + shift
    letters[start:behind] = " " * (behind - start)
    word = opening.groupdict().get("with")
    for again in re.compile(_AGAIN.format(word)).finditer(masked, behind, end) if word else ():
        letters[again.start() : again.end()] = " " * (again.end() - again.start())
        if again["joint"]:
            letters[again.start()] = ","
    return behind


def _is_someone(noun: str) -> bool:
    key = fold_label(noun)
    return key in folded_words("body_heads") or key in describing_nouns()


def _without_predicate(masked: str, letters: list[str], start: int, end: int) -> None:
    """Drop what the subjects of a sentence do: `Action Logement et des employeurs nous ont rejoints`."""
    verb = _DOES.search(masked, start, end)
    if verb is None:
        return
    colon = masked.find(" : ", verb.end(), end)
    if colon >= 0:  # `Plusieurs structures nous accompagnent : la CAF, …`
        letters[start : colon + 2] = ";" * (colon + 2 - start)
        return
    on = _GOES_ON.search(masked, verb.end(), end)
    stop = on.start() if on is not None else end
    letters[verb.start() : stop] = ";" * (stop - verb.start())
