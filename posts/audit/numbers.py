"""Which page of its listing a file is, from its name and its pagination, and which numbers are missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from posts.audit.records import Pager, Sheet

NAMED_PAGE: Final = re.compile(r"(?<![a-z])(?:paged?|p)[-_ =./]*(\d{1,5})(?!\d)", re.IGNORECASE)
LEADING: Final = re.compile(r"(?:^|(?<=/))(\d{1,5})(?![0-9A-Za-z])(?=[^/]*$)")
TRAILING: Final = re.compile(r"(?<![0-9A-Za-z])(\d{1,5})(?=(?:\.\w+)?$)")
NEWER: Final = frozenset("newer prev previous".split())
OLDER: Final = frozenset("older next".split())
# What paginations show: the current page with as many to either side, and as many at each end.
MOST_AROUND, MOST_AT_ENDS = 9, 3


@dataclass(frozen=True, slots=True)
class FileNumber:
    """The number in a file's name."""

    pattern: str  # the path with "#" for the number; files that share it are one sequence
    number: int
    width: int  # digits
    is_page: bool  # the name says that it counts pages


def pager_of(lines: Iterable[str]) -> Pager:
    """What the pagination of a page says, its lines taken together.

    >>> pager_of(["« Older Entries", "1 2 3 … 39"])
    Pager(numbers=(1, 2, 3, 39), newer=False, older=True)
    """
    words = [word.strip("«»‹›<>←→|…. ") for line in lines for word in line.casefold().split()]
    numbers = tuple(sorted({int(word) for word in words if word.isdecimal() and 0 < len(word) < 6}))
    return Pager(numbers, newer=not NEWER.isdisjoint(words), older=not OLDER.isdisjoint(words))


@cache
def candidates(pager: Pager) -> frozenset[int]:
    """The pages that show such a pagination; empty if it does not say.

    A pagination shows the current page between its neighbours, and the ends.

    >>> sorted(candidates(Pager((1, 31, 32, 33, 39)))), sorted(candidates(Pager((1, 2, 3, 39))))
    ([32], [1, 2])
    """
    if len(pager.numbers) < 2:
        return frozenset()
    shown, last = set(pager.numbers), pager.numbers[-1]
    found = {
        page
        for page in shown
        for around in range(MOST_AROUND + 1)
        for ends in range(MOST_AT_ENDS + 1)
        if _shown(page, around, ends, last) == shown
    }
    return frozenset(page for page in found if not (pager.newer and page == 1) and not (pager.older and page == last))


def _shown(page: int, around: int, ends: int, last: int) -> set[int]:
    near = range(max(1, page - around), min(last, page + around) + 1)
    return {*near, *range(1, min(ends, last) + 1), *range(max(1, last - ends + 1), last + 1)}


def file_number(file: str) -> FileNumber | None:
    """The number that files of an archive are told apart by; hashes and long stamps are none.

    >>> file_number("blog/page-031.txt")
    FileNumber(pattern='blog/page-#.txt', number=31, width=3, is_page=True)
    >>> file_number("000_1e6e92.txt")
    FileNumber(pattern='#', number=0, width=3, is_page=False)
    """
    named = list(NAMED_PAGE.finditer(file))
    found = named[-1] if named else LEADING.search(file) or TRAILING.search(file)
    if found is None:
        return None
    start, end = found.span(1)
    # What follows a leading number is often the page's own: a hash, a title.
    rest = "" if not named and LEADING.search(file) else file[end:]
    return FileNumber(f"{file[:start]}#{rest}", int(found[1]), end - start, bool(named))


def pattern_of(file: str) -> str:
    """What the names of a sequence share; empty for a name without a number."""
    number = file_number(file)
    return number.pattern if number else ""


def sequences(files: Iterable[str]) -> dict[str, dict[str, FileNumber]]:
    """Pattern → file → its number, of every pattern that several numbers share."""
    found: dict[str, dict[str, FileNumber]] = defaultdict(dict)
    for file in files:
        if number := file_number(file):
            found[number.pattern][file] = number
    return {pattern: members for pattern, members in found.items() if len({n.number for n in members.values()}) > 1}


def number_pages(sheets: Sequence[Sheet]) -> tuple[dict[str, int], frozenset[str]]:
    """File → page of its listing, and the patterns whose numbers are pages.

    The number of a name is believed unless a pagination speaks against it; a name that does not say "page" only if one
    speaks for it.
    """
    said = {sheet.file: candidates(sheet.pager) for sheet in sheets}
    pages = {file: next(iter(found)) for file, found in said.items() if len(found) == 1}
    patterns = set()
    for pattern, members in sequences(said).items():
        first = 1 if any(member.number == 0 for member in members.values()) else 0  # some count from 0
        vouched = [number.number + first in said[file] for file, number in members.items() if said[file]]
        if all(vouched) and (vouched or all(number.is_page for number in members.values())):
            patterns.add(pattern)
            pages |= {file: number.number + first for file, number in members.items()}
    return pages, frozenset(patterns)


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of numbers, first and last.

    >>> ranges([1, 2, 3, 5, 7, 8])
    [(1, 3), (5, 5), (7, 8)]
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def spell(runs: Iterable[tuple[int, int]], width: int = 0) -> str:
    """Runs as people write them: ``1–31, 33``; numbers of as many digits as files have."""
    return ", ".join(f"{low:0{width}}" if low == high else f"{low:0{width}}–{high:0{width}}" for low, high in runs)


def width_of(members: Mapping[str, FileNumber]) -> int:
    """Digits of each number, where all have as many."""
    widths = {number.width for number in members.values()}
    return widths.pop() if len(widths) == 1 else 0
