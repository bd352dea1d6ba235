"""What a post's own text says about when it was written.

Every moment the text names is read with the words around it: "submissions are due by August 24" was written before that day,
most likely weeks before; "we have caught our breath after the event" shortly after it. What year "August 24" is in, and which
of two clues to believe, is decided later with the whole listing in view: see ``posts.importer.timeline``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final

from posts.importer.dating.clues import Clue, Evidence, Strength
from posts.importer.dating.moments import FIRST_YEAR, LAST_YEAR, Found, Moment, find_moments
from posts.importer.records import Entry

SENTENCE_REACH = 240  # characters to either side of a moment that can be of its sentence
NEAR_WORDS = 10  # a cue this many words away surely speaks of the moment
UNTIL_REACH, HAN_REACH = 40, 40  # characters
FORESIGHT = 700  # days; nobody announces the very day of a meeting earlier
BORROW_REACH = 60  # characters between "May 20-23" and the year it reads as its own
QUOTE_LENGTH = 90  # characters of the text quoted as the reason


class Tense(StrEnum):
    FUTURE = "future"
    DEADLINE = "deadline"  # future, and the post calls for something to be done by then
    PAST = "past"
    RECAP = "recap"  # past, and the post is about how it was
    FRESH = "fresh"  # past, and the memory is days old
    NONE = "none"


# Words and pairs of words, in lower case, that say how the post stands to what is named near them.
CUES: Final[dict[Tense, str]] = {
    Tense.DEADLINE: "due, deadline, deadlines, submit, submission, submissions, apply, applying, application, applications, "
    "close, closes, cfp, nominate, nominations, rsvp, call for, calls for, early bird, open until, vote by",
    Tense.FUTURE: "will, we'll, you'll, they'll, i'll, shall, won't, upcoming, join, register, registration, happening, "
    "scheduled, attend, invite, invited, expect, expected, expects, plan, plans, planned, planning, aim, aims, "
    "kicks, begins, starts, until, tickets, going to, to be, taking place, take place, takes place, coming up, "
    "coming to, coming soon, coming in, see you, don't miss, can't wait, save the, looking forward, look forward, "
    "hope to, set to, mark your, later this, ahead of, time for, sold out, speaking at, happens on, runs from",
    Tense.RECAP: "concluded, takeaways, attended, an end, transparency report, experience at, experiences at, experience from, "
    "experiences from, highlights of, highlights from, took place",
    Tense.FRESH: "recap, look back, looking back, wrap up, wrapped up, our breath, thank you, missed out, just concluded, just "
    "ended, just returned, just wrapped",
    Tense.PAST: "was, were, had, held, launched, announced, presented, gathered, since, ago, spoke, surveyed, joined, became, "
    "released, accepted, started, began, earlier, previously, recently, posted, published, originally, appeared, "
    "voted, donated, founded, introduced, unveiled, moved, hosted, came, went, saw, spent, gave, met, featured, "
    "won, awarded, participated, graduated, created, grew, noticed, reached, recorded, delivered, offered, "
    "debuted, happened, occurred, broke, failed, crashed, upgraded, migrated, deployed, ran, wrote, built, "
    "has been, have been, back in, open sourced, open-sourced, last year, the wake, the past",
    Tense.NONE: "to attend",
}
TENSES: Final = {cue: tense for tense, cues in CUES.items() for cue in cues.split(", ")}
# What follows one of these is not past: "will be held", "to be announced".
AUXILIARIES: Final = frozenset({"will", "we'll", "you'll", "they'll", "i'll", "shall", "won't", "be"})
AHEAD: Final = frozenset((Tense.FUTURE, Tense.DEADLINE))
WORD: Final = re.compile("[a-z]+(?:['-][a-z]+)?")
HAN_CUE: Final = re.compile(
    "(?P<future>将于|即将|将在|报名|注册|截止|提交|举行的|届时)|(?P<past>落下帷幕|圆满|结束|回顾|齐聚|举办了|举行了|成为|加入|已经)"
)
UNTIL: Final = re.compile(r"\b(?:by|until|till|before|through) (?:the end of |end of |[A-Z][a-z]+day,? )?$")
SENTENCE_END: Final = re.compile(r"[.!?](?!\S)|\n|[。！？]")

# First and last day, counted from the moment, that such a post is likely to stand at; from how a foundation's blog goes:
# a call goes out up to five months before its deadline, an event is spoken of from seven months ahead, reports follow within
# three.
LIKELY: Final[dict[Tense, tuple[int, int]]] = {
    Tense.DEADLINE: (-160, -1),
    Tense.FUTURE: (-220, -2),
    Tense.RECAP: (2, 90),
    Tense.FRESH: (2, 30),
    Tense.PAST: (1, 150),
    Tense.NONE: (-150, 150),
}

# Words that tie the post to within days: low, high, early, late, all counted from the moment's first day.
RELATIVE: Final[dict[str, tuple[int, int, int, int]]] = {
    "today": (0, 1, 0, 1),
    "tomorrow": (-2, 0, -1, -1),
    "yesterday": (0, 2, 1, 1),
    "next week": (-13, -1, -9, -3),
    "this week": (-6, 6, -3, 3),
    "last week": (1, 14, 3, 10),
    "next month": (-62, -1, -45, -14),
    "this month": (-31, 31, -14, 14),
    "later this month": (-31, -1, -24, -4),
    "earlier this month": (1, 31, 5, 24),
    "last month": (1, 62, 14, 45),
    "next weekday": (-13, -1, -11, -4),
    "this weekday": (-7, 0, -5, -1),
    "last weekday": (0, 13, 2, 8),
}
RELATIVE_WORDS: Final = re.compile(
    r"\b(?:next week|this week|last week|(?:later this|earlier this|next|this|last) month|tomorrow|yesterday)\b", re.IGNORECASE
)
RELATIVE_REACH = 48  # characters between such words and the day
RELATIVE_DAY: Final = re.compile(r"\b(next|this|coming|last) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? $", re.IGNORECASE)
NUMBERS: Final = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12},
}
UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30.4, "year": 365.2}
DISTANCE: Final = re.compile(
    rf"\b(?P<number>[0-9]{{1,2}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|month|year)s? "
    r"(?P<way>later|ago|away|from now|to go|left)\b",
    re.IGNORECASE,
)

YEAR_END: Final = re.compile(
    "draw(?:s|ing) to a close|com(?:es|ing) to an end|close out"
    "|[Yy]ear[- ]in[- ][Rr]eview|[Aa]nnual [Rr]eport|look(?:ing)? back (?:at|on)"
)
PUBLISHED_BEFORE: Final = re.compile(r"(?:[Pp]osted|[Pp]ublished|[Aa]ppeared)[^.!?\n]{0,60}$")
DATELINE_LENGTH = 80  # characters before the day
# "OSLO, Norway – "; a city in capitals needs no dash: "OSLO, "
DATELINE_BEFORE: Final = re.compile(r"^[A-Z][\w .,'’/&-]{2,70}[–—-]{1,2} ?$|^[A-Z][A-Z .'’-]{2,40}, (?:[A-Z][\w. ]{1,30}, )?$")
DATELINE_AFTER: Final = re.compile(r" ?[–—-]")


def evidence(entry: Entry) -> Evidence:
    """Read an entry's title and lines for what dates it. A text without a sense of time gives no clues."""
    text = "\n".join((entry.title, *entry.lines))
    found = list(find_moments(text))
    clues: list[Clue] = []
    breaks = counted = 0
    for number, hit in enumerate(found):
        breaks += text.count("\n", counted, hit.start)
        counted = hit.start
        line = entry.body_start + breaks - 1 if breaks else entry.title_line
        clues.append(_clue(text, _with_year(text, found, number), line))
    distinct: dict[tuple[object, ...], Clue] = {}
    for clue in clues:  # of equal ones the first
        distinct.setdefault((clue.moment, clue.low, clue.high, clue.early, clue.late), clue)
    return Evidence(entry.meta.date, (*distinct.values(), *_newest_year(clues), *_newest_release(clues)))


