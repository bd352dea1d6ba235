"""The days and periods a text names: "May 7-11", "7–11 May 2018", "late 2016", "11月13日至15日", "KubeCon Berlin".

One scan for the words a date can begin with, a closer look only where one stands: a text without dates costs next to nothing,
and every closer look reads a bounded piece of the text, whatever the length of its lines.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final, Literal

from posts.importer.dating.chronicle import HAPPENINGS, KUBERNETES_RELEASES, PLACES

Precision = Literal["day", "month", "period", "year", "event", "release"]

MOST = 200  # moments looked at in one text: a longer list is a table of data, not a post's story
FIRST_YEAR, LAST_YEAR = 2013, 2035  # earlier years say nothing about when a post was written


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a period, its year perhaps unknown. ``first`` and ``last`` are (month, day)."""

    precision: Precision
    year: int = 0  # 0: not said
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    weekday: int = -1  # of the first day, Monday is 0; -1: not said
    series: str = ""  # a key of HAPPENINGS, for an event
    years: tuple[int, ...] = ()  # an event's possible years, where its city tells

    def last_day(self) -> Moment:
        """The day it ended; an event of an unknown year stays as it is."""
        if not self.series:
            return replace(self, first=self.last)
        spans = self.spans(())
        if not (self.year and spans):
            return self
        end = spans[0][1]
        return Moment("day", end.year, (end.month, end.day), (end.month, end.day))

    def spans(self, years: Iterable[int]) -> list[tuple[date, date]]:
        """First and last day for each of the years that fits; for its own year only, where that is known."""
        if self.series:
            fits = (self.year,) if self.year else self.years or tuple(years)
            return [span for span in HAPPENINGS[self.series] if span[0].year in fits]
        found = []
        for year in (self.year,) if self.year else years:
            start = _day(year, self.first)
            if self.weekday in (-1, start.weekday()):
                found.append((start, _day(year + (self.last < self.first), self.last)))
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """A moment and where the text names it."""

    start: int
    end: int
    moment: Moment


