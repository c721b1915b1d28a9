"""Keep many values in little memory: each is packed when it is laid down and unpacked when it is asked for.

A page's letters with their places take some 80 kB as Python objects and 14 kB on the shelf: what lets a plan of
thousands of pages be read with the memory of a few.
"""

import itertools
import pickle
import zlib
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar, cast

Value = TypeVar("Value")
_FASTEST = 1


def batched(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """Give values in lists of at most `size`."""
    rest = iter(values)
    while some := list(itertools.islice(rest, size)):
        yield some


class Shelf(Generic[Value]):
    """A list of values that this process made, packed. What is taken from it is a copy."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, index: int) -> Value:
        return cast("Value", pickle.loads(zlib.decompress(self._packed[index])))

    def __iter__(self) -> Iterator[Value]:
        return (self[index] for index in range(len(self)))

    def lay(self, value: Value) -> None:
        """Take a value."""
        self._packed.append(zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FASTEST))

    def drain(self) -> Iterator[Value]:
        """Give the values in order, each for the last time."""
        for index in range(len(self)):
            value = self[index]
            self._packed[index] = b""
            yield value
