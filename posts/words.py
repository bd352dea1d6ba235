"""Two texts compared word by word. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from people.names import HAN

WORD = re.compile(rf"\s+|[{HAN}]|[^\W{HAN}]+|[^\w\s]")  # a Han character is a word; so are spaces, and each sign


def compared(before: str, now: str, *, most: int) -> Iterator[tuple[bool, str, str]]:
    """Stretches of both texts: whether they are the same, what stood there, and what stands there now.

    Texts of more than ``most`` words together differ as a whole: to look closer would take too long.

    >>> list(compared("one cat sat", "one dog sat", most=20))
    [(True, 'one ', 'one '), (False, 'cat', 'dog'), (True, ' sat', ' sat')]
    """
    old, new = WORD.findall(before), WORD.findall(now)
    if len(old) + len(new) > most:
        yield False, before, now
        return
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind == "equal", "".join(old[first:last]), "".join(new[start:end])