def _day(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    return date(year, month, min(day, monthrange(year, month)[1]))


# Alternatives begin with a literal, so that the engine skips to the next possible first character by table.
TRIGGER: Final = re.compile(
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|20[123][0-9]|Q[1-4]|月"
    "|KubeCon|CloudNativeCon|PromCo[nm]|GS[oO]C|Summer of Code|Kubernetes v?1[.][0-9]"
)
MONTH_NAMES: Final = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
MONTHS: Final = {
    name: number
    for number, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}
WEEKDAYS: Final = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
LOOK_BACK = 32  # characters before a month or a year that can belong to it

LONG_MONTHS: Final = frozenset({1, 3, 5, 7, 8, 10, 12})
_S = r"[^\S\n]"  # a space of any kind, on the same line
_TH = "(?:st|nd|rd|th)?"
_TO = rf"{_S}?(?:[-–—]|to|and|&|through){_S}?"
_YEAR = "20[123][0-9](?![0-9])"
_DAY_END = "(?![0-9%]|[.:][0-9])"

MONTH_DAY: Final = re.compile(
    rf"(?P<month>{MONTH_NAMES})[.]?{_S}(?P<day>[0-9]{{1,2}}){_TH}\b{_DAY_END}"
    rf"(?:{_TO}(?:(?P<month2>{MONTH_NAMES})[.]?{_S})?(?P<day2>[0-9]{{1,2}}){_TH}\b{_DAY_END})?"
    rf"(?:{_S}?,?{_S}{{1,2}}(?:of{_S})?(?P<year>{_YEAR}))?"
)
MONTH: Final = re.compile(
    rf"(?P<month>{MONTH_NAMES})\b[.]?(?:,?{_S}(?:of{_S})?(?P<year>{_YEAR})|{_S}?[’'‘](?P<short>[12][0-9])\b)?"
)
DAY_BEFORE: Final = re.compile(
    rf"(?<![\w.:/,-])(?P<day>[0-9]{{1,2}}){_TH}(?:{_TO}(?P<day2>[0-9]{{1,2}}){_TH})?{_S}(?:of{_S})?$"
)
WEEKDAY_BEFORE: Final = re.compile(rf"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[.]?,?{_S}(?:the{_S})?$")
# A month's name alone is a date only after one of these: "May" is a verb, "March" a walk, "April" a name.
MONTH_LEAD: Final = re.compile(
    r"\b(?:in|since|last|next|this|late|early|mid|until|till|by|from|during|before|after|through|every|following)[ -]$",
    re.IGNORECASE,
)

NOT_A_YEAR_BEFORE: Final = re.compile(
    r"(?:[\w$€£#.:/@=_~<>*+]|[0-9],|\b(?:port|rfc|version|error|code|build|issue|line|page|room|suite|booth|than|over|nearly"
    r"|about|almost|around|approximately|some|copyright|cve|iso|pull request|pr)[ -]|©[ ]?|\(c\)[ ])$",
    re.IGNORECASE,
)
HYPHENATED: Final = re.compile(r"\b(?:mid|early|late|pre|post|since)-$", re.IGNORECASE)
NOT_A_YEAR_AFTER: Final = re.compile(
    r"[\w%]|[.,:/-][0-9]|[^\S\n](?:[a-z]+[^\S\n])?(?:nodes|people|attendees|users|developers|members|companies|pods|containers"
    r"|services|clusters|organizations|organisations|requests|servers|cores|machines|bits?|bytes|times|stars|contributors|hours"
    r"|lines|jobs|customers|stores|employees|engineers|commits|percent)\b"
)
ISO: Final = re.compile(
    "(?P<year>20[123][0-9])(?P<sep>[-/])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)
PART_BEFORE: Final = re.compile(
    rf"\b(?:(?P<part>early|mid|late|spring|summer|autumn|fall|end|beginning|start)[ -](?:(?:of|in|the){_S}){{0,2}}"
    rf"|(?P<half>first|second)[ -]half[ -](?:of{_S})?|H(?P<h>[12]){_S})$",
    re.IGNORECASE,
)
PARTS: Final = {
    "early": ((1, 1), (4, 30)),
    "mid": ((4, 15), (8, 31)),
    "late": ((9, 1), (12, 31)),
    "spring": ((3, 1), (6, 20)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 20)),
    "fall": ((9, 1), (12, 20)),
    "end": ((10, 1), (12, 31)),
    "beginning": ((1, 1), (3, 31)),
    "start": ((1, 1), (3, 31)),
    "first": ((1, 1), (6, 30)),
    "second": ((7, 1), (12, 31)),
    "1": ((1, 1), (6, 30)),
    "2": ((7, 1), (12, 31)),
}
QUARTER: Final = re.compile(rf"Q(?P<quarter>[1-4]),?{_S}(?:of{_S})?(?P<year>{_YEAR})")

HAN_YEAR: Final = re.compile(rf"(?P<year>20[123][0-9]){_S}?年{_S}?(?P<month>[0-9]{{1,2}}{_S}?(?=月))?")
HAN_YEAR_BEFORE: Final = re.compile(rf"(?P<year>20[123][0-9]){_S}?年{_S}?$")
HAN_THIS_YEAR: Final = re.compile(rf"[今去明]年{_S}?$")
HAN_MONTH_BEFORE: Final = re.compile(rf"(?<![0-9.])(?P<month>[0-9]{{1,2}}){_S}?$")
HAN_DAYS: Final = re.compile(
    rf"月{_S}?(?:(?P<day>[0-9]{{1,2}}){_S}?[日号]?"
    rf"(?:{_S}?[至到~–—-]{_S}?(?:(?P<month2>[0-9]{{1,2}}){_S}?月{_S}?)?(?P<day2>[0-9]{{1,2}}))?{_S}?[日号])?"
)

MEETING: Final = re.compile(rf"(?:KubeCon|CloudNativeCon)(?:{_S}?[+/&]{_S}?(?:KubeCon|CloudNative{_S}?Con))?")
MEETING_DETAIL: Final = re.compile(
    rf"[\s,(–-]{{0,3}}(?:(?:in|at|for){_S})?(?:(?P<place>{'|'.join(PLACES)})(?![A-Za-z])|(?P<year>{_YEAR})(?!\w))"
)
PROMCON: Final = re.compile(rf"PromCo[nm]{_S}?(?:(?P<year>{_YEAR})|[’'](?P<short>[12][0-9])(?!\w))")
SUMMER_OF_CODE: Final = re.compile(
    rf"(?:GS[oO]C|Summer of Code)(?:{_S}\(?GS[oO]C\)?)?{_S}?(?:program{_S}|in{_S}|for{_S})?"
    rf"(?:(?P<year>{_YEAR})|[’']?(?P<short>[12][0-9])(?!\w))"
)
RELEASE: Final = re.compile(r"Kubernetes v?1[.](?P<minor>[0-9]{1,2})(?![0-9])")


def find_moments(text: str) -> Iterator[Found]:
    """The moments of the text, in its order, among the first ``MOST`` places where one can stand."""
    done = 0
    for hit in islice(TRIGGER.finditer(text), MOST):
        if hit.start() >= done and (found := _read(text, hit.start(), hit[0])):
            done = found.end
            yield found


def _read(text: str, start: int, trigger: str) -> Found | None:
    if trigger in MONTHS:
        return _month(text, start)
    if trigger[0] == "2":
        return _year(text, start)
    return OTHER_READERS[trigger[:2]](text, start)


def _month(text: str, start: int) -> Found | None:
    """ "May 7-11, 2018", "7–11 May 2018", "May 2018", "in May"."""
    if start and text[start - 1].isalnum():
        return None
    before = text[max(0, start - LOOK_BACK) : start]
    if match := MONTH_DAY.match(text, start):
        first = (MONTHS[match["month"][:3]], int(match["day"]))
        last = (MONTHS[match["month2"][:3]] if match["month2"] else first[0], int(match["day2"] or first[1]))
        return _days(start, match.end(), match["year"], first, last, before)
    match = MONTH.match(text, start)
    if not match:
        return None
    month = MONTHS[match["month"][:3]]
    year = match["year"] or (f"20{match['short']}" if match["short"] else "")
    if day := DAY_BEFORE.search(before):
        first, last = (month, int(day["day"])), (month, int(day["day2"] or day["day"]))
        return _days(start - len(day[0]), match.end(), year, first, last, before[: day.start()])
    if not year and not MONTH_LEAD.search(before):
        return None
    return Found(start, match.end(), Moment("month", int(year or 0), (month, 1), (month, 31)))


def _days(start: int, end: int, year: str | None, first: tuple[int, int], last: tuple[int, int], before: str) -> Found | None:
    if not (_is_day(first) and _is_day(last)):
        return None
    if first[0] == last[0] and last < first:  # "May 8-1": a slip of the pen; the first day stands
        last = first
    weekday = WEEKDAY_BEFORE.search(before)
    return Found(start, end, Moment("day", int(year or 0), first, last, WEEKDAYS[weekday[1]] if weekday else -1))


def _is_day(month_day: tuple[int, int]) -> bool:
    return 1 <= month_day[0] <= 12 and 1 <= month_day[1] <= (29, 30, 31)[(month_day[0] != 2) + (month_day[0] in LONG_MONTHS)]


def _year(text: str, start: int) -> Found | None:
    """ "2018", "2018-09-25", "summer of 2018", "2018 年 9 月"; not "port 2017", "2018 attendees", "© 2019"."""
    if match := ISO.match(text, start):
        if start and text[start - 1].isalnum():
            return None
        day = (int(match["month"]), int(match["day"]))
        return _days(start, match.end(), match["year"], day, day, "")
    year = int(text[start : start + 4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if match := HAN_YEAR.match(text, start):
        if match["month"]:  # the month that follows reads its year from here
            return None
        return Found(start, match.end(), Moment("year", year))
    before = text[max(0, start - LOOK_BACK) : start]
    after = text[start + 4 : start + 4 + LOOK_BACK]
    if (NOT_A_YEAR_BEFORE.search(before) and not HYPHENATED.search(before)) or NOT_A_YEAR_AFTER.match(after):
        return None
    if part := PART_BEFORE.search(before):
        first, last = PARTS[(part["part"] or part["half"] or part["h"]).lower()]
        return Found(start - len(part[0]), start + 4, Moment("period", year, first, last))
    return Found(start, start + 4, Moment("year", year))


def _quarter(text: str, start: int) -> Found | None:
    match = QUARTER.match(text, start)
    if not match:
        return None
    last = int(match["quarter"]) * 3
    return Found(start, match.end(), Moment("period", int(match["year"]), (last - 2, 1), (last, 31)))


def _han_month(text: str, start: int) -> Found | None:
    """ "11月13日至15日", "2018年11月13日", "今年 4 月"; not "3个月"."""
    before = text[max(0, start - LOOK_BACK) : start]
    month = HAN_MONTH_BEFORE.search(before)
    if not month or not 1 <= int(month["month"]) <= 12:
        return None
    number = int(month["month"])
    year = HAN_YEAR_BEFORE.search(before[: month.start()])
    begin = start - len(before) + (year.start() if year else month.start())
    match = HAN_DAYS.match(text, start)
    assert match  # it begins with the trigger
    if match["day"]:
        first = (number, int(match["day"]))
        last = (int(match["month2"] or number), int(match["day2"] or match["day"]))
        return _days(begin, match.end(), year and year["year"], first, last, "")
    if not year and not HAN_THIS_YEAR.search(before[: month.start()]):
        return None
    return Found(begin, match.end(), Moment("month", int(year["year"]) if year else 0, (number, 1), (number, 31)))


def _kubernetes(text: str, start: int) -> Found | None:
    if not (match := RELEASE.match(text, start)):
        return _meeting(text, start)
    day = KUBERNETES_RELEASES.get(int(match["minor"]))
    if not day:
        return None
    return Found(start, match.end(), Moment("release", day.year, (day.month, day.day), (day.month, day.day)))


def _meeting(text: str, start: int) -> Found | None:
    """ "KubeCon + CloudNativeCon Europe 2018", "KubeCon in Seattle (2018)"; a bare "KubeCon" is no moment."""
    match = MEETING.match(text, start)
    end, series, year = match.end() if match else start, "", 0
    years: tuple[int, ...] = ()
    while detail := MEETING_DETAIL.match(text, end):
        if detail["year"]:
            if year:
                break
            year = int(detail["year"])
        else:
            place_series, place_years = PLACES[detail["place"]]
            if series not in ("", place_series):
                break
            series, years = place_series, place_years or years
        end = detail.end()
    if year and not any(span[0].year == year for span in HAPPENINGS.get(series, ())):
        return Found(start, end, Moment("year", year))
    if not series:
        return None
    return Found(start, end, Moment("event", year or (years[0] if len(years) == 1 else 0), series=series, years=years))


def _happening(series: str, pattern: re.Pattern[str]) -> Callable[[str, int], Found | None]:
    """A reader of events that are told apart by their year alone."""

    def read(text: str, start: int) -> Found | None:
        match = pattern.match(text, start)
        if not match or not (match["year"] or match["short"]):
            return None
        year = int(match["year"] or f"20{match['short']}")
        known = any(span[0].year == year for span in HAPPENINGS[series])
        return Found(start, match.end(), Moment("event", year, series=series) if known else Moment("year", year))

    return read


OTHER_READERS: Final[dict[str, Callable[[str, int], Found | None]]] = {
    "月": _han_month,
    "Ku": _kubernetes,
    "Cl": _meeting,
    "Pr": _happening("promcon", PROMCON),
    "GS": _happening("summer-of-code", SUMMER_OF_CODE),
    "Su": _happening("summer-of-code", SUMMER_OF_CODE),
    **{f"Q{number}": _quarter for number in range(1, 5)},
}
