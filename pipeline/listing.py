"""Cut a printed list of names into names: what separates, what belongs inside, what stands in brackets.

In: the text of a list (`A, B et C (note)`). Out: the place of each name and of its bracket. The word `et` does
not decide by itself: what stands on both sides of it does (`chambre de commerce et d'industrie` is one name).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import describing_nouns, flat_words, folded_words, is_first_name

_SEPARATOR = re.compile(
    r"\s*[;,•|]\s*|\s+/\s+|\s+[-–—]\s+(?=[A-ZÀ-ÖØ-Þ])|\s+(?:et|&|ainsi que|and|puis|ou|\+)\s+|\s+ainsi qu['’](?=\w)"
    r"|\s*\.\s*$|\s*(?:\.{3,}|…)\s*|\s+etc\b\.?\s*"
)
# How far from an `et` the words stand that decide on it.
_LONGEST_NAME = 300
_COMMA = re.compile(r"[,;]")
_PAIR = 2
_PIECE_END = re.compile(r"[,;|(]|\s+(?:/|[-–—]|et|&)\s")
_BRACKET = re.compile(r"\(([^()]{1,400})\)?")
_QUOTED = re.compile(r"«[^«»]{1,80}»|“[^“”]{1,80}”")
_ACRONYM = re.compile(r"[A-ZÀ-Ý][a-z]{0,20}[A-ZÀ-Ý][\w&’'-]*$")
_ETC = re.compile(r"^(?:etc\.?|\.+|…|notamment|dont)$", re.IGNORECASE)
# `Gobelets & Compagnie`
_FIRM = re.compile(r"(?:Compagnie|Cie|Co|Fils|Filles|Frères|Associés|Partners)\b")
_ARTICLE = re.compile(
    r"(?:(?:l['’]|d['’](?=[A-ZÀ-Ý])|de l['’])\s*"  # `l' ADEME`
    r"|(?:le|la|les|des|du|de la|un|une|aux?|avec|dont|notamment|et|puis|ainsi que|par)\s+)",
    re.IGNORECASE,
)


# `Le Département`, `L'ADEME`: the article belongs to the line; `La Poste`, `Les Amis` have it in their name.
_COMMON_BODY = re.compile(
    r"(?:Département|Région|Ville|Commune|Métropole|Préfecture|Mairie|[ÉE]tat|Conseil|Communauté|Chambre|Ministère"
    r"|Direction|Service|Syndicat|[A-Z]{3,})\b"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of a list: its place, and the place of what stands in brackets behind it ((0, 0) for nothing)."""

    start: int
    end: int
    bracket: tuple[int, int]


def cut_list(
    text: str,
    joins: Callable[[str, str], bool],
    *,
    small: bool = True,
    commas: Callable[[str, str], bool] | None = None,
    parted: bool = False,
) -> tuple[Listed, ...]:
    """Cut a list into names.

    Args:
        text: the list, markup gone, white space folded.
        joins: tells of the words left and right of an `et` or `&` whether they are one name.
        small: whether a name may open with a small letter.
        commas: tells the same of the words left and right of a comma.
        parted: whether semicolons part the list that this is of: `Luz Habitat ; Vélo & Territoires`.
    """
    masked = _BRACKET.sub(lambda bracket: "(" + "x" * (len(bracket[0]) - 1), text)
    # `« Terre et Tasse »` is one name
    masked = _QUOTED.sub(lambda quoted: "«" + "x" * (len(quoted[0]) - 1), masked)
    # `CIRIDD et l'IE - EFC, Fabrique …`: where commas separate, a dash belongs to the name, and so may a slash
    commad = _COMMA.search(masked) is not None
    pieces: list[tuple[int, int]] = []
    start = 0
    for separator in _SEPARATOR.finditer(masked):
        word = separator[0].strip()
        if word in {"-", "–", "—"} and commad:
            continue
        if word == "/" and commad and not _parts(masked, start, separator, small=small):
            continue
        if word == "&" and _is_firm(text, start, separator.start(), separator.end(), commas=commad or parted):
            continue
        if word == "ou" and not _either(text, start, separator.start(), separator.end()):
            continue
        decides = joins if word in {"et", "&", "and"} else commas if word == "," else None
        if decides is not None:
            left = text[max(start, separator.start() - _LONGEST_NAME) : separator.start()]
            if decides(left, text[separator.end() : separator.end() + _LONGEST_NAME]):
                continue
        pieces.append((start, separator.start()))
        start = separator.end()
    pieces.append((start, len(text)))
    found = (_listed(text, begin, end) for begin, end in pieces)
    return tuple(each for each in found if each is not None)


