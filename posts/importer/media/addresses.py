"""The addresses of pictures and uploaded files in Markdown. Pure."""

import re
from collections.abc import Callable, Mapping

# What a text shows, or what a site's own uploads hold. A parenthesis in an address comes in pairs.
TARGET = r"(?P<address>https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)"
PICTURE = re.compile(rf"(?P<before>!\[(?:[^\[\]\\]|\\.)*\]\(<?){TARGET}")
SUFFIXES = "avif|gif|jpe?g|png|webp|pdf|mp3|m4a|ogg|mp4|webm"
UPLOAD = re.compile(
    rf"(?P<before>\]\(<?)(?P<address>https?://[^\s<>()]+/uploads/[^\s<>()]+\.(?:{SUFFIXES}))(?=[)>\s])", re.IGNORECASE
)
CODE = re.compile(r"(^```.*?^```|^~~~.*?^~~~|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def find(body: str) -> list[str]:
    """The addresses in ``body`` that ask for a file, each once, in order."""
    found: dict[str, None] = {}
    _replace(body, lambda address: found.setdefault(address, None))
    return list(found)


def rewrite(body: str, here: Mapping[str, str]) -> str:
    """``body`` with the addresses that ``here`` knows another for."""
    return _replace(body, here.get)


def _replace(body: str, other: Callable[[str], str | None]) -> str:
    if "](" not in body:
        return body
    parts = CODE.split(body)
    parts[::2] = [_in_prose(part, other) for part in parts[::2]]
    return "".join(parts)


def _in_prose(text: str, other: Callable[[str], str | None]) -> str:
    for pattern in (PICTURE, UPLOAD):
        text = pattern.sub(lambda match: match["before"] + (other(match["address"]) or match["address"]), text)
    return text
