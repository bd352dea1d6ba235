"""Long lists in parts: a database takes only so many values with a query. Pure."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

VALUES = 500  # to a query


def batches(items: Sequence[Item], size: int = VALUES) -> Iterator[Sequence[Item]]:
    """All of ``items``, at most ``size`` at a time.

    >>> list(batches("abcde", 2))
    ['ab', 'cd', 'e']
    """
    for start in range(0, len(items), size):
        yield items[start : start + size]
