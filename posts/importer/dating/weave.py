"""Listing pages become one order: which post is newer than which.

A page lists its posts newest first. Pages that share posts constrain each other, pages that share none stay apart. What
contradicts is left out, always the same way, whatever the order the pages come in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import pairwise


@dataclass(slots=True)
class Order:
    """A graph without cycles over posts, which are numbers here: ``refs[number]`` names them."""

    refs: list[str]
    newer: list[list[int]]  # for each post, posts known to be as new or newer, next to it on some page
    older: list[list[int]]
    newest_first: list[int] = field(default_factory=list)  # every post after all that are newer
    group: list[int] = field(default_factory=list)  # posts that pages connect share a number
    notes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # what was left out, and why
    depth: list[int] = field(default_factory=list)  # how many posts in a row are newer
    _blocks: dict[int, Order] = field(default_factory=dict)

    def in_blocks(self, size: int) -> Order:
        """The same posts, connected only within rows of about ``size``."""
        if size not in self._blocks:
            block = [depth // size for depth in self.depth]
            self._blocks[size] = replace(
                self,
                newer=[[post for post in posts if block[post] == block[own]] for own, posts in enumerate(self.newer)],
                older=[[post for post in posts if block[post] == block[own]] for own, posts in enumerate(self.older)],
            )
        return self._blocks[size]


def weave(pages: Iterable[Sequence[str]], refs: Iterable[str], facts: Mapping[str, date]) -> Order:
    """The order that the pages give ``refs`` and all posts on them. ``facts`` are days known for sure: they beat a listing."""
    distinct = sorted({tuple(dict.fromkeys(page)) for page in pages})
    names = sorted({*refs, *(ref for page in distinct for ref in page)})
    number = {ref: index for index, ref in enumerate(names)}
    days = {number[ref]: day for ref, day in facts.items() if ref in number}
    order = Order(names, [[] for _ in names], [[] for _ in names])

    listings = [[number[ref] for ref in page] for page in distinct]
    listings = [_in_place(listing, days, order) for listing in listings]
    edges = {(newer, older) for listing in listings for newer, older in pairwise(listing)}
    edges -= _contradictions(edges, listings, order)
    _connect(order, edges)
    if cut := _against_facts(order, days):
        _connect(order, edges - cut)
    order.group = _groups(len(names), listings)
    order.depth = [0] * len(names)
    for post in order.newest_first:
        order.depth[post] = max((order.depth[newer] + 1 for newer in order.newer[post]), default=0)
    return order


def _in_place(listing: list[int], days: Mapping[int, date], order: Order) -> list[int]:
    """The listing without the posts whose known day shows that they stand out of place, such as one kept on top."""
    known = [(place, days[post]) for place, post in enumerate(listing) if post in days]
    if all(newer[1] >= older[1] for newer, older in pairwise(known)):
        return listing
    # The longest run of known days that never rises is trusted: the classic patience method, on negated days.
    piles: list[int] = []
    tops: list[int] = []  # place in ``known`` of each pile's top
    before: list[int] = []
    for index, (_place, day) in enumerate(known):
        pile = bisect_right(piles, -day.toordinal())
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(piles):
            piles.append(-day.toordinal())
            tops.append(index)
        else:
            piles[pile], tops[pile] = -day.toordinal(), index
    trusted, index = set(), tops[-1]
    while index >= 0:
        trusted.add(known[index][0])
        index = before[index]
    strays = {listing[place] for place, _day in known if place not in trusted}
    for post in strays:
        order.notes[post].append("its known date contradicts its place in a listing: the date counts")
    return [post for post in listing if post not in strays]


def _contradictions(edges: set[tuple[int, int]], listings: list[list[int]], order: Order) -> set[tuple[int, int]]:
    """Edges to leave out so that no post is newer than itself: those against the average place within each tangle."""
    tangle = _tangles(len(order.refs), edges)
    if not tangle:
        return set()
    places: dict[int, list[int]] = defaultdict(list)
    for listing in listings:
        counted: dict[int, int] = defaultdict(int)
        for post in listing:
            if post in tangle:
                places[post].append(counted[tangle[post]])
                counted[tangle[post]] += 1
    average = {post: (sum(found) / len(found), post) for post, found in places.items()}
    against = {
        (newer, older)
        for newer, older in edges
        if newer in tangle and tangle[newer] == tangle.get(older) and average[newer] > average[older]
    }
    for newer, older in sorted(against):
        for post, other in ((newer, older), (older, newer)):
            order.notes[post].append(f"listed in two orders with “{order.refs[other]}”: the order on most pages counts")
    return against


def _tangles(count: int, edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Posts that are newer than themselves by some way around, with the number of their tangle (Tarjan's components)."""
    older: dict[int, list[int]] = defaultdict(list)
    for new, old in sorted(edges):
        older[new].append(old)
    index: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    on_stack = [False] * count
    tangle: dict[int, int] = {}
    for root in sorted(older):
        if root in index:
            continue
        work = [(root, iter(older[root]))]
        index[root] = lowest[root] = len(index)
        stack.append(root)
        on_stack[root] = True
        while work:
            post, following = work[-1]
            for next_post in following:
                if next_post not in index:
                    index[next_post] = lowest[next_post] = len(index)
                    stack.append(next_post)
                    on_stack[next_post] = True
                    work.append((next_post, iter(older.get(next_post, ()))))
                    break
                if on_stack[next_post]:
                    lowest[post] = min(lowest[post], index[next_post])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[post])
                if lowest[post] == index[post]:
                    members: list[int] = []
                    while not members or members[-1] != post:
                        members.append(stack.pop())
                        on_stack[members[-1]] = False
                    if len(members) > 1:
                        tangle.update(dict.fromkeys(members, post))
    return tangle


def _connect(order: Order, edges: Iterable[tuple[int, int]]) -> None:
    """Fill in the graph and sort it."""
    count = len(order.refs)
    order.newer, order.older = [[] for _ in range(count)], [[] for _ in range(count)]
    for newer, older in sorted(edges):
        order.older[newer].append(older)
        order.newer[older].append(newer)
    waiting = [len(posts) for posts in order.newer]
    ready = [post for post in range(count) if not waiting[post]]
    heapify(ready)
    order.newest_first = []
    while ready:
        post = heappop(ready)
        order.newest_first.append(post)
        for older in order.older[post]:
            waiting[older] -= 1
            if not waiting[older]:
                heappush(ready, older)


def _against_facts(order: Order, days: Mapping[int, date]) -> set[tuple[int, int]]:
    """Edges by which a post with a known day would be newer than its day allows, through posts of several pages."""
    latest: list[date] = [date.max] * len(order.refs)
    cut = set()
    for post in order.newest_first:
        for newer in order.newer[post]:
            if post in days and latest[newer] < days[post]:
                cut.add((newer, post))
                order.notes[post].append(f"its known date contradicts its place after “{order.refs[newer]}”: the date counts")
            else:
                latest[post] = min(latest[post], latest[newer])
        latest[post] = days.get(post, latest[post])
    return cut


def _groups(count: int, listings: Iterable[list[int]]) -> list[int]:
    """For each post the smallest post that pages connect it to."""
    parent = list(range(count))

    def root(post: int) -> int:
        while parent[post] != post:
            parent[post] = parent[parent[post]]
            post = parent[post]
        return post

    for listing in listings:
        for post in listing[1:]:
            low, high = sorted((root(listing[0]), root(post)))
            parent[high] = low
    return [root(post) for post in range(count)]
