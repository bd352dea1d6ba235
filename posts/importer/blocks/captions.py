"""Captions of pictures that were lost: ``Figure 1: …``, ``Photo Caption: …``, ``Image courtesy of …``."""

import re

from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind

NUMBERED = re.compile(
    r"(?:figure|fig\.?|image|photo|picture|diagram|chart|graph|table|screenshot|exhibit|illustration|图|图表|表|图片)\s*\d{1,3}[a-z]?\s*(?P<mark>[:：.–—-]|\s)\s*\S.*",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"(?:(?:photo|image|picture|figure|video)\s+(?:caption|credit)s?|caption|photo|pictured?(?:\s+(?:above|below|here))?|image|screenshot|图片说明)\s*[:：]\s*\S.*",
    re.IGNORECASE,
)
COURTESY = re.compile(
    r"(?:(?:the\s+)?(?:graphic|image|photo|picture|diagram|illustration|chart|figure|video|slide|logo)s?)\s+(?:is\s+|are\s+)?(?:courtesy|credit|by|from|taken|source)\b.*",
    re.IGNORECASE,
)
LENGTH = 220  # characters


def read_caption(reading: Reading) -> Found | None:
    paragraph = reading.here
    text = paragraph.text
    if len(text) > LENGTH or len(paragraph.lines) > 3 or text.endswith((":", "：")):
        return None
    numbered = NUMBERED.fullmatch(text)
    if numbered is None and not LABELLED.fullmatch(text) and not COURTESY.fullmatch(text):
        return None
    if (
        numbered
        and (numbered["mark"].isspace() or numbered["mark"] == ".")
        and text.endswith((".", "。"))
        and len(text.split()) > 12
    ):
        return None  # "Figure 2 shows how …": a sentence of the text
    if numbered and numbered["mark"].isspace() and re.match(r"\w+\s*\d+\w?\s+[a-z]", text):
        return None
    caption = "\n".join(line.strip() for line in paragraph.lines)
    return Found((Block(Kind.CAPTION, caption, paragraph.start, paragraph.end, blank_before=paragraph.blank_before),))
