"""Read partners from the items of partners sections.

In: the items' passages. Out: one found partner a name or description. A section that only asks (`sur R & D ?`)
gives none; the closing `...` neither.
"""

import re
from collections.abc import Iterable

from pipeline.extract.found import FoundPartner
from pipeline.listing import continues_name, cut_list, is_person_shaped, one_body, trim
from pipeline.model import PartnerKind, Span
from pipeline.span import Passage
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words

_ASKS = re.compile(r"\?\s*\)?$")
_WORD = re.compile(r"[\w’'&.\-]+")
_ELIDED = re.compile(r"^[dlDL]['’]")
_LEADING_TEXT = re.compile(r"^([^:;,]{3,60})\s:\s")
_LOWER_PREPOSITION = re.compile(r"^(?:sur|pour|selon|avec|dans|en|à|par|comment|quels?|quelles?|qui)\b")


def read_partners(passages: Iterable[Passage]) -> tuple[tuple[FoundPartner, ...], tuple[Span, ...]]:
    """Read the partners of one section.

    Returns:
        the partners, and the places that only ask.
    """
    partners: list[FoundPartner] = []
    asked: list[Span] = []
    for passage in passages:
        text = passage.text
        if _ASKS.search(text) and _LOWER_PREPOSITION.match(flat(text)):
            asked.append(passage.span())
            continue
        head = _LEADING_TEXT.match(text)
        offset = head.end() if head else 0  # `Partenaires techniques : A, B` in one item
        for listed in cut_list(text[offset:], one_body, commas=continues_name):
            found = _partner(passage, listed.start + offset, listed.end + offset, listed.bracket, offset)
            if found is not None:
                partners.append(found)
    return tuple(partners), tuple(asked)


def _partner(passage: Passage, start: int, end: int, bracket: tuple[int, int], offset: int) -> FoundPartner | None:
    text = passage.text
    uncertain = text[start:end].rstrip().endswith("?") or text[end : end + 3].strip().startswith("?")
    if uncertain:
        start, end = trim(text, start, end - len(text[start:end]) + len(text[start:end].rstrip(" ?")))
    words = text[start:end]
    if not any(char.isalpha() for char in words) or fold_label(words) in folded_words("none"):
        return None
    if flat(words) in flat_words("uncertain"):
        return None
    members, note, doubt = (
        _bracket(passage, bracket[0] + offset, bracket[1] + offset) if bracket[1] else ((), None, False)
    )
    return FoundPartner(
        name=words,
        kind=partner_kind(words),
        members=members,
        note=note,
        uncertain=uncertain or doubt,
        span=passage.span(start, end),
    )


def _bracket(passage: Passage, start: int, end: int) -> tuple[tuple[tuple[str, Span], ...], str | None, bool]:
    """Read what stands in brackets behind a partner: members' names, another note, a doubt."""
    text = passage.text
    inside = text[start:end].strip()
    low = flat(inside)
    if any(word in low for word in flat_words("uncertain")) or inside.endswith("?"):
        doubt = True
        if low.strip(" ?") in flat_words("uncertain") or not inside.strip(" ?"):
            return (), None, True
    else:
        doubt = False
    members: list[tuple[str, Span]] = []
    rest: list[str] = []
    for listed in cut_list(text[start:end], one_body, commas=continues_name):
        begin, stop = listed.start + start, listed.end + start
        words = text[begin:stop]
        if is_name(words):
            members.append((words, passage.span(begin, stop)))
        else:
            rest.append(words)
    if not members:
        return (), inside, doubt
    return tuple(members), ", ".join(rest) or None, doubt


def is_name(words: str) -> bool:
    """Say whether words are a proper name: a person, or a body that has a name of its own."""
    return is_person_shaped(words) or (words[:1].isupper() and partner_kind(words) is PartnerKind.NAMED)


def partner_kind(words: str) -> PartnerKind:
    """Tell a name from a description (`autres réseaux d'acteurs`, `des chercheurs`, `observatoires ESS`)."""
    tokens = _WORD.findall(words)
    first_word = 0
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
    if key in folded_words("generic_heads") and (plural or not first[0].isupper()):
        # `association Pain Levé`, `agence OXO`: a proper name behind the head — `communes du Pays de Redon` describes
        proper = [t for t in capitals if not plural]
        return (
            PartnerKind.NAMED
            if proper or (plural and first[0].isupper() and _proper_plural(tokens))
            else PartnerKind.GENERIC
        )
    if first[0].isupper() or capitals:
        if first.isupper() and first in _concepts() and len(tokens) == 1:
            return PartnerKind.NAMED
        return PartnerKind.NAMED
    return PartnerKind.GENERIC


def _proper_plural(tokens: list[str]) -> bool:
    """`Régions de France`, `Territoires de commerce équitable`: a plural head that opens a name."""
    inner = [t for t in tokens[1:] if t[0].isupper() and t.upper() not in _concepts()]
    return bool(inner) and fold_label(tokens[0]) in folded_words("body_heads") and flat(inner[-1]) == "france"


def _concepts() -> frozenset[str]:
    return frozenset(word.upper() for word in flat_words("concepts"))
