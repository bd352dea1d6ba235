"""Pages in memory."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli  # type: ignore[import-untyped]

Headers = list[tuple[str, str]]

OVERHEAD = 2_000  # bytes a page takes besides its body: headers, key, objects
WORTH_COMPRESSING = 400  # bytes: below, it stays one packet anyway
COMPRESSIBLE = ("text/", "application/json", "application/feed+json", "application/xml", "application/rss+xml")
MORE_COMPRESSIBLE = ("+xml", "+json")
COMPRESS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
OF_A_BODY = {"content-length", "content-encoding", "etag", "vary"}


@dataclass(slots=True)
class Page:
    """One response of Django, and its compressed copies as far as they were asked for."""

    status: str
    etag: str
    copies: dict[str, tuple[Headers, bytes]]  # by content coding, "" for none
    unchanged: Headers  # of a 304
    is_compressible: bool
    size: int  # bytes


def make_page(status: str, headers: Headers, body: bytes) -> Page:
    """A page with the validator it came with, or one of its content.

    The tag is weak, as it is the same for every compression of the page; and of the content, so that a page which a change did
    not touch stays in the browsers that have it.
    """
    given = {name.lower(): value for name, value in headers}
    etag = given.get("etag") or f'"{blake2b(body, digest_size=12).hexdigest()}"'
    if not etag.startswith("W/"):
        etag = f"W/{etag}"
    vary = ", ".join(filter(None, [given.get("vary"), "Accept-Encoding"]))
    kept = [(name, value) for name, value in headers if name.lower() not in OF_A_BODY]
    kept += [("ETag", etag), ("Vary", vary)]
    return Page(
        status=status,
        etag=etag,
        copies={"": ([*kept, ("Content-Length", str(len(body)))], body)},
        unchanged=[(name, value) for name, value in kept if name.lower() != "content-type"],
        is_compressible=len(body) >= WORTH_COMPRESSING and _is_text(given.get("content-type", "")),
        size=len(body) + OVERHEAD,
    )


def _is_text(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip()
    return kind.startswith(COMPRESSIBLE) or kind.endswith(MORE_COMPRESSIBLE)


@dataclass(slots=True)
class Pages:
    """Pages by key, at most ``limit`` bytes of them: the one that was not asked for the longest goes first."""

    limit: int
    size: int = 0
    pages: OrderedDict[Hashable, Page] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Page) -> None:
        with self.lock:
            if replaced := self.pages.pop(key, None):
                self.size -= replaced.size
            self.pages[key] = page
            self.size += page.size
            self._make_room()

    def copy(self, key: Hashable, page: Page, coding: str) -> tuple[Headers, bytes]:
        """The headers and body of ``page`` in a content coding; the page itself where it is not worth compressing."""
        if not page.is_compressible:
            return page.copies[""]
        if found := page.copies.get(coding):
            return found
        plain, body = page.copies[""]
        packed = COMPRESS[coding](body)
        headers = [(name, value) for name, value in plain if name != "Content-Length"]
        made = ([*headers, ("Content-Encoding", coding), ("Content-Length", str(len(packed)))], packed)
        with self.lock:
            if coding not in page.copies:
                page.copies[coding] = made
                page.size += len(packed)
                if self.pages.get(key) is page:
                    self.size += len(packed)
                    self._make_room()
        return made

    def _make_room(self) -> None:
        while self.size > self.limit:
            _key, page = self.pages.popitem(last=False)
            self.size -= page.size
