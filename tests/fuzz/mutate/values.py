"""Change a JSON text value by value."""

import json
import random
from copy import deepcopy
from typing import Any

from tests.fuzz.mutate.lines import text, words
from tests.fuzz.mutate.odd import WORDS

_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 2**53, 2**63, 10**400, "", " ", "x", "2022-02-30", "0000-00-00", [], {}),
    *([None], [[]], {"": None}, "é" * 300, "\ud800", "\0", float("nan"), float("inf")),
)


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
            holder[key] = words(holder[key], "", chance) if isinstance(holder[key], str) else [holder[key]]
    return value