def _opens_name(text: str, place: int, *, small: bool) -> bool:
    """`…, ADIL / bailleurs sociaux`: a whole name or description follows; `Service Enfance / Jeunesse, …` goes on."""
    words = _PIECE_END.split(text[place : place + _LONGEST_NAME], maxsplit=1)[0].split()
    first = words[0] if words else ""
    if not small and first[:1].islower():
        return False  # `Ana Bo, adjointe à l'enfance / petite enfance`
    return len(words) > 1 or _ACRONYM.match(first) is not None or fold_label(first) in describing_nouns()


def _parts(text: str, start: int, slash: re.Match[str], *, small: bool) -> bool:
    """Say whether a slash parts names where commas do: `…, La Charrette / Promus / Cerema, …`: several in a row do, but
    between fields of work.
    """
    if _opens_name(text, slash.end(), small=small):
        return True
    first = text.rfind(",", max(0, start - _LONGEST_NAME), start) + 1 or max(0, start - _LONGEST_NAME)
    row = text[first : slash.end() + _LONGEST_NAME]
    end = row.find(",", slash.end() - first)
    names = (row[:end] if end >= 0 else row).split(" / ")
    return len(names) > _PAIR and not any(fold_label(each) in folded_words("fields_of_work") for each in names)


def _either(text: str, start: int, end: int, after: int) -> bool:
    """`CARSAT ou CPAM` are two names; `structures ou services`, `Direction ou service` describe."""
    return last_name(text[max(start, end - _LONGEST_NAME) : end])[:1].isupper() and text[after : after + 1].isupper()


def _is_firm(text: str, start: int, end: int, after: int, *, commas: bool) -> bool:
    """`Gobelets & Compagnie`; `Vélo & Territoires` where commas part the names of the list."""
    if _FIRM.match(text, after):
        return True
    right = re.match(r"[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+(?=\s*(?:$|[,;(.]))", text[after : after + _LONGEST_NAME])
    left = text[max(start, end - _LONGEST_NAME) : end].strip(" .,;")
    return commas and right is not None and re.fullmatch(r"[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+", left) is not None


def _listed(text: str, start: int, end: int) -> Listed | None:
    bracket = (0, 0)
    inner = next(iter(_BRACKET.finditer(text, start, end)), None)
    stop = end
    if inner is not None and text[inner.end() : end].strip(" .,;:?!") == "":
        bracket, stop = (inner.start(1), inner.end(1)), inner.start()
    start, stop = trim(text, start, stop)
    return Listed(start, stop, bracket) if start < stop and not _ETC.match(text[start:stop]) else None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space, closing punctuation and leading articles off a stretch."""
    while start < end and text[start] in ' .,;:*•–—-"“”«»':
        start += 1
    while end > start and text[end - 1] in ' ,;:*–—-"“”«»':
        if text[end - 1] == "»" and "«" in text[start:end]:
            break  # `Collectif « Redon en transition »`
        end -= 1
    if text[start:end].endswith(".") and not re.search(r"(?:\b[A-Z]|\betc)\.$", text[start:end]):
        end -= 1
        while end > start and text[end - 1] == " ":
            end -= 1
    return without_article(text, start, end)


def without_article(text: str, start: int, end: int) -> tuple[int, int]:
    """Take leading articles off (`l'Institut…`, `des chercheurs`); a capital one is part of the name (`Les Amis`)."""
    while True:
        article = _ARTICLE.match(text, start, end)
        if article is None or article.end() >= end:
            return start, end
        if article[0][0].isupper() and text[article.end()].isupper() and not _COMMON_BODY.match(text, article.end()):
            return start, end
        start = article.end()


_GOES_ON = re.compile(r"(?:de la |de l['’]|du |de |d['’])(?=[a-zà-öø-ÿœ])|des (?=[a-zà-öø-ÿœ])")
_FIELDS = re.compile(r"([^\W\d_]+)(?:, [^\W\d_]+)* (?:et|&) [a-zà-öø-ÿœ]")
_OF = re.compile(r"\s(?:de la |de l['’]|du |de |d['’]|des )")
_CLOSES = re.compile(r"\s(?:et|&)\s(?:de la |de l['’]|du |des |de |d['’])")


def last_name(left: str) -> str:
    """Give the last name of a list, with the commas inside it: `Direction de l'eau, de l'air` stays whole."""
    pieces = re.split(r"[;(|]|,\s*", left)
    name = pieces.pop().strip()
    while pieces and (_GOES_ON.match(name) or _is_field(name)):
        name = f"{pieces.pop().strip()}, {name}"
    return name


def _is_field(word: str) -> bool:
    return word[:1].islower() and fold_label(word) in folded_words("fields_of_work")


def _lists_fields(name: str, right: str) -> bool:
    """`Service enfance, jeunesse et sports`, cut at its comma: a body's word and its fields of work."""
    head, *fields = re.split(r",?\s+", name)
    closing = _FIELDS.match(right)
    own = bool(fields) and all(map(_is_field, fields)) and fold_label(head) in folded_words("body_heads")
    return own and closing is not None and _is_field(closing[1])


