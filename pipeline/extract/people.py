"""Read who is in charge from the lines under referent labels.

In: a label and the passages behind it. Out: one found referent a name, with note and year. A bracket that adds
a person (`(et Ana Bo en 2022)`) gives that person too; any other bracket, and a function behind a comma, is a
note on the name before. Who stands behind `en lien avec` or `avec l'appui de` contributes. Addresses and telephone
numbers are no names, and `à désigner` names nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.known import ends_in_place, is_common_noun, is_known_body, is_surely_person
from pipeline.listing import (
    Listed,
    continues_name,
    cut_list,
    is_body_shaped,
    is_function,
    is_person_shaped,
    last_name,
    one_body,
    trim,
)
from pipeline.model import ReferentKind, Role, Span
from pipeline.span import Passage
from pipeline.split.outline import RawReferents
from pipeline.vocabulary import KnownLabel
from pipeline.vocabulary.folding import flat, fold_label
from pipeline.vocabulary.words import flat_words, folded_words, is_first_name

_YEAR = re.compile(r"\s*[,(]?\s*(?:en|pour|depuis|à partir de|jusqu['’]en)?\s*\b((?:19|20)\d\d)\)?$", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:et|puis|avec|ainsi que|&|\+)\s+(?=[A-ZÀ-ÖØ-Þ])", re.IGNORECASE)
# ana.bo@tarance.fr, https://tarance.fr, 02 98 12 34 56, +33 6 12 34 56 78, `tél. :`
_CONTACT = re.compile(
    r"(?:\b(?:t[ée]l(?:[ée]phone)?|port(?:able)?|mobile|mail|e-mail|courriel|m[ée]l)\b\s?\.?\s?:?\s?)?"
    r"(?:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|https?://\S{1,200}|www\.\S{1,200}"
    r"|(?:\+33\s?(?:\(0\)\s?)?|\b0)[1-9](?:[ .-]?\d\d){4}\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s(?P<sign>[-–—:])\s")
_GOES_ON = re.compile(r"(?:de la |de l['’]|du |des |de |d['’]|à la |à l['’]|aux |au |à )(?=[a-zà-öø-ÿœ])")
# How far from a place the words stand that decide on it.
_FAR = 120
# The label that names nobody's function.
_PLAIN = "referent"
_VACANT = re.compile(rf"(?:[\w'-]{{1,30}} ){{0,2}}(?:{'|'.join(map(re.escape, flat_words('vacant')))})\b")
_HELPED_BY = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, flat_words('helped_by')))})\b\s?")
# `CCAS de Tarance, en la personne de Mme Odile Bert`: a body and who stands for it
_THROUGH = re.compile(
    r"(?<=[\s,])(?:en la personne de|repr[ée]sent[ée]e?s? par|par l['’]interm[ée]diaire de)\s", re.IGNORECASE
)
_PERSONS = (Role.BOARD, Role.TEAM)
# More blanks than this between two words set names apart: `Ana Bo      Luc Ny`.
_WIDE = 2


@dataclass(frozen=True, slots=True)
class FoundReferent:
    """A referent as read: the entity is not resolved yet; `sure` tells that its kind is more than a guess."""

    role: Role
    label: str
    name: str
    kind: ReferentKind
    note: str | None
    year: int | None
    span: Span
    sure: bool = True


def read_referents(lines: Iterable[RawReferents]) -> tuple[FoundReferent, ...]:
    """Read all referents of a fiche or of an entry of the contents, in printed order."""
    found: list[FoundReferent] = []
    for line in lines:
        for passage in line.names:
            found.extend(_read_passage(line, passage))
    return tuple(found)


def _read_passage(line: RawReferents, passage: Passage) -> Iterable[FoundReferent]:
    assert line.hit.known is not None
    bodies = line.hit.known.meaning.bodies
    text, announced, helpers = _prepared(passage)
    found: list[FoundReferent] = []
    told = ""  # what stands before a colon: `Adjointe à la culture : Ana Bo`
    in_function = False
    for listed in cut_list(text, _joins_bodies if bodies else _joins, small=bodies, commas=continues_name):
        words = text[listed.start : listed.end]
        if fold_label(words) in folded_words("none") or not any(char.isalpha() for char in words) or _is_vacant(words):
            continue
        function = not bodies and is_function(words) and not is_person_shaped(words)
        if function and any(listed.end <= place <= listed.end + 2 for place in announced):
            told = words if " " in words else ""
            continue
        goes_on = in_function and _GOES_ON.match(passage.text, _first_letter(text, listed)) is not None
        # `Ana Bo, service mobilités`, `Ana Bo, juriste`: where the person works, or as what; a body of its own has a
        # capital, and `agents volontaires` are others
        one = is_body_shaped(words) or not words.split()[0].endswith(("s", "x"))
        works = bool(found) and found[-1].kind is ReferentKind.PERSON and words[0].islower() and one
        if found and (function or goes_on or (works and not bodies and listed.bracket == (0, 0))):
            found[-1] = _with_note(found[-1], words, " " if goes_on else ", ", passage, listed)
            in_function = True
            continue
        in_function = False
        nearest = bisect_right(helpers, (listed.start, len(text)))
        helps = nearest > 0 and listed.start < helpers[nearest - 1][1]
        for each in _named(line, passage, text, listed, bodies):
            helper = replace(each, role=Role.CONTRIBUTOR) if helps else each
            found.append(_with_note(helper, told, ", ", passage, listed) if told else helper)
            told = ""
    return found


def _is_vacant(words: str) -> bool:
    """`élu à désigner`, `Poste vacant`: nobody, but `Ana Bo à désigner` names someone."""
    vacant = _VACANT.match(flat(words))
    return vacant is not None and words[1:].lower() == words[1:]


def _first_letter(text: str, listed: Listed) -> int:
    """Give where a piece begins with the article that the list takes off: `des déchets` for `déchets`."""
    before = text[max(0, listed.start - _FAR) : listed.start]
    return listed.start - len(before) + max(before.rfind(sign) for sign in (",", ";", "|")) + 2


def _with_note(found: FoundReferent, words: str, joint: str, passage: Passage, listed: Listed) -> FoundReferent:
    if joint == " ":
        start = _first_letter(passage.text, listed)
        words, joint = passage.text[start : listed.end], ", "
    return replace(found, note=f"{found.note}{joint}{words}" if found.note else words)


def _named(line: RawReferents, passage: Passage, text: str, listed: Listed, bodies: bool) -> Iterator[FoundReferent]:
    """Read one name with its year and bracket, and the person that the bracket adds."""
    assert line.hit.known is not None
    assert line.hit.known.meaning.role is not None
    words = text[listed.start : listed.end]
    year = _YEAR.search(words)
    start, end = trim(text, listed.start, listed.start + year.start() if year else listed.end)
    if start >= end:
        return
    note, others, bracket_year = _bracket(line, passage, text, listed.bracket, bodies)
    name = passage.text[start:end]
    kind, sure = _kind(name, bodies, line.hit.known.meaning.role)
    yield FoundReferent(
        role=_role(line.hit.known, note),
        label=line.label,
        name=name,
        kind=kind,
        note=note,
        year=int(year[1]) if year else bracket_year,
        span=passage.span(start, end),
        sure=sure,
    )
    yield from others


def _role(known: KnownLabel, note: str | None) -> Role:
    """`Référents : Ana Bo (CA), Luc Ny (équipe)`: where the label does not say of what, the bracket does."""
    assert known.meaning.role is not None
    said = fold_label(note or "")
    if known.key == _PLAIN and said in folded_words("board_marks"):
        return Role.BOARD
    return Role.TEAM if known.key == _PLAIN and said in folded_words("team_marks") else known.meaning.role


def _prepared(passage: Passage) -> tuple[str, list[int], list[tuple[int, int]]]:
    """Give the passage's text, of the same length, with signs where only blanks, dashes or words part names.

    Returns:
        the text without addresses and numbers, the places of signs behind a function or name that announces another,
        and the stretches that name who helps.
    """
    letters = list(_CONTACT.sub(lambda contact: " " * len(contact[0]), passage.text))
    for through in _THROUGH.finditer("".join(letters)):
        letters[through.start() : through.end()] = ["|", *" " * (through.end() - through.start() - 1)]
    helpers = list(_helpers("".join(letters)))
    for begin, end, _ in helpers:
        letters[begin:end] = ["|", *" " * (end - begin - 1)]
    colons: list[int] = []
    for aside in _ASIDE.finditer("".join(letters)):
        place = aside.start("sign")
        before = re.split(r"[,;|•:(]|\s[-–—/]\s", "".join(letters[max(0, place - _FAR) : place - 1]))[-1].strip()
        behind = "".join(letters[place + 2 : place + 3])
        if aside["sign"] == ":":
            colons.append(place)
            letters[place] = ","
        elif is_function(before) and _opens_with_person("".join(letters[place + 2 : place + _FAR])):
            # `Vice-présidente à l'eau - Ana Bo` announces her, `Luc Ny - maire de Tarance - Ana Bo` does not
            opens = "".join(letters[max(0, place - _FAR) : place]).rsplit(";")[-1].strip() == before
            letters[place] = "," if opens else "|"
            colons += [place] if opens else []
        elif (is_person_shaped(before) or is_function(before)) and not behind.isupper():
            letters[place] = ","  # `Ana Bo - cheffe de projet`, `Ana Bo – 06 12 …`
    for place in _gaps(passage):
        if _parts_names("".join(letters[max(0, place - _FAR) : place]), "".join(letters[place + 1 : place + _FAR])):
            letters[place] = "|"
    for place in _neighbours("".join(letters)):
        letters[place] = "|"
    return "".join(letters), colons, [(begin, end) for _, begin, end in helpers]


def _helpers(text: str) -> Iterator[tuple[int, int, int]]:
    """Give where `en lien avec` begins and ends outside brackets, and where those whom it names end."""
    for words in _HELPED_BY.finditer(flat(text)):
        near = text[max(0, words.start() - _FAR) : words.start()]
        if near.rfind("(") <= near.rfind(")"):
            stop = text.find(";", words.end())
            yield words.start(), words.end(), len(text) if stop < 0 else stop


def _opens_with_person(words: str) -> bool:
    return is_surely_person(re.split(r"[,;|(]|\s[-–—/]\s", words)[0].strip())


def _gaps(passage: Passage) -> Iterator[int]:
    """Give the places of single blanks that were several in print."""
    pieces = list(zip(passage.starts, passage.origins, strict=True))
    for (start, origin), (after, beyond) in pairwise(pieces):
        if beyond - (origin + after - start) >= _WIDE and passage.text[after - 1 : after] == " ":
            yield after - 1


def _parts_names(left: str, right: str) -> bool:
    """Say whether a wide gap stands between two names, and not within one that a line's end has cut."""
    before = re.split(r"[,;|•(]|\set\s", left)[-1].split()
    behind = re.split(r"[,;|•(]|\set\s", right)[0].split()
    if not before or not behind or not behind[0][0].isupper() or flat(before[-1]) in flat_words("particles"):
        return False
    return len(before) > 1 or is_body_shaped(before[0]) or is_known_body(before[0])


