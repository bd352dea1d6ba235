"""When a WordPress record appeared, in UTC. Pure.

WordPress keeps two times of a post: GMT, and that of the site's own clock. Drafts and posts of old versions have the latter
only, and an export does not say how the clock was set. Records that have both tell it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from posts.importer.readers.wxr_parts import text_of
from posts.importer.records import When

EMPTY = "0000-"
EMPTY_YEAR = "-0001"  # what PHP makes of it
FIRST_YEAR, LAST_YEAR = 1970, datetime.max.year
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)  # the clocks there are, against GMT
MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE  # all clocks differ from GMT by some of these


@dataclass(frozen=True, slots=True)
class Clock:
    """Day → how far the site's clock was ahead of GMT then, of the days that records tell of."""

    ahead: dict[date, timedelta] = field(default_factory=dict)

    def learn(self, element) -> None:
        gmt, local = _moment(text_of(element, "{wp}post_date_gmt")), _moment(text_of(element, "{wp}post_date"))
        if gmt and local and WEST <= (ahead := local - gmt) <= EAST and not ahead % QUARTER:
            self.ahead.setdefault(local.date(), ahead)

    def as_json(self, day: date | None) -> dict[str, int]:
        """What ``day`` told, in minutes."""
        return {day.isoformat(): self.ahead[day] // MINUTE} if day else {}

    @classmethod
    def from_json(cls, kept: Mapping[str, int]) -> "Clock":
        return cls({date.fromisoformat(day): minutes * MINUTE for day, minutes in kept.items()})

    def nearest(self, day: date) -> date | None:
        return min(self.ahead, key=lambda known: (abs(known - day), known), default=None)


class Dated(NamedTuple):
    """``reason`` says why the date is a guess."""

    when: When | None = None
    reason: str = ""
    learnt: date | None = None  # the day that told how the clock was set


def when_of(element, clock: Clock) -> Dated:
    """Nothing for ``0000-00-00``.

    WordPress makes ``pubDate`` of ``post_date_gmt``; of one that is empty it makes a day in 1970, 1999 or the year -1, as PHP
    happens to count.
    """
    gmt = text_of(element, "{wp}post_date_gmt")
    said = _moment(gmt) or (None if _is_empty(gmt) else _published(text_of(element, "pubDate")))
    if said:
        return Dated(When(said.date(), "given", time=said.timetz().isoformat()))
    local = _moment(text_of(element, "{wp}post_date"))
    return _guess(local, clock) if local else Dated()


def _guess(local: datetime, clock: Clock) -> Dated:
    learnt = clock.nearest(local.date())
    if learnt is None:
        earliest, latest = (local - EAST).date(), (local - WEST).date()
        reason = "The export says when it appeared by the site's clock, and not how that was set: the day can be off by one."
        return Dated(_inferred(local, earliest, latest), reason)
    moment = local - clock.ahead[learnt]
    day = moment.date()
    reason = f"The export says when it appeared by the site's clock, which on {learnt} was {_shown(clock.ahead[learnt])}."
    return Dated(_inferred(moment, day, day), reason, learnt=learnt)


def _inferred(moment: datetime, earliest: date, latest: date) -> When:
    return When(moment.date(), "inferred", earliest, latest, moment.timetz().isoformat())


def _shown(ahead: timedelta) -> str:
    """
    >>> _shown(timedelta(hours=2)), _shown(timedelta(hours=-3, minutes=-30)), _shown(timedelta())
    ('GMT+02:00', 'GMT-03:30', 'GMT+00:00')
    """
    hours, minutes = divmod(abs(ahead) // MINUTE, 60)
    return f"GMT{'-' if ahead < timedelta() else '+'}{hours:02}:{minutes:02}"


def _is_empty(text: str) -> bool:
    return text.startswith(EMPTY) or EMPTY_YEAR in text


def _moment(text: str) -> datetime | None:
    if not text or _is_empty(text):
        return None
    try:
        return _in_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _published(text: str) -> datetime | None:
    if not text or _is_empty(text):
        return None
    try:
        return _in_utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _in_utc(moment: datetime) -> datetime | None:
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return moment if FIRST_YEAR <= moment.year < LAST_YEAR else None
