"""Captions of pictures that were lost: ``Figure 1: …``, ``Photo Caption: …``, ``Image courtesy of …``."""

import re

from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind
from posts.importer.words import any_of

FLAGS = re.IGNORECASE | re.VERBOSE

PICTURES = any_of(
    "chart diagram exhibit fig\\.? figure graph illustration image photo picture screenshot table 图 图片 图表 表"
)
NUMBERED = re.compile(rf"{PICTURES} \s* \d{{1,3}}[a-z]? \s* (?P<mark> [:：.–—-] | \s ) \s* (?P<text>\S.*)", FLAGS)
LABELLED = re.compile(
    r"""
    (?: (?: figure|image|photo|picture|video ) \s+ (?: caption|credit )s?
      | above | caption | chart | diagram | graphic | illustration | image | photo | screenshot | 图片说明
      | pictured? (?: \s+ (?: above|below|here ) )?
    )
    \s* [:：] \s* \S.*
    """,
    FLAGS,
)
# "From left to right: Ada Example, Bo Sample", "Ada Example (left) and Bo Sample".
LEFT_TO_RIGHT = re.compile(
    r"""
    [(（]? (?: pictured:? ,? \s+ )? (?: from\s+ )? (?: left\s+to\s+right | l \s? (?: - | – | to ) \s? r ) \b .*
    | [^.!?]* \( (?: left|right|far\ left|far\ right|middle|cent(?:er|re) ) \) [^.!?]*
    """,
    FLAGS,
)
COURTESY = re.compile(
    rf"""
    [(（]? (?: the\s+ )? {any_of("chart diagram figure graphic illustration image logo photo picture slide video")} s? \s+
    (?: is\s+ | are\s+ )? {any_of("by courtesy credit from source taken")} \b .*
    """,
    FLAGS,
)
LENGTH = 220  # characters
LINES = 3
SENTENCE_WORDS = 12  # a longer numbered line with a full stop is a sentence of the text


def read_caption(reading: Reading) -> Found | None:
    """The next paragraph as a caption, if it is labelled as one."""
    paragraph = reading.here
    if len(paragraph.lines) > LINES or not _is_caption(paragraph.text):
        return None
    caption = "\n".join(line.strip() for line in paragraph.lines)
    return Found((Block(Kind.CAPTION, caption, paragraph.start, paragraph.end, blank_before=paragraph.blank_before),))


def _is_caption(text: str) -> bool:
    if len(text) > LENGTH or text.endswith((":", "：")):
        return False
    if match := NUMBERED.fullmatch(text):
        return not _goes_on(match)
    return any(shape.fullmatch(text) for shape in (LABELLED, COURTESY, LEFT_TO_RIGHT))


def _goes_on(match: re.Match[str]) -> bool:
    """Whether a picture and its number only start a sentence: "Figure 2 shows how …"."""
    is_apart = match["mark"] not in " ."  # "Figure 2: …"
    is_sentence = match["text"].endswith((".", "。")) and len(match.string.split()) > SENTENCE_WORDS
    is_verb = match["mark"] != "." and match["text"][0].islower()
    return not is_apart and (is_sentence or is_verb)
