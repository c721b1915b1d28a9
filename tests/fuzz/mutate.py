"""Make an input out of one that is nearly right: as bytes, as lines of a plan, as the tree inside a package.

In: bytes, chance. Out: other bytes, the same for the same chance.
"""

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

Mutation = Callable[[bytes, random.Random], bytes]

_LARGEST_PACKAGE = 300_000  # bytes, unpacked: cut short it would be no archive
_EPOCH = (2020, 1, 1, 0, 0, 0)
# Numbers at which a program that trusts them goes wrong.
NUMBERS = (
    *("0", "1", "2", "-1", "9", "10", "63", "64", "200", "255", "256", "1000", "65535", "65536", "2147483647"),
    *("2147483648", "-2147483648", "4294967296", "18446744073709551616", "99999999999999999999", "1e9", "1e400", "0.5"),
    *("-0.0001", "NaN", "inf", "", " ", "³", "٣", "1_0", "0x10", "+1", "１２"),
)
# What plans print and what patterns turn on.
WORDS = (
    *("Fiche action n° 1 : Titre", "Fiche-action n°2", "FICHE 1.2 –", "AXE 1 : TITRE", "# ", "## ", "### ", "Axe B –"),
    *("Commission transversale : Nom", "GT Nom", "Mesure 3.", "Sommaire", "page 12", "....... 12", "\f", "- ", "  - "),
    *("Pilote :", "Référent CA :", "Référent équipe :", "Autres contributeurs :", "Objectifs :", "Actions 2022 :"),
    *("Réalisations 2021 :", "Partenaires :", "Financement :", "Calendrier", "Budget (€) :", "Statut : en cours"),
    *("Priorité : haute", "Date de début :", "Échéance :", "Indicateurs :", "Points d'attention :", "Moyens :"),
    *(
        "30.11.21",
        "du 1er au 3 juin 2022",
        "6 & 7.12.21",
        "T1 2022",
        "fin 2022",
        "2018-2021",
        "d'ici 2030",
        "31 février",
    ),
    *(
        "entre mai et novembre 2023",
        "mi-2022",
        "rentrée",
        "à l'automne",
        "44562",
        "10 000 €",
        "12 k€ HT",
        "1,5 M€ par an",
    ),
    *(
        "5 à 10 k€",
        "€",
        "HT",
        "ADEME",
        "Région (500 €)",
        "Odile CROZET",
        "Mme Anne-Lise d'Arc",
        "M. J.-P. Nom (Tarance)",
    ),
    *("association Terres Vives", "Ville de Tarance et Cc du Val", "des chercheurs", "(en 2022)", "?", "à confirmer"),
    *(
        "**",
        "__",
        "*",
        "_",
        "<br>",
        "<br/>",
        "|",
        "| --- |",
        "|---|---|",
        "\\",
        "\\*",
        "[a](b)",
        "![",
        "](",
        "---",
        "…",
    ),
    *(":", " : ", ";", ",", "/", "(", ")", "«", "»", "’", "–", "•", "◦", "\t", "\u00a0", "\u202f", "\u200b", "\u00ad"),
    *(
        "\ufeff",
        "\u2028",
        "\x0b",
        "\x85",
        "\x1c",
        "\x01",
        "\u0301",
        "e\u0301",
        "\U0001f600",
        "\u202e",
        "ﬁ",
        "İ",
        "ß",
        "Ⅳ",
    ),
    *("²", "½", "①", "٣", "１", "é·e", "élu(e)s", "n°", "1er", "œ", "ǅ", "\U0001d7d8", "\r", "\r\n", "\n", "\n\n", " "),
)
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_TAG = re.compile(r"(<[^<>]*>?)")
_HTML = (
    *(
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<ol start='0' type='I'>",
        "</ol>",
        "<li>",
        "<li value='-5'>",
        "<table>",
        "</table>",
    ),
    *(
        "<tr>",
        "<td>",
        "<td rowspan='1000' colspan='1000'>",
        "<td rowspan='0'>",
        "<th scope='row'>",
        "<caption>",
        "<br>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<h6>",
        "<b>",
        "</b>",
        "<em>",
        "<pre>",
        "<div hidden>",
        "<template>",
        "<svg>",
        "<math>",
        "<style>",
    ),
    *("<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<details>", "<dl><dt>", "<dd>", "<nav>", "<main>"),
    *("<meta charset='utf-7'>", "<meta charset='x'>", "<?xml version='1.0' encoding='utf-16'?>", "<base href='//x'>"),
    *("&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&amp", "&lt;", "<a href='x'>", "<input value='x'>", "<select>"),
    *(
        "<span style='display:none'>",
        "<frameset>",
        "<noscript>",
        "<ruby>",
        "<sup>",
        "<textarea>",
        "<plaintext>",
        "<colgroup>",
    ),
)


