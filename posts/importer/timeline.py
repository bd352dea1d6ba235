"""Listing order and what the texts say of time → when each post appeared.

Every clue becomes one or two claims, "this post is not before / not after that day". Claims reach along the listing's order:
what is newer than a post is not before it. Where claims exclude each other the weaker one goes, so what is left holds
for all posts at once. Within these bounds a second, softer round of claims says what is likely, and the days are spread
evenly between the posts that are known best.

The result does not depend on the order in which pages and posts come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from posts.importer.dating.claims import FACT, FIRST_DAY, LAST_DAY, Bounds, Claim, propagate, settle
from posts.importer.dating.clues import Clue, Evidence
from posts.importer.dating.moments import FIRST_YEAR, LAST_YEAR
from posts.importer.dating.spread import spread
from posts.importer.dating.weave import Order, weave
from posts.importer.records import When

SPOKEN_OF: Final = 300  # days before or after itself that a moment is named without its year
TOO_NEAR: Final = 45  # days between a post and "in April" that leave open which year's is meant
NEIGHBOURS: Final = 8  # posts before and after on which a post's own talk of years is measured
YEARS_AROUND: Final = 3  # how far from a first guess the year of "August 24" is looked for
BOUND: Final = 1_000  # weight of a bound's unit beside any likelihood's


@dataclass(frozen=True, slots=True)
class Dated:
    """When a post appeared and the reasoning, one sentence each. ``place`` counts the posts in the order, 0 the newest."""

    when: When
    reasons: tuple[str, ...] = ()
    place: int = 0


class Placed(NamedTuple):
    """A clue of a post and the days its moment stands for."""

    post: int
    clue: Clue
    span: tuple[date, date]


def date_posts(
    pages: Iterable[Sequence[str]],
    evidence: Mapping[str, Evidence],
    given: Mapping[str, date] | None = None,
    today: date | None = None,
) -> dict[str, Dated]:
    """A day for every post on the pages and every post with evidence, under its ref.

    ``pages`` hold refs, newest first; ``given`` are an editor's dates, which beat stated ones, which beat everything else.
    No inferred day is after ``today``, unless an older post's known day is.
    """
    given = given or {}
    stated = {ref: found.stated for ref, found in evidence.items() if found.stated}
    order = weave(pages, evidence, {**stated, **given})
    number = {ref: post for post, ref in enumerate(order.refs)}
    facts = {ref: day for ref, day in {**stated, **given}.items() if ref in number}
    last_day = max(day.toordinal() for day in (today or date.max, *facts.values()))
    known = [(number[ref], day.toordinal()) for ref, day in sorted(facts.items())]
    fixed = [Claim(post, is_low, day, FACT) for post, day in known for is_low in (True, False)]

    clues = [(number[ref], clue) for ref in sorted(evidence) if ref not in facts for clue in evidence[ref].clues]
    sure = [pair for pair in clues if pair[1].moment.year]
    surest = [pair for pair in clues if pair[1].moment.year or pair[1].moment.weekday >= 0]

    round_ = _estimate(order, fixed, [], last_day)
    for turn in (sure, surest, clues, clues):  # each round's days help the next to tell the years not said
        round_ = _estimate(order, fixed, _with_years(turn, round_), last_day)
    return round_.results(given, stated)


@dataclass(frozen=True, slots=True)
class Round:
    """One pass over all posts: what is sure, what is likely, and the day that follows."""

    order: Order
    claims: list[Claim]  # those kept, likelihoods after bounds
    dropped: list[Claim]  # bounds that others contradict
    sure: Bounds
    likely: Bounds
    days: list[int]

    def results(self, given: Mapping[str, date], stated: Mapping[str, date]) -> dict[str, Dated]:
        left_out: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.dropped:
            left_out[claim.post].append(claim)
        dated = {}
        for place, post in enumerate(self.order.newest_first):
            ref = self.order.refs[post]
            if ref in given:
                when = When(given[ref], "given", given[ref], given[ref])
                reasons = ["set by an editor's list of dates"]
            elif ref in stated:
                when = When(stated[ref], "stated", stated[ref], stated[ref])
                reasons = ["stated under its title"]
            else:
                low, high = self.sure.low[post], self.sure.high[post]
                earliest = date.fromordinal(low) if low > FIRST_DAY else None
                latest = date.fromordinal(high) if high < LAST_DAY else None
                when = When(date.fromordinal(self.days[post]), "inferred", earliest, latest)
                reasons = list(self._reasons(post))
            reasons += self.order.notes.get(post, [])
            reasons += [f"set aside, as it contradicts stronger evidence: {_sentence(claim)}" for claim in left_out[post]]
            dated[ref] = Dated(when, tuple(dict.fromkeys(reasons)), place)
        return dated

    def _reasons(self, post: int) -> Iterator[str]:
        sources = [
            self.sure.low_claim[post],
            self.sure.high_claim[post],
            self.likely.low_claim[post],
            self.likely.high_claim[post],
        ]
        known = [self.claims[source] for source in dict.fromkeys(sources) if source >= 0]
        for claim in known:
            if claim.post == post:
                yield _sentence(claim)
            else:
                other = f"{'older' if claim.is_low else 'newer'} post “{self.order.refs[claim.post]}”"
                yield f"like the {other}: {_sentence(claim)}"
        if not known:
            yield "nothing in its text or around it says when: a guess"


def _sentence(claim: Claim) -> str:
    likely = "" if claim.weight >= BOUND else "probably "
    because = f": {claim.because}" if claim.because else ""
    return f"{likely}not {'before' if claim.is_low else 'after'} {date.fromordinal(claim.day)}{because}"


def _with_years(clues: list[tuple[int, Clue]], known: Round) -> list[Placed]:
    """Each clue with the days its moment stands for: of the possible years the one that fits the post best."""
    found = []
    for post, clue in clues:
        guess = known.days[post]
        around = date.fromordinal(guess).year
        spans = clue.moment.spans(range(max(FIRST_YEAR, around - YEARS_AROUND), min(LAST_YEAR, around + YEARS_AROUND) + 1))
        sure = known.sure.low[post], known.sure.high[post]
        fits = spans if len(spans) == 1 else [span for span in spans if not _gap(clue.low, clue.high, span, *sure)]
        if not fits:
            continue
        likely = known.likely.low[post], known.likely.high[post]
        span = min(
            fits,
            key=lambda span: (
                _gap(*_spoken_of(clue), span, *likely),
                _gap(clue.early, clue.late, span, guess, guess),
                abs(span[0].toordinal() - guess),
            ),
        )
        if clue.moment.precision == "month" and not clue.moment.year and abs(span[0].toordinal() - guess) < TOO_NEAR:
            continue  # "in April", said about April: this year's or the last?
        if len(fits) > 1 and known.sure.low_claim[post] == known.sure.high_claim[post] == -1:
            clue = replace(clue, low=None, high=None)  # nothing else is known, so the year is a guess, and that binds nobody
        found.append(Placed(post, clue, span))
    return found


def _spoken_of(clue: Clue) -> tuple[int, int]:
    """How long before and after a moment without a year posts speak of it, in days: by then it would need one."""
    return (0 if clue.is_past else -SPOKEN_OF, 0 if clue.is_ahead else SPOKEN_OF)


def _gap(low: int | None, high: int | None, span: tuple[date, date], first: int, last: int) -> int:
    """Days between ``first``–``last`` and the days that stand so to the span; 0 where they meet."""
    since = FIRST_DAY if low is None else span[0].toordinal() + low
    until = LAST_DAY if high is None else span[1].toordinal() + high
    return max(since - last, first - until, 0)


def _estimate(order: Order, fixed: list[Claim], placed: list[Placed], last_day: int) -> Round:
    bounds, dropped = settle(order, [*fixed, *_bounds(placed)], last_day)
    claims, _unlikely = settle(order, [*bounds, *_likelihoods(order, placed)], last_day, fixed=BOUND)
    sure = propagate(order, bounds, last_day)
    likely = propagate(order, claims, last_day)
    return Round(order, claims, dropped, sure, likely, spread(order, claims, likely, last_day))


def _bounds(placed: Iterable[Placed]) -> Iterator[Claim]:
    for post, clue, (first, last) in placed:
        because = f"“{clue.quote}” (line {clue.line})"
        if clue.low is not None:
            yield Claim(post, True, _ordinal(first, clue.low), BOUND * clue.strength, because)
        if clue.high is not None:
            yield Claim(post, False, _ordinal(last, clue.high), BOUND * clue.strength, because)


def _likelihoods(order: Order, placed: Sequence[Placed]) -> Iterator[Claim]:
    """What clues say is likely: of the past events of a post the latest counts, of those to come the next; of the years that
    posts close to each other speak of the newest."""
    newest_year = _newest_years(order, placed)
    latest: dict[int, date] = {}
    following: dict[int, date] = {}
    for post, clue, (first, last) in placed:
        if clue.is_past:
            latest[post] = max(latest.get(post, last), last)
        elif clue.is_ahead:
            following[post] = min(following.get(post, first), first)
    for post, clue, (first, last) in placed:
        if clue.early is None or clue.late is None:
            continue
        if (clue.is_past and last != latest[post]) or (clue.is_ahead and first != following[post]):
            continue
        if clue.moment.precision == "year" and first.year < newest_year[post]:
            continue
        weight, because = 100 / (10 + clue.late - clue.early), f"“{clue.quote}” (line {clue.line})"
        yield Claim(post, True, _ordinal(first, clue.early), weight, because)
        yield Claim(post, False, _ordinal(last, clue.late), weight, because)


def _newest_years(order: Order, placed: Sequence[Placed]) -> list[int]:
    """For each post the newest year that it or its neighbours speak of as come; of a meeting ahead that is the year before."""
    own = [0] * len(order.refs)
    for post, clue, (first, _last) in placed:
        if clue.moment.precision in ("day", "event") or not clue.is_ahead:
            own[post] = max(own[post], first.year - clue.is_ahead)
    groups: dict[int, list[int]] = defaultdict(list)
    for post in order.newest_first:
        groups[order.group[post]].append(post)
    newest = own[:]
    for posts in groups.values():
        for place, post in enumerate(posts):
            newest[post] = max(own[near] for near in posts[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1])
    return newest


def _ordinal(day: date, offset: int) -> int:
    return min(max(day.toordinal() + offset, FIRST_DAY), LAST_DAY)


def problems(pages: Iterable[Sequence[str]], dated: Mapping[str, Dated]) -> list[str]:
    """What is wrong with dates, one sentence each: a day outside its own bounds, a page that is not newest first."""
    found = []
    for ref, when in ((ref, item.when) for ref, item in sorted(dated.items())):
        if not (when.earliest or date.min) <= when.day <= (when.latest or date.max):
            found.append(f"{ref}: {when.day} is outside {when.earliest} – {when.latest}")
    for page in pages:
        for newer, older in pairwise(page):
            if dated[newer].when.day < dated[older].when.day:
                found.append(f"{newer} ({dated[newer].when.day}) is listed before {older} ({dated[older].when.day})")
    return found
