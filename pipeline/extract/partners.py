"""Read partners from the items of partners sections.

In: the items' passages. Out: one found partner a name or description. A section that only asks (`sur R & D ?`)
gives none; the closing `...` neither.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.extract.columns import read_table
from pipeline.extract.found import FoundPartner
from pipeline.extract.known import is_acronym, is_common_noun, is_known_body, with_parted_slashes
from pipeline.extract.names import concepts
from pipeline.extract.sentences import as_list
from pipeline.listing import (
    continues_name,
    cut_list,
    is_function,
    is_person_shaped,
    last_name,
    one_body,
    trim,
    without_article,
)
from pipeline.model import PartnerKind, Span
from pipeline.span import Passage
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import describing_nouns, flat_words, folded_words, is_first_name

_ASKS = re.compile(r"\?\s*\)?$")
_BEHIND = re.compile(r"\s*[,;(|]|\s+(?:et|&)\s")
_WORD = re.compile(r"[\w’'&.\-]+")
_OTHERS = re.compile(r"des ([a-zà-öø-ÿœ-]+[sx])\b")
# `Ensemble des communes` describes, whatever its capital.
_VAGUE = frozenset({"ensemble", "totalite", "majorite"})
_ELIDED = re.compile(r"^[dlDL]['’]")
_LEADING_TEXT = re.compile(r"\s*([^:;,]{3,60}?)\s?:\s+(?=\S)")
_IN_BRACKETS = re.compile(r"\([^()]{1,400}\)?")
# `Familles rurales de la Creuse`: a body of the vocabulary and its territory
_OF_PLACE = re.compile(r" (?:de la |de l['’]|du |de |d['’]|des )(?=[A-ZÀ-ÖØ-ÞŒ])")
# How the words for women and men differ: `citoyennes` and `citoyens`.
_WOMEN_AND_MEN = {
    frozenset(pair)
    for pair in (
        ("es", "s"), ("nes", "s"), ("les", "s"), ("tes", "s"), ("sses", "s"), ("rices", "eurs"), ("ses", "rs"),
        ("ses", "x"), ("eres", "ers"), ("ves", "fs"),
    )
}  # fmt: skip
# `Partenaires à définir`, `voir fiche 3`
_NOBODY = re.compile(
    r"(?:(?:les |autres )?(?:partenaires?|acteurs?|structures?) )?(?:a|en cours d[e'] ?) ?"
    r"(?:definir|identifier|preciser|mobiliser|determiner|completer|rechercher|trouver|identification|definition)\b"
    r"|(?:voir|cf\.?) "
)
_LOWER_PREPOSITION = re.compile(r"^(?:sur|pour|selon|avec|dans|en|à|par|comment|quels?|quelles?|qui)\b")


def read_partners(passages: Iterable[Passage]) -> tuple[tuple[FoundPartner, ...], tuple[Span, ...]]:
    """Read the partners of one section.

    Returns:
        the partners, and the places that only ask.
    """
    partners: list[FoundPartner] = []
    asked: list[Span] = []
    listed = tuple(passages)
    table = read_table(listed)
    if table is not None and (columns := table.of("partner", "payer")):
        for row in table.rows:
            start, end = row.cells[columns[0]] if columns[0] < len(row.cells) else (0, 0)
            partners.extend(_read_statement(row.passage, row.passage.text, start, end))
        return tuple(partners), ()
    for passage in listed:
        if passage.text.endswith(":") and not is_known_body(passage.text.rstrip(" :")):
            continue  # `- Côté associations :` above its own list
        if _ASKS.search(passage.text) and _LOWER_PREPOSITION.match(flat(passage.text)):
            asked.append(passage.span())
            continue
        text = as_list(with_parted_slashes(passage.text))
        for start, end in _statements(text):
            partners.extend(_read_statement(passage, text, start, end))
    return tuple(partners), tuple(asked)


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Cut at semicolons outside brackets: each may have a head of its own (`Techniques : …; financiers : …`)."""
    masked = _IN_BRACKETS.sub(lambda bracket: "x" * len(bracket[0]), text)
    start = 0
    for stop in re.finditer(";", masked):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)


