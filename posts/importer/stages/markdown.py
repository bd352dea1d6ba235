"""Blocks become Markdown. The archive's text is data: what would be markup in it is escaped."""

import re
from collections.abc import Iterable
from dataclasses import replace

from posts.importer.records import Block, Context, Draft, Item, Kind
from posts.importer.stages.languages import ENGLISH

SPECIAL = re.compile(r"[\\*\[\]<>&~|`_]")
# Backticks in the archive are its own inline code.
CODE = re.compile(r"`[^`\n]+`")
# An underscore inside a word and an ampersand between words are plain text in Markdown too; "__name__" is no such word.
ESCAPE = re.compile(r"[\\*\[\]~|`]|(?<![^\W_])_|_(?![^\W_])|<(?=[\w/!?])|&(?=#?\w+;)")
URL = re.compile(
    r"https?://[^\s<>\[\]“”\"‘’`|\\^{}\u3000-\u303f\uff00-\uffef]+[^\s<>\[\]“”\"‘’`|\\^{}.,;:!?()\u3000-\u303f\uff00-\uffef]"
)
ADDRESS_END = re.compile(r"[.,;:!?)]*(?:[ \t\n]|$)")
BARE_ADDRESS = re.compile(r"(?:://|www\.)\S*$")
VERBATIM = re.compile(f"{CODE.pattern}|{URL.pattern}")
LINE_START = re.compile(r"^(?:([#>+=-])|(\d{1,9})([.)])(?=\s|$))")
CLOSING = re.compile(r"(?<!\S)#+\s*$")  # at a heading's end, more of its mark
DEPTH_INDENT = 4  # spaces


def write_markdown(draft: Draft, context: Context) -> Draft:
    return replace(
        draft, texts=tuple(replace(text, body=to_markdown(text.blocks, root_of(text.language))) for text in draft.texts)
    )


def root_of(language: str) -> str:
    """What a language's addresses start with: English stands at the root of the site."""
    return "/" if language == ENGLISH else f"/{language}/"


def to_markdown(blocks: Iterable[Block], root: str = "/") -> str:
    """Markdown that renders as ``blocks`` say, whatever characters their text holds. Links to other posts start at ``root``."""
    blocks = tuple(blocks)
    parts = [_block(block, root) for block in blocks]
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


def _block(block: Block, root: str) -> str:
    match block.kind:
        case Kind.HEADING:
            text = CLOSING.sub(r"\\\g<0>", escape(block.text))
            return f"{'#' * (block.level or 2)} {text}"
        case Kind.LIST:
            return _list(block.items, root)
        case Kind.QUOTE:
            attribution = f"\n>\n> {escape_start(escape(block.label))}" if block.label else ""
            return f"> {_lines(block.text, '> ')}{attribution}"
        case Kind.CAPTION:
            text = ESCAPE.sub(r"\\\g<0>", block.text.replace("\n", " "))  # neither links nor code within
            return f"![{text}]()"
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
            return _link(block.text, block.label, root)
        case _:
            return _lines(block.text, "")


def _lines(text: str, prefix: str) -> str:
    """The source's lines, kept apart by hard breaks."""
    lines = [escape_start(escape(line)) for line in text.split("\n")]
    # A bare address would take the break's backslash for a part of itself.
    lines[:-1] = [f"{line} " if BARE_ADDRESS.search(line) else line for line in lines[:-1]]
    return f"\\\n{prefix}".join(lines)


def _list(items: tuple[Item, ...], root: str) -> str:
    lines = []
    for item in items:
        marker = f"{item.number}." if item.ordered else "-"
        lines.append(f"{' ' * DEPTH_INDENT * item.depth}{marker} {_item_text(item, root)}")
    return "\n".join(lines)


def _item_text(item: Item, root: str) -> str:
    return _link(item.text, item.link, root) if item.link else escape_start(escape(item.text))


def _link(text: str, slug: str, root: str) -> str:
    return f"[{escape(text)}]({root}blog/{slug}/)"


def escape(text: str) -> str:
    """``text`` as Markdown that reads as itself; its addresses stay links and its backticks code.

    >>> escape("snake_case *and* [x](javascript:alert(1)) `a*b`")
    'snake_case \\\\*and\\\\* \\\\[x\\\\](javascript:alert(1)) `a*b`'
    """
    if not SPECIAL.search(text) and "://" not in text:
        return text
    out = []
    end = 0
    for match in VERBATIM.finditer(text):
        out.append(ESCAPE.sub(r"\\\g<0>", text[end : match.start()]))
        end = match.end()
        # A renderer ends a bare address at a space only: what follows without one would become a part of it.
        is_address = match.group()[0] != "`"
        out.append(f"<{match.group()}>" if is_address and not ADDRESS_END.match(text, end) else match.group())
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
