"""What a text says of its day, as it is kept: a moment, and where the post stands to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from posts.importer.dating.moments import Moment


class Strength(IntEnum):
    """How much a clue's bounds weigh against another's that contradicts them."""

    NONE = 0  # no bounds, a likelihood only
    WEAK = 2
    FAIR = 4
    FIRM = 8


@dataclass(frozen=True, slots=True)
class Clue:
    """A moment, and where the post stands to it, in days.

    ``low`` and ``early`` count from the moment's first day, ``high`` and ``late`` from its last; None is open. The post
    appeared between ``low`` and ``high``, and most likely between ``early`` and ``late``.
    """

    moment: Moment
    low: int | None = None
    high: int | None = None
    early: int | None = None
    late: int | None = None
    strength: Strength = Strength.NONE
    line: int = 0
    quote: str = ""

    @property
    def is_past(self) -> bool:
        """The moment was over, or under way, when the post appeared."""
        return self.low in (0, 1) and self.high is None

    @property
    def is_ahead(self) -> bool:
        """The moment was still to come."""
        return self.high == 0

    def to_json(self) -> list[Any]:
        moment = self.moment
        return [
            [moment.precision, moment.year, *moment.first, *moment.last, moment.weekday, moment.series, moment.years],
            *(self.low, self.high, self.early, self.late, int(self.strength), self.line, self.quote),
        ]

    @classmethod
    def from_json(cls, data: list[Any]) -> Clue:
        (precision, year, m1, d1, m2, d2, weekday, series, years), low, high, early, late, strength, line, quote = data
        moment = Moment(precision, year, (m1, d1), (m2, d2), weekday, series, tuple(years))
        return cls(moment, low, high, early, late, Strength(strength), line, quote)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one entry says about its day."""

    stated: date | None = None  # by its meta line: nothing is stronger
    clues: tuple[Clue, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain lists, numbers and strings: what ``json.dumps`` takes."""
        return {"stated": self.stated and self.stated.isoformat(), "clues": [clue.to_json() for clue in self.clues]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Evidence:
        stated = date.fromisoformat(data["stated"]) if data["stated"] else None
        return cls(stated, tuple(Clue.from_json(clue) for clue in data["clues"]))
