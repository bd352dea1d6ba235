"""Lines of a comparison, no wider than a terminal: of a long line the part that differs. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width

CUT = "…"
BEFORE = 0.25  # of the width is for what stands before the difference


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes; most signs of Chinese take two.

    >>> columns("ab"), columns("云原生")
    (2, 6)
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def shorten(text: str, width: int, start: int = 0) -> str:
    """At most ``width`` columns of ``text`` from the sign at ``start`` on; what is left out is shown as such.

    >>> shorten("one two three", 20), shorten("one two three", 8), shorten("one two three", 8, start=4)
    ('one two three', 'one two…', '…two th…')
    """
    head = CUT if start > 0 else ""
    rest = text[max(start, 0) :]
    if columns(head + rest) <= width:
        return head + rest
    room = width - len(head) - len(CUT)
    end = 0
    for sign in rest:
        room -= columns(sign)
        if room < 0:
            break
        end += 1
    return head + rest[:end] + CUT


def narrow(lines: Iterable[str], width: int) -> Iterator[str]:
    """The lines of a unified diff, each cut to ``width`` columns. A line and the one that replaces it show where they part.

    >>> list(narrow(["-the cluster runs on three nodes", "+the cluster runs on four nodes"], 20))
    ['-…s on three nodes', '+…s on four nodes']
    """
    gone: list[str] = []
    new: list[str] = []
    for line in lines:
        if line.startswith("-") and not new:
            gone.append(line[1:])
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            yield from _pairs(gone, new, width)
            gone, new = ([line[1:]], []) if line.startswith("-") else ([], [])
            if not gone:
                yield shorten(line, width)
    yield from _pairs(gone, new, width)


def _pairs(gone: Sequence[str], new: Sequence[str], width: int) -> Iterator[str]:
    starts = []
    for before, after in zip_longest(gone, new, fillvalue=""):
        shared = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
        fits = max(columns(before), columns(after)) < width
        starts.append(0 if fits else max(0, shared - int(width * BEFORE)))
    yield from ("-" + shorten(line, width - 1, start) for line, start in zip(gone, starts, strict=False))
    yield from ("+" + shorten(line, width - 1, start) for line, start in zip(new, starts, strict=False))
