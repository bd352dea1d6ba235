"""Lists: bullets and numbers, deeper ones by indent, over blank lines where they go on."""

import re
from collections.abc import Sequence

from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Item, Kind, Paragraph

ITEM = re.compile(
    r"""
    (?P<indent>\s*)
    (?: (?P<bullet>[•●▪◦○‣⁃∙■□➢➤►✓✔·]) \s*
      | (?P<dash>[-–—*+o]) \s+
      | (?P<number>\d{1,3}) (?P<dot>[.)）、]) (?!\d) \s*
    )
    (?P<text>\S.*)
    """,
    re.VERBOSE,
)
TAB = 4  # spaces
HEADING_LENGTH = 110  # characters; a longer numbered line is an item
STOPS = tuple(".:;,。：；，")
BLANKS_INSIDE = 2  # blank lines that may stand between two items of one list


def read_list(reading: Reading) -> Found | None:
    """A run of items from here on, or None."""
    if not _starts_list(reading):
        return None
    lines: list[str] = []
    count = 0
    while (paragraph := reading.ahead(count)) is not None:
        if count and not _goes_on(lines, paragraph):
            break
        lines += paragraph.lines
        count += 1
    here = reading.here
    last = reading.paragraphs[reading.at + count - 1]
    items = to_items(lines)
    text = "\n".join(item.text for item in items)
    return Found((Block(Kind.LIST, text, here.start, last.end, items=items, blank_before=here.blank_before),), count)


def is_item(line: str) -> bool:
    """Whether a line alone shows that it is an item; a dash does so only in company."""
    match = ITEM.match(line)
    return bool(match and (match["bullet"] or match["number"]))


def _starts_list(reading: Reading) -> bool:
    lines = reading.here.lines
    match = ITEM.match(lines[0])
    if match is None or not all(map(ITEM.match, lines)):
        return False
    if match["bullet"] or len(lines) > 1:
        return True
    following = reading.ahead()
    below = ITEM.match(following.lines[0]) if following else None
    if match["dash"]:
        return bool(below and below["dash"] == match["dash"])
    return _is_numbered_item(reading, match, below)


def _is_numbered_item(reading: Reading, match: re.Match[str], below: re.Match[str] | None) -> bool:
    """Whether a numbered line is an item rather than a heading: by its shape, by the next number, by the list above."""
    text = match["text"]
    if match["indent"] or len(text) > HEADING_LENGTH:
        return True
    if match["dot"] == ")" and not (reading.ahead() and below is None and text[0].isupper() and not text.endswith(STOPS)):
        return True
    if below and below["number"] and int(below["number"]) == int(match["number"]) + 1:
        return True
    return reading.before is not None and reading.before.kind is Kind.LIST


def _goes_on(lines: Sequence[str], paragraph: Paragraph) -> bool:
    """Whether the list of ``lines`` continues in ``paragraph``: same kind of marker, the next number, little space between."""
    matches = [ITEM.match(line) for line in paragraph.lines]
    first, last = matches[0], ITEM.match(lines[-1])
    if paragraph.blank_before > BLANKS_INSIDE or first is None or last is None or not all(matches):
        return False
    if first["number"]:
        numbers = [int(match["number"]) for line in lines if (match := ITEM.match(line)) and match["number"]]
        return bool(numbers) and int(first["number"]) == numbers[-1] + 1
    is_inside_last = len(first["indent"]) > len(last["indent"])
    return not last["number"] or is_inside_last


def to_items(lines: Sequence[str]) -> tuple[Item, ...]:
    """Items with their depth: an item indented further than the one above is inside it."""
    items: list[Item] = []
    indents: list[int] = []
    for line in lines:
        match = ITEM.match(line)
        assert match
        indent = len(match["indent"].expandtabs(TAB))
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1]:
            indents.append(indent)
        number = match["number"]
        items.append(Item(match["text"].strip(), len(indents) - 1, bool(number), int(number) if number else 1))
    return tuple(items)
