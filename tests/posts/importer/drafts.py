"""Drafts for the tests of single stages: plain text in, records out."""

from posts.importer.records import Block, Draft, Item, Kind, Text


def paragraph(text: str, line: int = 1) -> Block:
    return Block(Kind.PARAGRAPH, text, line, line)


def heading(text: str, level: int = 2, line: int = 1) -> Block:
    return Block(Kind.HEADING, text, line, line, level=level)


def bullets(*items: str, line: int = 1) -> Block:
    return Block(Kind.LIST, "\n".join(items), line, line, items=tuple(Item(item) for item in items))


def draft(*blocks: Block | str, title: str = "A title that says little", language: str = "en", **fields) -> Draft:
    """A draft of one language; a string is a paragraph."""
    made = tuple(paragraph(block, line) if isinstance(block, str) else block for line, block in enumerate(blocks, start=3))
    return Draft(ref="ref", texts=(Text(language, title=title, blocks=made),), **fields)
