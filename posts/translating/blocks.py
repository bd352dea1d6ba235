"""A Markdown text as its blocks, in the order of their lines. Pure.

Where blocks begin and end is what the site's own renderer says, so that none is cut in two. Joined again they are the text
they were cut from, byte for byte.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from posts import markdown


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    FOOTNOTE = "footnote"
    RAW = "raw"  # rules, HTML, definitions of links: what a reader sees nothing of


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    line: int  # of the text, from 1
    text: str  # its lines, without the line break of the last
    gap: str  # what stands between it and the next: line breaks and blank lines
    level: int = 0  # of a heading


@dataclass(frozen=True, slots=True)
class _Place:
    tag: str
    first: int
    last: int


LINE = re.compile(r"[^\n]*\n|[^\n]+")
ELEMENT = re.compile(r'<(\w+)(?: id="[^"]*")? data-sourcepos="(\d+):\d+-(\d+):\d+"( id="fn-)?')
KINDS = {
    "p": Kind.PARAGRAPH,
    "ul": Kind.LIST,
    "ol": Kind.LIST,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
    "table": Kind.TABLE,
    "li": Kind.FOOTNOTE,  # outermost only below the notes
    "hr": Kind.RAW,
}
IMAGES = re.compile(r"\s*(?:!\[[^\]]*\]\([^)]*\)\s*)+")


def cut(text: str) -> tuple[Block, ...]:
    """The blocks of ``text``; no line is in two of them and none in none.

    >>> [(block.kind.value, block.text) for block in cut("# Pods\\n\\nThey share\\na network.\\n- one\\n- two\\n")]
    [('heading', '# Pods'), ('paragraph', 'They share\\na network.'), ('list', '- one\\n- two')]
    """
    lines = LINE.findall(text)  # each with its line break
    found = sorted(_outermost(text.replace("\r\n", "\n").replace("\r", " ")), key=lambda place: place.first)
    return tuple(_blocks(lines, found))


def join(blocks: Iterable[Block]) -> str:
    return "".join(part for block in blocks for part in (block.text, block.gap))


def with_gaps_of(text: str, before: str) -> str:
    """``text``, with the blank lines of ``before`` between blocks that stood there so: an edit leaves the rest alone.

    >>> with_gaps_of("One\\n\\n- two\\n\\nThree", "One\\n- two\\n\\n\\nEnd\\n")
    'One\\n- two\\n\\nThree\\n'
    """
    new, old = list(cut(text)), cut(before)
    matcher = SequenceMatcher(None, [block.text for block in old], [block.text for block in new])
    for match in matcher.get_matching_blocks():
        for offset in range(match.size - 1):
            new[match.b + offset] = replace(new[match.b + offset], gap=old[match.a + offset].gap)
    if new and old:
        new[-1] = replace(new[-1], gap=old[-1].gap)
    return join(new)


def _outermost(text: str) -> Iterator[_Place]:
    """The elements that stand in no other; of the section of footnotes each note."""
    end = 0
    for match in ELEMENT.finditer(markdown.with_places(text)):
        tag, first, last, is_note = match[1], int(match[2]), int(match[3]), bool(match[4])
        if tag == "section":
            end = len(text)  # only notes follow, in the order in which they are called
        elif first > end or is_note:
            end = max(end, last)
            yield _Place(tag, first, max(first, last))


def _blocks(lines: list[str], places: list[_Place]) -> Iterator[Block]:
    at = 1  # the next line that is in no block yet
    for place in places:
        if place.first < at or place.first > len(lines):  # inside what came before: a note among the lines of a list
            continue
        if at < place.first:
            yield _block(lines[at - 1 : place.first - 1], at, Kind.RAW)
        at = _behind_blank(lines, place.last + 1)
        kind, level = _kind_of(place.tag, "".join(lines[place.first - 1 : at - 1]))
        yield _block(lines[place.first - 1 : at - 1], place.first, kind, level)
    if at <= len(lines):
        yield _block(lines[at - 1 :], at, Kind.RAW)


def _block(lines: list[str], first: int, kind: Kind, level: int = 0) -> Block:
    """Of ``lines``, the blank ones at whose end are the gap."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    whole = "".join(lines[:end])
    text = whole.rstrip("\r\n")
    return Block(kind, first, text, whole[len(text) :] + "".join(lines[end:]), level)


def _behind_blank(lines: list[str], line: int) -> int:
    """The first line from ``line`` on that is not blank, or the one behind the end."""
    while line <= len(lines) and not lines[line - 1].strip():
        line += 1
    return line


def _kind_of(tag: str, text: str) -> tuple[Kind, int]:
    if tag[0] == "h" and tag[1:].isdigit():
        return Kind.HEADING, int(tag[1:])
    if tag in ("p", "figure") and IMAGES.fullmatch(text):
        return Kind.IMAGE, 0
    return KINDS.get(tag, Kind.RAW), 0
