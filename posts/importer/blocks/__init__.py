"""Lines become blocks: an ordered table of rules, the first that fits wins; what none knows is a paragraph."""

from collections.abc import Callable, Iterator

from posts.importer.blocks.captions import read_caption
from posts.importer.blocks.code import read_code
from posts.importer.blocks.footnotes import find_footnotes, read_footnote
from posts.importer.blocks.headings import read_heading
from posts.importer.blocks.lists import is_item, read_list
from posts.importer.blocks.quotes import is_quote, read_quote
from posts.importer.blocks.turns import read_turn
from posts.importer.reading import INTERVIEW_QUESTIONS, Found, Reading, count_questions, find_speakers
from posts.importer.records import Block, Kind, Paragraph


def read_paragraph(reading: Reading) -> Found:
    """What no other rule knows. The source's own line breaks are kept."""
    paragraph = reading.here
    text = "\n".join(line.strip() for line in paragraph.lines)
    return Found((Block(Kind.PARAGRAPH, text, paragraph.start, paragraph.end, blank_before=paragraph.blank_before),))


RULES: tuple[Callable[[Reading], Found | None], ...] = (
    read_footnote,
    read_list,
    read_turn,
    read_code,
    read_caption,
    read_quote,
    read_heading,
    read_paragraph,
)


# A long line that begins like a sentence is prose, whatever else it looks like: most of a text is told so at a glance.
PROSE_RULES = (read_footnote, read_turn, read_paragraph)
PROSE_LENGTH = 250  # characters; no heading, caption or command is as long


def is_prose(paragraph: Paragraph) -> bool:
    line = paragraph.lines[0]
    return len(paragraph.lines) == 1 and len(line) > PROSE_LENGTH and line[0].isupper() and line[1].islower()


def read_blocks(
    paragraphs: tuple[Paragraph, ...], language: str, is_title: Callable[[str], bool] = lambda line: False
) -> tuple[Block, ...]:
    """The blocks of one text, in order; every paragraph is in exactly one. ``is_title`` knows other posts' titles."""
    pieces = tuple(_pieces(paragraphs))
    speakers = find_speakers(pieces)
    reading = Reading(
        pieces,
        0,
        language,
        speakers=frozenset(speakers),
        is_interview=count_questions(pieces) >= INTERVIEW_QUESTIONS,
        footnotes=find_footnotes(pieces),
        is_title=is_title,
    )
    blocks: list[Block] = []
    while reading.at < len(pieces):
        found = read_next(reading)
        blocks += found.blocks
        reading.at += found.count
        reading.before = found.blocks[-1]
    return tuple(blocks)


def read_next(reading: Reading) -> Found:
    for rule in PROSE_RULES if is_prose(reading.here) else RULES:
        if (found := rule(reading)) is not None:
            return found
    raise AssertionError("the last rule takes every paragraph")


def _nature(line: str) -> str:
    """What a line is whatever stands around it."""
    return "item" if is_item(line) else "quote" if is_quote(line) else ""


def _pieces(paragraphs: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """Paragraphs cut where items or quotes begin or end inside them."""
    for paragraph in paragraphs:
        lines = paragraph.lines
        if len(lines) == 1:
            yield paragraph
            continue
        start = 0
        for index in range(1, len(lines) + 1):
            if index == len(lines) or _nature(lines[index]) != _nature(lines[index - 1]):
                blank = paragraph.blank_before if start == 0 else 0
                yield Paragraph(lines[start:index], paragraph.start + start, blank)
                start = index
