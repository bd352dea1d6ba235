"""Which page of a post an address of a log is. Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

ORIGIN = re.compile(rb"https?://[^/?]*", re.IGNORECASE)
ESCAPED = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|(.))")


class Address(NamedTuple):
    """``language``: that of the address, which a post may not be translated into."""

    language: str
    slug: str


@lru_cache(maxsize=16_384)
def path_of(target: bytes) -> str | None:
    """What was asked for, without its query; None where it is not UTF-8.

    >>> path_of(b"https://blog.example.org/blog/%E6%B8%AF/?utm_source=letter")
    '/blog/港/'
    """
    path = ORIGIN.sub(b"", target, count=1) if target[:4].lower() == b"http" else target
    path = ESCAPED.sub(_unescaped, path.partition(b"?")[0])
    try:
        return unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return None


def post_at(target: bytes, places: Mapping[str, str]) -> Address | None:
    """``places``: how the addresses of posts begin, in which language: ``{"/blog/": "en", "/zh-hans/blog/": "zh-hans"}``."""
    path = path_of(target) or ""
    for place, language in places.items():
        if path.startswith(place) and path.endswith("/"):
            slug = path[len(place) : -1]
            if slug and "/" not in slug:
                return Address(language, slug)
    return None


def _unescaped(sign: re.Match[bytes]) -> bytes:
    return bytes.fromhex(sign[1].decode()) if sign[1] else sign[2]
