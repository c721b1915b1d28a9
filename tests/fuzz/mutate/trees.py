"""Change a zip package and the XML trees inside it."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from tests.fuzz.mutate.lines import words
from tests.fuzz.mutate.odd import NUMBERS, WORDS
from tests.fuzz.mutate.raw import Mutation, stir

_LARGEST_PACKAGE = 300_000  # bytes, unpacked: cut short it would be no archive
_EPOCH = (2020, 1, 1, 0, 0, 0)


def package(main: Sequence[str]) -> Mutation:
    """Give the mutation of a zip package: mostly of the trees of its `main` parts, seldom of the archive."""

    def mutate(data: bytes, chance: random.Random) -> bytes:
        try:
            members = _unpacked(data)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error):
            return stir(data, chance)
        names = [name for name in main if name in members] or sorted(members)
        if chance.randrange(15) == 0 or not names:
            return stir(data, chance)
        name = chance.choice(names) if chance.randrange(12) else chance.choice(sorted(members))
        if chance.randrange(25) == 0:
            del members[name]
        elif chance.randrange(25) == 0:
            members[name] = members[chance.choice(sorted(members))]
        else:
            members[name] = _tree(members[name], chance)
        changed = _packed(members)
        return changed if len(changed) < _LARGEST_PACKAGE else data

    return mutate


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist() if member.file_size < 2**21}


def _packed(members: dict[str, bytes]) -> bytes:
    """Write a zip package, the same bytes for the same members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return stream.getvalue()


def _tree(data: bytes, chance: random.Random) -> bytes:
    """Change an XML part: elements moved, doubled, nested, dropped, attributes and text replaced."""
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return stir(data, chance)
    if chance.randrange(40) == 0:
        return stir(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        _element(chance.choice(elements), chance.choice(elements), root, chance)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _element(one: Any, other: Any, root: Any, chance: random.Random) -> None:
    parent = one.getparent()
    match chance.randrange(12):
        case 0 if parent is not None:
            parent.remove(one)
        case 1:
            one.append(deepcopy(other))
        case 2 if parent is not None:
            for _ in range(chance.choice((1, 1, 3, 30))):
                parent.insert(parent.index(one), deepcopy(one))
        case 3 if parent is not None and other not in one.iter():
            other.append(one)
        case 4 if parent is not None:  # its children in its place
            for inner in list(one):
                one.addprevious(inner)
            parent.remove(one)
        case 5 if parent is not None:
            place, depth = parent.index(one), chance.choice((1, 3, 40))
            parent.remove(one)
            for _ in range(depth):
                around = etree.Element(other.tag, dict(other.attrib))
                around.append(one)
                one = around
            parent.insert(place, one)
        case 6:
            one.tag = other.tag
        case 7 if one.attrib:
            del one.attrib[chance.choice(sorted(one.attrib))]
        case 8:
            one.attrib.update(dict(other.attrib))
        case 9 | 10 if one.attrib:
            key = chance.choice(sorted(one.attrib))
            one.attrib[key] = _allowed(chance.choice((*NUMBERS, *WORDS, *other.attrib.values())))
        case _:
            one.text = _allowed(words(one.text or "", other.text or "", chance))


def _allowed(value: str) -> str:
    """Leave out what XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
