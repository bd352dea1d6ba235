"""JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/. Pure."""

import json
from typing import Any

from posts.feeds.records import Entry, Feed, Maker

MEDIA_TYPE = "application/feed+json"


def write(feed: Feed) -> bytes:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.publisher}],
        "items": [item(entry) for entry in feed.entries],
    }
    return json.dumps(filled(content), ensure_ascii=False).encode()


def item(entry: Entry) -> dict[str, Any]:
    return filled(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html or " ",  # required, and for some readers not empty
            "summary": entry.summary,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [author(maker) for maker in entry.authors],
            "tags": list(entry.categories),
            "language": entry.language,
        }
    )


def author(maker: Maker) -> dict[str, str]:
    return filled({"name": maker.name, "url": maker.url})


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known. The list of items stays when there are none: the format asks for it."""
    return {name: value for name, value in fields.items() if value or name == "items"}
