"""The published plan many times over, names varied and numbers going on: a long plan that no one had to write.

In: the seed, its gold names, a number of copies. Out: one text, the same for the same number.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "source" / "rtes-2022.txt"
GOLD = ROOT / "tests" / "gold" / "rtes-2022.json"

_SYLLABLES = tuple(
    first + vowel
    for first in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
    for vowel in "aeiou"
)
_NUMBER = re.compile(r"(Fiche[ -]action n°)(\d+)")


def enlarged(copies: int) -> str:
    """Give the seed `copies` times: one table of contents, then the fiches, 12 numbers further each time.

    From the second copy on, every person has another surname and every body a word more in its name.
    """
    text = SEED.read_text(encoding="utf-8")
    start = text.index("AXE 1 : ", text.index("GT "))
    contents, body = text[:start], text[start:]
    names = json.loads(GOLD.read_text(encoding="utf-8"))["entities"]
    people = {name.split()[-1] for name in names["people"] if " " in name}
    bodies = {name for name in names["organisations"] if " " in name}
    printed = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(people | bodies, key=len, reverse=True))) + r")\b")

    def copy(part: str, index: int) -> str:
        def renamed(found: re.Match[str]) -> str:
            word = _word(found[0], index)
            return word if found[0] in people else f"{found[0]} {word}"

        numbered = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2]) + 12 * index}", part)
        return printed.sub(renamed, numbered) if index else numbered

    return "".join(
        [*(copy(contents, index) for index in range(copies)), *(copy(body, index) for index in range(copies))]
    )


def _word(name: str, index: int) -> str:
    """A pronounceable word for a name and a copy: no two copies give a name the same one."""
    key = sum(ord(char) * (place + 1) for place, char in enumerate(name)) % 997 + 1000 * index
    syllables = []
    while key:
        key, syllable = divmod(key, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables).capitalize()
