"""Change a text line by line and word by word."""

import random
import re

from tests.fuzz.mutate.odd import NUMBERS, WORDS
from tests.fuzz.mutate.raw import stir

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


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
            lines[at] = words(lines[at], lines[other], chance)


def words(line: str, other: str, chance: random.Random) -> str:
    """Change one word, number or mark of a line, perhaps into one of another line."""
    tokens, more = _TOKEN.findall(line) or [""], _TOKEN.findall(other) or [""]
    at = chance.randrange(len(tokens))
    match chance.randrange(7):
        case 0:
            tokens[at] = chance.choice(WORDS)
        case 1:
            tokens.insert(at, chance.choice(WORDS))
        case 2:
            del tokens[at]
        case 3:
            tokens[at] = chance.choice(more)
        case 4:
            tokens[at] = chance.choice(
                (tokens[at].upper(), tokens[at].lower(), tokens[at].capitalize(), tokens[at][::-1])
            )
        case 5:
            tokens[at] = chance.choice(NUMBERS)
        case _:
            there = chance.randrange(len(tokens))
            tokens[at], tokens[there] = tokens[there], tokens[at]
    return "".join(tokens)
