"""How sentences end and titles are written: what tells prose from names and headings. Pure."""

import re
from collections.abc import Sequence

ABBREVIATIONS = "Assoc Corp Dr Inc Ing Jr Ltd Mr Mrs Ms Prof Rev Sr St vs".split()
# Looks back from behind a stop. A look-behind has one width, so each word gets its own; and a search is quick to find a
# stop, but slow to look back from every letter.
NO_ABBREVIATION = r"(?<!\b[A-Z]\.)" + "".join(rf"(?<!\b{word}\.)" for word in ABBREVIATIONS)
FULL_STOP = re.compile(rf"\.{NO_ABBREVIATION}\s+(?=[A-Z“\"(])")  # between two sentences
SENTENCE_END = re.compile(rf"[.!]{NO_ABBREVIATION}(?:\s+(?=[A-Z“\"(])|\s*$)|[。！]")
ANY_END = re.compile(rf"[.!?]{NO_ABBREVIATION}\s+")

CAPITALISED_LENGTH = 4  # letters; shorter words are small in titles too


def last_sentence(text: str) -> str:
    """What stands behind the last sentence end.

    >>> last_sentence("It rained. Dr. Ada Example worked")
    'Dr. Ada Example worked'
    """
    return ANY_END.split(text)[-1]


def is_small(word: str) -> bool:
    """Whether a word is written small: like a sentence's, not like a name that only begins so.

    >>> is_small("we’ve"), is_small("eBay"), is_small("3scale")
    (True, False, False)
    """
    return word[0].islower() and word.islower()


def lower_share(words: Sequence[str]) -> float:
    """The share of words that start in lower case, of those long enough to be capitalised in a title; brackets do not count.

    >>> lower_share("How We Moved the “queue” in Oslo".split())
    0.3333333333333333
    """
    bare = [word.lstrip("“\"‘'") for word in words]
    long = [word for word in bare if len(word) >= CAPITALISED_LENGTH and word[0].isalpha()]
    return sum(word[0].islower() and word.islower() for word in long) / len(long) if long else 0.0
