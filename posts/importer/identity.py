"""What makes two entries one post, and what a post is known by. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from zlib import crc32

from django.utils.text import slugify

from people.names import HAN_CHARACTER, LETTERS
from posts.digests import digest

REF_LENGTH = 80  # characters of a title's key; a longer one is cut and closed with a digest
SLUG_LENGTH = 190  # characters: leaves room for "-2" in a column of 200
LONG_LINE = 60  # bytes; shorter lines (headings, "Thank you!") are shared by posts that have nothing else in common
HEAD_LENGTH = 40  # characters of a body's start: tells a copy that was cut inside its first paragraph
SIGNATURE_LINES = 64
SAME_TEXT = 0.5  # of the smaller text's lines: a boilerplate paragraph alone does not make two posts one


def title_key(title: str) -> str:
    """What two copies of one title share, whatever their quotes, dashes, spaces, emoji or case.

    >>> title_key("Meet  the “Ambassador” 🗓") == title_key('meet the "ambassador"')
    True
    """
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", title).casefold()).strip()


def ref(title: str, number: int = 1) -> str:
    """What an import knows a post by: its title's key, numbered where several posts share it.

    >>> ref("Hello, World!"), ref("Hello, World!", 2)
    ('hello world', 'hello world#2')
    """
    key = title_key(title) or digest(title, 8)
    if len(key) > REF_LENGTH:
        key = f"{key[: REF_LENGTH - 17]}~{digest(key, 8)}"
    return key if number == 1 else f"{key}#{number}"


def address(title: str) -> str:
    """The slug a title asks for, cut at a word; Han stays.

    >>> address("Meet the Ambassador: Zoë!"), address("云原生 2018")
    ('meet-the-ambassador-zoe', '云原生-2018')
    """
    slug = slugify(title.translate(LETTERS), allow_unicode=bool(HAN_CHARACTER.search(title))) or f"post-{digest(title, 4)}"
    if len(slug) <= SLUG_LENGTH:
        return slug
    cut = slug[: SLUG_LENGTH + 1]
    return (cut.rpartition("-")[0] if "-" in cut else cut[:SLUG_LENGTH]).strip("-_")


def free_address(wanted: str, taken: Iterable[str]) -> str:
    """``wanted``, or the first of ``wanted-2``, ``wanted-3`` … that is not in the container ``taken``."""
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def signature(lines: Sequence[str]) -> tuple[int, ...]:
    """Hashes of a body's start and of its further long lines, the same for two copies however they are spaced."""
    head = ""
    hashes: list[int] = []
    for line in lines:
        words = line.split()
        if not words:
            continue
        text = " ".join(words)
        if len(head) < HEAD_LENGTH:
            head += text
            if len(head) >= HEAD_LENGTH:
                hashes.append(crc32(head[:HEAD_LENGTH].encode("utf-8", "surrogatepass")))
            continue
        coded = text.encode("utf-8", "surrogatepass")
        if len(coded) >= LONG_LINE:
            hashes.append(crc32(coded))
            if len(hashes) >= SIGNATURE_LINES:
                break
    return tuple(hashes)


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of the smaller text is in the other, by their signatures: 0 … 1.

    A text too short for a signature is alike to any: of a body that is missing or was cut after a few words nothing
    speaks against it being a copy.
    """
    if not one or not other:
        return 1.0
    smaller, larger = sorted((set(one), set(other)), key=len)
    return len(smaller & larger) / len(smaller)


def is_foreign(ref: str) -> bool:
    """Whether another system named the post ("wxr:…", "md:…"): it is never known by its title. No ref of ours has a colon."""
    return ":" in ref
