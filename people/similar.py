"""Names that may be one: alike but for a letter or two. Pure; who decides is an editor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

SHORTEST = 8  # characters of a key; in shorter names two letters make another person
MOST_EDITS = 2
LONG = 16  # characters of what is not shared; in longer ones only one letter is looked past, as the ways to do so multiply


def near_pairs(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that share their first or last word and differ in one or two letters elsewhere.

    Two words that are two edits apart become the same by leaving out at most two letters of each: so keys meet under what is
    left of them, and no key is compared with all others.

    >>> list(near_pairs(["ana moralez", "ana morales", "bo morales"]))
    [('ana morales', 'ana moralez')]
    """
    meeting: dict[tuple[bool, str, str], list[str]] = defaultdict(list)
    for key in sorted(set(keys)):
        first, _space, behind = key.partition(" ")
        before, _space, last = key.rpartition(" ")
        if len(key) >= SHORTEST and behind:
            for is_first, shared, rest in ((True, first, behind), (False, last, before)):
                for remnant in remnants(rest):
                    meeting[is_first, shared, remnant].append(key)
    pairs = {pair for met in meeting.values() if len(met) > 1 for pair in combinations(met, 2)}
    yield from sorted(pair for pair in pairs if within(*pair, MOST_EDITS))


def remnants(word: str) -> set[str]:
    """``word`` and what is left of it without one or two of its letters."""
    found = {word}
    for _edit in range(MOST_EDITS if len(word) <= LONG else 1):
        found |= {left[:place] + left[place + 1 :] for left in found for place in range(len(left))}
    return found


def within(one: str, other: str, most: int) -> bool:
    """Whether at most ``most`` letters must be added, dropped or changed to make one of the other."""
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
        if min(row) > most:
            return False
    return row[-1] <= most
