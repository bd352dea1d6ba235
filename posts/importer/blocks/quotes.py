"""Quotes that stand alone, with who said it behind a dash or on the next line."""

import re

from people import names
from posts.importer.credits import parse_credits
from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind

QUOTE = re.compile(
    r"(?P<open>[“\"„«「『])(?P<text>[^“”\"„«»「」『』]{12,1500})[”\"“»」』](?P<stop>[.,。，]?)\s*(?P<attribution>(?:[-–—~]{1,2}|―)\s*\S.{1,160})?"
)
NESTED = re.compile(r"“(?P<text>(?:[^“”]|“[^“”]*”){12,1500})”[.,]?\s*(?P<attribution>[-–—~]{1,2}\s*\S.{1,160})?")
UNCLOSED = re.compile(r"“(?P<text>[^”]{12,1500})\s[–—]\s*(?P<attribution>[A-Z][^.]{3,120})")
ATTRIBUTION_LENGTH = 120  # characters, where no dash tells
ATTRIBUTION = re.compile(r"(?:[-–—~]{1,2}|―)\s*(?P<who>\S.{1,160})")


def read_quote(reading: Reading) -> Found | None:
    """A paragraph that is one quote, wholly in quotation marks."""
    paragraph = reading.here
    text = paragraph.text
    if text[:1] not in '“"„«「『':
        return None
    match = QUOTE.fullmatch(text) or NESTED.fullmatch(text)
    if match is None:
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


def _attributes(line: str) -> bool:
    """Whether the line under a quote says whose it is: a dash and a person, or a person with a title or an employer."""
    line = line.strip()
    if match := ATTRIBUTION.fullmatch(line):
        return names.is_person(re.split(r"[,(@]", match["who"])[0])
    if len(line) > ATTRIBUTION_LENGTH or "," not in line or line.endswith((".", ":", "?", "!")):
        return False
    parsed = parse_credits(line)
    return len(parsed.credits) == 1 and not parsed.rest and bool(parsed.credits[0].name)
