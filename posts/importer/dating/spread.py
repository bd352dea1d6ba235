"""A day for every post within what is likely: anchored at the posts known best, evenly spread between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from posts.importer.dating.claims import Bounds, Claim
from posts.importer.dating.weave import Order

PACE: Final = 4  # days between two posts, where nothing better is known
MOST_PACE: Final = 12
MOST_TURNS: Final = 20  # of adding anchors; bounds hold without them
ENOUGH_POSTS: Final = 4  # apart, to tell a pace from
WELL_KNOWN: Final = 30  # days: a post whose likely days span no more holds its neighbours in place


def spread(order: Order, claims: Sequence[Claim], likely: Bounds, last_day: int) -> list[int]:
    """One day per post within the bounds, newest first along the order."""
    anchors = _anchors(order, claims, likely)
    days = _between(order, anchors, last_day)
    for _turn in range(MOST_TURNS):
        if not (strays := _strays(order, likely, anchors, days)):
            break
        anchors |= strays
        days = _between(order, anchors, last_day)
    return _falling(order, [max(low, min(day, high)) for low, day, high in zip(likely.low, days, likely.high, strict=True)])


def _between(order: Order, anchors: Mapping[int, int], last_day: int) -> list[int]:
    """Days on a straight line between the nearest anchors; beyond the outermost, at the group's pace; where nothing at all is
    known, in the middle of the archive."""
    elsewhere = sorted(anchors.values())[len(anchors) // 2] if anchors else last_day
    above, below = _nearest(order, anchors)
    pace = _pace(order, anchors)
    days = []
    for post in range(len(order.refs)):
        newer, older = above[post], below[post]
        if post in anchors:
            days.append(anchors[post])
        elif newer and older:
            days.append(older[0] + (newer[0] - older[0]) * older[1] // (older[1] - newer[1]))
        elif newer or older:
            day, steps = newer or older or (0, 0)
            days.append(day + round(steps * pace[order.group[post]]))
        else:
            days.append(elsewhere)
    return days


def _anchors(order: Order, claims: Sequence[Claim], likely: Bounds) -> dict[int, int]:
    """The middle of what is likely, for posts that their own texts place within a month; in a group that has none, for those
    that are known best by whatever."""
    width = [high - low for low, high in zip(likely.low, likely.high, strict=True)]
    sources = zip(likely.low_claim, likely.high_claim, strict=True)
    known = {
        post
        for post, (low, high) in enumerate(sources)
        if width[post] <= WELL_KNOWN and low >= 0 and high >= 0 and claims[low].post == post and claims[high].post == post
    }
    held = {order.group[post] for post in known}
    narrowest: dict[int, int] = {}
    for post, group in enumerate(order.group):
        if group not in held and likely.low_claim[post] >= 0 and likely.high_claim[post] >= 0:
            narrowest[group] = min(narrowest.get(group, width[post]), width[post])
    known |= {post for post, group in enumerate(order.group) if width[post] == narrowest.get(group)}
    return {post: (likely.low[post] + likely.high[post]) // 2 for post in sorted(known)}


def _strays(order: Order, likely: Bounds, anchors: Mapping[int, int], days: Sequence[int]) -> dict[int, int]:
    """Of each group the post beyond the anchors whose day is furthest from likely: the pace fails there, so it becomes an
    anchor itself, some way inside what is likely."""
    above, below = _nearest(order, anchors)
    worst: dict[int, tuple[int, int]] = {}
    for post, group in enumerate(order.group):
        if bool(above[post]) == bool(below[post]) or post in anchors:
            continue
        miss = max(likely.low[post] - days[post], days[post] - likely.high[post])
        if miss > 0:
            worst[group] = max(worst.get(group, (0, 0)), (miss, post))
    found = {}
    for _miss, post in worst.values():
        inside = min((likely.high[post] - likely.low[post]) // 3, WELL_KNOWN)
        found[post] = likely.low[post] + inside if days[post] < likely.low[post] else likely.high[post] - inside
    return found


Nearest = list[tuple[int, int] | None]


def _nearest(order: Order, anchors: Mapping[int, int]) -> tuple[Nearest, Nearest]:
    """For each post the days of the closest newer and of the closest older anchor, and how many posts away they are.

    Counted from the anchor: steps to a newer one are negative.
    """
    above: Nearest = [None] * len(order.refs)
    below: Nearest = [None] * len(order.refs)
    for post in order.newest_first:
        steps = [(anchors[newer], 0) if newer in anchors else above[newer] for newer in order.newer[post]]
        above[post] = min(((day, step - 1) for day, step in filter(None, steps)), default=None)
    for post in reversed(order.newest_first):
        steps = [(anchors[older], 0) if older in anchors else below[older] for older in order.older[post]]
        below[post] = max(((day, step + 1) for day, step in filter(None, steps)), default=None)
    return above, below


def _pace(order: Order, anchors: Mapping[int, int]) -> dict[int, float]:
    """Days from post to post in each group, as far as its anchors show it."""
    ends: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for post, day in anchors.items():
        ends[order.group[post]].append((order.depth[post], day))
    pace = dict.fromkeys(order.group, float(PACE))
    for group, points in ends.items():
        (top, newest), (bottom, oldest) = min(points), max(points)
        if bottom - top >= ENOUGH_POSTS:
            pace[group] = min(max((newest - oldest) / (bottom - top), 1), MOST_PACE)
    return pace


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
