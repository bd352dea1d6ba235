"""The picture on the card that others show of a page: the first of its text, or else the site's own. Pure."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

# As the sanitizer writes them: every value in double quotes, which it escapes inside.
IMAGE = re.compile(r"<img\b[^>]*>")
ATTRIBUTE = re.compile(r'\s(src|alt)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    alt: str


def first_picture(html: str, base: str) -> Picture | None:
    """The first picture of a text at the address ``base`` that has an address of its own, made absolute.

    >>> first_picture('<p><img src="map.png" alt="A map"></p>', "https://example.org/blog/a/")
    Picture(address='https://example.org/blog/a/map.png', alt='A map')
    """
    for tag in IMAGE.findall(html):
        values = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        try:
            address = urljoin(base, values.get("src", ""))
            is_web = urlsplit(address).scheme in ("http", "https")
        except ValueError:  # "http://[": no address at all
            continue
        if values.get("src") and is_web:
            return Picture(address, values.get("alt", ""))
    return None
