"""How often the posts of a log were read, without what was counted of it before. Pure.

A log is known by what it holds, not by its name: it grows, is renamed, compressed and deleted. So of each that was counted
there is a :class:`Mark`, a digest of all its lines so far. Where a log begins with exactly these, they have been counted,
whatever it is called now; what follows is new. So a day that is split over two logs is added up, and no line is counted twice.
Nothing of a reader goes into the digest.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from posts.reads.addresses import Address, post_at
from posts.reads.lines import LONGEST, parse
from posts.reads.robots import is_robot

DIGEST_SIZE = 16  # bytes
# 304: the page is at the reader's already, and is looked at again. Our pages are asked for each time (docs/operations.md).
READ = (b"200", b"304")
SHOWN = 5  # bad lines that are named


class Mark(NamedTuple):
    """So many lines, which say so much, were counted for the days from ``since`` on."""

    lines: int
    digest: str
    since: date


@dataclass(slots=True)
class Tally:
    """What was found in the lines that had not been counted before."""

    reads: Counter[tuple[Address, date]] = field(default_factory=Counter)
    lines: int = 0  # of the whole log
    known: int = 0  # reads that had been counted
    robots: int = 0
    elsewhere: int = 0  # other pages; and what was not answered with a page, or not asked for with GET
    early: int = 0  # of days before those that are counted
    bad: int = 0
    bad_lines: list[int] = field(default_factory=list)  # the first few
    last_day: date | None = None
    mark: Mark | None = None  # None: nothing to be kept that is not known


def tally(
    lines: Iterable[bytes],
    *,
    places: Mapping[str, str],
    since: date,
    until: date,
    marks: Iterable[Mark] = (),
) -> Tally:
    """Count ``lines``, each with its end, of the days from ``since`` to ``until``. ``places``: see :func:`post_at`.

    A line without an end is still being written and waits for the next time, unless it was cut for being too long.
    """
    told = Tally()
    by_lines: dict[int, list[Mark]] = {}
    for mark in marks:
        by_lines.setdefault(mark.lines, []).append(mark)
    digest = blake2b(digest_size=DIGEST_SIZE)
    is_covered = True
    for line in lines:
        if not line.endswith(b"\n") and len(line) < LONGEST:
            break
        told.lines += 1
        is_covered = False
        digest.update(_add(told, line, places, since, until))
        if met := [mark for mark in by_lines.get(told.lines, ()) if mark.digest == digest.hexdigest()]:
            counted_from = min(mark.since for mark in met)
            _leave_out(told, counted_from)
            is_covered = counted_from <= since
    if not is_covered:
        told.mark = Mark(told.lines, digest.hexdigest(), since)
    return told


def _add(told: Tally, line: bytes, places: Mapping[str, str], since: date, until: date) -> bytes:
    """Count one line. Returns what of it is about nobody."""
    found = parse(line) if line.strip() else None
    if found is None or found.day > until:
        if line.strip():
            told.bad += 1
            if len(told.bad_lines) < SHOWN:
                told.bad_lines.append(told.lines)
        return b"\n"
    told.last_day = max(told.last_day or found.day, found.day)
    address = post_at(found.target, places) if found.method == b"GET" and found.status in READ else None
    if address is None:
        told.elsewhere += 1
    elif found.agent is not None and is_robot(found.agent):
        told.robots += 1
    elif found.day < since:
        told.early += 1
    else:
        told.reads[address, found.day] += 1
    return found.impersonal


def _leave_out(told: Tally, counted_from: date) -> None:
    """What was found so far, for it had been counted; but for days that were left out then."""
    told.robots = told.elsewhere = told.early = told.bad = 0
    told.bad_lines.clear()
    for key in [key for key in told.reads if key[1] >= counted_from]:
        told.known += told.reads.pop(key)
