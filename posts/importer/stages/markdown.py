"""Blocks become Markdown. The archive's text is data: what would be markup in it is escaped."""

import re
from collections.abc import Iterable
from dataclasses import replace

from posts.importer.records import Block, Context, Draft, Item, Kind

SPECIAL = re.compile(r"[\\*\[\]<>&~|`_]")
# Backticks in the archive are its own inline code.
CODE = re.compile(r"`[^`\n]+`")
# An underscore inside a word and an ampersand between words are plain text in Markdown too.
ESCAPE = re.compile(r"[\\*\[\]~|`]|(?<!\w)_|_(?!\w)|<(?=[\w/!?])|&(?=#?\w+;)")
URL = re.compile(
    r"https?://[^\s<>\[\]“”\"‘’`|\\^{}\u3000-\u303f\uff00-\uffef]+[^\s<>\[\]“”\"‘’`|\\^{}.,;:!?()\u3000-\u303f\uff00-\uffef]"
)
VERBATIM = re.compile(f"{CODE.pattern}|{URL.pattern}")
LINE_START = re.compile(r"^(?:([#>+=-])|(\d{1,9})([.)])(?=\s|$))")
DEPTH_INDENT = 4  # spaces


def write_markdown(draft: Draft, context: Context) -> Draft:
    return replace(draft, texts=tuple(replace(text, body=to_markdown(text.blocks)) for text in draft.texts))


def to_markdown(blocks: Iterable[Block]) -> str:
    """Markdown that renders as ``blocks`` say, whatever characters their text holds."""
    blocks = tuple(blocks)
    parts = [_block(block) for block in blocks]
    references = {_reference(block): f"[^{block.level}]" for block in blocks if block.kind is Kind.FOOTNOTE}
    if references:
        pattern = re.compile("|".join(map(re.escape, references)))
        parts = [
            part if block.kind in (Kind.FOOTNOTE, Kind.CODE) else pattern.sub(lambda m: references[m.group()], part)
            for block, part in zip(blocks, parts, strict=True)
        ]
    return "\n\n".join(parts) + "\n" if parts else ""


def _reference(note: Block) -> str:
    """How the escaped text refers to a footnote: ``(1)``, or ``\\[1\\]``."""
    return f"({note.level})" if note.label == "(" else f"\\[{note.level}\\]"


def _block(block: Block) -> str:
    match block.kind:
        case Kind.HEADING:
            return f"{'#' * (block.level or 2)} {escape(block.text)}"
        case Kind.LIST:
            return _list(block.items)
        case Kind.QUOTE:
            attribution = f"\n>\n> {escape_start(escape(block.label))}" if block.label else ""
            return f"> {_lines(block.text, '> ')}{attribution}"
        case Kind.CAPTION:
            return f"![{escape(block.text).replace(chr(10), ' ')}]()"
        case Kind.FOOTNOTE:
            return f"[^{block.level}]: {escape(block.text)}"
        case Kind.CODE:
            fence = "```"
            while fence in block.text:
                fence += "`"
            return f"{fence}\n{block.text}\n{fence}"
        case Kind.TURN:
            return f"**{escape(block.label)}** {_lines(block.text, '')}"
        case Kind.LINK:
            return f"[{escape(block.text)}](/blog/{block.label}/)"
        case _:
            return _lines(block.text, "")


def _lines(text: str, prefix: str) -> str:
    """The source's lines, kept apart by hard breaks."""
    return f"\\\n{prefix}".join(escape_start(escape(line)) for line in text.split("\n"))


def _list(items: tuple[Item, ...]) -> str:
    lines = []
    for item in items:
        marker = f"{item.number}." if item.ordered else "-"
        lines.append(f"{' ' * DEPTH_INDENT * item.depth}{marker} {_item_text(item)}")
    return "\n".join(lines)


def _item_text(item: Item) -> str:
    text = escape_start(escape(item.text))
    link = getattr(item, "link", "")
    return f"[{escape(item.text)}](/blog/{link}/)" if link else text


def escape(text: str) -> str:
    """``text`` as Markdown that reads as itself; its addresses stay links and its backticks code.

    >>> escape("snake_case *and* [x](javascript:alert(1)) `a*b`")
    'snake_case \\\\*and\\\\* \\\\[x\\\\](javascript:alert(1)) `a*b`'
    """
    if not SPECIAL.search(text):
        return text
    out = []
    end = 0
    for match in VERBATIM.finditer(text):
        out += [ESCAPE.sub(r"\\\g<0>", text[end : match.start()]), match.group()]
        end = match.end()
    out.append(ESCAPE.sub(r"\\\g<0>", text[end:]))
    return "".join(out)


def escape_start(line: str) -> str:
    """A line whose first characters would start a heading, list, quote or rule, kept a line."""
    match = LINE_START.match(line)
    if match is None:
        return line
    if match[1]:
        return f"\\{line}"
    return f"{match[2]}\\{line[len(match[2]) :]}"