def _with_year(text: str, found: list[Found], number: int) -> Found:
    """The moment with the year that a neighbour in its sentence tells.

    "… Europe 2019, which takes place from May 20-23": the day is that year's; "… in Shanghai from June 24-26": the event is
    the one of those days.
    """
    hit = found[number]
    if hit.moment.year or hit.moment.precision not in ("day", "event"):
        return hit
    for other in (*found[max(0, number - 1) : number], *found[number + 1 : number + 2]):
        gap = text[other.end : hit.start] if other.end <= hit.start else text[hit.end : other.start]
        if len(gap) > BORROW_REACH or SENTENCE_END.search(gap):
            continue
        year = _year_from(hit.moment, other.moment)
        moment = replace(hit.moment, year=year)
        if year and moment.spans(()):
            return replace(hit, moment=moment)
    return hit


def _year_from(moment: Moment, other: Moment) -> int:
    """The year ``other`` gives to ``moment``, 0 if none."""
    if moment.precision == "day" and other.precision in ("year", "event", "day") and other.year:
        return other.year
    event, day = (moment, other) if moment.series else (other, moment)
    if not event.series or day.precision != "day":
        return 0
    spans = event.spans(range(FIRST_YEAR, LAST_YEAR + 1))
    same = [start.year for start, _end in spans if (start.month, start.day) == day.first]
    around = [start.year for start, end in spans if (start.month, start.day) <= day.last and day.first <= (end.month, end.day)]
    years = same or around
    return years[0] if len(years) == 1 else 0


