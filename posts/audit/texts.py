"""Whether two copies of a text agree, and whether a text breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import unified_diff
from typing import Final

from people.names import HAN_CHARACTER
from posts.audit.records import Verdict

SENTENCE: Final = re.compile(r"(?<=[.!?…])[”\"’')]*\s+|(?<=[。！？])")
# What may close a text: a stop, or an emoji, before quotes and brackets.
CLOSED: Final = re.compile(r"[.!?…。！？:：;；*_~|>•—☆-➿\U0001f000-\U0001faff\ufe0f][”\"’'」』）)\]】»\s]*\Z")
ADDRESS: Final = re.compile(r"(?:https?://|www\.|@|#)\S+\Z")
ITEM: Final = re.compile(r"\s*(?:[•◦▪*·–—-]|\d{1,3}[.)])\s")
DANGLES: Final = re.compile(r"(?:[,，、;；(（-]|\b(?:and|or|the|a|an|of|to|in|for|with|that|which|by|from|as|is|are))\s*\Z")
PROSE_WORDS: Final = 12  # fewer are a heading, a signature, a link
PROSE_HAN: Final = 24  # characters
DIFF_PIECES: Final = 400  # sentences around the first difference; more are another text
DIFF_LINES: Final = 12
DIFF_WIDTH: Final = 160  # characters


def breaks_off(lines: Sequence[str]) -> bool:
    """Whether a text ends inside a sentence: with a comma or a small word, or as prose without a closing stop.

    >>> breaks_off(["It was never as simple as that, and"]), breaks_off(["Thank you all"]), breaks_off(["It works."])
    (True, False, False)
    """
    last = next((line.rstrip() for line in reversed(lines) if line.strip()), "")
    if not last or CLOSED.search(last):
        return False
    words = len(last.split())
    if DANGLES.search(last):
        return words > 2 or len(HAN_CHARACTER.findall(last)) > 2
    if ADDRESS.search(last) or ITEM.match(last):
        return False
    return words >= PROSE_WORDS or len(HAN_CHARACTER.findall(last)) >= PROSE_HAN


def pieces(lines: Sequence[str]) -> list[str]:
    """The sentences of a text, however its lines were broken and spaced."""
    return [piece for line in lines for piece in SENTENCE.split(" ".join(line.split())) if piece]


def compare(fuller: Sequence[str], other: Sequence[str]) -> tuple[Verdict, tuple[str, ...], int]:
    """How a copy agrees with the fullest one: verdict, short unified diff, and how many sentences it lacks at its end."""
    one, two = pieces(fuller), pieces(other)
    if one == two:
        return Verdict.SAME, (), 0
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    rest = two[start:]
    if not rest or (len(rest) == 1 and start < len(one) and one[start].startswith(rest[0].rstrip(" …."))):
        return Verdict.CUT, (), len(one) - start
    return Verdict.DIFFERS, _diff(one, two, start), 0


def _diff(one: list[str], two: list[str], start: int) -> tuple[str, ...]:
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    first = max(0, start - 1)
    before, after = (side[first : len(side) - end][:DIFF_PIECES] for side in (one, two))
    found = [line for line in unified_diff(before, after, n=1, lineterm="") if not line.startswith(("---", "+++", "@@"))]
    shown = [line if len(line) <= DIFF_WIDTH else f"{line[:DIFF_WIDTH]}…" for line in found[:DIFF_LINES]]
    return (*shown, "…") if len(found) > DIFF_LINES else tuple(shown)
