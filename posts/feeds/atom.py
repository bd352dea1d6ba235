"""Atom 1.0, RFC 4287. Pure."""

import xml.etree.ElementTree as ET

from posts.feeds.markup import add, document
from posts.feeds.records import Entry, Feed, Maker

MEDIA_TYPE = "application/atom+xml"


def write(feed: Feed) -> bytes:
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    if feed.description:
        add(root, "subtitle", feed.description)
    add(root, "updated", feed.updated.isoformat())
    add_maker(root, "author", Maker(feed.publisher))
    add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.url)
    add(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.page)
    for entry in feed.entries:
        add_entry(root, entry)
    return document(root)


def add_entry(root: ET.Element, entry: Entry) -> None:
    item = add(root, "entry", **{"xml:lang": entry.language})
    add(item, "id", entry.id)
    add(item, "title", entry.title)
    add(item, "published", entry.published.isoformat())
    add(item, "updated", entry.updated.isoformat())
    for maker in entry.authors:
        add_maker(item, "author", maker)
    for maker in entry.contributors:
        add_maker(item, "contributor", maker)
    add(item, "link", rel="alternate", type="text/html", hreflang=entry.language, href=entry.url)
    if entry.original:
        add(item, "link", rel="via", href=entry.original)
    for category in entry.categories:
        add(item, "category", term=category)
    if entry.summary:
        add(item, "summary", entry.summary)
    add(item, "content", entry.html, type="html")


def add_maker(parent: ET.Element, role: str, maker: Maker) -> None:
    person = add(parent, role)
    add(person, "name", maker.name)
    if maker.url:
        add(person, "uri", maker.url)