def stir(data: bytes, chance: random.Random) -> bytes:
    """Change bytes without a thought of what they mean."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        start = chance.randrange(len(broken) + 1)
        match chance.randrange(6):
            case 0:
                del broken[start:]
            case 1:
                del broken[start : start + chance.choice((1, 2, 8, 64, 512))]
            case 2 if broken:
                broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
            case 3:
                broken[start:start] = chance.choice(WORDS).encode()
            case 4:
                broken[start : start + 8] = chance.randbytes(chance.randrange(1, 9))
            case _:
                end = start + chance.choice((2, 16, 200, 2000))
                broken[start:start] = broken[start:end] * chance.choice((1, 1, 2, 20))
    return bytes(broken)


def text(data: bytes, chance: random.Random) -> bytes:
    """Change a text as if its lines, words and marks had been shuffled; seldom its bytes or its encoding."""
    if chance.randrange(20) == 0:
        return stir(data, chance)
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 6, 12))):
        _lines(lines, chance)
    changed = "\n".join(lines)
    match chance.randrange(30):
        case 0:
            changed = changed.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\u2028", " ")))
        case 1:
            changed = changed.upper() if chance.randrange(2) else changed.lower()
        case 2:
            return changed.encode(chance.choice(("utf-16", "utf-8-sig", "cp1252", "utf-32-le", "mac-roman")), "replace")
    return changed.encode("utf-8", "surrogatepass")


def _lines(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    match chance.randrange(14):
        case 0:
            lines[at], lines[other] = lines[other], lines[at]
        case 1:
            lines[at:at] = lines[other : other + chance.choice((1, 2, 8))]
        case 2:
            lines[at : at + chance.choice((1, 1, 2, 8))] = []
            lines[:] = lines or [""]
        case 3:
            lines[at : at + 2] = [chance.choice(("", " ", "\t", " : ", " | ")).join(lines[at : at + 2])]
        case 4:
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        case 5:
            lines[at] = chance.choice((" ", "  ", "\t", "- ", "1. ", "| ", "# ", "> ", "**", "\u00a0")) + lines[at]
        case 6:
            lines[at] += chance.choice((" ", " :", ":", " |", "**", "  ", "…", "-", " page 3", " ?", "\\"))
        case 7:
            lines.insert(at, chance.choice(WORDS))
        case 8:
            lines[at] = lines[at] * chance.choice((2, 3, 40))
        case 9:
            lines.insert(at, "")
        case _:
            lines[at] = _words(lines[at], lines[other], chance)


def _words(line: str, other: str, chance: random.Random) -> str:
    words, more = _TOKEN.findall(line) or [""], _TOKEN.findall(other) or [""]
    at = chance.randrange(len(words))
    match chance.randrange(7):
        case 0:
            words[at] = chance.choice(WORDS)
        case 1:
            words.insert(at, chance.choice(WORDS))
        case 2:
            del words[at]
        case 3:
            words[at] = chance.choice(more)
        case 4:
            words[at] = chance.choice((words[at].upper(), words[at].lower(), words[at].capitalize(), words[at][::-1]))
        case 5:
            words[at] = chance.choice(NUMBERS)
        case _:
            there = chance.randrange(len(words))
            words[at], words[there] = words[there], words[at]
    return "".join(words)


def html(data: bytes, chance: random.Random) -> bytes:
    """Change a page tag by tag, or between the tags."""
    if chance.randrange(12) == 0:
        return stir(data, chance)
    parts = [part for part in _TAG.split(data.decode("utf-8", "replace")) if part]
    for _ in range(chance.choice((1, 2, 4, 10))):
        at = chance.randrange(len(parts) + 1)
        there = chance.randrange(len(parts) + 1)
        match chance.randrange(8):
            case 0:
                parts.insert(at, chance.choice(_HTML))
            case 1:
                del parts[at : at + 1]
            case 2:
                parts[at:at] = parts[there : there + chance.choice((1, 3, 10))]
            case 3:
                parts[at : at + 1] = [chance.choice(_HTML)] * chance.choice((1, 2, 30))
            case 4 | 5 if at < len(parts):
                parts[at] = _words(parts[at], chance.choice(parts), chance)
            case 6:
                parts[at:at] = parts[there:]
            case _:
                parts.insert(at, chance.choice(WORDS))
        parts = parts or [""]
    return "".join(parts).encode("utf-8", "surrogatepass")


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
            members[name] = tree(members[name], chance)
        changed = packed(members)
        return changed if len(changed) < _LARGEST_PACKAGE else data

    return mutate


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist() if member.file_size < 2**21}


def packed(members: dict[str, bytes]) -> bytes:
    """Write a zip package, the same bytes for the same members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return stream.getvalue()


