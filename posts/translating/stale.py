"""What has changed in a text since a translation was made from it. Pure.

A translation keeps the text it was made from, its pin. It is outdated when that says something else than its source says today:
:func:`digest` is the one definition of "the same", and what the database compares.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from posts import digests, markdown, words
from posts.translating.blocks import Block

DIGEST_LENGTH = 16  # characters
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])|(?<=[。！？])|\n")
MOST_WORDS = 4_000  # of a stretch; a longer one is shown whole, before and after


def digest(text: str) -> str:
    """Of what ``text`` says to a reader, however it is written: white space, signs, addresses and pictures do not count.

    >>> digest("* one\\n* *two*") == digest("- one\\n- _two_ ![a cat](cat.jpg)")
    True
    """
    return digests.digest(markdown.plain(text), DIGEST_LENGTH // 2) if text else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (``same``), went (``gone``) or came (``new``)."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Blocks of before that became blocks of today; either side may be empty."""

    at: int  # the first of today's blocks, or where it would be
    before: tuple[Block, ...]
    now: tuple[Block, ...]
    pieces: tuple[Piece, ...]


def changes(before: Sequence[Block], now: Sequence[Block]) -> list[Change]:
    """What was changed, block by block; a block that only reads differently in its Markdown has not changed."""
    old, new = [markdown.plain(block.text) for block in before], [markdown.plain(block.text) for block in now]
    return list(_changes(before, now, old, new))


def _changes(before: Sequence[Block], now: Sequence[Block], old: list[str], new: list[str]) -> Iterator[Change]:
    for state, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if state == "equal":
            continue
        # Blocks that were replaced are told one by one, as far as there are as many.
        paired = min(last - first, end - start) if state == "replace" else 0
        for offset in range(paired):
            yield _change(before[first + offset : first + offset + 1], now[start + offset : start + offset + 1], start + offset)
        for offset in range(first + paired, last):
            yield _change(before[offset : offset + 1], (), start + paired)
        for offset in range(start + paired, end):
            yield _change((), now[offset : offset + 1], offset)


def _change(before: Sequence[Block], now: Sequence[Block], at: int) -> Change:
    old, new = ("\n".join(block.text for block in side) for side in (before, now))
    return Change(at, tuple(before), tuple(now), tuple(compare(old, new)))


def compare(before: str, now: str) -> list[Piece]:
    """The two texts as one: by sentence first, and within sentences that changed by word.

    >>> [(piece.state, piece.text) for piece in compare("It rained. We slept.", "It rained. We worked.")]
    [('same', 'It rained. We '), ('gone', 'slept'), ('new', 'worked'), ('same', '.')]
    """
    old, new = _sentences(before), _sentences(now)
    pieces: list[Piece] = []
    for state, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        gone, came = "".join(old[first:last]), "".join(new[start:end])
        pieces += [Piece("same", gone)] if state == "equal" else _by_word(gone, came)
    return list(_run_together(pieces))


def _by_word(before: str, now: str) -> Iterator[Piece]:
    for is_same, gone, came in words.compared(before, now, most=MOST_WORDS):
        if is_same:
            yield Piece("same", gone)
            continue
        if gone:
            yield Piece("gone", gone)
        if came:
            yield Piece("new", came)


def _run_together(pieces: list[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if held and held.state == piece.state:
            held = Piece(held.state, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _sentences(text: str) -> list[str]:
    """Cut behind each sentence, with the white space that follows it."""
    ends = [match.end() for match in SENTENCE.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]