def _neighbours(text: str) -> Iterator[int]:
    """Give the blanks between persons that nothing parts: `Ana Bo Luc Ny`, each with a known first name."""
    for piece in re.finditer(r"[^,;|•()/&]+", text):
        words = [(word.start() + piece.start(), word[0]) for word in re.finditer(r"\S+", piece[0])]
        if len(words) < 4 or not all(word[0].isupper() for _, word in words) or not is_first_name(words[0][1]):
            continue
        begin = 0
        for number in range(2, len(words) - 1):
            several = number - begin > 1 and not is_first_name(words[number - 1][1])
            if several and is_first_name(words[number][1]):
                yield words[number][0] - 1
                begin = number


def _joins(left: str, right: str) -> bool:
    """Persons are always two; the bodies that stand among them may hold an `et`, and functions too."""
    if left.rstrip().endswith(")"):
        return False
    last = last_name(left)
    if is_function(last) and not is_person_shaped(last):
        return not is_person_shaped(re.split(r"[,;|(]", right)[0].strip()) and not is_body_shaped(right.strip())
    if is_surely_person(last):
        return False
    if is_body_shaped(last):
        return one_body(last, right)
    first = last.split()[:1]
    # `SNCF Gares & Connexions`: an acronym opens the name of a body
    return bool(first) and len(last.split()) > 1 and first[0].isupper() and len(first[0]) > 1 and one_body(last, right)