def tree(data: bytes, chance: random.Random) -> bytes:
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
            one.text = _allowed(_words(one.text or "", other.text or "", chance))


def _allowed(value: str) -> str:
    """Leave out what XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)


_PDF_TOKEN = re.compile(rb"(/[A-Za-z0-9]+|-?\d+(?:\.\d+)?|<<|>>|\[|\]|\([^()]*\)|\b[A-Za-z*']{1,9}\b)")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pdf(data: bytes, chance: random.Random) -> bytes:
    """Change a PDF file token by token, also within its compressed streams; pdfium finds the objects by itself."""
    if chance.randrange(10) == 0:
        return stir(data, chance)
    if chance.randrange(2) and (streams := list(_STREAM.finditer(data))):
        stream = chance.choice(streams)
        try:
            content, compressed = zlib.decompress(stream[1]), True
        except zlib.error:
            content, compressed = stream[1], False
        content = _tokens(content, chance)
        if compressed:
            content = zlib.compress(content, 1)
        return data[: stream.start(1)] + content + data[stream.end(1) :]
    return _tokens(data, chance)


def _tokens(data: bytes, chance: random.Random) -> bytes:
    parts = _PDF_TOKEN.split(data)
    if len(parts) < 3:
        return stir(data, chance)
    for _ in range(chance.choice((1, 2, 4, 10))):
        at = chance.randrange(1, len(parts), 2)
        there = chance.randrange(1, len(parts), 2)
        match chance.randrange(6):
            case 0:
                parts[at] = parts[there]
            case 1:
                parts[at : at + 1] = parts[there : there + chance.choice((1, 3, 9, 41))]
            case 2:
                parts[at] = b""
            case _ if parts[at][:1].isdigit() or parts[at][:1] == b"-":
                parts[at] = chance.choice(NUMBERS).encode()
            case _:
                same = [part for part in parts[1::2] if part[:1] == parts[at][:1]]
                parts[at] = chance.choice(same)
        if len(parts) < 3:
            break
    return b"".join(parts)


def tables(data: bytes, chance: random.Random) -> bytes:
    """Change a JSON text value by value; what is no JSON, as text."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return text(data, chance)
    if chance.randrange(15) == 0:
        return text(data, chance)
    for _ in range(chance.choice((1, 1, 2, 5))):
        value = _json(value, chance)
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 2**53, 2**63, 10**400, "", " ", "x", "2022-02-30", "0000-00-00", [], {}),
    *([None], [[]], {"": None}, "é" * 300, "\ud800", "\0", float("nan"), float("inf")),
)


def _json(value: Any, chance: random.Random) -> Any:
    holders: list[Any] = []
    queue = [value]
    while queue:
        each = queue.pop()
        if isinstance(each, dict | list) and each:
            holders.append(each)
            queue += each.values() if isinstance(each, dict) else each
    if not holders:
        return chance.choice(_ODD)
    holder, other = chance.choice(holders), chance.choice(holders)
    keys = list(holder) if isinstance(holder, dict) else range(len(holder))
    key = chance.choice(keys)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = chance.choice(_ODD)
        case 2:
            holder[key] = deepcopy(chance.choice(list(other.values()) if isinstance(other, dict) else other))
        case 3 if isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        case 4 if isinstance(holder, dict):
            holder[chance.choice((str(key) + "s", *WORDS[:5]))] = holder.pop(key)
        case _ if isinstance(holder[key], int | float):
            holder[key] = holder[key] + chance.choice((1, -1, 1000, -(2**31)))
        case _:
            holder[key] = _words(holder[key], "", chance) if isinstance(holder[key], str) else [holder[key]]
    return value
