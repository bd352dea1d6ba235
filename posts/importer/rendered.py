"""A body that is Markdown already → blocks, as the stages look at them. Pure.

What the site's own renderer makes of it is what a reader sees: that is what the rules read.
"""

from collections.abc import Iterator

from lxml import etree

from posts import markdown
from posts.importer.records import Block, Item, Kind, Paragraph

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = frozenset({"div", "section"})


def read_markdown(body: str) -> tuple[Block, ...]:
    """The blocks of ``body``, numbered in their order: each stands on a line of its own."""
    html = markdown.render(body)
    if not html.strip():
        return ()
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<html><body>{html}</body></html>".encode("utf-8", "replace"), parser)
    return tuple(_block(element, number) for number, element in enumerate(_elements(root.find("body")), start=1))


def paragraphs(blocks: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    """The plain paragraphs among ``blocks``, where bylines stand."""
    return tuple(
        Paragraph(tuple(block.text.split("\n")), block.start)
        for block in blocks
        if block.kind in (Kind.PARAGRAPH, Kind.QUOTE) and block.text
    )


def _elements(body) -> Iterator:
    for element in body if body is not None else ():
        if element.tag in CONTAINERS:
            yield from element
        else:
            yield element


def _block(element, number: int) -> Block:
    tag = element.tag
    text = _text(element)
    if tag in HEADINGS:
        return Block(Kind.HEADING, text, number, number, level=max(HEADINGS[tag], 2))
    if tag in ("ul", "ol"):
        items = tuple(Item(words, ordered=tag == "ol") for item in element.iter("li") if (words := _own_text(item)))
        return Block(Kind.LIST, "\n".join(item.text for item in items), number, number, items=items)
    kind = {"pre": Kind.CODE, "blockquote": Kind.QUOTE, "figure": Kind.CAPTION, "table": Kind.TABLE}.get(tag, Kind.PARAGRAPH)
    return Block(kind, text, number, number)


def _text(element) -> str:
    """Its words; breaks stay line ends."""
    if element.tag == "pre":
        return "".join(element.itertext())
    for line_end in element.iter("br"):
        line_end.tail = f"\n{(line_end.tail or '').lstrip()}"
    return "\n".join(line for line in (" ".join(line.split()) for line in "".join(element.itertext()).split("\n")) if line)


def _own_text(item) -> str:
    """An item's words without those of the lists inside it."""
    words = [item.text or ""]
    for child in item:
        if child.tag not in ("ul", "ol"):
            words += child.itertext()
        words.append(child.tail or "")
    return " ".join("".join(words).split())
