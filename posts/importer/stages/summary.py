"""A summary for cards and feeds: the first words of the text, cut at a sentence where one ends in time."""

import re
from dataclasses import replace

from people.names import HAN_CHARACTER
from posts.importer.records import Block, Context, Draft, Kind

LENGTH = 280  # characters; a Han character counts as two
ENOUGH = 60  # characters; a shorter paragraph or sentence says too little
START = 40  # characters, of which one shows that the text is Chinese
CODE = re.compile(r"(`+)([^`]+)\1")  # a summary is plain text: its cards would show the signs
SENTENCE_END = re.compile(r"[.!?…][”\"’)]*(?=\s)|[。！？…][”」』）]*")


def summarise(draft: Draft, context: Context) -> Draft:
    return replace(draft, texts=tuple(replace(text, summary=text.summary or to_summary(text.blocks)) for text in draft.texts))


def to_summary(blocks: tuple[Block, ...]) -> str:
    """The first paragraph that says something, no longer than ``LENGTH``."""
    paragraphs = [CODE.sub(r"\2", block.text.replace("\n", " ")) for block in blocks if block.kind is Kind.PARAGRAPH]
    text = next((text for text in paragraphs if len(text) >= ENOUGH), paragraphs[0] if paragraphs else "")
    is_han = not text.isascii() and HAN_CHARACTER.search(text, 0, START)
    limit = LENGTH // 2 if is_han else LENGTH
    if len(text) <= limit:
        return text
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, limit)]
    if ends and ends[-1] >= ENOUGH:
        return text[: ends[-1]]
    cut = text.rfind(" ", 0, limit)
    return f"{text[: cut if cut > ENOUGH else limit].rstrip(' ,;:')}…"
