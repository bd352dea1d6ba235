"""The three formats, each with the ending of its addresses, its media type and its writer."""

from enum import StrEnum

from posts.feeds import atom, jsonfeed, rss
from posts.feeds.records import Feed

WRITERS = {"rss": rss, "atom": atom, "json": jsonfeed}


class Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"

    @property
    def media_type(self) -> str:
        return WRITERS[self].MEDIA_TYPE

    def write(self, feed: Feed) -> bytes:
        return WRITERS[self].write(feed)


class FormatConverter:
    """``feed.<format:ending>`` in an address."""

    regex = "|".join(Format)

    def to_python(self, value: str) -> Format:
        return Format(value)

    def to_url(self, value: Format) -> str:
        return str(value)
