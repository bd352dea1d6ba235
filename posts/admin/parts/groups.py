"""Findings by their kind, and never more of one than can be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one kind; ``shown`` are the first of them, as a page says them."""

    heading: str
    count: int
    shown: tuple[Any, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def grouped(findings: Sequence, headings: Mapping, say: Callable[[Any], Any], most: int) -> Iterator[Group]:
    """``findings`` have a ``kind`` and stand in its order; at most ``most`` of each are shown."""
    for kind, members in groupby(findings, key=lambda finding: finding.kind):
        found = list(members)
        yield Group(str(headings[kind]), len(found), tuple(say(one) for one in found[:most]))
