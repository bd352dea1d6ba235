"""What was translated before: when two blocks say the same, and when nearly the same. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from people.names import HAN
from posts import markdown
from posts.digests import digest
from posts.translating.stale import DIGEST_LENGTH

WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
EDGE = 4  # words, or Han characters: what is alike mostly begins or ends alike
LONGEST = 2_000  # words of two texts that are compared
NEAR = 0.7  # of what two texts share; less is of no help


@dataclass(frozen=True, slots=True)
class Keys:
    """What a block is looked up by."""

    digest: str
    opening: str
    ending: str


def keys(text: str) -> Keys | None:
    """None of a text without words.

    >>> keys("The *lanterns* burn all night.") == keys("The lanterns burn\\nall night.")
    True
    """
    plain = markdown.plain(text)
    words = [word.casefold() for word in WORD.findall(plain)]
    if not words:
        return None
    return Keys(*(digest(part, DIGEST_LENGTH // 2) for part in (plain, " ".join(words[:EDGE]), " ".join(words[-EDGE:]))))


def similarity(one: str, other: str) -> float:
    """From 0 to 1, of what two Markdown texts say.

    >>> round(similarity("It rained all night.", "It rained all day."), 2)
    0.75
    """
    ours, theirs = (WORD.findall(markdown.plain(text)) for text in (one, other))
    if len(ours) + len(theirs) > LONGEST:
        return 0.0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR else 0.0
