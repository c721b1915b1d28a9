"""Change bytes, whatever they are."""

import random
from collections.abc import Callable

from tests.fuzz.mutate.odd import WORDS

Mutation = Callable[[bytes, random.Random], bytes]


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