def _joins_bodies(left: str, right: str) -> bool:
    return one_body(left, right)


def _bracket(
    line: RawReferents, passage: Passage, text: str, place: tuple[int, int], bodies: bool
) -> tuple[str | None, list[FoundReferent], int | None]:
    """Read a bracket behind a name: another person, a year, or a note."""
    start, end = place
    inside = text[start:end].strip()
    if not inside:
        return None, [], None
    inside = passage.text[start:end].strip() if inside == passage.text[start:end].strip() else inside.strip(" ,;-–")
    year = _YEAR.search(inside)
    if year is not None and year.start() == 0:
        return None, [], int(year[1])
    also = _ALSO.match(passage.text, start, end)
    if also is not None:
        inner_end = start + len(passage.text[start:end])
        inner_year = _YEAR.search(passage.text[also.end() : inner_end])
        begin, stop = trim(passage.text, also.end(), also.end() + inner_year.start() if inner_year else inner_end)
        name = passage.text[begin:stop]
        if is_person_shaped(name) or is_body_shaped(name):
            assert line.hit.known is not None
            assert line.hit.known.meaning.role is not None
            kind, sure = _kind(name, bodies, line.hit.known.meaning.role)
            other = FoundReferent(
                line.hit.known.meaning.role, line.label, name, kind, None,
                int(inner_year[1]) if inner_year else None, passage.span(begin, stop), sure,
            )  # fmt: skip
            return None, [other], None
    return inside, [], None


