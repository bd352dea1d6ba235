"""A line that is another post's title becomes a link to it."""

import re
from dataclasses import replace

from people.names import HAN_CHARACTER
from posts.importer.identity import title_key
from posts.importer.records import Block, Context, Draft, Item, Kind, Note

MIN_WORDS = 3  # of a title; shorter ones ("What's Next?", "Community Update") also stand as headings of their own
MIN_HAN = 6
LINKABLE = frozenset({Kind.PARAGRAPH, Kind.HEADING})  # a title alone on its line looks like either
PROSE_ENDS = ".。,;:"  # a title ends otherwise
ORIGINAL = re.compile(r"(?:英文)?原文(?:标题|题目|链接)?\s*[:：]\s*")  # a translation names the post it was made from
MAX_LENGTH = 300  # characters; no title we would look up is longer


def link_titles(draft: Draft, context: Context) -> Draft:
    """Turn paragraphs and list items that are nothing but the title of another post into links to it."""
    if not context.titles:
        return draft
    notes: list[Note] = []
    texts = tuple(
        replace(text, blocks=tuple(_link(block, context, notes) for block in text.blocks)) if text.blocks else text
        for text in draft.texts
    )
    return replace(draft, texts=texts, notes=(*draft.notes, *notes)) if notes else draft


def target(line: str, context: Context) -> str:
    """The slug of the other post whose title ``line`` is, or ""."""
    if not 0 < len(line) <= MAX_LENGTH or line[-1] in PROSE_ENDS:
        return ""
    slug = context.titles.get(title_key(line), "")
    return slug if slug and slug != context.slug and _says_enough(line) else ""


def _says_enough(line: str) -> bool:
    """Few words are a phrase anyone may write; Chinese has no spaces, so its characters count."""
    return len(line.split()) >= MIN_WORDS or len(HAN_CHARACTER.findall(line)) >= MIN_HAN


def _link(block: Block, context: Context, notes: list[Note]) -> Block:
    if block.kind is Kind.LIST:
        items = tuple(_link_item(item, block.start, context, notes) for item in block.items)
        return replace(block, items=items) if items != block.items else block
    if block.kind not in LINKABLE or "\n" in block.text:
        return block
    original = ORIGINAL.match(block.text)
    title = block.text[original.end() :] if original else block.text
    slug = target(title, context)
    if not slug:
        return block
    notes.append(_note(title, block.start))
    if original:
        message = f"The text calls “{title}” its original: the two may be one post in two languages."
        notes.append(Note("links", message, block.start, review=True))
    return replace(block, kind=Kind.LINK, label=slug, level=0)


def _link_item(item: Item, line: int, context: Context, notes: list[Note]) -> Item:
    slug = target(item.text, context)
    if not slug:
        return item
    notes.append(_note(item.text, line))
    return replace(item, link=slug)


def _note(title: str, line: int) -> Note:
    return Note("links", f"This line is the title of another post, so it became a link: {title}", line)
