"""The blocks of a source beside those of its translation. Pure.

A translator is free to join two paragraphs or to leave one out, so nothing says which belong together but what they hold:
kind, size, numbers, links, code, and text that is the same in both. The best way through both texts, never crossing itself, is
found as in aligning sentences (Gale and Church): step by step, in a band along which a translation can run.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from people.names import HAN_CHARACTER
from posts.translating.blocks import Block, Kind
from posts.translating.marks import NUMBER, code_spans, links

SPACE = re.compile(r"\s+")

HAN_WEIGHT = 3  # Latin letters that one Han character stands for
ALONE = -1.5  # of a block that has no counterpart
TOGETHER = -1.0  # of two blocks that stand for one
SURE = 9.0  # of what was translated so before
SLACK = 12  # blocks a translation may run ahead of its source, or behind, besides those it has more or less
MOST_STEPS = 400_000  # beyond which texts are laid beside each other by their order alone


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands beside each other: blocks of the source, of the target, or of one of them only."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]


@dataclass(slots=True)
class Features:
    """What a block holds that a translation holds, too."""

    text: str
    kind: Kind
    level: int
    weight: int  # in Latin letters
    marks: frozenset[str]  # numbers, addresses, code
    said: str | None  # what it was translated as before

    @classmethod
    def of(cls, block: Block, said: str | None = None) -> "Features":
        text = block.text
        weight = len(SPACE.sub("", text)) + (HAN_WEIGHT - 1) * len(HAN_CHARACTER.findall(text))
        marks = frozenset((*NUMBER.findall(text), *links(text), *code_spans(text)))
        return cls(text, block.kind, block.level, weight, marks, said)


def align(source: Sequence[Block], target: Sequence[Block], known: Mapping[str, str] | None = None) -> list[Pair]:
    """Every block of both, in order. ``known``: what a block of the source was translated as, where that is known.

    >>> from posts.translating.blocks import cut
    >>> pairs = align(cut("# Pods\\n\\nThey share a network.\\n\\nThe end."), cut("# Pod\\n\\n完。"))
    >>> [(len(pair.source), len(pair.target)) for pair in pairs]
    [(1, 1), (1, 0), (1, 1)]
    """
    if not target:
        return [Pair((block,), ()) for block in source]
    if (len(source) + 1) * (2 * SLACK + abs(len(source) - len(target)) + 1) > MOST_STEPS:
        return _in_order(source, target)
    return _best(source, target, known or {})


def _in_order(source: Sequence[Block], target: Sequence[Block]) -> list[Pair]:
    length = max(len(source), len(target))
    return [Pair(tuple(source[at : at + 1]), tuple(target[at : at + 1])) for at in range(length)]


def _best(source: Sequence[Block], target: Sequence[Block], known: Mapping[str, str]) -> list[Pair]:
    ours = [Features.of(block, known.get(block.text)) for block in source]
    theirs = [Features.of(block) for block in target]
    low, high = min(0, len(target) - len(source)) - SLACK, max(0, len(target) - len(source)) + SLACK
    # best[i][j]: the score of the first i and j blocks, and the step that led there.
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(ours) + 1)]
    best[0][0] = (0.0, 0, 0)
    nowhere = (float("-inf"), 0, 0)
    for i in range(len(ours) + 1):
        here, above, further = best[i], best[i - 1] if i else {}, best[i - 2] if i > 1 else {}
        for j in range(max(0, i + low), min(len(theirs), i + high) + 1):
            if i == j == 0:
                continue
            score, back, aside = above.get(j, nowhere)[0] + ALONE, 1, 0
            if (other := here.get(j - 1, nowhere)[0] + ALONE) > score:
                score, back, aside = other, 0, 1
            if i and j:
                one, two = ours[i - 1], theirs[j - 1]
                if j - 1 in above and (other := above[j - 1][0] + likeness(one, two)) > score:
                    score, back, aside = other, 1, 1
                if j - 1 in further and (other := further[j - 1][0] + _joined(ours[i - 2 : i], two)) > score:
                    score, back, aside = other, 2, 1
                if j - 2 in above and (other := above[j - 2][0] + _joined(theirs[j - 2 : j], one)) > score:
                    score, back, aside = other, 1, 2
            here[j] = (score, back, aside)
    return _walk_back(source, target, best)


def _walk_back(source: Sequence[Block], target: Sequence[Block], best: list[dict[int, tuple[float, int, int]]]) -> list[Pair]:
    pairs, i, j = [], len(source), len(target)
    while i or j:
        _score, back, aside = best[i][j]
        pairs.append(Pair(tuple(source[i - back : i]), tuple(target[j - aside : j])))
        i, j = i - back, j - aside
    return pairs[::-1]


def likeness(one: Features, other: Features) -> float:
    """How well two blocks go together: above 0 if they may, about 4 if they surely do."""
    if one.said is not None and one.said == other.text:
        return SURE
    kind, other_kind = one.kind, other.kind
    if kind is other_kind:
        if one.text == other.text:
            return 6.0
        score = 1.5
        if kind is Kind.HEADING:
            score = 3.0 if one.level == other.level else 0.5
        elif kind is not Kind.PARAGRAPH:
            score = 2.5
    elif kind is Kind.HEADING or other_kind is Kind.HEADING or kind is Kind.CODE or other_kind is Kind.CODE:
        return -6.0
    else:
        score = -1.5
    score += _sizes(one.weight, other.weight)
    return score + _shared(one.marks, other.marks) if one.marks or other.marks else score


def _joined(two: Sequence[Features], one: Features) -> float:
    """How well two blocks go together with one. Only running text is joined or split."""
    first, second = two
    if first.kind is not Kind.PARAGRAPH or second.kind is not Kind.PARAGRAPH or one.kind is not Kind.PARAGRAPH:
        return -9.0
    sizes = _sizes(first.weight + second.weight, one.weight)
    if sizes < 0:
        return -9.0
    marks = first.marks | second.marks
    return 1.5 + sizes + TOGETHER + (_shared(marks, one.marks) if marks or one.marks else 0.0)


def _sizes(one: int, other: int) -> float:
    """From -2 to 1: what is thrice as long is no translation."""
    return 3.0 * (one / other if one < other else other / (one or 1)) - 2.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return 4.0 * shared / (len(one) + len(other) - shared) - 1.0
