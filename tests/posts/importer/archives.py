"""Archives of any number of posts, each with a text of its own."""

from pathlib import Path

from tests.posts.importer.listing import body, entry, write

PER_PAGE = 10
HEAD = '<rss xmlns:content="content" xmlns:wp="wp"><channel><link>https://blog.example.org</link>\n'
RECORD = """<item><title>The story that has the number {0}</title><guid>https://blog.example.org/?p={0}</guid>
<content:encoded><![CDATA[<p>{1}</p>]]></content:encoded><wp:post_id>{0}</wp:post_id>
<wp:post_date_gmt>2019-05-07 10:00:00</wp:post_date_gmt><wp:post_name>story-with-the-number-{0}</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
"""


def wordpress(folder: Path, posts: int) -> str:
    """An export of WordPress."""
    records = "".join(RECORD.format(number, body(f"story {number}")) for number in range(1, posts + 1))
    file = folder / "export.xml"
    file.write_text(f"{HEAD}{records}</channel></rss>\n", encoding="utf-8")
    return str(file)


def listing(folder: Path, posts: int) -> str:
    """Listing pages."""
    entries = [entry(f"Story number {number}", body(f"story {number}")) for number in range(1, posts + 1)]
    return write(folder, **{f"page{start:05}": entries[start : start + PER_PAGE] for start in range(0, posts, PER_PAGE)})