# `ADIL des Monts d'Ardoul`, `CAUE de la Vallée`
_ACRONYM_OF = re.compile(r"[A-ZÀ-Ý]{2,8} (?:de |du |des |d['’])")


def _kind(name: str, bodies: bool, role: Role) -> tuple[ReferentKind, bool]:
    """Tell a person from a body by the label, the lists and the name's shape, and whether that is sure."""
    if is_known_body(name):
        return ReferentKind.ORGANISATION, True
    if is_surely_person(name):
        return ReferentKind.PERSON, True
    if bodies or is_body_shaped(name):
        return ReferentKind.ORGANISATION, True
    words = name.split()
    if ends_in_place(name) or (is_known_body(words[-1]) and not is_first_name(words[0])):
        return ReferentKind.ORGANISATION, True  # `Prévention MAIF`
    if _ACRONYM_OF.match(name) and not name.isupper() and not any(map(is_first_name, words[1:])):
        return ReferentKind.ORGANISATION, True
    if is_person_shaped(name):
        return ReferentKind.PERSON, role in _PERSONS  # `Élu référent` names no body
    # `Voirie`, `Urbanisme`: one word that names no person names a service
    several = len(words) > 1 or is_common_noun(name) or any(map(str.isdigit, name))  # `SyME05`
    return (ReferentKind.ORGANISATION if several else ReferentKind.PERSON), False
