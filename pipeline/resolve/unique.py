"""Ids that are unique in a plan."""


class UniqueIds:
    """Gives each id once: a wanted one that is taken gets the next free number behind it."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def __contains__(self, identity: str) -> bool:
        return identity in self._last

    def take(self, wanted: str) -> str:
        """Give `wanted`, else `wanted-2`, `wanted-3` …"""
        if wanted not in self._last:
            self._last[wanted] = 1
            return wanted
        identity, count = wanted, self._last[wanted]
        while identity in self._last:
            count += 1
            identity = f"{wanted}-{count}"
        self._last[wanted] = count
        self._last[identity] = 1
        return identity
