"""Claims of when posts appeared, how far they reach along the order, and which hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from posts.importer.dating.weave import Order

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
FACT: Final = 1_000_000  # weight: never dropped
BLOCKS: Final = (12, 150)  # posts in a row that settle among themselves first
ROUNDS: Final = 12  # of dropping the worst claims; what then still contradicts goes at once


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


def propagate(order: Order, claims: Sequence[Claim], last_day: int) -> Bounds:
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


def settle(order: Order, claims: Sequence[Claim], last_day: int, *, fixed: float = FACT) -> tuple[list[Claim], list[Claim]]:
    """Claims that hold together, and those dropped for it: the one that most and strongest others contradict first.

    Claims of the weight ``fixed`` or more are not dropped: they hold together as they come.

    Neighbours settle among themselves before the whole order does: a wrong claim is outvoted where it stands, instead of hiding
    all lesser ones along the order.
    """
    kept = [claim for claim in claims if claim.weight >= fixed or not (claim.is_low and claim.day > last_day)]
    dropped: list[Claim] = []
    for part in (*(order.in_blocks(size) for size in BLOCKS), order):
        turn = 0
        while worst := _worst(part, kept, last_day, fixed, everything=turn >= ROUNDS):
            dropped += [kept[index] for index in sorted(worst)]
            kept = [claim for index, claim in enumerate(kept) if index not in worst]
            turn += 1
    return kept, dropped


def _worst(order: Order, claims: Sequence[Claim], last_day: int, fixed: float, *, everything: bool) -> set[int]:
    """Indexes of the claims to drop next: of those that contradict each other the worst, or all that may be."""
    reach = propagate(order, claims, last_day)
    against: dict[int, set[int]] = defaultdict(set)
    for low, high, low_claim, high_claim in zip(reach.low, reach.high, reach.low_claim, reach.high_claim, strict=True):
        if low > high:
            against[low_claim].add(high_claim)
            against[high_claim].add(low_claim)
    blame = {
        claim: (sum(claims[other].weight for other in others) / claims[claim].weight, -claims[claim].weight, claim)
        for claim, others in against.items()
    }
    return {
        claim
        for claim, others in against.items()
        if claims[claim].weight < fixed and (everything or all(blame[claim] > blame[other] for other in others))
    }