def _read_statement(passage: Passage, text: str, start: int, end: int) -> Iterator[FoundPartner]:
    head = _LEADING_TEXT.match(text, start, end)
    if head is not None and not _names_partners(text[head.end() : end]):
        end = head.end(1)  # `ADEME : appui technique`
    elif head is not None:
        start = head.end()  # `Partenaires techniques : A, B` in one item
    above: FoundPartner | None = None
    parted = text[max(0, start - 2) : start].rstrip().endswith(";") or text[end : end + 1] == ";"
    for listed in cut_list(text[start:end], _joins, commas=continues_name, parted=parted):
        words = text[listed.start + start : listed.end + start]
        charge = is_function(words) and not is_person_shaped(words) and not _is_small_plural(words.split()[0])
        if above is not None and is_person_shaped(above.name) and charge:
            above = replace(above, note=words)  # `Claire Bo, conseillère régionale`
            continue
        found = _partner(passage, text, listed.start + start, listed.end + start, listed.bracket, start)
        if found is not None:
            if above is not None:
                yield above
            above = found
    if above is not None:
        yield above


def _is_small_plural(word: str) -> bool:
    return word[:1].islower() and word[-1] in "sx"


def _are_same_people(left: str, right: str) -> bool:
    """`voisines et voisins`, `agriculteurs et agricultrices`: one word for women and men."""
    other = _WORD.match(right)
    if other is None or not (_is_small_plural(left) and _is_small_plural(other[0])):
        return False
    one, two = flat(left), flat(other[0])
    shared = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    return shared > 2 and frozenset((one[shared:], two[shared:])) in _WOMEN_AND_MEN


def _joins(left: str, right: str) -> bool:
    """`Eau et Rivières de Bretagne`: a common noun alone is no partner; `et des formateurs` are others."""
    others = _OTHERS.match(right)
    if others is not None and fold_label(others[1]) in describing_nouns():
        return False
    name = last_name(left)
    if _are_same_people(name.split()[-1] if name else "", right):
        return True
    if one_body(left, right):
        # `Cerema et Enedis`, `La Poste et la Macif`; but `Chambre de métiers et de l'artisanat`
        named = right[:1].isupper() or right.startswith(("la ", "le ", "l'", "l’"))
        return not (named and (is_known_body(name) or is_known_body(_first_name(right))))
    if " " in name or not right[:1].isupper():
        return False
    return is_common_noun(name) or _is_pair_of_words(name, right)


def _first_name(right: str) -> str:
    return right[slice(*without_article(right, 0, len(_BEHIND.split(right, maxsplit=1)[0])))].strip()


def _is_pair_of_words(word: str, right: str) -> bool:
    """`Arbres et Paysages en Lède`: two plurals, or an `et` that cannot close the list for the comma behind."""
    other = _WORD.match(right)
    if other is None or not word[:1].isupper() or word.isupper() or is_known_body(word) or is_first_name(word):
        return False
    key = fold_label(other[0])
    if (
        other[0].isupper()
        or key in folded_words("body_heads") | describing_nouns()
        or is_known_body(_first_name(right))
    ):
        return False
    plural = word[-1] in "sx" and other[0][-1] in "sx"
    return plural or "," in _IN_BRACKETS.sub("", right)


def _names_partners(words: str) -> bool:
    """Say whether what stands behind a colon names someone, rather than tells what the name before it does."""
    opening = words.strip().split(" ")[0]
    key = fold_label(opening)
    heads = folded_words("body_heads") | describing_nouns() | folded_words("determiners")
    return not opening[:1].islower() or key in heads


def _partner(
    passage: Passage, text: str, start: int, end: int, bracket: tuple[int, int], offset: int
) -> FoundPartner | None:
    uncertain = text[start:end].rstrip().endswith("?") or text[end : end + 3].strip().startswith("?")
    if uncertain:
        start, end = trim(text, start, end - len(text[start:end]) + len(text[start:end].rstrip(" ?")))
    words = text[start:end]
    if not any(char.isalpha() for char in words) or fold_label(words) in folded_words("none"):
        return None
    if flat(words) in flat_words("uncertain") or _NOBODY.match(flat(words)):
        return None
    members, note, doubt = (
        _bracket(passage, words, bracket[0] + offset, bracket[1] + offset) if bracket[1] else ((), None, False)
    )
    return FoundPartner(
        name=words,
        kind=PartnerKind.NAMED if any(map(is_known_body, (words, _OF_PLACE.split(words)[0]))) else partner_kind(words),
        members=members,
        note=note,
        uncertain=uncertain or doubt,
        span=passage.span(start, end),
    )


