"""Titles that stand behind the previous post's last sentence: "… – let's talk! Recognized for …". Pure.

The scrape strips a domain-like name at a title's start, and with it the line break.
"""

import re
from collections.abc import Iterator

from posts.importer.sentences import lower_share

SENTENCE_END = re.compile(r"(?<=[.!?…])(?P<close>[”\"’')]*)\s+(?=[“\"‘'(]?[A-Z0-9])")
SENTENCE = re.compile(r"\S.*?(?:[.!?…](?=\s|$)|$)")
OPEN_ENDS = (".", ",", ";", ":")  # no title ends so
REACH = 1500  # characters from the line's end in which a title may start
PROSE_WORDS = 6  # fewer do not make a sentence we dare to cut off
LONG_PROSE_WORDS = 25  # as many are no title, whatever their case
TITLE_WORDS = 3
PROSE_CASE = 0.6  # share of long words in lower case that prose has at least …
TITLE_CASE = 0.35  # … and a title at most


def unglue(line: str) -> tuple[str, str] | None:
    """(prose, title) of a line in which a title stands behind the previous post's last sentence, or None.

    A title may itself hold a sentence end ("Announcing ExampleCon! Tickets are out"), so what is cut off must read as prose,
    by its case.
    """
    if len(line.split()) <= PROSE_WORDS:
        return None
    last = None
    for prose, title in _cuts(line):
        if _is_title(title):
            return prose, title
        if len(prose.split()) >= LONG_PROSE_WORDS:
            last = prose, title
    return last


def _cuts(line: str) -> Iterator[tuple[str, str]]:
    """Every (prose, rest) of a line at a sentence end, where the rest is long enough for a title."""
    offset = max(0, len(line) - REACH)
    for match in SENTENCE_END.finditer(line[offset:]):
        head, tail = line[: offset + match.end("close")], line[offset + match.end() :]
        if _is_prose(head) and len(tail.split()) >= TITLE_WORDS and not tail.endswith(OPEN_ENDS):
            yield head, tail


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= PROSE_WORDS and lower_share(words) >= PROSE_CASE


def _is_title(text: str) -> bool:
    sentences = SENTENCE.findall(text)
    return all(lower_share(sentence.split()) <= TITLE_CASE and not sentence.endswith(".") for sentence in sentences)
