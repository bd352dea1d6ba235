"""WordPress exports for tests: as many records as asked for, of our own writing."""

from html import escape
from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Harbour notes</title>
  <link>https://harbour.example</link>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_blog_url>https://harbour.example</wp:base_blog_url>
  <wp:author><wp:author_login><![CDATA[ada]]></wp:author_login>
    <wp:author_display_name><![CDATA[Ada Example]]></wp:author_display_name></wp:author>
"""
HEAD_LINES = HEAD.count("\n")
TAIL = "</channel>\n</rss>\n"


def item(
    number: int = 1,
    *,
    title: str = "A lighthouse on the cluster",
    body: str = "The lamp turns.",
    slug: str = "",
    kind: str = "post",
    status: str = "publish",
    date: str = "2020-03-04 05:06:07",
    guid: str | None = None,
    link: str | None = None,
    extra: str = "",
    author: str = "ada",
) -> str:
    """One record on lines of its own; ``extra`` is any further XML."""
    guid = f"https://harbour.example/?p={number}" if guid is None else guid
    link = f"https://harbour.example/notes/{slug or number}/" if link is None else link
    return (
        f"<item>\n<title>{escape(title)}</title>\n<link>{escape(link)}</link>\n"
        f'<dc:creator><![CDATA[{author}]]></dc:creator>\n<guid isPermaLink="false">{escape(guid)}</guid>\n'
        f"<content:encoded><![CDATA[{body}]]></content:encoded>\n<wp:post_id>{number}</wp:post_id>\n"
        f"<wp:post_date_gmt><![CDATA[{date}]]></wp:post_date_gmt>\n<wp:post_name><![CDATA[{slug}]]></wp:post_name>\n"
        f"<wp:status>{status}</wp:status>\n<wp:post_type>{kind}</wp:post_type>\n{extra}</item>\n"
    )


def term(domain: str, nicename: str, name: str = "") -> str:
    return f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name or nicename}]]></category>\n'


def meta(key: str, value: str) -> str:
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>\n"


def export(*items: str, site: str = "harbour.example") -> str:
    """``site`` stands for itself in every address."""
    return (HEAD + "".join(items) + TAIL).replace("harbour.example", site)


def save(folder: Path, *items: str, name: str = "harbour.xml", site: str = "harbour.example") -> Path:
    path = folder / name
    path.write_text(export(*items, site=site), encoding="utf-8")
    return path
