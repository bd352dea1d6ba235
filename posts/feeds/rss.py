"""RSS 2.0 with full text and every author: what it has no elements for is taken from the usual namespaces. Pure."""

import xml.etree.ElementTree as ET
from datetime import UTC
from email.utils import format_datetime
from html import escape

from posts.feeds.markup import add, document
from posts.feeds.records import Entry, Feed

MEDIA_TYPE = "application/rss+xml"
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write(feed: Feed) -> bytes:
    root = ET.Element("rss", {"version": "2.0", **NAMESPACES})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    add(channel, "description", escape(feed.description or feed.title))
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated.astimezone(UTC)))
    add(channel, "atom:link", rel="self", type=MEDIA_TYPE, href=feed.url)
    for entry in feed.entries:
        add_item(channel, entry)
    return document(root)


def add_item(channel: ET.Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published.astimezone(UTC)))
    add(item, "atom:updated", entry.updated.isoformat())
    for maker in entry.authors:
        add(item, "dc:creator", maker.name)
    for maker in entry.contributors:
        add(item, "dc:contributor", maker.name)
    add(item, "dc:language", entry.language)
    for category in entry.categories:
        add(item, "category", category)
    if entry.summary:
        add(item, "description", escape(entry.summary))  # readers take it for HTML
    add(item, "content:encoded", entry.html)
