"""Texts for the tests of block rules: plain text in, blocks out."""

from posts.importer.blocks import read_blocks
from posts.importer.records import Block, Kind
from posts.importer.stages.languages import to_paragraphs


def blocks(text: str, language: str = "en") -> tuple[Block, ...]:
    return read_blocks(to_paragraphs(text.split("\n"), 1), language)


def kinds(text: str, language: str = "en") -> list[str]:
    return [block.kind.value for block in blocks(text, language)]


def of(kind: Kind, text: str, language: str = "en") -> list[Block]:
    return [block for block in blocks(text, language) if block.kind is kind]


PROSE = (
    "It took us a week and a half to move the queue, and in the end nobody noticed that it had moved, which is the best "
    "thing that can be said of such a move."
)
PROSE_ZH = "我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成，这大概是对这次迁移最好的评价。"
