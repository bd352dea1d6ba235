"""Text from an archive, for a terminal: it must not clear it, colour it, retitle it or write backwards. Pure."""

import re

# Controls of a terminal but for the tab, the signs that turn the direction of writing, and halves of characters.
ACTING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """``text`` on one line, with whatever a terminal would act upon written as an escape.

    >>> printable("clears the screen: \\x1b[2J")
    'clears the screen: \\\\x1b[2J'
    """
    return ACTING.sub(lambda match: match[0].encode("unicode_escape", "backslashreplace").decode("ascii"), text)
