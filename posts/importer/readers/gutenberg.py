"""The text of WordPress's block editor: HTML with comments that say where each block begins and ends → plain HTML. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from posts.importer.readers.classic import autop

# Attributes spell their angle brackets out (\u003c), so that a comment ends at the first one.
COMMENT = re.compile(r"<!--\s*(?P<closes>/?)wp:(?P<name>[a-z][\w/-]*)\s(?P<attributes>[^<>]*?)(?P<empty>/?)-->")
REFERENCE = re.compile(r'"ref"\s*:\s*(\d{1,18})\b')
CLASSIC = frozenset({"", "freeform", "shortcode"})  # blocks whose paragraphs are blank lines; "": between blocks
SAID_ELSEWHERE = frozenset({"footnotes"})  # filled in by WordPress, from what the export does hold
MOST_REUSED = 2**21  # characters of reusable blocks in one post; more is an attack


def is_made_of_blocks(text: str) -> bool:
    return "<!-- wp:" in text


def with_reusable(text: str, blocks: Mapping[int, str]) -> str:
    """``text`` with the reusable blocks that the export holds in their places."""
    return _Reuse(blocks, MOST_REUSED).put_into(text, frozenset()) if blocks else text


@dataclass(slots=True)
class _Reuse:
    blocks: Mapping[int, str]
    left: int  # characters that may still be put in: blocks in blocks can be a bomb

    def put_into(self, text: str, inside: frozenset[int]) -> str:
        return COMMENT.sub(lambda comment: self._block(comment, inside), text)

    def _block(self, comment: re.Match, inside: frozenset[int]) -> str:
        number = _reference(comment)
        found = self.blocks.get(number, "")
        if number in inside or not found or len(found) > self.left:
            return comment[0]
        self.left -= len(found)
        return self.put_into(found, inside | {number})


def _reference(comment: re.Match) -> int:
    if comment["name"] != "block" or not comment["empty"]:
        return 0
    match = REFERENCE.search(comment["attributes"])
    return int(match[1]) if match else 0


def referred_to(text: str) -> set[int]:
    """The numbers of the reusable blocks that ``text`` shows itself."""
    return {_reference(comment) for comment in COMMENT.finditer(text)} - {0}


def dynamic(text: str) -> list[str]:
    """The names of blocks that WordPress fills in itself when it shows them, so that an export holds nothing of them."""
    names = (comment["name"] for comment in COMMENT.finditer(text) if comment["empty"])
    return list(dict.fromkeys(name for name in names if name not in SAID_ELSEWHERE))


def laid_out(text: str) -> str:
    """Every outermost block in an element of its own; what stands between them is the classic editor's."""
    out: list[str] = []
    inside = [""]
    position = 0
    for comment in COMMENT.finditer(text):
        piece = text[position : comment.start()]
        position = comment.end()
        out.append(autop(piece) if inside[-1] in CLASSIC else piece)
        if comment["empty"]:
            continue
        name = comment["name"].removeprefix("core/")
        if not comment["closes"]:
            out.append("<div>" if len(inside) == 1 else "")
            inside.append(name)
        elif name in inside:
            while inside.pop() != name:
                pass
            out.append("</div>" if len(inside) == 1 else "")
    return "".join([*out, autop(text[position:]) if inside[-1] in CLASSIC else text[position:]])