def _bracket(
    passage: Passage, name: str, start: int, end: int
) -> tuple[tuple[tuple[str, Span], ...], str | None, bool]:
    """Read what stands in brackets behind a partner: members' names, its acronym or another note, a doubt."""
    text = passage.text
    inside = text[start:end].strip()
    # `CDOS 41 (Comité départemental olympique et sportif)`: the other way round
    spelled = name.split()[0].isupper() and is_acronym(name.split()[0], inside)
    if is_acronym(inside, name) or spelled:
        return (), inside, False
    low = flat(inside)
    if any(word in low for word in flat_words("uncertain")) or inside.endswith("?"):
        doubt = True
        if low.strip(" ?") in flat_words("uncertain") or not inside.strip(" ?"):
            return (), None, True
    else:
        doubt = False
    members: list[tuple[str, Span]] = []
    rest: list[str] = []
    for listed in cut_list(text[start:end], _joins, commas=continues_name):
        begin, stop = listed.start + start, listed.end + start
        words = text[begin:stop]
        if is_name(words) and words not in concepts()[0] and not _is_scheme(words):
            members.append((words, passage.span(begin, stop)))
        else:
            rest.append(words)
    if not members:
        return (), inside, doubt
    return tuple(members), ", ".join(rest) or None, doubt


def _is_scheme(words: str) -> bool:
    return words[0].islower() and fold_label(words.split()[0]) in folded_words("schemes")


def is_name(words: str) -> bool:
    """Say whether words are a proper name: a person, or a body that has a name of its own."""
    if is_person_shaped(words):
        return True
    # `fromagerie Vauchez`, not `suivi des débits de la Mée`
    opens = words[:1].isupper() or (len(words.split()) > 1 and words.split()[1][:1].isupper())
    return opens and partner_kind(words) is PartnerKind.NAMED


def partner_kind(words: str) -> PartnerKind:
    """Tell a name from a description (`autres réseaux d'acteurs`, `des chercheurs`, `observatoires ESS`)."""
    tokens = _WORD.findall(words)
    first_word = 0
    if len(tokens) > 1 and fold_label(tokens[0]) in _VAGUE:
        return PartnerKind.GENERIC
    while first_word < len(tokens) - 1 and fold_label(tokens[first_word]) in folded_words("determiners"):
        first_word += 1
    tokens = tokens[first_word:]
    if not tokens:
        return PartnerKind.GENERIC
    # `gendarmerie d'Ornans`
    bare = [_ELIDED.sub("", token) for token in tokens[1:]]
    capitals = [t for t in bare if t[:1].isupper() and t.upper() not in _concepts()]
    first = tokens[0]
    key = fold_label(first)
    # A plural head describes (`réseaux locaux`), a singular one names (`Comité filières`), unless in small letters.
    plural = first[-1:] in "sx" and not first.isupper()
    if first_word and first.isupper() and len(first) > 1 and not capitals:
        return PartnerKind.GENERIC  # `autres GAL`, `plusieurs AMAP`
    if key in folded_words("generic_heads") and (plural or not first[0].isupper()):
        # `association Pain Levé`, `agence OXO`: a proper name behind the head — `communes du Pays de Redon` describes
        named = _proper_plural(tokens) if plural else bool(capitals)
        return PartnerKind.NAMED if named else PartnerKind.GENERIC
    small = plural and first.islower() and len(tokens) > 1 and key not in folded_words("proper_plurals")
    if small and (tokens[1].islower() or _ELIDED.match(tokens[1])):
        return PartnerKind.GENERIC  # `notaires du Gers`, `gîtes ruraux de la Mée`: whoever they are
    if plural and key in folded_words("plural_heads") and not capitals and not tokens[-1].isdigit():
        return PartnerKind.GENERIC
    if first in concepts()[0] and len(tokens) > 1 and not capitals:
        return PartnerKind.GENERIC  # `EHPAD du territoire`
    acronym = len(tokens) > 1 and first.isupper() and len(first) > 1 and not capitals
    if acronym and tokens[1][-1] in "sx" and fold_label(tokens[1]) in folded_words("qualifiers"):
        return PartnerKind.GENERIC  # `CCAS volontaires`, `AMAP locales`
    return PartnerKind.NAMED if first[0].isupper() or capitals else PartnerKind.GENERIC


def _proper_plural(tokens: list[str]) -> bool:
    """`Régions de France`, `Jeunes Agriculteurs de la Corrèze`, `Foyers ruraux 19`: a plural head that opens a name."""
    if not tokens[0][0].isupper() or len(tokens) == 1:
        return False
    if tokens[-1].isdigit() or (tokens[1][0].isupper() and not tokens[1].isupper()):
        return True
    inner = [t for t in tokens[1:] if t[0].isupper() and t.upper() not in _concepts()]
    return bool(inner) and fold_label(tokens[0]) in folded_words("body_heads") and flat(inner[-1]) == "france"


@cache
def _concepts() -> frozenset[str]:
    return frozenset(word.upper() for word in flat_words("concepts"))
