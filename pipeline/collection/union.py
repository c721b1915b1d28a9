"""Which of many numbered names are one, and why: sets that grow together, eight bytes a name."""

from array import array
from collections.abc import Iterable
from enum import StrEnum


class Evidence(StrEnum):
    """Why a name of a plan belongs to an entity of the collection, the strongest reason first."""

    ALONE = "alone"
    IDS = "ids"
    KNOWN = "known"
    NAME = "name"
    ACRONYM = "acronym"
    COMPANY = "company"


_ORDER = tuple(Evidence)


class Union:
    """Sets of names, numbered from 1; none ever holds two different identifiers of one scheme."""

    def __init__(self) -> None:
        self._parent = array("q", [0])
        self._why = bytearray([0])
        self._ids: dict[int, dict[str, str]] = {}

    def __len__(self) -> int:
        """Give how many names there are."""
        return len(self._parent) - 1

    def add(self, ids: dict[str, str]) -> int:
        """Add a name, with its identifiers elsewhere, and give its number."""
        number = len(self._parent)
        self._parent.append(number)
        self._why.append(0)
        if ids:
            self._ids[number] = dict(ids)
        return number

    def root(self, number: int) -> int:
        """Give the least number of the set that a name is in."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def why(self, number: int) -> Evidence:
        """Say why a name is in its set."""
        return _ORDER[self._why[number]]

    def join(self, numbers: Iterable[int], why: Evidence) -> None:
        """Make one set of several names, each with the first one that its identifiers do not contradict.

        Of a name that bears different identifiers (two communes), the ones without identifier join none.
        """
        roots = {number: self.root(number) for number in numbers}
        told = [root for root in dict.fromkeys(roots.values()) if root in self._ids]
        if any(self._contradict(told[0], other) for other in told[1:]):
            roots = {number: root for number, root in roots.items() if root in self._ids}
        firsts: dict[int, int] = {}
        for number, root in roots.items():
            if root not in firsts:
                now = self.root(root)
                agreed = (each for each in dict.fromkeys(firsts.values()) if not self._contradict(self.root(each), now))
                firsts[root] = next(agreed, number)
            if firsts[root] != number:
                self._join(firsts[root], number, why)

    def _join(self, first: int, second: int, why: Evidence) -> None:
        one, two = sorted((self.root(first), self.root(second)))
        if one != two:
            self._parent[two] = one
            if two in self._ids:
                self._ids[one] = {**self._ids.pop(two), **self._ids.get(one, {})}
        for number in (first, second):
            if self._why[number] == 0:
                self._why[number] = _ORDER.index(why)

    def _contradict(self, one: int, two: int) -> bool:
        if one == two or one not in self._ids or two not in self._ids:
            return False
        ids = self._ids[one]
        return any(ids.get(scheme, value) != value for scheme, value in self._ids[two].items())