def _clue(text: str, hit: Found, line: int) -> Clue:
    begin, end = _sentence(text, hit)
    before, after = text[begin : hit.start], text[hit.end : end]
    clue = (
        _original(text, hit, before)
        or _relative(before, after, hit.moment)
        or _by_tense(before, after, hit.moment, in_url=text[hit.start - 1 : hit.start] == "/")
    )
    if distance := _distance(text, hit, before, after):
        clue = replace(clue, early=distance[0], late=distance[1])
        if distance[1] < 0 and clue.low is None:
            clue = replace(clue, low=-FORESIGHT, high=0, strength=Strength.FIRM)
    middle = text[max(begin, hit.start - QUOTE_LENGTH // 2) : min(end, hit.end + QUOTE_LENGTH // 2)]
    return replace(clue, line=line, quote=" ".join(middle.split()))


def _sentence(text: str, hit: Found) -> tuple[int, int]:
    """Where the sentence around a moment begins and ends, as far as it is looked at."""
    begin = max(0, hit.start - SENTENCE_REACH)
    for end in SENTENCE_END.finditer(text, begin, hit.start):
        begin = end.end()
    stop = SENTENCE_END.search(text, hit.end, hit.end + SENTENCE_REACH)
    return begin, stop.start() if stop else min(len(text), hit.end + SENTENCE_REACH)


def _original(text: str, hit: Found, before: str) -> Clue | None:
    """ "Posted at: September 21, 2016": it stood elsewhere first; "BERLIN, March 29, 2017 –": the day it was sent out."""
    if hit.moment.precision != "day" or not hit.moment.year:
        return None
    place = text[max(0, hit.start - DATELINE_LENGTH) : hit.start].rpartition("\n")[2]
    if DATELINE_BEFORE.match(place) and DATELINE_AFTER.match(text, hit.end):
        return Clue(hit.moment, 0, None, 0, 3, Strength.FIRM)
    if PUBLISHED_BEFORE.search(before):
        return Clue(hit.moment, 0, None, 0, 120, Strength.FIRM)
    return None


def _relative(before: str, after: str, moment: Moment) -> Clue | None:
    """ "next week in Boston (May 7-11)", "next Friday, November 2": near to the day, whatever its year.

    "This week we announced the schedule for December 10-13" is not: a verb stands between.
    """
    if moment.precision not in ("day", "event"):
        return None
    if match := RELATIVE_DAY.search(before[-UNTIL_REACH:]):
        word, between = match[1].lower().replace("coming", "this") + " weekday", ""
    elif matches := [*RELATIVE_WORDS.finditer(before[-RELATIVE_REACH:])]:
        word, between = matches[-1][0].lower(), before[-RELATIVE_REACH:][matches[-1].end() :]
    elif follows := RELATIVE_WORDS.search(after[:RELATIVE_REACH]):
        word, between = follows[0].lower(), ""
    elif before.startswith("Today, ") and len(before) <= RELATIVE_REACH:
        word, between = "today", before
    else:
        return None
    ahead = word.startswith(("next", "later", "tomorrow"))
    if any(not ahead or tense not in AHEAD for _place, tense in _cues(_words(between))):
        return None
    low, high, early, late = RELATIVE[word]
    if moment.precision == "day":
        moment = replace(moment, last=moment.first)
    return Clue(moment, low, high, early, late, Strength.FIRM)


def _by_tense(before: str, after: str, moment: Moment, *, in_url: bool) -> Clue:
    if moment.precision == "release":  # spoken of long before it is out
        return Clue(moment, -120, None, None, None, Strength.WEAK)
    if moment.precision == "year" and YEAR_END.search(before + after):
        return Clue(moment, 270, None, 310, 60, Strength.WEAK)
    tense, strength = (Tense.PAST, Strength.FIRM) if in_url else _tense(before, after)
    if not (moment.year or moment.weekday >= 0) or moment.precision == "month":
        strength = min(strength, Strength.FAIR)
    if moment.precision in ("year", "period"):
        strength = Strength.WEAK
    early, late = LIKELY[tense] if moment.precision in ("day", "event") else (None, None)
    if tense in (Tense.RECAP, Tense.FRESH):
        moment = moment.last_day()
    if tense in AHEAD:
        low = -FORESIGHT if moment.precision in ("day", "event") else None
        return Clue(moment, low, 0, early, late, strength)
    if tense is not Tense.NONE:
        return Clue(moment, 0 if tense is Tense.PAST else 1, None, early, late, strength)
    if moment.precision in ("year", "month"):  # "KubeCon 2018": the year before or any later one
        return Clue(moment, -184, None, None, None, Strength.WEAK)
    return Clue(moment, None, None, early, late)


def _tense(before: str, after: str) -> tuple[Tense, Strength]:
    """How the nearest cue of the sentence puts it. What stands before counts for more than what follows."""
    if UNTIL.search(before[-UNTIL_REACH:]):
        return Tense.DEADLINE, Strength.FIRM
    if not (before.isascii() and after.isascii()) and (cue := HAN_CUE.search(before[-HAN_REACH:] + after[:HAN_REACH])):
        return Tense(str(cue.lastgroup)), Strength.FAIR
    words = _words(before)
    cues = [(len(words) - place, tense) for place, tense in _cues(words)]
    cues += [(place * 2 + 3, tense) for place, tense in _cues(_words(after))]
    if not cues:
        return Tense.NONE, Strength.NONE
    distance, tense = min(cues, key=lambda cue: cue[0])
    tenses = {other for _distance, other in cues}
    mixed = not AHEAD.isdisjoint(tenses) and not tenses <= AHEAD
    if tense not in AHEAD:  # "thank you to everyone who joined": the warmest word tells
        tense = next(past for past in (Tense.FRESH, Tense.RECAP, Tense.PAST) if past in tenses)
    return tense, Strength.FAIR if mixed or distance > NEAR_WORDS else Strength.FIRM


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def _cues(words: list[str]) -> Iterator[tuple[int, Tense]]:
    """Where the cues stand in a sentence's words, counted from 0; of a pair, where its second word does."""
    governed = -1  # up to this word an auxiliary rules
    taken = -1  # up to this word a pair has spoken
    for place, word in enumerate(words):
        pair = TENSES.get(f"{words[place - 1]} {word}") if place and place - 1 > taken else None
        tense = pair or TENSES.get(word)
        if pair:
            taken = place
        if tense and (tense in AHEAD or (tense is not Tense.NONE and place > governed)):
            yield place, tense
        if word in AUXILIARIES:
            governed = place + 2


def _distance(text: str, hit: Found, before: str, after: str) -> tuple[int, int] | None:
    """ "back in January … roughly 8 months later", "three weeks ago at …", "is two weeks away", in days with a tolerance."""
    if hit.moment.precision not in ("day", "event", "month"):
        return None
    match = DISTANCE.search(before) or DISTANCE.search(after) or DISTANCE.search(text, hit.end, hit.end + SENTENCE_REACH)
    if not match:
        return None
    way = match["way"].lower()
    if match.string is text and way != "later":  # another sentence: it goes on from there only by "later"
        return None
    number = NUMBERS.get(match["number"].lower()) or int(match["number"])
    days = round(number * UNIT_DAYS[match["unit"].lower()])
    slack = max(3, days // 10)
    if way in ("later", "ago"):
        return days - slack, days + slack
    return -days - slack, -days + slack


def _newest_year(clues: list[Clue]) -> Iterator[Clue]:
    """The newest year the text speaks of: most posts are of that year, or of the months after it. What is to come says more."""
    come = [clue for clue in clues if clue.moment.year and clue.moment.precision != "release"]
    if come and not any(clue.is_ahead and clue.moment.year for clue in clues):
        newest = max(come, key=lambda clue: clue.moment.year)
        yield Clue(Moment("year", newest.moment.year), early=0, late=180, line=newest.line, quote=newest.quote)


def _newest_release(clues: list[Clue]) -> Iterator[Clue]:
    """The newest version named is a recent one."""
    releases = [clue for clue in clues if clue.moment.precision == "release"]
    if releases:
        newest = max(releases, key=lambda clue: (clue.moment.year, clue.moment.first))
        yield replace(newest, low=None, strength=Strength.NONE, early=-60, late=150)