def continues_name(left: str, right: str) -> bool:
    """Say whether a comma stands inside one name: `Direction de l'environnement, de l'aménagement et du logement`.

    The words before it open a body's name with an `of`, those behind go on with another and close with `et de`.
    """
    name = last_name(left)
    if _lists_fields(name, right.lstrip()):
        return True
    goes_on = _GOES_ON.match(right.lstrip())
    if goes_on is None or not name or fold_label(name.split()[0]) not in folded_words("body_heads"):
        return False
    of = _OF.search(name)
    closing = _CLOSES.search(right[:_LONGEST_NAME].split(";")[0])
    if of is None or closing is None:
        return False
    return not goes_on[0].startswith("des") or of[0].strip() == "des"


def one_body(left: str, right: str) -> bool:
    """Say whether `left et right` is one body's name rather than two.

    `commerce et d'industrie`, `Terre et Humanisme` are one; `ESS France et observatoires`, `CGSCOP et URSCOP`,
    `Fondation X et l'Institut Y` are two.
    """
    right = right.lstrip()
    if _FIRM.match(right) and left.rstrip()[-1:].isalpha():
        return True  # `Rustines et Compagnie`
    first = re.split(r"[\s,;(]", right, maxsplit=1)[0]
    left_name = last_name(left)
    of = _OF_AHEAD.match(right)
    if of is not None:
        return _goes_on_with(left_name, of[0], right[of.end() :])
    if _PAIRED.search(left_name) and (other := _OTHER_OF_PAIR.match(right)) and not _is_common_body(other["name"]):
        return True  # `association Le Fil et l'Aiguille`
    if _ARTICLE.match(right):
        # `l'IE-EFC`, `les réseaux`: a name of its own — but `de l'Agriculture et de l'Alimentation` was seen above
        return False
    if left.rstrip().endswith(")"):
        return False  # what stands in brackets ends a name
    right_name = re.split(r"[,;(|:]|\s+(?:et|&|/|[-–—])\s", right, maxsplit=1)[0].strip(" .")
    if _ACRONYM.match(first) or any(_ACRONYM.match(word) for word in left_name.split()[-1:]):
        return False
    key = fold_label(first)
    if key in folded_words("body_heads") or key in describing_nouns():
        return False
    if not first[:1].isupper():
        if _INFINITIVE.fullmatch(flat(left_name)) and _INFINITIVE.fullmatch(flat(first)):
            return left_name[:1].isupper()  # `Lire et faire lire`
        # `associations et clubs`, `ADIL du Gers et barreau d'Auch`: two; `Institut du travail et management`: one
        if _SEATED.search(left_name) and not _NEAR_BY.match(first):
            return False
        if _SEVERAL.fullmatch(right_name) and _OF.search(left_name) is None:
            return False  # `Croix-Rouge française et assistantes maternelles`, not `Maison des langues et arts locaux`
        return left_name[:1].isupper() and len(left_name.split()) > 1
    left_words, right_words = left_name.split(), right_name.split()
    if len(left_words) == 2 and all(is_first_name(word) for word in (left_words[1], *right_words[:1])):
        # `Fondation Daniel et Nina Carasso`: one surname for both
        return len(right_words) > 1 and fold_label(left_words[0]) in folded_words("body_heads")
    if len(right_words) != 1:
        return False
    if len(left_words) == 1:
        return left_name[:1].isupper()
    # `Service Habitat et Urbanisme`, `Terre et Humanisme`; `Centre communal d'action sociale et Enedis` are two
    proper = any(word[:1].isupper() for word in left_words[1:])
    return proper and (fold_label(left_words[0]) in folded_words("body_heads") or bool(_ACRONYM.match(left_words[0])))


# No `notaire`, `ministre`, `atelier`.
_INFINITIVE = re.compile(r"[a-z]+(?:[^i]er|ir)|(?:re)?faire|[a-z]*[^a]ire|[a-z]+(?:nd|tt|v|rd)re")
# A body whose name ends with its territory is named whole; `Office de tourisme de Vire et alentours` goes on.
_SEATED = re.compile(r"\s(?:de la |de l['’]|du |de |d['’]|des )[A-ZÀ-ÖØ-ÞŒ][\w’'-]*$")
# A noun and an adjective in the plural, both in small letters.
_SEVERAL = re.compile(r"[a-zà-öø-ÿœ-]{3,}[sx] [a-zà-öø-ÿœ-]{2,}[sx]")
_NEAR_BY = re.compile(r"(?:environs|alentours|sa|ses|son)$")
# `Le Fil` and `l'Aiguille`: an article and one word on either side, the first with a capital article
_PAIRED = re.compile(r"(?:^|\s)(?:L[ae] |L['’])(?P<name>[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+)$")
_OTHER_OF_PAIR = re.compile(r"(?:[Ll][ae] |[Ll]['’])(?P<name>[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+)(?=\s*(?:$|[,;(.]))")


