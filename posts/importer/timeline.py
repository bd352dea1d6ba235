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
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from posts.importer.records import When
from posts.importer.stages.dates import Clue, Evidence
from posts.importer.weave import Order, weave

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
PACE: Final = 4  # days between two posts, where nothing better is known
WELL_KNOWN: Final = 30  # days: a post whose likely days span no more holds its neighbours in place
YEARS_AROUND: Final = 3  # how far from a first guess the year of "August 24" is looked for
ROUNDS: Final = 30  # of dropping the worst claims; what then still contradicts goes at once
FACT: Final = 1_000_000  # weight: never dropped
BOUND: Final = 1_000  # weight of a bound's unit beside any likelihood's


@dataclass(frozen=True, slots=True)
class Dated:
    """When a post appeared and the reasoning, one sentence each. ``place`` counts the posts in the order, 0 the newest."""

    when: When
    reasons: tuple[str, ...] = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A post appeared not before (``is_low``) or not after ``day``."""

    post: int
    is_low: bool
    day: int  # ordinal
    weight: float
    because: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """For each post the first and last day that claims allow, and which claim each comes from (-1: none)."""

    low: list[int]
    high: list[int]
    low_claim: list[int]
    high_claim: list[int]


def date_posts(
    pages: Iterable[Sequence[str]],
    evidence: Mapping[str, Evidence],
    given: Mapping[str, date] | None = None,
    today: date | None = None,
) -> dict[str, Dated]:
    """A day for every post on the pages and every post with evidence, under its ref.

    ``pages`` hold refs, newest first; ``given`` are an editor's dates, which beat stated ones, which beat everything else.
    No inferred day is after ``today``.
    """
    given = given or {}
    stated = {ref: found.stated for ref, found in evidence.items() if found.stated}
    facts = {**stated, **given}
    order = weave(pages, evidence, facts)
    number = {ref: post for post, ref in enumerate(order.refs)}
    last_day = max((today or date.max).toordinal(), *(day.toordinal() for day in facts.values()), FIRST_DAY)

    fixed = [
        Claim(number[ref], is_low, day.toordinal(), FACT)
        for ref, day in sorted(facts.items())
        if ref in number
        for is_low in (True, False)
    ]
    open_clues = [(number[ref], clue) for ref in sorted(evidence) if ref not in facts for clue in evidence[ref].clues]
    dated: list[tuple[int, Clue, tuple[date, date]]] = []
    round_ = _estimate(order, fixed, dated, last_day)
    for is_turn in (_has_year, _has_weekday, _is_any):  # the surer first: they help to find the year of the others
        turn = [(post, clue) for post, clue in open_clues if is_turn(clue)]
        open_clues = [(post, clue) for post, clue in open_clues if not is_turn(clue)]
        dated += _with_years(turn, round_)
        round_ = _estimate(order, fixed, dated, last_day)
    return round_.results(given, stated)


def _has_year(clue: Clue) -> bool:
    return bool(clue.moment.year)


def _has_weekday(clue: Clue) -> bool:
    return clue.moment.weekday >= 0 or len(clue.moment.years) > 1


def _is_any(clue: Clue) -> bool:
    return True


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
                yield f"like the {'older' if claim.is_low else 'newer'} post “{self.order.refs[claim.post]}”: {_sentence(claim)}"
        if not known:
            yield "nothing in its text or around it says when: a guess"


def _sentence(claim: Claim) -> str:
    likely = "" if claim.weight >= BOUND else "probably "
    return f"{likely}not {'before' if claim.is_low else 'after'} {date.fromordinal(claim.day)}{claim.because and ': '}{claim.because}"


def _with_years(clues: list[tuple[int, Clue]], known: Round) -> list[tuple[int, Clue, tuple[date, date]]]:
    """Each clue with the days its moment stands for: of the possible years the one that fits the post best."""
    found = []
    for post, clue in clues:
        guess = known.days[post]
        around = date.fromordinal(guess).year
        spans = clue.moment.spans(range(max(1, around - YEARS_AROUND), min(9998, around + YEARS_AROUND) + 1))
        fits = [span for span in spans if _overlaps(clue, span, known.sure.low[post], known.sure.high[post])]
        if fits:
            found.append((post, clue, min(fits, key=lambda span: (_misfit(clue, span, guess), span))))
    return found


def _overlaps(clue: Clue, span: tuple[date, date], low: int, high: int) -> bool:
    first = FIRST_DAY if clue.low is None else span[0].toordinal() + clue.low
    last = LAST_DAY if clue.high is None else span[1].toordinal() + clue.high
    return first <= high and last >= low


def _misfit(clue: Clue, span: tuple[date, date], day: int) -> int:
    """Days between ``day`` and where the clue would likely put the post."""
    early = span[0].toordinal() + (clue.early if clue.early is not None else clue.low or 0)
    late = span[1].toordinal() + (clue.late if clue.late is not None else clue.high or 0)
    return max(early - day, day - late, 0)


def _estimate(order: Order, fixed: list[Claim], dated: list[tuple[int, Clue, tuple[date, date]]], last_day: int) -> Round:
    bounds, dropped = _settle(order, [*fixed, *_bounds(dated)], last_day)
    claims, _unlikely = _settle(order, [*bounds, *_likelihoods(dated)], last_day)
    sure = _propagate(order, bounds, last_day)
    likely = _propagate(order, claims, last_day)
    return Round(order, claims, dropped, sure, likely, _days(order, claims, likely, last_day))


def _bounds(dated: Iterable[tuple[int, Clue, tuple[date, date]]]) -> Iterator[Claim]:
    for post, clue, (first, last) in dated:
        weight, because = BOUND * clue.strength, f"“{clue.quote}” (line {clue.line})"
        if clue.low is not None:
            yield Claim(post, True, first.toordinal() + clue.low, weight, because)
        if clue.high is not None:
            yield Claim(post, False, last.toordinal() + clue.high, weight, because)


def _likelihoods(dated: Iterable[tuple[int, Clue, tuple[date, date]]]) -> Iterator[Claim]:
    """What clues say is likely: of the past events of a post the latest counts, of those to come the next."""
    latest: dict[int, tuple[date, date]] = {}
    for post, clue, span in dated:
        if clue.low in (0, 1):
            latest[post] = max(latest.get(post, span), span, key=lambda days: days[::-1])
    following: dict[int, tuple[date, date]] = {}
    for post, clue, span in dated:
        if clue.high == 0:
            following[post] = min(following.get(post, span), span)
    for post, clue, span in dated:
        if clue.early is None or clue.late is None:
            continue
        if (clue.high == 0 and span != following[post]) or (clue.low in (0, 1) and span != latest[post]):
            continue
        first, last = span[0].toordinal() + clue.early, span[1].toordinal() + clue.late
        weight, because = 100 / (10 + last - first), f"“{clue.quote}” (line {clue.line})"
        yield Claim(post, True, first, weight, because)
        yield Claim(post, False, last, weight, because)


def _propagate(order: Order, claims: Sequence[Claim], last_day: int) -> Bounds:
    """How far claims reach: to all newer posts if they say "not before", to all older ones if "not after"."""
    count = len(order.refs)
    low, high = [FIRST_DAY] * count, [last_day] * count
    low_claim, high_claim = [-1] * count, [-1] * count
    for index, claim in enumerate(claims):
        if claim.is_low and claim.day > low[claim.post]:
            low[claim.post], low_claim[claim.post] = claim.day, index
        elif not claim.is_low and claim.day < high[claim.post]:
            high[claim.post], high_claim[claim.post] = claim.day, index
    for post in order.newest_first:
        for older in order.older[post]:
            if high[post] < high[older]:
                high[older], high_claim[older] = high[post], high_claim[post]
    for post in reversed(order.newest_first):
        for newer in order.newer[post]:
            if low[post] > low[newer]:
                low[newer], low_claim[newer] = low[post], low_claim[post]
    return Bounds(low, high, low_claim, high_claim)


def _settle(order: Order, claims: Sequence[Claim], last_day: int) -> tuple[list[Claim], list[Claim]]:
    """Claims that hold together, and those dropped for it: the one that most and strongest others contradict first."""
    claims = [claim for claim in claims if claim.weight >= FACT or not (claim.is_low and claim.day > last_day)]
    dropped: list[Claim] = []
    for turn in range(ROUNDS + 1):
        reach = _propagate(order, claims, last_day)
        against: dict[int, set[int]] = defaultdict(set)
        for post in range(len(order.refs)):
            if reach.low[post] > reach.high[post]:
                against[reach.low_claim[post]].add(reach.high_claim[post])
                against[reach.high_claim[post]].add(reach.low_claim[post])
        if not against:
            break
        blame = {
            claim: (sum(claims[other].weight for other in others) / claims[claim].weight, -claims[claim].weight, claim)
            for claim, others in against.items()
        }
        worst = {
            claim
            for claim, others in against.items()
            if claims[claim].weight < FACT and (turn == ROUNDS or all(blame[claim] > blame[other] for other in others))
        }
        dropped += [claims[claim] for claim in sorted(worst)]
        claims = [claim for index, claim in enumerate(claims) if index not in worst]
    return claims, dropped


def _days(order: Order, claims: Sequence[Claim], likely: Bounds, last_day: int) -> list[int]:
    """One day per post within the bounds, newest first along the order, spread evenly between the posts known best."""
    anchors = _anchors(order, claims, likely)
    count = len(order.refs)
    above: list[tuple[int, int] | None] = [None] * count  # nearest well-known newer day and how many posts away
    below: list[tuple[int, int] | None] = [None] * count
    for post in order.newest_first:
        steps = [
            (anchors[newer], -1) if newer in anchors else (found[0], found[1] - 1)
            for newer in order.newer[post]
            if (found := above[newer]) or newer in anchors
        ]
        above[post] = min(steps, default=None)
    for post in reversed(order.newest_first):
        steps = [
            (anchors[older], 1) if older in anchors else (found[0], found[1] + 1)
            for older in order.older[post]
            if (found := below[older]) or older in anchors
        ]
        below[post] = max(steps, default=None)

    days = [0] * count
    for post in range(count):
        newer, older = above[post], below[post]
        if post in anchors:
            day = anchors[post]
        elif newer and older:
            day = older[0] + (newer[0] - older[0]) * older[1] // (older[1] - newer[1])
        elif newer:
            day = newer[0] + PACE * newer[1]
        elif older:
            day = older[0] + PACE * older[1]
        else:
            day = last_day
        days[post] = max(likely.low[post], min(day, likely.high[post]))
    return _falling(order, days)


def _anchors(order: Order, claims: Sequence[Claim], likely: Bounds) -> dict[int, int]:
    """The middle of what is likely, for posts well known by their own texts; in a group without any, for those known best."""
    width = [high - low for low, high in zip(likely.low, likely.high, strict=True)]

    def is_anchor(post: int) -> bool:
        sources = likely.low_claim[post], likely.high_claim[post]
        return width[post] <= WELL_KNOWN and all(source >= 0 and claims[source].post == post for source in sources)

    anchors = {post for post in range(len(order.refs)) if is_anchor(post)}
    held = {order.group[post] for post in anchors}
    narrowest: dict[int, int] = {}
    for post, group in enumerate(order.group):
        if group not in held and likely.low[post] > FIRST_DAY and likely.high_claim[post] >= 0:
            narrowest[group] = min(narrowest.get(group, width[post]), width[post])
    anchors |= {post for post, group in enumerate(order.group) if width[post] == narrowest.get(group)}
    return {post: (likely.low[post] + likely.high[post]) // 2 for post in sorted(anchors)}


def _falling(order: Order, days: list[int]) -> list[int]:
    """The days with the least change that makes them newest first: the mean of the nearest falling lines below and above."""
    below, above = list(days), list(days)
    for post in order.newest_first:
        for older in order.older[post]:
            below[older] = min(below[older], below[post])
    for post in reversed(order.newest_first):
        for newer in order.newer[post]:
            above[newer] = max(above[newer], above[post])
    return [(low + high) // 2 for low, high in zip(below, above, strict=True)]


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
