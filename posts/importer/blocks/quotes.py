"""Quotes that stand alone, with who said it behind a dash or on the next line."""

import re

from people import names
from posts.importer.blocks.heading_lines import is_work
from posts.importer.credits import parse_credits
from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind

OPENING = tuple('"“„«「『')
DASH = r"(?:[-–—~]{1,2}|―)"
SAID_BY = rf"(?P<attribution> {DASH} \s* \S.{{1,160}} )?"
QUOTE = re.compile(
    rf"""
    [“"„«「『] (?P<text> [^“”"„«»「」『』]{{12,1500}} ) [”"“»」』] [.,。，]? \s* {SAID_BY}
    """,
    re.VERBOSE,
)
WITH_QUOTES_INSIDE = re.compile(rf"“ (?P<text> (?: [^“”] | “[^“”]*” ){{12,1500}} ) ” [.,]? \s* {SAID_BY}", re.VERBOSE)
ATTRIBUTION = re.compile(rf"{DASH}\s*(?P<who>\S.{{1,160}})")
ATTRIBUTION_LENGTH = 120  # characters, where no dash tells
NAME_END = re.compile(r"[,(@]")


def read_quote(reading: Reading) -> Found | None:
    """A paragraph that is one quote, wholly in quotation marks."""
    paragraph = reading.here
    text = paragraph.text
    if not text.startswith(OPENING):
        return None
    if len(paragraph.lines) == 2 and QUOTE.fullmatch(paragraph.lines[0].strip()) and _attributes(paragraph.lines[1]):
        quoted, attribution = (line.strip() for line in paragraph.lines)
        return Found((Block(Kind.QUOTE, quoted, paragraph.start, paragraph.end, label=attribution),))
    match = QUOTE.fullmatch(text) or WITH_QUOTES_INSIDE.fullmatch(text)
    if match is None or is_work(text):
        return None
    attribution = (match["attribution"] or "").strip()
    count = 1
    following = reading.ahead()
    if not attribution and following is not None and _attributes(following.text):
        attribution, count = following.text.strip(), 2
    quoted = text[: match.start("attribution")].rstrip() if match["attribution"] else text
    last = reading.paragraphs[reading.at + count - 1]
    block = Block(Kind.QUOTE, quoted, paragraph.start, last.end, label=attribution, blank_before=paragraph.blank_before)
    return Found((block,), count)


def is_quote(line: str) -> bool:
    """Whether a line alone is a quote with its attribution."""
    match = QUOTE.fullmatch(line.strip()) if line.lstrip().startswith(OPENING) else None
    return bool(match and match["attribution"])


def _attributes(line: str) -> bool:
    """Whether the line under a quote says whose it is: a dash and a person, or a person with a title or an employer."""
    line = line.strip()
    if match := ATTRIBUTION.fullmatch(line):
        return names.is_person(NAME_END.split(match["who"])[0])
    if len(line) > ATTRIBUTION_LENGTH or "," not in line or line.endswith((".", ":", "?", "!")):
        return False
    parsed = parse_credits(line)
    return len(parsed.credits) == 1 and not parsed.rest and bool(parsed.credits[0].name)