def _is_common_body(word: str) -> bool:
    return fold_label(word) in folded_words("body_heads") | describing_nouns() or bool(_COMMON_BODY.match(word))


_OF_AHEAD = re.compile(r"(?:de la |de l['’]|du |des |de |d['’]|à la |à l['’]|aux |au |à )")
_OF_CAPITAL = re.compile(r"\s(?:de la |de l['’]|du |de |d['’]|des )[A-ZÀ-ÖØ-ÞŒ]")


def _goes_on_with(left: str, of: str, behind: str) -> bool:
    """Say whether `et de …` goes on with a name that has a `de …` already: `de l'eau | et de l'assainissement`.

    `Région Normandie | et des restaurateurs`, `services de la Ville | et du Département` are two.
    """
    word = re.split(r"[\s,;(]", behind, maxsplit=1)[0]
    if of.startswith(("à", "au")):
        return re.search(r"\s(?:à|au|aux|de|d['’])", left) is not None
    inner = _OF.search(left)
    if inner is None:
        return False
    if word[:1].isupper():
        key = fold_label(word)
        return (
            _OF_CAPITAL.search(left) is not None and key not in folded_words("body_heads") and not _ACRONYM.match(word)
        )
    return of != "des " or " des " in left or fold_label(word) not in describing_nouns()


def never_joins(_left: str, _right: str) -> bool:
    """Persons: `A et B` are always two."""
    return False


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][\w’'.\-]*$")
_PARTICLE = re.compile(r"(?:d['’]|l['’])[A-ZÀ-ÖØ-ÞŒ][\w’'\-]*$", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def is_person_shaped(name: str) -> bool:
    """Say whether words look like a person's name: `Prénom NOM`, `Marie-Thérèse d'Aubigny`, `M. Roy`."""
    words = name.split()
    if words and flat(words[0]) in flat_words("honorifics"):
        return 2 <= len(words) <= 6
    if not 2 <= len(words) <= 6 or any(char.isdigit() for char in name) or "&" in name:
        return False
    if flat(words[1]) in flat_words("particles") and is_function(name):
        return False  # `Maire de Bourg`, not `Thierry de La Tour`
    if len(words[0]) > 1 and words[0].isupper() and not words[-1].isupper() and not words[0].endswith("."):
        # `CAUE de la Vallée`, `ADIL de l'Orne`, `SNCF Gares`; but `DUPONT Jean`
        of = words[1].lower().startswith(("d'", "d’")) or words[1] in ("de", "du", "des")
        return any(map(is_first_name, words)) and not of and not is_body_shaped(name)
    capitals = 0
    for position, word in enumerate(words):
        if flat(word) in flat_words("particles") and 0 < position < len(words) - 1:
            continue
        if not (_CAPITAL.match(word) or _PARTICLE.match(word)):
            return False
        capitals += 1
    first = words[0]
    if len(first) > 1 and first.isupper() and words[-1].isupper():
        return not is_body_shaped(name) and all(len(word.strip(".")) > 2 for word in words) and len(words) <= 3
    return capitals >= 2 and not is_body_shaped(name)


def is_body_shaped(name: str) -> bool:
    """Say whether words look like a body: a head word (`Agence …`), or one acronym."""
    words = name.split()
    heads = folded_words("body_heads")
    if not words or fold_label(words[0]) in heads:
        return True
    return len(words) == 1 and words[0].isupper() and len(words[0]) > 1


_RANK = re.compile(
    r"^(?:\d{1,2}\s?(?:er|re|ère|e|ème|nd|nde)|premi(?:er|ère)|deuxième|second|seconde|troisième)\s+", re.IGNORECASE
)


def is_function(text: str) -> bool:
    """Say whether words are a function or charge rather than a name: `Vice-Présidente à l'eau`."""
    first, _, rest = fold_label(_RANK.sub("", text)).removeprefix("co ").partition(" ")
    heads = {first, f"{first} {rest.partition(' ')[0]}"}
    return any(head in _functions() for head in heads)


@cache
def _functions() -> frozenset[str]:
    """The functions, masculine and feminine: `adjoint`, `adjointe`."""
    return frozenset(form for word in folded_words("functions") for form in (word, word + "e"))
