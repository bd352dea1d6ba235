"""Two people changed one text: both changes, put together where they do not touch each other. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from posts.translating.blocks import cut

MINE, THEIRS = "<<<<<<<", ">>>>>>>"
BETWEEN = "======="


@dataclass(frozen=True, slots=True)
class Merged:
    text: str
    conflicts: int  # places where both are kept, one below the other, between marks


def merge(base: str, mine: str, theirs: str, *, mine_label: str = "", theirs_label: str = "") -> Merged:
    """Block by block; what only one of them changed is taken as they changed it.

    >>> merge("One.\\n\\nTwo.\\n\\nThree.", "One!\\n\\nTwo.\\n\\nThree.", "One.\\n\\nTwo.\\n\\nThree?").text
    'One!\\n\\nTwo.\\n\\nThree?'
    """
    parts, conflicts = [], 0
    for is_conflict, ours, others in _stretches(*(_texts(text) for text in (base, mine, theirs))):
        if is_conflict:
            conflicts += 1
            marks = f"{MINE} {mine_label}".rstrip(), BETWEEN, f"{THEIRS} {theirs_label}".rstrip()
            parts += [marks[0], *ours, marks[1], *others, marks[2]]
        else:
            parts += ours
    return Merged("\n\n".join(parts), conflicts)


def has_marks(text: str) -> bool:
    """Whether a merge was saved before somebody decided."""
    return any(line.startswith((MINE, THEIRS)) or line == BETWEEN for line in text.splitlines())


def _texts(text: str) -> list[str]:
    return [block.text for block in cut(text) if block.text]


def _stretches(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Stretches of the merge: whether both changed it differently, then what it is in mine, and in theirs."""
    at = here = there = 0
    for start, mine_start, theirs_start, length in [*_kept_by_both(base, mine, theirs), (len(base), len(mine), len(theirs), 0)]:
        old, ours, others = list(base[at:start]), list(mine[here:mine_start]), list(theirs[there:theirs_start])
        if ours == others or others == old:
            yield False, ours, []
        elif ours == old:
            yield False, others, []
        else:
            yield True, ours, others
        yield False, list(base[start : start + length]), []
        at, here, there = start + length, mine_start + length, theirs_start + length


def _kept_by_both(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of blocks that nobody changed: where they begin in each of the three, and how many they are."""
    ours, others = (_places(base, text) for text in (mine, theirs))
    index = 0
    while index < len(base):
        if index not in ours or index not in others:
            index += 1
            continue
        length = 1
        while ours.get(index + length) == ours[index] + length and others.get(index + length) == others[index] + length:
            length += 1
        yield index, ours[index], others[index], length
        index += length


def _places(base: Sequence[str], text: Sequence[str]) -> dict[int, int]:
    """Index of a block in ``base`` → of the same block in ``text``."""
    matching = SequenceMatcher(None, base, text).get_matching_blocks()
    return {block.a + offset: block.b + offset for block in matching for offset in range(block.size)}
