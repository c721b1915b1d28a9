"""How public bodies are headed: `CC du Val` and `Communauté de communes du Val` are one, `CD 32` is a département.

In: `bodies.toml`. Out: for the words of a name, its head in one form, what stands behind it, and the words that
alone speak of a body with that head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary import read_toml
from pipeline.vocabulary.folding import fold
from pipeline.vocabulary.territories import Level, departements, headed, squeezed, territories

SMALL = frozenset({"de", "du", "des", "d", "la", "le", "les", "l"})
_LINKS = frozenset({"de", "du", "des", "d"})


@dataclass(frozen=True, slots=True)
class Head:
    """One head: its form, the word sequences that open and close a name with it, and those that stand for it alone."""

    form: str
    opening: tuple[tuple[str, ...], ...]
    behind: tuple[str, ...]
    alone: frozenset[str]
    before: Level | None
    linked: bool

    @property
    def several(self) -> bool:
        """Whether one body may be headed in more than one way."""
        return len(self.opening) > 1 or bool(self.behind) or self.before is not None


def words_of(name: str) -> tuple[str, ...]:
    """Give the folded words of a name: `l'agglo & Cie` is `l`, `agglo`, `et`, `cie`."""
    return tuple(fold(name).replace("'", " ").replace("&", " et ").split())


@cache
def heads() -> tuple[Head, ...]:
    """Give every head."""
    found = []
    for entry in read_toml("bodies.toml")["head"]:
        spelled = [entry["name"], *entry.get("also", ())]
        found.append(
            Head(
                form="".join(words_of(entry["name"])),
                opening=tuple(words_of(each) for each in spelled),
                behind=tuple("".join(words_of(each)) for each in entry.get("behind", ())),
                alone=frozenset("".join(words_of(each)) for each in (*spelled, *entry.get("short", ()))),
                before=Level(entry["before"]) if "before" in entry else None,
                linked=entry.get("linked", False),
            )
        )
    return tuple(found)


@cache
def standing_alone() -> frozenset[str]:
    """Give what may stand for a body alone: `lacommunaute` without its article, `reseau`, `cd`."""
    return frozenset(short for head in heads() for short in head.alone)


def headed_name(words: Sequence[str]) -> tuple[Head, str] | None:
    """Take a body's name apart.

    Args:
        words: its folded words, without leading article.

    Returns:
        its head and what stands behind it in one form (a territory by its code), or nothing for another name.
    """
    for head, length in _openings().get(words[0], ()) if words else ():
        if tuple(words[:length]) in head.opening and len(words) > length:
            rest = words[length:]
            if (head.linked or len(words[0]) == 2) and head.before is None and rest[0] not in _LINKS:
                continue
            own = _own(rest)
            if own and head.before is not None:
                own = _territory(own, head.before) or ""
            if own:
                return head, own
    if len(words) > 1:
        for head in heads():
            if words[-1] in head.behind:
                return head, "".join(words[:-1])
    return None


@cache
def _openings() -> dict[str, tuple[tuple[Head, int], ...]]:
    """The heads by the first word of each of their openings, the longest opening first."""
    found = sorted(
        ((opening, head) for head in heads() for opening in head.opening), key=lambda each: (-len(each[0]), each[0])
    )
    return {
        first: tuple((head, len(opening)) for opening, head in found if opening[0] == first)
        for first in dict.fromkeys(opening[0] for opening, _ in found)
    }


def _own(words: Sequence[str]) -> str:
    """What is behind a head without the small words before it: `du Val`, `de la Loire`."""
    start = 0
    while start < len(words) - 1 and words[start] in SMALL:
        start += 1
    return squeezed(" ".join(words[start:])) if words[start] not in SMALL else ""


def _territory(own: str, level: Level) -> str | None:
    """The code of the territory that a body governs: by name, or by number for a département."""
    for territory in territories().get(own, ()):
        if territory.level is level:
            return territory.name
    numbered = departements().get(own.upper().zfill(2)) if level is Level.DEPARTEMENT else None
    brand = headed().get(own) if level is Level.REGION else None
    found = numbered or brand
    return found.name if found else None
