"""Names that may be one: listed for an editor, who alone merges them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from people.models import Organization, Person

SHORTEST = 8  # characters of a key; in shorter names two letters make another person
MOST_EDITS = 2
CROWD = 200  # more namesakes than this are looked at no closer: the name says nothing


def near_matches() -> list[dict[str, Any]]:
    """Pairs of people, and of organizations, whose names nearly agree."""
    found = []
    for kind, model in (("person", Person), ("organization", Organization)):
        rows = {key: (slug, name) for slug, name, key in model.objects.values_list("slug", "name_en", "key") if key}
        found += [
            {"kind": kind, "slugs": [rows[one][0], rows[other][0]], "names": [rows[one][1], rows[other][1]]}
            for one, other in near_pairs(rows)
        ]
    return found


def near_pairs(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that share their first or last word and differ in one or two letters elsewhere.

    >>> list(near_pairs(["ana moralez", "ana morales", "bo morales"]))
    [('ana morales', 'ana moralez')]
    """
    groups: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for key in keys:
        words = key.split()
        if len(key) >= SHORTEST and len(words) > 1:
            groups[True, words[0]].add(key)
            groups[False, words[-1]].add(key)
    pairs = {
        pair
        for group in groups.values()
        if len(group) <= CROWD
        for pair in combinations(sorted(group), 2)
        if within(*pair, MOST_EDITS)
    }
    yield from sorted(pairs)


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
